"""What holds for every view and action: staleness, statements, indexes, rights, words."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select

import factdesk
from factdesk import moving, opening
from factdesk.assessments.tables import Assessment
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.tables import BoardMeeting, MeetingItem
from factdesk.clock import FixedClock
from factdesk.contacts.tables import Contact
from factdesk.desk import Desk
from factdesk.opening_server import open_server
from factdesk.papers.making import KINDS, right_of
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.plans.actions.plan import RevisePlan
from factdesk.plans.actions.review_crisis_plan import ReviewCrisisPlan
from factdesk.plans.tables import CrisisPlan, IndividualPlan, PlanMeeting
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.store.action import Action, Actor, View
from factdesk.store.conflict import Refused
from factdesk.team.roles import Role, rights_of
from factdesk.team.views import TheTeam
from tests.support import measurements
from tests.support.desks import MONDAY, PASSPHRASE
from tests.support.moving import Place
from tests.support.plans import plans_scanning, tables_in

T = TypeVar("T")

#: Grow with every day the team works; no view may read through one of them.
GROWING = frozenset(
    "contacts contact_staff notes tasks meeting_items meeting_attendance change_log acts"
    " access_log presence board_episodes printed_papers goal_progress plan_versions plan_meetings"
    " plan_meeting_items".split()
)

#: A few thousand rows after ten years, read once when somebody opens old minutes.
THROUGH = {"Minutes": {"tasks", "board_episodes"}}

#: Asked once and never shown, so nothing makes them stale.
ONCE = frozenset({"WhatIsThere", "PaperOf", "EveryTable"})

#: What a change of these is seen by is the table that the entry is of.
LOGS = frozenset({"acts", "change_log", "drafts", "store_info"})


def every(base: type[T]) -> list[type[T]]:
    """Every subclass in the program, whatever module it stands in."""
    for module in pkgutil.walk_packages(factdesk.__path__, "factdesk."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    found, waiting = [], [base]
    while waiting:
        waiting += waiting.pop().__subclasses__()
        found = [*found, *(one for one in waiting if one not in found)]
    return sorted(
        (one for one in found if one.__module__.startswith("factdesk.")), key=lambda c: c.__name__
    )


@pytest.fixture(scope="module")
def filled_folders(
    team_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A small and a large made-up team in the middle of a meeting, plans gone through."""
    small, large = (tmp_path_factory.mktemp("filled") / "team" for _number in range(2))
    for path, people in ((small, 6), (large, 40)):
        shutil.copytree(team_template, path)
        with opening.open_team(path, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
            fill(desk, Wish(desk.clock.today(), seed=3, people=people, days=60))
            desk.do(StartMeeting())
            desk.do(OpenRecord(busiest(desk)))
            desk.do(RevisePlan(plan_of(desk), 1))
            crisis = select(CrisisPlan.id).where(CrisisPlan.person_id == planned(desk))
            desk.do(ReviewCrisisPlan(first(desk, crisis), 1))
            measurements.signed(desk)
            measurements.opened(desk, "DACTS 2026")
    return small, large


@pytest.fixture
def filled(filled_folders: tuple[Path, Path], clock: FixedClock) -> Iterator[tuple[Desk, Desk]]:
    """The desks of both."""
    small, large = (opening.open_team(path, PASSPHRASE, clock=clock) for path in filled_folders)
    with small, large:
        yield small, large


def busiest(desk: Desk) -> str:
    """The person with most contacts."""
    return first(
        desk,
        select(Contact.person_id).group_by(Contact.person_id).order_by(func.count().desc()),
    )


def first(desk: Desk, query: Any) -> str:
    with desk.store.reading(desk.actor) as reader:
        return str(reader.session.scalars(query.limit(1)).one())


def acts() -> list[type[Action[Any]]]:
    """Every action of a user; what carries another's action has no code of its own."""
    return [action for action in every(Action) if hasattr(action, "code")]


def shown() -> list[type[View[Any]]]:
    """Every view of a screen."""
    return [view for view in every(View) if view.__name__ not in ONCE]


def sample(view: type[View[Any]], desk: Desk) -> View[Any]:
    """The view as a screen would ask it; a new view with new fields names them here."""
    given: dict[str, Callable[[], Any]] = {
        "person_id": lambda: busiest(desk),
        "item_id": lambda: first(desk, select(MeetingItem.id)),
        "meeting_id": lambda: first(
            desk, select(BoardMeeting.id).order_by(BoardMeeting.started_at)
        ),
        "contact_id": lambda: first(desk, select(Contact.id)),
        "person_ids": lambda: (busiest(desk),),
        "given": lambda: busiest(desk),
        "entity": lambda: "persons",
        "entity_id": lambda: busiest(desk),
        "seen": lambda: 1,
        "staff_id": lambda: first(
            desk,
            select(Person.coordinator_id)
            .where(Person.coordinator_id.is_not(None), Person.stage != Stage.CLOSED)
            .group_by(Person.coordinator_id)
            .order_by(func.count().desc()),
        ),
        "day": desk.clock.today,
        "form": lambda: "dacts",
        "to": desk.clock.today,
        "assessment_id": lambda: first(
            desk, select(Assessment.id).where(Assessment.signed_at.is_(None))
        ),
        "assessment_ids": lambda: (
            first(desk, select(Assessment.id).where(Assessment.signed_at.is_not(None))),
        ),
    }
    if view.__module__.startswith("factdesk.plans."):
        given |= of_plans(desk)
    return view(**{name: given[name]() for name in view.__dataclass_fields__ if name in given})  # type: ignore[attr-defined]


def of_one_record(view: type[View[Any]]) -> bool:
    """Whether a view reads the access log without being made stale by it.

    An emergency opening of a blocked record is asked about anew by whoever opens it.
    """
    return view.__name__ == "PersonRecord" or view.__module__.startswith("factdesk.plans.")


def planned(desk: Desk) -> str:
    """Somebody who has both an individual plan and a crisis plan."""
    return first(
        desk,
        select(IndividualPlan.person_id)
        .join(CrisisPlan, CrisisPlan.person_id == IndividualPlan.person_id)
        .where(IndividualPlan.ended_on.is_(None))
        .order_by(IndividualPlan.id),
    )


def plan_of(desk: Desk) -> str:
    return first(desk, select(IndividualPlan.id).where(IndividualPlan.person_id == planned(desk)))


def of_plans(desk: Desk) -> dict[str, Callable[[], Any]]:
    """What is asked about the plans of somebody who has them."""
    return {
        "person_id": lambda: planned(desk),
        "meeting_id": lambda: first(desk, select(PlanMeeting.id)),
        "entity": lambda: "plan",
        "row_id": lambda: plan_of(desk),
        "field": lambda: "strengths",
        "number": lambda: 1,
        "one": lambda: 1,
    }


def statements_of(desk: Desk, view: View[Any], actor: Actor) -> list[str]:
    with desk.store.counting() as statements:
        desk.store.ask(view, actor)
    return [one for one in statements if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]


def actors(desk: Desk, view: type[View[Any]]) -> list[Actor]:
    """The administrator, and one who has no other right than the view needs."""
    least = frozenset({view.right} - {None})
    return [desk.actor, Actor(desk.actor.id, desk.actor.name, "pc", least)]


def test_a_view_names_every_table_that_makes_it_stale(filled: tuple[Desk, Desk]) -> None:
    missing = {}
    for view in shown():
        if "touched_by" in vars(view):
            continue
        asked = sample(view, filled[1])
        for actor in actors(filled[1], view):
            for statement in statements_of(filled[1], asked, actor):
                unnamed = tables_in(statement) - LOGS - view.touches
                if of_one_record(view):
                    unnamed -= {"access_log"}
                if unnamed:
                    missing.setdefault(view.__name__, set()).update(unnamed)
    assert missing == {}


#: What is another on a server: the last act is the move, and members have a login's name.
MOVED = {"RecentActs", "TheTeam"}


def test_every_view_answers_alike_on_a_team_server(
    filled_folders: tuple[Path, Path], tmp_path: Path, place: Place, clock: FixedClock
) -> None:
    """Where names are sealed, what the folder answers in its statements is found in the program."""
    shutil.copytree(filled_folders[1], tmp_path / "team")
    with opening.open_team(tmp_path / "team", PASSPHRASE, clock=clock) as desk:
        moving.upload(desk, place.administrator, PASSPHRASE)
        with open_server(place.user(), PASSPHRASE, clock) as there:
            asked = [sample(view, desk) for view in shown()]
            other = [view for view in asked if desk.see(view) != there.see(view)]
    assert {type(view).__name__ for view in other} == MOVED


def test_a_view_takes_no_more_statements_for_a_larger_team(filled: tuple[Desk, Desk]) -> None:
    grown = {}
    for view in shown():
        few, many = (len(statements_of(desk, sample(view, desk), desk.actor)) for desk in filled)
        if many > few or many > 20:
            grown[view.__name__] = (few, many)
    assert grown == {}


def test_a_view_reads_through_no_table_that_grows(filled: tuple[Desk, Desk]) -> None:
    scans = []
    for view in shown():
        desk = filled[0]
        statements = statements_of(desk, sample(view, desk), desk.actor)
        tables = GROWING - THROUGH.get(view.__name__, set())
        scans += [(view.__name__, *found) for found in plans_scanning(desk, statements, tables)]
    assert scans == []


#: Actions without a right, and why each may be done by anybody who has unlocked the store.
FREE = {
    "undo": "one's own acts only, with the right of each",
    "draft.save": "one's own text",
    "draft.drop": "one's own text",
    "team.passphrase_set": "one's own; another's asks for the right in the handler",
    "team.passphrase_not_set": "one's own; another's asks for the right in the handler",
    "team.set_up": "only in a store without a team",
    "team.backed_up": "whoever opens the folder can copy it, so every copy is noted",
    "board.set_up": "only in a store without a board",
    "team.set_deputy": "one's own; another's asks for the right in the handler",
    "team.end_deputy": "one's own; another's asks for the right in the handler",
    "papers.printed": "the right of the paper's kind, asked for in the handler",
}


def test_every_action_needs_a_right_or_says_why_not() -> None:
    free = {action.code for action in acts() if action.right is None}
    assert free <= set(FREE)


#: Views without a right: nothing about a person of the caseload stands in them; a paper asks for
#: the right of its kind itself, and of a row that others changed only fields and members are told.
OPEN = {"TheTeam", "BoardSetup", "Drafts", "OthersSince", "PaperOf"}


def test_every_view_needs_a_right_or_shows_no_person() -> None:
    assert {view.__name__ for view in every(View) if view.right is None} == OPEN


def test_every_action_has_words_for_the_history() -> None:
    silent = [
        action.__name__
        for action in acts()
        if action.label.__func__ is Action.label.__func__  # type: ignore[attr-defined]
        and not action.code.startswith("draft.")
    ]
    assert silent == []


#: What an assessor from outside may ask: the fidelity room, and what names no person.
FIDELITY = frozenset("Assessments Comparison Figures ScaleForms TheAssessment".split())


def test_an_assessor_from_outside_asks_only_the_fidelity_room(filled: tuple[Desk, Desk]) -> None:
    desk = filled[0]
    rights = rights_of(Role.ASSESSOR, is_administrator=False, has_health_basis=True)
    assessor = Actor(desk.actor.id, "Jon Dahl", "pc", rights)
    answered = set()
    for view in shown():
        try:
            desk.store.ask(sample(view, desk), assessor)
        except Refused:
            continue
        answered.add(view.__name__)
    assert answered == FIDELITY | (OPEN - ONCE)


def test_an_assessor_from_outside_acts_only_in_the_fidelity_room() -> None:
    rights = rights_of(Role.ASSESSOR, is_administrator=False, has_health_basis=True)
    allowed = {action for action in acts() if action.right in rights}
    assert {action.__module__.split(".")[1] for action in allowed} == {"assessments"}


def test_what_an_assessor_is_told_names_no_person(filled: tuple[Desk, Desk]) -> None:
    desk = filled[1]
    with desk.store.reading(desk.actor) as reader:
        names = set(reader.session.scalars(select(Person.family_name)))
        names |= set(reader.session.scalars(select(Person.birth_number)))
    names -= {member.name.split()[-1] for member in desk.see(TheTeam()).members} | {None, ""}
    rights = rights_of(Role.ASSESSOR, is_administrator=False, has_health_basis=False)
    assessor = Actor(desk.actor.id, "Jon Dahl", "pc", rights)
    for view in shown():
        if view.__name__ in FIDELITY | {"TheTeam", "BoardSetup"}:
            told = re.findall(r"\w+", repr(desk.store.ask(sample(view, desk), assessor)))
            assert names.isdisjoint(told), view.__name__


def test_an_assessor_from_outside_gets_the_report_and_no_other_paper() -> None:
    rights = rights_of(Role.ASSESSOR, is_administrator=False, has_health_basis=True)
    assert {kind for kind in KINDS if right_of(kind) in rights} <= {"assessment"}
