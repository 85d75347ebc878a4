"""Place a person on the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import bindparam, select

from factdesk.board.episodes import known_staff, last_position
from factdesk.board.errors import AlreadyOnBoard, CategoryAtRest, PersonIsClosed, ReasonMissing
from factdesk.board.rules import shown_category
from factdesk.board.tables import BoardCategory, BoardEpisode, Level
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.conflict import Gone
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

# Holding the person's row lets two who place the same person at once come one by one; what is
# read after it is read by a statement of its own, which sees what the other has written.
_HELD_STAGE = select(Person.stage).where(Person.id == bindparam("person")).with_for_update()

_STANDING_IN = (
    select(BoardCategory.code, BoardCategory.name)
    .join(BoardEpisode, BoardEpisode.category_id == BoardCategory.id)
    .where(BoardEpisode.person_id == bindparam("person"), BoardEpisode.removed_at.is_(None))
)

_CATEGORY = select(BoardCategory.code, BoardCategory.name, BoardCategory.active).where(
    BoardCategory.id == bindparam("category")
)


@dataclass(frozen=True)
class PlaceOnBoard(Action[str]):
    """Any member may, at once; gives the id of the new row.

    Raises :class:`AlreadyOnBoard`, :class:`PersonIsClosed`, :class:`ReasonMissing`,
    ``CategoryAtRest``.
    """

    person_id: str
    category_id: str
    level: str = Level.YELLOW
    agreed: str = ""
    reason: str | None = None

    code: ClassVar[str] = "board.place"
    right: ClassVar[str | None] = Right.EDIT_BOARD

    def do(self, work: Work) -> str:
        """Open an episode, last in its section."""
        reason = (self.reason or "").strip()
        if not reason:
            raise ReasonMissing
        self._check_person(work)
        category = work.read(_CATEGORY, category=self.category_id).one_or_none()
        if category is None:
            raise Gone("board_categories", self.category_id)
        shown = shown_category(category.code, category.name)
        if not category.active:
            raise CategoryAtRest(shown)
        work.tell(category=shown)
        return work.insert(
            BoardEpisode,
            person_id=self.person_id,
            category_id=self.category_id,
            level=Level(self.level),
            reason=reason,
            agreed=self.agreed.strip(),
            position=last_position(work, self.category_id),
            placed_at=work.now,
            placed_by=known_staff(work),
        )

    def _check_person(self, work: Work) -> None:
        stage = work.read(_HELD_STAGE, person=self.person_id).scalar()
        if stage is None:
            raise Gone("persons", self.person_id)
        if stage is Stage.CLOSED:
            raise PersonIsClosed
        standing = work.read(_STANDING_IN, person=self.person_id).first()
        if standing is not None:
            raise AlreadyOnBoard(shown_category(standing.code, standing.name))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Placed in Crisis»."""
        return _("Placed in {category}").format(**details)
