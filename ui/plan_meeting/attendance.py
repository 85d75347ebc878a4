"""Who came to a running meeting and how, a line each; and what the meeting has changed so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from factdesk.plans.kinds import Attended, Party, attended_word
from factdesk.plans.meeting_changes import Change
from factdesk.plans.meeting_view import AttendanceRow
from factdesk.words import _
from ui.plan_meeting.words import change_words
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import Select
from ui.widgets.texts import Card, Heading, Label


def emptied(box: VBox) -> VBox:
    """A column without what was in it."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    return box


class AttendanceCard(Card):
    """``said(party, attended)`` when the user says how somebody took part; ``more`` adds one."""

    said = Signal(object, object)
    more = Signal()

    def __init__(self) -> None:
        """Nobody yet."""
        super().__init__(space=8, margins=16)
        self.selects: dict[Party, Select] = {}
        self._lines = VBox(space=8)
        add = Button(_("Somebody else came"), "quiet", icon="user-plus")
        add.clicked.connect(self.more)
        self.body.add(Heading(_("Who is there"), 3))
        self.body.add(self._lines)
        self.body.add(HBox(add, None))

    def show_rows(self, rows: Sequence[AttendanceRow]) -> None:
        """Show who is invited or came; the focus stays where it is."""
        if [row.party for row in rows] != list(self.selects):
            self._rebuild(rows)
        for row in rows:
            select = self.selects[row.party]
            if not select.hasFocus() or select.value != row.attended:
                select.set_value(row.attended)

    def _rebuild(self, rows: Sequence[AttendanceRow]) -> None:
        focused = next((party for party, one in self.selects.items() if one.hasFocus()), None)
        emptied(self._lines)
        self.selects = {}
        for row in rows:
            select = Select(f"{row.name}, {row.role}")
            select.add(None, _("Not said"))
            for attended in Attended:
                select.add(attended, attended_word(attended))
            party = row.party
            select.activated.connect(
                lambda _at, party=party, select=select: self.said.emit(party, select.value)
            )
            line = QWidget()
            names = VBox(Label(row.name, wrap=True), space=0)
            if row.role:
                names.add(Label(row.role, "small", "muted", wrap=True))
            inside = HBox(space=8, parent=line)
            inside.add(names, 1)
            inside.add(select)
            self._lines.add(line)
            self.selects[party] = select
            if party == focused:
                select.setFocus(Qt.FocusReason.OtherFocusReason)


class ChangesCard(Card):
    """What has been changed since the meeting began. ``plan_wanted`` opens the plan."""

    plan_wanted = Signal()

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__(space=8, margins=16)
        self.lines: tuple[str, ...] = ()
        self._lines = VBox(space=6)
        self.open = Button(_("Open the plan"), icon="file-text", keys="Alt+O")
        self.open.clicked.connect(self.plan_wanted)
        self.body.add(Heading(_("Changed in this meeting"), 3))
        self.body.add(self._lines)
        self.body.add(HBox(self.open, None))
        self.show_changes(())

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show what has been changed."""
        lines = tuple(change_words(one) for one in changes)
        if lines == self.lines and self._lines.count():
            return
        self.lines = lines
        emptied(self._lines)
        nothing = _("Nothing yet. What you change in the plan stands here and in the minutes.")
        for line in lines or (nothing,):
            self._lines.add(Label(line, "small", "" if lines else "muted", wrap=True))
