"""Drafts: what somebody is typing, kept in the store until it is saved or thrown away.

They belong to one user and stand outside log, feed and undo.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Action, Reader, View
from factdesk.store.tables import Draft
from factdesk.store.work import Work


@dataclass(frozen=True)
class SaveDraft(Action[None]):
    """Keep the text as it is now. ``seen`` is the version of the row it would change."""

    place: str
    text: str
    seen: int | None = None

    code: ClassVar[str] = "draft.save"
    undoable: ClassVar[bool] = False
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Insert or replace."""
        draft = work.session.get(Draft, (work.actor.id, self.place))
        if draft is None:
            draft = Draft(actor_id=work.actor.id, place=self.place)
            work.session.add(draft)
        draft.text, draft.seen, draft.at = self.text, self.seen, work.now


@dataclass(frozen=True)
class DropDraft(Action[None]):
    """Throw a draft away; nothing happens where there is none."""

    place: str

    code: ClassVar[str] = "draft.drop"
    undoable: ClassVar[bool] = False
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Delete."""
        work.drop_drafts([self.place])


@dataclass(frozen=True)
class DraftRow:
    """One draft of the user."""

    place: str
    text: str
    seen: int | None
    at: datetime


@dataclass(frozen=True)
class Drafts(View[tuple[DraftRow, ...]]):
    """The user's drafts whose place begins with ``prefix``, oldest first."""

    prefix: str = ""

    def read(self, reader: Reader) -> tuple[DraftRow, ...]:
        """Fill the rows."""
        rows = reader.session.scalars(
            select(Draft)
            .where(
                Draft.actor_id == reader.actor.id,
                Draft.place.startswith(self.prefix, autoescape=True),
            )
            .order_by(Draft.at, Draft.place)
        )
        return tuple(DraftRow(row.place, row.text, row.seen, row.at) for row in rows)
