"""«My people»: the persons of one coordinator with what is most urgent, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from factdesk.contacts.rules import day_bounds
from factdesk.coordination import queries
from factdesk.coordination.around import Around, sorted_around
from factdesk.coordination.facts import (
    Load,
    MyPeopleFacts,
    PersonLine,
    Reason,
    StripMark,
)
from factdesk.coordination.lines import DISCHARGE_DAYS, Members, person_line
from factdesk.coordination.loads import CoordinatorLoads
from factdesk.coordination.strip import STRIP_DAYS, marks
from factdesk.coordination.urgency import order_of
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.words import sort_key

__all__ = [
    "CoordinatorLoads",
    "Load",
    "MyPeople",
    "MyPeopleFacts",
    "PersonLine",
    "Reason",
    "STRIP_DAYS",
    "StripMark",
]


@dataclass(frozen=True)
class MyPeople(View[MyPeopleFacts]):
    """The persons of a member, the reader's own where none is named. Five statements.

    Those of absent members whose deputy the member is today are with them.
    """

    staff_id: str | None = None

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "access_blocks", "admissions", "consents", "contact_staff",
            "contacts", "crisis_plans", "deputies", "legal_status", "list_items", "next_of_kin",
            "participants", "persons", "plan_goals", "plan_measures", "plan_meetings", "plans",
            "staff", "tasks", "team", "workers",
        }
    )  # fmt: skip
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> MyPeopleFacts:
        """Fill the facts."""
        session, today = reader.session, reader.today
        mine = self.staff_id or reader.actor.id
        staff = session.execute(queries.STAFF, {"reader": mine, "today": today}).all()
        members = {row.id: row for row in staff}
        absent = {row.id: row.deputy_until for row in staff if row.deputy_row is not None}
        absent.pop(mine, None)
        persons = session.execute(
            queries.PERSONS,
            {"coordinators": [mine, *absent], "actor": reader.actor.id, "today": today},
        ).all()
        open_ids = [row.id for row in persons if not row.barred]
        around = _read_around(reader, open_ids, today)
        team = Members(
            {row.id: row.initials for row in staff},
            frozenset(row.id for row in staff if row.valid_to is not None and row.valid_to < today),
        )
        ranked = []
        strip: list[StripMark] = []
        for person in persons:
            own = around[person.id]
            is_deputised = person.coordinator_id != mine
            line = person_line(person, own, team, today, is_deputised=is_deputised)
            ranked.append((order_of(line.reasons), sort_key(line.name), person.id, line))
            if not person.barred:
                strip += marks(person, own, line, today)
        ranked.sort(key=lambda each: each[:3])
        deputised: defaultdict[str, int] = defaultdict(int)
        for person in persons:
            deputised[person.coordinator_id] += 1
        me = members.get(mine)
        return MyPeopleFacts(
            staff_id=mine,
            name=me.name if me is not None else "",
            day=today,
            rows=tuple(line for *_order, line in ranked),
            strip=tuple(sorted(strip, key=lambda mark: (mark.day, mark.text, mark.kind))),
            deputy_for=tuple(
                (
                    staff_id,
                    team.initials[staff_id],
                    members[staff_id].name,
                    until,
                    deputised[staff_id],
                )
                for staff_id, until in absent.items()
            ),
        )


def _read_around(reader: Reader, persons: list[str], today: date) -> defaultdict[str, Around]:
    """What stands around each person. Three statements, none without persons."""
    if not persons:
        return defaultdict(Around)
    midnight, tomorrow = day_bounds(today)
    given: dict[str, Any] = {
        "persons": persons,
        "today": today,
        "since": today - timedelta(days=DISCHARGE_DAYS),
        "midnight": midnight,
        "tomorrow": tomorrow,
    }
    session = reader.session
    return sorted_around(
        session.execute(queries.AROUND, given).all(),
        session.execute(queries.PLANS, given).all(),
        session.execute(queries.CONTACTS, given).all(),
    )
