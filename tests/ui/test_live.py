"""A live view: when it asks, which answers it shows, and what it leaves alone while hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.store.conflict import Gone
from factdesk.store.link import Link, LinkState
from ui.live import Live


@dataclass(frozen=True)
class Asked:
    """A view that is touched by the changes that name it."""

    name: str

    def touched_by(self, changes: object) -> bool:
        return changes == self.name


class Asking(QObject):
    """Keeps the questions, so that a test answers them in the order it wants."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.link = Link(LinkState.LIVE)
        self.questions: list[tuple[Asked, Callable[[Any], None], Callable[[Any], bool]]] = []

    def ask(self, view: Asked, *, on: QObject, then: Any, failed: Any) -> None:
        self.questions.append((view, then, failed))

    def answer(self, at: int, answer: str) -> None:
        self.questions[at][1](answer)


class Seat:
    """A widget with its live view; ``name`` is what is asked for, ``shown`` what came."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bridge, self.widget = Asking(), QWidget()
        qtbot.addWidget(self.widget)
        self.name, self.typing = "board", False
        self.shown: list[str] = []
        self.errors: list[BaseException] = []
        self.takes = True
        self.live: Live[Any] = Live(
            self.bridge,  # type: ignore[arg-type]
            self.widget,
            lambda: Asked(self.name),  # type: ignore[arg-type, return-value]
            self.shown.append,
            busy=lambda: self.typing,
            failed=self._fail,
        )
        self._qtbot = qtbot

    def _fail(self, error: BaseException) -> bool:
        self.errors.append(error)
        return self.takes

    def asked(self, count: int) -> None:
        """Wait until so many questions were asked, and see that no more are."""
        self._qtbot.waitUntil(lambda: len(self.bridge.questions) >= count, timeout=2000)
        self.turn()
        assert len(self.bridge.questions) == count

    def turn(self) -> None:
        """Let everything that waits for the event loop have its turn."""
        from PySide6.QtCore import QTimer

        with self._qtbot.waitCallback(timeout=2000) as called:
            QTimer.singleShot(0, lambda: QTimer.singleShot(0, called))


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    return Seat(qtbot)


def test_it_asks_when_it_is_first_seen_and_not_before(seat: Seat) -> None:
    seat.bridge.changed.emit("board")
    seat.asked(0)
    seat.widget.show()
    seat.asked(1)


def test_a_burst_of_changes_asks_once(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    seat.bridge.answer(0, "first")
    for _change in range(5):
        seat.bridge.changed.emit("board")
    seat.bridge.changed.emit("another table")
    seat.asked(2)


def test_an_answer_to_an_older_question_is_not_shown(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    seat.name = "another day"
    seat.live.refresh()
    seat.bridge.answer(0, "the day before")
    assert seat.shown == []
    seat.asked(2)
    seat.bridge.answer(1, "another day")
    assert seat.shown == ["another day"]


def test_answers_that_overtake_each_other_leave_the_newest(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    seat.bridge.changed.emit("board")
    seat.asked(2)
    seat.bridge.answer(1, "new")
    seat.bridge.answer(0, "old")
    assert seat.shown == ["new"]


def test_changes_that_never_rest_do_not_keep_the_screen_empty(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    for count in range(2, 5):
        seat.bridge.changed.emit("board")
        seat.asked(count)
        seat.bridge.answer(count - 2, f"answer {count - 2}")
    assert seat.shown == ["answer 0", "answer 1", "answer 2"]


def test_what_is_hidden_is_neither_asked_nor_shown_anew(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    seat.widget.hide()
    seat.bridge.answer(0, "too late")
    seat.bridge.changed.emit("board")
    seat.asked(1)
    assert seat.shown == []
    seat.widget.show()
    seat.asked(2)


def test_hidden_before_its_turn_it_does_not_ask(seat: Seat) -> None:
    seat.widget.show()
    seat.widget.hide()
    seat.asked(0)
    seat.widget.show()
    seat.asked(1)


def test_while_somebody_types_nothing_changes_under_the_hands(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    seat.typing = True
    seat.bridge.answer(0, "would take the editor away")
    seat.bridge.changed.emit("board")
    seat.asked(1)
    assert seat.shown == []
    seat.typing = False
    seat.live.resume()
    seat.asked(2)
    seat.bridge.answer(1, "now")
    assert seat.shown == ["now"]


def test_a_question_that_failed_is_asked_again_when_it_is_seen_again(seat: Seat) -> None:
    seat.widget.show()
    seat.asked(1)
    seat.bridge.questions[0][2](OSError("away"))
    assert len(seat.errors) == 1
    seat.bridge.changed.emit("another table")
    seat.asked(1)
    seat.widget.hide()
    seat.widget.show()
    seat.asked(2)


@pytest.mark.parametrize("state", [LinkState.LIVE, LinkState.AWAY])
def test_what_only_the_copy_lacks_is_not_told_as_removed(seat: Seat, state: LinkState) -> None:
    seat.takes = False
    seat.bridge.link = Link(state)
    seat.widget.show()
    seat.asked(1)
    gone = seat.bridge.questions[0][2](Gone("board_meetings", "x"))
    another = seat.bridge.questions[0][2](RuntimeError())
    assert (gone, another) == (state is LinkState.AWAY, False)
