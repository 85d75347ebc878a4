"""What passes into a user's copy: rows, entries of the change log and acts, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table

from factdesk.store.base import Base
from factdesk.store.encoding import dumps, loads
from factdesk.store.seat.scope import Scope

Row = dict[str, Any]
#: Table and id.
Key = tuple[str, str]


class Sieve:
    """Decides by the scope, and remembers in ``withheld`` which rows are a barred person's.

    Rows are to be given with those they refer to first, and a row's entries in their order.
    """

    def __init__(self, scope: Scope, withheld: set[Key] | None = None) -> None:
        self.scope = scope
        self.withheld: set[Key] = set() if withheld is None else withheld
        self._acts: set[str] = set()

    def row(self, table: Table, row: Mapping[str, Any]) -> Row | None:
        """The row as the copy holds it; ``None`` where it stays out."""
        name, scope = table.name, self.scope
        if name in scope.left_out:
            return None
        mine = scope.own_only.get(name)
        if mine is not None and row[mine] != scope.staff_id:
            return None
        if mine is not None or not self._is_barred(name, row.get("id"), row):
            return dict(row)
        if name in scope.parts:
            return None
        return {
            key: _blank(table, key) if key in self._unsaid(name) else value
            for key, value in row.items()
        }

    def entry(self, entry: Mapping[str, Any]) -> Row | None:
        """An entry of the change log as the copy holds it; ``None`` where it stays out."""
        name, row_id = entry["entity"], entry["entity_id"]
        before, after = loads(entry["before"]), loads(entry["after"])
        table = Base.metadata.tables.get(name)
        if table is None:
            return dict(entry)
        scope = self.scope
        if name in scope.left_out or name in scope.own_only:
            self._acts.add(entry["act_id"])
            return None
        if not self._is_barred(name, row_id, {**before, **after}):
            return dict(entry)
        if name in scope.parts:
            self._acts.add(entry["act_id"])
            return None
        self._acts.add(entry["act_id"])
        unsaid = self._unsaid(name)
        cut = {
            side: None
            if entry[side] is None
            else dumps({key: value for key, value in values.items() if key not in unsaid})
            for side, values in (("before", before), ("after", after))
        }
        return {**entry, **cut, "reason": None}

    def act(self, act: Mapping[str, Any]) -> Row:
        """An act as the copy holds it: without words where it touched what stays out."""
        if act["id"] in self._acts:
            return {**act, "details": "{}", "reason": None}
        return dict(act)

    def _unsaid(self, name: str) -> frozenset[str]:
        return _sealed_names(name) - self.scope.named.get(name, frozenset())

    def _is_barred(self, name: str, row_id: str | None, values: Mapping[str, Any]) -> bool:
        """Whether the row is of a person whose record the user may not open."""
        scope = self.scope
        owner = scope.owners.get(name)
        if owner is None:
            return False
        if scope.is_reduced:
            return True
        if not scope.barred or row_id is None:
            return False
        if (name, row_id) in self.withheld:
            return True
        whose = row_id if owner.column == "id" else values.get(owner.column)
        barred = whose in scope.barred if owner.of is None else (owner.of, whose) in self.withheld
        if barred:
            self.withheld.add((name, row_id))
        return barred


@cache
def _sealed_names(name: str) -> frozenset[str]:
    """The sealed columns of a table."""
    columns = Base.metadata.tables[name].columns
    return frozenset(one.name for one in columns if getattr(one.type, "is_sealed", False))


def _blank(table: Table, column: str) -> str | None:
    return None if table.c[column].nullable else ""
