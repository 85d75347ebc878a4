"""The store: one encrypted file or one PostgreSQL database, every change of it in one transaction with its log."""
