"""Figures that a team's own data give for the items of a scale, each with the rows behind it."""
