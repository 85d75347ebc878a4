"""What a user can do with papers; one file per thing."""
