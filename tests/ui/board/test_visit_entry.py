"""What is typed in "today and tomorrow"."""

from datetime import time

import pytest

from factdesk.errors import KnownError
from ui.board.visit_entry import UnknownInitials, VisitEntry, read_visit

STAFF = {"mh": "1", "eø": "2"}


def read(typed):
    return read_visit(typed, lambda initials: STAFF.get(initials.casefold()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MH", VisitEntry(False, None, ("1",))),
        ("mh + EØ", VisitEntry(False, None, ("1", "2"))),
        ("10:00 mh,eø mh", VisitEntry(False, time(10), ("1", "2"))),
        ("9 mh", VisitEntry(False, time(9), ("1",))),
        ("tomorrow 13.30 eø", VisitEntry(True, time(13, 30), ("2",))),
        ("> eø", VisitEntry(True, None, ("2",))),
        ("today 0815", VisitEntry(False, time(8, 15), ())),
    ],
)
def test_day_time_and_initials_in_the_order_one_says_them(typed, meant):
    assert read(typed) == meant


def test_bokmal_has_its_own_word_for_tomorrow(bokmal):
    assert read("i morgen 9 EØ") == VisitEntry(True, time(9), ("2",))


@pytest.mark.parametrize("typed", ["XX", "10:00 mh + xx", "25:00 mh"])
def test_what_cannot_be_meant_is_refused_in_words(typed):
    with pytest.raises(KnownError) as refused:
        read(typed)
    assert refused.value.message


def test_the_unknown_are_named():
    with pytest.raises(UnknownInitials, match="XX"):
        read("mh XX")
