"""The minutes as they are read: the order and the words of the paper, calm and wide enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from factdesk.board.meeting_rules import ItemSection, Outcome
from factdesk.board.minutes_views import MinutesChange, MinutesItem, MinutesRecord
from factdesk.clock import OSLO
from factdesk.words import _, format_date, format_time, pgettext
from ui.meeting.side import empty
from ui.meeting.words import section_word
from ui.theme import theme
from ui.widgets.layouts import VBox
from ui.widgets.texts import Heading, Label, Line

#: How wide the first column is in design pixels, so that everything on the sheet lines up.
NAMES = 190

#: A cell: words and the tone they have.
Cell = tuple[str, str]


class MinutesSheet(QWidget):
    """One record, read from above: who was there, what was decided, what was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty sheet."""
        super().__init__(parent)
        self._shown: MinutesRecord | None = None
        self._parts = VBox(space=10, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme().changed.connect(self._narrow)
        self._narrow()

    def show_record(self, minutes: MinutesRecord) -> None:
        """Show a record; one that is shown already stays where it is scrolled to."""
        if minutes == self._shown:
            return
        self._shown = minutes
        empty(self._parts)
        self._grid(_facts(minutes), ground=2)
        self._decided(minutes)
        self._discussed(minutes.discussed)
        if minutes.not_reached:
            self._heading(_("Not reached"))
            self._add(_text(", ".join(minutes.not_reached)))
        if minutes.note and minutes.ended_at is not None:
            self._heading(pgettext("minutes", "Note"))
            self._add(_text(minutes.note))

    def text(self) -> str:
        """Everything on the sheet, line by line."""
        return "\n".join(label.text() for label in self.findChildren(Label))

    def _narrow(self) -> None:
        """Lines that are too long are not read."""
        self.setMaximumWidth(theme().px(1180))

    def _decided(self, minutes: MinutesRecord) -> None:
        self._heading(pgettext("minutes", "Decided"))
        before = self._parts.count()
        for title, changes in (
            (pgettext("minutes", "Placed on the board"), minutes.placed),
            (pgettext("minutes", "Moved"), minutes.moved),
            (pgettext("minutes", "Taken off the board"), minutes.removed),
        ):
            self._table(title, [_change(one) for one in changes])
        self._table(
            _("Tasks"),
            [
                (
                    (task.name or "–", "strong"),
                    _or_closed(task.text, task.is_reduced),
                    (task.owner or "?", ""),
                    (_due(task.due_on, done=task.done), "muted"),
                )
                for task in minutes.tasks
            ],
            (0, 6, 1, 2),
        )
        self._table(
            _("Planned visits"),
            [
                (
                    (visit.name, "strong"),
                    (_when(visit.start, day_only=visit.day_only), ""),
                    (" + ".join(visit.staff), "") if visit.staff else (_("nobody yet"), "warn"),
                )
                for visit in minutes.visits
            ],
            (0, 4, 5),
        )
        if self._parts.count() == before:
            self._add(_text(_("Nothing was changed and nothing new was agreed."), "muted"))

    def _discussed(self, items: Sequence[MinutesItem]) -> None:
        self._heading(pgettext("minutes", "Discussed"))
        if not items:
            self._add(_text(_("Nobody was gone through."), "muted"))
        groups: dict[str, list[MinutesItem]] = {}
        for item in items:
            on_board = item.section is ItemSection.BOARD
            title = item.category if on_board else section_word(item.section)
            groups.setdefault(title, []).append(item)
        for title, members in groups.items():
            self._add(Label(title, "strong", "muted"))
            for item in members:
                self._item(item)

    def _item(self, item: MinutesItem) -> None:
        """Name and outcome at the left, the answers that were given at the right."""
        answers = [
            (word, text)
            for word, text in (
                (pgettext("minutes", "New"), item.news),
                (pgettext("minutes", "Needs"), item.needs),
                (pgettext("minutes", "Safety"), item.safety),
                (pgettext("minutes", "Family"), item.family),
            )
            if text.strip()
        ]
        block = QWidget()
        grid = _new_grid(block)
        grid.setColumnMinimumWidth(1, theme().px(84))
        grid.setColumnStretch(2, 1)
        grid.addWidget(_text(item.name, "", "strong"), 0, 0)
        outcome = _outcome(item.outcome)
        if outcome:
            grid.addWidget(_text(outcome, "muted", "small"), 1, 0)
        for row, (word, text) in enumerate(answers):
            grid.addWidget(_text(word, "muted", wrap=False), row, 1)
            grid.addWidget(_text(text), row, 2)
        if not answers:
            words, tone = _or_closed("–", item.is_reduced)
            grid.addWidget(_text(words, tone), 0, 1, 1, 2)
        self._add(block)

    def _table(
        self, title: str, rows: Sequence[Sequence[Cell]], shares: Sequence[int] = (0, 4, 5)
    ) -> None:
        if not rows:
            return
        self._add(Label(title, "strong", "muted"))
        block = QWidget()
        grid = _new_grid(block)
        for column, share in enumerate(shares):
            grid.setColumnStretch(column, share)
        for at, row in enumerate(rows):
            for column, (text, look) in enumerate(row):
                strong = look == "strong"
                label = _text(text, "" if strong else look, "strong" if strong else "body")
                grid.addWidget(label, at, column)
        self._add(block)

    def _grid(self, rows: Sequence[tuple[str, str]], *, ground: int) -> None:
        block = QWidget()
        grid = _new_grid(block)
        grid.setColumnStretch(ground - 1, 1)
        for at, (word, text) in enumerate(rows):
            grid.addWidget(_text(word, "muted", wrap=False), at, 0)
            grid.addWidget(_text(text), at, 1)
        self._add(block)

    def _heading(self, title: str) -> None:
        self._add(Line())
        self._add(Heading(title, 2))

    def _add(self, widget: QWidget) -> None:
        self._parts.add(widget)


def _new_grid(block: QWidget) -> QGridLayout:
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, theme().px(4))
    grid.setHorizontalSpacing(theme().px(20))
    grid.setVerticalSpacing(theme().px(6))
    grid.setColumnMinimumWidth(0, theme().px(NAMES))
    return grid


def _text(text: str, tone: str = "", role: str = "body", *, wrap: bool = True) -> Label:
    """Words that can be marked and copied."""
    shown = Label(text, "strong" if role == "strong" else "small" if role == "small" else "body")
    shown.setWordWrap(wrap)
    shown.set_tone(tone)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown


def _facts(minutes: MinutesRecord) -> list[tuple[str, str]]:
    """When, how long against the plan, who was there, who led and wrote."""
    start = format_time(minutes.started_at)
    if minutes.ended_at is None:
        time = _("Began {start}; the meeting is not ended.").format(start=start)
    else:
        time = _("{start}–{end} · {minutes} minutes of {planned} planned").format(
            start=start,
            end=format_time(minutes.ended_at),
            minutes=minutes.minutes,
            planned=minutes.planned_minutes,
        )
    here = [f"{one.name} ({one.initials})" for one in minutes.present if one.how != "video"]
    video = [f"{one.name} ({one.initials})" for one in minutes.present if one.how == "video"]
    lines = [
        (pgettext("minutes", "Time"), time),
        (pgettext("minutes", "Present"), ", ".join(here)),
        (pgettext("minutes", "On video"), ", ".join(video)),
        (pgettext("minutes", "Chair"), minutes.chair),
        (pgettext("minutes", "Writer"), minutes.writer),
    ]
    return [(word, text) for word, text in lines if text]


def _change(change: MinutesChange) -> tuple[Cell, ...]:
    where = " → ".join(part for part in (change.before, change.after) if part)
    return (change.name, "strong"), (where, ""), _or_closed(change.reason, change.is_reduced)


def _or_closed(text: str, closed: bool) -> Cell:
    """A text, or that the reader may not see it."""
    return (_("not open to you"), "muted") if closed else (text, "")


def _due(day: date | None, *, done: bool) -> str:
    if done:
        return _("done")
    return format_date(day, "numeric") if day else ""


def _when(start: datetime, *, day_only: bool) -> str:
    day = format_date(start.astimezone(OSLO).date(), "day")
    return day if day_only else f"{day} {format_time(start)}"


def _outcome(outcome: Outcome | None) -> str:
    words = {
        Outcome.STAY: pgettext("minutes", "Stays on the board"),
        Outcome.MOVED: pgettext("minutes", "Moved"),
        Outcome.REMOVED: pgettext("minutes", "Taken off the board"),
        Outcome.PLACED: pgettext("minutes", "Placed on the board"),
        Outcome.NOTED: pgettext("minutes", "Gone through"),
    }
    return words[outcome] if outcome is not None else ""
