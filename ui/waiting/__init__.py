"""What was written away from the server: what waits, what was refused, and settling it."""
