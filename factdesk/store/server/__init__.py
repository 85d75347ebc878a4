"""The team server: a PostgreSQL with many teams, seen from a desk and from who prepares it."""
