"""The workplace: everything on the screen while a team is unlocked. A lock destroys it whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.views import PersonPick
from factdesk.store.conflict import Conflict
from factdesk.store.seat.refusals import NotSavedAway
from factdesk.team.roles import Right
from factdesk.words import _, language, set_language
from ui.bridge import Bridge
from ui.conflicts import open_conflict
from ui.page import Command, Page, Place
from ui.shell.finder import Finder, Found, found_commands
from ui.shell.key_help import KeyHelp
from ui.shell.link_panel import LinkPanel
from ui.shell.link_watch import LinkWatch
from ui.shell.rail import Rail
from ui.shell.top_bar import TopBar
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Messages


class Workplace(QWidget):
    """Rail, top bar and pages on one desk.

    ``started`` when the team is known; ``page_made`` when a page is shown for the first time;
    ``lock_wanted`` from the button, the key and the finder.
    """

    started = Signal()
    lock_wanted = Signal()
    page_made = Signal(object)
    page_shown = Signal(str)
    #: What waits for the server, or was refused by it.
    waiting_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Begin to read the team; the pages follow when it is known."""
        super().__init__(parent)
        self.messages = Messages(self)
        self.bridge = Bridge(desk, self.messages, self._show_conflict, self)
        self.pages: dict[str, Place] = {}
        self._made: dict[str, Page] = {}
        self._shortcuts: list[QShortcut] = []
        self._extra: list[Command] = []
        self.rail, self.top_bar, self.stack = Rail(), TopBar(), QStackedWidget()
        self.link_watch = LinkWatch(self.bridge, self.messages, self)
        right = VBox(self.top_bar, space=0)
        right.add(self.stack, 1)
        row = HBox(self.rail, space=0, parent=self)
        row.add(right, 1)
        self.rail.chosen.connect(self.show_page)
        bar = self.top_bar
        bar.search_wanted.connect(self.open_search)
        bar.undo_wanted.connect(self.bridge.undo)
        bar.redo_wanted.connect(self.bridge.redo)
        bar.lock_wanted.connect(self.lock_wanted)
        bar.help_wanted.connect(self.show_keys)
        bar.link_wanted.connect(self.show_link)
        self.link_watch.more_wanted.connect(self.show_link)
        self.link_watch.waiting_wanted.connect(self.waiting_wanted)
        self.bridge.link_changed.connect(lambda _link: self._tell_link())
        bar.finds_persons = self.bridge.can(Right.SEE_BOARD)
        self.bridge.history_changed.connect(bar.show_history)
        self.bridge.team_changed.connect(self._name_team)
        self.bridge.ready.connect(self._start)
        self._noticed = 0
        self.bridge.link_changed.connect(lambda _link: self._tell_notices())
        self.bridge.changed.connect(lambda _changes: self._tell_notices())
        self._tell_notices()

    def add_page(self, place: Place, *, foot: bool = False) -> None:
        """Give a page its place on the rail; it is made when it is first wanted."""
        self.pages[place.key] = place
        self.rail.add(place.key, place.word(), place.icon, foot=foot)

    def page(self, key: str) -> Page:
        """A page, made now if it is wanted for the first time."""
        if key not in self._made:
            page = self._made[key] = self.pages[key].load()(self.bridge, self.messages)
            self.stack.addWidget(page)
            page.commands_changed.connect(self.renew_keys)
            self.page_made.emit(page)
        return self._made[key]

    def add_commands(self, commands: Sequence[Command]) -> None:
        """Commands of the window that work on every page."""
        self._extra += commands

    def show_page(self, key: str) -> None:
        """Show a page and let its keys work."""
        if key not in self.pages:
            return
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.rail.choose(key)
        self.renew_keys()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(key)

    def show_widget(self, widget: QWidget) -> None:
        """Show a page that has no place on the rail (a person, the meeting)."""
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
            if isinstance(widget, Page):
                widget.commands_changed.connect(self.renew_keys)
        self.stack.setCurrentWidget(widget)
        self.renew_keys()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def team_name(self) -> str:
        """The team's name, empty while it is not read yet."""
        return self.bridge.team.settings.name if self.bridge.is_ready else ""

    @property
    def commands(self) -> list[Command]:
        """Every command that can be given now: the page's, then the window's."""
        shown = self.stack.currentWidget()
        own = shown.commands() if isinstance(shown, Page) else []
        return [self._as_it_can(command) for command in (*own, *self._window_commands())]

    def renew_keys(self) -> None:
        """Bind the keys of the page shown and of the window; the page's come before."""
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        by_keys: dict[str, Command] = {}
        for command in self.commands:
            if command.keys:
                by_keys.setdefault(command.keys, command)
        self._shortcuts = [self._shortcut(command) for command in by_keys.values() if command.bound]

    def open_search(self) -> None:
        """Open the finder with persons and actions."""
        if not self.bridge.can(Right.SEE_BOARD):
            Finder(self, found_commands(self.commands), _("Search for an action")).open()
            return
        self.bridge.ask(PersonPick(), on=self, then=self._open_finder)

    def show_keys(self) -> None:
        """Open the help."""
        KeyHelp(self, self.commands).open()

    def show_link(self) -> None:
        """Open the panel of the connection."""
        panel = LinkPanel(self, self.bridge)
        panel.waiting_wanted.connect(self.waiting_wanted)
        panel.open()

    def keep_drafts(self) -> None:
        """Save everything being typed, as drafts, before a lock."""
        for widget in self.findChildren(QObject):
            flush = getattr(widget, "flush_draft", None)
            if callable(flush):
                flush()
        for page in self.findChildren(Page):
            page.keep_drafts()

    def close_desk(self) -> Desk:
        """Let go of the desk, which the caller closes."""
        self.keep_drafts()
        self.bridge.close()
        return self.bridge.desk

    def _start(self) -> None:
        """Speak the user's language, or the team's, and begin."""
        me = self.bridge.team.member(self.bridge.actor.id)
        wanted = (me.language if me else None) or self.bridge.team.settings.language
        if wanted == language():
            self._begin()
            return
        set_language(wanted)
        self.bridge.reread_team(self._begin)

    def _begin(self) -> None:
        self._name_team()
        self._tell_link()
        self.link_watch.begin()
        self.started.emit()

    def _name_team(self) -> None:
        team = self.bridge.team
        me = team.member(self.bridge.actor.id)
        self.top_bar.show_team(
            team.settings.name, me.initials if me else "?", me.name if me else ""
        )

    def _tell_notices(self) -> None:
        """Tell what the desk has to say: at its opening, or of its copy and its server later."""
        notices = tuple(self.bridge.desk.notices)
        for notice in notices[self._noticed :]:
            self.messages.problem(KnownError(notice))
        self._noticed = len(notices)

    def _as_it_can(self, command: Command) -> Command:
        """The command, or what tells at once that it cannot be done while the server is away."""
        if not (command.needs_server and self.bridge.link.is_away):
            return command
        return replace(command, run=lambda: self.messages.problem(NotSavedAway()))

    def _tell_link(self) -> None:
        self.renew_keys()
        self.top_bar.show_link(self.bridge.link, self.bridge.clock.now())

    def _show_conflict(self, conflict: Conflict, use_mine: Callable[[], None]) -> None:
        open_conflict(self, self.bridge, conflict, use_mine)

    def _open_finder(self, persons: Sequence[object]) -> None:
        items = found_commands(self.commands)
        if persons:
            page = self.page("board")
            items += [self._person(page, person) for person in persons]
        Finder(self, items).open()

    @staticmethod
    def _person(page: Page, person: object) -> Found:
        person_id, name, hint = (getattr(person, key) for key in ("id", "name", "hint"))
        return Found(name, hint, "user", "", lambda: page.person_wanted.emit(person_id))

    def _shortcut(self, command: Command) -> QShortcut:
        shortcut = QShortcut(QKeySequence(command.keys), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: command.run() if command.enabled() else None)
        return shortcut

    def _window_commands(self) -> list[Command]:
        group = _("Everywhere")
        pages = [
            Command(
                f"page.{page.key}",
                _("Go to {page}").format(page=page.word()),
                lambda key=page.key: self.show_page(key),  # type: ignore[misc]
                f"Alt+{number}",
                group,
            )
            for number, page in enumerate(self.pages.values(), start=1)
        ]
        return [
            *self._extra,
            *pages,
            Command(
                "find",
                _("Search for a person or an action")
                if self.top_bar.finds_persons
                else _("Search for an action"),
                self.open_search,
                "Ctrl+K",
                group,
            ),
            Command("undo", _("Undo"), self.bridge.undo, "Ctrl+Z", group),
            Command("redo", _("Do it again"), self.bridge.redo, "Ctrl+Shift+Z", group),
            Command("link", _("The connection"), self.show_link, "", group),
            Command("keys", _("Show the keys"), self.show_keys, "F1", group),
            Command("lock", _("Lock"), self.lock_wanted.emit, "Ctrl+L", group),
        ]
