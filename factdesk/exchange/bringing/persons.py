"""Writing the persons of a plan: new ones, and what the workbook adds to those known."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from factdesk.errors import KnownError
from factdesk.exchange.bringing.decisions import LEAVE, NEW, Decisions, settled
from factdesk.exchange.bringing.record import Record, place
from factdesk.exchange.matching import KnownPerson, find_known
from factdesk.exchange.names import name_key
from factdesk.exchange.plan import ImportPlan, PlannedPerson
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.team.tables import Staff
from factdesk.words import _, format_date, pgettext

_STAGES: Final = {
    "referred": Stage.REFERRED,
    "enrolled": Stage.ENROLLED,
    "closed": Stage.CLOSED,
}


class PlanIsOld(KnownError):
    """Since the workbook was read, somebody has made one of its persons known to the team."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has changed the team's persons since the workbook was read."),
            _("Nothing was brought in. Read the workbook again, and look at the preview."),
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A person of the plan as written: the id, and whether it is new to the team."""

    id: str
    is_new: bool


class PersonWriter:
    """Writes persons; knows those the team has."""

    def __init__(self, record: Record, meant: dict[str, str]) -> None:
        """Take the import and the staff id of all initials."""
        self._record, self._meant = record, meant
        self._rows = {row.id: row for row in record.work.session.scalars(select(Person))}
        self._numbers = {row.birth_number for row in self._rows.values() if row.birth_number}
        self._known = tuple(known_person(row) for row in self._rows.values())

    def write(self, plan: ImportPlan, decisions: Decisions) -> dict[str, Written]:
        """Write every person that is not left out; by key. Raises :class:`PlanIsOld`."""
        fates = settled(plan, decisions)
        for person in plan.persons:
            if fates[person.key] == NEW and decisions.get(person.key) != NEW:
                self._refuse_known(person)
        written = {}
        for person in plan.persons:
            fate = fates[person.key]
            if fate == LEAVE:
                self._record.counts["left"] += 1
                continue
            if fate == NEW:
                done = Written(self._add(person), True)
            else:
                done = Written(self._fill(person, fate), False)
            written[person.key] = done
            self._notes(person, done.id)
        return written

    def _refuse_known(self, person: PlannedPerson) -> None:
        """Refuse to make a second row for somebody who has come into the team meanwhile."""
        key = name_key(person.given, person.family)
        found = find_known({key}, person.birth_number, person.birth_date, self._known)
        if found.same or found.may_be:
            raise PlanIsOld

    def _add(self, person: PlannedPerson) -> str:
        """A new person. A birth number the team has already is kept as a note, not twice."""
        values = self._values(person)
        number = values.pop("birth_number", None)
        if number in self._numbers:
            why = _("{number} (another person in the team has this birth number)")
            later = why.format(number=number)
            number = None
        else:
            later = ""
        row = self._record.work.add(
            Person(
                given_name=person.given,
                family_name=person.family,
                birth_number=number,
                stage=_STAGES[person.state],
                **values,
            )
        )
        if number:
            self._numbers.add(number)
        self._record.note(row.id, _("birth number"), later, _where(person))
        self._rows[row.id] = row
        self._record.counts["new"] += 1
        self._record.counts["closed"] += person.state == "closed"
        return row.id

    def _fill(self, person: PlannedPerson, person_id: str) -> str:
        """Fill the empty fields of a person the team has; a value that differs is a note."""
        row = self._record.work.get(Person, person_id)
        empty = {}
        for name, value in self._values(person).items():
            now = getattr(row, name)
            if now is None and not (name == "birth_number" and value in self._numbers):
                empty[name] = value
            elif now != value:
                self._note_difference(person, row.id, _field_word(name), self._text(value))
        if empty:
            self._record.work.edit(Person, row.id, None, **empty)
        names = {name_key(row.given_name, row.family_name)}
        names.add(name_key(row.preferred_name or row.given_name, row.family_name))
        if name_key(person.given, person.family) not in names:
            written = f"{person.given} {person.family}".strip()
            self._note_difference(person, row.id, _("also written"), written)
        self._note_state(person, row)
        self._record.counts["same"] += 1
        return row.id

    def _note_state(self, person: PlannedPerson, row: Person) -> None:
        """Tell where the workbook has a person in another state; the state is not changed.

        A sheet that says nothing means "with the team"; that is told of only against a closed one.
        """
        was_closed = row.stage is Stage.CLOSED
        differs = {
            "closed": not was_closed,
            "referred": row.stage not in (Stage.REFERRED, Stage.ASSESSED),
            "enrolled": was_closed,
        }[person.state]
        if differs:
            self._note_difference(person, row.id, pgettext("person", "state"), _state(person.state))

    def _note_difference(
        self, person: PlannedPerson, person_id: str, heading: str, text: str
    ) -> None:
        """Keep what the workbook says beside what the team has."""
        self._record.note(person_id, heading, text, _where(person))

    def _values(self, person: PlannedPerson) -> dict[str, Any]:
        """Return the fields the workbook says something about."""
        values = {
            "preferred_name": person.preferred,
            "birth_number": person.birth_number,
            "birth_date": person.birth_date,
            "municipality": person.municipality,
            "phone": person.phone,
            "coordinator_id": self._meant.get(person.coordinator or ""),
            "enrolled_on": person.enrolled_on,
            "crisis_plan_on": person.crisis_plan_on,
            "plan_on": person.individual_plan_on,
        }
        return {name: value for name, value in values.items() if value is not None}

    def _text(self, value: date | str) -> str:
        """Return a value in words; a colleague by initials."""
        if isinstance(value, date):
            return format_date(value)
        staff = self._record.work.session.get(Staff, value) if value in self._ids() else None
        return staff.initials if staff else value

    def _ids(self) -> set[str]:
        return set(self._meant.values())

    def _notes(self, person: PlannedPerson, person_id: str) -> None:
        """Keep the notes of the plan, and the doubt there was about the person."""
        for note in person.notes:
            self._record.planned_note(person_id, note)
        if person.verdict == "unclear":
            heading = _("doubt when brought in")
            self._record.note(person_id, heading, person.why, _where(person))


def known_person(row: Person) -> KnownPerson:
    """Return what matching needs of a person."""
    return KnownPerson(
        row.id,
        row.given_name,
        row.family_name,
        row.preferred_name,
        row.birth_number,
        row.birth_date,
    )


def _where(person: PlannedPerson) -> str | None:
    """Return where the person first stands in the workbook."""
    return place(*person.rows[0]) if person.rows else None


def _state(state: str) -> str:
    words = {
        "referred": pgettext("person", "waiting"),
        "enrolled": pgettext("person", "with the team"),
        "closed": pgettext("person", "closed"),
    }
    return words[state]


def _field_word(name: str) -> str:
    """Return a field's heading for a note."""
    words = {
        "preferred_name": _("preferred name"),
        "birth_number": _("birth number"),
        "birth_date": _("birth date"),
        "municipality": _("municipality"),
        "phone": _("telephone"),
        "coordinator_id": _("coordinator"),
        "enrolled_on": _("enrolled on"),
        "crisis_plan_on": _("crisis plan of"),
        "plan_on": _("individual plan of"),
    }
    return words[name]
