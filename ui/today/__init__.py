"""The day of the team: staff and time, cars, visits nobody has yet."""
