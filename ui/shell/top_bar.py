"""The bar at the top: team, search, where the data lives, undo, lock, and who I am."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.store.link import Link, LinkState
from factdesk.store.undo import History
from factdesk.words import _
from ui.shell.link_button import LinkButton
from ui.shell.link_words import short
from ui.shell.search_button import SearchButton
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.marks import InitialsBadge
from ui.widgets.texts import Label

#: The height of the bar, and what the search has beyond its least width while there are words.
_HIGH, _SEARCH = 56, 180
#: Steps of what is shown: all words; only icons for undo and lock; below that no team either;
#: last go the words of a server that is away.
_ALL, _ICONS, _LEAST = 6, 2, 1


class TopBar(QWidget):
    """What stands above every page; on a narrow screen words give way, never a button."""

    search_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()
    link_wanted = Signal()

    def __init__(self) -> None:
        """Show nothing of a team before ``show_team``."""
        super().__init__()
        self._link, self._link_at = Link(LinkState.LOCAL), datetime.fromtimestamp(0, UTC)
        self._history = History(None, None)
        #: Whether the search finds persons; one from outside finds actions only.
        self.finds_persons = True
        self._team = Label(role="strong")
        self._search = SearchButton("", "Ctrl+K")
        self._search.clicked.connect(self.search_wanted)
        self._where = LinkButton()
        self._where.clicked.connect(self.link_wanted)
        self._undo = Button("", "quiet", keys="Ctrl+Z", icon="undo-2")
        self._undo.clicked.connect(self.undo_wanted)
        self._redo = Button(kind="quiet", icon="redo-2")
        self._redo.clicked.connect(self.redo_wanted)
        self._keys = Button(kind="quiet", icon="keyboard")
        self._keys.clicked.connect(self.help_wanted)
        self._lock = Button("", "quiet", keys="Ctrl+L", icon="lock")
        self._lock.clicked.connect(self.lock_wanted)
        self._me = HBox()
        self._ends = HBox(self._where, self._undo, self._redo, space=10)
        for item in (self._keys, self._lock, self._me):
            self._ends.add(item)
        self._row = HBox(self._team, self._search, space=16, margins=(24, 0, 24, 0), parent=self)
        self._row.addStretch(1)
        self._row.add(self._ends)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()
        theme().changed.connect(self._fit)

    def show_team(self, name: str, initials: str, member: str) -> None:
        """Name the team and the user, in the language of the moment."""
        self._team.setText(name)
        while self._me.count():
            item = self._me.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._me.add(InitialsBadge(initials, member))
        self._say()

    def show_history(self, history: History) -> None:
        """Say what undo and redo would do."""
        self._history = history
        self._undo.setEnabled(history.undo is not None)
        self._redo.setVisible(history.redo is not None)
        self._fit()

    def show_link(self, link: Link, now: datetime) -> None:
        """Say where the data lives and how the line to it is."""
        self._link, self._link_at = link, now
        self._where.show_link(link, short(link, now))
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of the bar; its width is the window's."""
        return QSize(super().sizeHint().width(), theme().px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return what it takes with the fewest words."""
        return QSize(theme().px(_HIGH) * 6, theme().px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the white ground and the line under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.setPen(theme().colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _say(self) -> None:
        """Take the words of the language of the moment."""
        self._search.set_text(
            _("Search for a person or an action")
            if self.finds_persons
            else _("Search for an action")
        )
        self._where.show_link(self._link, short(self._link, self._link_at))
        for button, word in (
            (self._redo, _("Do it again")),
            (self._keys, _("Keys (F1)")),
        ):
            button.setAccessibleName(word)
            button.setToolTip(word)
        self._lock.setToolTip(_("Lock"))
        self.show_history(self._history)

    def _fit(self) -> None:
        """Leave words out, the dearest first, until the rest has room."""
        for words in range(_ALL, -1, -1):
            self._show_words(words)
            for layout in (self._me, self._ends, self._row):
                layout.invalidate()
            search = theme().px(_SEARCH) if words > _ICONS else 0
            if self._row.minimumSize().width() + search <= self.width():
                return

    def _show_words(self, words: int) -> None:
        """Show everything at `_ALL`, less at each step down; a screen reader is told all of it."""
        undo, redo = self._history.undo, self._history.redo
        label = undo.label if undo else ""
        shown = _cut(label, {_ALL: 40, _ALL - 1: 40, _ALL - 2: 20}.get(words, 0))
        told = _("Undo: «{act}»").format(act=shown) if shown else _("Undo")
        self._undo.setText(told if words > _ICONS else "")
        self._undo.setAccessibleName(_("Undo: «{act}»").format(act=label) if label else _("Undo"))
        self._undo.setToolTip(label or _("Undo"))
        if redo:
            again = _("Do it again: «{act}» (Ctrl+Shift+Z)").format(act=redo.label)
            self._redo.setToolTip(again)
            self._redo.setAccessibleName(again)
        # Away is what one must know: its words go last.
        least = _LEAST if self._link.is_away or self._link.waiting else _ALL
        self._where.show_words(shown=words >= least)
        self._lock.setText(_("Lock") if words > _ICONS else "")
        self._lock.setAccessibleName(_("Lock"))
        self._team.setVisible(words >= _ICONS)
        for button in (self._undo, self._lock):
            button.updateGeometry()


def _cut(label: str, most: int) -> str:
    """Return an act's words, cut where they would fill the bar; none at all for 0."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…" if most else ""
