"""Plan meetings on a person's page: planned, held, and their minutes."""
