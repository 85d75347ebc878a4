"""What others have changed in a row since the user saw it: which fields, by whom and when.

It tells no values: whoever may see the row has them from the row's own view.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from factdesk.store.action import Reader, View
from factdesk.store.encoding import loads
from factdesk.store.tables import ChangeEntry

#: The most entries of one row that are looked through.
MOST = 100


@dataclass(frozen=True)
class ByOther:
    """One field that somebody else has changed, and the last one who did."""

    field: str
    staff_id: str
    at: datetime


@dataclass(frozen=True)
class OthersSince(View[tuple[ByOther, ...]]):
    """The fields of a row that others changed after version ``seen``, newest first.

    With ``until``, a version of the user's own, only what came between the two.
    """

    entity: str
    entity_id: str
    seen: int
    until: int | None = None

    def read(self, reader: Reader) -> tuple[ByOther, ...]:
        """Back through the log of one row, until what the user saw."""
        log = ChangeEntry.__table__.c
        entries = reader.session.execute(
            select(log.actor_id, log.at, log.after)
            .where(log.entity == self.entity, log.entity_id == self.entity_id)
            .order_by(log.number.desc())
            .limit(MOST)
        )
        found: dict[str, ByOther] = {}
        for actor_id, at, after in entries:
            values = {} if after is None else loads(after)
            version = values.pop("version", None)
            if version is None or version <= self.seen:
                break
            if actor_id == reader.actor.id or (self.until is not None and version >= self.until):
                continue
            for field in values:
                found.setdefault(field, ByOther(field, actor_id, at))
        return tuple(found.values())
