"""The bridge: answers that overtake each other, and a lock in the middle of everything."""

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from factdesk.clock import FixedClock
from factdesk.people.actions.notes import AddNote
from factdesk.plans.actions.plan import EndPlan
from factdesk.store.feed import Changes
from factdesk.store.link import Link, Links, LinkState
from factdesk.store.marks import Marks
from factdesk.store.seat.refusals import NotReadAway
from factdesk.team.views import TheTeam
from tests.support.desks import MONDAY
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge


class HeldDesk:
    """A desk whose questions stay open until the test answers them."""

    def __init__(self) -> None:
        self.store = SimpleNamespace(forbidden_thread=None)
        self.teams: list[Future[Any]] = []
        self.histories: list[Future[Any]] = []
        self.listeners: list[Any] = []
        self.links = Links(FixedClock(MONDAY))
        self.marks = Marks("a", FixedClock(MONDAY))

    @property
    def link(self) -> Link:
        return self.links.now

    def on_shut_out(self, _listener: Any) -> Any:
        return lambda: None

    def on_link(self, listener: Any) -> Any:
        return self.links.on_change(listener)

    def ask(self, _view: object) -> Future[Any]:
        self.teams.append(Future())
        return self.teams[-1]

    def history(self) -> Future[Any]:
        self.histories.append(Future())
        return self.histories[-1]

    def subscribe(self, listener: Any) -> Any:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)


CHANGE = Changes(1, 1, frozenset({("staff", "a")}), frozenset({"b"}))


@pytest.fixture
def held() -> HeldDesk:
    return HeldDesk()


@pytest.fixture
def bridge(qtbot: QtBot, held: HeldDesk) -> Bridge:
    return Bridge(held, RecordedMessages(), lambda *_args: None)  # type: ignore[arg-type]


def _team(name: str) -> Any:
    return SimpleNamespace(name=name)


def test_an_older_team_does_not_replace_a_newer_one(
    qtbot: QtBot, bridge: Bridge, held: HeldDesk
) -> None:
    with qtbot.waitSignal(bridge.ready, timeout=2000):
        held.teams[0].set_result(_team("as it was"))
    for _again in range(2):
        with qtbot.waitSignal(bridge.changed, timeout=2000):
            held.listeners[0](CHANGE)
    with qtbot.waitSignal(bridge.team_changed, timeout=2000):
        held.teams[2].set_result(_team("newest"))
    held.teams[1].set_result(_team("older"))
    for history in held.histories:
        history.set_result(None)
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=2000)
    assert bridge.team.name == "newest"  # type: ignore[attr-defined]


def test_an_older_history_does_not_replace_a_newer_one(
    qtbot: QtBot, bridge: Bridge, held: HeldDesk
) -> None:
    told: list[object] = []
    bridge.history_changed.connect(told.append)
    with qtbot.waitSignal(bridge.changed, timeout=2000):
        held.listeners[0](CHANGE)
    with qtbot.waitSignal(bridge.history_changed, timeout=2000):
        held.histories[1].set_result("newest")
    held.histories[0].set_result("older")
    held.teams[0].set_result(_team("the team"))
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=2000)
    assert told == ["newest"]


def test_after_the_lock_nothing_comes_home(qtbot: QtBot, bridge: Bridge, held: HeldDesk) -> None:
    told: list[object] = []
    bridge.ready.connect(lambda: told.append("ready"))
    bridge.changed.connect(told.append)
    hear = held.listeners[0]
    bridge.close()
    assert held.listeners == []
    # The writer was in the middle of telling, a reader in the middle of answering.
    hear(CHANGE)
    held.teams[0].set_result(_team("the team"))
    with qtbot.waitCallback(timeout=2000) as called:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, lambda: QTimer.singleShot(0, called))
    assert told == []


@pytest.mark.parametrize("taken", [True, False])
def test_what_a_question_fails_with_is_shown_once_unless_who_asked_takes_it(
    qtbot: QtBot, held: HeldDesk, taken: bool
) -> None:
    messages, told = RecordedMessages(), list[BaseException]()
    bridge = Bridge(held, messages, lambda *_args: None)  # type: ignore[arg-type]

    def failed(error: BaseException) -> bool:
        told.append(error)
        return taken

    bridge.ask(TheTeam(), on=bridge, then=lambda _team: None, failed=failed)
    bridge.deliver(held.history(), on=bridge, then=lambda _history: None, failed=failed)
    question, other = NotReadAway(), NotReadAway()
    held.teams[-1].set_exception(question)
    held.histories[-1].set_exception(other)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=2000)
    assert told == [question, other]
    assert messages.problems == ([] if taken else [question, other])


def test_the_line_is_told_on_the_screens_thread_and_a_burst_is_one(
    qtbot: QtBot, bridge: Bridge, held: HeldDesk
) -> None:
    told: list[Link] = []
    bridge.link_changed.connect(told.append)
    assert bridge.link.state is LinkState.LOCAL
    with qtbot.waitSignal(bridge.link_changed, timeout=2000):
        held.links.away("The cable is out.")
        held.links.wait_with(2)
    assert [(link.state, link.waiting) for link in told] == [(LinkState.AWAY, 2)]
    assert bridge.link == told[0]


def test_marks_are_those_of_the_desk_and_their_changes_are_told(
    qtbot: QtBot, bridge: Bridge, held: HeldDesk
) -> None:
    with qtbot.waitSignal(bridge.marks_changed, timeout=2000):
        held.marks.set("editing", "persons:1:own_goal")
    assert [mark.what for mark in bridge.marks.all()] == ["persons:1:own_goal"]


def test_what_only_the_server_can_save_is_said_once_while_it_is_away(
    qtbot: QtBot, held: HeldDesk
) -> None:
    messages = RecordedMessages()
    bridge = Bridge(held, messages, lambda *_args: None)  # type: ignore[arg-type]
    plan, note = EndPlan("1", 1, MONDAY.date(), "moved"), AddNote("1", "Sov godt.")
    bridge.warn_of_draft(plan)
    assert messages.infos == []
    for _again in range(2):
        with qtbot.waitSignal(bridge.link_changed, timeout=2000):
            held.links.away("The cable is out.")
        for action in (note, plan, plan):
            bridge.warn_of_draft(action)
        with qtbot.waitSignal(bridge.link_changed, timeout=2000):
            held.links.reached(LinkState.LIVE)
    assert len(messages.infos) == 2
    assert "kept here as a draft" in messages.infos[0]
