"""Who may rate, who sees whose scores, and when raters agree: plain functions on plain values.

Independent rating: nobody is given a rater's scores before every rater who takes part is done,
except that rater, and whoever writes them down from paper. From then on no score is changed and
nobody begins to rate; what the raters think better of is settled, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from factdesk.assessments.kinds import RatingMark
from fidelity.agreement import Agreement, agreement
from fidelity.model import Mark, Scale
from fidelity.rating import Given, RatingError
from fidelity.scoring import Outcome, so_far

#: How many recommendations stand first in the report.
MOST_MAIN = 3


@dataclass(frozen=True)
class Rater:
    """A rater as the rules see one. ``staff_id`` is ``None`` for one on paper.

    ``has_left``: taken off the assessment. Who leaves the team is not thereby taken off: they may
    come back, and must not have been shown the others' scores meanwhile.
    """

    id: str
    staff_id: str | None
    is_done: bool
    has_left: bool
    has_rated: bool = False

    @property
    def is_pending(self) -> bool:
        """Whether the others wait for this one."""
        return not self.is_done and not self.has_left


class Answer(Protocol):
    """A rating, or what was settled."""

    @property
    def item(self) -> str:
        """The code of the item or variant."""

    @property
    def mark(self) -> RatingMark | None:
        """Scored, or left out."""

    @property
    def score(self) -> int | None:
        """The score, where it is scored."""


class RaterAnswer(Answer, Protocol):
    """A rating, of a rater."""

    @property
    def assessor_id(self) -> str:
        """Whose it is."""


def all_done(raters: Iterable[Rater]) -> bool:
    """Whether all who take part are done, and somebody is."""
    known = tuple(raters)
    return any(each.is_done for each in known) and not any(each.is_pending for each in known)


def own(raters: Iterable[Rater], staff_id: str) -> Rater | None:
    """The rater that a member is; of several rows the one that takes part."""
    rows = [each for each in raters if each.staff_id == staff_id]
    return next((each for each in rows if not each.has_left), rows[0] if rows else None)


def sees(raters: Sequence[Rater], rater: Rater, staff_id: str, *, leads: bool) -> bool:
    """Whether a member is given a rater's scores now."""
    return (
        all_done(raters)
        or rater.staff_id == staff_id
        or writes_paper(raters, rater, staff_id, leads=leads)
    )


def writes_paper(raters: Sequence[Rater], rater: Rater, staff_id: str, *, leads: bool) -> bool:
    """Whether a leader may write down what a rater has on paper; not while rating too."""
    me = own(raters, staff_id)
    return leads and rater.staff_id is None and not (me is not None and me.is_pending)


def writes(raters: Sequence[Rater], rater: Rater, staff_id: str, *, leads: bool) -> bool:
    """Whether a member acts for a rater: their own row, or one on paper."""
    return rater.staff_id == staff_id or writes_paper(raters, rater, staff_id, leads=leads)


def may_reopen(raters: Sequence[Rater], rater: Rater, *, leads: bool) -> bool:
    """Whether scores that are done may be opened again: only while no other's were to be seen.

    A leader who is done may have written down those of a rater on paper.
    """
    others = [each for each in raters if each.id != rater.id]
    if not rater.is_done or rater.has_left:
        return False
    if all_done(raters):
        return not any(each.is_done or each.has_rated for each in others)
    read_paper = leads and rater.staff_id is not None
    return not (read_paper and any(each.staff_id is None and each.has_rated for each in others))


def given_of(answers: Iterable[Answer]) -> dict[str, Given]:
    """Answers as the scale's arithmetic wants them, by item."""
    found = ((each.item, given_by(each)) for each in answers)
    return {item: given for item, given in found if given is not None}


def given_by(answer: Answer) -> Given | None:
    """One answer the same way; ``None`` where only words are written."""
    if answer.mark is None:
        return None
    return answer.score if answer.mark is RatingMark.SCORE else Mark(answer.mark.value)


def provisional(scale: Scale, given: Mapping[str, Given]) -> Outcome:
    """The outcome so far; an answer that the others have made invalid since counts as missing.

    Such is left by an undo: an item left out, whose company is scored after all.
    """
    counted = dict(given)
    while True:
        try:
            return so_far(scale, counted)
        except RatingError as wrong:
            siblings = codes_of(scale, slot_of(scale, wrong.item) or wrong.item)
            kept = {code: each for code, each in counted.items() if code not in siblings}
            counted = {} if len(kept) == len(counted) else kept


def slot_of(scale: Scale, code: str) -> str | None:
    """The slot of an item, a variant, or a slot's own code; ``None`` for an unknown one."""
    item = scale.item(code)
    if item is not None:
        return item.slot
    return code if any(each.variant_of == code for each in scale.items) else None


def codes_of(scale: Scale, slot: str) -> frozenset[str]:
    """Every code that answers a slot."""
    return frozenset([slot, *(each.code for each in scale.items if each.slot == slot)])


def by_slot(scale: Scale, answers: Iterable[Answer]) -> dict[str, Answer]:
    """Answers by their slot."""
    return {slot_of(scale, each.item) or each.item: each for each in answers}


def agreed(scale: Scale, of_raters: Sequence[Iterable[Answer]]) -> dict[str, Answer]:
    """The slots that every rater answered alike, with what they gave; none without raters."""
    tables = [by_slot(scale, answers) for answers in of_raters]
    if not tables:
        return {}
    return {
        slot: answer
        for slot, answer in tables[0].items()
        if all(slot in each and _same(each[slot], answer) for each in tables[1:])
    }


def _same(one: Answer, other: Answer) -> bool:
    return (one.item, one.mark, one.score) == (other.item, other.mark, other.score)


def score_pairs(
    scale: Scale, one: Iterable[Answer], other: Iterable[Answer]
) -> list[tuple[str, int, int]]:
    """Slot and both scores of what two raters scored both, in the scale's order."""
    first, second = by_slot(scale, one), by_slot(scale, other)
    pairs = []
    for slot, _items in scale.slots():
        a, b = first.get(slot), second.get(slot)
        if a is not None and b is not None and a.score is not None and b.score is not None:
            pairs.append((slot, a.score, b.score))
    return pairs


def agreement_between(
    scale: Scale, raters: Sequence[Rater], ratings: Iterable[RaterAnswer]
) -> tuple[tuple[str, str], Agreement] | None:
    """The agreement of the first two raters who are done, over what both scored, with their ids."""
    done = [each.id for each in raters if each.is_done][:2]
    if len(done) < 2:
        return None
    given: dict[str, list[RaterAnswer]] = {each: [] for each in done}
    for each in ratings:
        if each.assessor_id in given:
            given[each.assessor_id].append(each)
    pairs = score_pairs(scale, given[done[0]], given[done[1]])
    lowest = min(part.lowest for part in scale.parts)
    highest = max(part.highest for part in scale.parts)
    scores = [(one, other) for _slot, one, other in pairs]
    return (done[0], done[1]), agreement(scores, lowest, highest)
