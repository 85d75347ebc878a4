"""The individual plan on a person's page."""
