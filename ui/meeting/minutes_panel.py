"""The end of the meeting and its minutes: what was said, decided and agreed, on one page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from factdesk.board.meeting_rules import ItemSection
from factdesk.board.minutes_views import MinutesItem, MinutesRecord
from factdesk.words import _, format_date, format_time, ngettext
from ui.meeting.inputs import Answer
from ui.meeting.scroll import Scroll
from ui.meeting.side import decided_lines, empty
from ui.meeting.words import act_keys, outcome_word, question_words, section_word, visit_time
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Card, Heading, Label


class MinutesPanel(Card):
    """``ended(note)``, ``back``, ``printed(meeting_id)``, ``day_list_wanted``, ``closed``."""

    ended = Signal(str)
    back = Signal()
    printed = Signal(str)
    day_list_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """No minutes yet."""
        super().__init__(margins=(0, 0, 0, 0), parent=parent)
        self.meeting_id = ""
        self.title = Heading("")
        self._about = Label("", "large", "muted", wrap=True)
        self.note = Answer("note")
        self._note_field = Field(_("A note to the minutes"), self.note)
        self.end = Button(
            _("End the meeting"), "primary", keys=f"Alt+{act_keys()['end']}", large=True
        )
        self.go_back = Button(_("Back to the meeting"), keys="PgUp", large=True)
        self.print = Button(_("Print the minutes"), icon="printer", large=True)
        self.day_list = Button(_("The day list"), icon="calendar-days", large=True)
        self.close_button = Button(_("Done"), "primary", keys="Esc", large=True)
        self.end.clicked.connect(lambda: self.ended.emit(self.note.text))
        self.go_back.clicked.connect(self.back)
        self.print.clicked.connect(lambda: self.printed.emit(self.meeting_id))
        self.day_list.clicked.connect(self.day_list_wanted)
        self.close_button.clicked.connect(self.closed)
        self._lines = VBox(space=9)
        column = QWidget()
        buttons = HBox(
            self.end, self.go_back, self.print, self.day_list, self.close_button, None, space=10
        )
        VBox(
            self.title, self._about, self._note_field, buttons, self._lines, None,
            space=16, margins=32, parent=column,
        )  # fmt: skip
        scroll = Scroll(column)
        self.body.add(scroll, 1)

    def show_minutes(self, minutes: MinutesRecord, today: date) -> None:
        """Fill in the record; while the meeting runs it can still be gone back to."""
        self.meeting_id = minutes.meeting_id
        running = minutes.ended_at is None
        self.title.setText(
            _("The meeting so far")
            if running
            else _("Minutes, {day}").format(day=format_date(minutes.day, "day"))
        )
        for widget in (self.end, self.go_back, self._note_field):
            widget.setVisible(running)
        for widget in (self.print, self.day_list, self.close_button):
            widget.setVisible(not running)
        self._about.setText(_about(minutes))
        empty(self._lines)
        if minutes.note and not running:
            self._lines.add(Label(minutes.note, wrap=True))
        self._list(_("Decided"), decided_lines(minutes, today))
        visits = [
            f"{visit.name}: {visit_time(visit.start, visit.day_only, today)}"
            f" {' + '.join(visit.staff) or _('nobody yet')}"
            for visit in minutes.visits
        ]
        self._list(_("Visits agreed"), visits)
        self._discussed(minutes.discussed)
        self._list(_("Not reached, first next time"), [", ".join(minutes.not_reached)])

    def text(self) -> str:
        """Everything in the list, for tests."""
        labels = (self._lines.itemAt(at) for at in range(self._lines.count()))
        widgets = (item.widget() for item in labels if item is not None)
        return "\n".join(one.text() for one in widgets if isinstance(one, Label))

    def _discussed(self, items: tuple[MinutesItem, ...]) -> None:
        heading = None
        for item in items:
            on_board = item.section is ItemSection.BOARD
            title = item.category if on_board else section_word(item.section)
            if title != heading:
                heading = title
                self._lines.add(Heading(title, 3))
            outcome = outcome_word(item.outcome)
            words = question_words("")
            said = [
                f"{words[name]} {getattr(item, name)}"
                for name in ("news", "needs", "safety", "family")
                if getattr(item, name)
            ]
            head = f"{item.name} ({outcome})" if outcome else item.name
            line = Label("  ".join([head, *said]), wrap=True)
            self._lines.add(line)

    def _list(self, title: str, lines: list[str]) -> None:
        lines = [line for line in lines if line]
        if not lines:
            return
        self._lines.add(Heading(title, 3))
        for line in lines:
            label = Label(line, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.add(label)


def _about(minutes: MinutesRecord) -> str:
    """When, how long, who was there, who led and wrote."""
    used = ngettext("{count} minute used", "{count} minutes used", minutes.minutes)
    start = format_time(minutes.started_at)
    end = format_time(minutes.ended_at) if minutes.ended_at else ""
    present = ", ".join(
        f"{one.initials} ({_('video')})" if one.how == "video" else one.initials
        for one in minutes.present
    )
    parts = [
        f"{start}–{end}" if end else start,
        used.format(count=minutes.minutes),
        _("present: {initials}").format(initials=present or "–"),
    ]
    if minutes.chair:
        parts.append(_("chair: {name}").format(name=minutes.chair))
    if minutes.writer:
        parts.append(_("writer: {name}").format(name=minutes.writer))
    return " · ".join(parts)
