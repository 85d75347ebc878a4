"""Note that a backup of the whole store was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.tables import Team
from factdesk.words import _


@dataclass(frozen=True)
class NoteBackup(Action[None]):
    """Everybody who opens the folder may copy it, so everybody's copy is noted. Not undoable."""

    reason: str | None = None

    code: ClassVar[str] = "team.backed_up"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Write when, and by whom."""
        team = work.session.scalars(select(Team)).one()
        work.edit(Team, team.id, None, backed_up_at=work.now, backed_up_by=work.actor.id)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Made a backup»."""
        return _("Made a backup")
