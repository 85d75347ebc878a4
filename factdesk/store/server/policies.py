"""Who may do what to which table of a team server: one table of data, and the policies from it.

The database enforces less than the program: it knows roles, not the rules of a room. What it
enforces is true whoever connects, with whatever program. Tests and the documentation read the
same table.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: The group role that every user is in, and the one through which a whole team is brought in.
USERS, LOADER = "factdesk_user", "factdesk_loader"
#: The role that owns everything; nobody signs in as it.
OWNER = "factdesk_owner"


class May(enum.StrEnum):
    """What ``factdesk.may()`` is asked: may this login, by its staff row, write this?

    OWN: every user of the team. CARE: member, coordinator, leader, and administrators, who
    import. RATE: as CARE, and assessors. LEAD: leaders. TEAM: leaders and administrators.
    USERS: administrators.
    """

    OWN = "own"
    CARE = "care"
    RATE = "rate"
    LEAD = "lead"
    TEAM = "team"
    USERS = "users"


@dataclass(frozen=True)
class Access:
    """What it takes to write to a table; ``None``: no user does it at all.

    ``actor`` names the column that must be the login's own staff member in a new row; with
    ``private`` nobody but that member sees or changes the row. ``numbered`` names a column that
    may not run ahead of the counter. ``columns`` are the only ones an update may touch.
    """

    insert: May | None = May.CARE
    update: May | None = May.CARE
    delete: May | None = May.CARE
    actor: str | None = None
    private: bool = False
    numbered: str | None = None
    columns: tuple[str, ...] = ()


_EVERYDAY = Access()
_TEAM = Access(May.TEAM, May.TEAM, May.TEAM)
_RATED = Access(May.RATE, May.RATE, May.RATE)
_LED = Access(May.LEAD, May.LEAD, May.LEAD)

#: Every table of the program. A table that is missing here is treated as one of the care, and a
#: test demands that none is missing.
ACCESS: Final[dict[str, Access]] = {
    # What is only added to.
    "change_log": Access(May.OWN, None, None, actor="actor_id", numbered="number"),
    "acts": Access(May.OWN, None, None, actor="actor_id", numbered="last"),
    "access_log": Access(May.OWN, None, None, actor="actor_id"),
    "printed_papers": Access(May.OWN, None, None, actor="actor_id"),
    # What keeps the order.
    "change_counter": Access(None, May.OWN, None, columns=("n", "last_hash")),
    "store_info": Access(None, None, None),
    # What is one's own.
    "drafts": Access(May.OWN, May.OWN, May.OWN, actor="actor_id", private=True),
    # The team. A staff row has a guard of its own beside this: see ``guard_staff``.
    "team": Access(None, May.TEAM, None),
    "staff": Access(May.TEAM, May.OWN, May.TEAM),
    "employers": _TEAM,
    "staff_functions": _TEAM,
    "posts": _TEAM,
    "leaves": _TEAM,
    "cars": _TEAM,
    "list_items": _TEAM,
    "import_mappings": _TEAM,
    "board_categories": _TEAM,
    "status_meanings": _TEAM,
    "access_blocks": _TEAM,
    "deputies": _EVERYDAY,
    "presence": _EVERYDAY,
    # The care.
    "persons": _EVERYDAY,
    "next_of_kin": _EVERYDAY,
    "participants": _EVERYDAY,
    "workers": _EVERYDAY,
    "warnings": _EVERYDAY,
    "legal_status": _EVERYDAY,
    "admissions": _EVERYDAY,
    "consents": _EVERYDAY,
    "information_limits": _EVERYDAY,
    "notes": _EVERYDAY,
    "contacts": _EVERYDAY,
    "contact_staff": _EVERYDAY,
    "board_episodes": _EVERYDAY,
    "board_meetings": _EVERYDAY,
    "meeting_items": _EVERYDAY,
    "meeting_attendance": _EVERYDAY,
    "tasks": _EVERYDAY,
    "plans": _EVERYDAY,
    "plan_goals": _EVERYDAY,
    "plan_measures": _EVERYDAY,
    "plan_versions": _EVERYDAY,
    "goal_progress": _EVERYDAY,
    "plan_meetings": _EVERYDAY,
    "plan_meeting_items": _EVERYDAY,
    "plan_meeting_attendance": _EVERYDAY,
    "crisis_plans": _EVERYDAY,
    "crisis_levels": _EVERYDAY,
    "crisis_contacts": _EVERYDAY,
    # Fidelity.
    "scale_forms": _LED,
    "sampled_charts": _LED,
    "improvements": _LED,
    "assessments": Access(May.LEAD, May.RATE, May.LEAD),
    "assessors": Access(May.LEAD, May.RATE, May.LEAD),
    "ratings": _RATED,
    "settled_items": _RATED,
    "assessment_evidence": _RATED,
}

#: Tables of schema ``public`` that belong to no team.
SHARED: Final = frozenset({"alembic_version"})


def access_to(table: str) -> Access:
    """What it takes to write to a table."""
    return ACCESS.get(table, _EVERYDAY)


@dataclass(frozen=True)
class Policy:
    """One policy of row-level security: ``using`` on rows that are there, ``check`` on new ones."""

    name: str
    command: str
    role: str
    using: str | None = None
    check: str | None = None

    def statement(self, table: str) -> str:
        """The statement that makes it; the table's name is quoted already."""
        text = f"CREATE POLICY {self.name} ON public.{table} FOR {self.command} TO {self.role}"
        if self.using is not None:
            text += f" USING ({self.using})"
        if self.check is not None:
            text += f" WITH CHECK ({self.check})"
        return text


# Asked once per statement, not once per row: a sub-select without a row is an init plan.
_MINE = "tenant = (SELECT factdesk.tenant())"
_MYSELF = "{column} = (SELECT factdesk.staff_id())"
_BEHIND = "{column} >= 1 AND {column} <= (SELECT counter.n FROM public.change_counter AS counter)"


def policies(table: str) -> tuple[Policy, ...]:
    """The policies of a table, those of users and that of the loader."""
    return tuple(_policies(access_to(table)))


def _policies(access: Access) -> Iterator[Policy]:
    seen = _MINE
    if access.private and access.actor:
        seen += " AND " + _MYSELF.format(column=access.actor)
    yield Policy("fd_see", "SELECT", USERS, using=seen)
    if access.insert is not None:
        check = f"{seen} AND {_may(access.insert)}"
        if access.actor and not access.private:
            check += " AND " + _MYSELF.format(column=access.actor)
        if access.numbered:
            check += " AND " + _BEHIND.format(column=access.numbered)
        yield Policy("fd_add", "INSERT", USERS, check=check)
    if access.update is not None:
        # What is refused is refused aloud: the right stands in the check, not in the using.
        yield Policy(
            "fd_change", "UPDATE", USERS, using=seen, check=f"{seen} AND {_may(access.update)}"
        )
    if access.delete is not None:
        yield Policy("fd_remove", "DELETE", USERS, using=f"{seen} AND {_may(access.delete)}")
    yield Policy("fd_load", "ALL", LOADER, using=_MINE, check=_MINE)


def _may(what: May) -> str:
    return f"(SELECT factdesk.may('{what}'))"


def grants(table: str) -> dict[str, tuple[str, ...]]:
    """What a table gives to each role, the privileges on single columns left out."""
    access = access_to(table)
    given = ["SELECT"]
    if access.insert is not None:
        given.append("INSERT")
    if access.update is not None and not access.columns:
        given.append("UPDATE")
    if access.delete is not None:
        given.append("DELETE")
    return {USERS: tuple(given), LOADER: ("SELECT", "INSERT", "UPDATE", "DELETE")}
