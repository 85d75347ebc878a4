"""In a blind assessment no way leads to the figures before one's own scores are done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factdesk.assessments.actions.change_assessors import LeaveAssessors
from factdesk.assessments.actions.edit_assessment import WithdrawAssessment
from factdesk.assessments.actions.open_assessment import OpenAssessment
from factdesk.assessments.assessors import NewAssessor
from factdesk.assessments.errors import FiguresWait
from factdesk.assessments.figure_views import Figures
from factdesk.desk import Desk
from factdesk.store.action import Actor
from tests.support.builders import Make
from tests.support.measurements import rated, the
from tests.support.small_scale import member

LAST = date(2026, 11, 22)


def blind(desk: Desk, *raters: str) -> str:
    """A blind DACTS with these raters."""
    who = tuple(NewAssessor(staff_id=each) for each in raters)
    return desk.do(
        OpenAssessment("dacts", "Blind 2026", date(2025, 11, 23), LAST, who, blind_first=True)
    )


@pytest.mark.parametrize("asked", [Figures("dacts", LAST), Figures("dacts", date(2025, 6, 30))])
def test_a_rater_who_is_not_done_is_told_why_there_are_no_figures(
    desk: Desk, asked: Figures
) -> None:
    made = blind(desk, desk.actor.id)
    with pytest.raises(FiguresWait, match="Blind 2026"):
        desk.see(asked)
    rated(desk, made)
    assert desk.see(asked)


def test_another_scale_with_the_same_figures_waits_too(desk: Desk) -> None:
    blind(desk, desk.actor.id)
    with pytest.raises(FiguresWait):
        desk.see(Figures("facts-2010", LAST))


def test_nor_does_another_assessment_of_the_same_figures_lead_there(desk: Desk) -> None:
    blind(desk, desk.actor.id)
    seeing = desk.do(OpenAssessment("dacts", "Seeing", date(2025, 11, 23), LAST))
    with pytest.raises(FiguresWait):
        desk.see(Figures.of_assessment(the(desk, seeing)))


def test_who_does_not_rate_sees_the_figures(
    desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    tove = make.staff("Tove Kvam")
    blind(desk, tove)
    assert desk.see(Figures("dacts", LAST))
    with pytest.raises(FiguresWait):
        second_desk(desk, member(tove, "Tove Kvam")).see(Figures("dacts", LAST))


def test_a_rater_who_was_taken_off_no_longer_waits(desk: Desk, make: Make) -> None:
    made = blind(desk, desk.actor.id, make.staff("Tove Kvam"))
    me = next(each for each in the(desk, made).assessors if each.is_me)
    desk.do(LeaveAssessors(me.id, me.version))
    assert desk.see(Figures("dacts", LAST))


def test_what_is_withdrawn_hides_nothing(desk: Desk) -> None:
    made = blind(desk, desk.actor.id)
    desk.do(WithdrawAssessment(made, the(desk, made).version, "opened by mistake"))
    assert desk.see(Figures("dacts", LAST))
