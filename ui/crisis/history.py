"""What stood in a text of the crisis plan before: by whom, when, and «Use this again»."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.plans.view import FieldHistory, FieldValue
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.crisis.saved_text import SavedText
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Label


class HistoryDialog(Dialog):
    """The values of one text, newest first."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, view: FieldHistory, text: SavedText, label: str
    ) -> None:
        """Ask for the values."""
        title = _("Before in «{field}»").format(field=label)
        super().__init__(parent, title, _("Close"), width=680)
        self.secondary.hide()
        self._text = text
        self.values: tuple[FieldValue, ...] | None = None
        self.buttons: list[Button] = []
        bridge.ask(view, on=self, then=self._show)

    def _show(self, values: tuple[FieldValue, ...]) -> None:
        self.values = values
        if len(values) < 2:
            self.add(Label(_("Nothing else has stood here."), tone="muted", wrap=True))
        for at, value in enumerate(values):
            self.add(self._row(value, is_now=at == 0))

    def _row(self, value: FieldValue, *, is_now: bool) -> QWidget:
        parts = [format_datetime(value.at, "medium"), value.initials]
        if value.version_number is not None:
            parts.append(_("version {number}").format(number=value.version_number))
        if is_now:
            parts.append(_("stands now"))
        words = value.text or _("(empty)")
        holder = QWidget()
        row = HBox(space=12, parent=holder)
        head = Label(" · ".join(part for part in parts if part), "small", "muted")
        row.add(VBox(head, Label(words, tone="" if value.text else "muted", wrap=True), space=2), 1)
        if not is_now and not self._text.area.isReadOnly():
            again = Button(
                _("Use this again"), spoken=_("Use this again: {text}").format(text=words)
            )
            again.clicked.connect(lambda: self._restore(value))
            self.buttons.append(again)
            row.add(again)
        return holder

    def _restore(self, value: FieldValue) -> None:
        self.accept()
        self._text.restore(value.value)
