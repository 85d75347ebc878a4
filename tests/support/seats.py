"""Two seats on one store, each with its bridge and window, that hear each other as on a server.

They share a folder, which is quick; who tells whom what is done here by hand, at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.action import Actor
from factdesk.store.conflict import Conflict
from factdesk.store.link import LinkState
from factdesk.store.server.team_server import TeamServer
from tests.support.builders import Make
from tests.support.desks import leader
from tests.support.messages import RecordedMessages
from tests.support.servers import ServerTeam
from ui.bridge import Bridge
from ui.conflicts import ConflictPanel, open_conflict
from ui.settling import Settlement
from ui.theme import install


@dataclass
class Seat:
    """A desk, its bridge, a window, and what was said to the user."""

    desk: Desk
    host: QWidget
    messages: RecordedMessages = field(default_factory=RecordedMessages)
    panels: list[ConflictPanel] = field(default_factory=list)

    def begin(self, qtbot: QtBot) -> None:
        """Make the bridge and wait for the team."""
        self.bridge = Bridge(self.desk, self.messages, self._conflict, self.host)
        qtbot.waitUntil(lambda: self.bridge._team is not None)

    def _conflict(self, conflict: Conflict, settle: Settlement | Callable[[], None]) -> None:
        self.panels.append(open_conflict(self.host, self.bridge, conflict, settle))


@dataclass(frozen=True)
class Seats:
    """Marit's seat and Tove's."""

    mine: Seat
    hers: Seat


def tie(one: Desk, other: Desk) -> None:
    """Let each hear the other's changes and marks, as the server's feed would bring them."""
    for here, there in ((one, other), (other, one)):
        here.links.reached(LinkState.LIVE)
        here.marks.on_change(
            lambda _all, here=here, there=there: there.marks.heard(here.marks.own())
        )  # type: ignore[misc]


def make_window(qtbot: QtBot) -> QWidget:
    """A shown window of the size of a laptop."""
    host = QWidget()
    host.resize(1366, 768)
    qtbot.addWidget(host)
    host.show()
    return host


@pytest.fixture
def seats(
    qapp: QApplication,
    qtbot: QtBot,
    desk: Desk,
    make: Make,
    second_desk: Callable[[Desk, Actor], Desk],
) -> Iterator[Seats]:
    """Marit and Tove at the same team, both with all rights."""
    install(qapp)
    hers = second_desk(desk, leader(make.staff("Tove Kvam"), "Tove Kvam"))
    tie(desk, hers)
    both = Seats(Seat(desk, make_window(qtbot)), Seat(hers, make_window(qtbot)))
    for seat in (both.mine, both.hers):
        seat.begin(qtbot)
    stops = (
        desk.subscribe(both.hers.bridge.hear),
        hers.subscribe(both.mine.bridge.hear),
    )
    both.mine.host.activateWindow()
    yield both
    for stop in stops:
        stop()
    for seat in (both.mine, both.hers):
        seat.host.hide()
        seat.bridge.close()


@pytest.fixture
def server_seats(
    qapp: QApplication, qtbot: QtBot, server_team: ServerTeam, clock: FixedClock
) -> Iterator[Seats]:
    """Marit and Tove on a real team server, each with a login; nothing is told by hand."""
    install(qapp)
    with server_team.desk(clock) as desk:
        tove = Make(desk).staff("Tove Kvam")
        with server_team.beside(desk, leader(tove, "Tove Kvam"), clock) as hers:
            assert isinstance(hers.keys, TeamServer)
            hers.follow(hers.keys)
            both = Seats(Seat(desk, make_window(qtbot)), Seat(hers, make_window(qtbot)))
            for seat in (both.mine, both.hers):
                seat.begin(qtbot)
            yield both
            for seat in (both.mine, both.hers):
                seat.host.hide()
                seat.bridge.close()
