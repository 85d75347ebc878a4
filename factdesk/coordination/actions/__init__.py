"""What a user can do as coordinator or leader of coordinators, one thing per file."""
