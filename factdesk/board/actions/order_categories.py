"""Put the sections of the board in another order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.categories import categories
from factdesk.board.rules import SPACING
from factdesk.board.tables import BoardCategory
from factdesk.store.action import Action
from factdesk.store.conflict import demand_same
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class OrderCategories(Action[None]):
    """``order`` holds ids from first to last; those not named keep their order behind.

    ``was`` is the order the user saw. Raises SetMeanwhile where somebody else has made another.
    """

    order: tuple[str, ...]
    was: tuple[str, ...] | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "board.order_categories"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Number them again."""
        stands = tuple(row.id for row in categories(work) if row.id in self.order)
        demand_same(self.was, stands, self.order)
        place = {category_id: index for index, category_id in enumerate(self.order)}
        ordered = sorted(categories(work), key=lambda row: place.get(row.id, len(place)))
        for number, row in enumerate(ordered, start=1):
            work.edit(BoardCategory, row.id, None, position=number * SPACING)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Ordered the categories»."""
        return _("Ordered the categories")
