"""What the small dialogs about a person share: sending, refusals, and reading their dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox
from ui.widgets.selects import Select


class RowDialog(Dialog):
    """A dialog that makes or changes one row; a refusal is shown and what was typed stays."""

    def __init__(self, parent: QWidget, bridge: Bridge, title: str, primary: str = "") -> None:
        """Take the title and the words of the main button."""
        super().__init__(parent, title, primary or _("Save"), width=600)
        self.bridge = bridge

    def action(self) -> Action[Any]:
        """What is to be done; every dialog has its own."""
        raise KnownError(_("There is nothing to save."))

    def submit(self) -> None:
        """Save, if every date can be read."""
        self.clear_error()
        problems = [field for field in self.findChildren(DateField) if not field.is_valid]
        if problems:
            problems[0].setFocus()
            return
        try:
            action = self.action()
        except KnownError as error:
            self.show_error(error)
            return
        self.send(action)

    def send(self, action: Action[Any]) -> None:
        """Run an action; the dialog closes when it is done."""
        self.set_busy(busy=True)
        self.bridge.run(action, on=self, then=lambda _result: self.accept(), failed=self.refused)

    def day(self, value: date | None = None, prefer: Any = "near") -> DateField:
        """A field for a day."""
        field = DateField(self.bridge.clock.today, prefer=prefer)
        field.set_value(value)
        return field

    def pair(self, left: Field, right: Field) -> None:
        """Add two fields of the same width beside each other."""
        row = HBox(space=16)
        row.add(left, 1)
        row.add(right, 1)
        self.body.add(row)

    def choice(self, list_name: str, code: str | None = None) -> Select:
        """A choice from a list of the team; a code put to rest stays where it stands already."""
        return team_choice(self.bridge.team, list_name, code)

    def members(self) -> Select:
        """A choice of the active members."""
        select = Select()
        for one in self.bridge.team.active:
            select.add(one.id, f"{one.initials} · {one.name}")
        return select


def team_choice(team: TeamFacts, list_name: str, code: str | None = None) -> Select:
    """A choice from a list of the team."""
    select = Select()
    codes = {choice.code: choice.label for choice in team.choices(list_name)}
    if code is not None:
        codes.setdefault(code, team.word(list_name, code))
    for each, label in codes.items():
        select.add(each, label)
    if code is not None:
        select.set_value(code)
    return select


def demanded(field: DateField, words: str) -> date:
    """The day of a field that must have one. Raises KnownError."""
    if field.value is None:
        raise KnownError(
            _("«{field}» must be filled in.").format(field=words), _("Nothing was saved.")
        )
    return field.value
