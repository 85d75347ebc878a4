"""Telling calmly how the connection is: a message while it is away, a word when it is back.

The top bar shows every change at once and for as long as it lasts. What is said, aloud or over the
page, waits a moment: a line that is back within three seconds is no news. It lies where messages
lie, so that nothing moves under the eyes or the pointer.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from factdesk.errors import KnownError
from factdesk.store.faults import ConnectionLost
from factdesk.store.seat.refusals import NoCopy, NotReadAway, NotSavedAway, NotUndoneAway
from factdesk.words import _
from ui.bridge import Bridge
from ui.shell.link_words import gone, waits, while_gone
from ui.widgets.banner import Banner
from ui.widgets.messages import Speaks

#: How long the server must be away before anything is said of it, in milliseconds.
PATIENCE_MS = 3000

#: Problems that say no more than that the server is away: they go when it is back.
WHILE_AWAY = (NotSavedAway, NotReadAway, NotUndoneAway, NoCopy, ConnectionLost)


class LinkWatch(QObject):
    """Tells of the connection by messages; `more_wanted` when the button of one is pressed."""

    more_wanted = Signal()
    waiting_wanted = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QObject | None = None) -> None:
        """Watch from now on; what is so already is told at ``begin``."""
        super().__init__(parent)
        self._bridge, self._messages = bridge, messages
        self.banner: Banner | None = None
        self._is_told = False
        #: How many that the server did not take have been told of.
        self._left = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._tell)
        bridge.link_changed.connect(self._on_link)

    def begin(self) -> None:
        """Tell how it is now, once the user's language is known: a desk may be opened away."""
        self._patience.stop()
        self._drop()
        if self._bridge.link.is_away:
            self._tell()
        else:
            self._tell_left()

    def _on_link(self) -> None:
        if self._bridge.link.is_away:
            if not self._is_told and not self._patience.isActive():
                self._patience.start()
            return
        self._patience.stop()
        self._messages.outdate(WHILE_AWAY)
        if self._is_told:
            self._is_told = False
            self._drop()
            self._messages.info(_("The server is back."))
        self._tell_left()

    def _tell_left(self) -> None:
        """Lead to what was written away and is not on the server though it is there."""
        left, self._left = self._left, self._bridge.link.waiting
        if self._left > left:
            self._messages.problem(
                KnownError(
                    waits(self._bridge.link),
                    _("Nothing is lost: it is kept here until you decide."),
                ),
                _("See them …"),
                self.waiting_wanted.emit,
            )

    def _tell(self) -> None:
        self._is_told = True
        self._show()

    def _show(self) -> None:
        # A new one each time: it is read aloud when it is first seen.
        self.banner = Banner(
            "warning",
            gone(self._bridge.link, self._bridge.clock.now()),
            while_gone(self._bridge.link),
            _("More …"),
        )
        self.banner.acted.connect(self.more_wanted)
        self.banner.gone.connect(self._forget)
        self._messages.lay(self.banner)

    def _forget(self) -> None:
        self.banner = None

    def _drop(self) -> None:
        if self.banner is not None:
            self._messages.take(self.banner)
            self._forget()
