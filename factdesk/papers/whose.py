"""Find the person a paper is of, from what somebody types on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from unicodedata import normalize

from sqlalchemy import select

from factdesk.papers.order import NothingToPrint
from factdesk.people.rules import display_name, list_name
from factdesk.people.tables import Person
from factdesk.plans.tables import IndividualPlan
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.words import _, ngettext


@dataclass(frozen=True)
class Whose(View[str]):
    """The id of the one person who has the id, the whole name, or the birth number given.

    Raises ``NothingToPrint`` for nobody, and for several with their ids. One statement.
    """

    given: str

    touches: ClassVar[frozenset[str]] = frozenset({"persons"})
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> str:
        """Look through the persons: names and numbers are sealed in the store."""
        wanted = _plain(self.given)
        number = "".join(letter for letter in self.given if letter.isdigit())
        is_number = len(number) == 11 and not any(letter.isalpha() for letter in self.given)
        found = [
            person
            for person in reader.session.scalars(select(Person).order_by(Person.id))
            if person.id == self.given.strip().lower()
            or (is_number and person.birth_number == number)
            or (wanted and wanted in _names(person))
        ]
        if not found:
            raise NothingToPrint(
                _("Nobody has that id, name or birth number."),
                _("Give the whole name as it stands on the person's page, or the id."),
            )
        if len(found) > 1:
            several = ngettext(
                "{count} person has that name", "{count} persons have that name", len(found)
            )
            raise NothingToPrint(
                several.format(count=len(found)) + ".",
                _("Give one of these ids: {ids}.").format(
                    ids=", ".join(person.id for person in found)
                ),
            )
        return found[0].id


@dataclass(frozen=True)
class NamesOf(View[dict[str, str]]):
    """The names of persons by id, to tell whose paper could not be made. One statement."""

    person_ids: tuple[str, ...]

    touches: ClassVar[frozenset[str]] = frozenset({"persons"})
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> dict[str, str]:
        """Fill it; who is gone is left out."""
        found = reader.session.scalars(select(Person).where(Person.id.in_(self.person_ids)))
        return {
            one.id: display_name(one.given_name, one.family_name, one.preferred_name)
            for one in found
        }


@dataclass(frozen=True)
class WithPlans(View[tuple[str, ...]]):
    """The ids of the persons with an individual plan that is not ended. One statement."""

    touches: ClassVar[frozenset[str]] = frozenset({"plans"})
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> tuple[str, ...]:
        """Fill it, oldest plan first."""
        found = select(IndividualPlan.person_id).where(IndividualPlan.ended_on.is_(None))
        return tuple(reader.session.scalars(found.order_by(IndividualPlan.id)))


def _names(person: Person) -> set[str]:
    """The name as it is shown, as it is sorted, and without the name in daily use."""
    given, family = person.given_name, person.family_name
    return {
        _plain(display_name(given, family, person.preferred_name)),
        _plain(list_name(given, family)),
        _plain(f"{given} {family}"),
    }


def _plain(text: str) -> str:
    """A name without what differs in how it is typed: case, spaces, and letters in two parts."""
    return " ".join(normalize("NFC", text.casefold()).split())
