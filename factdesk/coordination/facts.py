"""What the coordinator's view shows, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

#: How a person stands, the most urgent first.
Level = Literal["red", "yellow", "blue", "green"]
#: What a mark on the strip stands for.
MarkKind = Literal["review", "consent", "legal", "birthday", "crisis", "meeting"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person needs something: the heavier, the further up; ``text`` says it in words."""

    code: str
    weight: int
    text: str


@dataclass(frozen=True)
class PersonLine:
    """One person in «My people». ``reasons`` are the most urgent first, empty when all is well.

    A record blocked for the reader gives name, coordinator and ``is_reduced`` only; its level is
    no judgement. ``where`` is
    where the person stays when not at home, or since when at home again. ``points_met`` are the
    nine points in order, ``None`` without a plan here. ``contact_every_days`` is what was agreed
    with the person, or the team's own.
    """

    person_id: str
    version: int
    name: str
    first_name: str
    age: int | None
    municipality: str
    where: str
    coordinator_id: str | None
    coordinator: str
    is_deputised: bool
    is_reduced: bool
    level: Level
    reasons: tuple[Reason, ...]
    points_met: tuple[bool, ...] | None
    plan_state: str
    plan_on: date | None
    review_on: date | None
    crisis_plan_on: date | None
    crisis_old: bool
    consents: str
    last_contact: tuple[datetime, str] | None
    next_contact: tuple[datetime, bool, str] | None
    contact_every_days: int
    specialist_seen_on: date | None
    open_tasks: int
    next_task: str | None
    legal: str


@dataclass(frozen=True, slots=True)
class StripMark:
    """A date of a person within the days that the strip shows; ``text`` is the person's name."""

    day: date
    kind: MarkKind
    person_id: str
    text: str


@dataclass(frozen=True)
class MyPeopleFacts:
    """A coordinator's persons on a day, the most urgent first.

    ``deputy_for`` are absent members as (id, initials, name, last day, how many persons).
    """

    staff_id: str
    name: str
    day: date
    rows: tuple[PersonLine, ...]
    strip: tuple[StripMark, ...]
    deputy_for: tuple[tuple[str, str, str, date | None, int], ...]


@dataclass(frozen=True)
class Load:
    """What one coordinator carries; ``staff_id`` is empty for persons without a coordinator.

    Persons are those assessed or enrolled. ``urgent`` counts those with a late review, a legal date
    or far from the contact that was agreed; ``deputy`` says who stands in today. ``fte_percent``
    is the share of a full post.
    """

    staff_id: str
    initials: str
    name: str
    persons: int
    on_board: int
    due_reviews: int
    without_plan: int
    urgent: int
    fte_percent: float
    deputy: str | None
