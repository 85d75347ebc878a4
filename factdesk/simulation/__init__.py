"""A made-up team and its made-up years, from a seed.

Nobody in here exists: names are drawn from lists, birth numbers come from the synthetic series,
and telephone numbers begin with a digit that no subscriber has.
"""
