"""The board as the team sets it up: every category and level, in use or at rest."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import func, select

from factdesk.board.defaults import category_word, level_word
from factdesk.board.tables import BoardCategory, BoardEpisode, Level, StatusMeaning
from factdesk.store.action import Reader, View


@dataclass(frozen=True)
class CategorySetup:
    """A category; ``name`` is the team's own, ``shown`` what the board says, ``persons`` in it."""

    id: str
    version: int
    code: str | None
    name: str | None
    shown: str
    active: bool
    persons: int

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.id


@dataclass(frozen=True)
class LevelSetup:
    """A level; ``version`` is ``None`` where the team has written nothing of it yet."""

    level: str
    version: int | None
    usual_word: str
    word: str | None
    meaning: str | None


@dataclass(frozen=True)
class BoardSetupFacts:
    """Categories in the team's order, levels in the usual one."""

    categories: tuple[CategorySetup, ...]
    levels: tuple[LevelSetup, ...]


@dataclass(frozen=True)
class BoardSetup(View[BoardSetupFacts]):
    """What the team may edit of its board. Three statements."""

    touches: ClassVar[frozenset[str]] = frozenset(
        {"board_categories", "board_episodes", "status_meanings"}
    )

    def read(self, reader: Reader) -> BoardSetupFacts:
        """Fill the facts."""
        counted = reader.session.execute(
            select(BoardEpisode.category_id, func.count())
            .where(BoardEpisode.removed_at.is_(None))
            .group_by(BoardEpisode.category_id)
        )
        counts = {row[0]: row[1] for row in counted}
        categories = tuple(
            CategorySetup(
                row.id,
                row.version,
                row.code,
                row.name,
                row.name or category_word(row.code),
                row.active,
                counts.get(row.id, 0),
            )
            for row in reader.session.scalars(
                select(BoardCategory).order_by(BoardCategory.position, BoardCategory.id)
            )
        )
        written = {row.level: row for row in reader.session.scalars(select(StatusMeaning))}
        levels = tuple(
            LevelSetup(
                level.value,
                written[level].version if level in written else None,
                level_word(level.value),
                written[level].word if level in written else None,
                written[level].meaning if level in written else None,
            )
            for level in Level
        )
        return BoardSetupFacts(categories, levels)
