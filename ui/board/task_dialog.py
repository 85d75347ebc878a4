"""The tasks of a person: tick what is done, change or drop one, write a new one."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import DropTask, FinishTask
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.cells import day_text
from factdesk.board.facts import BoardRow, TaskFact
from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox
from ui.widgets.pickers import StaffChoice, StaffPicker
from ui.widgets.selects import CheckBox
from ui.widgets.texts import Label


class TaskDialog(Dialog):
    """Text, Tab, initials, Tab, day, Enter. What was ticked above is done in the same go."""

    def __init__(self, parent: QWidget, bridge: Bridge, row: BoardRow) -> None:
        """Take the row with its open tasks."""
        title = _("Tasks for {name}").format(name=row.name)
        super().__init__(parent, title, _("Save"), width=620)
        self._bridge, self._row = bridge, row
        self._changing: TaskFact | None = None
        self._waiting = 0
        self.ticks: list[tuple[CheckBox, TaskFact]] = []
        for task in row.tasks:
            self.add(self._line(task))
        staff = [StaffChoice(one.id, one.initials, one.name) for one in bridge.team.active]
        self.text = QLineEdit()
        self.owner = StaffPicker(staff)
        self.due = DateField(bridge.clock.today, prefer="future")
        self.what = Field(_("New task"), self.text)
        self.who = Field(_("Owner"), self.owner)
        self.when = Field(_("Due"), self.due)
        self.add(self.what)
        below = HBox(space=12)
        below.add(self.who, 1)
        below.add(self.when, 1)
        self.add(below)
        self.text.setFocus()

    def _line(self, task: TaskFact) -> HBox:
        tick = CheckBox(task.text if len(task.text) <= 70 else f"{task.text[:70]}…")
        tick.setToolTip(task.text)
        self.ticks.append((tick, task))
        about = [task.owner] if task.owner else []
        if task.due_on is not None:
            day = day_text(task.due_on, self._bridge.clock.today())
            about.append(_("was due {day}").format(day=day) if task.is_overdue else day)
        change = Button(_("Change"), "quiet", spoken=_("Change: {task}").format(task=task.text))
        drop = Button(_("Drop"), "quiet", spoken=_("Drop: {task}").format(task=task.text))
        change.clicked.connect(lambda: self._change(task))
        drop.clicked.connect(lambda: self._run(DropTask(task.id, task.version)))
        label = Label(" · ".join(about), "small", "danger" if task.is_overdue else "muted")
        return HBox(tick, None, label, change, drop)

    def _change(self, task: TaskFact) -> None:
        """Write in the task instead of a new one."""
        self._changing = task
        self.text.setText(task.text)
        self.owner.set_ids([task.owner_id] if task.owner_id else [])
        self.due.set_value(task.due_on)
        self.text.setFocus()
        self.text.selectAll()

    def submit(self) -> None:
        """Save everything that was said; nothing said only closes."""
        if self.owner.unknown:
            self.who.set_error(_("Nobody here has these initials."))
            self.owner.setFocus()
            return
        if not self.due.is_valid:
            self.due.setFocus()
            return
        for tick, task in self.ticks:
            if tick.isChecked() and task is not self._changing:
                self._run(FinishTask(task.id, task.version))
        text = self.text.text().strip()
        owner = next(iter(self.owner.ids), None)
        if text and self._changing is not None:
            task = self._changing
            self._run(EditTask(task.id, task.version, text, owner, self.due.value))
        elif text:
            self._run(AddTask(self._row.person_id, text, owner, self.due.value))
        if not self._waiting:
            self.reject()

    def _run(self, action: Action[Any]) -> None:
        self._waiting += 1
        self.set_busy(busy=True)
        self._bridge.run(action, on=self, then=self._one_done, failed=self._failed)

    def _one_done(self, _result: object) -> None:
        self._waiting -= 1
        if not self._waiting and not self.error:
            self.accept()

    def _failed(self, error: BaseException) -> bool:
        self._waiting -= 1
        if not isinstance(error, KnownError) or hasattr(error, "fields"):
            self.set_busy(busy=False)
            return False
        self.show_error(error)
        return True
