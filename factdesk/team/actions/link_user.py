"""Note that a member is a user, under which name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.errors import UserNameTaken
from factdesk.team.members import member_called
from factdesk.team.roles import Right
from factdesk.team.rules import clean_name
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class LinkUser(Action[str]):
    """The row's half of adding a user; the key's half is ``factdesk.users``. Gives the name.

    Doing it again with the same name is how an addition that broke off is finished. Raises
    UserNameTaken.
    """

    staff_id: str
    user_name: str
    reason: str | None = None

    code: ClassVar[str] = "team.user_added"
    right: ClassVar[str | None] = Right.MANAGE_USERS
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> str:
        """Write the user name on the member."""
        name = clean_name(self.user_name)
        staff = work.get(Staff, self.staff_id)
        owner = member_called(work, name)
        if owner is not None and owner.id != staff.id:
            raise UserNameTaken
        if staff.user_name is not None and owner is None:
            raise UserNameTaken
        work.tell(name=staff.name)
        work.edit(Staff, staff.id, None, user_name=name, passphrase_at=work.now)
        return name

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Tove Kvam became a user»."""
        return _("{name} became a user").format(name=details["name"])
