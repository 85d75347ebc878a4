"""What of the team's tables a user's own copy holds, told by who knows the rooms and the rights."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from factdesk.store.action import Reader


@dataclass(frozen=True)
class Owner:
    """Whose a row is: ``column`` names the person, or with ``of`` a row of that table."""

    column: str
    of: str | None = None


@dataclass(frozen=True)
class Scope:
    """What stays out of one user's copy.

    ``left_out`` are tables that the user's role sees nothing of. Of ``own_only`` (table to the
    column that names a member) only the user's own rows are kept. ``owners`` tells of the tables
    about persons whose a row is; of persons in ``barred``, or of all where ``is_reduced``, the
    rows of ``parts`` stay out, and of the other tables' rows every sealed column but ``named``.
    """

    staff_id: str
    left_out: frozenset[str] = frozenset()
    own_only: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, Owner] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    barred: frozenset[str] = frozenset()
    is_reduced: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether no person's rows stay out."""
        return not (self.barred or self.is_reduced or self.left_out)

    def withholds(self, tables: frozenset[str], *, counts: bool = False) -> bool:
        """Whether an answer made from these tables would miss rows that the server has.

        What is asked of one person is refused by the blocks themselves; an answer that ``counts``
        over all persons would be wrong by those who are barred.
        """
        is_partly = self.is_reduced or (counts and bool(self.barred))
        missing = self.left_out | (self.parts if is_partly else frozenset())
        return not missing.isdisjoint(tables)

    def holds_no_more_than(self, other: Scope) -> bool:
        """Whether everything in a copy of this scope is in a copy of the other as well."""
        return (
            self.staff_id == other.staff_id
            and self.left_out >= other.left_out
            and set(self.own_only) >= set(other.own_only)
            and self.parts >= other.parts
            and self.is_reduced >= other.is_reduced
            and (self.is_reduced or self.barred >= other.barred)
        )

    def as_text(self) -> str:
        """One spelling per scope, to see whether it has changed."""
        return json.dumps(
            {
                "staff_id": self.staff_id,
                "left_out": sorted(self.left_out),
                "own_only": dict(self.own_only),
                "owners": {name: [one.column, one.of] for name, one in self.owners.items()},
                "parts": sorted(self.parts),
                "named": {name: sorted(columns) for name, columns in self.named.items()},
                "barred": sorted(self.barred),
                "is_reduced": self.is_reduced,
            },
            sort_keys=True,
        )

    @classmethod
    def from_text(cls, text: str) -> Scope:
        """The scope that was written as text."""
        raw = json.loads(text)
        return cls(
            staff_id=raw["staff_id"],
            left_out=frozenset(raw["left_out"]),
            own_only=raw["own_only"],
            owners={name: Owner(*one) for name, one in raw["owners"].items()},
            parts=frozenset(raw["parts"]),
            named={name: frozenset(columns) for name, columns in raw["named"].items()},
            barred=frozenset(raw["barred"]),
            is_reduced=raw["is_reduced"],
        )


#: What the user may keep as the rights and blocks stand, read in the server's own snapshot.
ScopeOf: TypeAlias = Callable[[Reader], Scope]


def whole(reader: Reader) -> Scope:
    """Everything but others' drafts."""
    return Scope(reader.actor.id, own_only={"drafts": "actor_id"})
