"""Add a car."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.names import refuse_same_car
from factdesk.team.roles import Right
from factdesk.team.rules import clean_name, clean_text
from factdesk.team.tables import Car
from factdesk.words import _


@dataclass(frozen=True)
class AddCar(Action[str]):
    """A car with its short name for the day list; gives its id. Raises TextNeeded, NameInUse."""

    name: str
    plate: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.add_car"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Add it."""
        name = clean_name(self.name)
        refuse_same_car(work, name)
        work.tell(name=name)
        return work.add(Car(name=name, plate=clean_text(self.plate))).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New car Bil 2»."""
        return _("New car {name}").format(name=details["name"])
