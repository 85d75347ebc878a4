"""What every coordinator carries, for whoever leads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import and_, exists, func, literal, or_, select

from factdesk.board.tables import BoardEpisode
from factdesk.clock import OSLO
from factdesk.contacts.tables import Contact, ContactState, WithWhom
from factdesk.coordination.facts import Load
from factdesk.coordination.queries import covering
from factdesk.people.kinds import Stage
from factdesk.people.tables import LegalStatus, Person
from factdesk.plans.tables import IndividualPlan
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.tables import Deputy, ListItem, Staff, Team
from factdesk.words import _, format_date


@dataclass(frozen=True)
class CoordinatorLoads(View[tuple[Load, ...]]):
    """The load of everybody who coordinates somebody or may, and of nobody. Three statements.

    The heaviest first; persons without a coordinator before all, where there are any.
    """

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "board_episodes", "contacts", "deputies", "legal_status", "list_items", "persons",
            "plans", "staff", "team",
        }
    )  # fmt: skip
    right: ClassVar[str | None] = Right.HAND_OVER

    def read(self, reader: Reader) -> tuple[Load, ...]:
        """Count."""
        session, today = reader.session, reader.today
        persons = session.execute(_persons(today, reader.now)).all()
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


def _persons(today: date, now: datetime) -> Any:
    """Everybody who is enrolled, with what is counted of them."""
    no_show = select(ListItem.code).where(
        ListItem.list_name == "contact_kind", ListItem.means == "did_not_come"
    )
    seen = (
        select(func.max(Contact.start))
        .where(
            Contact.person_id == Person.id,
            Contact.state == ContactState.DONE,
            Contact.start <= now,
            Contact.with_whom == WithWhom.PERSON,
            Contact.kind.not_in(no_show),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    on_board = exists().where(
        BoardEpisode.person_id == Person.id, BoardEpisode.removed_at.is_(None)
    )
    notice = Team.legal_notice_days
    legal = (
        select(func.min(func.coalesce(LegalStatus.control_on, LegalStatus.expires_on)))
        .where(
            LegalStatus.person_id == Person.id,
            or_(LegalStatus.ended_on.is_(None), LegalStatus.ended_on > today),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        select(
            Person.coordinator_id,
            Person.enrolled_on,
            Person.plan_on,
            func.coalesce(IndividualPlan.review_on, Person.plan_review_on).label("review_on"),
            IndividualPlan.id.label("plan_id"),
            func.coalesce(Person.contact_every_days, Team.contact_due_days).label("every"),
            on_board.label("on_board"),
            seen.label("seen"),
            legal.label("legal_on"),
            notice.label("notice"),
        )
        .select_from(Person)
        .join(Team, literal(True))
        .outerjoin(
            IndividualPlan,
            and_(IndividualPlan.person_id == Person.id, IndividualPlan.ended_on.is_(None)),
        )
        .where(Person.stage.in_((Stage.ENROLLED, Stage.ASSESSED)))
    )


def _counts(row: Any, today: date) -> dict[str, int]:
    """What one person adds to each count."""
    late = row.review_on is not None and row.review_on < today
    unseen = row.seen is None or (
        today - row.seen.astimezone(OSLO).date() > timedelta(days=2 * row.every)
    )
    legal = row.legal_on is not None and (row.legal_on - today).days <= row.notice
    return {
        "persons": 1,
        "on_board": int(row.on_board),
        "due_reviews": int(late),
        "without_plan": int(row.plan_id is None and row.plan_on is None),
        "urgent": int(late or legal or (unseen and row.enrolled_on is not None)),
    }


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
