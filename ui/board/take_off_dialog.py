"""Take a person off the board: why, and whether the team decided it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.facts import BoardRow
from factdesk.errors import KnownError
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.buttons import Choice, ChoiceBar
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field


class TakeOffDialog(Dialog):
    """Neither answer is chosen beforehand: leaving the board is never a slip of the hand."""

    def __init__(self, parent: QWidget, bridge: Bridge, row: BoardRow) -> None:
        """Take the row as the user sees it."""
        super().__init__(
            parent,
            _("Take {name} off the board").format(name=row.name),
            _("Take off"),
            intro=_("What was written stays with the person. Ctrl+Z puts the row back."),
        )
        self._bridge, self._row = bridge, row
        self.reason = QLineEdit()
        self.decided = ChoiceBar(
            [
                Choice("team", _("Yes, in the meeting"), _("Y")),
                Choice("alone", _("No, I alone"), _("N")),
            ],
            _("Did the team decide it?"),
        )
        self.why = Field(_("Reason"), self.reason)
        self.who = Field(_("Did the team decide it?"), self.decided)
        self.add(self.why)
        self.add(self.who)
        self.reason.setFocus()

    def submit(self) -> None:
        """Take off, or go to what is missing."""
        self.why.set_error("" if self.reason.text().strip() else _("Write why, in a few words."))
        if not self.reason.text().strip():
            self.reason.setFocus()
            return
        if not self.decided.value:
            self.decided.setFocus()
            if self.who.error or not self.reason.hasFocus():
                self.who.set_error(_("Choose one of the two: Y or N."))
            return
        self.set_busy(busy=True)
        action = TakeOffBoard(
            episode_id=self._row.episode_id,
            seen=self._row.version,
            decided_by_team=self.decided.value == "team",
            reason=self.reason.text(),
        )
        self._bridge.run(action, on=self, then=lambda _done: self.accept(), failed=self._failed)

    def _failed(self, error: BaseException) -> bool:
        if not isinstance(error, KnownError):
            self.set_busy(busy=False)
            return False
        self.show_error(error)
        return True
