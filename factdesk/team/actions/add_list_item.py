"""Add a choice of the team's own to a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.ids import new_id
from factdesk.store.work import Work
from factdesk.team.defaults import LISTS
from factdesk.team.errors import UnknownCode
from factdesk.team.names import items_of, refuse_same_item
from factdesk.team.roles import Right
from factdesk.team.rules import clean_name
from factdesk.team.tables import ListItem
from factdesk.words import _


@dataclass(frozen=True)
class AddListItem(Action[str]):
    """The team's own word that follows the rules of a built-in code; gives the new code.

    Raises TextNeeded, NameInUse, and UnknownCode where ``means`` is not built in.
    """

    list_name: str
    text: str
    means: str
    reason: str | None = None

    code: ClassVar[str] = "team.add_list_item"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Add it last."""
        if self.means not in LISTS.get(self.list_name, ()):
            raise UnknownCode
        text = clean_name(self.text)
        refuse_same_item(work, self.list_name, text)
        work.tell(label=text)
        last = max((item.position for item in items_of(work, self.list_name)), default=-1)
        item = work.add(
            ListItem(
                list_name=self.list_name,
                code=f"own_{new_id()}",
                means=self.means,
                label=text,
                position=last + 1,
            )
        )
        return item.code

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New choice Group walk»."""
        return _("New choice “{label}”").format(label=details["label"])
