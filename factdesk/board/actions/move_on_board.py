"""Move a row to another section or to another place in its section."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.episodes import (
    category_name,
    open_episode,
    position_before,
    usable_category,
)
from factdesk.board.tables import BoardCategory, BoardEpisode
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class MoveOnBoard(Action[None]):
    """Into ``category_id``, above the row ``before``, or last.

    Two who move the same row to different sections collide; two who only order it do not: the
    last one stands. Raises ``NotOnBoard`` and ``CategoryAtRest``.
    """

    episode_id: str
    seen: int
    category_id: str
    before: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "board.move"
    right: ClassVar[str | None] = Right.EDIT_BOARD

    def do(self, work: Work) -> None:
        """Set section and position of the one row."""
        episode = open_episode(work, self.episode_id)
        if episode.category_id == self.category_id:
            category = work.get(BoardCategory, self.category_id)
            work.tell(category=category_name(category), within="1")
        else:
            category = usable_category(work, self.category_id)
            work.tell(category=category_name(category))
            work.edit(BoardEpisode, episode.id, self.seen, category_id=category.id)
        position = position_before(work, episode, category.id, self.before)
        work.edit(BoardEpisode, episode.id, None, position=position)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Moved to Crisis», «Moved within Crisis»."""
        text = _("Moved within {category}") if "within" in details else _("Moved to {category}")
        return text.format(category=details["category"])
