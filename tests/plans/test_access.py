"""A blocked member, and one without a basis in the health laws, read and write nothing of plans."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from factdesk.desk import Desk
from factdesk.papers.making import PaperOf
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.actions.next_of_kin import AddNextOfKin
from factdesk.people.actions.participants import AddParticipant
from factdesk.people.errors import Blocked
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.goals import AddGoal
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan, NewCrisisContact
from factdesk.plans.actions.measures import AddMeasure
from factdesk.plans.actions.plan import EditPlan, RevisePlan
from factdesk.plans.actions.plan_meetings import PlanAMeeting
from factdesk.plans.actions.progress import NoteProgress
from factdesk.plans.actions.write_crisis_level import WriteCrisisLevel
from factdesk.plans.crisis_view import PersonCrisisPlan
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.meeting_view import ThePlanMeeting
from factdesk.store.action import Action, Actor, View
from factdesk.store.conflict import Refused
from factdesk.team.roles import Role, rights_of
from tests.store.test_views import every
from tests.support.builders import Make
from tests.support.plan_facts import planned

SECRET = "hemmelig"
TODAY = date(2026, 11, 23)


def actor(make: Make, name: str, *, has_health_basis: bool = True) -> Actor:
    """A member of the team."""
    rights = rights_of(Role.MEMBER, is_administrator=False, has_health_basis=has_health_basis)
    return Actor(make.staff(name), name, "pc", rights)


@pytest.fixture
def known(any_desk: Desk, make: Make) -> dict[str, Any]:
    """A person with something written everywhere, and what its rows are called in commands."""
    desk, soon = any_desk, any_desk.clock.now() + timedelta(days=1)
    made = planned(desk, make)
    desk.do(EditPlan(made.plan, made.row.version, strengths=SECRET, needs=SECRET))
    goal = desk.do(AddGoal(made.plan, "home", SECRET))
    measure = desk.do(AddMeasure(goal, SECRET, how=SECRET))
    progress = desk.do(NoteProgress(goal, TODAY, 1, SECRET))
    service = desk.do(AddParticipant(made.person, "nav", name=SECRET))
    desk.do(AddNextOfKin(made.person, SECRET, in_plan=True))
    shared = (made.person, ConsentKind.SHARE, ConsentGiver.SELF, SECRET, service)
    consent = desk.do(GiveConsent(*shared))
    contacts = (NewCrisisContact(SECRET, "113"),)
    crisis = desk.do(MakeCrisisPlan(made.person, made_with=SECRET, contacts=contacts))
    desk.do(WriteCrisisLevel(crisis, "good", None, signs=SECRET))
    meeting = desk.do(PlanAMeeting(made.person, soon, place=SECRET, headings=(SECRET,)))
    desk.do(RevisePlan(made.plan, made.row.version, why=SECRET))
    return {
        "person_id": made.person, "plan_id": made.plan, "goal_id": goal, "measure_id": measure,
        "progress_id": progress, "participant_id": service, "consent_id": consent,
        "crisis_plan_id": crisis, "meeting_id": meeting, "seen": 1, "on": TODAY, "day": TODAY,
        "item_id": desk.see(ThePlanMeeting(meeting)).items[0].id, "entity": "goal",
        "contact_id": desk.see(PersonCrisisPlan(made.person)).contacts[0].id, "row_id": goal,
        "field": "text", "number": 1, "one": 1, "ended_on": TODAY, "step": 1, "to": 0,
        "kind": ConsentKind.PLAN, "given_by": ConsentGiver.SELF, "given_on": TODAY,
        "service": "nav", "life_area": "home", "level": "good", "text": "x", "heading": "x",
        "name": "x", "phone": "113", "start": soon, "attended": None,
        "party": Party(PartyKind.PERSON),
    }  # fmt: skip


def filled(cls: type[Any], known: dict[str, Any]) -> Any:
    """A view or command about that person."""
    needed = [
        field.name for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING
    ]
    return cls(**{name: known[name] for name in needed})


def of_plans(base: type[Any]) -> list[type[Any]]:
    """Every one of the plans' room, and of consents and care groups."""
    rooms = ("factdesk.plans.", "factdesk.people.actions.consents")
    others = "factdesk.people.actions.participants"
    return [one for one in every(base) if one.__module__.startswith((*rooms, others))]


def test_no_view_shows_them_a_plan(any_desk: Desk, make: Make, known: dict[str, Any]) -> None:
    tove, nina = actor(make, "Tove Kvam"), actor(make, "Nina Bø", has_health_basis=False)
    any_desk.do(BlockAccess(known["person_id"], tove.id, "nabo"))
    for cls in of_plans(View):
        with pytest.raises(Blocked):
            any_desk.store.ask(filled(cls, known), tove)
        with pytest.raises(Refused):
            any_desk.store.ask(filled(cls, known), nina)


def test_no_act_of_theirs_writes_in_a_plan(
    any_desk: Desk, make: Make, known: dict[str, Any]
) -> None:
    tove, nina = actor(make, "Tove Kvam"), actor(make, "Nina Bø", has_health_basis=False)
    any_desk.do(BlockAccess(known["person_id"], tove.id, "nabo"))
    newest = any_desk.store.newest()
    for cls in of_plans(Action):
        with pytest.raises(Blocked):
            any_desk.store.run(filled(cls, known), tove)
        with pytest.raises(Refused):
            any_desk.store.run(filled(cls, known), nina)
    assert any_desk.store.newest() == newest


@pytest.mark.parametrize("kind", ["plan", "crisis-plan", "pocket-card", "consents", "plan-meeting"])
def test_no_paper_is_made_for_them(
    any_desk: Desk, make: Make, known: dict[str, Any], kind: str
) -> None:
    tove, nina = actor(make, "Tove Kvam"), actor(make, "Nina Bø", has_health_basis=False)
    any_desk.do(BlockAccess(known["person_id"], tove.id, "nabo"))
    wanted = PaperOf(kind, person_id=known["person_id"])
    any_desk.see(wanted)
    with pytest.raises(Blocked):
        any_desk.store.ask(wanted, tove)
    with pytest.raises(Refused):
        any_desk.store.ask(wanted, nina)
    by_meeting = PaperOf("plan-meeting", row_id=known["meeting_id"], person_id=make.person("Ola"))
    with pytest.raises(Blocked):
        any_desk.store.ask(by_meeting, tove)
