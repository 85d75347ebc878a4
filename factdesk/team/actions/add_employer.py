"""Add an employer of members."""

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
class AddEmployer(Action[str]):
    """A municipality, a health trust or another; gives its id. Raises TextNeeded, NameInUse."""

    name: str
    kind: EmployerKind
    reason: str | None = None

    code: ClassVar[str] = "team.add_employer"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Add it."""
        name = clean_name(self.name)
        refuse_same_employer(work, name)
        work.tell(name=name)
        return work.add(Employer(name=name, kind=self.kind)).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New employer Nordfjell HF»."""
        return _("New employer {name}").format(name=details["name"])
