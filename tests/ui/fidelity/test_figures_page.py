"""Figures from the team's own data, on the page, without any assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from factdesk.assessments.actions.open_assessment import OpenAssessment
from factdesk.assessments.assessors import NewAssessor
from factdesk.assessments.figure_views import without_persons
from factdesk.desk import Desk
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.measurements import rated
from ui.bridge import Bridge
from ui.fidelity.figure_rows import FigureRowsDialog
from ui.fidelity.figures_part import FiguresPart

WAIT = 20_000
Shown = Callable[[Any], Any]


@pytest.fixture
def part(bridge: Bridge, shown: Shown, make: Make, qtbot: QtBot) -> FiguresPart:
    """The part on a team with one person who was met twice, once outside."""
    person, nurse = make.person("Gustav", "Hemmelig"), make.staff("Tove Kvam")
    make.contact(person, nurse, place="home")
    make.contact(person, nurse, place="office")
    made: FiguresPart = shown(FiguresPart(bridge))
    qtbot.waitUntil(lambda: made.model.total > 0, timeout=WAIT)
    return made


def choose(part: FiguresPart, item: str) -> None:
    part.table.setCurrentIndex(part.model.index_of(item))


def test_every_item_that_data_can_answer_stands_with_its_figure(part: FiguresPart) -> None:
    assert part.model.total == 22
    assert part.scale.currentText().startswith("Dartmouth")
    choose(part, "S1")
    assert part.current is not None
    assert part.current.figure.value == 50
    row = part.model.index_of("S1").row()
    told = [part.model.index(row, at).data() for at in range(part.model.columnCount())]
    assert told[0] == "S1"
    assert told[2] == "50 %"
    assert unnamed(part) == []


def test_a_year_to_today_is_proposed_and_follows_the_last_day(
    part: FiguresPart, qtbot: QtBot
) -> None:
    assert (part.first.value, part.to.value) == (date(2025, 11, 24), date(2026, 11, 23))
    part.to.line.setText("30.6.2026")
    qtbot.keyClick(part.to.line, Qt.Key.Key_Return)
    assert part.first.value == date(2025, 7, 1)
    qtbot.waitUntil(part.table.isVisible, timeout=WAIT)
    choose(part, "S1")
    qtbot.waitUntil(lambda: part.current is not None and part.current.figure.value is None)
    assert part.current is not None
    assert part.current.figure.last == date(2026, 6, 30)
    assert part.current.suggestion is None


def test_the_rows_behind_a_figure_name_nobody(
    part: FiguresPart, shown_dialog: Callable[[type[Any]], Any], qtbot: QtBot
) -> None:
    choose(part, "S1")
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_Return)
    dialog = shown_dialog(FigureRowsDialog)
    told = [
        str(dialog.model.index(row, column).data())
        for row in range(dialog.model.rowCount())
        for column in range(dialog.model.columnCount())
    ]
    assert dialog.model.rowCount() == 1
    assert not [text for text in told if "Hemmelig" in text or "Gustav" in text]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_row_of_a_person_leads_to_the_page_of_that_person(
    part: FiguresPart, desk: Desk, shown_dialog: Callable[[type[Any]], Any], qtbot: QtBot
) -> None:
    choose(part, "S1")
    part.show_rows()
    dialog = shown_dialog(FigureRowsDialog)
    person = dialog.model.rows[0].row.person_id
    with qtbot.waitSignal(part.person_wanted, timeout=WAIT) as wanted:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert wanted.args == [person]
    assert not dialog.isVisible()


def test_who_may_not_open_records_is_led_to_nobody(
    part: FiguresPart, shown_dialog: Callable[[type[Any]], Any], qtbot: QtBot
) -> None:
    choose(part, "S1")
    assert part.current is not None
    closed = replace(part.current, figure=without_persons(part.current.figure))
    dialog = FigureRowsDialog(part, closed)
    dialog.open()
    with qtbot.assertNotEmitted(dialog.person_wanted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_a_rater_of_a_blind_assessment_is_told_why_until_the_rating_is_done(
    part: FiguresPart, desk: Desk, qtbot: QtBot
) -> None:
    made = desk.do(
        OpenAssessment(
            "dacts", "Blind 2026", date(2025, 11, 23), date(2026, 11, 22),
            (NewAssessor(staff_id=desk.actor.id),), blind_first=True,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: part.blind is not None, timeout=WAIT)
    assert part.blind is not None
    assert part.blind.isVisible()
    assert "«Blind 2026» blind first" in " ".join(
        label.text() for label in part.blind.findChildren(QLabel)
    )
    assert part.model.total == 0
    assert not part.rows_button.isEnabled()
    rated(desk, made)
    qtbot.waitUntil(lambda: part.model.total == 22, timeout=WAIT)
    assert part.blind is None
    assert part.table.isVisible()


def test_a_period_that_ends_before_it_begins_is_refused_at_its_field(
    part: FiguresPart, qtbot: QtBot
) -> None:
    part.first.line.setText("1.12.2026")
    qtbot.keyClick(part.first.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "before it begins" in part.first_field.error)


def test_a_computation_is_stopped_and_begun_again(part: FiguresPart, qtbot: QtBot) -> None:
    part.compute()
    assert part.progress.isVisible()
    part.stop()
    assert not part.progress.isVisible()
    assert not part.table.isVisible()
    part.compute()
    qtbot.waitUntil(part.table.isVisible, timeout=WAIT)


def test_changed_data_is_said_and_computed_only_when_asked(
    part: FiguresPart, make: Make, qtbot: QtBot
) -> None:
    before = part.stand.text()
    make.person("Ny", "Person")
    qtbot.waitUntil(lambda: part.stand.text() != before)
    assert "changed since" in part.stand.text()
    qtbot.mouseClick(part.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "computed at" in part.stand.text(), timeout=WAIT)
