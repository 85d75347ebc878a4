"""Write in a row of the board: why, what was agreed, when the team looks again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.board.episodes import open_episode
from factdesk.board.errors import ReasonMissing
from factdesk.board.rules import draft_place
from factdesk.board.tables import BoardEpisode
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class EditBoardRow(Action[None]):
    """Only the fields given are changed; the user's drafts of them are forgotten.

    Raises ``NotOnBoard``, and :class:`ReasonMissing` for a reason left empty.
    """

    episode_id: str
    seen: int
    placement_reason: str | Keep = KEEP
    agreed: str | Keep = KEEP
    next_check_on: date | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "board.edit"
    right: ClassVar[str | None] = Right.EDIT_BOARD
    columns: ClassVar[Mapping[str, str]] = {"reason": "placement_reason"}

    def do(self, work: Work) -> None:
        """Change the fields given."""
        episode = open_episode(work, self.episode_id)
        fields = given(
            {
                "reason": self.placement_reason,
                "agreed": self.agreed,
                "next_check_on": self.next_check_on,
            }
        )
        for name in ("reason", "agreed"):
            if name in fields:
                fields[name] = fields[name].strip()
        if fields.get("reason") == "":
            raise ReasonMissing
        work.edit(BoardEpisode, episode.id, self.seen, **fields)
        work.drop_drafts(draft_place(episode.id, name) for name in fields)
        work.tell(field=next(iter(fields)) if len(fields) == 1 else "row")

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed what was agreed»."""
        words = {
            "reason": _("Changed the reason"),
            "agreed": _("Changed what was agreed"),
            "next_check_on": _("Changed the next check"),
        }
        return words.get(details.get("field", ""), _("Changed a row of the board"))
