"""Printing: a paper shown before it leaves the store, then printed or saved."""
