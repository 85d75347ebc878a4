"""Stays in a ward or in prison: admitted, corrected, discharged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.kinds import AdmissionKind
from factdesk.people.tables import Admission
from factdesk.people.writing import demand_order, demand_past, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class Admit(Action[str]):
    """A stay begins; gives the id."""

    person_id: str
    kind: AdmissionKind
    admitted_on: date
    place: str = ""
    involuntary: bool = False
    team_took_part: bool = False
    expected_discharge_on: date | None = None
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.admit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        demand_past(work.today, (_("Admitted"), self.admitted_on))
        demand_order(
            (_("Admitted"), self.admitted_on), (_("Expected discharge"), self.expected_discharge_on)
        )
        tell_of(work, self.person_id)
        return work.add(
            Admission(
                person_id=self.person_id,
                kind=self.kind,
                place=self.place.strip(),
                admitted_on=self.admitted_on,
                involuntary=self.involuntary,
                team_took_part=self.team_took_part,
                expected_discharge_on=self.expected_discharge_on,
                note=tidy(self.note),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Admitted: …»."""
        return with_name(_("Admitted"), details)


@dataclass(frozen=True)
class EditAdmission(Action[None]):
    """Every field of a stay, seen at version ``seen``; ``discharged_on`` ends it."""

    row_id: str
    seen: int
    kind: AdmissionKind
    admitted_on: date
    place: str = ""
    involuntary: bool = False
    team_took_part: bool = False
    expected_discharge_on: date | None = None
    discharged_on: date | None = None
    team_planned_discharge: bool = False
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.edit_admission"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        admitted, discharged = (
            (_("Admitted"), self.admitted_on),
            (_("Discharged"), self.discharged_on),
        )
        demand_past(work.today, admitted, discharged)
        demand_order(admitted, discharged)
        row = work.edit(
            Admission,
            self.row_id,
            self.seen,
            kind=self.kind,
            place=self.place.strip(),
            admitted_on=self.admitted_on,
            involuntary=self.involuntary,
            team_took_part=self.team_took_part,
            expected_discharge_on=self.expected_discharge_on,
            discharged_on=self.discharged_on,
            team_planned_discharge=self.team_planned_discharge,
            note=tidy(self.note),
        )
        tell_of(work, row.person_id, discharged="yes" if self.discharged_on else None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Discharged: …» or «Stay changed: …»."""
        done = _("Discharged") if "discharged" in details else _("Stay changed")
        return with_name(done, details)
