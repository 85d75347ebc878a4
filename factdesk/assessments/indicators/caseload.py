"""Who the team follows on a day, and over a stretch of days, from the dates of the persons.

A case is open from the day of enrolment until the day it is closed: on that day the person is no
longer on the caseload, but has been within a stretch that begins with it. A person who is enrolled
without a date (from an imported list) is counted from the beginning: nobody knows when.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from factdesk.people.kinds import Stage
from factdesk.people.tables import Person


def on_caseload(day: date) -> ColumnElement[bool]:
    """Whether a person is on the caseload when a day is over."""
    return on_caseload_at(day)


def on_caseload_at(day: Any) -> ColumnElement[bool]:
    """The same of a day that is a column of the statement."""
    return and_(
        or_(Person.enrolled_on <= day, without_date()),
        or_(Person.closed_on.is_(None), Person.closed_on > day),
    )


def on_caseload_between(first: Any, last: Any) -> ColumnElement[bool]:
    """Whether a person is on the caseload on any of the days, both counted; days or columns."""
    return and_(
        or_(Person.enrolled_on <= last, without_date()),
        or_(Person.closed_on.is_(None), Person.closed_on >= first),
    )


def without_date() -> ColumnElement[bool]:
    """Whether a person is enrolled and nobody has said since when."""
    return and_(Person.enrolled_on.is_(None), Person.stage == Stage.ENROLLED)
