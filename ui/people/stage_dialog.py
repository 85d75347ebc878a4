"""The next stage of a person: assessed, enrolled, closed with a reason, or referred again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.board.actions.close_person import ClosePerson
from factdesk.board.views import OffBoard, PersonChoice
from factdesk.people.actions.set_stage import SetStage
from factdesk.people.kinds import Stage
from factdesk.people.record import Record
from factdesk.people.rules import stage_word
from factdesk.people.stages import FROM
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.people.row_dialog import RowDialog, demanded
from ui.people.words import stage_step_word
from ui.widgets.banner import Banner
from ui.widgets.buttons import Choice, ChoiceBar
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import VBox


class StageDialog(RowDialog):
    """Only the steps that follow from the stage. ``board_wanted``: take them off the board first.

    Who is on the board is not closed: the board would keep a person whom nobody follows.
    """

    board_wanted = Signal()

    def __init__(self, parent: QWidget, bridge: Bridge, record: Record) -> None:
        """Take the person as seen."""
        title = _("{name}: {stage}").format(name=record.name, stage=stage_word(record.person.stage))
        super().__init__(parent, bridge, title)
        self._record, self._on_board = record, False
        steps = [stage for stage in Stage if record.person.stage in FROM[stage]]
        self.steps = ChoiceBar(
            [Choice(stage.value, stage_step_word(stage)) for stage in steps], _("Next stage")
        )
        self.steps.chosen.connect(lambda _value: self._chosen())
        self.on = self.day(bridge.clock.today(), "past")
        self.why = self.choice("closure_reason")
        self.note = TextArea(lines=2, most_lines=5)
        self._closing = QWidget()
        VBox(
            Field(_("Closed because"), self.why), Field(_("About the closing"), self.note),
            space=12, parent=self._closing,
        )  # fmt: skip
        self.first = Banner(
            "warning",
            _("The person is on the board."),
            _("Take the person off the board first; then the case can be closed."),
            _("Go to the board"),
            closable=False,
        )
        self.first.acted.connect(self._go_to_board)
        for item in (self.steps, self.first, Field(_("Date"), self.on), self._closing):
            self.add(item)
        self.steps.set_value(steps[0].value)
        self.steps.setVisible(len(steps) > 1)
        self._chosen()
        if record.person.stage is not Stage.CLOSED:
            bridge.ask(OffBoard(), on=self, then=self._know_board)
        (self.steps if len(steps) > 1 else self.on).setFocus()

    @property
    def stage(self) -> Stage:
        """The stage chosen."""
        return Stage(self.steps.value)

    def action(self) -> Action[Any]:
        """Set it."""
        person_id, seen, on = self._record.id, self._record.version, demanded(self.on, _("Date"))
        if self.stage is Stage.CLOSED:
            note = self.note.toPlainText()
            return ClosePerson(person_id, seen, on, str(self.why.value), note)
        return SetStage(person_id, seen, self.stage, on)

    def _know_board(self, off: tuple[PersonChoice, ...]) -> None:
        self._on_board = all(one.person_id != self._record.id for one in off)
        self._chosen()

    def _chosen(self) -> None:
        self.primary.set_text(stage_step_word(self.stage))
        closing = self.stage is Stage.CLOSED
        barred = closing and self._on_board
        self._closing.setVisible(closing and not barred)
        self.first.setVisible(barred)
        self.set_busy(busy=barred)
        self.adjustSize()

    def _go_to_board(self) -> None:
        self.reject()
        self.board_wanted.emit()
