"""Entering a contact, done or planned."""
