"""The dates of the coming days: reviews, consents, legal dates, birthdays, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from factdesk.clock import OSLO
from factdesk.coordination.around import Around
from factdesk.coordination.facts import MarkKind, PersonLine, StripMark
from factdesk.coordination.points import consents_of
from factdesk.people.consents import holds_to, standing
from factdesk.people.rules import next_turning

#: How many days ahead the strip reaches.
STRIP_DAYS = 90


def marks(person: Any, around: Around, line: PersonLine, day: date) -> list[StripMark]:
    """The marks of one person, from today through the last day of the strip."""
    last = day + timedelta(days=STRIP_DAYS)
    found = {
        StripMark(on, kind, person.id, line.first_name)
        for kind, on in _dates(person, around, line, day)
        if on is not None and day <= on <= last
    }
    return list(found)


def _dates(
    person: Any, around: Around, line: PersonLine, day: date
) -> Iterator[tuple[MarkKind, date | None]]:
    yield "review", line.review_on
    yield "crisis", person.crisis_review_on
    for terms in consents_of(around, day).values():
        found = standing(terms, person.birth_date, day, person.consent_notice_days)
        if found.row is not None and found.holds:
            yield "consent", holds_to(found.row, person.birth_date)
    for legal in around.parts["legal"]:
        yield "legal", legal.first_on
        yield "legal", legal.second_on
    turning = next_turning(person.birth_date, day, STRIP_DAYS)
    if turning is not None:
        yield "birthday", turning.on
    for meeting in around.parts["meeting"]:
        yield "meeting", meeting.start.astimezone(OSLO).date()
