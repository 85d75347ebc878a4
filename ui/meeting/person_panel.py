"""The middle of the meeting: one person, four questions, visits, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget

from factdesk.board.actions.write_meeting_item import QUESTIONS
from factdesk.board.meeting_person_view import PersonInMeeting
from factdesk.board.meeting_rules import ItemSection, Outcome
from factdesk.board.meeting_views import AgendaItem
from factdesk.store.drafts import DraftRow
from factdesk.team.views import TeamFacts
from factdesk.words import _, pgettext
from ui.meeting.facts import (
    about_line,
    agreed_line,
    family_hint,
    reason_line,
    seen_line,
    tags,
    task_line,
    tried_line,
)
from ui.meeting.inputs import Answer, VisitInput
from ui.meeting.scroll import Scroll
from ui.meeting.side import empty
from ui.meeting.words import act_keys, act_words, question_words, visit_time
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip, StatusMark
from ui.widgets.paint import Tone
from ui.widgets.texts import Card, Heading, Label

#: Below this width, in design pixels, nothing stands beside each other.
NARROW = 600
#: The acts offered for a person on the board, and for one who is not.
ON_BOARD = ("stay", "move", "off", "task")
OFF_BOARD = ("noted", "place", "task")


class PersonPanel(Card):
    """``acted(name)`` for a button, ``visit_typed(text)``, ``draft(question, text)`` while typing,
    ``submitted`` at Ctrl+Enter, ``next_wanted``."""

    acted = Signal(str)
    visit_typed = Signal(str)
    draft = Signal(str, str)
    submitted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nobody yet."""
        super().__init__(space=0, margins=(0, 0, 0, 0), parent=parent)
        self.item: AgendaItem | None = None
        self.seen = 0
        self.person: PersonInMeeting | None = None
        self.answers = {name: Answer(name) for name in QUESTIONS}
        self.visit = VisitInput()
        self._words = question_words("")
        self.fields: dict[str, Field] = {
            name: Field(self._words[name], editor)
            for name, editor in (*self.answers.items(), ("visits", self.visit))
        }
        for name, answer in self.answers.items():
            answer.draft_changed.connect(lambda text, name=name: self.draft.emit(name, text))
            answer.submitted.connect(self.submitted)
        self.visit.entered.connect(self.visit_typed)
        self.visit.setPlaceholderText(_("MH EØ 13:30, or: tomorrow TK"))
        self.buttons: dict[str, Button] = {}
        self._build()

    def _build(self) -> None:
        self._mark = StatusMark("none", size=32)
        self._name = Label("", "display")
        self._about = Label("", "large", "muted")
        self._tags = QWidget()
        self._tag_flow = Flow(self._tags)
        self._reason = Label("", "large", wrap=True)
        self._agreed = Label("", "large", wrap=True)
        self._tried = Label("", wrap=True)
        self._last, self._different = Label("", "strong"), Label("", tone="muted")
        self._title = HBox(self._name, self._about, None, space=14)
        head = HBox(self._mark, space=14)
        head.add(self._title, 1)
        self._visit_chips = QWidget()
        self._chip_flow = Flow(self._visit_chips)
        self._tasks = VBox(space=6)
        self._acts = HBox(space=10)
        self._grid = grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(theme().px(14))
        self._is_narrow: bool | None = None
        self._next = Button(_("Next"), "quiet", keys="Space")
        self._next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._next.clicked.connect(self.next_wanted)
        self._seen = HBox(self._last, self._different, None, space=8)
        self._arrange(narrow=False)
        column = QWidget()
        inside = VBox(space=14, margins=32, parent=column)
        for part in (
            head,
            self._tags,
            self._reason,
            self._agreed,
            self._seen,
            self._tried,
            grid,
            self._visit_chips,
            self._acts,
        ):
            inside.add(part)
        inside.add(HBox(None, self._next))
        inside.add(self._tasks)
        inside.add(None)
        scroll = Scroll(column)
        self.body.add(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put below each other what no longer fits beside each other."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < theme().px(NARROW))

    def _arrange(self, *, narrow: bool) -> None:
        """Place what stands in rows: beside each other, or below."""
        if self._is_narrow == narrow:
            return
        self._is_narrow = narrow
        box = QBoxLayout.Direction
        for row in (self._title, self._seen, self._acts):
            row.setDirection(box.TopToBottom if narrow else box.LeftToRight)
        for label in (self._last, self._different, self._about):
            label.setWordWrap(narrow)
        places = {
            "news": (0, 0, 1, 2),
            "needs": (1, 0, 1, 2) if narrow else (1, 0, 1, 1),
            "safety": (2, 0, 1, 2) if narrow else (1, 1, 1, 1),
            "family": (3, 0, 1, 2),
            "visits": (4, 0, 1, 2),
        }
        for name, place in places.items():
            self._grid.removeWidget(self.fields[name])
            self._grid.addWidget(self.fields[name], *place)

    @property
    def changed(self) -> dict[str, str]:
        """The answers that are not saved, by question."""
        return {name: one.text for name, one in self.answers.items() if one.is_changed}

    @property
    def is_typing(self) -> bool:
        """Whether a text field has the focus."""
        inputs: list[QWidget] = [*self.answers.values(), self.visit]
        return any(one.hasFocus() for one in inputs)

    @property
    def is_written_in(self) -> bool:
        """Whether the keyboard is in an answer, also while another window is looked at."""
        focus = self.window().focusWidget()
        return any(one is focus for one in self.answers.values())

    def show_item(self, item: AgendaItem, drafts: Mapping[str, DraftRow]) -> None:
        """Show another person, or newer texts of the same; ``drafts`` are what was being typed.

        ``seen`` is the version that what is typed was typed on: it stands still while something
        is typed, so that a colleague's words to the same question are not written over unseen.
        """
        is_new = self.item is None or self.item.id != item.id
        self.item = item
        if is_new:
            self.person = None
            self._name.setText(item.name)
            for label in (self._about, self._reason, self._last, self._different):
                label.setText("")
            for label in (self._agreed, self._tried):
                _say(label, "")
            self._tag_flow.clear()
            self._chip_flow.clear()
            empty(self._tasks)
            self.visit.clear()
            for name, answer in self.answers.items():
                saved = getattr(item, name)
                answer.begin_with(saved, drafts[name].text if name in drafts else saved)
            known = [draft.seen for draft in drafts.values() if draft.seen is not None]
            self.seen = min([item.version, *known])
        else:
            for name, answer in self.answers.items():
                answer.show_saved(getattr(item, name))
            if not self.changed:
                self.seen = item.version
        self._show_acts(ON_BOARD if self._is_on_board(item) else OFF_BOARD, item.outcome)

    def show_person(self, person: PersonInMeeting, team: TeamFacts, today: date) -> None:
        """Fill in the facts about the person shown."""
        item = self.item
        if item is None or person.item_id != item.id:
            return
        self.person = person
        row = person.on_board
        self._mark.setVisible(row is not None)
        if row is not None:
            self._mark.set_level(row.level.value)
        self._about.setText(about_line(person))
        self._reason.setText(reason_line(person, item.section, item.last_discussed, team, today))
        _say(self._agreed, agreed_line(person))
        tried, missed = tried_line(person, team, today)
        _say(self._tried, tried)
        self._tried.set_tone("danger" if missed else "")
        last, is_due, different = seen_line(person, today)
        self._last.setText(last)
        self._last.set_tone("danger" if is_due else "")
        self._different.setText(different)
        self._tag_flow.clear()
        for tag in tags(person, team):
            self._tag_flow.addWidget(Chip(tag.text, tag.tone))
        self._tags.updateGeometry()
        self._show_visits(person, team, today)
        self._show_tasks(person, today)
        self.answers["family"].setPlaceholderText(family_hint(person))
        self.set_question("visits", question_words(person.given_name)["visits"])
        on_board = row is not None
        self._show_acts(ON_BOARD if on_board else OFF_BOARD, item.outcome)

    def set_question(self, name: str, words: str) -> None:
        """Give a field another question."""
        field = self.fields[name]
        label = field.findChild(QLabel)
        if isinstance(label, QLabel):
            label.setText(words)
        field.input.setAccessibleName(words)

    def leave_fields(self) -> None:
        """Tell the drafts that are still waiting for a pause."""
        for answer in self.answers.values():
            answer.flush_draft()

    def _is_on_board(self, item: AgendaItem) -> bool:
        if self.person is not None and self.person.item_id == item.id:
            return self.person.on_board is not None
        return item.section is ItemSection.BOARD and item.outcome is not Outcome.REMOVED

    def _show_visits(self, person: PersonInMeeting, team: TeamFacts, today: date) -> None:
        """The visits planned; that somebody is away today is said."""
        self._chip_flow.clear()
        away = {one.id for one in team.active if one.presence == "away"}
        for visit in person.visits:
            who = " + ".join(visit.staff) or _("nobody yet")
            tone: Tone = "neutral" if len(visit.staff) >= visit.needs else "warn"
            if visit.day == today and away.intersection(visit.staff_ids):
                gone = [
                    who
                    for who, one in zip(visit.staff, visit.staff_ids, strict=True)
                    if one in away
                ]
                word = pgettext("presence of a visitor", "away")
                who, tone = f"{who} · {' + '.join(gone)} → {word}", "danger"
            strong = visit_time(visit.start, visit.day_only, today)
            self._chip_flow.addWidget(Chip(who, tone, strong))
        self._visit_chips.setVisible(bool(person.visits))
        self._visit_chips.updateGeometry()

    def _show_tasks(self, person: PersonInMeeting, today: date) -> None:
        empty(self._tasks)
        if person.tasks:
            self._tasks.add(Heading(_("Open tasks"), 3))
        for task in person.tasks:
            line = task_line(task.text, task.owner, task.due_on, today, is_late=task.is_late)
            self._tasks.add(Label(line, tone="danger" if task.is_late else "", wrap=True))

    def _show_acts(self, names: tuple[str, ...], outcome: Outcome | None) -> None:
        """The buttons that fit, the chosen outcome filled."""
        words, keys = act_words(), act_keys()
        if tuple(self.buttons) != names:
            empty(self._acts)
            self.buttons = {}
            for name in names:
                button = Button(words[name], keys=keys[name], large=True)
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.clicked.connect(lambda _on=False, name=name: self.acted.emit(name))
                self.buttons[name] = button
                self._acts.add(button, 1)
        chosen = (
            {
                Outcome.STAY: "stay",
                Outcome.MOVED: "move",
                Outcome.REMOVED: "off",
                Outcome.PLACED: "place",
                Outcome.NOTED: "noted",
            }.get(outcome)
            if outcome is not None
            else None
        )
        for name, button in self.buttons.items():
            button.set_kind("primary" if name == chosen else "secondary")


def _say(label: Label, words: str) -> None:
    """A line that takes no room while it has nothing to say."""
    label.setText(words)
    label.setVisible(bool(words))
