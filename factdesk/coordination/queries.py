"""The statements behind «My people», built once. Four, and one for whose persons they are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from factdesk.board.tables import Task
from factdesk.contacts.tables import Contact, ContactStaff, ContactState, WithWhom
from factdesk.people.access import in_force
from factdesk.people.kinds import Stage
from factdesk.people.tables import (
    AccessBlock,
    Admission,
    Consent,
    LegalStatus,
    NextOfKin,
    Participant,
    Person,
    Worker,
)
from factdesk.plans.tables import CrisisPlan, IndividualPlan, PlanGoal, PlanMeasure, PlanMeeting
from factdesk.store.base import NO_SEALED, UtcDateTime
from factdesk.team.tables import Deputy, ListItem, Staff, Team

#: The professions that count as a specialist having seen somebody, as built-in codes.
SPECIALISTS = ("psychiatrist", "psychologist", "physician")
#: The kinds of contact in which a specialist sees somebody, as built-in codes.
IN_SIGHT = ("face_to_face", "video")

_today = bindparam("today", type_=Date())
_midnight = bindparam("midnight", type_=UtcDateTime())
_persons: ColumnElement[Any] = bindparam("persons", expanding=True)
_no_text: ColumnElement[Any] = cast(null(), Text())
_no_date: ColumnElement[Any] = cast(null(), Date())
_no_yes: ColumnElement[Any] = cast(null(), Boolean())


def covering(first: Any, last: Any, day: Any) -> ColumnElement[bool]:
    """Whether a day is within two dates, both counted, either of them open."""
    return and_(or_(first.is_(None), first <= day), or_(last.is_(None), last >= day))


def codes(list_name: str, *means: str) -> Select[Any]:
    """The team's codes of a list that follow the rules of built-in ones."""
    return select(ListItem.code).where(ListItem.list_name == list_name, ListItem.means.in_(means))


def staff_query() -> Any:
    """Everybody who is or was in the team, with the days a reader stands in for them today."""
    stands_in = and_(
        Deputy.staff_id == Staff.id,
        Deputy.deputy_id == bindparam("reader"),
        covering(Deputy.valid_from, Deputy.valid_to, _today),
    )
    return select(
        Staff.id,
        Staff.initials,
        Staff.name,
        Staff.valid_to,
        Deputy.id.label("deputy_row"),
        Deputy.valid_to.label("deputy_until"),
    ).outerjoin(Deputy, stands_in)


def persons_query() -> Any:
    """The persons of the coordinators with team settings, plan and crisis plan."""
    plan_columns = [column for column in IndividualPlan.__table__.c if column.name != "person_id"]
    barred = exists().where(
        AccessBlock.person_id == Person.id, in_force(bindparam("actor"), _today)
    )
    return (
        select(
            Person.id,
            Person.version,
            Person.given_name,
            Person.family_name,
            Person.preferred_name,
            Person.birth_date,
            Person.municipality,
            Person.coordinator_id,
            Person.clinician_id,
            Person.child_coordinator_id,
            Person.contact_every_days,
            cast(Person.stage, Text()).label("stage"),
            Person.enrolled_on,
            Person.plan_on,
            Person.plan_review_on,
            Person.crisis_plan_on,
            CrisisPlan.review_on.label("crisis_review_on"),
            barred.label("barred"),
            Team.contact_due_days,
            Team.plan_review_months,
            Team.first_plan_weeks,
            Team.crisis_plan_months,
            Team.consent_notice_days,
            Team.specialist_seen_days,
            Team.legal_notice_days,
            Team.discharge_contact_days,
            *(column.label(f"plan_{column.name}_") for column in plan_columns),
        )
        .select_from(Person)
        .join(Team, Team.id.is_not(None))
        .outerjoin(
            IndividualPlan,
            and_(IndividualPlan.person_id == Person.id, IndividualPlan.ended_on.is_(None)),
        )
        .outerjoin(CrisisPlan, CrisisPlan.person_id == Person.id)
        .where(
            Person.coordinator_id.in_(bindparam("coordinators", expanding=True)),
            Person.stage != Stage.CLOSED,
        )
    )


def around_query() -> Any:
    """What stands around the persons, a line each.

    Columns: part, person, id, kind, word, name, organisation, three dates, yes, staff, service,
    next of kin.
    """
    word = (ListItem.list_name, ListItem.code)
    parts = (
        _line(
            "task", Task, first=Task.due_on, name=Task.text, staff=Task.owner_id,
            where=and_(Task.done_at.is_(None), Task.dropped_at.is_(None)),
        ),
        _line(
            "legal", LegalStatus, kind=LegalStatus.kind, word=ListItem.label,
            first=LegalStatus.control_on, second=LegalStatus.expires_on,
            where=and_(
                LegalStatus.decided_on <= _today,
                or_(LegalStatus.ended_on.is_(None), LegalStatus.ended_on > _today),
            ),
            beside=(ListItem, and_(word[0] == "legal_kind", word[1] == LegalStatus.kind)),
        ),
        _line(
            "stay", Admission, kind=Admission.kind, name=Admission.place,
            first=Admission.admitted_on, second=Admission.discharged_on,
            third=Admission.expected_discharge_on,
            where=and_(
                Admission.admitted_on <= _today,
                or_(
                    Admission.discharged_on.is_(None),
                    Admission.discharged_on >= bindparam("since", type_=Date()),
                ),
            ),
        ),
        _line(
            "consent", Consent, kind=Consent.kind, word=Consent.given_by,
            first=Consent.given_on, second=Consent.valid_to, third=Consent.withdrawn_on,
            service=Consent.participant_id, kin=Consent.next_of_kin_id,
        ),
        _line(
            "service", Participant, kind=Participant.service, word=ListItem.label,
            name=Participant.name, organisation=Participant.organisation,
            first=Participant.left_on, yes=Participant.in_plan,
            beside=(ListItem, and_(word[0] == "service", word[1] == Participant.service)),
        ),
        _line("kin", NextOfKin, name=NextOfKin.name, yes=NextOfKin.in_plan),
        _line(
            "worker", Worker, staff=Worker.staff_id,
            where=covering(Worker.valid_from, Worker.valid_to, _today),
        ),
    )  # fmt: skip
    return union_all(*parts)


def _line(
    part: str,
    table: Any,
    *,
    kind: Any = _no_text,
    word: Any = _no_text,
    name: Any = NO_SEALED,
    organisation: Any = NO_SEALED,
    first: Any = _no_date,
    second: Any = _no_date,
    third: Any = _no_date,
    yes: Any = _no_yes,
    staff: Any = _no_text,
    service: Any = _no_text,
    kin: Any = _no_text,
    where: Any = None,
    beside: tuple[Any, Any] | None = None,
) -> Select[Any]:
    """One part of the union, of the persons asked about."""
    found = select(
        literal(part).label("part"),
        table.person_id.label("person_id"),
        table.id.label("id"),
        cast(kind, Text()).label("kind"),
        cast(word, Text()).label("word"),
        name.label("name"),
        organisation.label("organisation"),
        first.label("first_on"),
        second.label("second_on"),
        third.label("third_on"),
        yes.label("yes"),
        cast(staff, Text()).label("staff_id"),
        cast(service, Text()).label("service_id"),
        cast(kin, Text()).label("kin_id"),
    ).select_from(table)
    if beside is not None:
        found = found.outerjoin(*beside)
    found = found.where(table.person_id.in_(_persons))
    return found if where is None else found.where(where)


def plans_query() -> Any:
    """Goals and measures of the open plans, and the meetings ahead."""
    goals = select(
        literal("goal").label("part"),
        IndividualPlan.person_id.label("person_id"),
        PlanGoal.id.label("id"),
        cast(PlanGoal.parent_id, Text()).label("above"),
        cast(PlanGoal.status, Text()).label("status"),
        _no_yes.label("has_how"),
        _no_yes.label("has_extent"),
        _no_yes.label("by_person"),
        _no_text.label("staff_id"),
        _no_text.label("service_id"),
        _no_text.label("kin_id"),
        cast(null(), UtcDateTime()).label("start"),
    )
    goals = goals.select_from(IndividualPlan).join(PlanGoal, PlanGoal.plan_id == IndividualPlan.id)
    measures = select(
        literal("measure"),
        IndividualPlan.person_id,
        PlanMeasure.id,
        PlanMeasure.goal_id,
        cast(PlanMeasure.status, Text()),
        PlanMeasure.how.is_not(None),
        PlanMeasure.extent.is_not(None),
        PlanMeasure.by_person,
        PlanMeasure.staff_id,
        PlanMeasure.participant_id,
        PlanMeasure.next_of_kin_id,
        cast(null(), UtcDateTime()),
    )
    measures = measures.select_from(IndividualPlan).join(
        PlanMeasure, PlanMeasure.plan_id == IndividualPlan.id
    )
    is_open = and_(IndividualPlan.person_id.in_(_persons), IndividualPlan.ended_on.is_(None))
    meetings = select(
        literal("meeting"),
        PlanMeeting.person_id,
        PlanMeeting.id,
        *(_no_text for _number in range(2)),
        *(_no_yes for _number in range(3)),
        *(_no_text for _number in range(3)),
        PlanMeeting.start,
    ).where(
        PlanMeeting.person_id.in_(_persons),
        PlanMeeting.began_at.is_(None),
        PlanMeeting.cancelled_at.is_(None),
        PlanMeeting.start >= _midnight,
    )
    return union_all(goals.where(is_open), measures.where(is_open), meetings)


def contacts_query() -> Any:
    """The newest contact with each person, the newest with a specialist, and the next planned.

    Each is found from its end of the index on persons and times; a line per member there.
    """
    one = aliased(Contact)
    done = and_(
        one.person_id == Person.id,
        one.state == ContactState.DONE,
        # A contact of today may be known by its day alone, and stands at noon then.
        one.start < bindparam("tomorrow", type_=UtcDateTime()),
        one.with_whom == WithWhom.PERSON,
        one.kind.not_in(codes("contact_kind", "did_not_come")),
    )
    with_specialist = (
        exists()
        .where(
            ContactStaff.contact_id == one.id,
            Staff.id == ContactStaff.staff_id,
            Staff.profession.in_(codes("profession", *SPECIALISTS)),
        )
        .correlate(one)
    )
    in_sight = one.kind.in_(codes("contact_kind", *IN_SIGHT))
    planned = and_(
        one.person_id == Person.id,
        one.state == ContactState.PLANNED,
        one.start >= _midnight,
        one.with_whom == WithWhom.PERSON,
    )
    parts = (
        ("last", done, (one.start.desc(), one.id.desc())),
        ("specialist", and_(done, in_sight, with_specialist), (one.start.desc(), one.id.desc())),
        ("next", planned, (one.start, one.id)),
    )
    selects = []
    for name, condition, order in parts:
        newest = (
            select(one.id)
            .where(condition)
            .order_by(*order)
            .limit(1)
            .correlate(Person)
            .scalar_subquery()
        )
        selects.append(
            select(
                literal(name).label("part"),
                Contact.person_id,
                Contact.start,
                Contact.day_only,
                Contact.place.in_(codes("contact_place", "ward")).label("in_ward"),
                ContactStaff.staff_id,
            )
            .select_from(Person)
            .join(Contact, Contact.id == newest)
            .outerjoin(ContactStaff, ContactStaff.contact_id == Contact.id)
            .where(Person.id.in_(_persons))
        )
    return union_all(*selects)


STAFF = staff_query()
PERSONS = persons_query()
AROUND = around_query()
PLANS = plans_query()
CONTACTS = contacts_query()
