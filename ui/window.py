"""The window: locked with a way in, or unlocked with a workplace.

What stands behind the way in is loaded by a thread of its own while the user types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.server.address import ServerAddress
from factdesk.words import _
from ui.home import Background
from ui.idle import FORGOTTEN_MINUTES, WARNING_SECONDS, IdleWatch
from ui.loading import load_pages, load_rooms
from ui.theme import TEXT_SCALES, theme
from ui.unlock.page import UnlockPage
from ui.unlock.remembered import place_of, remember
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from ui.page import Command
    from ui.routes import Routes
    from ui.shell.workplace import Workplace

#: Milliseconds in which the first page is read and painted before the others are loaded.
UNTIL_SHOWN = 500


class Window(QMainWindow):
    """The one window. ``opened`` when the board stands, ``locked`` when nothing is left of it."""

    opened = Signal()
    locked = Signal()

    def __init__(self, background: Background, settings: QSettings) -> None:
        """Begin locked."""
        super().__init__()
        self._background, self._settings = background, settings
        self._workplace: Workplace | None = None
        self._routes: Routes | None = None
        self._watch: IdleWatch | None = None
        self._warning: Banner | None = None
        self._closing = False
        self._owes_lock = False
        self._until_shown = QTimer(self, singleShot=True, interval=UNTIL_SHOWN)
        self._until_shown.timeout.connect(load_pages)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowTitle("FACTdesk")
        self.setMinimumSize(960, 600)
        self._unlock = self._add_unlock()
        self._rooms = load_rooms()

    @property
    def workplace(self) -> Workplace | None:
        """The workplace while unlocked."""
        return self._workplace

    @property
    def routes(self) -> Routes | None:
        """What leads from page to page while unlocked."""
        return self._routes

    def take_desk(self, desk: Desk) -> None:
        """Build the workplace on an unlocked desk, as soon as its rooms are loaded."""
        self._background.home.deliver(
            self._rooms, on=self, then=lambda _loaded: self._build(desk), failed=self.tell_fault
        )

    def _build(self, desk: Desk) -> None:
        from ui.shell.workplace import Workplace

        self._workplace = workplace = Workplace(desk)
        workplace.lock_wanted.connect(self.lock)
        workplace.bridge.shut_out.connect(self._shut_out)
        workplace.started.connect(self._start)
        self._stack.addWidget(workplace)

    def lock(self) -> None:
        """Keep the drafts, drop every view, the pools and the key; show the way in."""
        workplace = self._workplace
        if workplace is None:
            return
        self._workplace = None
        self._until_shown.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch.deleteLater()
            self._watch = None
        team = workplace.team_name
        desk = workplace.close_desk()
        if self._routes is not None:
            self._routes.close()
            self._routes = None
        place, user = place_of(desk), desk.keys.user if desk.keys else None
        self._stack.removeWidget(workplace)
        workplace.hide()
        workplace.deleteLater()
        self._unlock.show_locked(place, user, team)
        self._stack.setCurrentWidget(self._unlock)
        self._background.run(
            desk.close,
            on=self,
            then=lambda _nothing: self.locked.emit(),
            failed=self.tell_fault,
        )

    def _shut_out(self, why: KnownError) -> None:
        """Lock, and say where one unlocks why it was done."""
        self.lock()
        self.tell_fault(why)

    def tell_fault(self, error: BaseException) -> None:
        """Tell a failure where the user looks: over the pages, or where they would unlock."""
        workplace = self._workplace
        if isinstance(error, KnownError):
            self._unlock.show_problem(error)
            return
        number = report(error)
        if workplace is not None and self._stack.currentWidget() is workplace:
            workplace.messages.bug(error, number)
            return
        self._unlock.show_problem(
            KnownError(
                _("Something went wrong in the program ({number}).").format(number=number),
                _("What was saved is kept. Tell your administrator the number."),
            )
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock, then close."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        if self._workplace is None:
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._closing = True
            self.locked.connect(self.close)
            self.lock()

    def _add_unlock(self) -> UnlockPage:
        page = UnlockPage(self._background, self._settings)
        page.unlocked.connect(self.take_desk)
        self._stack.addWidget(page)
        return page

    def _start(self) -> None:
        workplace = self._workplace
        if workplace is None:
            return
        try:
            first = self._furnish(workplace)
        except Exception as error:  # noqa: BLE001 - a bug leaves no half-built screen and no open key
            self.lock()
            self.tell_fault(error)
            return
        self.opened.emit()
        self._until_shown.start()
        if first == "import" and self._routes is not None:
            self._routes.show_import()

    def _furnish(self, workplace: Workplace) -> str:
        """Give the workplace its pages and show the first; its key."""
        from ui.routes import Routes

        self._routes = Routes(workplace)
        workplace.add_commands(self._commands())
        first, self._unlock.start_at = self._unlock.start_at, "board"
        workplace.show_page(first if first in workplace.pages else next(iter(workplace.pages)))
        self._stack.setCurrentWidget(workplace)
        self._watch_idle(workplace)
        team, place = workplace.team_name, place_of(workplace.bridge.desk)
        if isinstance(place, ServerAddress):
            remember(self._settings, place, team)
        self.setWindowTitle(f"{team} – FACTdesk")
        return first

    def _watch_idle(self, workplace: Workplace) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        watch = IdleWatch(app, workplace.bridge.team.settings.autolock_minutes)
        self._watch = watch
        self._owes_lock = False
        watch.warned.connect(self._warn)
        watch.woken.connect(self._unwarn)
        watch.expired.connect(self._expire)
        workplace.bridge.team_changed.connect(self._renew_minutes)
        if self._routes is not None:
            self._routes.guarded_ended.connect(self._lock_if_owed)

    def _renew_minutes(self) -> None:
        if self._watch is not None and self._workplace is not None:
            self._watch.set_minutes(self._workplace.bridge.team.settings.autolock_minutes)

    def _warn(self) -> None:
        if self._workplace is None or self._holds_back():
            return
        text = _("FACTdesk locks in {seconds} seconds. Press any key to go on.")
        self._warning = Banner("warning", text.format(seconds=WARNING_SECONDS))
        self._workplace.messages.lay(self._warning)

    def _unwarn(self) -> None:
        """Somebody is here: what else is said stays to be read."""
        warning, self._warning = self._warning, None
        if self._workplace is not None and warning is not None:
            self._workplace.messages.take(warning)

    def _expire(self) -> None:
        if self._holds_back():
            self._owes_lock = True
        else:
            self.lock()

    def _holds_back(self) -> bool:
        """A wall that names nobody, or a meeting that is not forgotten, is not interrupted."""
        if self._routes is None or self._watch is None:
            return False
        if self._routes.wall_is_up:
            return True
        forgotten = self._watch.idle_seconds >= FORGOTTEN_MINUTES * 60
        return self._routes.meeting_is_running and not forgotten

    def _lock_if_owed(self) -> None:
        """A wall or a meeting that outlasted the idle time ends with the lock it held back."""
        if self._owes_lock:
            self.lock()

    def _commands(self) -> list[Command]:
        from ui.page import Command

        group = _("View")
        return [
            Command("larger", _("Larger text"), lambda: self._scale(1), "Ctrl++", group),
            Command("smaller", _("Smaller text"), lambda: self._scale(-1), "Ctrl+-", group),
            Command("light", _("Light"), lambda: self._scheme("light"), "", group),
            Command("dark", _("Dark"), lambda: self._scheme("dark"), "", group),
            Command("contrast", _("High contrast"), lambda: self._scheme("contrast"), "", group),
            Command("system", _("As the system"), lambda: self._scheme("system"), "", group),
            Command("full", _("Full screen"), self._full_screen, "F11", group),
        ]

    def _scale(self, by: int) -> None:
        nearest = min(TEXT_SCALES, key=lambda scale: abs(scale - theme().text_scale))
        at = max(0, min(len(TEXT_SCALES) - 1, TEXT_SCALES.index(nearest) + by))
        theme().set_text_scale(TEXT_SCALES[at])
        self._settings.setValue("view/text_scale", TEXT_SCALES[at])

    def _scheme(self, choice: str) -> None:
        theme().choose(choice)  # type: ignore[arg-type]
        self._settings.setValue("view/scheme", choice)

    def _full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
