"""The store: one encrypted file or one PostgreSQL; rows and their log change together."""
