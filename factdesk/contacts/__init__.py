"""Contacts done and planned, and the day list made from them."""
