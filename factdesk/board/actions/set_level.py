"""Set the status of a person on the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.episodes import open_episode
from factdesk.board.rules import shown_level
from factdesk.board.tables import BoardEpisode, Level, StatusMeaning
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class SetLevel(Action[None]):
    """One of the five levels. Raises ``NotOnBoard``; collides with another level set meanwhile."""

    episode_id: str
    seen: int
    level: str
    reason: str | None = None

    code: ClassVar[str] = "board.level"
    right: ClassVar[str | None] = Right.EDIT_BOARD

    def do(self, work: Work) -> None:
        """Change the one field."""
        level = Level(self.level)
        episode = open_episode(work, self.episode_id)
        own = work.session.scalar(select(StatusMeaning.word).where(StatusMeaning.level == level))
        work.tell(level=shown_level(level, own))
        work.edit(BoardEpisode, episode.id, self.seen, level=level)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Status: Watch»."""
        return _("Status: {level}").format(level=details["level"])
