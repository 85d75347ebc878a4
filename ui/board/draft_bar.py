"""Text that was typed on the board and never saved: go on with it, or throw it away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.store.drafts import DraftRow
from factdesk.words import _, format_date, format_time
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.marks import IconMark
from ui.widgets.texts import Card, Label


class DraftBar(Card):
    """One draft at a time, the oldest first. `go_on(draft)`, `thrown_away(draft)`."""

    go_on = Signal(object)
    thrown_away = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it hidden."""
        self.words = Label("")
        self.more = Button(_("Go on writing"), "primary")
        self.away = Button(_("Throw away"))
        row = HBox(IconMark("pencil", "accent"), self.words, None, self.away, self.more, space=12)
        super().__init__(row, margins=10)
        self.setParent(parent)
        self._drafts: list[DraftRow] = []
        self.more.clicked.connect(self._tell_go_on)
        self.away.clicked.connect(self._tell_away)
        self.hide()

    def _tell_go_on(self) -> None:
        self.go_on.emit(self._drafts[0])

    def _tell_away(self) -> None:
        self.thrown_away.emit(self._drafts[0])

    def show_drafts(self, drafts: Sequence[tuple[DraftRow, str]]) -> None:
        """Show the oldest of these drafts, each with the name it belongs to."""
        self._drafts = [draft for draft, _name in drafts]
        self.setVisible(bool(drafts))
        if not drafts:
            return
        draft, name = drafts[0]
        local = draft.at.astimezone()
        when = f"{format_date(local.date(), 'short')} {format_time(draft.at)}"
        text = " ".join(draft.text.split())
        start = text if len(text) <= 60 else f"{text[:60]}…"
        self.words.setText(
            _("Unsaved text from {when} for {name}: “{text}”").format(
                when=when, name=name, text=start
            )
        )
