"""The sheet of one assessment: score, settle, sign; what it comes to stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from factdesk.assessments.actions.finish_rating import FinishRating
from factdesk.assessments.drafts import note_draft
from factdesk.assessments.facts import AssessmentFacts, AssessorRow
from factdesk.assessments.figure_views import Figures as FigureView
from factdesk.assessments.indicators.compute import ItemFigure
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.views import TheAssessment
from factdesk.store.conflict import Gone
from factdesk.store.drafts import DraftRow, Drafts, SaveDraft
from factdesk.words import _
from ui.bridge import Bridge
from ui.fidelity.evidence_list import EvidenceDialog
from ui.fidelity.figures import Figures, FigureState, computed, signed
from ui.fidelity.item_list import ItemList
from ui.fidelity.item_panel import ItemPanel
from ui.fidelity.score_panel import ScorePanel
from ui.fidelity.sheet_acts import SheetActs, Wish
from ui.fidelity.sheet_conflicts import name_conflicts
from ui.fidelity.sheet_dialogs import MissingDialog, SignDialog, reopen
from ui.fidelity.sheet_head import SheetHead
from ui.fidelity.sheet_keys import sheet_commands
from ui.fidelity.sheet_layout import SheetLayout
from ui.fidelity.sheet_lines import item_lines
from ui.fidelity.sheet_state import (
    Answer,
    Mode,
    Slot,
    answers,
    comparable,
    mode_of,
    next_open,
    outcome_of,
    slots_of,
    writable_raters,
)
from ui.fidelity.sheet_words import said
from ui.fidelity.small_dialogs import ReasonDialog, amend
from ui.live import Live
from ui.page import Command, PaperWanted
from ui.theme import theme
from ui.widgets.layouts import VBox
from ui.widgets.leading import Leads, in_reading_order, order_tabs
from ui.widgets.messages import Speaks
from ui.widgets.selects import Select
from ui.widgets.texts import Label

#: Below this height, in design pixels, period and raters give way to the item.
_LOW = 480


class SheetView(Leads):
    """``closed``: back to the list. ``compare_wanted(ids)``: assessments to hold side by side."""

    closed = Signal()
    paper_wanted = Signal(object)
    compare_wanted = Signal(tuple)
    about_wanted = Signal()
    person_wanted = Signal(str)
    commands_changed = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, assessment_id: str) -> None:
        """Ask for the assessment when it is shown."""
        super().__init__()
        name_conflicts()
        self.bridge, self.messages, self.assessment_id = bridge, messages, assessment_id
        self.facts: AssessmentFacts | None = None
        self.mode = Mode.READING
        self.rater: AssessorRow | None = None
        self.slot: str | None = None
        self.panel: ItemPanel | None = None
        self.figures = Figures()
        self._rater_id: str | None = None
        self._slots: tuple[Slot, ...] = ()
        self._given: Mapping[str, Answer] = {}
        #: Whose notes that were typed before a lock have been asked for.
        self._notes_of: str | None = None
        self._drafts: tuple[DraftRow, ...] = ()
        self._place: str | None = None
        self.acts = SheetActs(bridge, self, self._show, self._refresh)
        self._build()
        self._live = Live(
            bridge, self, lambda: TheAssessment(self.assessment_id), self._take, failed=self._gone
        )
        bridge.ask(Drafts(self._draft_place), on=self, then=self._take_drafts)

    # what the page asks

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard."""
        return sheet_commands(self)

    def keep_drafts(self) -> None:
        """Keep what is being typed."""
        if self.panel is not None:
            for area in self.panel.areas:
                area.flush_draft()

    def leave(self) -> None:
        """Save and go back."""
        self._save_texts()
        self.closed.emit()

    # going from item to item

    def go_to(self, slot: str) -> None:
        """Show another item; what is written about this one is saved."""
        if self.facts is None or slot == self.slot or slot not in [s.code for s in self._slots]:
            return
        self._leave_panel()
        had_focus = self.panel is not None and self.panel.isAncestorOf(self.focusWidget() or self)
        self.slot = slot
        self.bridge.run(SaveDraft(self._place_draft, slot), on=self.bridge)
        self._show_panel()
        self.items.go_to(slot)
        self.picker.set_value(slot)
        if had_focus and self.panel is not None:
            self.panel.give_focus()

    def step(self, by: int) -> None:
        """Show the item after or before."""
        order = [slot.code for slot in self._slots]
        if self.slot in order:
            at = order.index(self.slot) + by
            if 0 <= at < len(order):
                self.go_to(order[at])

    def next_unscored(self) -> None:
        """Show the next item without a score; a difference between raters in settling."""
        order = tuple(slot.code for slot in self._slots)
        found = next_open(order, self.slot, self._given)
        if found is None:
            self.messages.info(_("Every item has a score."))
        elif found != self.slot:
            self.go_to(found)

    # scoring

    def press(self, score: int) -> None:
        """Give the item a score by its key."""
        if self.panel is not None:
            self.panel.press(score)

    def leave_out(self, mark: RatingMark) -> None:
        """Answer the item without a score, where the scale allows it."""
        if self.panel is None or self.mode is Mode.READING:
            return
        if not self.panel.leave_out(mark):
            self.messages.info(_("This item cannot be left out."))

    def clear(self) -> None:
        """Take the score of the item away."""
        if self.slot is not None:
            self.acts.clear(self.slot)

    def toggle_rows(self) -> None:
        """Show or hide the rows behind the figure."""
        if self.panel is not None:
            self.panel.toggle_rows()

    def note_evidence(self, row: Any = None) -> None:
        """Write down what was looked at."""
        if self.facts is None or self.slot is None or "evidence" not in self.facts.may:
            return
        whose = self.rater.id if self.mode is Mode.RATING and self.rater is not None else None
        EvidenceDialog(self, self.bridge, self.facts.id, self.slot, whose, row).open()

    # the whole assessment

    def finish(self) -> None:
        """Be done; where something has no score, say what."""
        if self.facts is None or self.rater is None or self.mode is not Mode.RATING:
            return
        missing = tuple(s.code for s in self._slots if s.code not in self._given)
        if missing:
            MissingDialog(self, missing, lambda: self.go_to(missing[0])).open()
            return
        rater = self.rater
        others = [
            each for each in self.facts.assessors
            if each.id != rater.id and not each.is_done and not each.has_left
        ]  # fmt: skip
        text = (
            _("From now on the scores are not changed. The others are shown when all are done.")
            if others
            else _("From now on the scores are not changed, and all scores are shown.")
        )

        def answer(yes: bool) -> None:
            if yes:
                self._save_texts()
                self.bridge.run(FinishRating(rater.id, rater.version), on=self)

        title = _("Finish the rating?")
        self.messages.ask(title, text, _("Finish"), _("Go on scoring"), answer)

    def reopen(self) -> None:
        """Go on with what one was done with."""
        if self.facts is None or "reopen" not in self.facts.may:
            return
        done = [each for each in self.facts.assessors if each.is_done and not each.has_left]
        rater = next((each for each in done if each.is_me), done[0] if done else None)
        if rater is not None:
            ReasonDialog(self, self.bridge, reopen(rater)).open()

    def sign(self) -> None:
        """Freeze what was settled, once all is."""
        if self.facts is None or "sign" not in self.facts.may:
            return
        self._save_texts()
        missing = tuple(s.code for s in self._slots if s.code not in self._given)
        if missing:
            MissingDialog(self, missing, lambda: self.go_to(missing[0])).open()
        else:
            SignDialog(self, self.bridge, self.facts).open()

    def amend(self) -> None:
        """Correct what was signed."""
        if self.facts is not None and "amend" in self.facts.may:
            dialog = ReasonDialog(self, self.bridge, amend(self.facts))
            dialog.done_with.connect(self._open_other)
            dialog.open()

    def print(self) -> None:
        """Ask for the report."""
        self._save_texts()
        self.paper_wanted.emit(PaperWanted("assessment", row_id=self.assessment_id))

    def compare(self) -> None:
        """Ask for the newest two that are signed, up to this one, side by side."""
        ids = comparable(self.facts) if self.facts is not None else ()
        if ids:
            self.compare_wanted.emit(ids)

    def choose_rater(self, rater_id: str) -> None:
        """Write another one's scores, who has them on paper."""
        self._save_texts()
        self._rater_id = rater_id
        if self.facts is not None:
            self.panel = None
            self._take(self.facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window, or with large letters, the item has the room."""
        super().resizeEvent(event)
        self.head.words.setVisible(self.height() >= theme().px(_LOW))

    # inside

    @property
    def _draft_place(self) -> str:
        return f"assessment/{self.assessment_id}/"

    @property
    def _place_draft(self) -> str:
        return f"assessment/{self.assessment_id}/place"

    def _build(self) -> None:
        self.head = SheetHead()
        self.items = ItemList()
        self.items.chosen.connect(self.go_to)
        self.scores = ScorePanel()
        self.scores.report_wanted.connect(self.print)
        self.scores.compare_wanted.connect(self.compare)
        self.picker = Select(_("Items"))
        self.picker.activated.connect(lambda _at: self.go_to(str(self.picker.value)))
        self.columns = SheetLayout(self.items, self.scores, self.picker)
        self.waiting = Label(_("Opening …"), tone="muted")
        column = VBox(self.head, self.waiting, space=14, margins=(24, 16, 24, 16), parent=self)
        column.add(self.columns, 1)
        self.columns.hide()
        head = self.head
        head.left.connect(self.leave)
        head.next_wanted.connect(self.next_unscored)
        head.finish_wanted.connect(self.finish)
        head.reopen_wanted.connect(self.reopen)
        head.equal_wanted.connect(self.acts.settle_equal)
        head.sign_wanted.connect(self.sign)
        head.amend_wanted.connect(self.amend)
        head.about_wanted.connect(self.about_wanted)
        head.rater_chosen.connect(self.choose_rater)
        self.lead_to(self.items)

    def _take(self, facts: AssessmentFacts) -> None:
        first, before = self.facts is None, self.mode
        was_signed = self.facts is not None and self.facts.signed_at is not None
        self.facts = facts
        raters = writable_raters(facts)
        self.rater = next((each for each in raters if each.id == self._rater_id), None) or (
            raters[0] if raters else self._me(facts)
        )
        self.mode = mode_of(facts, self.rater)
        self.acts.show_facts(facts, self.mode, self.rater)
        self._ask_notes()
        if first:
            self._slots = slots_of(facts.scale)
            for slot in self._slots:
                self.picker.add(slot.code, f"{slot.code} {said(slot.first.title)}")
        if first or (facts.signed_at is not None) != was_signed:
            self._ask_figures(facts)
        self._show()
        if first or before is not self.mode:
            self.commands_changed.emit()

    @staticmethod
    def _me(facts: AssessmentFacts) -> AssessorRow | None:
        return next((each for each in facts.assessors if each.id == facts.my_id), None)

    def _show(self) -> None:
        """Show everything anew from what is known; nothing moves that is read or typed."""
        facts = self.facts
        if facts is None:
            return
        given = answers(facts, self.mode, self.rater)
        self._given = given | self.acts.pending
        if self.slot is None:
            self.slot = self._first_slot()
        outcome = outcome_of(facts, self.mode, self.rater, self._given)
        self.waiting.hide()
        self.columns.show()
        self.head.show_facts(facts, self.mode, self.rater, self._given, self._slots, outcome)
        self.items.show_lines(item_lines(facts, self._given, outcome), self.slot)
        self.scores.show_outcome(facts, outcome)
        self.picker.set_value(self.slot)
        self._show_panel()

    def _first_slot(self) -> str:
        order = tuple(slot.code for slot in self._slots)
        if self._place in order and self._place is not None:
            return self._place
        return next_open(order, None, self._given) or order[0]

    def _show_panel(self) -> None:
        facts = self.facts
        if facts is None or self.slot is None:
            return
        rater_id = self.rater.id if self.rater is not None else None
        is_new = self.panel is None or self.panel.slot.code != self.slot
        if self.panel is None or is_new:
            slot = next(each for each in self._slots if each.code == self.slot)
            was_open = self.panel is not None and self.panel.figure.is_open
            self.panel = self._new_panel(facts, slot, rater_id)
            self.panel.figure.is_open = was_open
            self.panel.take_drafts(self._drafts)
            self.columns.show_item(self.panel)
        answer = self._given.get(self.slot)
        self.panel.show_facts(facts, self.mode, self.rater, answer, self.figures)
        if is_new:
            # What was made last would else be the last that Tab comes to.
            order_tabs(in_reading_order(self))

    def _new_panel(self, facts: AssessmentFacts, slot: Slot, rater_id: str | None) -> ItemPanel:
        panel = ItemPanel(self.bridge, facts, slot, rater_id)
        panel.answered.connect(lambda *given: self._answer(slot.code, *given))
        panel.evidence_wanted.connect(self.note_evidence)
        panel.figure.person_wanted.connect(self.person_wanted)
        panel.evidence_removed.connect(self.acts.remove_evidence)
        panel.main_chosen.connect(
            lambda is_main: self.acts.choose_main(slot.code, is_main=is_main, refused=self._show)
        )
        return panel

    def _answer(self, slot: str, item: str, mark: RatingMark, score: int | None) -> None:
        panel = self.panel
        if panel is None or self.mode is Mode.READING:
            return
        answer = Answer(item, mark, score)
        if self._given.get(slot) == answer:
            self._show()
            return
        rating = self.mode is Mode.RATING
        suggested = panel.suggested_score() if rating else None
        self.acts.answer(Wish(slot, answer, suggested, panel.note.unsaved if rating else None))

    def _ask_figures(self, facts: AssessmentFacts) -> None:
        if facts.signed_at is not None:
            self.figures = signed(facts)
            return
        view = FigureView.of_assessment(facts)

        def take(found: Mapping[str, ItemFigure]) -> None:
            self.figures = computed(found)
            if self.panel is not None:
                self.panel.show_figures(self.figures)

        def failed(_error: BaseException) -> bool:
            self.figures = Figures(FigureState.FAILED)
            if self.panel is not None:
                self.panel.show_figures(self.figures)
            return False

        self.bridge.ask(view, on=self, then=take, failed=failed)

    def _refresh(self) -> None:
        self._show()
        self._live.refresh()

    def _take_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        for each in drafts:
            if each.place == self._place_draft:
                self._place = each.text
        self._drafts += tuple(each for each in drafts if each.place != self._place_draft)
        if self.panel is not None:
            self.panel.take_drafts(self._drafts)

    def _ask_notes(self) -> None:
        """Ask for the notes that somebody began, once it is known whose scores these are."""
        whose = self.rater.id if self.rater is not None and self.mode is Mode.RATING else None
        if whose is not None and whose != self._notes_of:
            self._notes_of = whose
            place = note_draft(whose, "").rpartition("//")[0]
            self.bridge.ask(Drafts(f"{place}/"), on=self, then=self._take_drafts)

    def _leave_panel(self) -> None:
        """Save what is written; a note that waits for its score is there again afterwards."""
        if self.panel is None:
            return
        self.panel.save_all()
        places = {area.place for area in self.panel.areas}
        self._drafts = tuple(each for each in self._drafts if each.place not in places)
        note = self.panel.note
        if note.unsaved is not None:
            now = self.bridge.clock.now()
            self._drafts += (DraftRow(note.area.place, note.unsaved, None, now),)

    def _save_texts(self) -> None:
        if self.panel is not None:
            self.panel.save_all()

    def _open_other(self, assessment_id: str) -> None:
        """Show the amendment in place of what it amends."""
        self.assessment_id, self.facts, self.panel, self.slot = assessment_id, None, None, None
        self.figures, self._rater_id = Figures(), None
        self.picker.clear()
        self._live.refresh()

    def _gone(self, error: BaseException) -> bool:
        """Go back where the assessment has been undone by somebody."""
        if not isinstance(error, Gone):
            return False
        self.closed.emit()
        return True
