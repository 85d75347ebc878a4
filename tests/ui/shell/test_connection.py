"""The line to the server on the screen: calm, in words, and never in the way of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.link import Link, LinkState
from factdesk.store.seat.refusals import NotSavedAway, OutcomeUnknown
from factdesk.store.server.refusals import ServerAway
from factdesk.words import set_language
from tests.support.accessible import unnamed
from tests.support.desks import MONDAY
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.page import Command
from ui.shell import link_watch
from ui.shell.link_panel import LinkPanel
from ui.shell.link_watch import LinkWatch
from ui.shell.link_words import gone, meaning, short, while_gone
from ui.shell.top_bar import TopBar
from ui.shell.workplace import Workplace
from ui.theme import theme

AWAY = Link(LinkState.AWAY, MONDAY, 3, "The cable is out.")


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def bridge(
    window: QWidget, qtbot: QtBot, desk: Desk, messages: RecordedMessages
) -> Iterator[Bridge]:
    # Not the child of the window, which goes before the last answers have come.
    made = Bridge(desk, messages, lambda *_args: None)
    with qtbot.waitSignal(made.ready):
        pass
    yield made
    qtbot.waitUntil(lambda: made.is_settled)
    made.close()


def go_away(qtbot: QtBot, bridge: Bridge, waiting: int = 0) -> None:
    with qtbot.waitSignal(bridge.link_changed):
        bridge.desk.links.away("The cable is out.")
        bridge.desk.links.wait_with(waiting)


def come_back(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.link_changed):
        bridge.desk.links.wait_with(0)
        bridge.desk.links.reached(LinkState.LIVE)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link(LinkState.LOCAL), "On this machine"),
        (Link(LinkState.LIVE), "Live"),
        (Link(LinkState.LIVE, waiting=1), "Live · 1 to look at"),
        (Link(LinkState.POLLING), "Fetches regularly"),
        (AWAY, "Away since 08:30 · 3 waiting"),
        (Link(LinkState.AWAY, MONDAY), "Away since 08:30"),
    ],
)
def test_each_state_has_its_words(link: Link, words: str) -> None:
    assert short(link, MONDAY) == words
    assert meaning(link)


def test_a_server_away_since_another_day_is_told_with_its_date() -> None:
    assert "23" in short(AWAY, MONDAY + timedelta(days=1))


def test_away_keeps_its_words_longer_than_anything_else_on_the_bar(window: QWidget) -> None:
    bar = TopBar()
    bar.setParent(window)
    bar.show_team("FACT Fjellbygda", "MH", "Marit Haugen")
    bar.show()
    for width in (1800, 1278, 1000):
        bar.resize(width, 56)
        bar.show_link(AWAY, MONDAY)
        assert bar._where.text() == "Away since 08:30 · 3 waiting"
    bar.resize(872, 56)
    bar.show_link(Link(LinkState.LIVE), MONDAY)
    assert bar._where.text() == ""
    assert bar._where.accessibleName() == "Connection: Live"


def test_the_words_on_the_bar_follow_the_language(window: QWidget) -> None:
    bar = TopBar()
    bar.setParent(window)
    bar.resize(1800, 56)
    bar.show_link(AWAY, MONDAY)
    set_language("nb")
    bar.show_team("FACT Fjellbygda", "MH", "Marit Haugen")
    assert bar._where.text() == "Borte siden 08:30 · 3 venter"


def test_an_outage_of_a_moment_is_no_news(
    window: QWidget, qtbot: QtBot, bridge: Bridge, messages: RecordedMessages
) -> None:
    watch = LinkWatch(bridge, messages, window)
    go_away(qtbot, bridge)
    assert watch.banner is None
    come_back(qtbot, bridge)
    assert not watch._patience.isActive()
    assert messages.infos == []


def test_a_longer_one_is_told_once_and_so_is_the_return(
    window: QWidget,
    qtbot: QtBot,
    bridge: Bridge,
    messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(link_watch, "PATIENCE_MS", 1)
    watch = LinkWatch(bridge, messages, window)
    go_away(qtbot, bridge)
    qtbot.waitUntil(lambda: watch.banner is not None)
    banner = watch.banner
    assert banner is not None
    assert "away since 08:30" in banner.message
    with qtbot.waitSignal(bridge.link_changed):
        bridge.desk.links.wait_with(2)
    assert watch.banner is banner
    come_back(qtbot, bridge)
    assert watch.banner is None
    assert messages.infos == ["The server is back."]


def test_a_desk_that_was_opened_away_says_so_at_once(
    window: QWidget, qtbot: QtBot, bridge: Bridge, messages: RecordedMessages
) -> None:
    go_away(qtbot, bridge)
    watch = LinkWatch(bridge, messages, window)
    watch.begin()
    assert messages.laid == [watch.banner]
    come_back(qtbot, bridge)
    assert messages.laid == []


@pytest.mark.parametrize(
    ("copied", "said", "icons"),
    [(100, "You go on with the copy", 3), (None, "no copy is kept", 1), (40, "no copy is kept", 1)],
)
def test_without_a_copy_nothing_is_promised(copied: int | None, said: str, icons: int) -> None:
    link = Link(LinkState.AWAY, MONDAY, copied=copied)
    assert said in gone(link, MONDAY)
    assert len(meaning(link)) == icons
    assert ("kept here" in while_gone(link)) is (copied == 100)


def test_what_the_server_did_not_take_is_told_when_it_is_back(
    window: QWidget, qtbot: QtBot, bridge: Bridge, messages: RecordedMessages
) -> None:
    watch = LinkWatch(bridge, messages, window)
    watch.begin()
    go_away(qtbot, bridge, waiting=3)
    assert messages.problems == []
    for _again in range(2):
        with qtbot.waitSignal(bridge.link_changed):
            bridge.desk.links.wait_with(1)
            bridge.desk.links.reached(LinkState.LIVE)
            bridge.desk.links.say(f"{_again}")
    assert [error.message for error in messages.problems] == [
        "1 entry written away needs your eyes."
    ]


def test_the_panel_says_what_it_means_and_follows(
    window: QWidget, qtbot: QtBot, bridge: Bridge
) -> None:
    go_away(qtbot, bridge, waiting=2)
    panel = LinkPanel(window, bridge)
    panel.open()
    assert panel.windowTitle() == "The server cannot be reached"
    assert panel.since.text() == "Since 08:30"
    assert panel.why.text() == "The cable is out."
    assert panel.waiting.text() == "2 entries wait to be sent."
    assert unnamed(panel) == []
    panel.secondary.click()
    assert not panel.secondary.isEnabled()
    come_back(qtbot, bridge)
    assert panel.windowTitle() == "Connected: changes come at once"
    assert panel.waiting.text() == "Nothing waits to be sent."
    assert not panel.secondary.isVisible()
    panel.reject()


@pytest.mark.parametrize(
    ("percent", "words"),
    [(None, "No copy is kept"), (40, "is being made: 40 %"), (100, "follows along")],
)
def test_how_much_of_the_copy_is_made_is_told(
    window: QWidget, qtbot: QtBot, bridge: Bridge, percent: int | None, words: str
) -> None:
    panel = LinkPanel(window, bridge)
    panel.open()
    assert not panel.copy_text.isVisible()
    with qtbot.waitSignal(bridge.link_changed):
        bridge.desk.links.copy_with(percent)
        bridge.desk.links.reached(LinkState.LIVE)
    assert words in panel.copy_text.text()
    assert panel.copy_bar.isVisible() is (percent == 40)
    assert unnamed(panel) == []
    panel.reject()


def test_trying_now_asks_the_one_who_listens(window: QWidget, qtbot: QtBot, bridge: Bridge) -> None:
    asked: list[str] = []
    bridge.desk.links.when_lost(lambda: asked.append("now"))
    go_away(qtbot, bridge)
    panel = LinkPanel(window, bridge)
    panel.open()
    panel.secondary.click()
    assert asked == ["now"]
    panel.reject()


def test_the_panel_leads_to_what_waits(window: QWidget, qtbot: QtBot, bridge: Bridge) -> None:
    go_away(qtbot, bridge, waiting=1)
    panel = LinkPanel(window, bridge)
    panel.open()
    with qtbot.waitSignal(panel.waiting_wanted):
        qtbot.keyClick(panel.see, Qt.Key.Key_Return)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_panel_is_never_larger_than_its_window(
    window: QWidget, qtbot: QtBot, bridge: Bridge, scale: float
) -> None:
    theme().set_text_scale(scale)
    go_away(qtbot, bridge, waiting=1)
    panel = LinkPanel(window, bridge)
    panel.open()
    assert panel.height() <= window.height()
    panel.reject()


def test_what_needs_the_server_says_so_before_anything_is_written(
    window: QWidget, qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    done: list[str] = []
    workplace = Workplace(desk, window)
    with qtbot.waitSignal(workplace.started):
        pass
    workplace.add_commands(
        [
            Command("a", "Bring in", lambda: done.append("a"), needs_server=True),
            Command("b", "Write a note", lambda: done.append("b")),
        ]
    )
    go_away(qtbot, workplace.bridge)
    for command in workplace.commands[:2]:
        command.run()
    assert done == ["b"]
    assert "ikke gjøres uten den" in workplace.messages.shown[0].message
    come_back(qtbot, workplace.bridge)
    workplace.commands[0].run()
    assert done == ["b", "a"]
    qtbot.waitUntil(lambda: workplace.bridge.is_settled)
    workplace.close_desk()


def test_what_the_desk_has_to_say_later_is_told_once(
    window: QWidget, qtbot: QtBot, desk: Desk
) -> None:
    desk.notices.append("The clock is behind.")
    workplace = Workplace(desk, window)
    with qtbot.waitSignal(workplace.started):
        pass
    go_away(qtbot, workplace.bridge)
    desk.notices.append("The server was set back.")
    come_back(qtbot, workplace.bridge)
    told = [banner.message for banner in workplace.messages.shown if banner.kind == "error"]
    assert told == ["The clock is behind.", "The server was set back."]
    qtbot.waitUntil(lambda: workplace.bridge.is_settled)
    workplace.close_desk()


def test_what_says_that_the_server_is_away_goes_when_it_is_back_and_nothing_else(
    window: QWidget, qtbot: QtBot, desk: Desk
) -> None:
    workplace = Workplace(desk, window)
    with qtbot.waitSignal(workplace.started):
        pass
    go_away(qtbot, workplace.bridge)
    for error in (NotSavedAway(), OutcomeUnknown(), ServerAway()):
        workplace.bridge.show(error)
    with qtbot.waitSignal(workplace.bridge.link_changed):
        workplace.bridge.desk.links.wait_with(1)
    assert len(workplace.messages.shown) == 3
    with qtbot.waitSignal(workplace.bridge.link_changed):
        workplace.bridge.desk.links.wait_with(0)
        workplace.bridge.desk.links.reached(LinkState.LIVE)
    (left,) = workplace.messages.shown
    assert isinstance(left.error, OutcomeUnknown)
    qtbot.waitUntil(lambda: workplace.bridge.is_settled)
    workplace.close_desk()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_moves_when_the_line_goes_or_comes_back(
    window: QWidget, qtbot: QtBot, desk: Desk, scale: float
) -> None:
    theme().set_text_scale(scale)
    workplace = Workplace(desk, window)
    workplace.resize(window.size())
    workplace.show()
    with qtbot.waitSignal(workplace.started):
        pass
    workplace.grab()
    before = workplace.stack.geometry()
    go_away(qtbot, workplace.bridge)
    workplace.link_watch.begin()
    workplace.grab()
    (told,) = workplace.messages.shown
    assert told is workplace.link_watch.banner
    assert told.isVisible()
    assert told.kind == "warning"
    assert workplace.stack.geometry() == before
    come_back(qtbot, workplace.bridge)
    workplace.grab()
    assert workplace.link_watch.banner is None
    assert told not in workplace.messages.shown
    assert workplace.stack.geometry() == before
    qtbot.waitUntil(lambda: workplace.bridge.is_settled)
    workplace.close_desk()


def test_the_message_closed_by_the_user_stays_closed_and_the_bar_still_says_it(
    window: QWidget, qtbot: QtBot, desk: Desk
) -> None:
    workplace = Workplace(desk, window)
    workplace.show()
    with qtbot.waitSignal(workplace.started):
        pass
    go_away(qtbot, workplace.bridge)
    workplace.link_watch.begin()
    told = workplace.link_watch.banner
    assert told is not None
    told.closed.emit()
    assert workplace.link_watch.banner is None
    assert "08:30" in workplace.top_bar._where.accessibleName()
    come_back(qtbot, workplace.bridge)
    assert [one.kind for one in workplace.messages.shown] == ["ok"]
    qtbot.waitUntil(lambda: workplace.bridge.is_settled)
    workplace.close_desk()
