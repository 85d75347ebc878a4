"""Pictures of the program as a user sees it, taken by going through it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from factdesk.desk import Desk
from ui.application import make_application, open_settings
from ui.fidelity.page import FidelityPage
from ui.fidelity.sheet import SheetView
from ui.home import Background
from ui.routes import Routes
from ui.window import Window

#: The size of every picture, in pixels.
WIDTH, HEIGHT = 1920, 1080
#: How often it is looked whether everything has come, and how often in a row it must have.
_TICK_MS, _QUIET_TICKS = 30, 5
#: After this many ticks something is wrong.
_PATIENCE = 1000


class NotSettledError(RuntimeError):
    """A page did not come to rest: a bug."""


@dataclass(frozen=True)
class Shot:
    """What to do before a picture, its file name, and what it is of."""

    prepare: Callable[[], None]
    file: str = ""
    of: Callable[[], QWidget | None] | None = None


class Photographer(QObject):
    """Goes through the shots, each when everything asked for has come."""

    def __init__(self, window: Window, shots: Iterator[Shot], folder: Path) -> None:
        """Begin when the event loop runs."""
        super().__init__(window)
        self._window, self._shots, self._folder = window, shots, folder
        self._shot: Shot | None = None
        self._quiet = self._ticks = 0
        self.error: BaseException | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def _tick(self) -> None:
        try:
            self._go_on()
        except StopIteration:
            self._end()
        except BaseException as error:  # noqa: BLE001 - handed to the caller when the loop has ended
            self.error = error
            self._end()

    def _go_on(self) -> None:
        workplace = self._window.workplace
        self._ticks += 1
        if self._ticks > _PATIENCE:
            raise NotSettledError(self._shot.file if self._shot else "start")
        if workplace is None or self._window.routes is None or not workplace.bridge.is_settled:
            self._quiet = 0
            return
        self._quiet += 1
        if self._quiet < _QUIET_TICKS:
            return
        if self._shot is not None and self._shot.file:
            widget = self._shot.of() if self._shot.of else self._window
            if widget is None:
                raise NotSettledError(self._shot.file)
            widget.grab().save(str(self._folder / self._shot.file))
        self._quiet = self._ticks = 0
        self._shot = next(self._shots)
        self._shot.prepare()

    def _end(self) -> None:
        self._timer.stop()
        QApplication.exit(0)


def take_pictures(desk: Desk, folder: Path, with_plans: str | None = None) -> None:
    """Take every picture of the documentation into ``folder``; closes the desk.

    ``with_plans`` is the person whose plans are shown.
    """
    go_through(desk, folder, partial(_shots, with_plans=with_plans))


def go_through(desk: Desk, folder: Path, shots: Callable[[Window], Iterator[Shot]]) -> None:
    """Open a window of its own on the desk and take the shots into ``folder``; closes the desk."""
    app = make_application(["factdesk"])
    qInstallMessageHandler(_tell_qt_message)
    background = Background()
    with tempfile.TemporaryDirectory(prefix="factdesk-pictures-") as scratch:
        window = Window(background, open_settings(Path(scratch) / "settings.ini"))
        window.resize(WIDTH, HEIGHT)
        window.take_desk(desk)
        window.show()
        photographer = Photographer(window, shots(window), folder)
        app.exec()
        window.locked.connect(app.quit)
        window.lock()
        app.exec()
        window.close()
        window.deleteLater()
        background.close()
    if photographer.error is not None:
        raise photographer.error


def _tell_qt_message(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """What Qt says, but for what the platform without a screen cannot do and nobody misses."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")


def _shots(window: Window, with_plans: str | None) -> Iterator[Shot]:
    workplace, routes = window.workplace, window.routes
    while workplace is None or routes is None:
        yield Shot(lambda: None)
        workplace, routes = window.workplace, window.routes
    yield Shot(lambda: _press(routes.board.table, Qt.Key.Key_Return), "board.png")
    yield Shot(lambda: workplace.show_page("today"), "today.png")
    yield Shot(lambda: workplace.show_page("people"), "people.png")
    first = _first_on_board(routes)
    if first is not None:
        yield Shot(lambda: routes.show_person(first), "person.png")
    yield Shot(lambda: workplace.show_page("my-people"), "my-people.png")
    if with_plans is not None:
        yield Shot(lambda: routes.show_person(with_plans, "plan"), "plan.png")
        yield Shot(lambda: routes.show_person(with_plans, "crisis"), "crisis-plan.png")
    fidelity = cast(FidelityPage, workplace.page("fidelity"))
    yield Shot(lambda: workplace.show_page("fidelity"), "fidelity-list.png")
    newest = fidelity.list.current
    if newest is not None:
        yield Shot(lambda: fidelity.show_assessment(newest.id))
        yield Shot(lambda: _show_item(fidelity, "S1"), "fidelity.png")
    yield Shot(lambda: fidelity.show_part("figures"), "fidelity-figures.png")
    yield Shot(lambda: _show_wall(routes), "wall.png", lambda: routes.wall)
    yield Shot(routes.close)
    yield Shot(routes.show_meeting)
    yield Shot(lambda: _start_meeting(routes))
    yield Shot(lambda: _press(routes.meeting, Qt.Key.Key_Space), "meeting.png")


def _press(widget: QWidget | None, key: Qt.Key) -> None:
    """Press a key as the user would."""
    if widget is None:
        return
    widget.setFocus()
    text = " " if key == Qt.Key.Key_Space else ""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)


def _show_item(page: FidelityPage, code: str) -> None:
    """Go to an item of the sheet, with the rows behind its figure."""
    if isinstance(page.over, SheetView):
        page.over.go_to(code)
        page.over.toggle_rows()


def _show_wall(routes: Routes) -> None:
    routes.show_wall()
    if routes.wall is not None:
        routes.wall.showNormal()
        routes.wall.resize(WIDTH, HEIGHT)


def _start_meeting(routes: Routes) -> None:
    if routes.meeting is not None:
        routes.meeting.start_panel.start.click()


def _first_on_board(routes: Routes) -> str | None:
    facts = routes.board.facts
    return facts.rows[0].person_id if facts is not None and facts.rows else None
