"""Reading a visit typed in the meeting."""

from __future__ import annotations

from datetime import date

from factdesk.contacts.actions.plan_contact import PlanContact
from factdesk.contacts.quick_entry import read_line
from factdesk.contacts.quick_words import QuickWords
from factdesk.contacts.rules import moment
from factdesk.errors import KnownError
from factdesk.team.views import TeamFacts
from factdesk.words import _


class NotAVisit(KnownError):
    """The line names somebody whom nobody knows."""

    def __init__(self, initials: str) -> None:
        super().__init__(
            _("Nobody here has the initials {initials}.").format(initials=initials),
            _("Nothing was planned; the line is still there. Write initials, a day, a time."),
        )


def visit_words(team: TeamFacts) -> QuickWords:
    """What a visit line of this team may hold."""
    return QuickWords.of(
        kinds=[(one.code, one.means, one.label) for one in team.choices("contact_kind")],
        places=[(one.code, one.means, one.label) for one in team.choices("contact_place")],
        staff=[(one.id, one.initials) for one in team.active],
        cars=[(one.id, one.name, one.plate) for one in team.cars if one.active],
    )


def planned_visit(line: str, person_id: str, team: TeamFacts, today: date) -> PlanContact:
    """The visit a line means, today where it names no day. Raises :class:`NotAVisit`."""
    entry = read_line(line, visit_words(team), today, planned=True)
    if entry.unknown:
        raise NotAVisit(", ".join(entry.unknown))
    day = entry.day or today
    kinds = {one.means: one.code for one in reversed(team.choices("contact_kind"))}
    places = {one.means: one.code for one in reversed(team.choices("contact_place"))}
    kind = entry.kind or kinds.get("face_to_face", "face_to_face")
    return PlanContact(
        person_id,
        moment(day, entry.at),
        day_only=entry.at is None,
        staff_ids=entry.staff,
        minutes=entry.minutes,
        kind=kind,
        place=entry.place or places.get("home", "home"),
        needs=max(entry.needs or 1, 1),
        car_id=entry.car_id,
        short_note=entry.note or None,
    )
