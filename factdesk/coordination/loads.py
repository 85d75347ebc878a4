"""What every coordinator carries, for whoever leads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import and_, exists, func, literal, or_, select

from factdesk.board.rules import norwegian_day
from factdesk.board.tables import BoardEpisode
from factdesk.contacts.rules import day_bounds
from factdesk.contacts.tables import Contact, ContactState, WithWhom
from factdesk.coordination.facts import Load
from factdesk.coordination.queries import codes, covering
from factdesk.coordination.urgency import MUCH_TOO_LONG
from factdesk.people.kinds import Stage
from factdesk.people.tables import Admission, LegalStatus, Person
from factdesk.plans.tables import IndividualPlan
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.tables import Deputy, Staff, Team
from factdesk.words import _, format_date


@dataclass(frozen=True)
class CoordinatorLoads(View[tuple[Load, ...]]):
    """The load of everybody who coordinates somebody or may, and of nobody. Three statements.

    The heaviest first; persons without a coordinator before all, where there are any.
    """

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "admissions", "board_episodes", "contacts", "deputies", "legal_status", "list_items",
            "persons", "plans", "staff", "team",
        }
    )  # fmt: skip
    right: ClassVar[str | None] = Right.HAND_OVER

    def read(self, reader: Reader) -> tuple[Load, ...]:
        """Count."""
        session, today = reader.session, reader.today
        persons = session.execute(_persons(today)).all()
        deputies: defaultdict[str, list[Any]] = defaultdict(list)
        stands_in = select(Deputy.staff_id, Deputy.valid_to, Staff.initials).join(
            Staff, Staff.id == Deputy.deputy_id
        )
        for row in session.execute(
            stands_in.where(covering(Deputy.valid_from, Deputy.valid_to, today))
        ):
            deputies[row.staff_id].append(row)
        counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in persons:
            counted[row.coordinator_id or ""].update(_counts(row, today))
        loads = []
        members = session.execute(
            select(
                Staff.id,
                Staff.initials,
                Staff.name,
                Staff.fte_percent,
                Staff.valid_from,
                Staff.valid_to,
            )
        ).all()
        for member in members:
            count = counted[member.id]
            is_active = _covers(member, today)
            if not count["persons"] and not is_active:
                continue
            loads.append(_load(member, count, deputies[member.id]))
        loads.sort(key=lambda load: (-load.persons, load.initials))
        nobody = counted[""]
        if nobody["persons"]:
            loads.insert(
                0, Load("", "", _("No coordinator"), **_named(nobody), fte_percent=0.0, deputy=None)
            )
        return tuple(loads)


def _persons(today: date) -> Any:
    """Everybody who is assessed or enrolled, with what is counted of them."""
    seen = (
        select(Contact.start)
        .where(
            Contact.person_id == Person.id,
            Contact.state == ContactState.DONE,
            Contact.start < day_bounds(today)[1],
            Contact.with_whom == WithWhom.PERSON,
            Contact.kind.not_in(codes("contact_kind", "did_not_come")),
        )
        .order_by(Contact.start.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    on_board = exists().where(
        BoardEpisode.person_id == Person.id, BoardEpisode.removed_at.is_(None)
    )
    is_away = exists().where(
        Admission.person_id == Person.id,
        Admission.admitted_on <= today,
        Admission.discharged_on.is_(None),
    )
    return (
        select(
            Person.coordinator_id,
            Person.enrolled_on,
            (Person.stage == Stage.ENROLLED).label("is_enrolled"),
            Person.plan_on,
            Person.plan_review_on,
            IndividualPlan.id.label("plan_id"),
            IndividualPlan.review_on,
            func.coalesce(Person.contact_every_days, Team.contact_due_days).label("every"),
            on_board.label("on_board"),
            is_away.label("is_away"),
            seen.label("seen"),
            _first_legal(LegalStatus.control_on, today).label("control_on"),
            _first_legal(LegalStatus.expires_on, today).label("expires_on"),
            Team.legal_notice_days,
        )
        .select_from(Person)
        .join(Team, literal(True))
        .outerjoin(
            IndividualPlan,
            and_(IndividualPlan.person_id == Person.id, IndividualPlan.ended_on.is_(None)),
        )
        .where(Person.stage.in_((Stage.ENROLLED, Stage.ASSESSED)))
    )


def _first_legal(column: Any, today: date) -> Any:
    """The first date of the decisions in force, past ones too."""
    return (
        select(func.min(column))
        .where(
            LegalStatus.person_id == Person.id,
            LegalStatus.decided_on <= today,
            or_(LegalStatus.ended_on.is_(None), LegalStatus.ended_on > today),
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _counts(row: Any, today: date) -> dict[str, int]:
    """What one person adds to each count; who is assessed need not have a plan or contact yet."""
    review_on = row.plan_review_on if row.plan_id is None else row.review_on
    late = row.is_enrolled and review_on is not None and review_on < today
    legal = any(
        day is not None and (day - today).days <= row.legal_notice_days
        for day in (row.control_on, row.expires_on)
    )
    has_plan = row.plan_id is not None or row.plan_on is not None
    return {
        "persons": 1,
        "on_board": int(row.on_board),
        "due_reviews": int(late),
        "without_plan": int(row.is_enrolled and not has_plan),
        "urgent": int(late or legal or (row.is_enrolled and _is_unseen(row, today))),
    }


def _is_unseen(row: Any, today: date) -> bool:
    """Whether the last contact is much too long ago, as «My people» has it."""
    if row.is_away:
        return False
    if row.seen is None:
        return row.enrolled_on is not None and (today - row.enrolled_on).days > row.every
    return bool((today - norwegian_day(row.seen)).days >= MUCH_TOO_LONG * row.every)


def _named(count: Counter[str]) -> dict[str, int]:
    names = ("persons", "on_board", "due_reviews", "without_plan", "urgent")
    return {name: count[name] for name in names}


def _covers(member: Any, day: date) -> bool:
    return (member.valid_from is None or member.valid_from <= day) and (
        member.valid_to is None or day <= member.valid_to
    )


def _load(member: Any, count: Counter[str], deputies: list[Any]) -> Load:
    return Load(
        member.id,
        member.initials,
        member.name,
        **_named(count),
        fte_percent=float(member.fte_percent),
        deputy=_deputy_words(deputies),
    )


def _deputy_words(deputies: list[Any]) -> str | None:
    """«TK until 27 Nov»."""
    if not deputies:
        return None
    row = deputies[0]
    if row.valid_to is None:
        return str(row.initials)
    text = _("{initials} until {day}")
    return text.format(initials=row.initials, day=format_date(row.valid_to, "short"))
