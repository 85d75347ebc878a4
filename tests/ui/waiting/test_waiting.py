"""What was written away: seen, compared, tried again, copied, thrown away; never lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk import waiting
from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.views import RowDetails
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.actions.notes import AddNote
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Bench
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.messages import RecordedMessages
from tests.support.screens import active_window
from ui.bridge import Bridge
from ui.conflicts import ConflictPanel
from ui.theme import theme
from ui.waiting.dialog import WaitingDialog
from ui.waiting.rows import COLUMNS
from ui.widgets.dialogs import Question

WAIT = 10_000
NOTE = "Ringte søsteren. Hun kommer på tirsdag."


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    yield active_window(qapp, qtbot, 1280, 760)
    theme().set_text_scale(1.0)


@pytest.fixture
def person(make: Make) -> str:
    return make.person("Åse", "Ødegård")


@pytest.fixture
def seat(desk: Desk, tmp_path: Path, clock: FixedClock, person: str) -> Iterator[Seat]:
    """A seat beside a server, with its copy filled."""
    made = Seat(Bench(desk, tmp_path / "seats" / "one", clock))
    made.open()
    yield made
    made.close()


@pytest.fixture
def bridge(seat: Seat, window: QWidget, qtbot: QtBot) -> Iterator[Bridge]:
    """The seat's desk on the screen."""
    here = Desk(seat.store, seat.actor, links=seat.links)
    # Not the child of the window, which goes before the last answers have come.
    made = Bridge(here, RecordedMessages(), lambda *_args: None)
    with qtbot.waitSignal(made.ready, timeout=WAIT):
        pass
    yield made
    qtbot.waitUntil(lambda: made.is_settled, timeout=WAIT)
    made.close()
    here.close()
    seat.folder.close()
    seat.is_open = False


def off(work: Callable[[], object]) -> None:
    """Do it on another thread: the database refuses the screen's."""
    with ThreadPoolExecutor(1) as other:
        other.submit(work).result()


def written_away(seat: Seat, person: str, *texts: str) -> None:
    """The line is cut, and notes are written."""

    def write() -> None:
        seat.go_away()
        for text in texts or (NOTE,):
            seat.run(AddNote(person, text))

    off(write)


def shown(bridge: Bridge, window: QWidget, qtbot: QtBot, count: int) -> WaitingDialog:
    dialog = WaitingDialog(bridge, RecordedMessages(), window)
    dialog.open()
    settled(dialog, bridge, qtbot, count)
    return dialog


def settled(dialog: WaitingDialog, bridge: Bridge, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: bridge.is_settled and dialog.model.rowCount() == count, timeout=WAIT)


def both_rename(seat: Seat, desk: Desk, person: str) -> None:
    """A task that I renamed away while a colleague renamed it too."""

    def work() -> None:
        task = desk.do(AddTask(person, "Ringe NAV"))
        assert seat.store.settle()
        seat.go_away()
        seat.run(EditTask(task, 1, text="Ringe NAV om bolig"))
        desk.do(EditTask(task, 1, text="Ringe NAV om penger"))
        seat.come_back()

    off(work)


def task_text(desk: Desk, person: str) -> str:
    return desk.see(RowDetails(person)).tasks[0].text


def test_where_nothing_waits_it_says_so(bridge: Bridge, window: QWidget, qtbot: QtBot) -> None:
    dialog = shown(bridge, window, qtbot, 0)
    assert dialog.empty.isVisible()
    assert not dialog.table.isVisible()
    assert unnamed(dialog) == []
    dialog.accept()


def test_what_waits_is_shown_with_its_person_its_time_and_its_state(
    bridge: Bridge, seat: Seat, window: QWidget, qtbot: QtBot, person: str
) -> None:
    written_away(seat, person)
    dialog = shown(bridge, window, qtbot, 1)
    row = dialog.model.row(dialog.model.index(0, 0))
    assert [column.text(row) for column in COLUMNS] == [
        f"Note: Åse Ødegård – {NOTE}",
        "Åse Ødegård",
        "23 Nov 08:30",
        "Waits to be sent",
    ]
    assert dialog.text.text() == NOTE
    assert not dialog.try_button.isVisible()
    assert unnamed(dialog) == []
    dialog.accept()


def test_what_was_written_is_copied_whole(
    bridge: Bridge, seat: Seat, window: QWidget, qtbot: QtBot, person: str
) -> None:
    written_away(seat, person)
    dialog = shown(bridge, window, qtbot, 1)
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == NOTE
    dialog.accept()


def test_nothing_is_thrown_away_without_a_yes(
    bridge: Bridge, seat: Seat, window: QWidget, qtbot: QtBot, person: str
) -> None:
    written_away(seat, person)
    dialog = shown(bridge, window, qtbot, 1)
    dialog.throw_button.click()
    question = dialog.findChild(Question)
    qtbot.keyClick(question.secondary, Qt.Key.Key_Return)
    assert len(seat.store.waiting()) == 1
    dialog.throw_button.click()
    questions = [one for one in dialog.findChildren(Question) if one.isVisible()]
    qtbot.keyClick(questions[0].primary, Qt.Key.Key_Return)
    settled(dialog, bridge, qtbot, 0)
    assert seat.store.waiting() == ()
    dialog.accept()


def test_a_conflict_is_compared_and_mine_is_saved_knowing_it(
    bridge: Bridge, seat: Seat, desk: Desk, window: QWidget, qtbot: QtBot, person: str
) -> None:
    both_rename(seat, desk, person)
    dialog = shown(bridge, window, qtbot, 1)
    assert "else has changed this" in dialog.why.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    panel = dialog.findChild(ConflictPanel)
    assert unnamed(panel) == []
    qtbot.keyClick(panel.primary, Qt.Key.Key_Space)
    settled(dialog, bridge, qtbot, 0)
    assert task_text(desk, person) == "Ringe NAV om bolig"
    dialog.accept()


def test_theirs_is_kept_by_throwing_mine_away(
    bridge: Bridge, seat: Seat, desk: Desk, window: QWidget, qtbot: QtBot, person: str
) -> None:
    both_rename(seat, desk, person)
    dialog = shown(bridge, window, qtbot, 1)
    dialog.compare_button.click()
    qtbot.keyClick(dialog.findChild(ConflictPanel).secondary, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.findChild(Question).primary, Qt.Key.Key_Return)
    settled(dialog, bridge, qtbot, 0)
    assert task_text(desk, person) == "Ringe NAV om penger"
    dialog.accept()


def test_leaving_the_comparison_decides_nothing(
    bridge: Bridge, seat: Seat, desk: Desk, window: QWidget, qtbot: QtBot, person: str
) -> None:
    both_rename(seat, desk, person)
    dialog = shown(bridge, window, qtbot, 1)
    dialog.compare_button.click()
    qtbot.keyClick(dialog.findChild(ConflictPanel), Qt.Key.Key_Escape)
    assert dialog.findChildren(Question) == []
    assert len(seat.store.waiting()) == 1
    dialog.accept()


def test_what_is_refused_again_stays_with_its_words(
    bridge: Bridge, seat: Seat, desk: Desk, window: QWidget, qtbot: QtBot, person: str
) -> None:

    def work() -> None:
        task = desk.do(AddTask(person, "Ringe NAV"))
        assert seat.store.settle()
        seat.go_away()
        seat.run(EditTask(task, 1, text="Ringe NAV om bolig"))
        desk.undo().result()
        seat.come_back()

    off(work)
    dialog = shown(bridge, window, qtbot, 1)
    assert dialog.try_button.isVisible()
    dialog.try_button.click()
    qtbot.waitUntil(lambda: dialog.error != "", timeout=WAIT)
    assert "removed" in dialog.error
    assert dialog.text.text() == "Ringe NAV om bolig"
    dialog.accept()


def test_the_list_follows_while_it_is_open(
    bridge: Bridge, seat: Seat, window: QWidget, qtbot: QtBot, person: str
) -> None:
    written_away(seat, person)
    dialog = shown(bridge, window, qtbot, 1)
    off(seat.come_back)
    settled(dialog, bridge, qtbot, 0)
    assert dialog.empty.isVisible()
    dialog.accept()


def test_values_are_those_that_collided_not_their_texts(
    seat: Seat, desk: Desk, person: str
) -> None:
    task = desk.do(AddTask(person, "Ringe NAV"))
    assert seat.store.settle()
    seat.go_away()
    seat.run(EditTask(task, 1, due_on=date(2026, 12, 24)))
    desk.do(EditTask(task, 1, due_on=date(2026, 12, 1)))
    seat.come_back()
    here = Desk(seat.store, seat.actor, links=seat.links)
    (entry,) = waiting.entries(here).result()
    assert entry.conflict is not None
    each = entry.conflict.fields["due_on"]
    assert (each.mine, each.base, each.now) == (date(2026, 12, 24), None, date(2026, 12, 1))
    here.close()
    seat.folder.close()
    seat.is_open = False


def test_a_desk_on_a_folder_has_nothing_that_waits(desk: Desk) -> None:
    assert waiting.entries(desk).result() == ()
    waiting.discard(desk, "1").result()
    waiting.retry(desk, "1").result()


def test_the_copy_is_told_of_while_it_is_made_and_can_be_declined(
    desk: Desk, tmp_path: Path, clock: FixedClock, person: str
) -> None:
    seat = Seat(Bench(desk, tmp_path / "seats" / "two", clock))
    seat.open()
    told: list[int | None] = []
    seat.links.on_change(lambda link: told.append(link.copied))
    here = Desk(seat.store, seat.actor, links=seat.links)
    assert waiting.may_copy(here)
    assert not waiting.may_copy(desk)
    assert seat.links.now.copied == 100
    seat.store.copy.remove()
    waiting.want_copy(here, wanted=False)
    assert seat.store.settle()
    assert not seat.store.copy.is_filled
    waiting.want_copy(here, wanted=True)
    assert seat.store.settle()
    assert seat.store.copy.is_filled
    assert told[0] == 0
    assert told[-1] == 100
    here.close()
    seat.folder.close()
    seat.is_open = False


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_never_larger_than_its_window(
    bridge: Bridge, seat: Seat, window: QWidget, qtbot: QtBot, person: str, scale: float
) -> None:
    theme().set_text_scale(scale)
    written_away(seat, person, *(f"{NOTE} {number}" for number in range(12)))
    dialog = shown(bridge, window, qtbot, 12)
    assert dialog.height() <= window.height()
    dialog.accept()
