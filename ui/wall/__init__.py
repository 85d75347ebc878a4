"""Wall mode: the board for a shared room, naming nobody."""
