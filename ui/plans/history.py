"""What stood in a value before: by whom, when, and «Use this again»."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.plans.view import FieldHistory, FieldValue
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.plans.spot import Spot
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Label, Line


class HistoryDialog(Dialog):
    """The values of one spot, newest first. ``chosen(value)``: it shall stand again."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, bridge: Bridge, person_id: str, spot: Spot, label: str,
        *, may_restore: bool,
    ) -> None:  # fmt: skip
        """Ask for the values."""
        super().__init__(
            parent, _("Before in «{field}»").format(field=label), _("Close"), width=680
        )
        self.secondary.hide()
        self._may_restore = may_restore
        self.rows: list[FieldValue] = []
        self.buttons: list[Button] = []
        view = FieldHistory(person_id, spot.entity, spot.row_id, spot.field)
        bridge.ask(view, on=self, then=self._show)

    def _show(self, values: tuple[FieldValue, ...]) -> None:
        self.rows = list(values)
        if len(values) < 2:
            self.add(Label(_("Nothing else has stood here."), tone="muted", wrap=True))
        for at, value in enumerate(values):
            if at:
                self.add(Line())
            self.add(self._row(value, is_now=at == 0))
        (self.buttons[0] if self.buttons else self.primary).setFocus()

    def _row(self, value: FieldValue, *, is_now: bool) -> QWidget:
        when = format_datetime(value.at, "medium")
        parts = [when, value.initials]
        if value.version_number is not None:
            parts.append(_("version {number}").format(number=value.version_number))
        if is_now:
            parts.append(_("stands now"))
        text = value.text or _("(empty)")
        holder = QWidget()
        row = HBox(space=12, parent=holder)
        column = VBox(Label(" · ".join(filter(None, parts)), "small", "muted"), space=4)
        column.add(Label(text, tone="" if value.text else "muted", wrap=True))
        row.add(column, 1)
        if not is_now and self._may_restore:
            button = Button(_("Use this again"))
            button.setAccessibleName(_("Use this again: {text}").format(text=text))
            button.clicked.connect(lambda _on=False, value=value.value: self._choose(value))
            self.buttons.append(button)
            row.add(button)
        return holder

    def _choose(self, value: Any) -> None:
        self.chosen.emit(value)
        self.accept()
