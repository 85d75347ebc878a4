"""What a user can do with spreadsheets: bring one in."""
