"""Names and birth numbers: what is the same person, and what a correction keeps."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.desk import Desk
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.errors import PossibleDuplicate
from factdesk.people.record import PersonRecord
from factdesk.people.rules import same_name
from tests.support.builders import Make

BORN = date(2004, 10, 7)
NUMBER = "07900476285"  # synthetic: month + 80


def test_a_number_found_wrong_is_taken_away_and_the_birth_date_stays(any_desk: Desk) -> None:
    person = any_desk.do(AddPerson("Åse", birth_number=NUMBER))
    any_desk.do(EditPerson(person, 1, birth_number=None))
    found = any_desk.see(PersonRecord(person))
    assert (found.person.birth_number, found.person.birth_date) == (None, BORN)


def test_a_number_without_a_date_inside_leaves_the_birth_date(any_desk: Desk, make: Make) -> None:
    person = make.person("Åse", birth_date=BORN)
    any_desk.do(EditPerson(person, 1, birth_number="81234567055"))
    assert any_desk.see(PersonRecord(person)).person.birth_date == BORN


def test_number_and_date_can_be_taken_away_together(any_desk: Desk) -> None:
    person = any_desk.do(AddPerson("Åse", birth_number=NUMBER))
    any_desk.do(EditPerson(person, 1, birth_number=None, birth_date=None))
    assert any_desk.see(PersonRecord(person)).person.birth_date is None


@pytest.mark.parametrize(
    ("given_name", "family"),
    [
        ("Ødegård", "Åse"),
        ("ÅSE", "ødegård"),
        (" Åse ", "Ødegård"),
        (unicodedata.normalize("NFD", "Åse"), unicodedata.normalize("NFD", "Ødegård")),
        ("Åse Ødegård", ""),
    ],
)
def test_a_name_written_otherwise_is_asked_about(
    any_desk: Desk, given_name: str, family: str
) -> None:
    first = any_desk.do(AddPerson("Åse", "Ødegård"))
    with pytest.raises(PossibleDuplicate) as caught:
        any_desk.do(AddPerson(given_name, family))
    assert caught.value.person_id == first


@pytest.mark.parametrize(
    "name", ["Utši", "Čáđŋšŧž", "D'Angelo", "🌻 Sol", "ø" * 200, "Nguyễn", "Þórsson"]
)
def test_names_are_kept_letter_by_letter(any_desk: Desk, name: str) -> None:
    person = any_desk.do(AddPerson(name, name))
    found = any_desk.see(PersonRecord(person)).person
    assert (found.given_name, found.family_name) == (name, name)


def test_letters_tell_names_apart() -> None:
    assert not same_name(("Utši", ""), ("Utsi", ""))
    assert not same_name(("Åse", "Ødegård"), ("Åse", "Odegard"))
    assert not same_name(("Åse", "Ødegård"), ("Åse Marie", "Ødegård"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_the_same_in_either_order(given_name: str, family: str) -> None:
    assert same_name((given_name, family), (family, given_name))
