"""Entering contacts: one quick line, and everything about it below."""
