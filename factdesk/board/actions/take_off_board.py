"""Take a person off the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.episodes import known_staff, open_episode
from factdesk.board.errors import ReasonMissing
from factdesk.board.tables import BoardEpisode
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class TakeOffBoard(Action[None]):
    """Close the row, with a reason and an explicit answer to «did the team decide it?».

    The model asks the team to decide; one person may do it alone, but never without saying so.
    A row that somebody wrote in since ``seen`` is taken off all the same: its texts stay with it.
    Raises ``NotOnBoard`` and :class:`ReasonMissing`.
    """

    episode_id: str
    seen: int
    decided_by_team: bool
    reason: str | None = None

    code: ClassVar[str] = "board.take_off"
    right: ClassVar[str | None] = Right.EDIT_BOARD

    def do(self, work: Work) -> None:
        """Give the episode its end."""
        reason = (self.reason or "").strip()
        if not reason:
            raise ReasonMissing
        episode = open_episode(work, self.episode_id)
        work.edit(
            BoardEpisode,
            episode.id,
            self.seen,
            removed_at=work.now,
            removed_by=known_staff(work),
            removal_reason=reason,
            decided_by_team=self.decided_by_team,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Taken off the board»."""
        return _("Taken off the board")
