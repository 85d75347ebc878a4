"""The panel of the connection: what it means now, since when, what can be done, what waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from factdesk import waiting
from factdesk.store.link import LinkState
from factdesk.words import _
from ui.bridge import Bridge
from ui.shell.link_words import WHOLE, copy_words, headline, meaning, since, waits
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import IconMark
from ui.widgets.spoken import announce
from ui.widgets.texts import Card, Label

_WIDTH = 480


class LinkPanel(Dialog):
    """Follows the connection while it is open. `waiting_wanted` leads to what waits."""

    waiting_wanted = Signal()

    def __init__(self, parent: QWidget, bridge: Bridge) -> None:
        """Say what is so now."""
        super().__init__(
            parent, headline(bridge.link), _("Close"), secondary=_("Try now"), width=_WIDTH
        )
        self._bridge = bridge
        self.since, self.why = Label("", "strong", wrap=True), Label("", tone="muted", wrap=True)
        self._lines = VBox(space=10)
        self._copy = QWidget()
        self.waiting = Label("", "strong", wrap=True)
        self.see = Button(_("See what waits …"), icon="hourglass")
        self.see.clicked.connect(self._see_waiting)
        self._waits = Card(self.waiting, HBox(self.see, None), space=10, margins=16)
        self._make_copy_part()
        for part in (self.since, self.why, self._lines, self._copy, self._waits):
            self.add(part)
        # Esc closes the panel; the second button here is no way out but a thing to do.
        self.secondary.clicked.disconnect(self.reject)
        self.secondary.clicked.connect(self.try_now)
        self.secondary.set_keys("Ctrl+R", bind=True)
        bridge.link_changed.connect(self._show)
        self._show()
        self.primary.setFocus()

    def try_now(self) -> None:
        """Ask the server now; the panel changes when it answers."""
        self.secondary.setEnabled(False)
        self.secondary.set_text(_("Asking the server …"))
        announce(self, _("Asking the server …"))
        self._bridge.try_server()

    def _show(self) -> None:
        link, now = self._bridge.link, self._bridge.clock.now()
        self.set_title(headline(link))
        self.since.setText(_("Since {time}").format(time=since(link, now)) if link.since else "")
        self.since.setVisible(link.since is not None)
        self.why.setText(link.why)
        self.why.setVisible(bool(link.why))
        self._put_lines(meaning(link))
        self._show_copy()
        self.waiting.setText(waits(link))
        self._waits.setVisible(link.state is not LinkState.LOCAL)
        self.secondary.setVisible(link.is_away)
        self.secondary.setEnabled(True)
        self.secondary.set_text(_("Try now"))
        self.adjustSize()

    def _make_copy_part(self) -> None:
        self.copy_text = Label("", wrap=True)
        self.copy_bar = QProgressBar()
        self.copy_bar.setTextVisible(False)
        self.copy_bar.setAccessibleName(_("The copy on this computer"))
        self.copy_button = Button("")
        self.copy_button.clicked.connect(self._turn_copy)
        mark = IconMark("monitor", "muted")
        beside = VBox(self.copy_text, self.copy_bar, HBox(self.copy_button, None))
        row = HBox(mark, space=12, parent=self._copy)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    def _show_copy(self) -> None:
        link = self._bridge.link
        text, copied = copy_words(link), link.copied
        is_growing = copied is not None and copied < WHOLE and not link.is_away
        self._copy.setVisible(bool(text) and not link.is_away)
        self.copy_text.setText(text)
        self.copy_bar.setVisible(is_growing)
        self.copy_bar.setValue(copied or 0)
        may = waiting.may_copy(self._bridge.desk)
        self.copy_button.setVisible(may and (is_growing or copied is None))
        self.copy_button.set_text(_("Make no copy") if is_growing else _("Make a copy"))

    def _turn_copy(self) -> None:
        """Stop the making of the copy, or begin it after all; neither stops anybody's work."""
        waiting.want_copy(self._bridge.desk, wanted=self._bridge.link.copied is None)

    def _put_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            row = item.layout() if item else None
            while row is not None and row.count():
                part = row.takeAt(0)
                widget = part.widget() if part else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        for icon, text in lines:
            mark = IconMark(icon, "muted")
            row = HBox(mark, space=12)
            row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            row.add(Label(text, wrap=True), 1)
            self._lines.add(row)

    def _see_waiting(self) -> None:
        self.accept()
        self.waiting_wanted.emit()
