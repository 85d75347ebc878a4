"""What stands about an assessment: the report's head, strengths, raters, charts drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factdesk.assessments.assessors import NewAssessor
from factdesk.assessments.drafts import text_draft
from factdesk.desk import Desk
from factdesk.store.action import Actor
from factdesk.store.drafts import SaveDraft
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.measurements import opened, signed, the
from tests.support.messages import RecordedMessages
from tests.support.small_scale import member
from ui.bridge import Bridge
from ui.fidelity.about_part import AboutPart
from ui.fidelity.page import FidelityPage
from ui.fidelity.rater_dialog import RaterDialog
from ui.fidelity.sheet import SheetView

WAIT = 20_000


@pytest.fixture
def about(
    bridge: Bridge, messages: RecordedMessages, shown: Callable[[Any], Any], qtbot: QtBot
) -> Callable[[str], AboutPart]:
    """Return a function that shows the part on an assessment."""

    def show(assessment_id: str) -> AboutPart:
        part: AboutPart = shown(AboutPart(bridge, messages, assessment_id))
        qtbot.waitUntil(lambda: part.facts is not None and bridge.is_settled, timeout=WAIT)
        return part

    return show


def test_texts_of_the_report_save_themselves_when_left(
    desk: Desk, about: Callable[[str], AboutPart], qtbot: QtBot
) -> None:
    made = opened(desk)
    part = about(made)
    part.areas["strengths"].setPlainText("Tett samarbeid med sykehuset")
    part.areas["owners"].setPlainText("Fjellbygda kommune\nog Nordfjell HF")
    part.leave()
    qtbot.waitUntil(lambda: the(desk, made).strengths is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: the(desk, made).owners is not None, timeout=WAIT)
    facts = the(desk, made)
    assert facts.strengths == "Tett samarbeid med sykehuset"
    assert facts.owners == "Fjellbygda kommune og Nordfjell HF"
    assert unnamed(part) == []


def test_what_was_typed_before_a_lock_is_there_again(
    desk: Desk, about: Callable[[str], AboutPart], qtbot: QtBot
) -> None:
    made = opened(desk)
    desk.do(SaveDraft(text_draft(made, "weaknesses"), "Få hjemmebesøk", the(desk, made).version))
    part = about(made)
    qtbot.waitUntil(
        lambda: part.areas["weaknesses"].toPlainText() == "Få hjemmebesøk", timeout=WAIT
    )


def test_a_rater_is_added_and_taken_off(
    desk: Desk,
    about: Callable[[str], AboutPart],
    shown_dialog: Callable[[type[Any]], Any],
    messages: RecordedMessages,
    make: Make,
    qtbot: QtBot,
) -> None:
    make.staff("Tove Kvam")
    made = opened(desk)
    part = about(made)
    part.add_rater()
    dialog = shown_dialog(RaterDialog)
    dialog.submit()
    assert "name" in dialog.error
    dialog.name.setText("Ola Revisor")
    dialog.organisation.setText("Nasjonalt senter")
    dialog.submit()
    qtbot.waitUntil(lambda: len(part.remove_buttons) == 2, timeout=WAIT)
    assert the(desk, made).assessors[1].organisation == "Nasjonalt senter"
    qtbot.mouseClick(part.remove_buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: the(desk, made).assessors[1].has_left, timeout=WAIT)
    assert "Ola Revisor" in messages.questions[0][0]


def test_a_signed_one_is_to_read(desk: Desk, about: Callable[[str], AboutPart]) -> None:
    part = about(signed(desk))
    assert all(area.isReadOnly() for area in part.areas.values())
    assert not any(area.isVisible() for area in part.areas.values()), "no frames to write in"
    assert part.read["title"].text.text() == "DACTS 2025"
    assert part.read["strengths"].text.text() == "–"
    assert all(each.isVisible() for each in part.read.values())
    assert not part.add_button.isVisible()
    assert part.remove_buttons == []


def test_a_rater_reads_what_the_leader_writes(
    desk: Desk,
    bridge_to: Callable[[Desk], Bridge],
    messages: RecordedMessages,
    shown: Callable[[Any], Any],
    make: Make,
    second_desk: Callable[[Desk, Actor], Desk],
    qtbot: QtBot,
) -> None:
    tove = make.staff("Tove Kvam")
    made = opened(desk, raters=(NewAssessor(tove),))
    bridge = bridge_to(second_desk(desk, member(tove, "Tove Kvam")))
    part = shown(AboutPart(bridge, messages, made))
    qtbot.waitUntil(lambda: part.facts is not None, timeout=WAIT)
    assert part.read["title"].isVisible()
    assert not part.areas["title"].isVisible()
    assert part.areas["strengths"].isVisible()
    assert not part.read["strengths"].isVisible()


def test_a_chart_of_the_sample_leads_to_its_record_and_names_nobody(
    desk: Desk, about: Callable[[str], AboutPart], make: Make, qtbot: QtBot
) -> None:
    person = make.person("Gustav", "Hemmelig")
    part = about(opened(desk, raters=(NewAssessor(desk.actor.id),)))
    chart = part.charts.findChildren(type(part.back))[0]
    assert "Hemmelig" not in chart.text()
    with qtbot.waitSignal(part.person_wanted) as wanted:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton)
    assert wanted.args == [person]


def test_from_the_sheet_and_back_to_it(
    desk: Desk,
    bridge: Bridge,
    messages: RecordedMessages,
    shown: Callable[[Any], Any],
    qtbot: QtBot,
) -> None:
    made = opened(desk)
    page: FidelityPage = shown(FidelityPage(bridge, messages))
    page.show_assessment(made)
    next(each for each in page.commands() if each.id == "fidelity.about").run()
    assert isinstance(page.over, AboutPart)
    page.over.leave()
    assert isinstance(page.over, SheetView)
    assert page.over.head.about.isVisible()
    page.over.head.about.click()
    assert isinstance(page.over, AboutPart)
    page.over.leave()
    assert isinstance(page.over, SheetView)
    page.over.leave()
    assert page.over is None
    assert page.list.isVisible()
