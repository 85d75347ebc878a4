"""Two seats for the tests of living together on the screen."""

from tests.support.seats import seats, server_seats

__all__ = ["seats", "server_seats"]
