"""Write what the team means by a level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.rules import shown_level
from factdesk.board.tables import Level, StatusMeaning
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class SetLevelMeaning(Action[None]):
    """The team's word for a level and a sentence on when it is used; empty gives the usual word.

    ``seen`` is the version of the level's row, ``None`` where it has none yet.
    """

    level: str
    seen: int | None
    word: str | None
    meaning: str | None
    reason: str | None = None

    code: ClassVar[str] = "board.level_meaning"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Set both texts."""
        level = Level(self.level)
        word = (self.word or "").strip() or None
        meaning = (self.meaning or "").strip() or None
        work.tell(level=shown_level(level, word))
        row = work.session.scalars(
            select(StatusMeaning).where(StatusMeaning.level == level)
        ).one_or_none()
        if row is None:
            work.add(StatusMeaning(level=level, word=word, meaning=meaning))
        else:
            work.edit(StatusMeaning, row.id, self.seen, word=word, meaning=meaning)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Meaning of Watch»."""
        return _("Meaning of “{level}”").format(level=details["level"])
