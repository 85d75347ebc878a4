"""Comment and recommendation of an item; each saves itself when it is left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from factdesk.assessments.actions.settle import WriteItem
from factdesk.assessments.drafts import item_draft
from factdesk.assessments.facts import SettledRow
from factdesk.words import _
from ui.bridge import Bridge
from ui.fidelity.score_notes import set_direction
from ui.saved_area import SavedArea
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import CheckBox


class ItemTexts(QWidget):
    """``main_chosen(bool)``: it shall stand among the main recommendations, or no longer."""

    main_chosen = Signal(bool)

    def __init__(self, bridge: Bridge, assessment_id: str, slot: str) -> None:
        """Take whose texts they are."""
        super().__init__()
        self.comment = SavedArea(
            bridge,
            item_draft(assessment_id, slot, "comment"),
            lambda text, seen: WriteItem(
                assessment_id, slot, seen or None, comment=text.strip() or None
            ),
            spoken=_("Comment"),
            hint=_("What the score rests on"),
            lines=3,
        )
        self.recommendation = SavedArea(
            bridge,
            item_draft(assessment_id, slot, "recommendation"),
            lambda text, seen: WriteItem(
                assessment_id, slot, seen or None, recommendation=text.strip() or None
            ),
            spoken=_("Recommendation"),
            hint=_("What would raise it"),
            lines=3,
        )
        self.is_main = CheckBox(_("One of the main recommendations"))
        self.is_main.clicked.connect(self.main_chosen)
        right = VBox(Field(_("Recommendation"), self.recommendation), self.is_main, None, space=6)
        self._pair = HBox(space=16, parent=self)
        self._pair.add(VBox(Field(_("Comment"), self.comment), None), 1)
        self._pair.add(right, 1)

    @property
    def areas(self) -> tuple[SavedArea, SavedArea]:
        """The texts."""
        return (self.comment, self.recommendation)

    def show_row(self, row: SettledRow | None, *, may: bool) -> None:
        """Show what is saved; what is being typed stays."""
        version = row.version if row is not None else 0
        for area, text in (
            (self.comment, row.comment if row else None),
            (self.recommendation, row.recommendation if row else None),
        ):
            area.show_saved(text or "", version)
            area.setReadOnly(not may)
        self.is_main.setChecked(row is not None and row.is_main)
        self.is_main.setEnabled(may)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand under each other in a narrow place."""
        super().resizeEvent(event)
        set_direction(self._pair, self.width())
