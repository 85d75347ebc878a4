"""Wall mode: the board for the room, without names."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from factdesk.board.facts import BoardFacts
from factdesk.board.views import Board
from factdesk.people.actions.open_record import OpenRecord
from factdesk.team.roles import Right
from factdesk.words import _, format_date, format_time, ngettext
from ui.bridge import Bridge
from ui.live import Live
from ui.wall.flow import RightFlow
from ui.wall.rows import wall_rows
from ui.wall.sheet import WallSheet
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import InitialsBadge
from ui.widgets.paint import Presence
from ui.widgets.texts import Label

#: How long one name is shown, and how long each page stands.
REVEAL_MS, PAGE_MS = 5_000, 20_000


class WallWindow(QWidget):
    """A window of its own; ``ended`` when it is closed. It names nobody, so it outlasts the idle
    time; N shows one name for five seconds, which the access log remembers."""

    ended = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Ask for the board when it is shown."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Wall"))
        self.setAutoFillBackground(True)
        self.bridge = bridge
        self._names: dict[str, str] = {}
        self.sheet = WallSheet()
        self._team = Label("", "title")
        self._day = Label("", "large", "muted")
        self._clock = Label("", "display")
        self._page = Label("", "small", "muted")
        self._here = QWidget()
        self._flow = RightFlow(self._here)
        self._foot = Label("", "small", "muted")
        top = HBox(VBox(self._team, self._day, space=2), space=24)
        top.add(self._here, 1)
        top.add(self._clock)
        foot = HBox(self._foot, None, self._page)
        column = VBox(top, space=16, margins=(40, 28, 40, 16), parent=self)
        column.add(self.sheet, 1)
        column.add(foot)
        self._hide_name = QTimer(self)
        self._hide_name.setSingleShot(True)
        self._hide_name.setInterval(REVEAL_MS)
        self._hide_name.timeout.connect(self.conceal)
        self._turn = QTimer(self)
        self._turn.setInterval(PAGE_MS)
        self._turn.timeout.connect(self.sheet.turn)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._show_time)
        self.sheet.paged.connect(self._show_page)
        self._live = Live(bridge, self, Board, self._show)
        bridge.team_changed.connect(self._live.refresh)
        self._foot.setText(_("N shows a name for a moment, and is logged · F11 full screen · Esc"))
        self._turn.start()
        self._second.start()
        self._show_time()
        self.sheet.setFocus()

    def reveal(self) -> None:
        """Show the name of the person marked, and log it; only for who may open the record."""
        row = self.sheet.selected
        if row is None or not self.bridge.can(Right.SEE_RECORD):
            return

        def logged(_nothing: object) -> None:
            self.sheet.model_.reveal(row.key, self._names.get(row.key, row.who))
            self._hide_name.start()

        self.bridge.run(OpenRecord(row.key, "wall"), on=self, then=logged)

    def conceal(self) -> None:
        """Back to aliases."""
        self._hide_name.stop()
        self.sheet.model_.reveal("", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends, F11 fills the screen, N reveals, Page keys turn."""
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.close()
        elif key == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif key == Qt.Key.Key_N:
            self.reveal()
        elif key == Qt.Key.Key_PageDown:
            self.sheet.turn()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the wall is down."""
        self.conceal()
        self._turn.stop()
        self._second.stop()
        super().closeEvent(event)
        self.ended.emit()

    def _show(self, board: BoardFacts) -> None:
        settings = self.bridge.team.settings
        self.conceal()
        rows = [row for section in board.sections for row in section.rows]
        self._names = {row.person_id: row.name for row in rows}
        self.sheet.show_rows(
            wall_rows(
                board,
                shows_reason=settings.wall_shows_reason,
                shows_agreed=settings.wall_shows_agreed,
            )
        )
        self._team.setText(settings.name)
        count = ngettext("{count} on the board", "{count} on the board", board.on_board)
        day = format_date(board.day, "day")
        self._day.setText(f"{day[:1].upper()}{day[1:]} · {count.format(count=board.on_board)}")
        self._flow.clear()
        for mark in board.members:
            states: dict[str, Presence] = {"here": "present", "video": "video", "away": "away"}
            badge = InitialsBadge(mark.initials, mark.initials, states.get(mark.presence, "away"))
            self._flow.addWidget(badge)

    def _show_time(self) -> None:
        self._clock.setText(format_time(self.bridge.clock.now()))

    def _show_page(self, page: int, pages: int) -> None:
        words = _("page {page} of {pages}").format(page=page + 1, pages=pages)
        self._page.setText(words if pages > 1 else "")
