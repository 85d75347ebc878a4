"""Correct or complete a person's own fields."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

from factdesk.people.consents import OF_AGE
from factdesk.people.errors import NoChildCoordinator, OddInterval
from factdesk.people.kinds import LanguageForm
from factdesk.people.plan_dates import demand_kept_elsewhere
from factdesk.people.rules import age_on
from factdesk.people.tables import Person
from factdesk.people.writing import identity, name_of, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

#: The longest agreed time between two contacts, in days.
LONGEST_INTERVAL = 90

_NOT_FIELDS = frozenset({"person_id", "seen", "reason"})
_IDENTITY = frozenset({"given_name", "family_name", "birth_number", "birth_date"})


@dataclass(frozen=True)
class EditPerson(Action[None]):
    """Change the fields given, seen at version ``seen``.

    Raises the errors of ``writing.identity`` where names, birth number or birth date change,
    OddInterval, NoChildCoordinator for who is 18 or older, and what ``plan_dates`` says of a date
    that a plan kept here decides.
    """

    person_id: str
    seen: int
    given_name: str | Keep = KEEP
    family_name: str | Keep = KEEP
    preferred_name: str | Keep | None = KEEP
    birth_number: str | Keep | None = KEEP
    birth_date: date | Keep | None = KEEP
    language: LanguageForm | Keep = KEEP
    interpreter: str | Keep | None = KEEP
    address: str | Keep | None = KEEP
    municipality: str | Keep | None = KEEP
    phone: str | Keep | None = KEEP
    gp: str | Keep | None = KEEP
    gp_phone: str | Keep | None = KEEP
    coordinator_id: str | Keep | None = KEEP
    clinician_id: str | Keep | None = KEEP
    child_coordinator_id: str | Keep | None = KEEP
    contact_every_days: int | Keep | None = KEEP
    children_under_18: int | Keep | None = KEEP
    children_note: str | Keep | None = KEEP
    wall_alias: str | Keep | None = KEEP
    own_goal: str | Keep | None = KEEP
    plan_on: date | Keep | None = KEEP
    plan_review_on: date | Keep | None = KEEP
    crisis_plan_on: date | Keep | None = KEEP
    referral_reason: str | Keep | None = KEEP
    has_substance_disorder: bool | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "people.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    @property
    def changes(self) -> dict[str, Any]:
        """The fields given; blanks stand for nothing."""
        every = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in _NOT_FIELDS
        }
        return {
            name: tidy(value) if isinstance(value, str) and name not in _IDENTITY else value
            for name, value in given(every).items()
        }

    def do(self, work: Work) -> None:
        """Check who the person then is, and change."""
        person = tell_of(work, self.person_id)
        changes = self.changes
        if not _IDENTITY.isdisjoint(changes):
            number, born = identity(
                work,
                changes.get("given_name", person.given_name),
                changes.get("family_name", person.family_name),
                changes.get("birth_number", person.birth_number),
                changes.get(
                    "birth_date", None if changes.get("birth_number") else person.birth_date
                ),
                person.id,
            )
            if "birth_number" in changes:
                changes["birth_number"] = number
            if "birth_number" in changes and "birth_date" not in changes:
                # Without a number, or with one that holds no date, what was known stays known.
                changes["birth_date"] = born or person.birth_date
            for name in {"given_name", "family_name"} & changes.keys():
                changes[name] = changes[name].strip()
        demand_kept_elsewhere(work, person.id, changes)
        every = changes.get("contact_every_days")
        if every is not None and not 1 <= every <= LONGEST_INTERVAL:
            raise OddInterval(LONGEST_INTERVAL)
        if changes.get("child_coordinator_id") is not None:
            age = age_on(changes.get("birth_date", person.birth_date), work.today)
            if age is not None and age >= OF_AGE:
                raise NoChildCoordinator
        work.edit(Person, person.id, self.seen, **changes)
        work.tell(person=name_of(person))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed: Åse Ødegård»."""
        return with_name(_("Changed"), details)
