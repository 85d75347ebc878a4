"""Any acts on plans, consents, crisis plans and meetings, each undone or not: all stays true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.actions.consents import EditConsent, GiveConsent, RenewConsent, WithdrawConsent
from factdesk.people.actions.next_of_kin import AddNextOfKin, RemoveNextOfKin
from factdesk.people.actions.participants import AddParticipant, LeaveCareGroup
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.tables import Consent, NextOfKin, Participant, Person
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.actions.goals import AddGoal, EditGoal, MoveGoal, RemoveGoal
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from factdesk.plans.actions.measures import AddMeasure, EditMeasure, RemoveMeasure
from factdesk.plans.actions.plan import EditPlan, EndPlan, MakePlan, RevisePlan
from factdesk.plans.actions.plan_meetings import CancelPlanMeeting, EditPlanMeeting, PlanAMeeting
from factdesk.plans.actions.progress import NoteProgress
from factdesk.plans.actions.review_crisis_plan import ReviewCrisisPlan
from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting, EndPlanMeeting
from factdesk.plans.actions.write_crisis_level import WriteCrisisLevel
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.tables import (
    CrisisPlan,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
    PlanMeeting,
)
from factdesk.store import check
from factdesk.store.action import Action, Actor
from factdesk.store.tables import Act
from factdesk.store.undo import UndoAct
from tests.support.builders import Make

TODAY = date(2026, 11, 23)
PERSON = Party(PartyKind.PERSON)


class World:
    """Two desks on one store, one person, and what stands in the store now."""

    def __init__(self, desks: tuple[Desk, Desk], person: str) -> None:
        self.desks, self.person = desks, person

    def rows(self, cls: Any) -> list[Any]:
        """Every row of a table that is about the person, in order."""
        rows = select(cls).order_by(cls.id)
        if cls in (PlanGoal, PlanMeasure):
            rows = rows.join(IndividualPlan, IndividualPlan.id == cls.plan_id)
        about = cls if "person_id" in cls.__table__.c else IndividualPlan
        with self.desks[0].store.reading(self.desks[0].actor) as reader:
            found = list(reader.session.scalars(rows.where(about.person_id == self.person)))
            reader.session.expunge_all()
        return found

    def open_plan(self) -> Any:
        """The plan that is not ended, or nothing."""
        return next((row for row in self.rows(IndividualPlan) if row.ended_on is None), None)

    def begin(self) -> None:
        """Give the person something of everything, so that most acts have what they are about."""
        do = self.desks[0].do
        do(GiveConsent(self.person, ConsentKind.PLAN, ConsentGiver.SELF))
        plan = do(MakePlan(self.person))
        do(AddMeasure(do(AddGoal(plan, "home", "Bo alene")), "Søke bolig"))
        do(MakeCrisisPlan(self.person, made_on=TODAY - timedelta(days=5)))
        do(AddNextOfKin(self.person, "Mor"))
        do(PlanAMeeting(self.person, _moment(TODAY + timedelta(days=3))))

    def act(self, kind: str, pick: int, days: int) -> Action[Any] | None:
        """An act of a kind on some row that is there; nothing where there is none."""
        return _ACTS[kind](self, pick, TODAY + timedelta(days=days))

    def true(self) -> None:
        """What must hold after every act and every undo."""
        with self.desks[0].store.reading(self.desks[0].actor) as reader:
            person = reader.session.get_one(Person, self.person)
            reader.session.expunge(person)
        plan, crisis = self.open_plan(), next(iter(self.rows(CrisisPlan)), None)
        if plan is None:
            assert person.plan_review_on is None
        else:
            assert person.plan_review_on == plan.review_on
            assert person.plan_on is not None
            _in_order(plan.period_from, plan.period_to)
            _in_order(plan.started_on, plan.review_on)
            _in_order(plan.period_from, plan.review_on)
        if crisis is None:
            assert person.crisis_plan_on is None
        else:
            assert person.crisis_plan_on == max(
                crisis.made_on, crisis.reviewed_on or crisis.made_on
            )
            _in_order(crisis.made_on, crisis.reviewed_on)
            _in_order(crisis.made_on, crisis.review_on)
        for row in self.rows(PlanMeasure):
            _in_order(row.start_on, row.due_on)
        for row in self.rows(Consent):
            _in_order(row.given_on, row.withdrawn_on)
            _in_order(row.given_on, row.valid_to)
        running = [row for row in self.rows(PlanMeeting) if row.began_at and not row.ended_at]
        assert len(running) <= 1
        assert all(row.cancelled_at is None for row in running)


def _in_order(start: date | None, end: date | None) -> None:
    assert start is None or end is None or start <= end


def _some(rows: list[Any], pick: int) -> Any:
    return rows[pick % len(rows)] if rows else None


def _of(cls: Any, make: Callable[[World, Any, int, date], Action[Any]]) -> Any:
    """An act on some row of a table."""

    def act(world: World, pick: int, day: date) -> Action[Any] | None:
        row = _some(world.rows(cls), pick)
        return None if row is None else make(world, row, pick, day)

    return act


def _crisis_edit(_world: World, row: Any, pick: int, day: date) -> Action[Any]:
    if pick % 2:
        return EditCrisisPlan(row.id, row.version, review_on=day)
    return EditCrisisPlan(row.id, row.version, made_on=day)


def _plan_edit(_world: World, row: Any, pick: int, day: date) -> Action[Any]:
    field = ("review_on", "period_from", "period_to", "strengths")[pick % 4]
    changes: dict[str, Any] = {field: str(day) if field == "strengths" else day}
    return EditPlan(row.id, row.version, **changes)


def _measure_edit(_world: World, row: Any, pick: int, day: date) -> Action[Any]:
    changes: dict[str, Any] = {("start_on", "due_on")[pick % 2]: day}
    return EditMeasure(row.id, row.version, **changes)


def _consent_edit(_world: World, row: Any, pick: int, day: date) -> Action[Any]:
    changes: dict[str, Any] = {("given_on", "valid_to")[pick % 2]: day}
    return EditConsent(row.id, row.version, **changes)


def _whom(world: World, pick: int) -> Party | None:
    parties = [None, PERSON]
    parties += [Party(PartyKind.NEXT_OF_KIN, row.id) for row in world.rows(NextOfKin)]
    parties += [Party(PartyKind.SERVICE, row.id) for row in world.rows(Participant)]
    return parties[pick % len(parties)]


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


_ACTS: dict[str, Callable[[World, int, date], Action[Any] | None]] = {
    "consent": lambda w, _n, d: GiveConsent(
        w.person, ConsentKind.PLAN, ConsentGiver.SELF, given_on=d
    ),
    "consent_edit": _of(Consent, _consent_edit),
    "withdraw": _of(Consent, lambda _w, row, _n, d: WithdrawConsent(row.id, row.version, d)),
    "renew": _of(
        Consent, lambda _w, row, _n, d: RenewConsent(row.id, row.version, ConsentGiver.SELF, d)
    ),
    "plan": lambda w, _n, _d: MakePlan(w.person),
    "plan_edit": _of(IndividualPlan, _plan_edit),
    "revise": _of(IndividualPlan, lambda _w, row, _n, _d: RevisePlan(row.id, row.version)),
    "end": _of(IndividualPlan, lambda _w, row, _n, d: EndPlan(row.id, row.version, d)),
    "goal": _of(IndividualPlan, lambda _w, row, n, _d: AddGoal(row.id, "home", f"mål {n}")),
    "sub_goal": _of(
        PlanGoal, lambda _w, row, n, _d: AddGoal(row.plan_id, "home", f"del {n}", row.id)
    ),
    "goal_edit": _of(PlanGoal, lambda _w, row, n, _d: EditGoal(row.id, row.version, text=f"{n}")),
    "goal_move": _of(PlanGoal, lambda _w, row, n, _d: MoveGoal(row.id, row.version, n * 10**9)),
    "goal_remove": _of(PlanGoal, lambda _w, row, _n, _d: RemoveGoal(row.id, row.version)),
    "measure": _of(
        PlanGoal, lambda w, row, n, _d: AddMeasure(row.id, "tiltak", responsible=_whom(w, n))
    ),
    "measure_edit": _of(PlanMeasure, _measure_edit),
    "measure_remove": _of(PlanMeasure, lambda _w, row, _n, _d: RemoveMeasure(row.id, row.version)),
    "progress": _of(PlanGoal, lambda _w, row, n, d: NoteProgress(row.id, d, n % 5)),
    "kin": lambda w, n, _d: AddNextOfKin(w.person, f"Slekt {n}"),
    "kin_remove": _of(NextOfKin, lambda _w, row, _n, _d: RemoveNextOfKin(row.id)),
    "service": lambda w, n, _d: AddParticipant(w.person, "nav", f"NAV {n}"),
    "leave": _of(Participant, lambda _w, row, _n, d: LeaveCareGroup(row.id, row.version, d)),
    "crisis": lambda w, _n, d: MakeCrisisPlan(w.person, made_on=d),
    "crisis_edit": _of(CrisisPlan, _crisis_edit),
    "crisis_level": _of(
        CrisisPlan, lambda _w, row, n, _d: WriteCrisisLevel(row.id, "good", None, signs=f"{n}")
    ),
    "crisis_review": _of(
        CrisisPlan, lambda _w, row, _n, d: ReviewCrisisPlan(row.id, row.version, on=d)
    ),
    "meeting": lambda w, n, d: PlanAMeeting(
        w.person, _moment(d), invited=tuple({PERSON, _whom(w, n) or PERSON}), held=bool(n % 2)
    ),
    "meeting_move": _of(
        PlanMeeting, lambda _w, row, _n, d: EditPlanMeeting(row.id, row.version, start=_moment(d))
    ),
    "meeting_cancel": _of(
        PlanMeeting, lambda _w, row, _n, _d: CancelPlanMeeting(row.id, row.version)
    ),
    "meeting_begin": _of(
        PlanMeeting, lambda _w, row, _n, _d: BeginPlanMeeting(row.id, row.version)
    ),
    "meeting_end": _of(PlanMeeting, lambda _w, row, _n, _d: EndPlanMeeting(row.id, row.version)),
}

_STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("act"), st.sampled_from(sorted(_ACTS)), st.integers(0, 7), st.integers(-5, 5)
        ),
        st.tuples(st.just("undo"), st.integers(0, 3), st.just(0), st.just(0)),
    ),
    min_size=6,
    max_size=25,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_every_act_and_every_undo_leaves_what_is_true(
    any_desk: Desk, make: Make, second_desk: Any, steps: Any
) -> None:
    """Two members act and undo in any order; a refused act is a known error and changes nothing."""
    rights = any_desk.actor.rights
    actor = Actor(make.staff("Tove Kvam"), "Tove Kvam", "pc-2", rights)
    with second_desk(any_desk, actor) as other:
        world = World((any_desk, other), make.person())
        world.begin()
        done: list[tuple[Desk, str]] = []
        for number, (kind, what, pick, days) in enumerate(steps):
            desk = world.desks[number % 2]
            if kind == "undo":
                if not done:
                    continue
                desk, act_id = done[-1 - what % len(done)]
                action: Action[Any] | None = UndoAct(act_id)
            else:
                action = world.act(what, pick, days)
            if action is None:
                continue
            newest = desk.store.newest()
            try:
                desk.do(action)
            except KnownError:
                assert desk.store.newest() == newest
                continue
            if desk.store.newest() != newest:
                done.append((desk, newest_act(desk)))
            world.true()
        assert all(found.is_in_order for found in check.check(any_desk.store, None))


def newest_act(desk: Desk) -> str:
    """The id of the act done last."""
    with desk.store.reading(desk.actor) as reader:
        return reader.session.scalars(select(Act.id).order_by(Act.last.desc()).limit(1)).one()
