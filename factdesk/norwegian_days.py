"""Public holidays in Norway, without the half second it takes to load the library of all countries.

The rule has stood since 1947 (lov om 1 og 17 mai). A test compares it, year by year, with the
``holidays`` library.
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

#: Month and day of those that stand still.
_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))

#: Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension, Pentecost.
_MOVING = (-3, -2, 0, 1, 39, 49, 50)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year from 1947 on; ordinary Sundays are not among them."""
    sunday = easter(year)
    fixed = {date(year, month, day) for month, day in _FIXED}
    return frozenset(fixed | {sunday + timedelta(days=days) for days in _MOVING})
