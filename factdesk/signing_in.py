"""Signing in to an open store: the member behind a key, with the rights of their row."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import factdesk.actions  # every action, before a logged one is told or undone
import factdesk.assessments.undoing  # what an undo must leave true
import factdesk.board.standing
import factdesk.people.undoing
import factdesk.plans.undoing
import factdesk.tables  # noqa: F401 - every mapped class, before the first query
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store.action import Actor
from factdesk.store.engine import Store
from factdesk.store.folder.secrets import same_name
from factdesk.store.tables import Act
from factdesk.team.roles import rights_of
from factdesk.team.tables import Staff
from factdesk.words import _

#: The actor of what no person does: setting up, importing a simulation.
SYSTEM = "system"


class EmploymentEnded(KnownError):
    """The member's last day has passed; a copy of the team's data must not stay with them."""

    def __init__(self) -> None:
        """Say who can correct it."""
        super().__init__(
            _("You are no longer a member of this team, so the team's data is closed for you."),
            _("An administrator of the team can correct the dates of your employment."),
        )


class LoginMoved(KnownError):
    """The server says that a login is a member whose login it is not."""

    def __init__(self) -> None:
        """Say who must look into it."""
        super().__init__(
            _("The server leads your login to another member of the team."),
            _(
                "Nothing was changed. Tell an administrator of the team, "
                "and whoever looks after the server."
            ),
        )


def station() -> str:
    """The name of this machine, as the log keeps it."""
    return platform.node() or "?"


def system() -> Actor:
    """The actor of what no person does."""
    return Actor(SYSTEM, SYSTEM, station())


def sign_in(
    store: Store,
    on_close: Callable[[], None],
    *,
    user: str | None = None,
    staff_id: str | None = None,
    login: str | None = None,
) -> Desk:
    """The desk of a member, found by user name or by id; ``login`` is what a server let in.

    Raises EmploymentEnded, LoginMoved, KnownError.
    """
    with Session(store.engine, expire_on_commit=False) as session, session.begin():
        staff = session.get(Staff, staff_id) if staff_id else _called(session, user or "")
    if staff is None:
        raise KnownError(
            _("The passphrase is right, but the team has no member with this user name."),
            _("Ask an administrator of the team to add the user again."),
        )
    if staff.valid_to is not None and staff.valid_to < store.clock.today():
        raise EmploymentEnded
    if login is not None:
        demand_own(staff, login)
    return Desk(store, actor_of(staff), on_close)


def demand_own(staff: Staff, login: str) -> None:
    """Raise LoginMoved where the member's row names another login.

    Who is which member stands in a table that only the server guards. The row stands in the
    log as well, so whoever alters both is found out by the check.
    """
    if same_name(staff.user_name or "") != same_name(login):
        raise LoginMoved


def actor_of(staff: Staff) -> Actor:
    """The member as who acts, with the rights of the row."""
    rights = rights_of(
        staff.role,
        is_administrator=staff.is_administrator,
        has_health_basis=staff.has_health_basis,
    )
    return Actor(staff.id, staff.name, station(), rights)


def last_act(store: Store) -> datetime | None:
    """When the newest act was done; None in an empty store."""
    with Session(store.engine) as session, session.begin():
        return session.scalars(select(Act.at).order_by(Act.last.desc()).limit(1)).first()


def _called(session: Session, user: str) -> Staff | None:
    """The member with this user name, in any case."""
    return next(
        (
            row
            for row in session.scalars(select(Staff).where(Staff.user_name.is_not(None)))
            if same_name(row.user_name or "") == same_name(user)
        ),
        None,
    )
