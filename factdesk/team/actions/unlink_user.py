"""Note that a member is no longer a user."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class UnlinkUser(Action[None]):
    """The row's half of removing a user; the key's half is ``factdesk.users``.

    Whether it may be done is checked there, before the key is taken.
    """

    staff_id: str
    reason: str | None = None

    code: ClassVar[str] = "team.user_removed"
    right: ClassVar[str | None] = Right.MANAGE_USERS
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Take user name and administration from the member."""
        staff = work.get(Staff, self.staff_id)
        work.tell(name=staff.name)
        work.edit(
            Staff,
            staff.id,
            None,
            user_name=None,
            passphrase_at=None,
            is_administrator=False,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Tove Kvam is no longer a user»."""
        return _("{name} is no longer a user").format(name=details["name"])
