"""Give a member a role and, or take, the administration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.kinds import role_word
from factdesk.team.members import refuse_last_administrator
from factdesk.team.roles import Right, Role
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class SetRole(Action[None]):
    """What the program lets a member do, from the next unlocking on.

    Not undone by a key: who may do what is changed only by one who may, at that moment. Raises
    LastAdministrator and Conflict.
    """

    staff_id: str
    seen: int
    role: Role
    is_administrator: bool
    reason: str | None = None

    code: ClassVar[str] = "team.set_role"
    right: ClassVar[str | None] = Right.MANAGE_USERS
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Set both."""
        staff = work.get(Staff, self.staff_id)
        if not self.is_administrator:
            refuse_last_administrator(work, staff.id)
        work.tell(
            name=staff.name,
            role=self.role,
            administrator="yes" if self.is_administrator else None,
        )
        work.edit(
            Staff,
            staff.id,
            self.seen,
            role=self.role,
            is_administrator=self.is_administrator,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Tove Kvam: Team leader, administrator»."""
        role = role_word(Role(details["role"]))
        if "administrator" in details:
            return _("{name}: {role}, administrator").format(name=details["name"], role=role)
        return _("{name}: {role}").format(name=details["name"], role=role)
