"""What the meeting needs to know about the person it talks about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from factdesk.board.meeting_seen import Seen, read_seen
from factdesk.board.meeting_views import category_name, full_name
from factdesk.board.rules import days_on_board, months_since, norwegian_day
from factdesk.board.tables import BoardCategory, BoardEpisode, Level, MeetingItem, Task
from factdesk.contacts.rules import day_bounds
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.people.access import blocked_for
from factdesk.people.care_group import KinTold, kin_told
from factdesk.people.kinds import Stage
from factdesk.people.rules import age_on, limits_apply
from factdesk.people.tables import (
    Admission,
    InformationLimit,
    LegalStatus,
    Person,
    VisitWarning,
)
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import Staff, Team


@dataclass(frozen=True)
class OnTheBoard:
    """The person's open episode."""

    id: str
    version: int
    category_id: str
    category: str
    level: Level
    reason: str
    agreed: str
    days: int
    next_check_on: date | None


@dataclass(frozen=True)
class CrisisPlan:
    """The crisis plan's date and age; ``is_old`` where the team's interval has passed."""

    on: date | None
    months: int | None
    is_old: bool


@dataclass(frozen=True)
class WarningFact:
    """A warning before a visit; ``kind`` is a code of the team's list."""

    kind: str
    text: str | None
    review_on: date
    is_due: bool


@dataclass(frozen=True)
class LegalFact:
    """A legal decision with the nearest of its dates; ``days`` until it, ``None`` without one."""

    kind: str
    next_on: date | None
    is_control: bool
    days: int | None
    is_near: bool


@dataclass(frozen=True)
class VisitFact:
    """A planned contact; ``staff`` are initials, ``staff_ids`` the members."""

    id: str
    version: int
    start: datetime
    day: date
    day_only: bool
    staff: tuple[str, ...]
    staff_ids: tuple[str, ...]
    needs: int
    note: str | None


@dataclass(frozen=True)
class TaskFact:
    """An open task; ``owner`` are initials."""

    id: str
    version: int
    text: str
    owner: str
    due_on: date | None
    is_late: bool
    meeting_id: str | None


@dataclass(frozen=True)
class PersonInMeeting:
    """The facts about one person on the agenda.

    Free texts, legal status, relatives, visits' notes and tasks are empty for a reader who may not
    open the person's record (``is_reduced``); that there are warnings is never hidden.
    """

    item_id: str
    person_id: str
    name: str
    given_name: str
    age: int | None
    place: str
    is_away_from_home: bool
    stage: Stage
    referred_on: date | None
    referral_source: str | None
    referral_reason: str | None
    coordinator: str
    clinician: str
    children_under_18: int | None
    on_board: OnTheBoard | None
    seen: Seen
    crisis_plan: CrisisPlan
    warnings: tuple[WarningFact, ...]
    legal: tuple[LegalFact, ...]
    kin: tuple[KinTold, ...]
    limits: int
    visits: tuple[VisitFact, ...]
    tasks: tuple[TaskFact, ...]
    is_reduced: bool = False

    def reduced(self) -> PersonInMeeting:
        """The same without what belongs to the record."""
        on_board = self.on_board
        return replace(
            self,
            place="",
            is_away_from_home=False,
            referral_reason=None,
            children_under_18=None,
            on_board=None if on_board is None else replace(on_board, reason="", agreed=""),
            crisis_plan=CrisisPlan(None, None, False),
            warnings=tuple(replace(warning, text=None) for warning in self.warnings),
            legal=(),
            kin=(),
            limits=0,
            visits=tuple(replace(visit, note=None) for visit in self.visits),
            tasks=(),
            is_reduced=True,
        )


@dataclass(frozen=True)
class MeetingPerson(View[PersonInMeeting]):
    """The person of one item. Thirteen small statements on indexed columns. ``Gone`` if undone."""

    item_id: str

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "meeting_items",
            "persons",
            "board_episodes",
            "board_categories",
            "list_items",
            "contacts",
            "contact_staff",
            "tasks",
            "warnings",
            "legal_status",
            "next_of_kin",
            "consents",
            "admissions",
            "information_limits",
            "access_blocks",
            "staff",
            "team",
        }
    )
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> PersonInMeeting:
        """Fill the facts."""
        session, today = reader.session, reader.today
        found = session.execute(
            select(Person)
            .join(MeetingItem, MeetingItem.person_id == Person.id)
            .where(MeetingItem.id == self.item_id)
        ).scalar_one_or_none()
        if found is None:
            raise Gone("meeting_items", self.item_id)
        person, team = found, session.scalars(select(Team)).one()
        initials = dict(session.execute(select(Staff.id, Staff.initials)).all())
        stay = session.scalars(
            select(Admission)
            .where(Admission.person_id == person.id, Admission.discharged_on.is_(None))
            .order_by(Admission.admitted_on.desc(), Admission.id.desc())
        ).first()
        facts = PersonInMeeting(
            item_id=self.item_id,
            person_id=person.id,
            name=full_name(person),
            given_name=person.preferred_name or person.given_name or person.family_name,
            age=age_on(person.birth_date, today),
            place=(stay.place if stay is not None else "") or person.municipality or "",
            is_away_from_home=stay is not None,
            stage=person.stage,
            referred_on=person.referred_on,
            referral_source=person.referred_by,
            referral_reason=person.referral_reason,
            coordinator=initials.get(person.coordinator_id or "", ""),
            clinician=initials.get(person.clinician_id or "", ""),
            children_under_18=person.children_under_18,
            on_board=_on_board(session, person.id, today),
            seen=read_seen(reader, person.id, team, initials),
            crisis_plan=_crisis_plan(person.crisis_plan_on, team.crisis_plan_months, today),
            warnings=_warnings(session, person.id, today),
            legal=_legal(session, person.id, team.legal_notice_days, today),
            kin=kin_told(session, person.id, person.birth_date, today),
            limits=_limits(session, person, today),
            visits=_visits(session, person.id, initials, today),
            tasks=_tasks(session, person.id, initials, today),
        )
        open_to_reader = Right.SEE_RECORD in reader.actor.rights
        if open_to_reader and person.id not in blocked_for(reader):
            return facts
        return facts.reduced()


def _stands(
    table: type[InformationLimit | VisitWarning | LegalStatus], today: date
) -> ColumnElement[bool]:
    """Not ended yet."""
    return or_(table.ended_on.is_(None), table.ended_on > today)


def _limits(session: Session, person: Person, today: date) -> int:
    """How many information limits apply: decided by today, not ended, and below 18."""
    if not limits_apply(person.birth_date, today):
        return 0
    found = session.scalars(
        select(InformationLimit.id).where(
            InformationLimit.person_id == person.id,
            InformationLimit.decided_on <= today,
            _stands(InformationLimit, today),
        )
    )
    return len(found.all())


def _on_board(session: Session, person_id: str, today: date) -> OnTheBoard | None:
    row = session.execute(
        select(BoardEpisode, BoardCategory)
        .join(BoardCategory, BoardCategory.id == BoardEpisode.category_id)
        .where(BoardEpisode.person_id == person_id, BoardEpisode.removed_at.is_(None))
    ).first()
    if row is None:
        return None
    episode, category = row
    return OnTheBoard(
        id=episode.id,
        version=episode.version,
        category_id=category.id,
        category=category_name(category),
        level=episode.level,
        reason=episode.reason,
        agreed=episode.agreed,
        days=days_on_board(episode.placed_at, today),
        next_check_on=episode.next_check_on,
    )


def _crisis_plan(on: date | None, interval: int, today: date) -> CrisisPlan:
    months = None if on is None else months_since(on, today)
    return CrisisPlan(on, months, months is not None and months >= interval)


def _warnings(session: Session, person_id: str, today: date) -> tuple[WarningFact, ...]:
    rows = session.scalars(
        select(VisitWarning)
        .where(VisitWarning.person_id == person_id, _stands(VisitWarning, today))
        .order_by(VisitWarning.since, VisitWarning.id)
    )
    return tuple(
        WarningFact(row.kind, row.text, row.review_on, row.review_on <= today) for row in rows
    )


def _legal(session: Session, person_id: str, notice: int, today: date) -> tuple[LegalFact, ...]:
    """Each decision that stands, with the control or expiry date that comes first."""
    facts = []
    rows = session.scalars(
        select(LegalStatus)
        .where(LegalStatus.person_id == person_id, _stands(LegalStatus, today))
        .order_by(LegalStatus.decided_on, LegalStatus.id)
    )
    for row in rows:
        # A control day that has been is behind us; an expiry that has passed still counts.
        control = row.control_on if row.control_on and row.control_on >= today else None
        dates = [day for day in (control, row.expires_on) if day is not None]
        first = min(dates, default=None)
        days = None if first is None else (first - today).days
        facts.append(
            LegalFact(
                kind=row.kind,
                next_on=first,
                is_control=first is not None and first == control,
                days=days,
                is_near=days is not None and days <= notice,
            )
        )
    return tuple(facts)


def _visits(
    session: Session, person_id: str, initials: dict[str, str], today: date
) -> tuple[VisitFact, ...]:
    rows = session.scalars(
        select(Contact)
        .where(
            Contact.person_id == person_id,
            Contact.state == ContactState.PLANNED,
            Contact.start >= day_bounds(today)[0],
        )
        .order_by(Contact.start, Contact.id)
    ).all()
    staff: dict[str, list[str]] = defaultdict(list)
    pairs = session.execute(
        select(ContactStaff.contact_id, ContactStaff.staff_id)
        .where(ContactStaff.contact_id.in_([row.id for row in rows]))
        .order_by(ContactStaff.id)
    )
    for contact_id, staff_id in pairs:
        staff[contact_id].append(staff_id)
    return tuple(
        VisitFact(
            id=row.id,
            version=row.version,
            start=row.start,
            day=norwegian_day(row.start),
            day_only=row.day_only,
            staff=tuple(initials.get(each, "") for each in staff[row.id]),
            staff_ids=tuple(staff[row.id]),
            needs=row.needs,
            note=row.short_note,
        )
        for row in rows
    )


def _tasks(
    session: Session, person_id: str, initials: dict[str, str], today: date
) -> tuple[TaskFact, ...]:
    rows = session.scalars(
        select(Task)
        .where(Task.person_id == person_id, Task.done_at.is_(None), Task.dropped_at.is_(None))
        .order_by(Task.made_at, Task.id)
    )
    return tuple(
        TaskFact(
            id=row.id,
            version=row.version,
            text=row.text,
            owner=initials.get(row.owner_id or "", ""),
            due_on=row.due_on,
            is_late=row.due_on is not None and row.due_on < today,
            meeting_id=row.meeting_id,
        )
        for row in rows
    )
