"""Put the choices of a list in another order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.conflict import demand_same
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.names import items_of
from factdesk.team.roles import Right
from factdesk.team.tables import ListItem
from factdesk.words import _


@dataclass(frozen=True)
class OrderListItems(Action[None]):
    """``order`` holds ids from first to last; those not named keep their order behind.

    ``was`` is the order the user saw. Raises SetMeanwhile where somebody else has made another.
    """

    list_name: str
    order: tuple[str, ...]
    was: tuple[str, ...] | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "team.order_list_items"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Number them again."""
        stands = tuple(row.id for row in items_of(work, self.list_name) if row.id in self.order)
        demand_same(self.was, stands, self.order)
        place = {item_id: index for index, item_id in enumerate(self.order)}
        ordered = sorted(
            items_of(work, self.list_name), key=lambda item: place.get(item.id, len(place))
        )
        for number, item in enumerate(ordered):
            work.edit(ListItem, item.id, None, position=number)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Ordered a list»."""
        return _("Ordered the choices of a list")
