"""How a plan is written: staff first, then persons, then the board and the contacts to come."""
