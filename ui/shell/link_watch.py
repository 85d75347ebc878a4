"""Telling calmly how the connection is: a banner while it is away, a word when it is back.

The top bar shows every change at once. What is said, aloud or across the page, waits a moment: a
line that is back within three seconds is no news.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from factdesk.words import _
from ui.bridge import Bridge
from ui.shell.link_words import gone
from ui.widgets.banner import Banner
from ui.widgets.layouts import VBox
from ui.widgets.messages import Speaks

#: How long the server must be away before anything is said of it, in milliseconds.
PATIENCE_MS = 3000


class LinkWatch(QWidget):
    """The place of the banner above the pages; `more_wanted` when its button is pressed."""

    more_wanted = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Watch from now on; a desk that was opened away is told of at once."""
        super().__init__(parent)
        self._bridge, self._messages = bridge, messages
        self.banner: Banner | None = None
        self._column = VBox(margins=(24, 12, 24, 0), parent=self)
        self.hide()
        self._is_told = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._tell)
        bridge.link_changed.connect(self._on_link)
        if bridge.link.is_away:
            self._tell()

    def speak_anew(self) -> None:
        """Say it in the language of the moment, once that of the user is known."""
        if self.banner is not None:
            self._drop()
            self._show()

    def _on_link(self) -> None:
        if self._bridge.link.is_away:
            if not self._is_told and not self._patience.isActive():
                self._patience.start()
            return
        self._patience.stop()
        if self._is_told:
            self._is_told = False
            self._drop()
            self._messages.info(_("The server is back."))

    def _tell(self) -> None:
        self._is_told = True
        self._show()

    def _show(self) -> None:
        # A new one each time: it is read aloud when it is first seen.
        self.banner = Banner(
            "warning",
            gone(self._bridge.link, self._bridge.clock.now()),
            _("Contacts, notes and tasks are kept here and sent by themselves."),
            _("More …"),
        )
        self.banner.acted.connect(self.more_wanted)
        self.banner.closed.connect(self._drop)
        self._column.add(self.banner)
        self.show()

    def _drop(self) -> None:
        banner, self.banner = self.banner, None
        self.hide()
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
