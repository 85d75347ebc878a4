"""What the actions on categories share."""

from sqlalchemy import select

from factdesk.board.episodes import category_name
from factdesk.board.errors import SameName
from factdesk.board.tables import BoardCategory
from factdesk.store.work import Work


def categories(work: Work) -> list[BoardCategory]:
    """Every category in the team's order, those at rest too."""
    return list(
        work.session.scalars(
            select(BoardCategory).order_by(BoardCategory.position, BoardCategory.id)
        )
    )


def refuse_same_name(work: Work, name: str, but: str | None = None) -> None:
    """Raise :class:`SameName` where another category in use is called so."""
    wanted = name.casefold()
    for other in categories(work):
        if other.active and other.id != but and category_name(other).casefold() == wanted:
            raise SameName(category_name(other))
