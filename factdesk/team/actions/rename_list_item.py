"""Call a choice of a list something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.defaults import LISTS, word
from factdesk.team.errors import TextNeeded
from factdesk.team.names import item_word, refuse_same_item
from factdesk.team.roles import Right
from factdesk.team.rules import clean_text
from factdesk.team.tables import ListItem
from factdesk.words import _


@dataclass(frozen=True)
class RenameListItem(Action[None]):
    """The team's own word; an empty one gives a built-in choice the program's word back.

    Raises TextNeeded for a choice of the team's own, NameInUse and Conflict.
    """

    item_id: str
    seen: int
    text: str
    reason: str | None = None

    code: ClassVar[str] = "team.rename_list_item"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Change the word."""
        item = work.get(ListItem, self.item_id)
        text = clean_text(" ".join(self.text.split()))
        if text is None and item.code not in LISTS.get(item.list_name, ()):
            raise TextNeeded
        refuse_same_item(work, item.list_name, text or word(item.list_name, item.code), item.id)
        work.tell(label=item_word(item))
        work.edit(ListItem, item.id, self.seen, label=text)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Renamed Video»."""
        return _("Renamed the choice “{label}”").format(label=details["label"])
