"""What the sheet writes: scores, consensus, evidence, and that somebody is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from factdesk.assessments.actions.evidence import RemoveEvidence
from factdesk.assessments.actions.rate import ClearRating, Rate
from factdesk.assessments.actions.settle import Settle, SettleEqual, WriteItem
from factdesk.assessments.facts import (
    AssessmentFacts,
    AssessorRow,
    EvidenceRow,
    RatingRow,
    SettledRow,
)
from factdesk.store.action import Action
from factdesk.store.keep import KEEP
from ui.bridge import Bridge
from ui.fidelity.sheet_state import Answer, Mode, answer_of


@dataclass(frozen=True)
class Wish:
    """An answer to a slot that is on its way, with what goes along."""

    slot: str
    answer: Answer
    suggested: int | None = None
    note: str | None = None


class SheetActs(QObject):
    """Writes answers one after the other: of a slot the next waits until the last is shown.

    ``changed()`` is called when what is on its way is another, ``refused()`` when one could not be
    written: what stands may be another than is shown.
    """

    def __init__(
        self,
        bridge: Bridge,
        parent: QObject,
        changed: Callable[[], None],
        refused: Callable[[], None],
    ) -> None:
        """Take the bridge, and whom to tell."""
        super().__init__(parent)
        self._bridge, self._changed, self._refused = bridge, changed, refused
        self._facts: AssessmentFacts | None = None
        self._mode, self._rater = Mode.READING, None  # type: tuple[Mode, AssessorRow | None]
        #: By slot: what is being written, whether it has been, and what shall be written after.
        self._sent: dict[str, Wish] = {}
        self._written: dict[str, int] = {}
        self._next: dict[str, Wish] = {}

    @property
    def pending(self) -> dict[str, Answer]:
        """The answers on their way, by slot: they are shown as if they stood."""
        return {slot: wish.answer for slot, wish in (self._sent | self._next).items()}

    def show_facts(self, facts: AssessmentFacts, mode: Mode, rater: AssessorRow | None) -> None:
        """Know the newest versions, and send what has waited for them."""
        if (rater.id if rater else None) != (self._rater.id if self._rater else None):
            self._sent.clear()
            self._next.clear()
            self._written.clear()
        self._facts, self._mode, self._rater = facts, mode, rater
        for slot in list(self._written):
            # An answer that was asked before it was written may come after it, once.
            self._written[slot] += 1
            if self._written[slot] < 2 and not self._is_shown(slot):
                continue
            self._written.pop(slot)
            self._sent.pop(slot, None)
            follows = self._next.pop(slot, None)
            if follows is not None:
                self._send(follows)

    def answer(self, wish: Wish) -> None:
        """Write an answer of the rater's, or of the consensus."""
        if wish.slot in self._sent:
            self._next[wish.slot] = wish
            self._changed()
            return
        self._send(wish)
        self._changed()

    def clear(self, slot: str) -> None:
        """Take a rater's answer away."""
        if self._facts is None or self._rater is None or self._mode is not Mode.RATING:
            return
        row = self._facts.rating(self._rater.id, slot)
        if row is not None and slot not in self._sent:
            self._bridge.run(ClearRating(row.id, row.version), on=self)

    def settle_equal(self) -> None:
        """Settle what the raters agree on."""
        if self._facts is not None:
            self._bridge.run(SettleEqual(self._facts.id), on=self)

    def choose_main(self, slot: str, *, is_main: bool, refused: Callable[[], None]) -> None:
        """Put a recommendation among the main ones, or take it from them."""
        if self._facts is None:
            return
        row = self._facts.settled.get(slot)
        seen = row.version if row is not None else None

        def failed(_error: BaseException) -> bool:
            refused()
            return False

        action = WriteItem(self._facts.id, slot, seen, is_main=is_main)
        self._bridge.run(action, on=self, failed=failed)

    def remove_evidence(self, row: EvidenceRow) -> None:
        """Take a note of what was looked at away."""
        self._bridge.run(RemoveEvidence(row.id, row.version), on=self)

    def _send(self, wish: Wish) -> None:
        action = self._action(wish)
        if action is None:
            return
        self._sent[wish.slot] = wish
        slot = wish.slot

        def failed(_error: BaseException) -> bool:
            self._sent.pop(slot, None)
            self._next.pop(slot, None)
            self._refused()
            return False

        def done(_id: str) -> None:
            if slot in self._sent:
                self._written[slot] = 0

        self._bridge.run(action, on=self, then=done, failed=failed)

    def _is_shown(self, slot: str) -> bool:
        """Whether the facts have what was written."""
        facts, rater = self._facts, self._rater
        if facts is None:
            return False
        row: RatingRow | SettledRow | None = None
        if self._mode is Mode.SETTLING:
            row = facts.settled.get(slot)
        elif rater is not None:
            row = facts.rating(rater.id, slot)
        return answer_of(row) == self._sent[slot].answer

    def _action(self, wish: Wish) -> Action[str] | None:
        facts, rater, answer = self._facts, self._rater, wish.answer
        if facts is None:
            return None
        if self._mode is Mode.SETTLING:
            settled = facts.settled.get(wish.slot)
            seen = settled.version if settled is not None else None
            return Settle(facts.id, wish.slot, answer.item, answer.mark, answer.score, seen)
        if self._mode is not Mode.RATING or rater is None:
            return None
        row = facts.rating(rater.id, wish.slot)
        return Rate(
            facts.id,
            rater.id,
            answer.item,
            answer.mark,
            answer.score,
            row.version if row is not None else None,
            suggested=wish.suggested,
            note=wish.note if wish.note is not None else KEEP,
        )
