"""Public holidays in Norway, as the ``holidays`` library knows them.

The library is loaded when a holiday is first asked for, which is on a thread of the desk.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType


@lru_cache(maxsize=64)
def holiday_names(year: int, language: str = "no") -> Mapping[date, str]:
    """A year's public holidays by name («no», «en_US»); ordinary Sundays are not among them."""
    import holidays

    return MappingProxyType(dict(holidays.country_holidays("NO", years=year, language=language)))


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The days of the year's public holidays."""
    return frozenset(holiday_names(year))
