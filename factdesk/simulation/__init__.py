"""A made-up team and its made-up years, from a seed."""
