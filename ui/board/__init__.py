"""The board and its meeting on the screen."""
