"""A visit typed in a hurry on the board or in the meeting: «10:00 MH + EØ hjemme», «i morgen TK».

The same words as for a contact (:mod:`factdesk.contacts.quick_entry`), with three differences: a
visit is to come, so a bare number before the initials is an hour and no length; ``>`` is tomorrow;
and what looks like initials or a time but is none is refused, so that nobody believes a visit is
planned with somebody who was never asked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from typing import Final

from factdesk.contacts.actions.plan_contact import PlanContact
from factdesk.contacts.quick_entry import QuickEntry, read_line
from factdesk.contacts.quick_words import QuickWords
from factdesk.contacts.rules import moment
from factdesk.contacts.tables import WithWhom
from factdesk.errors import KnownError
from factdesk.team.views import TeamFacts
from factdesk.words import _

#: A rest of the line that was no note: «xx», «+ xx», «25:00 mh».
_NO_NOTE: Final = re.compile(r"[+&/,;].*|\d.*|\w{2,4}", re.DOTALL)
_HOUR: Final = re.compile(r"\d{1,2}")


class NotAVisit(KnownError):
    """The line names somebody whom nobody knows, or a time that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“{text}” is neither a colleague's initials nor a time.").format(text=text),
            _("Nothing was planned; the line is still there. Put - before a note."),
        )
        self.text = text


class UnknownInitials(KnownError):
    """Initials that nobody in the team has."""

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


def read_visit_line(line: str, words: QuickWords, today: date) -> QuickEntry:
    """Read a line as a visit to come. Raises :class:`UnknownInitials`, :class:`NotAVisit`."""
    text = line.strip()
    if text.startswith(">"):
        text = f"tomorrow {text[1:]}"
    entry = read_line(text, words, today, planned=True)
    if entry.unknown:
        raise UnknownInitials(", ".join(entry.unknown))
    is_marked = any(piece.field == "mark" for piece in entry.pieces)
    if not is_marked and _NO_NOTE.fullmatch(entry.note):
        initials = entry.note.strip("+&/,; ")
        if re.fullmatch(r"[^\W\d]{2,4}", initials):
            raise UnknownInitials(initials)
        raise NotAVisit(entry.note)
    return _with_hour(entry)


def _with_hour(entry: QuickEntry) -> QuickEntry:
    """«9 MH» is nine o'clock; «MH 30» is half an hour."""
    first = next((piece for piece in entry.pieces if piece.field != "day"), None)
    if first is None or first.field != "minutes" or entry.at is not None:
        return entry
    if not _HOUR.fullmatch(first.text) or int(first.text) > 23:
        return entry
    return replace(entry, at=time(int(first.text)), minutes=None)


def plan_of(entry: QuickEntry, person_id: str, team: TeamFacts, today: date) -> PlanContact:
    """The visit an entry means: today where it names no day, face to face at home."""
    kinds = {one.means: one.code for one in reversed(team.choices("contact_kind"))}
    places = {one.means: one.code for one in reversed(team.choices("contact_place"))}
    return PlanContact(
        person_id,
        moment(entry.day or today, entry.at),
        day_only=entry.at is None,
        staff_ids=entry.staff,
        minutes=entry.minutes,
        kind=entry.kind or kinds.get("face_to_face", "face_to_face"),
        place=entry.place or places.get("home", "home"),
        with_whom=WithWhom(entry.with_whom) if entry.with_whom else WithWhom.PERSON,
        needs=max(entry.needs or 1, 1),
        car_id=entry.car_id,
        short_note=entry.note or None,
    )


def planned_visit(line: str, person_id: str, team: TeamFacts, today: date) -> PlanContact:
    """The visit a line means. Raises as :func:`read_visit_line`."""
    return plan_of(read_visit_line(line, visit_words(team), today), person_id, team, today)
