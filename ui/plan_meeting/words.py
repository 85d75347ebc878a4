"""What the screens of plan meetings say of a meeting, and its times as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from factdesk.clock import OSLO
from factdesk.contacts.rules import day_of, moment
from factdesk.errors import KnownError
from factdesk.plans.kinds import Attended, attended_word
from factdesk.plans.meeting_changes import Change
from factdesk.plans.meeting_view import AttendanceRow, MeetingFacts, PlanMeetingRow
from factdesk.words import _, format_date, format_time, ngettext
from ui.widgets.date_fields import DateField, TimeField


def when_words(start: datetime, minutes: int) -> str:
    """«Monday 23 November 2026, 09:00 · 60 minutes»."""
    length = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    day = start.astimezone(OSLO)
    year = f"{format_date(day.date(), 'day')} {day.year}"
    return f"{year}, {format_time(start)} · {length}"


def begun(words: str) -> str:
    """Words as they begin a line: with a capital."""
    return words[:1].upper() + words[1:]


def title_of(meeting: MeetingFacts | PlanMeetingRow) -> str:
    """«Plan meeting 23 November 2026»."""
    day = day_of(meeting.began_at or meeting.start)
    return _("Plan meeting {date}").format(date=format_date(day, "medium"))


def change_words(change: Change) -> str:
    """«09:12 TK · New goal: «…»»."""
    who = f"{format_time(change.at)} {change.initials}".strip()
    return f"{who} · {change.what}"


def people_words(rows: Sequence[AttendanceRow], attended: Attended | None) -> str:
    """«There: Tove Kvam (Coordinator), Inga (Mother)»; empty for nobody."""
    found = [row for row in rows if row.attended is attended]
    if not found:
        return ""
    names = ", ".join(f"{row.name} ({row.role})" if row.role else row.name for row in found)
    word = _("Invited") if attended is None else attended_word(attended)
    return f"{word}: {names}"


def typed_moment(day: DateField, at: TimeField) -> datetime | None:
    """The moment of a date and a time; ``None`` where both are empty. Raises KnownError."""
    chosen: date | None = day.value
    clock: time | None = at.value
    if chosen is None and clock is None:
        return None
    if chosen is None or clock is None:
        raise KnownError(
            _("A meeting needs both a date and a time."),
            _("Nothing was saved. Fill in the one that is missing."),
        )
    return moment(chosen, clock)
