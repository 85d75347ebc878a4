"""One line typed in a hurry: what it is read as, and that nothing of it is lost."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.contacts.quick_entry import read_line
from factdesk.contacts.quick_words import QuickWords

MONDAY = date(2026, 11, 23)
KINDS = ("face_to_face", "telephone", "video", "written", "did_not_come")
PLACES = ("home", "outdoors", "office", "ward", "prison", "other")
WORDS = QuickWords.of(
    kinds=[(code, code, code) for code in KINDS] + [("walk", "face_to_face", "Gruppetur")],
    places=[(code, code, code) for code in PLACES],
    staff=[("1", "MH"), ("2", "EØ"), ("3", "TK"), ("4", "JS"), ("5", "ER"), ("6", "TLF")],
    cars=[("c1", "Bil 1", "EL 12345"), ("c2", "2", None), ("c3", "Firehjulstrekkeren", None)],
)


def read(line: str, **options):
    return read_line(line, WORDS, MONDAY, **options)


def test_staff_place_minutes_and_the_rest_as_note():
    entry = read("MH EØ hjemme 30 sov dårlig")
    assert entry.staff == ("1", "2")
    assert (entry.place, entry.minutes, entry.note) == ("home", 30, "sov dårlig")
    assert entry.kind is None


def test_a_telephone_call_of_ten_minutes():
    entry = read("TK tlf 10")
    assert (entry.staff, entry.kind, entry.minutes, entry.note) == (("3",), "telephone", 10, "")


def test_two_with_a_car_at_a_time():
    entry = read("JS+TK 13:30 bil 2")
    assert (entry.staff, entry.at, entry.car_id) == (("4", "3"), time(13, 30), "c2")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("heime", "place", "home"),
        ("at home", "place", "home"),
        ("Hjemmebesøk", "kind", "face_to_face"),
        ("vitjing", "kind", "face_to_face"),
        ("ikkje møtt", "kind", "did_not_come"),
        ("no show", "kind", "did_not_come"),
        ("gruppetur", "kind", "walk"),
        ("pårørande", "with_whom", "next_of_kin"),
        ("kl 9", "at", time(9)),
        ("kl. 13.15", "at", time(13, 15)),
        ("0930", "at", time(9, 30)),
        ("9.05", "at", time(9, 5)),
        ("1,5t", "minutes", 90),
        ("1 t", "minutes", 60),
        ("45 min", "minutes", 45),
        ("1t30", "minutes", 90),
        ("i går", "day", date(2026, 11, 22)),
        ("yesterday", "day", date(2026, 11, 22)),
        ("fredag", "day", date(2026, 11, 20)),
        ("mandag", "day", date(2026, 11, 16)),
        ("20.11.", "day", date(2026, 11, 20)),
        ("20/11", "day", date(2026, 11, 20)),
        ("24.11.", "day", date(2025, 11, 24)),
        ("29.2.", "day", date(2024, 2, 29)),
        ("20.11.26", "day", date(2026, 11, 20)),
        ("(bil 1)", "car_id", "c1"),
        ("bil1", "car_id", "c1"),
        ("EL 12345", "car_id", "c1"),
        ("firehjulstrekkeren", "car_id", "c3"),
        ("gå to", "needs", 2),
        ("mh", "staff", ("1",)),
        ("MH og EØ", "staff", ("1", "2")),
        ("MH + EØ", "staff", ("1", "2")),
        ("MH/EØ,TK", "staff", ("1", "2", "3")),
        ("MH MH", "staff", ("1",)),
        ("ER", "staff", ("5",)),
    ],
)
def test_what_words_are_read_as(line, field, value):
    entry = read(line)
    assert getattr(entry, field) == value
    assert entry.note == ""


def test_a_weekday_to_come_where_it_is_planned():
    assert read("fredag", planned=True).day == date(2026, 11, 27)
    assert read("mandag", planned=True).day == date(2026, 11, 30)
    assert read("24.11.", planned=True).day == date(2026, 11, 24)
    assert read("29.2.", planned=True).day == date(2028, 2, 29)


@pytest.mark.parametrize(
    "line",
    [
        "er sliten",
        "0",
        "1499",
        "25:00",
        "31.2.26",
        "bil 9",
        "Mor ringte",
        "og så",
        "99.99.",
        "kl 25",
    ],
)
def test_what_is_not_understood_is_the_note(line):
    entry = read(line)
    assert entry.note == line
    assert entry.staff == ()


def test_a_word_inside_the_note_is_never_taken_for_an_order():
    entry = read("MH hjemme sov dårlig hjemme i natt, ringte TK kl 10")
    assert entry.note == "sov dårlig hjemme i natt, ringte TK kl 10"
    assert (entry.staff, entry.kind, entry.at) == (("1",), None, None)


def test_a_lone_colon_begins_the_note():
    entry = read("MH : hjemme er best")
    assert (entry.place, entry.note) == (None, "hjemme er best")


def test_a_field_said_twice_begins_the_note():
    entry = read("hjemme kontoret 30")
    assert (entry.place, entry.note) == ("home", "kontoret 30")


def test_initials_nobody_has_are_doubted_and_kept():
    entry = read("XY hjemme 30")
    assert (entry.unknown, entry.place, entry.minutes) == (("XY",), "home", 30)
    assert entry.note == "XY"
    assert entry.pieces[0].doubt


def test_a_known_and_an_unknown_colleague():
    entry = read("MH+XY tlf")
    assert (entry.staff, entry.unknown, entry.note) == (("1",), ("XY",), "MH+XY")


def test_a_word_of_the_program_wins_over_initials_written_small():
    assert read("tlf").kind == "telephone"
    assert read("TLF").staff == ("6",)


def test_a_place_that_says_more_than_its_code_stays_in_the_note():
    entry = read("MH NAV 45 fikk nødhjelp")
    assert (entry.place, entry.minutes, entry.note) == ("other", 45, "NAV fikk nødhjelp")


def test_the_note_keeps_its_own_spaces():
    assert read("MH  tekst   med  rom").note == "tekst   med  rom"


def test_a_hundred_thousand_characters_are_a_note():
    text = "å" * 100_000
    assert read(f"MH {text}").note == text


TOKENS = st.sampled_from(
    "MH EØ TK+JS mh XX XX+MH hjemme heime home tlf ring 30 0 13:30 13.30 1330 kl 9 i går dag to gå"
    " bil 2 Bil 1 - : , + og sov dårlig 20.11. fredag 1t 1,5t min NAV fastlegen pårørende (bil 2)"
    " ikke møtt 🙂 Đ".split(" ")
)
LINES = st.lists(TOKENS, max_size=12).map(" ".join) | st.text(max_size=60)


@given(LINES, st.booleans())
def test_every_word_is_understood_or_in_the_note(line, planned):
    entry = read(line, planned=planned)
    left = line
    for piece in reversed(entry.pieces):
        assert line[piece.start : piece.end] == piece.text
        left = left[: piece.start] + left[piece.end :]
    assert left.strip() == ""
    for piece in entry.pieces:
        if piece.field == "note" or piece.doubt:
            assert piece.text in entry.note


@given(st.text(alphabet="abcdefghijklmnop æøå", min_size=1, max_size=40))
def test_a_plain_sentence_after_a_colon_is_kept_whole(text):
    assert read(f": {text}").note == text.strip()
