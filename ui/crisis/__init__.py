"""The crisis plan on the screen: the part of a person's page, and the panel over other pages."""
