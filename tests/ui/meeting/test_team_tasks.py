"""Before the meeting ends it looks at the team's own tasks, and ticks off what is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import FinishTask
from factdesk.board.team_tasks import TeamTasks
from ui.widgets.texts import Label


def at_the_end(qtbot: Any, page: Any) -> Any:
    """Start the meeting and go to its end; the block of tasks."""
    panel = page.minutes_panel
    page._start(None, None, None)
    qtbot.waitUntil(lambda: page.running and page.stack.currentWidget() is page.run_panel)
    page.go_to_end()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is panel)
    return panel.team_tasks


def test_a_task_of_the_team_is_ticked_off(qtbot: Any, desk: Any, open_page: Any) -> None:
    desk.do(AddTask(None, "Ansett jobbspesialist", desk.actor.id, date(2026, 12, 1)))
    page = open_page()
    block = at_the_end(qtbot, page)
    qtbot.waitUntil(lambda: block.isVisible() and len(block.boxes) == 1)
    assert block.boxes[0].accessibleName() == "Kvitter ut: Ansett jobbspesialist"
    qtbot.mouseClick(block.boxes[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: block.tasks[0].done_at is not None)
    assert block.boxes[0].isChecked()
    assert not block.boxes[0].isEnabled()
    assert desk.see(TeamTasks())[0].done_at is not None


def test_without_tasks_nothing_is_shown(qtbot: Any, desk: Any, open_page: Any) -> None:
    block = at_the_end(qtbot, open_page())
    assert not block.isVisible()


def test_a_tick_that_is_refused_is_taken_back(qtbot: Any, desk: Any, open_page: Any) -> None:
    task = desk.do(AddTask(None, "Ansett jobbspesialist"))
    page = open_page()
    block = at_the_end(qtbot, page)
    qtbot.waitUntil(lambda: len(block.boxes) == 1)
    seen = block.tasks[0]
    desk.do(FinishTask(task, 1))
    qtbot.waitUntil(lambda: block.tasks[0].done_at is not None)
    block.done_wanted.emit(seen)
    qtbot.waitUntil(lambda: bool(page.messages_said.problems))
    assert block.boxes[0].isChecked()


def test_the_minutes_of_what_has_ended_are_minutes_only(
    qtbot: Any, desk: Any, open_page: Any
) -> None:
    desk.do(AddTask(None, "Ansett jobbspesialist"))
    page = open_page()
    block = at_the_end(qtbot, page)
    qtbot.waitUntil(block.isVisible)
    page._end("")
    qtbot.waitUntil(lambda: not page.minutes_panel.is_running)
    assert not block.isVisible()


def test_a_late_task_says_so_in_words_and_another_year_is_told(
    qtbot: Any, desk: Any, open_page: Any
) -> None:
    desk.do(AddTask(None, "Ansett jobbspesialist", None, date(2026, 11, 2)))
    desk.do(AddTask(None, "Ny rutine", None, date(2027, 3, 1)))
    block = at_the_end(qtbot, open_page())
    qtbot.waitUntil(lambda: len(block.boxes) == 2)
    told = [label.text() for label in block.findChildren(Label)]
    assert "Ansett jobbspesialist · frist var 2.11." in told
    assert "Ny rutine · 01.03.2027" in told
