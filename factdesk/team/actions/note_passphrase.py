"""Note that a passphrase was set; never which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class NotePassphrase(Action[datetime | None]):
    """One's own, or with the right to manage users another's; gives when it was set before."""

    staff_id: str
    reason: str | None = None

    code: ClassVar[str] = "team.passphrase_set"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> datetime | None:
        """Write the time."""
        if self.staff_id != work.actor.id:
            work.actor.require(Right.MANAGE_USERS)
        staff = work.get(Staff, self.staff_id)
        before = staff.passphrase_at
        work.tell(name=staff.name)
        work.edit(Staff, staff.id, None, passphrase_at=work.now)
        return before

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New passphrase of Tove Kvam»."""
        return _("New passphrase of {name}").format(name=details["name"])


@dataclass(frozen=True)
class TakeBackPassphrase(Action[None]):
    """The passphrase could not be set after all; the old one holds."""

    staff_id: str
    before: datetime | None
    reason: str | None = None

    code: ClassVar[str] = "team.passphrase_not_set"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Write the time the old one was set."""
        if self.staff_id != work.actor.id:
            work.actor.require(Right.MANAGE_USERS)
        work.tell(name=work.get(Staff, self.staff_id).name)
        work.edit(Staff, self.staff_id, None, passphrase_at=self.before)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«The new passphrase could not be set»."""
        return _("The new passphrase of {name} could not be set").format(name=details["name"])
