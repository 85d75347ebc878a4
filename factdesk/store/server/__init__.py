"""The team server: a PostgreSQL that holds many teams, seen from a desk and from whoever prepares it."""
