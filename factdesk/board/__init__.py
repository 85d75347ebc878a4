"""The board: categories, episodes, the board meeting and what it agreed."""
