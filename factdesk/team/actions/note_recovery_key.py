"""Note that a new recovery key was made; never which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Team
from factdesk.words import _


@dataclass(frozen=True)
class NoteRecoveryKey(Action[datetime | None]):
    """Gives when the one before was made."""

    reason: str | None = None

    code: ClassVar[str] = "team.recovery_key_made"
    right: ClassVar[str | None] = Right.MANAGE_USERS
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> datetime | None:
        """Write the time."""
        team = work.session.scalars(select(Team)).one()
        before = team.recovery_key_at
        work.edit(Team, team.id, None, recovery_key_at=work.now)
        return before

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New recovery key»."""
        return _("New recovery key")


@dataclass(frozen=True)
class TakeBackRecoveryKey(Action[None]):
    """The key could not be made after all; the old one holds."""

    before: datetime | None
    reason: str | None = None

    code: ClassVar[str] = "team.recovery_key_not_made"
    right: ClassVar[str | None] = Right.MANAGE_USERS
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Write the time the old one was made."""
        team = work.session.scalars(select(Team)).one()
        work.edit(Team, team.id, None, recovery_key_at=self.before)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«The new recovery key could not be made»."""
        return _("The new recovery key could not be made")
