"""Opening an assessment: the edition kept with it, the sample, the list of scales."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.assessments.actions.improvements import PlanImprovement, RemoveImprovement
from factdesk.assessments.actions.open_assessment import NewAssessor, OpenAssessment
from factdesk.assessments.actions.scale_forms import PutAwayScaleForm
from factdesk.assessments.errors import (
    BadNumber,
    BadPeriod,
    DayOutOfReach,
    NoSuchForm,
    NoSuchItem,
    NotAMember,
    RaterTwice,
)
from factdesk.assessments.forms import ScaleForms
from factdesk.assessments.sampling import HIGHEST_SEED, MOST_CHARTS, draw, seed_from
from factdesk.assessments.views import Assessments, TheAssessment
from factdesk.board.actions.close_task import FinishTask
from factdesk.desk import Desk
from factdesk.people.errors import TextMissing
from factdesk.people.kinds import Stage
from factdesk.store.conflict import Gone
from tests.support.builders import Make
from tests.support.small_scale import Team

YEAR = {"period_from": date(2025, 11, 23), "period_to": date(2026, 11, 22)}


def opened(desk: Desk, **fields: Any) -> str:
    return desk.do(OpenAssessment(**{"form": "dacts", "title": "DACTS 2026", **YEAR, **fields}))


def test_a_shipped_scale_is_kept_when_first_used(any_desk: Desk) -> None:
    before = {row.scale_id: row for row in any_desk.see(ScaleForms())}
    assert before["dacts"].id is None
    assert before["dacts"].key == "dacts"
    assert before["facts-2010"].needs_wording
    assert not before["dacts"].needs_wording
    first, second = opened(any_desk), opened(any_desk)
    kept = [row for row in any_desk.see(ScaleForms()) if row.scale_id == "dacts"]
    assert len(kept) == 1
    assert kept[0].in_use
    assert kept[0].id is not None
    facts = any_desk.see(TheAssessment(first))
    assert facts.scale.id == "dacts"
    assert facts.slots == 28
    assert facts.form_id == any_desk.see(TheAssessment(second)).form_id == kept[0].id
    opened(any_desk, form=kept[0].id)


def test_opening_is_undone_with_all_it_made(any_desk: Desk, make: Make) -> None:
    make.person()
    opened(any_desk, assessors=(NewAssessor(make.staff()), NewAssessor(None, "Kari Vik")))
    any_desk.undo().result()
    assert any_desk.see(Assessments()) == ()
    assert all(row.id is None for row in any_desk.see(ScaleForms()))
    any_desk.redo().result()
    assert any_desk.see(Assessments())[0].assessor_names == ("Tove Kvam", "Kari Vik")


def test_a_form_put_away_is_not_opened(desk: Desk, make: Make) -> None:
    form = opened(desk)
    form = desk.see(TheAssessment(form)).form_id
    desk.do(PutAwayScaleForm(form, 1))
    for key in (form, "dacts", "nothing"):
        with pytest.raises(NoSuchForm):
            opened(desk, form=key)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": "  "}, TextMissing),
        ({"period_from": date(2026, 11, 23)}, BadPeriod),
        ({"period_to": date(2026, 11, 24)}, BadPeriod),
        ({"period_from": date(1, 1, 1), "period_to": date(1, 12, 31)}, DayOutOfReach),
        ({"sample_size": -1}, BadNumber),
        ({"sample_size": MOST_CHARTS + 1}, BadNumber),
        ({"sample_seed": -1}, BadNumber),
        ({"sample_seed": HIGHEST_SEED + 1}, BadNumber),
        ({"assessors": (NewAssessor(None, " "),)}, TextMissing),
        ({"assessors": (NewAssessor("0" * 32),)}, Gone),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Desk, fields: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        opened(desk, **fields)
    assert desk.see(Assessments()) == ()


def test_the_edges_are_allowed(any_desk: Desk) -> None:
    today = any_desk.clock.today()
    opened(
        any_desk,
        period_from=today,
        period_to=today,
        sample_seed=HIGHEST_SEED,
        sample_size=0,
    )
    assert any_desk.see(Assessments())[0].period_to == today


def test_raters_are_members_each_once(desk: Desk, make: Make) -> None:
    tove = make.staff()
    gone = make.staff("Per Lie", valid_to=desk.clock.today() - timedelta(days=1))
    with pytest.raises(RaterTwice):
        opened(desk, assessors=(NewAssessor(tove), NewAssessor(tove)))
    with pytest.raises(NotAMember):
        opened(desk, assessors=(NewAssessor(gone),))


def test_the_sample_is_of_the_caseload_on_the_last_day(any_desk: Desk, make: Make) -> None:
    last = YEAR["period_to"]
    there = {make.person(str(number)) for number in range(6)}
    after = last + timedelta(days=1)
    there.add(make.person("Sluttet etter", stage=Stage.CLOSED, closed_on=after))
    make.person("Sluttet den dagen", stage=Stage.CLOSED, closed_on=last)
    make.person("Kom etter", enrolled_on=after)
    make.person("Henvist", stage=Stage.REFERRED, enrolled_on=None)
    sample = any_desk.see(TheAssessment(opened(any_desk, sample_size=50, sample_seed=7))).sample
    assert {person for person, _label in sample} == there
    labels = [label for _person, label in sample]
    assert labels == sorted(set(labels))
    few = any_desk.see(TheAssessment(opened(any_desk, sample_size=3, sample_seed=7))).sample
    assert {person for person, _label in few} == set(draw(there, 7, 3))
    assert set(few) < set(sample)


def test_the_sample_can_be_drawn_again_anywhere() -> None:
    assert draw(["a", "b", "c", "d"], 7, 2) == tuple(
        sorted("abcd", key=lambda each: sha256(f"7:{each}".encode()).hexdigest())[:2]
    )
    assert draw(["a", "b", "c", "d", "e"], 7, 5) == ("c", "e", "a", "d", "b")


@given(
    ids=st.lists(st.text(min_size=1), unique=True),
    seed=st.integers(0, HIGHEST_SEED),
    size=st.integers(0, 20),
)
def test_a_sample_does_not_depend_on_the_order(ids: list[str], seed: int, size: int) -> None:
    drawn = draw(ids, seed, size)
    assert drawn == draw(reversed(ids), seed, size)
    assert len(drawn) == min(size, len(ids))
    assert set(drawn) <= set(ids)
    assert draw(ids, seed, size + 1)[:size] == drawn


@given(st.text())
def test_a_seed_fits_its_column(text: str) -> None:
    assert 0 <= seed_from(text) <= HIGHEST_SEED


def test_improvements_are_tasks_of_the_team(team: Team) -> None:
    team.signed(3, 3, 3, 3, 3)
    due = date(2026, 11, 1)
    tove = team.tove.actor.id
    team.leader.do(PlanImprovement(team.id, "3a", "Ansett jobbspesialist", tove, due))
    team.leader.do(PlanImprovement(team.id, None, "Årlig måling"))
    one, other = team.facts().improvements
    assert (one.item, one.text, one.owner, one.due_on, one.is_late) == (
        "3", "Ansett jobbspesialist", "TK", due, True,
    )  # fmt: skip
    assert (other.item, other.owner, other.due_on, other.is_late) == (None, None, None, False)
    assert team.facts().hash_holds
    team.tove.do(FinishTask(one.task_id, one.task_version))
    one, other = team.facts().improvements
    assert one.done_at is not None
    assert not one.is_late
    team.leader.do(RemoveImprovement(other.id))
    assert [each.id for each in team.facts().improvements] == [one.id]
    team.leader.undo().result()
    assert len(team.facts().improvements) == 2
    with pytest.raises(TextMissing):
        team.leader.do(PlanImprovement(team.id, None, " "))
    with pytest.raises(NoSuchItem):
        team.leader.do(PlanImprovement(team.id, "9", "x"))
