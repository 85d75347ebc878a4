"""The small dialogs of the team page: one name with one choice beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.selects import Select


class NameDialog(Dialog):
    """A name, and perhaps a second text or a choice; ``make`` gives the action of both."""

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        title: str,
        make: Callable[[str, str], Action[Any]],
        *,
        name: str = "",
        label: str = "",
        intro: str = "",
        second: tuple[str, str] | None = None,
        choices: tuple[str, Sequence[tuple[str, str]], str] | None = None,
    ) -> None:
        """``second`` is label and text; ``choices`` label, (value, word) pairs, and the value."""
        super().__init__(parent, title, _("Save"), intro=intro, width=460)
        self._bridge, self._make = bridge, make
        self.name = QLineEdit(name)
        self.add(Field(label or _("Name"), self.name))
        self.second: QLineEdit | None = None
        self.choice: Select | None = None
        if second is not None:
            self.second = QLineEdit(second[1])
            self.add(Field(second[0], self.second))
        if choices is not None:
            self.choice = Select()
            for value, word in choices[1]:
                self.choice.add(value, word)
            self.choice.set_value(choices[2])
            self.add(Field(choices[0], self.choice))
        self.name.selectAll()
        self.name.setFocus()

    def submit(self) -> None:
        """Do the action."""
        self.clear_error()
        other = ""
        if self.second is not None:
            other = self.second.text()
        elif self.choice is not None:
            other = str(self.choice.value or "")
        self._bridge.run(
            self._make(self.name.text(), other),
            on=self,
            then=lambda _result: self.accept(),
            failed=self.refused,
        )
