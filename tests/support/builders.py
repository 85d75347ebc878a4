"""Rows for tests, made through one action so that they are logged like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

from sqlalchemy import select

from factdesk.board.tables import BoardCategory, BoardEpisode, Level
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.desk import Desk
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.base import Entity
from factdesk.store.work import Work
from factdesk.team.rules import initials_of
from factdesk.team.tables import Car, Staff

T = TypeVar("T", bound=Entity)


@dataclass(frozen=True)
class AddRows(Action[tuple[str, ...]]):
    """Add rows as they are; the tests' own action."""

    rows: tuple[Entity, ...]
    reason: str | None = None

    code: ClassVar[str] = "test.add_rows"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> tuple[str, ...]:
        """Add them in the order given."""
        return tuple(work.add(row).id for row in self.rows)


class Make:
    """Makes rows with sensible values on a desk; every method gives the id."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._taken: set[str] = {"MH"}

    def rows(self, *rows: Entity) -> tuple[str, ...]:
        """Any rows."""
        return self.desk.do(AddRows(rows))

    def staff(self, name: str = "Tove Kvam", **fields: Any) -> str:
        """A member of the team; initials from the name where none are given."""
        initials = fields.pop("initials", None) or initials_of(name, self._taken)
        self._taken.add(initials)
        return self.rows(
            Staff(
                name=name, initials=initials, profession=fields.pop("profession", "nurse"), **fields
            )
        )[0]

    def car(self, name: str = "Bil 1") -> str:
        """A car."""
        return self.rows(Car(name=name))[0]

    def person(self, given: str = "Åse", family: str = "Ødegård", **fields: Any) -> str:
        """A person, enrolled a year ago where nothing else is said."""
        today = self.desk.clock.today()
        values = {
            "stage": Stage.ENROLLED,
            "referred_on": today - timedelta(days=400),
            "enrolled_on": today - timedelta(days=365),
        } | fields
        return self.rows(Person(given_name=given, family_name=family, **values))[0]

    def contact(self, person: str, *staff: str, **fields: Any) -> str:
        """A contact done yesterday, face to face at home, where nothing else is said."""
        values = {
            "state": ContactState.DONE,
            "kind": "face_to_face",
            "place": "home",
            "start": self.desk.clock.now() - timedelta(days=1),
            "minutes": 45,
        } | fields
        contact = self.rows(Contact(person_id=person, **values))[0]
        self.rows(*(ContactStaff(contact_id=contact, staff_id=each) for each in staff))
        return contact

    def category(self, code: str = "crisis") -> str:
        """The id of a built-in category."""
        with self.desk.store.reading(self.desk.actor) as reader:
            return reader.session.scalars(
                select(BoardCategory.id).where(BoardCategory.code == code)
            ).one()

    def place(self, person: str, category: str = "crisis", **fields: Any) -> str:
        """An open board episode, placed a week ago where nothing else is said."""
        values = {
            "level": Level.YELLOW,
            "reason": "Sover lite",
            "placed_at": self.desk.clock.now() - timedelta(days=7),
            "placed_by": self.desk.actor.id,
        } | fields
        return self.rows(
            BoardEpisode(person_id=person, category_id=self.category(category), **values)
        )[0]
