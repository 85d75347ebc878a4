"""The board meeting: who is here, person by person, and the minutes."""
