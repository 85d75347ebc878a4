"""The made-up plans: care group, consents, individual plans, crisis plans, plan meetings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.tables import Consent, Participant
from factdesk.plans.kinds import Attended, GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.parties import references
from factdesk.plans.tables import (
    CrisisContact,
    CrisisLevel,
    CrisisPlan,
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
    PlanMeeting,
    PlanMeetingAttendance,
    PlanMeetingItem,
)
from factdesk.simulation import names
from factdesk.simulation import plan_phrases as phrases
from factdesk.simulation.lives import Life
from factdesk.simulation.rhythm import at, next_working
from factdesk.simulation.staff import Team
from factdesk.simulation.wish import Rows, Wish


@dataclass
class _Around:
    """A person's plan in the making: whom it can name, and who consents."""

    life: Life
    giver: ConsentGiver
    giver_name: str | None
    services: dict[str, str] = field(default_factory=dict)
    goals: list[str] = field(default_factory=list)


def add_plans(rows: Rows, wish: Wish, lives: list[Life], team: Team, *, young: bool) -> None:
    """Rows of every person who has, or has had, a plan."""
    for life in lives:
        if life.enrolled is None:
            continue
        around = _who_consents(wish, life)
        _kin_consents(rows, wish, around)
        if life.plan_on is not None:
            _services(rows, around, young=young)
            _plan_consents(rows, wish, around)
            plan_id = _plan(rows, wish, around, team)
            _meetings(rows, wish, around, plan_id)
        if life.crisis_plan_on is not None:
            _crisis(rows, wish, life)


def _who_consents(wish: Wish, life: Life) -> _Around:
    """The person from 16 on; below that a parent, as the consents were given."""
    given = life.plan_on or life.enrolled or wish.today
    if life.age(given) >= 16:
        return _Around(life, ConsentGiver.SELF, None)
    parent = next((kin for kin in life.kin if kin.is_guardian), None)
    return _Around(life, ConsentGiver.PARENT, parent.name if parent else None)


def _kin_consents(rows: Rows, wish: Wish, around: _Around) -> None:
    for kin in around.life.kin:
        if kin.told_until is None or kin.is_guardian:
            continue
        given = max(around.life.enrolled or wish.start, kin.told_until - timedelta(days=420))
        rows.add(
            Consent,
            person_id=around.life.id,
            kind=ConsentKind.SHARE,
            next_of_kin_id=kin.id,
            about=phrases.SHARED_WITH_KIN,
            given_by=around.giver,
            giver_name=around.giver_name,
            given_on=min(given, wish.today - timedelta(days=1)),
            valid_to=max(kin.told_until, given),
        )


def _services(rows: Rows, around: _Around, *, young: bool) -> None:
    rng = rows.rng
    kinds = phrases.YOUNG_SERVICES if young else phrases.SERVICES
    chosen = ["gp", *rng.sample([code for code in kinds if code != "gp"], rng.choice((1, 2, 3)))]
    for code in chosen:
        role, organisations = kinds[code]
        given, family = names.of_person(rng, female=rng.random() < 0.5, taken=set())
        organisation = rng.choice(organisations)
        around.services[code] = rows.add(
            Participant,
            person_id=around.life.id,
            service=code,
            organisation=organisation,
            name=f"{given} {family}",
            role=role,
            phone=_phone(rng),
            email=f"{code.replace('_', '-')}@fjellbygda.example" if rng.random() < 0.7 else None,
            in_plan=code != "gp" or rng.random() < 0.6,
        )


def _plan_consents(rows: Rows, wish: Wish, around: _Around) -> None:
    """One to the plan; one for each service that takes part, a few about to run out."""
    rng, life = rows.rng, around.life
    given = life.plan_on or wish.today
    last = life.closed or wish.today
    rows.add(
        Consent,
        person_id=life.id,
        kind=ConsentKind.PLAN,
        given_by=around.giver,
        giver_name=around.giver_name,
        is_written=True,
        given_on=given,
        valid_to=None,
    )
    for service_id in around.services.values():
        until = given + relativedelta(years=1)
        while until < last - timedelta(days=rng.randint(0, 40)):
            until += relativedelta(years=1)
        withdrawn = rng.random() < 0.04
        rows.add(
            Consent,
            person_id=life.id,
            kind=ConsentKind.SHARE,
            participant_id=service_id,
            about=rng.choice(phrases.SHARED),
            excludes=rng.choice(phrases.EXCLUDED) if rng.random() < 0.3 else None,
            given_by=around.giver,
            giver_name=around.giver_name,
            is_written=True,
            given_on=given,
            valid_to=until,
            withdrawn_on=max(given, last - timedelta(days=8)) if withdrawn else None,
        )


def _plan(rows: Rows, wish: Wish, around: _Around, team: Team) -> str:
    """The plan; one in three lacks something, as plans do."""
    rng, life = rows.rng, around.life
    made, review = life.plan_on or wish.today, life.review_on
    whole = rng.random() < 0.66
    plan_id = rows.add(
        IndividualPlan,
        person_id=life.id,
        started_on=made,
        period_from=made,
        period_to=made + relativedelta(years=1),
        review_on=review,
        situation=rng.choice(phrases.SITUATION),
        important=rng.choice(phrases.IMPORTANT),
        strengths=rng.choice(phrases.STRENGTHS),
        needs=rng.choice(phrases.NEEDS),
        contribution_person=rng.choice(phrases.BY_PERSON),
        contribution_services=rng.choice(phrases.BY_SERVICES),
        contribution_relatives=phrases.BY_RELATIVES[0] if life.kin else None,
        cooperation=rng.choice(phrases.COOPERATION) if whole or rng.random() < 0.5 else None,
        ended_on=life.closed,
    )
    for position, aim in enumerate(rng.sample(phrases.AIMS, rng.choice((2, 3, 3, 4)))):
        reached = rng.random() < 0.12
        goal_id = rows.add(
            PlanGoal,
            plan_id=plan_id,
            life_area=aim.area,
            text=aim.text,
            status=GoalStatus.REACHED if reached else GoalStatus.ACTIVE,
            position=position,
        )
        around.goals.append(goal_id)
        for number, part in enumerate(aim.parts):
            rows.add(
                PlanGoal,
                plan_id=plan_id,
                parent_id=goal_id,
                life_area=aim.area,
                text=part,
                position=number,
            )
        for number, step in enumerate(aim.steps):
            _measure(rows, wish, around, team, plan_id, goal_id, number, step, whole=whole)
        _progress(rows, wish, life, goal_id, made)
    return plan_id


def _measure(
    rows: Rows,
    wish: Wish,
    around: _Around,
    team: Team,
    plan_id: str,
    goal_id: str,
    position: int,
    step: phrases.Step,
    *,
    whole: bool,
) -> None:
    rng, life = rows.rng, around.life
    made = life.plan_on or wish.today
    party: Party | None = _responsible(rng, around, team, step.by, wish.today)
    if not whole and rng.random() < 0.3:
        party = None
    start = made + timedelta(days=rng.randint(0, 30))
    due = start + relativedelta(months=rng.choice((3, 6, 6, 9)))
    begun = start <= wish.today
    done = begun and rng.random() < 0.2
    status = MeasureStatus.ONGOING if begun else MeasureStatus.PLANNED
    rows.add(
        PlanMeasure,
        plan_id=plan_id,
        goal_id=goal_id,
        text=step.text,
        how=step.how if whole or rng.random() < 0.8 else None,
        extent=step.extent,
        **references(party),
        start_on=start,
        due_on=due,
        status=MeasureStatus.DONE if done else status,
        position=position,
    )


def _responsible(rng: Random, around: _Around, team: Team, by: str, today: date) -> Party:
    life = around.life
    if by in around.services:
        return Party(PartyKind.SERVICE, around.services[by])
    if by == "person":
        return Party(PartyKind.PERSON)
    if by == "kin" and life.kin:
        return Party(PartyKind.NEXT_OF_KIN, life.kin[0].id)
    there = [one for one in (life.coordinator, life.clinician, *life.circle) if one is not None]
    employed = [one for one in there if one.is_employed(today)] or team.coordinators(today)
    return Party(PartyKind.STAFF, rng.choice(employed).id)


def _progress(rows: Rows, wish: Wish, life: Life, goal_id: str, made: date) -> None:
    """Some steps since the plan was made, mostly forward."""
    rng = rows.rng
    day, step = made + timedelta(days=rng.randint(20, 60)), rng.choice((0, 1, 1))
    last = life.closed or wish.today
    while day < last and rng.random() < 0.85:
        rows.add(
            GoalProgress,
            goal_id=goal_id,
            day=day,
            step=step,
            note=rng.choice(phrases.PROGRESS) if rng.random() < 0.6 else None,
            staff_id=life.coordinator.id if life.coordinator else None,
        )
        day += timedelta(days=rng.randint(30, 80))
        step = min(4, max(0, step + rng.choice((-1, 0, 1, 1, 1))))


def _meetings(rows: Rows, wish: Wish, around: _Around, plan_id: str) -> None:
    """The meeting the plan was made in, and for most who are enrolled the next one."""
    rng, life = rows.rng, around.life
    held = min(next_working(life.plan_on or wish.today), wish.today - timedelta(days=1))
    _meeting(rows, around, plan_id, held, ended=True)
    if life.closed is None and life.review_on is not None and rng.random() < 0.6:
        ahead = max(life.review_on - timedelta(days=rng.randint(0, 10)), wish.today)
        _meeting(rows, around, plan_id, next_working(ahead + timedelta(days=1)), ended=False)


def _meeting(rows: Rows, around: _Around, plan_id: str, day: date, *, ended: bool) -> None:
    rng, life = rows.rng, around.life
    start = at(day, rng.randint(9, 14), rng.choice((0, 30)))
    meeting_id = rows.add(
        PlanMeeting,
        person_id=life.id,
        plan_id=plan_id,
        start=start,
        place=rng.choice(phrases.MEETING_PLACES),
        began_at=start if ended else None,
        ended_at=start + timedelta(minutes=rng.randint(40, 75)) if ended else None,
    )
    for position, heading in enumerate(phrases.AGENDA):
        rows.add(
            PlanMeetingItem,
            meeting_id=meeting_id,
            position=position,
            heading=heading,
            text=rng.choice(phrases.SAID) if ended else None,
        )
    invited = [Party(PartyKind.PERSON)]
    if life.coordinator is not None:
        invited.append(Party(PartyKind.STAFF, life.coordinator.id))
    invited += [Party(PartyKind.SERVICE, each) for each in around.services.values()]
    invited += [Party(PartyKind.NEXT_OF_KIN, kin.id) for kin in life.kin[:1]]
    for party in invited:
        came = rng.choices((Attended.HERE, Attended.VIDEO, Attended.ABSENT), (75, 10, 15))[0]
        if party.kind in (PartyKind.PERSON, PartyKind.STAFF):
            came = Attended.HERE
        rows.add(
            PlanMeetingAttendance,
            meeting_id=meeting_id,
            **references(party),
            attended=came if ended else None,
        )


def _crisis(rows: Rows, wish: Wish, life: Life) -> None:
    rng = rows.rng
    made = life.crisis_plan_on or wish.today
    plan_id = rows.add(
        CrisisPlan,
        person_id=life.id,
        made_on=made,
        made_with=rng.choice(phrases.MADE_WITH),
        review_on=made + relativedelta(years=1),
        triggers=rng.choice(phrases.TRIGGERS),
        helps=rng.choice(phrases.HELPS),
        wishes=rng.choice(phrases.WISHES),
        not_wished=rng.choice(phrases.NOT_WISHED),
        told=rng.choice(phrases.TOLD),
    )
    for level, (signs, person_does, others_do, call) in phrases.LEVELS.items():
        rows.add(
            CrisisLevel,
            crisis_plan_id=plan_id,
            level=level,
            signs=signs,
            person_does=person_does,
            others_do=others_do,
            call=call,
        )
    contacts: list[tuple[str, str | None, str, str | None]] = [
        ("Teamets telefon", "Hverdager", _phone(rng), "08–16")
    ]
    if life.coordinator is not None:
        contacts.insert(0, (life.coordinator.name, "Koordinator", _phone(rng), "08–16"))
    contacts += [(kin.name, kin.relation.capitalize(), kin.phone, None) for kin in life.kin[:1]]
    contacts += [("Legevakt", None, "116 117", "Hele døgnet"), ("Akutt", None, "113", None)]
    for position, (name, role, phone, hours) in enumerate(contacts):
        rows.add(
            CrisisContact,
            crisis_plan_id=plan_id,
            name=name,
            role=role,
            phone=phone,
            hours=hours,
            position=position,
        )


def _phone(rng: Random) -> str:
    """A number that nobody can have: subscribers' numbers do not begin with 1."""
    return f"10 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
