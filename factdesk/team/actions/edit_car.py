"""Change a car's name or plate."""

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
class EditCar(Action[None]):
    """Both as they shall be. Raises TextNeeded, NameInUse and Conflict."""

    car_id: str
    seen: int
    name: str
    plate: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.edit_car"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Change it."""
        name = clean_name(self.name)
        refuse_same_car(work, name, but=self.car_id)
        work.tell(name=work.get(Car, self.car_id).name)
        work.edit(Car, self.car_id, self.seen, name=name, plate=clean_text(self.plate))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed the car Bil 2»."""
        return _("Changed the car {name}").format(name=details["name"])
