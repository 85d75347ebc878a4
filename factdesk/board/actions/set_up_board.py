"""Give a new team its board."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.defaults import CATEGORIES
from factdesk.board.tables import BoardCategory, Level, StatusMeaning
from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.words import _


@dataclass(frozen=True)
class SetUpBoard(Action[None]):
    """The usual categories and levels, once, when the store is made.

    Raises :class:`KnownError` where there are categories already.
    """

    reason: str | None = None

    code: ClassVar[str] = "board.set_up"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Create categories in the usual order, and a row per level."""
        if work.session.scalars(select(BoardCategory.id)).first() is not None:
            raise KnownError(_("This store already has a board."), _("Nothing was changed."))
        work.add_many(
            BoardCategory,
            [
                {"code": code, "name": None, "position": position, "active": True}
                for position, code in enumerate(CATEGORIES)
            ],
        )
        work.add_many(
            StatusMeaning, [{"level": level, "word": None, "meaning": None} for level in Level]
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Set up the board»."""
        return _("Set up the board")
