"""Widgets used by more than one page; they know nothing of the desk's rooms."""
