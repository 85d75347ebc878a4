"""What the tests share: guards, a PostgreSQL of their own, and how to read the sources."""
