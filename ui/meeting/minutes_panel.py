"""The end of the meeting and its minutes: what was said, decided and agreed, on one page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.board.minutes_views import MinutesRecord
from factdesk.words import _, format_date
from ui.meeting.inputs import Answer
from ui.meeting.minutes_sheet import MinutesSheet
from ui.meeting.scroll import Scroll
from ui.meeting.team_tasks import TeamTasksBlock
from ui.meeting.words import act_keys
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.texts import Card, Heading


class MinutesPanel(Card):
    """``ended(note)``, ``note_draft(text)`` while the note is typed, ``back``,
    ``printed(meeting_id)``, ``day_list_wanted``, ``closed``."""

    ended = Signal(str)
    note_draft = Signal(str)
    back = Signal()
    printed = Signal(str)
    day_list_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """No minutes yet."""
        super().__init__(margins=(0, 0, 0, 0), parent=parent)
        self.meeting_id = ""
        self.is_running = False
        self.title = Heading("")
        self.note = Answer("note")
        self.note.draft_changed.connect(self.note_draft)
        self._note_field = Field(_("A note to the minutes"), self.note)
        self.end = Button(
            _("End the meeting"), "primary", keys=f"Alt+{act_keys()['end']}", large=True
        )
        self.go_back = Button(_("Back to the meeting"), keys="PgUp", large=True)
        self.print = Button(
            _("Print the minutes"), "primary", icon="printer", keys="Ctrl+P", large=True
        )
        # The window's own key to the page of today.
        self.day_list = Button(_("The day list"), icon="calendar-days", keys="Alt+2", large=True)
        self.close_button = Button(_("Done"), keys="Esc", large=True)
        self.end.clicked.connect(lambda: self.ended.emit(self.note.text))
        self.go_back.clicked.connect(self.back)
        self.print.clicked.connect(lambda: self.printed.emit(self.meeting_id))
        self.day_list.clicked.connect(self.day_list_wanted)
        self.close_button.clicked.connect(self.closed)
        self.sheet = MinutesSheet()
        self.team_tasks = TeamTasksBlock()
        self._before_end = _in_a_row(self.end, self.go_back)
        self._after_end = _in_a_row(self.print, self.day_list, self.close_button)
        column, left = QWidget(), HBox()
        left.add(self.sheet, 1000)
        left.add(None)
        VBox(
            self.title,
            self.team_tasks,
            self._note_field,
            self._before_end,
            self._after_end,
            left,
            None,
            space=18,
            margins=32,
            parent=column,
        )
        self.body.add(Scroll(column), 1)

    def show_minutes(self, minutes: MinutesRecord, draft: str | None = None) -> None:
        """Fill in the record; while the meeting runs it can still be gone back to.

        ``draft`` is the note as it was being typed when the program ended; what is being typed
        now stays.
        """
        running = minutes.ended_at is None
        if self.meeting_id != minutes.meeting_id:
            self.note.begin_with(minutes.note, minutes.note if draft is None else draft)
        else:
            self.note.show_saved(minutes.note)
        self.meeting_id, self.is_running = minutes.meeting_id, running
        self.title.setText(
            _("The meeting so far")
            if running
            else _("Minutes, {day}").format(day=format_date(minutes.day, "day"))
        )
        self._note_field.setVisible(running)
        self.team_tasks.set_wanted(running)
        self._before_end.setVisible(running)
        self._after_end.setVisible(not running)
        self.sheet.show_record(minutes)

    def text(self) -> str:
        """Everything on the sheet, for tests."""
        return self.sheet.text()


def _in_a_row(*buttons: Button) -> QWidget:
    """Buttons beside each other, in as many lines as they need."""
    row = QWidget()
    flow = Flow(row, space=10)
    for button in buttons:
        flow.addWidget(button)
    return row
