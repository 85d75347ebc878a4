"""Put a car to rest, or take it into use again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.names import refuse_same_car
from factdesk.team.roles import Right
from factdesk.team.tables import Car
from factdesk.words import _


@dataclass(frozen=True)
class RestCar(Action[None]):
    """No longer offered where ``active`` is false; visits that used it keep it."""

    car_id: str
    seen: int
    active: bool = False
    reason: str | None = None

    code: ClassVar[str] = "team.rest_car"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Set whether it is in use."""
        car = work.get(Car, self.car_id)
        if self.active:
            refuse_same_car(work, car.name, but=car.id)
        work.tell(name=car.name, active="yes" if self.active else None)
        work.edit(Car, car.id, self.seen, active=self.active)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«The car Bil 2 is no longer used»."""
        if "active" in details:
            return _("The car {name} is used again").format(name=details["name"])
        return _("The car {name} is no longer used").format(name=details["name"])
