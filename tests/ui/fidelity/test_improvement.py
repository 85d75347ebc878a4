"""Recommendations become tasks of the team, with an owner and a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factdesk.assessments.actions.improvements import PlanImprovement
from factdesk.desk import Desk
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.desks import member
from tests.support.measurements import signed, the
from ui.bridge import Bridge
from ui.fidelity.improvement_dialog import ImprovementDialog
from ui.fidelity.improvement_part import ImprovementPart
from ui.fidelity.improvement_table import state_of

WAIT = 20_000
Shown = Callable[[Any], Any]


@pytest.fixture
def recommended(desk: Desk) -> str:
    """A signed assessment with two recommendations."""
    return signed(desk, recommended={"S1": "Prøv to faste hjemmedager", "H9": "Lys ut stillingen"})


@pytest.fixture
def part(bridge: Bridge, recommended: str, shown: Shown, qtbot: QtBot) -> ImprovementPart:
    """The part on it."""
    made: ImprovementPart = shown(ImprovementPart(bridge))
    qtbot.waitUntil(lambda: made.facts is not None and made.facts.id == recommended, timeout=WAIT)
    return made


def test_recommendations_stand_in_the_scales_order(part: ImprovementPart) -> None:
    assert [row.slot for row in part.recommendations.rows] == ["H9", "S1"]
    assert unnamed(part) == []


def test_a_recommendation_becomes_a_task_with_owner_and_day(
    part: ImprovementPart,
    desk: Desk,
    recommended: str,
    shown_dialog: Callable[[type[Any]], Any],
    qtbot: QtBot,
) -> None:
    part.above.setCurrentIndex(part.recommendations.index_of("S1"))
    part.above.setFocus()
    qtbot.keyClick(part.above, Qt.Key.Key_Return)
    dialog = shown_dialog(ImprovementDialog)
    assert dialog.text.toPlainText() == "Prøv to faste hjemmedager"
    assert dialog.due.value == date(2027, 2, 23)
    dialog.submit()
    qtbot.waitUntil(lambda: part.tasks.total == 1, timeout=WAIT)
    planned = the(desk, recommended).improvements[0]
    assert (planned.item, planned.owner_id, planned.due_on) == (
        "S1", desk.actor.id, date(2027, 2, 23),
    )  # fmt: skip
    assert next(row for row in part.recommendations.rows if row.slot == "S1").is_planned


def test_a_task_without_words_is_refused_and_nothing_is_lost(
    part: ImprovementPart, shown_dialog: Callable[[type[Any]], Any]
) -> None:
    part.plan_another()
    dialog = shown_dialog(ImprovementDialog)
    dialog.submit()
    assert "words, an owner and a day" in dialog.error
    assert part.tasks.total == 0


def test_a_late_task_is_told_in_shape_and_word(
    part: ImprovementPart, desk: Desk, recommended: str, qtbot: QtBot
) -> None:
    desk.do(PlanImprovement(recommended, "S1", "Hjemmedager", desk.actor.id, date(2026, 11, 1)))
    qtbot.waitUntil(lambda: part.tasks.total == 1, timeout=WAIT)
    assert state_of(part.tasks.rows[0].row) == ("red", "Late")
    assert "1 late" in part.line.text()


def test_a_task_is_taken_out_of_the_plan_and_undone(
    part: ImprovementPart, desk: Desk, recommended: str, qtbot: QtBot
) -> None:
    desk.do(PlanImprovement(recommended, "S1", "Hjemmedager", desk.actor.id, date(2027, 1, 1)))
    qtbot.waitUntil(lambda: part.tasks.total == 1, timeout=WAIT)
    part.remove()
    qtbot.waitUntil(lambda: part.tasks.total == 0, timeout=WAIT)
    desk.undo().result()
    qtbot.waitUntil(lambda: part.tasks.total == 1, timeout=WAIT)


def test_a_member_who_does_not_lead_reads_the_plan(
    desk: Desk,
    recommended: str,
    second_desk: Callable[..., Desk],
    make: Make,
    bridge_to: Callable[[Desk], Bridge],
    shown: Shown,
    qtbot: QtBot,
) -> None:
    tove = make.staff("Tove Kvam")
    bridge = bridge_to(second_desk(desk, member(tove, "Tove Kvam")))
    part: ImprovementPart = shown(ImprovementPart(bridge))
    qtbot.waitUntil(lambda: part.recommendations.total == 2, timeout=WAIT)
    assert not part.may_plan
    assert not part.plan_button.isVisible()
    part.plan()
    assert not part.findChildren(ImprovementDialog)
