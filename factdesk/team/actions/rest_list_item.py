"""Put a choice of a list to rest, or take it into use again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.errors import LastChoice
from factdesk.team.names import item_word, items_of, refuse_same_item
from factdesk.team.roles import Right
from factdesk.team.tables import ListItem
from factdesk.words import _


@dataclass(frozen=True)
class RestListItem(Action[None]):
    """No longer offered where ``active`` is false; rows that use it keep it and its word.

    Raises LastChoice, NameInUse and Conflict.
    """

    item_id: str
    seen: int
    active: bool = False
    reason: str | None = None

    code: ClassVar[str] = "team.rest_list_item"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Set whether it is in use."""
        item = work.get(ListItem, self.item_id)
        if self.active:
            refuse_same_item(work, item.list_name, item_word(item), item.id)
        elif not any(
            other.active and other.id != item.id for other in items_of(work, item.list_name)
        ):
            raise LastChoice
        work.tell(label=item_word(item), active="yes" if self.active else None)
        work.edit(ListItem, item.id, self.seen, active=self.active)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«The choice Prison is no longer used»."""
        if "active" in details:
            return _("The choice “{label}” is used again").format(label=details["label"])
        return _("The choice “{label}” is no longer used").format(label=details["label"])
