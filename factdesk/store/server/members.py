"""Who belongs to a team, as the server keeps it: memberships of a login, logins of a team."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg

from factdesk.store.folder import slots
from factdesk.store.folder.secrets import same_name
from factdesk.store.folder.slots import KeySlot
from factdesk.store.server import connecting, refusals


@dataclass(frozen=True)
class Membership:
    """One team that a login belongs to; ``slot`` is None where the key was taken away."""

    tenant: str
    team: str
    staff_id: str
    slot: KeySlot | None
    is_active: bool


@dataclass(frozen=True)
class Login:
    """One login of the team, as every member may see it."""

    role: str
    staff_id: str
    has_slot: bool
    is_active: bool


def as_jsonb(slot: KeySlot) -> str:
    """A slot as the server keeps it."""
    return json.dumps(slot.as_json(), sort_keys=True)


def read_jsonb(raw: Any) -> KeySlot:
    """A slot as it came from the server. Raises KeyUnfit for what we never wrote."""
    try:
        return slots.read_slot(raw)
    except ValueError as error:
        raise refusals.KeyUnfit from error


def memberships(connection: psycopg.Connection) -> tuple[Membership, ...]:
    """The teams of the login that is connected."""
    with connecting.told():
        rows = connection.execute("SELECT * FROM factdesk.my_memberships()").fetchall()
    return tuple(
        Membership(tenant, team, staff_id, None if slot is None else read_jsonb(slot), is_active)
        for tenant, team, staff_id, slot, is_active in rows
    )


def team_logins(connection: psycopg.Connection) -> tuple[Login, ...]:
    """The logins of the team that the transaction is in."""
    rows = connection.execute("SELECT * FROM factdesk.team_members()").fetchall()
    return tuple(Login(*row) for row in rows)


def chosen(members: Iterable[Membership], team: str | None) -> Membership:
    """The team to open. Raises NoTeamHere, NotAMember, Removed, SeveralTeams."""
    mine = tuple(members)
    if not mine:
        raise refusals.NoTeamHere
    if team is not None:
        mine = tuple(
            each for each in mine if team == each.tenant or same_name(team) == same_name(each.team)
        )
        if not mine:
            raise refusals.NotAMember
    active = [each for each in mine if each.is_active]
    if not active:
        raise refusals.Removed
    if len(active) > 1:
        raise refusals.SeveralTeams(tuple(each.team for each in active))
    return active[0]


def enter(connection: psycopg.Connection, tenant: str) -> None:
    """Be in one of the login's teams until the transaction ends."""
    connection.execute("SELECT set_config('factdesk.tenant', %s, true)", (tenant,))
