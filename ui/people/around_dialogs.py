"""Dialogs about what is not told, further members, and access blocks."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.people.actions.access_blocks import BlockAccess, LiftBlock
from factdesk.people.actions.information_limits import AddInformationLimit, EndInformationLimit
from factdesk.people.actions.workers import AddWorker, EndWorker
from factdesk.people.record import BlockRow, LimitRow, WorkerRow
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.people.row_dialog import RowDialog, demanded
from ui.widgets.fields import Field, TextArea
from ui.widgets.texts import Label


class LimitDialog(RowDialog):
    """What parents or others are not told, why, and from when."""

    def __init__(self, parent: QWidget, bridge: Bridge, person_id: str) -> None:
        """A new one; it is decided by the member who writes it."""
        super().__init__(parent, bridge, _("New information limit"))
        self._person_id = person_id
        self.towards, self.about = QLineEdit(_("Parents")), QLineEdit()
        self.why = TextArea(lines=2, most_lines=5)
        self.decided = self.day(bridge.clock.today(), "past")
        self.pair(Field(_("Towards whom"), self.towards), Field(_("Decided on"), self.decided))
        self.add(Field(_("About what"), self.about))
        self.add(Field(_("Why"), self.why, hint=_("Reasons that are to be respected.")))
        me = bridge.team.member(bridge.actor.id)
        decided_by = _("Decided by {name}").format(name=me.name if me else bridge.actor.name)
        self.add(Label(decided_by, "small", "muted"))
        self.about.setFocus()

    def action(self) -> Action[Any]:
        """Decide."""
        return AddInformationLimit(
            self._person_id, self.towards.text(), self.about.text(), self.why.toPlainText(),
            demanded(self.decided, _("Decided on")),
        )  # fmt: skip


class WorkerDialog(RowDialog):
    """A further member around the person."""

    def __init__(self, parent: QWidget, bridge: Bridge, person_id: str) -> None:
        """A new one, from today."""
        super().__init__(parent, bridge, _("A further member"))
        self._person_id = person_id
        self.member, self.function = self.members(), self.choice("function", "case_manager")
        self.start = self.day(bridge.clock.today())
        self.add(Field(_("Member"), self.member))
        self.pair(Field(_("As"), self.function), Field(_("From"), self.start))
        self.member.setFocus()

    def action(self) -> Action[Any]:
        """Add."""
        return AddWorker(
            self._person_id, str(self.member.value), str(self.function.value),
            demanded(self.start, _("From")),
        )  # fmt: skip


class BlockDialog(RowDialog):
    """A member who shall not open the record."""

    def __init__(self, parent: QWidget, bridge: Bridge, person_id: str) -> None:
        """A new one, from today."""
        super().__init__(parent, bridge, _("Block the record for a member"), _("Block"))
        self._person_id = person_id
        self.member, self.why = self.members(), TextArea(lines=2, most_lines=5)
        self.add(Field(_("Member"), self.member))
        self.add(
            Field(
                _("Why"), self.why,
                hint=_("In an emergency the member can open it with a reason; that is marked."),
            )
        )  # fmt: skip
        self.member.setFocus()

    def action(self) -> Action[Any]:
        """Block."""
        return BlockAccess(self._person_id, str(self.member.value), self.why.toPlainText())


class EndLineDialog(RowDialog):
    """The day from which a limit, a member's part or a block no longer holds."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, title: str, row: LimitRow | WorkerRow | BlockRow
    ) -> None:
        """Begin with today, or the day written already."""
        super().__init__(parent, bridge, title)
        self._row = row
        ended = row.valid_to if isinstance(row, WorkerRow) else row.ended_on
        self.ended = self.day(ended or bridge.clock.today())
        self._word = _("Last day") if isinstance(row, WorkerRow) else _("Ended")
        self.add(Field(self._word, self.ended))
        self.ended.setFocus()

    def action(self) -> Action[Any]:
        """End it."""
        row, day = self._row, demanded(self.ended, self._word)
        if isinstance(row, LimitRow):
            return EndInformationLimit(row.id, row.version, day)
        if isinstance(row, WorkerRow):
            return EndWorker(row.id, row.version, day)
        return LiftBlock(row.id, row.version, day)
