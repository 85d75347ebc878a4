"""Today: staff against time, visits to hand out, cars."""
