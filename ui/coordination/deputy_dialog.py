"""Who stands in for an absent coordinator, from and to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from factdesk.store.action import Action
from factdesk.team.actions.end_deputy import EndDeputy
from factdesk.team.actions.set_deputy import SetDeputy
from factdesk.team.deputies import Deputies, DeputyRow
from factdesk.team.roles import Right
from factdesk.words import _, format_date, sort_key
from ui.bridge import Bridge
from ui.live import Live
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import Select
from ui.widgets.texts import Label


class DeputyDialog(Dialog):
    """One's own deputy; a leader sets those of others too. Those set already can be ended."""

    def __init__(self, parent: QWidget, bridge: Bridge, staff_id: str) -> None:
        """Take whose deputy it is about."""
        intro = _(
            "While somebody is away, their persons show with the deputy too. The coordinator of a "
            "person stays the same."
        )
        super().__init__(parent, _("Deputy"), _("Set the deputy"), intro=intro, width=600)
        self._bridge = bridge
        today = bridge.clock.today
        self.whose, self.who = Select(), Select()
        self.start, self.end = DateField(today, prefer="future"), DateField(today, prefer="future")
        self.start.set_value(today())
        for member in sorted(bridge.team.active, key=lambda one: sort_key(one.name)):
            text = f"{member.name} · {member.initials}"
            if bridge.can(Right.HAND_OVER) or member.id == staff_id:
                self.whose.add(member.id, text)
            self.who.add(member.id, text)
        self.whose.set_value(staff_id)
        self.who.set_value(None)
        self.whose.setEnabled(bridge.can(Right.HAND_OVER))
        self.whose.currentIndexChanged.connect(lambda _at: self._live.refresh())
        self.add(Field(_("Who is away"), self.whose))
        self.add(Field(_("Deputy"), self.who))
        days = HBox(space=16)
        days.add(Field(_("From"), self.start), 1)
        days.add(Field(_("Last day"), self.end, hint=_("Empty until further notice.")), 1)
        self.add(days)
        self._set = QWidget()
        self._rows = VBox(space=6, parent=self._set)
        self.add(self._set)
        self.end_buttons: list[Button] = []
        self._live: Live[tuple[DeputyRow, ...]] = Live(
            bridge, self, lambda: Deputies(str(self.whose.value or "")), self._show
        )
        self.who.setFocus()

    def submit(self) -> None:
        """Set the deputy; a refusal is shown and what was chosen stays."""
        self.clear_error()
        problem = next((day for day in (self.start, self.end) if not day.is_valid), None)
        if problem is not None:
            problem.setFocus()
            return
        if self.who.value is None or self.start.value is None:
            self.show_error(_("Deputy and first day must be filled in."), _("Nothing was saved."))
            (self.start if self.start.value is None else self.who).setFocus()
            return
        action = SetDeputy(
            str(self.whose.value), str(self.who.value), self.start.value, self.end.value
        )
        self._run(action, close=True)

    def _run(self, action: Action[Any], *, close: bool) -> None:
        self.set_busy(busy=True)

        def done(_result: Any) -> None:
            self.set_busy(busy=False)
            if close:
                self.accept()

        self._bridge.run(action, on=self, then=done, failed=self.refused)

    def _show(self, rows: tuple[DeputyRow, ...]) -> None:
        """Write the deputies that are set, each with a way to end it now."""
        had_focus = any(button.hasFocus() for button in self.end_buttons)
        while (item := self._rows.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        self.end_buttons = []
        for row in rows:
            line = QWidget()
            member = self._bridge.team.member(row.deputy_id)
            name = member.name if member else ""
            button = Button(_("End it"), spoken=_("End it: {name}").format(name=name))
            button.clicked.connect(lambda _on=False, row=row: self._end(row))
            self.end_buttons.append(button)
            HBox(Label(_row_words(row, name), wrap=True), None, button, parent=line)
            self._rows.add(line)
        self._set.setVisible(bool(rows))
        if had_focus:
            (self.end_buttons[0] if self.end_buttons else self.who).setFocus()

    def _end(self, row: DeputyRow) -> None:
        """It holds no longer from today on."""
        yesterday = self._bridge.clock.today() - timedelta(days=1)
        self._run(EndDeputy(row.id, row.version, yesterday), close=False)


def _row_words(row: DeputyRow, name: str) -> str:
    """«Anne Berg, 23 November 2026 – 27 November 2026»."""
    start = format_date(row.valid_from)
    if row.valid_to is None:
        return _("{name}, from {start} until further notice").format(name=name, start=start)
    end = format_date(row.valid_to)
    return _("{name}, {start} – {end}").format(name=name, start=start, end=end)
