"""What the sheet shows of an assessment: which scores, which items are left, what differs. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factdesk.assessments.facts import AssessmentFacts, AssessorRow, RatingRow, SettledRow
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.rules import provisional
from fidelity.model import Item, Mark, Scale
from fidelity.scoring import Outcome

Given = int | Mark


class Mode(enum.Enum):
    """What is done on the sheet: a rater scores, raters settle, or it is read."""

    RATING = enum.auto()
    SETTLING = enum.auto()
    READING = enum.auto()


@dataclass(frozen=True)
class Answer:
    """A score, or a mark without one, for an item or a variant of it."""

    item: str
    mark: RatingMark
    score: int | None

    @property
    def given(self) -> Given:
        """The same as the arithmetic takes it."""
        return self.score if self.score is not None else Mark(self.mark.value)

    @property
    def shown(self) -> str:
        """The score, or the letters of the mark."""
        return str(self.score) if self.score is not None else self.mark.value


@dataclass(frozen=True)
class Slot:
    """Something to be scored once: an item, or the variants of one."""

    code: str
    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """The item, or its first variant, which says where the slot belongs."""
        return self.items[0]

    def item(self, code: str | None) -> Item:
        """The variant of a code, else the first."""
        return next((each for each in self.items if each.code == code), self.items[0])


def slots_of(scale: Scale) -> tuple[Slot, ...]:
    """The slots of a scale in order."""
    return tuple(Slot(code, items) for code, items in scale.slots())


def groups_of(scale: Scale) -> Iterator[tuple[str, str, tuple[Slot, ...]]]:
    """The slots by subscale, by part where there are none: code, title key, and slots."""
    grouped: dict[tuple[str, str], list[Slot]] = {}
    for slot in slots_of(scale):
        first = slot.first
        key = ("subscale", first.subscale) if first.subscale else ("part", first.part)
        grouped.setdefault(key, []).append(slot)
    for (kind, code), slots in grouped.items():
        yield kind, code, tuple(slots)


def mode_of(facts: AssessmentFacts, rater: AssessorRow | None) -> Mode:
    """What the reader does now."""
    if facts.is_frozen:
        return Mode.READING
    if "settle" in facts.may and facts.all_done:
        return Mode.SETTLING
    return Mode.RATING if rater is not None and rater.may_rate else Mode.READING


def writable_raters(facts: AssessmentFacts) -> tuple[AssessorRow, ...]:
    """Whose scores the reader may write now: the own ones first, then those kept on paper."""
    found = [each for each in facts.assessors if each.may_rate]
    return tuple(sorted(found, key=lambda each: not each.is_me))


def answer_of(row: RatingRow | SettledRow | None) -> Answer | None:
    """What was given, or ``None`` where nothing is."""
    if row is None or row.mark is None:
        return None
    return Answer(row.item, row.mark, row.score)


def answers(facts: AssessmentFacts, mode: Mode, rater: AssessorRow | None) -> dict[str, Answer]:
    """The scores that the sheet is about, by slot: a rater's, or those settled."""
    found = {}
    for slot in slots_of(facts.scale):
        row: RatingRow | SettledRow | None = (
            facts.rating(rater.id, slot.code)
            if shows_rater(facts, mode, rater) and rater is not None
            else facts.settled.get(slot.code)
        )
        answer = answer_of(row)
        if answer is not None:
            found[slot.code] = answer
    return found


def shows_rater(facts: AssessmentFacts, mode: Mode, rater: AssessorRow | None) -> bool:
    """Whether the sheet is about one rater's scores, not about the consensus."""
    return mode is Mode.RATING or (rater is not None and not facts.all_done)


def outcome_of(
    facts: AssessmentFacts, mode: Mode, rater: AssessorRow | None, given: Mapping[str, Answer]
) -> Outcome:
    """Means and total so far of what the sheet is about."""
    if not shows_rater(facts, mode, rater):
        return facts.consensus
    if rater is not None and rater.id == facts.my_id and facts.mine is not None:
        return facts.mine
    return provisional(facts.scale, {each.item: each.given for each in given.values()})


def differs(facts: AssessmentFacts, slot: str) -> bool:
    """Whether two raters who are seen gave a slot different scores."""
    rows = (facts.rating(each.id, slot) for each in facts.assessors)
    given = {(row.item, row.mark, row.score) for row in rows if row is not None}
    return len(given) > 1


def may_leave(scale: Scale, item: Item) -> tuple[Mark, ...]:
    """The marks that may stand in place of an item's score."""
    marks: list[Mark] = []
    for rule in scale.left_out:
        if item.code in rule.items or item.variant_of in rule.items:
            marks += [mark for mark in rule.marks if mark not in marks]
    return tuple(marks)


def next_open(order: tuple[str, ...], after: str | None, done: Mapping[str, Answer]) -> str | None:
    """The next slot without an answer, from the one after ``after`` and around."""
    start = order.index(after) + 1 if after in order else 0
    return next((code for code in order[start:] + order[:start] if code not in done), None)


def comparable(facts: AssessmentFacts) -> tuple[str, ...]:
    """The ids of the newest two signed ones of the edition up to this one; none while there is one.

    Only what is signed is compared.
    """
    ids = [each.assessment_id for each in facts.trend if each.period_to <= facts.period_to]
    return tuple(ids[-2:]) if len(ids) > 1 else ()
