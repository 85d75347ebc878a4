"""Consents: given, corrected, withdrawn, and given again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from factdesk.people.consenting import demand_dates, demand_giver, demand_whom
from factdesk.people.errors import DatesOutOfOrder, WithdrawnAlready
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.tables import Consent
from factdesk.people.writing import (
    demand_order,
    demand_past,
    demand_text,
    tell_of,
    tidy,
    with_name,
)
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class GiveConsent(Action[str]):
    """A consent to a plan, or to share something with one of those around the person; its id.

    ``given_on`` is empty where the day is not known, ``valid_to`` where there is no end. Raises
    MayNotConsent, ConsentWithWhom, HasLeftGroup, TextMissing, DateAhead and DatesOutOfOrder.
    """

    person_id: str
    kind: ConsentKind
    given_by: ConsentGiver
    about: str | None = None
    participant_id: str | None = None
    next_of_kin_id: str | None = None
    excludes: str | None = None
    giver_name: str | None = None
    is_written: bool = False
    given_on: date | None = None
    valid_to: date | None = None
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.consent.give"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Check who, with whom and when, and add the row."""
        person = tell_of(work, self.person_id)
        demand_whom(work, person.id, self.kind, self.participant_id, self.next_of_kin_id)
        demand_dates(work.today, self.given_on, self.valid_to)
        demand_giver(self.given_by, person.birth_date, self.given_on or work.today)
        shares = self.kind is ConsentKind.SHARE
        return work.add(
            Consent(
                person_id=person.id,
                kind=self.kind,
                participant_id=self.participant_id,
                next_of_kin_id=self.next_of_kin_id,
                about=demand_text(self.about, _("What may be shared"))
                if shares
                else tidy(self.about),
                excludes=tidy(self.excludes),
                given_by=self.given_by,
                giver_name=tidy(self.giver_name),
                is_written=self.is_written,
                given_on=self.given_on,
                valid_to=self.valid_to,
                note=tidy(self.note),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Consent given: …»."""
        return with_name(_("Consent given"), details)


@dataclass(frozen=True)
class EditConsent(Action[None]):
    """Correct what was written of a consent, seen at version ``seen``; errors as when given.

    Who gave it is checked only where that or the day changes: an older consent that this rule
    would not let through stays correctable.
    """

    consent_id: str
    seen: int
    about: str | Keep | None = KEEP
    excludes: str | Keep | None = KEEP
    given_by: ConsentGiver | Keep = KEEP
    giver_name: str | Keep | None = KEEP
    is_written: bool | Keep = KEEP
    given_on: date | Keep | None = KEEP
    valid_to: date | Keep | None = KEEP
    note: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "people.consent.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Check what it then says, and change."""
        row = work.get(Consent, self.consent_id)
        person = tell_of(work, row.person_id)
        changes = self._changes()
        given_on = changes.get("given_on", row.given_on)
        given_by = changes.get("given_by", row.given_by)
        demand_dates(work.today, given_on, changes.get("valid_to", row.valid_to))
        demand_order((_("Given"), given_on), (_("Withdrawn"), row.withdrawn_on))
        if (given_by, given_on) != (row.given_by, row.given_on):
            demand_giver(given_by, person.birth_date, given_on or work.today)
        if row.kind is ConsentKind.SHARE and "about" in changes:
            changes["about"] = demand_text(changes["about"], _("What may be shared"))
        work.edit(Consent, row.id, self.seen, **changes)

    def _changes(self) -> dict[str, Any]:
        names = (
            "about", "excludes", "given_by", "giver_name", "is_written", "given_on", "valid_to",
            "note",
        )  # fmt: skip
        changed = given({name: getattr(self, name) for name in names})
        for name in {"about", "excludes", "giver_name", "note"} & changed.keys():
            changed[name] = tidy(changed[name])
        return changed

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Consent corrected: …»."""
        return with_name(_("Consent corrected"), details)


@dataclass(frozen=True)
class WithdrawConsent(Action[None]):
    """A consent no longer holds from a day on, today or before. Raises WithdrawnAlready."""

    consent_id: str
    seen: int
    on: date
    reason: str | None = None

    code: ClassVar[str] = "people.consent.withdraw"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Set the day."""
        row = work.get(Consent, self.consent_id)
        tell_of(work, row.person_id)
        if row.withdrawn_on is not None:
            raise WithdrawnAlready
        demand_past(work.today, (_("Withdrawn"), self.on))
        demand_order((_("Given"), row.given_on), (_("Withdrawn"), self.on))
        work.edit(Consent, row.id, self.seen, withdrawn_on=self.on)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Consent withdrawn: …»."""
        return with_name(_("Consent withdrawn"), details)


@dataclass(frozen=True)
class RenewConsent(Action[str]):
    """The same consent given again, by the same or another; gives the new id.

    The old one ends the day before the new one is given, where it has not ended earlier. What the
    new one is about stays as it was. Errors as when given; the new day must be after the old one.
    """

    consent_id: str
    seen: int
    given_by: ConsentGiver
    given_on: date
    valid_to: date | None = None
    giver_name: str | None = None
    is_written: bool = False
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.consent.renew"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """End the old row and add the new one."""
        old = work.get(Consent, self.consent_id)
        person = tell_of(work, old.person_id)
        demand_whom(work, person.id, old.kind, old.participant_id, old.next_of_kin_id)
        demand_dates(work.today, self.given_on, self.valid_to)
        demand_giver(self.given_by, person.birth_date, self.given_on)
        if old.given_on is not None and self.given_on <= old.given_on:
            raise DatesOutOfOrder(_("Given"), _("Given again"))
        last = self.given_on - timedelta(days=1)
        ended = old.valid_to if old.valid_to is not None and old.valid_to < last else last
        if old.withdrawn_on is None:
            work.edit(Consent, old.id, self.seen, valid_to=ended)
        return work.add(
            Consent(
                person_id=person.id,
                kind=old.kind,
                participant_id=old.participant_id,
                next_of_kin_id=old.next_of_kin_id,
                about=old.about,
                excludes=old.excludes,
                given_by=self.given_by,
                giver_name=tidy(self.giver_name),
                is_written=self.is_written,
                given_on=self.given_on,
                valid_to=self.valid_to,
                note=tidy(self.note),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Consent renewed: …»."""
        return with_name(_("Consent renewed"), details)
