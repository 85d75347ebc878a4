"""The four statements behind the board, built once; days and moments are bound when they run.

They read only what the open rows need: contacts through (person, state, start), everything else
through the person. Enumerations and words come out as plain text, so that rows of different
tables fit one statement.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from factdesk.board.tables import BoardCategory, BoardEpisode, BoardMeeting, StatusMeaning, Task
from factdesk.contacts.tables import Contact, ContactStaff, ContactState, WithWhom
from factdesk.people.access import in_force
from factdesk.people.kinds import Stage
from factdesk.people.tables import (
    AccessBlock,
    Admission,
    Consent,
    LegalStatus,
    NextOfKin,
    Person,
    VisitWarning,
    Worker,
)
from factdesk.store.base import NO_SEALED, UtcDateTime
from factdesk.team.tables import Car, ListItem, Presence, Staff, Team

_today: ColumnElement[date] = bindparam("today", type_=Date())
_tomorrow: ColumnElement[date] = bindparam("tomorrow", type_=Date())
_now: ColumnElement[datetime] = bindparam("now", type_=UtcDateTime())
_midnight: ColumnElement[datetime] = bindparam("midnight", type_=UtcDateTime())
_horizon: ColumnElement[datetime] = bindparam("horizon", type_=UtcDateTime())
_seen_from: ColumnElement[datetime] = bindparam("seen_from", type_=UtcDateTime())
_reader: ColumnElement[str] = bindparam("reader", type_=Text())
_read_on: ColumnElement[date] = bindparam("read_on", type_=Date())

_no_text = cast(null(), Text())
_no_date = cast(null(), Date())

#: Who is on the board now.
_on_board = select(BoardEpisode.person_id).where(BoardEpisode.removed_at.is_(None))


def rows_query() -> Select[Any]:
    """Team × categories × open rows × persons: a line per row, and one per empty category."""
    enrolled = select(func.count()).select_from(Person).where(Person.stage == Stage.ENROLLED)
    discharged = (
        select(func.count(func.distinct(Admission.person_id)))
        .join(Person, Person.id == Admission.person_id)
        .where(
            Admission.discharged_on >= bindparam("since", type_=Date()),
            Admission.discharged_on <= _today,
            Person.stage == Stage.ENROLLED,
        )
    )
    last_meeting = select(func.max(BoardMeeting.ended_at)).where(BoardMeeting.ended_at < _midnight)
    barred = exists().where(AccessBlock.person_id == Person.id, in_force(_reader, _read_on))
    return (
        select(
            Team.contact_due_days,
            Team.crisis_plan_months,
            Team.legal_notice_days,
            Team.discharge_contact_days,
            Team.staff_seen_norm,
            enrolled.scalar_subquery().label("enrolled"),
            discharged.scalar_subquery().label("discharged"),
            last_meeting.scalar_subquery().label("last_meeting"),
            BoardCategory.id.label("section_id"),
            BoardCategory.version.label("section_version"),
            BoardCategory.code,
            BoardCategory.name.label("section_name"),
            BoardCategory.active,
            BoardEpisode.id.label("episode_id"),
            BoardEpisode.version,
            cast(BoardEpisode.level, Text()).label("level"),
            BoardEpisode.reason,
            BoardEpisode.agreed,
            BoardEpisode.next_check_on,
            BoardEpisode.placed_at,
            BoardEpisode.placed_by,
            Person.id.label("person_id"),
            Person.given_name,
            Person.family_name,
            Person.preferred_name,
            Person.birth_date,
            Person.municipality,
            Person.coordinator_id,
            Person.clinician_id,
            Person.crisis_plan_on,
            Person.children_under_18,
            Person.wall_alias,
            barred.label("barred"),
        )
        .select_from(BoardCategory)
        .join(Team, literal(True))
        .outerjoin(
            BoardEpisode,
            and_(BoardEpisode.category_id == BoardCategory.id, BoardEpisode.removed_at.is_(None)),
        )
        .outerjoin(Person, Person.id == BoardEpisode.person_id)
        .order_by(
            BoardCategory.position,
            BoardCategory.id,
            BoardEpisode.position,
            BoardEpisode.placed_at,
            BoardEpisode.id,
        )
    )


def contacts_query() -> Any:
    """Of those on the board: 14 days back, what is planned today and tomorrow, and the last one.

    The last contact is with the person, and one that took place; it may be years back, and is
    found from the newest backwards in the index.
    """
    no_show = select(ListItem.code).where(
        ListItem.list_name == "contact_kind", ListItem.means == "did_not_come"
    )
    older = aliased(Contact)
    newest = (
        select(older.id)
        .where(
            older.person_id == BoardEpisode.person_id,
            older.state == ContactState.DONE,
            older.start <= _now,
            older.with_whom == WithWhom.PERSON,
            older.kind.not_in(no_show),
        )
        .order_by(older.start.desc(), older.id.desc())
        .limit(1)
        .correlate(BoardEpisode)
        .scalar_subquery()
    )
    on_board = and_(Contact.person_id == BoardEpisode.person_id, BoardEpisode.removed_at.is_(None))
    parts = (
        ("recent", on_board, ContactState.DONE, Contact.start.between(_seen_from, _now)),
        ("planned", on_board, ContactState.PLANNED, Contact.start.between(_midnight, _horizon)),
    )
    columns = (
        Contact.id,
        Contact.version,
        Contact.person_id,
        cast(Contact.with_whom, Text()).label("with_whom"),
        Contact.kind,
        Contact.place,
        Contact.start,
        Contact.day_only,
        Contact.needs,
        Contact.car_id,
        ContactStaff.staff_id,
    )
    staff = ContactStaff.contact_id == Contact.id
    selects = [
        select(literal(name).label("part"), *columns)
        .select_from(BoardEpisode)
        .join(Contact, joined)
        .outerjoin(ContactStaff, staff)
        .where(Contact.state == state, when)
        for name, joined, state, when in parts
    ]
    selects.append(
        select(literal("last").label("part"), *columns)
        .select_from(BoardEpisode)
        .join(Contact, Contact.id == newest)
        .outerjoin(ContactStaff, staff)
        .where(BoardEpisode.removed_at.is_(None))
    )
    return union_all(*selects)


def around_query() -> Any:
    """Of those on the board: decisions, warnings, open tasks, stays, relatives and workers.

    Columns: part, person, id, version, kind, giver of a consent, text, three dates, staff.
    """
    not_ended = or_(LegalStatus.ended_on.is_(None), LegalStatus.ended_on > _today)
    parts = (
        select(
            literal("legal").label("part"),
            LegalStatus.person_id,
            LegalStatus.id,
            LegalStatus.version,
            cast(LegalStatus.kind, Text()).label("kind"),
            _no_text.label("giver"),
            NO_SEALED.label("text"),
            LegalStatus.decided_on.label("first_on"),
            LegalStatus.control_on.label("second_on"),
            LegalStatus.expires_on.label("third_on"),
            _no_text.label("staff_id"),
        ).where(LegalStatus.person_id.in_(_on_board), LegalStatus.decided_on <= _today, not_ended),
        select(
            literal("warning"),
            VisitWarning.person_id,
            VisitWarning.id,
            VisitWarning.version,
            cast(VisitWarning.kind, Text()),
            _no_text,
            VisitWarning.text,
            VisitWarning.since,
            VisitWarning.review_on,
            _no_date,
            _no_text,
        ).where(
            VisitWarning.person_id.in_(_on_board),
            or_(VisitWarning.ended_on.is_(None), VisitWarning.ended_on > _today),
        ),
        select(
            literal("task"),
            Task.person_id,
            Task.id,
            Task.version,
            _no_text,
            _no_text,
            Task.text,
            Task.due_on,
            _no_date,
            _no_date,
            cast(Task.owner_id, Text()),
        ).where(Task.person_id.in_(_on_board), Task.done_at.is_(None), Task.dropped_at.is_(None)),
        select(
            literal("stay"),
            Admission.person_id,
            Admission.id,
            Admission.version,
            cast(Admission.kind, Text()),
            _no_text,
            Admission.place,
            Admission.admitted_on,
            Admission.expected_discharge_on,
            Admission.discharged_on,
            _no_text,
        ).where(
            Admission.person_id.in_(_on_board),
            Admission.admitted_on <= _today,
            or_(
                Admission.discharged_on.is_(None),
                Admission.discharged_on >= bindparam("stays_from", type_=Date()),
            ),
        ),
        select(
            literal("kin"),
            NextOfKin.person_id,
            NextOfKin.id,
            NextOfKin.version,
            case((NextOfKin.is_guardian, literal("guardian")), else_=literal("kin")),
            cast(Consent.given_by, Text()),
            NO_SEALED,
            Consent.given_on,
            Consent.valid_to,
            Consent.withdrawn_on,
            _no_text,
        )
        .outerjoin(
            Consent,
            and_(Consent.next_of_kin_id == NextOfKin.id, Consent.person_id == NextOfKin.person_id),
        )
        .where(NextOfKin.person_id.in_(_on_board)),
        select(
            literal("worker"),
            Worker.person_id,
            Worker.id,
            Worker.version,
            cast(Worker.function, Text()),
            _no_text,
            NO_SEALED,
            Worker.valid_from,
            Worker.valid_to,
            _no_date,
            cast(Worker.staff_id, Text()),
        ).where(
            Worker.person_id.in_(_on_board),
            or_(Worker.valid_from.is_(None), Worker.valid_from <= _today),
            or_(Worker.valid_to.is_(None), Worker.valid_to >= _today),
        ),
    )
    return union_all(*parts)


def words_query() -> Any:
    """Staff with where they are today and tomorrow, cars, the team's lists, and the levels.

    Columns: part, id, four texts, name and note of a member, and a number.
    """
    presence_today, presence_tomorrow = aliased(Presence), aliased(Presence)
    parts = (
        select(
            literal("staff").label("part"),
            cast(Staff.id, Text()).label("id"),
            Staff.initials.label("a"),
            cast(presence_today.state, Text()).label("b"),
            cast(presence_tomorrow.state, Text()).label("c"),
            _no_text.label("d"),
            Staff.name.label("name"),
            presence_today.note.label("note"),
            case(
                (
                    and_(
                        or_(Staff.valid_from.is_(None), Staff.valid_from <= _today),
                        or_(Staff.valid_to.is_(None), Staff.valid_to >= _today),
                    ),
                    1,
                ),
                else_=0,
            ).label("n"),
        )
        .select_from(Staff)
        .outerjoin(
            presence_today,
            and_(presence_today.staff_id == Staff.id, presence_today.day == _today),
        )
        .outerjoin(
            presence_tomorrow,
            and_(presence_tomorrow.staff_id == Staff.id, presence_tomorrow.day == _tomorrow),
        ),
        select(
            literal("car"),
            cast(Car.id, Text()),
            Car.name,
            *(_no_text for _i in range(3)),
            *(NO_SEALED for _i in range(2)),
            Car.version,
        ),
        select(
            literal("word"),
            cast(ListItem.id, Text()),
            ListItem.list_name,
            ListItem.code,
            ListItem.means,
            ListItem.label,
            *(NO_SEALED for _i in range(2)),
            ListItem.position,
        ),
        select(
            literal("level"),
            cast(StatusMeaning.id, Text()),
            cast(StatusMeaning.level, Text()),
            StatusMeaning.word,
            StatusMeaning.meaning,
            _no_text,
            *(NO_SEALED for _i in range(2)),
            StatusMeaning.version,
        ),
    )
    return union_all(*parts)


ROWS = rows_query()
CONTACTS = contacts_query()
AROUND = around_query()
WORDS = words_query()
