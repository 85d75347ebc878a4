"""A crisis plan as JSON: what a kept version holds, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select

from factdesk.plans.content import opened
from factdesk.plans.tables import CrisisContact, CrisisLevel, CrisisPlan
from factdesk.store.base import Entity
from factdesk.store.encoding import Values, decode_row, dumps, encode
from factdesk.store.work import Work

#: The shape of the content. A new shape gets the next number, and old ones are still read.
FORMAT: Final = 1
#: The plan's own texts, in the order they are read.
TEXTS: Final = ("triggers", "helps", "wishes", "not_wished", "told")
#: The texts of a level, in the order they are read.
LEVEL_TEXTS: Final = ("signs", "person_does", "others_do", "call")

_BOOKKEEPING = frozenset({"person_id", "crisis_plan_id"})


def keep(work: Work, plan: CrisisPlan) -> str:
    """The plan with its levels and contacts as it stands, as JSON."""
    levels = work.session.scalars(
        select(CrisisLevel).where(CrisisLevel.crisis_plan_id == plan.id).order_by(CrisisLevel.id)
    )
    contacts = work.session.scalars(
        select(CrisisContact)
        .where(CrisisContact.crisis_plan_id == plan.id)
        .order_by(CrisisContact.position, CrisisContact.id)
    )
    return dumps(
        {
            "format": FORMAT,
            "plan": _values(plan),
            "levels": _every(levels),
            "contacts": _every(contacts),
        }
    )


def read(content: str) -> tuple[Values, list[Values], list[Values]]:
    """The columns of the plan, of each level and of each contact, as :func:`keep` found them.

    Raises KeptByNewerProgram.
    """
    kept = opened(content, FORMAT)
    return (
        decode_row(_table(CrisisPlan), kept["plan"]),
        [decode_row(_table(CrisisLevel), row) for row in kept["levels"]],
        [decode_row(_table(CrisisContact), row) for row in kept["contacts"]],
    )


def _every(rows: Iterable[Entity]) -> list[Values]:
    return [_values(row) for row in rows]


def _values(row: Entity) -> Values:
    names = [column.name for column in row.__table__.columns if column.name not in _BOOKKEEPING]
    return {name: encode(getattr(row, name)) for name in names}


def _table(cls: type[Entity]) -> Any:
    return cls.__table__
