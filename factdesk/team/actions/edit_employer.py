"""Change an employer's name or kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.names import refuse_same_employer
from factdesk.team.roles import Right
from factdesk.team.rules import clean_name
from factdesk.team.tables import Employer, EmployerKind
from factdesk.words import _


@dataclass(frozen=True)
class EditEmployer(Action[None]):
    """Both as they shall be. Raises TextNeeded, NameInUse and Conflict."""

    employer_id: str
    seen: int
    name: str
    kind: EmployerKind
    reason: str | None = None

    code: ClassVar[str] = "team.edit_employer"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Change it."""
        name = clean_name(self.name)
        refuse_same_employer(work, name, but=self.employer_id)
        work.tell(name=work.get(Employer, self.employer_id).name)
        work.edit(Employer, self.employer_id, self.seen, name=name, kind=self.kind)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed the employer Nordfjell HF»."""
        return _("Changed the employer {name}").format(name=details["name"])
