"""Book a car for a visit, or give it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.contacts import writing
from factdesk.contacts.tables import Contact
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AssignCar(Action[None]):
    """Set the car of a visit; ``None`` gives it back. A car booked twice is a warning only."""

    contact_id: str
    seen: int
    car_id: str | None
    reason: str | None = None

    code: ClassVar[str] = "contacts.assign_car"
    right: ClassVar[str | None] = Right.EDIT_CONTACTS
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Book it."""
        car = writing.check_car(work, self.car_id)
        contact = work.edit(Contact, self.contact_id, self.seen, car_id=self.car_id)
        writing.tell(work, contact)
        work.tell(car=car.name if car else None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Car 2 for Even», or «No car for Even»."""
        person, car = details.get("person", ""), details.get("car")
        if not car:
            return _("No car for {person}").format(person=person)
        return _("{car} for {person}").format(car=car, person=person)
