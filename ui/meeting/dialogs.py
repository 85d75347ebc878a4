"""The small dialogs of the meeting: move, take off, place, task, take up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.words import _
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import VBox
from ui.widgets.pickers import PersonChoice, PersonPicker, StaffChoice, StaffPicker
from ui.widgets.selects import CheckBox, Select

Categories = Sequence[tuple[str, str]]


class MoveDialog(Dialog):
    """Which section? A digit chooses at once."""

    def __init__(
        self, parent: QWidget, name: str, categories: Categories, done: Callable[[str], None]
    ) -> None:
        """``categories`` are (id, name) without the one the person is in."""
        super().__init__(parent, _("Move {name} to").format(name=name), _("Move"), width=420)
        self._done = done
        self._buttons: list[Button] = []
        column = VBox(space=6)
        for number, (category_id, word) in enumerate(categories, start=1):
            button = Button(word, keys=str(number) if number < 10 else "", large=True)
            button.clicked.connect(lambda _on=False, one=category_id: self._choose(one))
            self._buttons.append(button)
            column.add(button)
        self.add(column)
        self.primary.hide()
        if self._buttons:
            self._buttons[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit presses its section; arrows walk."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < min(9, len(self._buttons)):
            self._buttons[number].click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _choose(self, category_id: str) -> None:
        self.accept()
        self._done(category_id)


class TakeOffDialog(Dialog):
    """Why, and whether the team decided it."""

    def __init__(self, parent: QWidget, name: str, done: Callable[[str, bool], None]) -> None:
        """``done(reason, decided_by_team)``."""
        title = _("Take {name} off the board").format(name=name)
        super().__init__(parent, title, _("Take off"))
        self._done = done
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("The crisis is over, daily visits are no longer needed"))
        self.team = CheckBox(_("The team decided it in this meeting"))
        self.team.setChecked(True)
        self.field = Field(_("Why?"), self.why)
        self.add(self.field)
        self.add(self.team)
        self.why.setFocus()

    def submit(self) -> None:
        """Only with a reason."""
        reason = self.why.text().strip()
        if not reason:
            self.field.set_error(_("Write in a few words why; the team reads it next time."))
            return
        self.accept()
        self._done(reason, self.team.isChecked())


class PlaceDialog(Dialog):
    """Which section, and why."""

    def __init__(
        self, parent: QWidget, name: str, categories: Categories, done: Callable[[str, str], None]
    ) -> None:
        """``done(category_id, reason)``."""
        title = _("Place {name} on the board").format(name=name)
        super().__init__(parent, title, _("Place"))
        self._done = done
        self.category = Select()
        for category_id, word in categories:
            self.category.add(category_id, word)
        self.why = QLineEdit()
        self.field = Field(_("Why?"), self.why)
        self.add(Field(_("Category"), self.category))
        self.add(self.field)
        self.why.setFocus()

    def submit(self) -> None:
        """Only with a reason."""
        reason = self.why.text().strip()
        if not reason:
            self.field.set_error(_("Write in a few words why; the team reads it next time."))
            return
        self.accept()
        self._done(str(self.category.value), reason)


class TaskDialog(Dialog):
    """What, who, by when."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        staff: Sequence[StaffChoice],
        today: Callable[[], date],
        done: Callable[[str, str | None, date | None], None],
    ) -> None:
        """``done(text, owner_id, due_on)``."""
        super().__init__(parent, _("Task for {name}").format(name=name), _("Add task"))
        self._done = done
        self.text = QLineEdit()
        self.owner = StaffPicker(staff)
        self.due = DateField(today, prefer="future")
        self.field = Field(_("What shall be done?"), self.text)
        self.who = Field(_("Who does it?"), self.owner)
        self.add(self.field)
        self.add(self.who)
        self.add(Field(_("By when?"), self.due))
        self.text.setFocus()

    def submit(self) -> None:
        """Only with a text, and with initials that somebody has."""
        text = self.text.text().strip()
        if not text:
            self.field.set_error(_("Write what shall be done."))
            return
        if self.owner.unknown:
            self.owner.read()
            return
        if not self.due.is_valid:
            return
        owner = self.owner.ids[0] if self.owner.ids else None
        self.accept()
        self._done(text, owner, self.due.value)


class TakeUpDialog(Dialog):
    """Somebody who is not on the agenda."""

    def __init__(
        self, parent: QWidget, people: Sequence[PersonChoice], done: Callable[[str], None]
    ) -> None:
        """``done(person_id)``."""
        super().__init__(parent, _("Take up somebody else"), _("Take up"))
        self._done = done
        self.picker = PersonPicker(_("Search for a person"), people)
        self.picker.picked.connect(self._choose)
        self.add(self.picker)
        self.picker.setFocus()

    def submit(self) -> None:
        """Whoever is marked."""
        if self.picker.current:
            self._choose(self.picker.current)

    def _choose(self, person_id: str) -> None:
        self.accept()
        self._done(person_id)
