"""The team's own tasks before the meeting ends: who has what, and a tick for what is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from factdesk.board.team_tasks import TeamTask
from factdesk.words import _
from ui.meeting.facts import task_line
from ui.meeting.side import empty
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Heading, Label


class TeamTasksBlock(QWidget):
    """A heading and a line for each task; hidden without any. ``done_wanted(TeamTask)``."""

    done_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No tasks yet."""
        super().__init__(parent)
        self.tasks: tuple[TeamTask, ...] = ()
        self.boxes: list[QCheckBox] = []
        self.may_tick = True
        self._is_wanted = True
        self._lines = VBox(space=6)
        VBox(Heading(_("The team's tasks"), 3), self._lines, space=8, parent=self)
        self.hide()

    def show_tasks(self, tasks: Sequence[TeamTask], today: date, *, may_tick: bool) -> None:
        """Show them; what is shown already keeps the focus where it is."""
        if (tuple(tasks), may_tick) == (self.tasks, self.may_tick):
            return
        self.tasks, self.may_tick = tuple(tasks), may_tick
        held = next((at for at, box in enumerate(self.boxes) if box.hasFocus()), None)
        empty(self._lines)
        self.boxes = []
        for task in self.tasks:
            self._lines.add(self._line(task, today))
        self.setVisible(self._is_wanted and bool(self.tasks))
        if held is not None and self.boxes:
            self.boxes[min(held, len(self.boxes) - 1)].setFocus()

    def set_wanted(self, is_wanted: bool) -> None:
        """Whether there is a meeting that may still look at them."""
        self._is_wanted = is_wanted
        self.setVisible(is_wanted and bool(self.tasks))

    def show_as_they_are(self) -> None:
        """A tick that could not be saved is taken back."""
        for box, task in zip(self.boxes, self.tasks, strict=True):
            box.setChecked(task.done_at is not None)
            box.setEnabled(self.may_tick and task.done_at is None)

    def _line(self, task: TeamTask, today: date) -> QWidget:
        line = QWidget()
        box = QCheckBox()
        box.setChecked(task.done_at is not None)
        box.setEnabled(self.may_tick and task.done_at is None)
        box.setAccessibleName(_("Tick off: {task}").format(task=task.text))
        box.clicked.connect(lambda _checked: self._tick(box, task))
        words = task_line(task.text, task.owner, task.due_on, today, is_late=task.is_late)
        tone = "danger" if task.is_late else "muted" if task.done_at is not None else ""
        row = HBox(box, space=10, parent=line)
        row.add(Label(words, tone=tone, wrap=True), 1)
        self.boxes.append(box)
        return line

    def _tick(self, box: QCheckBox, task: TeamTask) -> None:
        """The store says whether it is done; until then it cannot be ticked again."""
        box.setEnabled(False)
        self.done_wanted.emit(task)
