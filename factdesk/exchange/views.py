"""What reading a workbook needs of the team: persons, colleagues, and remembered mappings."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.exchange.bringing.persons import known_person
from factdesk.exchange.mapping import Mapping
from factdesk.exchange.matching import KnownPerson
from factdesk.exchange.staff_reading import KnownStaff
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.tables import ImportMapping, Staff


@dataclass(frozen=True)
class Ground:
    """What the team has when a workbook is read. ``mappings`` are (fingerprint, JSON)."""

    persons: tuple[KnownPerson, ...]
    staff: tuple[KnownStaff, ...]
    mappings: tuple[tuple[str, str], ...] = ()

    def remembered(self, guessed: Mapping) -> Mapping:
        """Return a guess with what the team decided earlier about sheets of the same headings.

        The mapping of the very same headings has the last word. One that this version cannot
        read is passed over.
        """
        own = guessed.fingerprint()
        for _fingerprint, text in sorted(self.mappings, key=lambda one: one[0] == own):
            try:
                guessed = guessed.remembering(Mapping.from_json(text))
            except ValueError:
                continue
        return guessed


@dataclass(frozen=True)
class ImportGround(View[Ground]):
    """Everything in three statements, for who may bring a workbook in."""

    touches: ClassVar[frozenset[str]] = frozenset({"persons", "staff", "import_mappings"})
    right: ClassVar[str | None] = Right.IMPORT

    def read(self, reader: Reader) -> Ground:
        """Read persons, colleagues and mappings."""
        session = reader.session
        persons = session.scalars(select(Person).order_by(Person.id))
        staff = session.scalars(select(Staff).order_by(Staff.id))
        mappings = session.scalars(select(ImportMapping).order_by(ImportMapping.id))
        return Ground(
            tuple(known_person(row) for row in persons),
            tuple(KnownStaff(row.id, row.initials, row.name) for row in staff),
            tuple((row.fingerprint, row.mapping) for row in mappings),
        )
