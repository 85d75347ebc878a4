"""What a user can do with plans, one thing per file."""
