"""The network: next of kin and what may be told to each of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.people.record import KinRow, Record
from factdesk.people.rules import consent_words
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.people.around_dialogs import KinDialog
from ui.people.line_words import kin_line
from ui.people.lines import LinesCard
from ui.widgets.layouts import VBox


class NetworkTab(QWidget):
    """The next of kin of one person."""

    def __init__(self, bridge: Bridge, person_id: str) -> None:
        """Build it; ``show_record`` fills it."""
        super().__init__()
        self._bridge, self._person_id = bridge, person_id
        self.kin = LinesCard(
            _("Next of kin"),
            _("No next of kin is noted."),
            _("New next of kin"),
            may_edit=bridge.can(Right.EDIT_PEOPLE),
        )
        self.kin.added.connect(lambda: self._open(None))
        self.kin.wanted.connect(self._open)
        VBox(self.kin, None, margins=(24, 16, 24, 24), parent=self)

    def show_record(self, record: Record) -> None:
        """Show them as they are now."""
        self.kin.intro.setText(consent_words(record.band))
        self.kin.intro.show()
        self.kin.show_lines([kin_line(row, record) for row in record.kin])

    def _open(self, row: KinRow | None) -> None:
        KinDialog(self, self._bridge, self._person_id, row).open()
