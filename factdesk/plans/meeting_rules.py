"""Rules of plan meetings: where one is, how long it may be, when it ended. Plain values only."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from typing import Protocol

from factdesk.contacts.rules import day_of
from factdesk.words import pgettext

#: The longest a meeting may be planned for, in minutes.
MOST_MINUTES = 600
#: How many signs of a goal or a measure stand in a heading of the agenda.
HEADING_SIGNS = 100


class MeetingState(enum.StrEnum):
    """Where a plan meeting is."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CALLED_OFF = "called_off"


class Held(Protocol):
    """What decides where a meeting is: a row of the store or a copy of one."""

    @property
    def began_at(self) -> datetime | None:
        """When it began."""

    @property
    def ended_at(self) -> datetime | None:
        """When it ended."""

    @property
    def cancelled_at(self) -> datetime | None:
        """When it was called off."""


def meeting_state(meeting: Held) -> MeetingState:
    """Where a meeting is."""
    if meeting.cancelled_at is not None:
        return MeetingState.CALLED_OFF
    if meeting.ended_at is not None:
        return MeetingState.ENDED
    return MeetingState.PLANNED if meeting.began_at is None else MeetingState.RUNNING


def meeting_word(state: MeetingState) -> str:
    """Where a meeting is, in words."""
    return {
        MeetingState.PLANNED: pgettext("plan meeting", "Planned"),
        MeetingState.RUNNING: pgettext("plan meeting", "Being held"),
        MeetingState.ENDED: pgettext("plan meeting", "Held"),
        MeetingState.CALLED_OFF: pgettext("plan meeting", "Called off"),
    }[state]


def length_is_possible(minutes: int) -> bool:
    """Whether a meeting can be planned for so many minutes."""
    return 0 < minutes <= MOST_MINUTES


def end_time(began_at: datetime, minutes: int, now: datetime) -> datetime:
    """When a meeting that is ended now is said to have ended.

    One that began on an earlier day was written down afterwards, or left open: it ended when it
    was planned to.
    """
    if day_of(began_at) < day_of(now):
        return min(now, began_at + timedelta(minutes=minutes))
    return now
