"""The bar at the top: team, search, where the data lives, undo, lock, and who I am."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from factdesk.store.undo import History
from factdesk.words import _
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.marks import IconMark, InitialsBadge
from ui.widgets.texts import Label


class TopBar(QWidget):
    """What stands above every page."""

    search_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()

    def __init__(self) -> None:
        """Show nothing of a team before ``show_team``."""
        super().__init__()
        self._team = Label(role="strong")
        self._search = Button(_("Search for a person or an action"), keys="Ctrl+K", icon="search")
        self._search.setMinimumWidth(theme().px(420))
        self._search.clicked.connect(self.search_wanted)
        self._where = Label(_("On this machine"), "small", "muted")
        self._undo = Button(_("Undo"), "quiet", keys="Ctrl+Z", icon="undo-2")
        self._undo.clicked.connect(self.undo_wanted)
        self._redo = Button(kind="quiet", icon="redo-2", spoken=_("Do it again"))
        self._redo.clicked.connect(self.redo_wanted)
        keys = Button(kind="quiet", icon="keyboard", spoken=_("Keys (F1)"))
        keys.clicked.connect(self.help_wanted)
        lock = Button(_("Lock"), "quiet", keys="Ctrl+L", icon="lock")
        lock.clicked.connect(self.lock_wanted)
        self._me = HBox()
        row = HBox(
            self._team,
            self._search,
            None,
            IconMark("database", "muted", size=16),
            self._where,
            self._undo,
            self._redo,
            keys,
            lock,
            self._me,
            space=12,
            margins=(24, 8, 24, 8),
            parent=self,
        )
        row.setAlignment(self._team, Qt.AlignmentFlag.AlignVCenter)
        self.show_history(History(None, None))

    def show_team(self, name: str, initials: str, member: str) -> None:
        """Name the team and the user."""
        self._team.setText(name)
        while self._me.count():
            item = self._me.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        badge = InitialsBadge(initials, member)
        self._me.add(badge)

    def show_history(self, history: History) -> None:
        """Say what undo and redo would do."""
        self._undo.setEnabled(history.undo is not None)
        label = history.undo.label if history.undo else ""
        shown = label if len(label) <= 40 else label[:39] + "…"
        self._undo.set_text(_("Undo: «{act}»").format(act=shown) if label else _("Undo"))
        self._undo.setToolTip(label)
        self._redo.setVisible(history.redo is not None)
        if history.redo:
            self._redo.setToolTip(
                _("Do it again: «{act}» (Ctrl+Shift+Z)").format(act=history.redo.label)
            )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the white ground and the line under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.setPen(theme().colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
