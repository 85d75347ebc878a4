"""Whether a row that shall be removed is still as it was when the user saw it."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table

from factdesk.store.base import Entity
from factdesk.store.conflict import Collision, Conflict
from factdesk.store.log import values_at
from factdesk.store.work import Work


def demand_unchanged(work: Work, row: Entity, seen: int) -> None:
    """Raise Conflict for a row to be removed that somebody has written in since it was seen.

    Its place in the order does not count.
    """
    if row.version == seen:
        return
    table = cast(Table, type(row).__table__)
    base = values_at(work.session, table, row.id, seen) or {}
    fields = {
        name: Collision(None, value, getattr(row, name))
        for name, value in base.items()
        if name not in ("version", "position") and value != getattr(row, name)
    }
    if fields or not base:
        raise Conflict(type(row).__tablename__, row.id, row.version, fields)
