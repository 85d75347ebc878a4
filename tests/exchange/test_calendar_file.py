"""The invitation to a plan meeting, read back as a calendar reads it."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from factdesk.clock import OSLO
from factdesk.exchange.calendar_file import Organiser, file_name, invitation
from factdesk.people.kinds import LanguageForm
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.meeting_rules import MeetingState
from factdesk.plans.meeting_view import AttendanceRow, ItemRow, MeetingFacts

MADE = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
TOVE = Organiser("Tove Kvam", "tove@fjellbygda.example")


def row(kind: PartyKind, name: str, email: str | None) -> AttendanceRow:
    return AttendanceRow("a", 1, Party(kind, name), name, "", email, None, None)


INVITED = (
    AttendanceRow("p", 1, Party(PartyKind.PERSON), "Åse Ødegård", "", None, None, None),
    row(PartyKind.STAFF, "Tove Kvam", "tove@fjellbygda.example"),
    row(PartyKind.SERVICE, "Kari Moe", "kari@nav.example"),
    row(PartyKind.NEXT_OF_KIN, "Inga Ødegård", "inga@post.example"),
    row(PartyKind.SERVICE, "Legekontoret", None),
)


def meeting(start=datetime(2026, 12, 1, 9, tzinfo=OSLO), **fields) -> MeetingFacts:
    values = {
        "id": "0" * 31 + "7",
        "version": 3,
        "person_id": "p",
        "name": "Åse Ødegård",
        "initials": "ÅØ",
        "language": LanguageForm.BOKMAL,
        "start": start.astimezone(UTC),
        "minutes": 60,
        "place": "Helsehuset, rom 2; 1. etasje",
        "began_at": None,
        "ended_at": None,
        "cancelled_at": None,
        "state": MeetingState.PLANNED,
        "summary": None,
        "items": (ItemRow("i", 1, 0, "Mål: Slutte med hasj", None, None),),
        "attendance": INVITED,
        "changes": (),
        "next": None,
    }
    return MeetingFacts(**(values | fields))


def read(content: bytes):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.events
    return calendar, event


def test_a_calendar_reads_the_meeting_back():
    calendar, event = read(invitation(meeting(), TOVE, MADE))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert (event["UID"], event["SEQUENCE"]) == ("0" * 31 + "7", 3)
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 9, tzinfo=OSLO)
    assert event["DURATION"].dt == timedelta(hours=1)
    assert event["LOCATION"] == "Helsehuset, rom 2; 1. etasje"
    assert event["DTSTAMP"].dt == MADE


def test_only_those_with_an_address_are_in_it():
    _calendar, event = read(invitation(meeting(), TOVE, MADE))
    assert [str(one) for one in event["ATTENDEE"]] == [
        "mailto:tove@fjellbygda.example",
        "mailto:kari@nav.example",
        "mailto:inga@post.example",
    ]
    assert event["ORGANIZER"] == "mailto:tove@fjellbygda.example"
    assert event["ATTENDEE"][1].params["CN"] == "Kari Moe"
    assert "CN" not in event["ATTENDEE"][2].params


def test_it_names_no_person_and_nothing_of_the_agenda():
    content = invitation(meeting(), TOVE, MADE).decode().replace("\r\n ", "")
    for secret in ("Åse", "Ødegård", "hasj", "Mål"):
        assert secret not in content
    assert "SUMMARY:Plan meeting ÅØ" in content
    assert file_name(meeting()) == "plan-meeting-2026-12-01.ics"


def test_in_bokmal(bokmal):
    _calendar, event = read(invitation(meeting(), TOVE, MADE))
    assert event["SUMMARY"] == "Planmøte ÅØ"


@pytest.mark.parametrize(
    ("organiser", "invited"), [(Organiser("Tove Kvam", None), INVITED), (TOVE, INVITED[:1])]
)
def test_who_cannot_be_answered_asks_for_no_answer(organiser, invited):
    calendar, event = read(invitation(meeting(attendance=invited), organiser, MADE))
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event


def test_a_meeting_called_off_takes_itself_out():
    off = meeting(state=MeetingState.CALLED_OFF, cancelled_at=MADE, version=4)
    calendar, event = read(invitation(off, TOVE, MADE))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (event["UID"], event["SEQUENCE"]) == (meeting().id, 4)


@pytest.mark.parametrize(
    ("start", "offset"),
    [
        (datetime(2026, 10, 24, 9, tzinfo=OSLO), 2),
        (datetime(2026, 10, 26, 9, tzinfo=OSLO), 1),
        (datetime(2027, 3, 27, 9, tzinfo=OSLO), 1),
        (datetime(2027, 3, 29, 9, tzinfo=OSLO), 2),
    ],
)
def test_the_zone_is_written_out_around_the_nights_the_clock_is_set(start, offset):
    content = invitation(meeting(start), TOVE, MADE)
    calendar, event = read(content)
    assert "TZID=Europe/Oslo" in content.decode()
    (zone,) = calendar.timezones
    # As a reader that only knows what stands in the file.
    assert event["DTSTART"].dt.replace(tzinfo=None) == start.replace(tzinfo=None)
    moment = start.replace(tzinfo=None)
    assert zone.to_tz().utcoffset(moment) == timedelta(hours=offset)


def test_a_meeting_over_the_night_the_clock_is_set_is_as_long_as_planned():
    start = datetime(2026, 10, 25, 1, 30, tzinfo=OSLO)
    _calendar, event = read(invitation(meeting(start, minutes=120), TOVE, MADE))
    assert event["DTSTART"].dt.astimezone(UTC) == start.astimezone(UTC)
    assert event["DURATION"].dt == timedelta(hours=2)


def test_the_same_meeting_gives_the_same_bytes():
    assert invitation(meeting(), TOVE, MADE) == invitation(meeting(), TOVE, MADE)
