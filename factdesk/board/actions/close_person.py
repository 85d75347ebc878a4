"""Close the case of a person; nobody who stands on the board is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.episodes import category_name
from factdesk.board.errors import StillOnBoard
from factdesk.board.tables import BoardCategory, BoardEpisode
from factdesk.people.kinds import Stage
from factdesk.people.rules import stage_word
from factdesk.people.stages import take_step
from factdesk.people.tables import Person
from factdesk.people.writing import demand_text, tidy
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class ClosePerson(Action[None]):
    """The team no longer follows the person from a day on, seen at version ``seen``.

    It stands in this room, the lowest that knows both the person and the board. A closure needs
    ``closure_reason``, a code of the team's list. Raises StillOnBoard, the room of people's
    TextMissing, and the errors of ``take_step``.
    """

    person_id: str
    seen: int
    on: date
    closure_reason: str | None = None
    closure_note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "board.close_person"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Check the board while the person's row is held, so that nobody places them meanwhile."""
        work.session.get(Person, self.person_id, with_for_update=True)
        standing = work.session.scalars(
            select(BoardCategory)
            .join(BoardEpisode, BoardEpisode.category_id == BoardCategory.id)
            .where(BoardEpisode.person_id == self.person_id, BoardEpisode.removed_at.is_(None))
        ).first()
        if standing is not None:
            raise StillOnBoard(category_name(standing))
        take_step(
            work,
            self.person_id,
            self.seen,
            Stage.CLOSED,
            self.on,
            closure_reason=demand_text(self.closure_reason, _("Reason")),
            closure_note=tidy(self.closure_note),
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Closed: Åse Ødegård»."""
        return f"{stage_word(Stage.CLOSED)}: {details['person']}"
