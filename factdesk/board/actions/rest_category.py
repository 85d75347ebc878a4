"""Put a section of the board to rest, or take it into use again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.categories import categories, refuse_same_name
from factdesk.board.episodes import category_name, last_position, usable_category
from factdesk.board.errors import CategoryInUse, LastCategory
from factdesk.board.rules import SPACING
from factdesk.board.tables import BoardCategory, BoardEpisode
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class RestCategory(Action[None]):
    """No longer offered; its history stays. ``move_to`` says where those in it go.

    Raises :class:`CategoryInUse` where persons are in it and no ``move_to`` is given, and
    :class:`LastCategory` for the only one in use.
    """

    category_id: str
    seen: int
    move_to: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "board.rest_category"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Move those in it, then put it to rest."""
        category = work.get(BoardCategory, self.category_id)
        if not any(row.active and row.id != category.id for row in categories(work)):
            raise LastCategory
        standing = list(
            work.session.scalars(
                select(BoardEpisode)
                .where(BoardEpisode.category_id == category.id, BoardEpisode.removed_at.is_(None))
                .order_by(BoardEpisode.position, BoardEpisode.placed_at, BoardEpisode.id)
            )
        )
        if standing and self.move_to in (None, category.id):
            raise CategoryInUse(category_name(category), len(standing))
        work.tell(category=category_name(category))
        work.edit(BoardCategory, category.id, self.seen, active=False)
        if standing and self.move_to is not None:
            target = usable_category(work, self.move_to)
            first = last_position(work, target.id)
            for number, episode in enumerate(standing):
                work.edit(
                    BoardEpisode,
                    episode.id,
                    None,
                    category_id=target.id,
                    position=first + number * SPACING,
                )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Put Prison to rest»."""
        return _("Put “{category}” to rest").format(category=details["category"])


@dataclass(frozen=True)
class WakeCategory(Action[None]):
    """Offered again. Raises ``SameName``."""

    category_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "board.wake_category"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Take it into use."""
        category = work.get(BoardCategory, self.category_id)
        refuse_same_name(work, category_name(category), but=category.id)
        work.tell(category=category_name(category))
        work.edit(BoardCategory, category.id, self.seen, active=True)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Took Prison into use»."""
        return _("Took “{category}” into use").format(category=details["category"])
