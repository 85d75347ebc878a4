"""Answering without a score, where the scale allows it: not rated, not applicable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.assessments.kinds import RatingMark
from fidelity.model import Mark
from ui.fidelity.sheet_words import mark_word
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow

_KEYS = {RatingMark.NOT_RATED: "R", RatingMark.NOT_APPLICABLE: "A"}


class MarkBar(QWidget):
    """``chosen(mark)``: the item is left out."""

    chosen = Signal(object)

    def __init__(self) -> None:
        """Both buttons, hidden until they are allowed."""
        super().__init__()
        row = Flow(self, space=8)
        self.buttons: dict[RatingMark, Button] = {}
        for mark, keys in _KEYS.items():
            word = mark_word(mark)
            button = Button(word[:1].upper() + word[1:], keys=keys)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, mark=mark: self._tell(mark))
            self.buttons[mark] = button
            row.addWidget(button)

    def show_marks(
        self, allowed: Sequence[Mark], given: RatingMark | None, *, may_choose: bool
    ) -> None:
        """Show what the scale allows, and which was given."""
        for mark, button in self.buttons.items():
            button.setVisible(mark.value in [each.value for each in allowed])
            button.setChecked(mark is given)
            button.setEnabled(may_choose)
        self._given = given
        self.setVisible(bool(allowed))

    def _tell(self, mark: RatingMark) -> None:
        self.buttons[mark].setChecked(mark is self._given)
        self.chosen.emit(mark)
