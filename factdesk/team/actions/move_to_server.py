"""Make every user name a login name, as the team moves to a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.store.server.address import role_name
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


class LoginNamesAlike(KnownError):
    """Two members' user names give one login name."""

    def __init__(self, first: str, second: str, login: str) -> None:
        """Take the two user names and the login name."""
        super().__init__(
            _("The user names «{first}» and «{second}» both give the login name {login}.").format(
                first=first, second=second, login=login
            ),
            _(
                "Nothing was changed. Remove one of them as a user and add the member again with "
                "another user name; then move the team."
            ),
        )


@dataclass(frozen=True)
class MoveToServer(Action[dict[str, str]]):
    """User names become what a server's logins are called: «Marit Holm» is marit.holm.

    Gives the login name of each member who is a user, by id. Where all are login names already
    nothing changes, and nothing is logged. Raises LoginNamesAlike and UserNameUnfit.
    """

    reason: str | None = None

    code: ClassVar[str] = "team.moved_to_server"
    right: ClassVar[str | None] = Right.MANAGE_USERS
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> dict[str, str]:
        """Write the login names."""
        users = work.session.scalars(select(Staff).where(Staff.user_name.is_not(None))).all()
        found: dict[str, str] = {}
        logins: dict[str, str] = {}
        for staff in users:
            name = staff.user_name or ""
            login = role_name(name)
            if login in found:
                raise LoginNamesAlike(found[login], name, login)
            found[login] = name
            logins[staff.id] = login
        for staff in users:
            work.edit(Staff, staff.id, None, user_name=logins[staff.id])
        return logins

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Moved the team to a server»."""
        return _("Moved the team to a server")
