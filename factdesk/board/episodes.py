"""What the actions of the board share: finding rows, and finding a place in a section."""

from sqlalchemy import bindparam, func, select

from factdesk.board.errors import CategoryAtRest, NotOnBoard, TextMissing
from factdesk.board.rules import SPACING, between, shown_category
from factdesk.board.tables import BoardCategory, BoardEpisode
from factdesk.store.work import Work
from factdesk.team.tables import Staff

_STAFF = select(Staff.id).where(Staff.id == bindparam("actor"))

_LAST_POSITION = select(func.max(BoardEpisode.position)).where(
    BoardEpisode.category_id == bindparam("category"), BoardEpisode.removed_at.is_(None)
)


def known_staff(work: Work) -> str | None:
    """The actor's staff id; ``None`` where the system itself acts."""
    return work.read(_STAFF, actor=work.actor.id).scalar()


def open_episode(work: Work, episode_id: str) -> BoardEpisode:
    """A row that stands on the board. Raises :class:`NotOnBoard` for one taken off or undone."""
    episode = work.session.get(BoardEpisode, episode_id)
    if episode is None or episode.removed_at is not None:
        raise NotOnBoard
    return episode


def category_name(category: BoardCategory) -> str:
    """Its name as shown."""
    return shown_category(category.code, category.name)


def usable_category(work: Work, category_id: str) -> BoardCategory:
    """A category in use. Raises :class:`CategoryAtRest` for one put to rest."""
    category = work.get(BoardCategory, category_id)
    if not category.active:
        raise CategoryAtRest(category_name(category))
    return category


def last_position(work: Work, category_id: str) -> int:
    """The position after the last row of a section."""
    highest: int | None = work.read(_LAST_POSITION, category=category_id).scalar()
    return SPACING if highest is None else highest + SPACING


def position_before(work: Work, episode: BoardEpisode, category_id: str, before: str | None) -> int:
    """The position that puts a row above row ``before``, or last.

    Where the neighbours leave no room, the section is spread out first. A ``before`` that has
    left the section meanwhile means last.
    """
    others = list(
        work.session.scalars(
            select(BoardEpisode)
            .where(
                BoardEpisode.category_id == category_id,
                BoardEpisode.removed_at.is_(None),
                BoardEpisode.id != episode.id,
            )
            .order_by(BoardEpisode.position, BoardEpisode.placed_at, BoardEpisode.id)
        )
    )
    index = next((i for i, other in enumerate(others) if other.id == before), len(others))
    above = others[index - 1].position if index > 0 else None
    below = others[index].position if index < len(others) else None
    position = between(above, below)
    if position is not None:
        return position
    for number, other in enumerate(others, start=1):
        work.edit(BoardEpisode, other.id, None, position=number * SPACING * 2)
    return index * SPACING * 2 + SPACING


def required(text: str) -> str:
    """The text without blanks around it. Raises :class:`TextMissing` where nothing is left."""
    clean = text.strip()
    if not clean:
        raise TextMissing
    return clean
