"""What is typed for a visit to come, on the board and in the meeting."""

from datetime import date, time

import pytest

from factdesk.contacts.quick_words import QuickWords
from factdesk.contacts.visit_line import NotAVisit, UnknownInitials, read_visit_line

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def read(typed):
    codes = ("home", "outdoors", "office", "ward")
    kinds = ("face_to_face", "telephone", "video")
    words = QuickWords.of(
        kinds=[(code, code, code) for code in kinds],
        places=[(code, code, code) for code in codes],
        staff=[("1", "MH"), ("2", "EØ")],
    )
    return read_visit_line(typed, words, TODAY)


@pytest.mark.parametrize(
    ("typed", "day", "at", "staff"),
    [
        ("MH", None, None, ("1",)),
        ("mh + EØ", None, None, ("1", "2")),
        ("10:00 mh,eø mh", None, time(10), ("1", "2")),
        ("9 mh", None, time(9), ("1",)),
        ("tomorrow 13.30 eø", TOMORROW, time(13, 30), ("2",)),
        ("> eø", TOMORROW, None, ("2",)),
        (">9 eø", TOMORROW, time(9), ("2",)),
        ("today 0815", TODAY, time(8, 15), ()),
        ("i morgen 9 EØ", TOMORROW, time(9), ("2",)),
        ("fredag MH", date(2026, 11, 27), None, ("1",)),
    ],
)
def test_day_time_and_initials_in_the_order_one_says_them(typed, day, at, staff):
    entry = read(typed)
    assert (entry.day, entry.at, entry.staff, entry.note) == (day, at, staff, "")


@pytest.mark.parametrize(
    ("typed", "kind", "place"),
    [
        ("MH hjemme", None, "home"),
        ("MH ute", None, "outdoors"),
        ("MH 10:00 kontor", None, "office"),
        ("MH tlf", "telephone", None),
    ],
)
def test_place_and_kind_are_the_words_of_the_contact_line(typed, kind, place):
    entry = read(typed)
    assert (entry.kind, entry.place, entry.note) == (kind, place, "")


def test_a_number_after_the_initials_is_a_length_and_the_rest_a_note():
    entry = read("MH ute 30 tar med posten til ham")
    assert (entry.at, entry.minutes, entry.note) == (None, 30, "tar med posten til ham")
    assert read("MH - ring").note == "ring"


@pytest.mark.parametrize("typed", ["XX", "10:00 mh + xx", "mh xx", "mh XX"])
def test_initials_nobody_has_are_refused_and_named(typed):
    with pytest.raises(UnknownInitials, match=r"(?i)xx"):
        read(typed)


def test_a_time_that_is_none_is_refused():
    with pytest.raises(NotAVisit, match="25:00"):
        read("25:00 mh")
