"""What is written to a score: a rater's note, and in settling why and who disagreed."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.assessments.actions.rate import NoteRating
from factdesk.assessments.actions.settle import Settle, WriteItem
from factdesk.assessments.drafts import item_draft, note_draft
from factdesk.assessments.facts import RatingRow, SettledRow
from factdesk.assessments.kinds import RatingMark
from factdesk.words import _
from ui.bridge import Bridge
from ui.saved_area import SavedArea
from ui.theme import theme
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Label

#: Below this width, in design pixels, two texts stand under each other.
NARROW = 620


def set_direction(row: QBoxLayout, width: int) -> None:
    """Let two texts stand beside each other, or below where there is no room."""
    narrow = width < theme().px(NARROW)
    row.setDirection(
        QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
    )


class _NoteArea(SavedArea):
    """A note that cannot be saved before there is a score keeps being a draft."""

    has_row = False

    def save(self) -> None:
        """Save, or keep the draft until there is a score."""
        if self.has_row:
            super().save()
        else:
            self.flush_draft()


class ScoreNote(QWidget):
    """The note to a rater's score; it asks quietly why, where the figure says otherwise."""

    def __init__(self, bridge: Bridge, rater_id: str, slot: str) -> None:
        """Take whose note it is, and the slot."""
        super().__init__()
        self._row: RatingRow | None = None
        self.asks = Label("", "small", "warn", wrap=True)
        self.area = _NoteArea(
            bridge,
            note_draft(rater_id, slot),
            lambda text, seen: NoteRating(
                self._row.id if self._row else "", seen, text.strip() or None
            ),
            spoken=_("Note to the score"),
            lines=2,
        )
        self.field = Field(_("Note to the score"), self.area)
        VBox(self.field, self.asks, space=4, parent=self)

    @property
    def unsaved(self) -> str | None:
        """What is written before there is a score; it is saved with it."""
        text = self.area.toPlainText().strip()
        return text if text and self._row is None else None

    def show_rating(self, row: RatingRow | None, suggested: int | None) -> None:
        """Show the note of a rating."""
        if self._row is not None and row is None:
            self.area.show_saved("", 0)
        self._row, self.area.has_row = row, row is not None
        if row is not None:
            self.area.show_saved(row.note or "", row.version)
        overrides = (
            row is not None
            and suggested is not None
            and row.mark is RatingMark.SCORE
            and row.score != suggested
        )
        self.asks.setVisible(overrides)
        if overrides and row is not None:
            text = _(
                "The figure suggests {suggested} and you gave {score}. A reason helps whoever "
                "reads it, and may be left out."
            )
            self.asks.setText(text.format(suggested=suggested, score=row.score))


class ConsensusNotes(QWidget):
    """Why it was settled so, and who disagrees."""

    def __init__(self, bridge: Bridge, assessment_id: str, slot: str) -> None:
        """Take the slot."""
        super().__init__()
        self._row: SettledRow | None = None

        def settle(text: str, seen: int) -> Settle:
            row = self._row
            item, mark, score = (
                (row.item, row.mark or RatingMark.SCORE, row.score)
                if row is not None
                else (slot, RatingMark.SCORE, None)
            )
            return Settle(
                assessment_id, slot, item, mark, score, seen or None, why=text.strip() or None
            )

        def write(text: str, seen: int) -> WriteItem:
            return WriteItem(assessment_id, slot, seen or None, dissent=text.strip() or None)

        self.why = SavedArea(
            bridge, item_draft(assessment_id, slot, "why"), settle, spoken=_("Why this score"),
            lines=1,
        )  # fmt: skip
        self.dissent = SavedArea(
            bridge, item_draft(assessment_id, slot, "dissent"), write, spoken=_("Dissent"),
            hint=_("Who disagrees, and why"), lines=1,
        )  # fmt: skip
        self._pair = HBox(space=16, parent=self)
        for label, area in ((_("Why this score"), self.why), (_("Dissent"), self.dissent)):
            self._pair.add(Field(label, area), 1)

    @property
    def areas(self) -> tuple[SavedArea, SavedArea]:
        """The texts."""
        return (self.why, self.dissent)

    def show_row(self, row: SettledRow | None) -> None:
        """Show what is written."""
        self._row = row
        version = row.version if row is not None else 0
        self.why.show_saved((row.why if row else "") or "", version)
        self.dissent.show_saved((row.dissent if row else "") or "", version)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand under each other in a narrow place."""
        super().resizeEvent(event)
        set_direction(self._pair, self.width())
