"""Take a new member into the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.members import MemberFields, checked, put_functions
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class AddStaff(Action[str]):
    """A member with functions from today; gives the staff id. Raises as ``members.checked``."""

    fields: MemberFields
    functions: tuple[str, ...] = ()
    reason: str | None = None

    code: ClassVar[str] = "team.add_staff"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Add the member, then the functions."""
        staff = work.add(Staff(**checked(work, self.fields)))
        work.tell(name=staff.name)
        put_functions(work, staff.id, self.functions)
        return staff.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New member Tove Kvam»."""
        return _("New member {name}").format(name=details["name"])
