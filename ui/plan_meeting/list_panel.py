"""The meetings about a person: the one that is held, those planned, those that have been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.contacts.rules import day_of
from factdesk.plans.meeting_rules import MeetingState, meeting_word
from factdesk.plans.meeting_view import PlanMeetingRow
from factdesk.words import _, format_datetime, ngettext, pgettext
from ui.plan_meeting.attendance import emptied
from ui.plan_meeting.words import begun, when_words
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.marks import Chip
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import Card, EmptyState, Heading, Label

#: Below this width, in design pixels, the buttons stand under the heading.
NARROW = 640


class ListPanel(Leads):
    """``wanted(what, row)``: open, begin, held, edit, file, off; ``planned``, ``noted``: new."""

    wanted = Signal(str, object)
    planned = Signal()
    noted = Signal()

    def __init__(self, *, may_edit: bool) -> None:
        """Nothing yet; ``show_rows`` fills it."""
        super().__init__()
        self._may_edit = may_edit
        self.cards: dict[str, MeetingCard] = {}
        self._shown: tuple[tuple[PlanMeetingRow, ...], date] | None = None
        self.new = Button(_("Plan a meeting …"), "primary", icon="plus", keys="M")
        self.new.clicked.connect(self.planned)
        self.note = Button(_("Write down one that has been …"), "quiet")
        self.note.clicked.connect(self.noted)
        for button in () if may_edit else (self.new, self.note):
            button.hide()
        self._cards = VBox(space=12)
        self.empty = EmptyState(
            "users",
            _("No plan meeting yet"),
            _("Plan one: the agenda comes from the plan, and whoever takes part is invited."),
        )
        self.model: RowsModel[PlanMeetingRow] = RowsModel(_columns())
        self.table = Table(self.model, _("Meetings that have been"))
        self.table.opened.connect(lambda row: self.wanted.emit("open", row))
        self._earlier = Heading(_("Meetings that have been"), 3)
        self._head = head = HBox(Heading(_("Plan meetings"), 2), None)
        head.add(HBox(self.note, self.new))
        VBox(
            head, self._cards, self.empty, self._earlier, self.table, None,
            space=16, margins=(24, 16, 24, 24), parent=self,
        )  # fmt: skip
        self.lead_to(self.new if may_edit else self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the heading where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(NARROW)
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def show_rows(self, rows: Sequence[PlanMeetingRow], now: datetime) -> None:
        """Show them: what runs first, then what is planned, the soonest first."""
        shown = (tuple(rows), day_of(now))
        if shown == self._shown:
            return
        self._shown = shown
        focused, what = next(
            ((key, card.focused) for key, card in self.cards.items() if card.focused), ("", "")
        )
        open_states = (MeetingState.RUNNING, MeetingState.PLANNED)
        ahead = [row for row in rows if row.state in open_states]
        ahead.sort(key=lambda row: (row.state is not MeetingState.RUNNING, row.start))
        past = [row for row in rows if row not in ahead]
        emptied(self._cards)
        self.cards = {}
        for row in ahead:
            card = MeetingCard(row, now, may_edit=self._may_edit, is_next=row is ahead[0])
            card.wanted.connect(self.wanted)
            self.cards[row.id] = card
            self._cards.add(card)
            if row.id == focused:
                card.buttons.get(what, card).setFocus(Qt.FocusReason.OtherFocusReason)
        if focused and focused not in self.cards:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.set_rows(past)
        self.empty.setVisible(not rows)
        self._earlier.setVisible(bool(past))
        self.table.setVisible(bool(past))
        self.table.setFixedHeight(theme().px(38) * (len(past) + 1) + theme().px(8))


class MeetingCard(Card):
    """A meeting that runs or is planned, and what can be done with it."""

    wanted = Signal(str, object)

    def __init__(
        self, row: PlanMeetingRow, now: datetime, *, may_edit: bool, is_next: bool
    ) -> None:
        """Take the meeting as it is; the first button is what comes next."""
        super().__init__(space=8, margins=16)
        self.row = row
        runs = row.state is MeetingState.RUNNING
        head = HBox(space=10)
        head.add(Label(begun(when_words(row.start, row.minutes)), "strong", wrap=True), 1)
        late = not runs and day_of(row.start) < day_of(now)
        if runs:
            head.add(Chip(meeting_word(row.state), "info"))
        elif late:
            head.add(Chip(_("Was it held?"), "warn"))
        self.body.add(head)
        invited = ngettext("{count} invited", "{count} invited", row.invited)
        said = [row.place or _("No place noted"), invited.format(count=row.invited)]
        self.body.add(Label(" · ".join(said), tone="muted", wrap=True))
        self.setAccessibleName(", ".join((when_words(row.start, row.minutes), *said)))
        self.buttons: dict[str, Button] = {}
        holder = QWidget()
        flow = Flow(holder, 8)
        for what, words, kind in self._acts(runs=runs, late=late, may_edit=may_edit):
            button = Button(words, "primary" if kind and is_next else "secondary")
            button.clicked.connect(lambda _on=False, what=what: self.wanted.emit(what, self.row))
            self.buttons[what] = button
            flow.addWidget(button)
        self.body.add(holder)
        self.setFocusProxy(next(iter(self.buttons.values())))

    @property
    def focused(self) -> str:
        """Which of its buttons has the keyboard, or ""."""
        return next((what for what, button in self.buttons.items() if button.hasFocus()), "")

    def _acts(self, *, runs: bool, late: bool, may_edit: bool) -> list[tuple[str, str, bool]]:
        if runs:
            words = _("Go on with the meeting") if may_edit else _("Show")
            return [("open", words, may_edit)]
        if not may_edit:
            return [("open", _("Show"), False), ("file", _("Calendar file …"), False)]
        begin = ("begin", _("Begin the meeting"), not late)
        held = [("held", _("Write down what was said"), True)] if late else []
        return [
            *held,
            begin,
            ("open", _("Show"), False),
            ("edit", _("Change …"), False),
            ("file", _("Calendar file …"), False),
            ("off", _("Call off …"), False),
        ]


def _columns() -> list[Column[PlanMeetingRow]]:
    def came(row: PlanMeetingRow) -> str:
        if row.state is MeetingState.CALLED_OFF:
            return ""
        return _("{came} of {invited}").format(came=row.came, invited=row.invited)

    return [
        Column(
            lambda: _("When"),
            lambda row: format_datetime(row.began_at or row.start),
            sort=lambda row: row.began_at or row.start,
            width=220,
        ),
        Column(lambda: pgettext("meeting", "Place"), lambda row: row.place or "", width=0),
        Column(lambda: _("Came"), came, width=120),
        Column(lambda: "", lambda row: meeting_word(row.state), width=140),
    ]
