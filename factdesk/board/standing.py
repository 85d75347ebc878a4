"""What an undo must leave true of the board, whoever acted in between."""

from sqlalchemy import or_, select

from factdesk.board.tables import BoardCategory, BoardEpisode
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.conflict import CannotUndo
from factdesk.store.undo import after_undo
from factdesk.store.work import Work
from factdesk.words import _


@after_undo("persons", "board_episodes", "board_categories")
def refuse_standing_where_nobody_may(work: Work) -> None:
    """Nobody comes back to the board who was closed since, or into a category put to rest.

    Only rows that the undo touched count: what stood so before is not its doing.
    """
    found = work.session.execute(
        select(BoardEpisode.id, BoardEpisode.person_id, BoardEpisode.category_id, Person.stage)
        .join(Person, Person.id == BoardEpisode.person_id)
        .join(BoardCategory, BoardCategory.id == BoardEpisode.category_id)
        .where(
            BoardEpisode.removed_at.is_(None),
            or_(Person.stage == Stage.CLOSED, BoardCategory.active.is_(False)),
        )
    )
    for episode, person, category, stage in found:
        rows = {("board_episodes", episode), ("persons", person), ("board_categories", category)}
        if work.touched.isdisjoint(rows):
            continue
        if stage is Stage.CLOSED:
            raise CannotUndo(
                _("Nothing was changed. The person was closed since; take the person in again.")
            )
        raise CannotUndo(_("Nothing was changed. The category was put to rest since."))
