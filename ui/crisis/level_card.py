"""One level of a crisis plan: its mark and word, and its four texts beside each other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.plans.crisis_view import LevelRow
from factdesk.plans.crisis_words import level_words
from factdesk.words import _
from ui.crisis.grid import Grid
from ui.crisis.saved_text import SavedText
from ui.crisis.saver import LEVEL
from ui.crisis.words import level_hints
from ui.widgets.layouts import HBox
from ui.widgets.marks import Chip, StatusMark
from ui.widgets.texts import Card, Heading

#: The least width of one text, in design pixels; below it they stand below each other.
LEAST = 230


class LevelCard(Card):
    """A level that can be written in."""

    def __init__(self, level: LevelRow, *, may_edit: bool) -> None:
        """Empty; the saver fills the texts."""
        super().__init__(space=10, margins=(16, 12, 16, 16))
        self.setAccessibleName(level.label)
        self.body.add(level_head(level))
        hints = level_hints()
        self.texts = [
            SavedText(f"{LEVEL}.{level.level}.{field}", word, hints[field], may_edit=may_edit)
            for field, word in level_words().items()
        ]
        self.body.add(Grid(self.texts, LEAST, 4))


def level_head(level: LevelRow) -> QWidget:
    """Mark, word, and that the team has put the level to rest."""
    head = QWidget()
    row = HBox(StatusMark(level.mark, level.label), Heading(level.label, 3), parent=head)  # type: ignore[arg-type]
    if not level.in_use:
        row.add(Chip(_("No longer used by the team")))
    row.add(None)
    return head
