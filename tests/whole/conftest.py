"""The real window on a real encrypted team, watched for every moment it keeps the user waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from tests.support.desks import PASSPHRASE
from ui.application import make_application, open_settings
from ui.home import Background
from ui.window import Window

#: The longest the screen's thread may work without looking at the user, in seconds of its own.
LONGEST = 0.1


class Watchdog:
    """Measures each stretch of work on the screen's thread, from waking up to waiting again.

    It counts the thread's own time, so that a busy machine does not look like a slow program.
    """

    def __init__(self, app: QApplication) -> None:
        self.longest = 0.0
        self._since: float | None = None
        self._dispatcher = QAbstractEventDispatcher.instance(app.thread())
        self._dispatcher.awake.connect(self._wake)
        self._dispatcher.aboutToBlock.connect(self._rest)

    def forget(self) -> None:
        """Begin anew, after what a test does itself."""
        self.longest, self._since = 0.0, None

    def stop(self) -> None:
        """Watch no more."""
        self._dispatcher.awake.disconnect(self._wake)
        self._dispatcher.aboutToBlock.disconnect(self._rest)

    def _wake(self) -> None:
        if self._since is None:
            self._since = time.thread_time()

    def _rest(self) -> None:
        if self._since is not None:
            self.longest = max(self.longest, time.thread_time() - self._since)
            self._since = None


@pytest.fixture(scope="session")
def busy_team(team_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team folder with a made-up team of forty persons and half a year."""
    import shutil

    from tests.support.desks import MONDAY

    path = tmp_path_factory.mktemp("busy") / "team"
    shutil.copytree(team_template, path)
    with opening.open_team(path, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        fill(desk, Wish(desk.clock.today(), 7, 40, 180))
    return path


@pytest.fixture
def busy_folder(busy_team: Path, tmp_path: Path) -> Path:
    """A copy of the busy team for one test."""
    import shutil

    return Path(shutil.copytree(busy_team, tmp_path / "busy"))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings of the test's own."""
    return open_settings(tmp_path / "settings.ini")


@pytest.fixture
def watchdog(qapp: QApplication) -> Iterator[Watchdog]:
    """The watchdog, from here to the end of the test."""
    make_application()
    found = Watchdog(qapp)
    yield found
    found.stop()


@pytest.fixture
def open_window(
    qtbot: QtBot, settings: QSettings, clock: FixedClock, busy_folder: Path
) -> Iterator[Callable[[], Window]]:
    """Return a function that gives an unlocked window on the busy team, settled."""
    made: list[tuple[Window, Background]] = []

    def give() -> Window:
        make_application()
        background = Background()
        window = Window(background, settings)
        made.append((window, background))
        window.resize(1920, 1080)
        window.show()
        desk: Desk = opening.open_team(busy_folder, PASSPHRASE, clock=clock)
        with qtbot.waitSignal(window.opened, timeout=20_000):
            window.take_desk(desk)
        settle(qtbot, window)
        return window

    yield give
    for window, background in made:
        if window.workplace is not None:
            with qtbot.waitSignal(window.locked, timeout=20_000):
                window.lock()
        window.close()
        window.deleteLater()
        background.close()


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until every answer asked for has come and nothing more is asked."""
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        workplace = window.workplace
        quiet = quiet + 1 if workplace is not None and workplace.bridge.is_settled else 0
        return quiet >= 5

    qtbot.waitUntil(is_quiet, timeout=20_000)
