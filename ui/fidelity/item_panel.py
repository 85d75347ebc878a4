"""The middle of the sheet: one item with its anchors, its figure, the raters, and the words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from factdesk.assessments.facts import AssessmentFacts, AssessorRow, RatingRow
from factdesk.assessments.kinds import RatingMark
from factdesk.store.drafts import DraftRow
from fidelity.model import Item
from ui.bridge import Bridge
from ui.fidelity.anchor_bar import AnchorBar, AnchorChoice
from ui.fidelity.evidence_list import EvidenceList
from ui.fidelity.figure_panel import FigurePanel
from ui.fidelity.figures import Figures, FigureState
from ui.fidelity.item_head import ItemHead
from ui.fidelity.item_texts import ItemTexts
from ui.fidelity.mark_bar import MarkBar
from ui.fidelity.rater_cards import RaterCards, card_words, initials_of
from ui.fidelity.score_notes import ConsensusNotes, ScoreNote
from ui.fidelity.sheet_state import Answer, Mode, Slot, may_leave
from ui.fidelity.sheet_words import said
from ui.saved_area import SavedArea
from ui.widgets.layouts import VBox
from ui.widgets.texts import Card


class ItemPanel(Card):
    """One slot; the sheet makes a new one for the next.

    ``answered(item, mark, score)``: the user scored it or left it out. ``evidence_wanted(row or
    None)`` and ``evidence_removed(row)``. ``main_chosen(bool)`` is of its recommendation.
    """

    answered = Signal(str, object, object)
    evidence_wanted = Signal(object)
    evidence_removed = Signal(object)
    main_chosen = Signal(bool)

    def __init__(
        self, bridge: Bridge, facts: AssessmentFacts, slot: Slot, rater_id: str | None
    ) -> None:
        """Take the slot and whose scores are written; ``show_facts`` shows how it stands."""
        super().__init__(space=14, margins=(28, 22, 28, 22))
        self.slot = slot
        self.item: Item = slot.first
        self._facts = facts
        self._chosen_variant: str | None = None
        self._figures: Figures | None = None
        self._answer: Answer | None = None
        self._mode, self._rater = Mode.READING, None  # type: tuple[Mode, AssessorRow | None]
        self.head = ItemHead(facts.scale, slot)
        self.head.variant_chosen.connect(self._choose_variant)
        self.anchors = AnchorBar()
        self.anchors.chosen.connect(self._score)
        self.marks = MarkBar()
        self.marks.chosen.connect(self.leave_out)
        self.figure = FigurePanel()
        self.figure.toggled.connect(self.toggle_rows)
        self.note = ScoreNote(bridge, rater_id or "", slot.code)
        self.cards = RaterCards()
        self.consensus = ConsensusNotes(bridge, facts.id, slot.code)
        self.texts = ItemTexts(bridge, facts.id, slot.code)
        self.texts.main_chosen.connect(self.main_chosen)
        self.evidence = EvidenceList()
        self.evidence.added.connect(lambda: self.evidence_wanted.emit(None))
        self.evidence.edited.connect(self.evidence_wanted)
        self.evidence.removed.connect(self.evidence_removed)
        self.body.add(self.head)
        self.body.add(VBox(self.anchors, self.marks, space=8))
        for part in (
            self.figure, self.cards, self.note, self.consensus, self.texts, self.evidence,
        ):  # fmt: skip
            self.body.add(part)
        self.body.add(None)

    @property
    def areas(self) -> tuple[SavedArea, ...]:
        """Every text of the item that saves itself."""
        return (*self.texts.areas, self.note.area, *self.consensus.areas)

    def show_facts(
        self,
        facts: AssessmentFacts,
        mode: Mode,
        rater: AssessorRow | None,
        answer: Answer | None,
        figures: Figures,
    ) -> None:
        """Show how the item stands; what is being typed stays."""
        self._facts, self._mode, self._rater = facts, mode, rater
        self._figures, self._answer = figures, answer
        if answer is not None:
            self._chosen_variant = None
        self._show_item()
        # What is shared is written when all are done; until then each has notes of their own.
        self.texts.setVisible(facts.all_done)
        self.texts.show_row(facts.settled.get(self.slot.code), may=mode is Mode.SETTLING)
        names = {each.id: each.name for each in facts.assessors}
        codes = {self.slot.code, *(item.code for item in self.slot.items)}
        rows = [row for row in facts.evidence if row.item in codes]
        may = "evidence" in facts.may
        self.evidence.show_rows(rows, names, may=may)
        self.evidence.setVisible(may or bool(rows))

    def _show_item(self) -> None:
        facts, mode, answer = self._facts, self._mode, self._answer
        self.item = self.slot.item(
            self._chosen_variant or (answer.item if answer else self._variant_before())
        )
        may = mode in (Mode.RATING, Mode.SETTLING)
        self.head.show_item(self.item, may_choose=may)
        shown = answer if answer is not None and answer.item == self.item.code else None
        self.anchors.show_choices(
            self._choices(), shown.score if shown is not None else None, may_choose=may
        )
        self.marks.show_marks(
            may_leave(facts.scale, self.item), shown.mark if shown else None, may_choose=may
        )
        self._show_figure()
        self.cards.show_cards(card_words(facts, self.slot.code))
        self.note.setVisible(mode is Mode.RATING)
        self.note.show_rating(self._own_rating(), self.suggested_score())
        self.consensus.setVisible(mode is Mode.SETTLING and answer is not None)
        self.consensus.show_row(facts.settled.get(self.slot.code))

    def show_figures(self, figures: Figures) -> None:
        """The figures have come."""
        self._figures = figures
        if self._facts is not None:
            self._show_item()

    def suggested_score(self) -> int | None:
        """What the figure suggests, where the reader may see it."""
        found = self._figures.of(self.item.code) if self._figures is not None else None
        if found is None or not self._facts.may_see_suggestion(self.item.code):
            return None
        return found.suggested

    def press(self, score: int) -> bool:
        """Score by a key; whether there is such a score here."""
        if self._mode is Mode.READING:
            return False
        part = self._facts.scale.part(self.item.part)
        if not part.lowest <= score <= part.highest:
            return False
        self._score(score)
        return True

    def leave_out(self, mark: RatingMark) -> bool:
        """Answer without a score; whether the scale allows it here."""
        allowed = [each.value for each in may_leave(self._facts.scale, self.item)]
        if self._mode is Mode.READING or mark.value not in allowed:
            return False
        self.answered.emit(self.item.code, mark, None)
        return True

    def toggle_rows(self) -> None:
        """Show or hide the rows behind the figure."""
        self.figure.open_rows(is_open=not self.figure.is_open)

    def save_all(self) -> None:
        """Save every text that is not saved yet."""
        for area in self.areas:
            area.save()

    def take_drafts(self, drafts: Sequence[DraftRow]) -> None:
        """Show what was typed before a lock."""
        by_place = {draft.place: draft for draft in drafts}
        for area in self.areas:
            if area.place in by_place:
                area.take_draft(by_place[area.place])

    def give_focus(self) -> None:
        """Take the keyboard at the anchors."""
        if self.anchors.buttons and self.anchors.buttons[0].isEnabled():
            self.anchors.give_focus()
        else:
            self.texts.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def _score(self, score: int) -> None:
        self.answered.emit(self.item.code, RatingMark.SCORE, score)

    def _choose_variant(self, code: str) -> None:
        self._chosen_variant = code
        self._show_item()

    def _variant_before(self) -> str | None:
        """In settling, the variant that the raters scored."""
        rows = (self._facts.rating(each.id, self.slot.code) for each in self._facts.assessors)
        return next((row.item for row in rows if row is not None), None)

    def _own_rating(self) -> RatingRow | None:
        if self._rater is None:
            return None
        return self._facts.rating(self._rater.id, self.slot.code)

    def _choices(self) -> list[AnchorChoice]:
        facts, item = self._facts, self.item
        part = facts.scale.part(item.part)
        words = {anchor.score: said(anchor.text) for anchor in item.anchors}
        suggested = self.suggested_score()
        return [
            AnchorChoice(score, words.get(score, ""), score == suggested, self._given_by(score))
            for score in range(part.lowest, part.highest + 1)
        ]

    def _given_by(self, score: int) -> tuple[str, ...]:
        """Who gave a score, once all are seen."""
        if not self._facts.all_done:
            return ()
        return tuple(
            initials_of(each)
            for each in self._facts.assessors
            if (row := self._facts.rating(each.id, self.slot.code)) is not None
            and row.item == self.item.code
            and row.score == score
        )

    def _show_figure(self) -> None:
        panel, figures = self.figure, self._figures
        if self.item.figure is None:
            panel.show_none()
        elif not self._facts.may_see_suggestion(self.item.code):
            panel.show_blind()
        elif figures is None or figures.state is FigureState.WAITING:
            panel.show_waiting()
        elif figures.state is FigureState.FAILED:
            panel.show_failed()
        elif (found := figures.of(self.item.code)) is not None:
            panel.show_figure(found)
        else:
            panel.show_none()
