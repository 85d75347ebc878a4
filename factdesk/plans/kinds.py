"""The kinds that parts of plans can be of, with their words; the screen's door to the enums."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from factdesk.words import pgettext


class GoalStatus(enum.StrEnum):
    """Where a goal is."""

    ACTIVE = "active"
    REACHED = "reached"
    PUT_AWAY = "put_away"


class MeasureStatus(enum.StrEnum):
    """Where a measure is."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    STOPPED = "stopped"


class PlanKind(enum.StrEnum):
    """Which of a person's plans a version is of."""

    INDIVIDUAL = "individual"
    CRISIS = "crisis"


class PartyKind(enum.StrEnum):
    """Who somebody around a plan is."""

    PERSON = "person"
    STAFF = "staff"
    SERVICE = "service"
    NEXT_OF_KIN = "next_of_kin"


class Attended(enum.StrEnum):
    """How somebody took part in a plan meeting."""

    HERE = "here"
    VIDEO = "video"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody around a plan: the person, a member, a service, a next of kin.

    ``id`` is that row's id in ``staff``, ``participants`` or ``next_of_kin``, and ``None`` for the
    person.
    """

    kind: PartyKind
    id: str | None = None


#: How far a goal has come, as the person sees it: steps 0 to 4.
STEPS = (0, 1, 2, 3, 4)


def step_word(step: int) -> str:
    """A step of progress in words."""
    return (
        pgettext("progress", "Not begun"),
        pgettext("progress", "Begun"),
        pgettext("progress", "Half way"),
        pgettext("progress", "Nearly there"),
        pgettext("progress", "Reached"),
    )[step]


def goal_word(status: GoalStatus) -> str:
    """The status of a goal in words."""
    return {
        GoalStatus.ACTIVE: pgettext("goal", "Working on it"),
        GoalStatus.REACHED: pgettext("goal", "Reached"),
        GoalStatus.PUT_AWAY: pgettext("goal", "Put away"),
    }[status]


def measure_word(status: MeasureStatus) -> str:
    """The status of a measure in words."""
    return {
        MeasureStatus.PLANNED: pgettext("measure", "Planned"),
        MeasureStatus.ONGOING: pgettext("measure", "Under way"),
        MeasureStatus.DONE: pgettext("measure", "Done"),
        MeasureStatus.STOPPED: pgettext("measure", "Stopped"),
    }[status]


def attended_word(attended: Attended) -> str:
    """How somebody took part, in words."""
    return {
        Attended.HERE: pgettext("attendance", "There"),
        Attended.VIDEO: pgettext("attendance", "On video"),
        Attended.ABSENT: pgettext("attendance", "Not there"),
    }[attended]
