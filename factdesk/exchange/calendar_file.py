"""The invitation to a plan meeting as an iCalendar file (RFC 5545 and 5546).

A calendar is read by many and lies in plaintext: the file names no person but by initials, and
says nothing about health.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from factdesk.clock import OSLO
from factdesk.plans.kinds import PartyKind
from factdesk.plans.meeting_rules import MeetingState
from factdesk.plans.meeting_view import AttendanceRow, MeetingFacts
from factdesk.words import _

_PRODUCT = "-//FACTdesk//Plan meetings//EN"


@dataclass(frozen=True)
class Organiser:
    """Who invites. Without an e-mail address nobody can answer, so the meeting is only told."""

    name: str
    email: str | None


def invitation(meeting: MeetingFacts, organiser: Organiser, made_at: datetime) -> bytes:
    """The meeting for a calendar, in the language that holds; ``made_at`` is when it is made.

    A file made later replaces an earlier one, because the id stays and the sequence is the
    meeting's version. A meeting that was called off takes itself out of the calendars.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method_of(meeting, organiser))
    calendar.add_component(_event(meeting, organiser, made_at))
    # The years of the zone's rules are written out: a reader may know of no Europe/Oslo.
    calendar.add_missing_timezones(
        first_date=(meeting.start - timedelta(days=366)).date(),
        last_date=(meeting.start + timedelta(days=732)).date(),
    )
    content: bytes = calendar.to_ical()
    return content


def method_of(meeting: MeetingFacts, organiser: Organiser) -> str:
    """What a calendar shall do with the file: take it out, ask for an answer, or show it."""
    if meeting.state is MeetingState.CALLED_OFF:
        return "CANCEL"
    return "REQUEST" if organiser.email and mailed(meeting) else "PUBLISH"


def mailed(meeting: MeetingFacts) -> tuple[AttendanceRow, ...]:
    """Those invited whose e-mail address is known; only they stand in the file."""
    return tuple(row for row in meeting.attendance if row.email)


def file_name(meeting: MeetingFacts) -> str:
    """«plan-meeting-2026-12-01.ics»: it names nobody."""
    return f"plan-meeting-{meeting.start.astimezone(OSLO):%Y-%m-%d}.ics"


def _event(meeting: MeetingFacts, organiser: Organiser, made_at: datetime) -> Event:
    start = meeting.start.astimezone(OSLO)
    off = meeting.state is MeetingState.CALLED_OFF
    event = Event()
    event.add("uid", meeting.id)
    event.add("sequence", meeting.version)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", start)
    # Not an end by the clock on the wall, which is there twice in the night it is set back.
    event.add("duration", timedelta(minutes=meeting.minutes))
    event.add("summary", _("Plan meeting {initials}").format(initials=meeting.initials).strip())
    event.add("description", _("You are invited to a meeting. The organiser knows more."))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("class", "PRIVATE")
    if meeting.place:
        event.add("location", meeting.place)
    if organiser.email:
        event.add("organizer", _address(organiser.email, organiser.name))
        for row in mailed(meeting):
            event.add("attendee", _attendee(row, organiser, off=off), encode=False)
    return event


def _attendee(row: AttendanceRow, organiser: Organiser, *, off: bool) -> vCalAddress:
    """An address; next of kin stand without their name, which may be the person's."""
    own = row.party.kind in (PartyKind.STAFF, PartyKind.SERVICE)
    address = _address(row.email or "", row.name if own else "")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    invites = (row.email or "").casefold() == (organiser.email or "").casefold()
    address.params["PARTSTAT"] = vText("ACCEPTED" if invites else "NEEDS-ACTION")
    if not invites and not off:
        address.params["RSVP"] = vText("TRUE")
    return address


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address
