"""Plans: the individual plan, the crisis plan, their versions, and the plan meetings."""
