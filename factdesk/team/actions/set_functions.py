"""Say which functions a member holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.members import put_functions
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class SetFunctions(Action[None]):
    """These and no others, from today on; what was held before stays dated. Raises UnknownCode."""

    staff_id: str
    functions: tuple[str, ...]
    reason: str | None = None

    code: ClassVar[str] = "team.set_functions"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Begin the new ones and end the old ones."""
        work.tell(name=work.get(Staff, self.staff_id).name)
        put_functions(work, self.staff_id, self.functions)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Functions of Tove Kvam»."""
        return _("Functions of {name}").format(name=details["name"])
