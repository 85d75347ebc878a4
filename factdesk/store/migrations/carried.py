"""What revisions carry over, written in the change log so that a check finds it there.

Plain tables as they are at those revisions: the mapped classes may have moved on.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from factdesk.store import log
from factdesk.store.encoding import dumps, encode
from factdesk.store.ids import new_id

#: The lists that revision 0007 brings, as a new team has them.
_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "life_area": (
        "home", "work_school", "economy", "physical_health", "mental_health", "substance_use",
        "family_network", "leisure", "practical",
    ),
    "service": (
        "gp", "municipal_health", "housing", "home_care", "nav", "child_welfare", "school",
        "edu_psych", "bup", "dps", "ward", "substance_service", "probation", "employer", "other",
    ),
    "crisis_level": ("good", "warning", "crisis"),
}  # fmt: skip

_KIN = sa.table(
    "next_of_kin",
    *(sa.column(name, sa.String()) for name in ("id", "person_id", "may_be_told")),
    sa.column("consent_until", sa.Date()),
)
_TEAM = sa.table("team", sa.column("id", sa.String()))
_LIST_ITEMS = sa.table("list_items", sa.column("list_name", sa.String()))
_ACTS = sa.table(
    "acts",
    *(sa.column(name) for name in ("id", "first", "last", "actor_id", "station", "code")),
    *(sa.column(name) for name in ("details", "reason", "undoes")),
    sa.column("undoable", sa.Boolean()),
    sa.column("at", sa.DateTime(timezone=True)),
)


def carry_over(connection: sa.Connection) -> None:
    """Write consents from next of kin, and the lists of a team that was there before them."""
    rows = [("consents", row) for row in _consents(connection)]
    rows += _list_items(connection, _LISTS)
    if rows:
        _write(connection, rows)


def bring_lists(connection: sa.Connection, lists: Mapping[str, tuple[str, ...]]) -> None:
    """Give a team that was there before them the lists that a new team starts with."""
    if rows := _list_items(connection, lists):
        _write(connection, rows)


def _consents(connection: sa.Connection) -> list[dict[str, Any]]:
    found = connection.execute(sa.select(_KIN).where(_KIN.c.may_be_told.is_not(None)))
    return [
        {
            "person_id": row.person_id,
            "kind": "share",
            "participant_id": None,
            "next_of_kin_id": row.id,
            "about": row.may_be_told,
            "excludes": None,
            "given_by": "self",
            "giver_name": None,
            "is_written": False,
            "given_on": None,
            "valid_to": row.consent_until,
            "withdrawn_on": None,
            "note": None,
            "id": new_id(),
            "version": 1,
        }
        for row in found
    ]


def _list_items(
    connection: sa.Connection, lists: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, dict[str, Any]]]:
    """The rows of the lists that the team lacks; none where there is no team yet."""
    if connection.execute(sa.select(_TEAM.c.id)).first() is None:
        return []
    there = set(connection.scalars(sa.select(_LIST_ITEMS.c.list_name).distinct()))
    return [
        (
            "list_items",
            {
                "list_name": name,
                "code": code,
                "means": code,
                "label": None,
                "position": position,
                "active": True,
                "id": new_id(),
                "version": 1,
            },
        )
        for name, codes in lists.items()
        if name not in there
        for position, code in enumerate(codes)
    ]


def _write(connection: sa.Connection, rows: list[tuple[str, dict[str, Any]]]) -> None:
    """The rows, their entries in the log, and the act they belong to."""
    for table, row in rows:
        columns = sa.table(table, *(sa.column(name, _type_of(row[name])) for name in row))
        connection.execute(sa.insert(columns), row)
    at = datetime.now(UTC)
    stamp = log.Stamp(new_id(), at, "system", "upgrade", "store.upgrade", None)
    first, last = log.append(
        connection,
        stamp,
        [
            log.RowChange(table, row["id"], None, {key: encode(row[key]) for key in row})
            for table, row in rows
        ],
    )
    connection.execute(
        sa.insert(_ACTS),
        {
            "id": stamp.act_id,
            "first": first,
            "last": last,
            "at": at if connection.dialect.name != "sqlite" else at.replace(tzinfo=None),
            "actor_id": stamp.actor_id,
            "station": stamp.station,
            "code": stamp.code,
            "details": dumps({}),
            "reason": None,
            "undoable": False,
            "undoes": None,
        },
    )


def _type_of(value: Any) -> sa.types.TypeEngine[Any]:
    """The type a value is stored as."""
    if isinstance(value, bool):
        return sa.Boolean()
    return sa.Date() if hasattr(value, "year") else sa.types.NullType()
