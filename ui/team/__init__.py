"""Pages for the team: staff, presence, categories and rights."""
