"""The outside services of a care group: taken in, changed, and out of the group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.tables import Participant
from factdesk.people.writing import demand_past, demand_text, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddParticipant(Action[str]):
    """A service takes part; gives the id. ``service`` is a code of the team's list."""

    person_id: str
    service: str
    organisation: str | None = None
    name: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    in_plan: bool = True
    reason: str | None = None

    code: ClassVar[str] = "people.participant.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        tell_of(work, self.person_id)
        return work.add(
            Participant(
                person_id=self.person_id,
                service=demand_text(self.service, _("Service")),
                organisation=tidy(self.organisation),
                name=tidy(self.name),
                role=tidy(self.role),
                phone=tidy(self.phone),
                email=tidy(self.email),
                in_plan=self.in_plan,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Service added to the care group: …»."""
        return with_name(_("Service added to the care group"), details)


@dataclass(frozen=True)
class EditParticipant(Action[None]):
    """Change the fields given of a service, seen at version ``seen``."""

    participant_id: str
    seen: int
    service: str | Keep = KEEP
    organisation: str | Keep | None = KEEP
    name: str | Keep | None = KEEP
    role: str | Keep | None = KEEP
    phone: str | Keep | None = KEEP
    email: str | Keep | None = KEEP
    in_plan: bool | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "people.participant.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        tell_of(work, work.get(Participant, self.participant_id).person_id)
        texts = {
            name: tidy(getattr(self, name))
            for name in ("organisation", "name", "role", "phone", "email")
            if getattr(self, name) is not KEEP
        }
        if isinstance(self.service, str):
            texts["service"] = demand_text(self.service, _("Service"))
        work.edit(
            Participant, self.participant_id, self.seen, **texts, **given({"in_plan": self.in_plan})
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Service changed: …»."""
        return with_name(_("Service changed"), details)


@dataclass(frozen=True)
class LeaveCareGroup(Action[None]):
    """A service is out of the group from a day on; with ``on`` empty it is in it again.

    Its row stays, because measures and meetings point at it. Its consents are left as they are:
    to withdraw them is the person's own choice, and an act of its own.
    """

    participant_id: str
    seen: int
    on: date | None
    reason: str | None = None

    code: ClassVar[str] = "people.participant.leave"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Set or clear the day."""
        row = work.get(Participant, self.participant_id)
        tell_of(work, row.person_id, back=None if self.on else "yes")
        demand_past(work.today, (_("Out of the group"), self.on))
        work.edit(Participant, row.id, self.seen, left_on=self.on)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Service left the care group: …», or that it is in it again."""
        if "back" in details:
            return with_name(_("Service in the care group again"), details)
        return with_name(_("Service left the care group"), details)
