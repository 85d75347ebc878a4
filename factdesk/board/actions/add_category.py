"""Give the board a new section."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import func, select

from factdesk.board.categories import refuse_same_name
from factdesk.board.episodes import required
from factdesk.board.rules import SPACING
from factdesk.board.tables import BoardCategory
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddCategory(Action[str]):
    """A category of the team's own, last on the board; gives its id. Raises ``SameName``."""

    name: str
    reason: str | None = None

    code: ClassVar[str] = "board.add_category"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Add it after the others."""
        name = required(self.name)
        refuse_same_name(work, name)
        work.tell(category=name)
        last = work.session.scalar(select(func.max(BoardCategory.position)))
        position = SPACING if last is None else last + SPACING
        return work.add(BoardCategory(code=None, name=name, position=position, active=True)).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New category Leave cover»."""
        return _("New category “{category}”").format(category=details["category"])
