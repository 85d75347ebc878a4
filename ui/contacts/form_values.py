"""What the contact entry holds, and the action it becomes. No widgets here."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from factdesk.clock import OSLO
from factdesk.contacts.actions.complete_contact import CompleteContact
from factdesk.contacts.actions.edit_contact import EditContact
from factdesk.contacts.actions.plan_contact import PlanContact
from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.contacts.quick_entry import QuickEntry
from factdesk.contacts.quick_words import QuickWords
from factdesk.contacts.rules import default_start, moment
from factdesk.contacts.views import ContactRow
from factdesk.store.action import Action
from factdesk.team.views import TeamFacts
from factdesk.words import _

#: The usual length of a contact that is done, in minutes.
MINUTES = 30


class Missing(Exception):
    """A field must be filled or corrected before it can be saved: which one, and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class FormValues:
    """The fields of the entry. A planned contact without ``at`` is for the whole day."""

    planned: bool
    day: date | None
    at: time | None
    minutes: int | None
    staff: tuple[str, ...]
    kind: str
    place: str
    with_whom: str = "person"
    car_id: str | None = None
    needs: int = 1
    short_note: str = ""
    note: str = ""
    focus: str | None = None
    is_group: bool = False


def quick_words(team: TeamFacts) -> QuickWords:
    """The words of this team for the quick line."""
    return QuickWords.of(
        kinds=[(one.code, one.means, one.label) for one in team.choices("contact_kind")],
        places=[(one.code, one.means, one.label) for one in team.choices("contact_place")],
        staff=[(one.id, one.initials) for one in team.active],
        cars=[(one.id, one.name, one.plate) for one in team.cars if one.active],
    )


def suggested(
    entry: QuickEntry, team: TeamFacts, me: str, now: datetime, *, planned: bool, day: date
) -> FormValues:
    """The fields as the line says, and as usual where it says nothing.

    A contact done today has just ended; one of another day has no time until it is said. Calls
    and letters are made at the office.
    """
    kind = entry.kind or _coded(team, "contact_kind", "face_to_face")
    away = team.means("contact_kind", kind) in {"face_to_face", "did_not_come"}
    place = entry.place or _coded(team, "contact_place", "home" if away else "office")
    minutes = entry.minutes if entry.minutes is not None or planned else MINUTES
    chosen = entry.day or day
    at = entry.at
    if at is None and not planned and chosen == now.astimezone(OSLO).date():
        at = default_start(now, minutes or MINUTES).astimezone(OSLO).time()
    staff = entry.staff or (() if planned or team.member(me) is None else (me,))
    return FormValues(
        planned, chosen, at, minutes, staff, kind, place, entry.with_whom or "person",
        entry.car_id, max(entry.needs or 1, min(len(staff), 2)), entry.note,
    )  # fmt: skip


def _coded(team: TeamFacts, list_name: str, means: str) -> str:
    """The team's first choice with a meaning; its first of all where it has none."""
    choices = team.choices(list_name)
    fitting = [one.code for one in choices if one.means == means]
    return (fitting or [one.code for one in choices] or [means])[0]


def of_contact(row: ContactRow) -> FormValues:
    """The fields of a contact that exists."""
    local = row.start.astimezone(OSLO)
    return FormValues(
        row.state == "planned", local.date(), None if row.day_only else local.time(), row.minutes,
        row.staff, row.kind, row.place, row.with_whom, row.car_id, row.needs,
        row.short_note or "", row.note or "", row.focus, row.is_group,
    )  # fmt: skip


def new_action(values: FormValues, person_id: str, draft: str) -> Action[str]:
    """The command that registers or plans. Raises :class:`Missing`."""
    common: dict[str, Any] = {
        "person_id": person_id,
        "start": _start(values),
        "minutes": values.minutes,
        "staff_ids": values.staff,
        "kind": values.kind,
        "place": values.place,
        "with_whom": values.with_whom,
        "car_id": values.car_id,
        "needs": values.needs,
        "focus": values.focus,
        "is_group": values.is_group,
        "short_note": values.short_note or None,
        "note": values.note or None,
        "draft": draft,
    }
    if values.planned:
        return PlanContact(day_only=values.at is None, **common)
    return RegisterContact(**common)


def changing_action(values: FormValues, row: ContactRow, draft: str) -> Action[None] | None:
    """The command that changes what differs from the contact, or answers a planned one.

    ``None`` where nothing differs. Raises :class:`Missing`.
    """
    before = of_contact(row)
    if before.planned and not values.planned:
        start = _start(values)
        return CompleteContact(
            row.id, row.version, minutes=values.minutes, short_note=values.short_note or None,
            note=values.note or None, kind=values.kind, place=values.place, start=start,
            staff_ids=values.staff, was_staff=row.staff, focus=values.focus,
            is_group=values.is_group, draft=draft,
        )  # fmt: skip
    changed: dict[str, Any] = {
        name: getattr(values, name)
        for name in (
            "minutes",
            "kind",
            "place",
            "with_whom",
            "car_id",
            "needs",
            "focus",
            "is_group",
        )
        if getattr(values, name) != getattr(before, name)
    }
    for name in ("short_note", "note"):
        if getattr(values, name) != getattr(before, name):
            changed[name] = getattr(values, name) or None
    if (values.day, values.at) != (before.day, before.at):
        changed |= {"start": _start(values), "day_only": values.at is None}
    if values.staff != before.staff:
        changed |= {"staff_ids": values.staff, "was_staff": row.staff}
    return EditContact(row.id, row.version, draft=draft, **changed) if changed else None


def _start(values: FormValues) -> datetime:
    if values.day is None:
        raise Missing("day", _("Write which day."))
    if values.at is None and not values.planned:
        raise Missing("at", _("Write when it began: the true time."))
    return moment(values.day, values.at)


def to_text(line: str, values: FormValues, touched: frozenset[str]) -> str:
    """A draft as text: the quick line, and the fields the user has filled by hand."""
    kept = {name: value for name, value in asdict(values).items() if name in touched}
    return json.dumps({"line": line, "fields": kept}, default=str, ensure_ascii=False)


def from_text(text: str, values: FormValues) -> tuple[str, FormValues, frozenset[str]]:
    """Line, fields and touched fields of a draft; what cannot be read any more is left out."""
    try:
        found = json.loads(text)
        line, fields = str(found["line"]), dict(found["fields"])
        if fields.get("day"):
            fields["day"] = date.fromisoformat(fields["day"])
        if fields.get("at"):
            fields["at"] = time.fromisoformat(fields["at"])
        if "staff" in fields:
            fields["staff"] = tuple(fields["staff"])
        return line, replace(values, **fields), frozenset(fields)
    except (ValueError, KeyError, TypeError):
        return "", values, frozenset()
