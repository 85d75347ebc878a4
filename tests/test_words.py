"""Words, dates and the order of names in three languages."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk import words
from factdesk.words import (
    _,
    default_language,
    format_date,
    format_datetime,
    format_number,
    format_time,
    in_language,
    relative_day,
    set_language,
    sort_key,
)

FRIDAY = date(2027, 3, 12)


@pytest.mark.parametrize(
    ("language", "style", "written"),
    [
        ("nb", "short", "12.3."),
        ("nb", "day", "fredag 12. mars"),
        ("nb", "medium", "12. mars 2027"),
        ("nb", "numeric", "12.03.2027"),
        ("nn", "day", "fredag 12. mars"),
        ("en", "short", "12 Mar"),
        ("en", "day", "Friday 12 March"),
        ("en", "medium", "12 March 2027"),
        ("en", "numeric", "12.03.2027"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language, style, written):
    with in_language(language):
        assert format_date(FRIDAY, style) == written


def test_a_leap_day_is_a_date_like_others(bokmal):
    assert format_date(date(2028, 2, 29)) == "29. februar 2028"


def test_a_moment_is_refused_where_a_day_is_asked_for():
    with pytest.raises(TypeError):
        format_date(datetime(2027, 3, 12, 23, 30, tzinfo=UTC))


def test_times_are_shown_in_norway_also_across_midnight_and_summer_time(bokmal):
    assert format_datetime(datetime(2027, 1, 1, 23, 30, tzinfo=UTC)) == "2. januar 2027 00:30"
    assert format_datetime(datetime(2027, 7, 1, 6, 30, tzinfo=UTC), "short") == "1.7. 08:30"
    assert format_time(datetime(2027, 7, 1, 6, 30, tzinfo=UTC)) == "08:30"
    assert format_time(time(9, 5)) == "09:05"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        format_datetime(datetime(2027, 1, 1, 12))


@pytest.mark.parametrize(
    ("day", "said", "sagt"),
    [
        (date(2027, 3, 12), "i dag", "i dag"),
        (date(2027, 3, 11), "i går", "i går"),
        (date(2027, 3, 13), "i morgen", "i morgon"),
        (date(2027, 3, 10), "onsdag", "onsdag"),
        (date(2027, 3, 6), "lørdag", "laurdag"),
        (date(2027, 3, 5), "for 7 dager siden", "for 7 dagar sidan"),
        (date(2027, 3, 3), "for 9 dager siden", "for 9 dagar sidan"),
        (date(2027, 3, 14), "om 2 dager", "om 2 dagar"),
    ],
)
def test_a_near_day_is_said_as_one_says_it(day, said, sagt):
    with in_language("nb"):
        assert relative_day(day, FRIDAY) == said
    with in_language("nn"):
        assert relative_day(day, FRIDAY) == sagt


def test_numbers_have_the_decimal_mark_of_the_language():
    with in_language("nb"):
        assert format_number(1234.5, 1).replace("\N{NO-BREAK SPACE}", " ") == "1 234,5"
    with in_language("en"):
        assert format_number(1234.5, 1) == "1,234.5"


def test_a_text_is_found_in_the_language_that_holds_when_it_is_asked_for():
    set_language("nb")
    assert _("tomorrow") == "i morgen"
    set_language("nn")
    assert _("tomorrow") == "i morgon"


def test_an_unknown_text_stays_as_it_is_and_the_empty_text_stays_empty(bokmal):
    assert _("No such text anywhere") == "No such text anywhere"
    assert _("") == ""


def test_a_language_the_program_does_not_speak_is_refused():
    with pytest.raises(ValueError, match="sv"):
        set_language("sv")


def test_a_paper_in_another_language_leaves_the_screen_alone(bokmal):
    def paper():
        with in_language("nn"):
            return _("tomorrow")

    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(paper).result() == "i morgon"
        assert worker.submit(_, "tomorrow").result() == "i morgen"
        with in_language("nn"):
            carried = copy_context()
        assert carried.run(_, "tomorrow") == "i morgon"
    assert _("tomorrow") == "i morgen"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "nn_NO.UTF-8@euro"}, "nn"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "C", "LANG": "nb_NO"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "nn_NO", "LANG": "nb_NO"}, "nn"),
    ],
)
def test_the_terminal_speaks_the_language_of_its_environment(environment, expected):
    assert default_language(environment) == expected


def test_names_stand_in_the_order_of_a_norwegian_register():
    register = """
        Aas Čáhppe Dahl Đoko Myhre Müller Myrvold Niillas Ŋirko Šimun Ŧikk Zahl
        Ærlie Ärlig Ødegård Österberg Åse
    """.split()
    backwards = register[::-1]
    assert sorted(backwards, key=sort_key) == register


def test_capitals_hyphens_and_composed_letters_do_not_change_the_order():
    assert sort_key("ÅSE")[0] == sort_key("åse")[0] == sort_key("A\u030ase")[0]
    assert sort_key("Anne-Grete")[0] == sort_key("Anne Grete")[0]
    assert sort_key("Aas") < sort_key("Berg"), "double a is not sorted as å"


@given(st.lists(st.text()))
def test_any_text_can_be_sorted_and_the_order_does_not_depend_on_where_it_began(texts):
    backwards = texts[::-1]
    assert sorted(backwards, key=sort_key) == sorted(texts, key=sort_key)


def test_every_public_word_is_named():
    assert all(hasattr(words, name) for name in words.__all__)
