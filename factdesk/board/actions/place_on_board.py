"""Place a person on the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.episodes import category_name, last_position, usable_category
from factdesk.board.errors import AlreadyOnBoard, PersonIsClosed, ReasonMissing
from factdesk.board.tables import BoardCategory, BoardEpisode, Level
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.conflict import Gone
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


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
        # Holding the person's row lets two who place the same person at once come one by one.
        person = work.session.scalars(
            select(Person).where(Person.id == self.person_id).with_for_update()
        ).one_or_none()
        if person is None:
            raise Gone("persons", self.person_id)
        if person.stage is Stage.CLOSED:
            raise PersonIsClosed
        standing = work.session.scalars(
            select(BoardCategory)
            .join(BoardEpisode, BoardEpisode.category_id == BoardCategory.id)
            .where(BoardEpisode.person_id == person.id, BoardEpisode.removed_at.is_(None))
        ).first()
        if standing is not None:
            raise AlreadyOnBoard(category_name(standing))
        category = usable_category(work, self.category_id)
        work.tell(category=category_name(category))
        episode = work.add(
            BoardEpisode(
                person_id=person.id,
                category_id=category.id,
                level=Level(self.level),
                reason=reason,
                agreed=self.agreed.strip(),
                position=last_position(work, category.id),
                placed_at=work.now,
                placed_by=known_staff(work),
            )
        )
        return episode.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Placed in Crisis»."""
        return _("Placed in {category}").format(**details)


def known_staff(work: Work) -> str | None:
    """The actor's staff id; ``None`` where the system itself acts."""
    return work.actor.id if work.session.get(Staff, work.actor.id) is not None else None
