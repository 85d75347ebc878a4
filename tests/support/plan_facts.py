"""Plans for tests: whole ones as plain values, random ones, and ones on a desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from factdesk.desk import Desk
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.consents import ConsentStanding, ConsentState
from factdesk.people.kinds import ConsentGiver, ConsentKind, LanguageForm
from factdesk.plans.actions.goals import AddGoal
from factdesk.plans.actions.measures import AddMeasure
from factdesk.plans.actions.plan import MakePlan
from factdesk.plans.facts import (
    GoalRow,
    MeasureRow,
    PartyFact,
    PlanFacts,
    PlanRow,
    ProgressRow,
    every_goal,
)
from factdesk.plans.kinds import STEPS, GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.rules import check_points
from factdesk.plans.view import PersonPlan
from tests.support.builders import Make

TODAY = date(2026, 11, 23)
COORDINATOR = Party(PartyKind.STAFF, "c" * 32)
SERVICE = Party(PartyKind.SERVICE, "5" * 32)
KIN = Party(PartyKind.NEXT_OF_KIN, "d" * 32)
IN_FORCE: ConsentStanding[Any] = ConsentStanding(ConsentState.IN_FORCE, None)


def plan_row(**fields: Any) -> PlanRow:
    """A plan with every text and date filled."""
    texts = (
        "situation important strengths needs contribution_person contribution_services"
        " contribution_relatives cooperation"
    ).split()
    values: dict[str, Any] = {name: f"{name} æøå" for name in texts} | {
        "id": "a" * 32,
        "version": 1,
        "person_id": "b" * 32,
        "number": 1,
        "started_on": TODAY,
        "period_from": TODAY,
        "period_to": date(2027, 11, 23),
        "review_on": date(2027, 5, 23),
        "ended_on": None,
        "end_reason": None,
    }
    return PlanRow(**values | fields)


def measure_row(**fields: Any) -> MeasureRow:
    """A measure with every field filled, under way."""
    values: dict[str, Any] = {
        "id": "e" * 32,
        "version": 1,
        "goal_id": "f" * 32,
        "text": "Handle sammen",
        "how": "Går i butikken",
        "extent": "Hver tirsdag",
        "responsible": SERVICE,
        "responsible_name": "Kari Moe",
        "responsible_left": False,
        "start_on": TODAY,
        "due_on": date(2027, 2, 1),
        "status": MeasureStatus.ONGOING,
        "position": 0,
        "is_late": False,
    }
    return MeasureRow(**values | fields)


def goal_row(**fields: Any) -> GoalRow:
    """A goal with one measure."""
    values: dict[str, Any] = {
        "id": "f" * 32,
        "version": 1,
        "parent_id": None,
        "life_area": "home",
        "text": "Bo i egen leilighet",
        "status": GoalStatus.ACTIVE,
        "position": 0,
        "measures": (measure_row(),),
    }
    return GoalRow(**values | fields)


def party_fact(party: Party, **fields: Any) -> PartyFact:
    """Somebody who takes part with a consent in force."""
    values: dict[str, Any] = {
        "party": party,
        "name": f"Kari {party.kind}",
        "role": "Rolle",
        "phone": None,
        "email": None,
        "in_plan": True,
        "has_left": False,
        "consent": ConsentState.IN_FORCE,
    }
    return PartyFact(**values | fields)


def whole(**fields: Any) -> PlanFacts:
    """A plan that meets every point; the points are of the fields given."""
    values: dict[str, Any] = {
        "person_id": "b" * 32,
        "name": "Åse Ødegård",
        "language": LanguageForm.NYNORSK,
        "day": TODAY,
        "coordinator_id": COORDINATOR.id,
        "child_coordinator_id": None,
        "plan": plan_row(),
        "goals": (goal_row(),),
        "parties": (party_fact(COORDINATOR), party_fact(SERVICE), party_fact(KIN)),
        "points": (),
        "consent": IN_FORCE,
        "can_begin": False,
        "versions": (),
        "next_meeting": datetime(2026, 12, 1, 9, tzinfo=UTC),
    }
    return checked(PlanFacts(**values | fields))


def checked(facts: PlanFacts) -> PlanFacts:
    """The facts with the points that follow from them."""
    points = check_points(
        facts.plan, facts.goals, facts.parties, facts.consent, facts.coordinator_id
    )
    return replace(facts, points=points)


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
_SOME_TEXT = st.none() | _TEXT.filter(bool)
_DAY = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
_PARTY = st.sampled_from([None, COORDINATOR, SERVICE, KIN, Party(PartyKind.PERSON)])


@st.composite
def random_facts(draw: st.DrawFn) -> PlanFacts:
    """Any plan: texts that are or are not there, goals in two levels, measures, progress."""
    texts = {
        name: draw(_SOME_TEXT)
        for name in ("situation", "strengths", "needs", "contribution_person", "cooperation")
    }
    dates = {name: draw(_DAY) for name in ("period_from", "period_to", "review_on")}
    goals = tuple(
        _goal(draw, f"{number:032x}", None, number) for number in range(draw(st.integers(0, 3)))
    )
    states = st.none() | st.sampled_from(ConsentState)
    return whole(
        plan=plan_row(**texts, **dates),
        goals=goals,
        parties=tuple(
            party_fact(party, in_plan=draw(st.booleans()), consent=draw(states))
            for party in (COORDINATOR, SERVICE, KIN)
        ),
        consent=ConsentStanding(draw(states), None),
        coordinator_id=draw(st.sampled_from([None, COORDINATOR.id])),
        next_meeting=None,
    )


def _goal(draw: st.DrawFn, goal_id: str, parent: str | None, position: int) -> GoalRow:
    has_child = parent is None and draw(st.booleans())
    children = (_goal(draw, f"1{goal_id[1:]}", goal_id, 0),) if has_child else ()
    measures = tuple(
        measure_row(
            id=f"{number}{goal_id[1:]}",
            goal_id=goal_id,
            position=number,
            how=draw(_SOME_TEXT),
            extent=draw(_SOME_TEXT),
            responsible=draw(_PARTY),
            responsible_left=draw(st.booleans()),
            due_on=draw(_DAY),
            status=draw(st.sampled_from(MeasureStatus)),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    progress = tuple(
        ProgressRow(f"2{goal_id[1:]}", 1, TODAY, draw(st.sampled_from(STEPS)), None, None)
        for _each in range(draw(st.integers(0, 1)))
    )
    return goal_row(
        id=goal_id,
        parent_id=parent,
        text=draw(_TEXT.filter(bool)),
        status=draw(st.sampled_from(GoalStatus)),
        position=position,
        children=children,
        measures=measures,
        progress=progress,
    )


def without_versions(facts: PlanFacts) -> PlanFacts:
    """The facts with every row at version 1: what undo brings back has counted on."""

    def goal(row: GoalRow) -> GoalRow:
        return replace(
            row,
            version=1,
            children=tuple(goal(child) for child in row.children),
            measures=tuple(replace(each, version=1) for each in row.measures),
            progress=tuple(replace(each, version=1) for each in row.progress),
        )

    plan = facts.plan and replace(facts.plan, version=1)
    return replace(facts, plan=plan, goals=tuple(goal(row) for row in facts.goals))


@dataclass(frozen=True)
class Planned:
    """A person with a plan, a goal, a sub-goal, and a measure of each."""

    desk: Desk
    person: str
    plan: str
    goal: str
    sub_goal: str
    measure: str
    sub_measure: str

    @property
    def facts(self) -> PlanFacts:
        """The plan as it is now."""
        return self.desk.see(PersonPlan(self.person))

    @property
    def row(self) -> PlanRow:
        """The plan itself, which must be open."""
        plan = self.facts.plan
        assert plan is not None
        return plan

    def goal_row(self, goal_id: str) -> GoalRow:
        """A goal by id."""
        return next(row for row in every_goal(self.facts.goals) if row.id == goal_id)

    def measure_row(self, measure_id: str) -> MeasureRow:
        """A measure by id."""
        goals = every_goal(self.facts.goals)
        return next(row for goal in goals for row in goal.measures if row.id == measure_id)


def consent(desk: Desk, person: str, **fields: Any) -> str:
    """The person's own consent to a plan."""
    return desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF, **fields))


def planned(desk: Desk, make: Make, **person: Any) -> Planned:
    """A plan on a desk, made with a consent."""
    person_id = make.person(**person)
    consent(desk, person_id)
    plan = desk.do(MakePlan(person_id))
    goal = desk.do(AddGoal(plan, "home", "Bo i egen leilighet"))
    sub_goal = desk.do(AddGoal(plan, "home", "Betale husleia selv", parent_id=goal))
    staff = Party(PartyKind.STAFF, desk.actor.id)
    measure = desk.do(AddMeasure(goal, "Søke bolig", responsible=staff))
    sub_measure = desk.do(AddMeasure(sub_goal, "Sette opp faste trekk"))
    return Planned(desk, person_id, plan, goal, sub_goal, measure, sub_measure)
