"""Call a section of the board something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.categories import refuse_same_name
from factdesk.board.defaults import category_word
from factdesk.board.episodes import category_name, required
from factdesk.board.tables import BoardCategory
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class RenameCategory(Action[None]):
    """The team's own name; an empty one gives a built-in category the program's word back.

    Raises ``SameName`` and ``TextMissing``.
    """

    category_id: str
    seen: int
    name: str
    reason: str | None = None

    code: ClassVar[str] = "board.rename_category"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Change the name."""
        category = work.get(BoardCategory, self.category_id)
        name = self.name.strip() or None
        if name is None and category.code is None:
            required("")
        refuse_same_name(work, name or category_word(category.code), but=category.id)
        work.tell(category=category_name(category))
        work.edit(BoardCategory, category.id, self.seen, name=name)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Renamed Crisis»."""
        return _("Renamed “{category}”").format(category=details["category"])
