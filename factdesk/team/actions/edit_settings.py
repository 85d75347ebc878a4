"""Change what the team has decided for itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.errors import UnknownCode
from factdesk.team.roles import Right
from factdesk.team.rules import SETTING_RANGES, check_setting, clean_name
from factdesk.team.tables import Model, Team
from factdesk.words import LANGUAGES, _


@dataclass(frozen=True)
class EditSettings(Action[None]):
    """All settings as they shall be; units as in ``tables.Team``.

    Raises TextNeeded, OutOfRange, UnknownCode (no such language) and Conflict.
    """

    team_id: str
    seen: int
    name: str
    model: Model
    language: str
    autolock_minutes: int
    meeting_minutes: int
    rotation_persons: int
    contact_due_days: int
    staff_seen_norm: int
    crisis_plan_months: int
    legal_notice_days: int
    discharge_contact_days: int
    plan_review_months: int
    first_plan_weeks: int
    consent_notice_days: int
    specialist_seen_days: int
    long_leave_days: int
    away_days: int
    wall_shows_reason: bool
    wall_shows_agreed: bool
    reason: str | None = None

    code: ClassVar[str] = "team.edit_settings"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Check every number, then change the one row."""
        numbers = {name: check_setting(name, getattr(self, name)) for name in SETTING_RANGES}
        if self.language not in LANGUAGES:
            raise UnknownCode
        work.edit(
            Team,
            self.team_id,
            self.seen,
            name=clean_name(self.name),
            model=self.model,
            language=self.language,
            wall_shows_reason=self.wall_shows_reason,
            wall_shows_agreed=self.wall_shows_agreed,
            **numbers,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed the settings of the team»."""
        return _("Changed the settings of the team")
