"""Change what is written of a member."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.errors import NotOneself
from factdesk.team.members import (
    MemberFields,
    checked,
    put_functions,
    refuse_last_administrator,
)
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class EditStaff(Action[None]):
    """All fields as they shall be; ``functions`` is ``None`` where they stay as they are.

    With ``was_functions``, those the user saw, only the user's own difference is made.

    Raises as ``members.checked``, :class:`LastAdministrator`, :class:`NotOneself`, and Conflict.
    """

    staff_id: str
    seen: int
    fields: MemberFields
    functions: tuple[str, ...] | None = None
    was_functions: tuple[str, ...] | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.edit_staff"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Change the member."""
        staff = work.get(Staff, self.staff_id)
        values = checked(work, self.fields, but=staff.id)
        if self.fields.valid_to is not None and staff.valid_to != self.fields.valid_to:
            refuse_last_administrator(work, staff.id)
        gains = self.fields.has_health_basis and not staff.has_health_basis
        if gains and staff.id == work.actor.id:
            raise NotOneself
        work.tell(name=staff.name)
        work.edit(Staff, staff.id, self.seen, **values)
        if self.functions is not None:
            put_functions(work, staff.id, self.functions, self.was_functions)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed Tove Kvam»."""
        return _("Changed the member {name}").format(name=details["name"])
