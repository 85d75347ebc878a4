"""From ratings to means, total and band: exact, rounded once, and incomplete while incomplete."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from fidelity.answers import answers_of
from fidelity.model import Band, Mark, Scale, Text, TotalRule
from fidelity.rating import Given
from fidelity.rounding import half_up, written


class Note(enum.StrEnum):
    """What the reader of an outcome must be told."""

    #: The scale has subscales, but which items are in them is not known.
    SUBSCALES_UNKNOWN = "subscales_unknown"
    #: Some items were left out as the scale allows, and the means are of the others.
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Group:
    """The mean of a part or a subscale, ``kind`` «part» or «subscale».

    ``answered`` of ``items`` slots are scored; what is validly left out is in neither number.
    """

    code: str
    title: Text
    kind: str
    mean: Fraction | None
    answered: int
    items: int
    is_complete: bool


@dataclass(frozen=True)
class Outcome:
    """What ratings come to. Every number is exact; the band is that of the rounded total.

    ``missing`` and ``left_out`` are slots in the scale's order. ``sum`` is ``None`` where the scale
    reports none. Parts are groups only where there is more than one. ``answered`` of ``slots``
    are scored or left out.
    """

    scale_id: str
    edition: str
    is_complete: bool
    missing: tuple[str, ...]
    total: Fraction | None
    sum: Fraction | None
    band: Band | None
    groups: tuple[Group, ...]
    left_out: tuple[str, ...]
    notes: tuple[Note, ...]
    answered: int
    slots: int

    def group(self, code: str) -> Group | None:
        """The part or subscale of a code."""
        return next((each for each in self.groups if each.code == code), None)


def score(scale: Scale, given: Mapping[str, Given]) -> Outcome:
    """The outcome; total, sum and band only when every slot is answered or validly left out.

    A part or subscale that is complete has its mean even where the total is not. Raises
    ``RatingError`` for what the scale does not allow.
    """
    return _outcome(scale, answers_of(scale, given, is_whole=True), is_provisional=False)


def so_far(scale: Scale, given: Mapping[str, Given]) -> Outcome:
    """The same while scoring goes on: means, total and band of what is answered so far.

    Provisional where ``is_complete`` is false. An item may be left out before its company is.
    Raises ``RatingError``.
    """
    return _outcome(scale, answers_of(scale, given, is_whole=False), is_provisional=True)


def band_of(scale: Scale, total: Fraction) -> Band | None:
    """The band of a total, rounded once, half up; ``None`` where the scale has no bands."""
    rounded = Fraction(half_up(total, scale.decimals))
    for band in scale.bands:
        reaches = band.at_least is None or rounded >= band.at_least
        if reaches and (band.at_most is None or rounded <= band.at_most):
            return band
    return None


def text(scale: Scale, value: Fraction | None) -> str | None:
    """A total or a mean as the scale writes it («4.09»)."""
    return written(value, scale.decimals)


def _outcome(scale: Scale, answers: Mapping[str, Given], *, is_provisional: bool) -> Outcome:
    slots = dict(scale.slots())
    missing = tuple(slot for slot in slots if slot not in answers)
    left_out = tuple(slot for slot, answer in answers.items() if isinstance(answer, Mark))
    scores = {slot: each for slot, each in answers.items() if not isinstance(each, Mark)}
    parts = _groups(scale, answers, "part", is_provisional=is_provisional)
    subscales = _groups(scale, answers, "subscale", is_provisional=is_provisional)
    total = summed = None
    if not missing or (is_provisional and scores):
        total = _total(scale, scores, parts, subscales)
        summed = Fraction(sum(scores.values())) if scale.has_sum else None
    knows_subscales = any(item.subscale for item in scale.items)
    told = (
        (Note.SUBSCALES_UNKNOWN, bool(scale.subscales) and not knows_subscales),
        (Note.LEFT_OUT, bool(left_out)),
    )
    return Outcome(
        scale_id=scale.id,
        edition=scale.edition,
        is_complete=not missing,
        missing=missing,
        total=total,
        sum=summed,
        band=None if total is None else band_of(scale, total),
        groups=(*(parts if len(scale.parts) > 1 else ()), *(subscales if knows_subscales else ())),
        left_out=left_out,
        notes=tuple(note for note, applies in told if applies),
        answered=len(answers),
        slots=len(slots),
    )


def _groups(
    scale: Scale, answers: Mapping[str, Given], kind: str, *, is_provisional: bool
) -> tuple[Group, ...]:
    members: dict[str, list[str]] = {}
    for slot, items in scale.slots():
        code = items[0].part if kind == "part" else items[0].subscale
        members.setdefault(code or "", []).append(slot)
    made = []
    for each in scale.parts if kind == "part" else scale.subscales:
        slots = members.get(each.code, [])
        given = [answers[slot] for slot in slots if slot in answers]
        scores = [answer for answer in given if not isinstance(answer, Mark)]
        is_complete = len(given) == len(slots)
        shown = scores if is_complete or is_provisional else []
        made.append(
            Group(
                code=each.code,
                title=each.title,
                kind=kind,
                mean=_mean(shown),
                answered=len(scores),
                items=len(slots) - (len(given) - len(scores)),
                is_complete=is_complete,
            )
        )
    return tuple(made)


def _total(
    scale: Scale,
    scores: Mapping[str, int],
    parts: tuple[Group, ...],
    subscales: tuple[Group, ...],
) -> Fraction | None:
    if scale.total_rule is TotalRule.MEAN_OF_ITEMS:
        return _mean(scores.values())
    if scale.total_rule is TotalRule.MEAN_OF_SUBSCALES:
        return _mean(group.mean for group in subscales if group.mean is not None)
    means = [group.mean for group in parts if group.mean is not None]
    return sum(means, Fraction(0)) if len(means) == len(parts) else None


def _mean(values: Iterable[Fraction] | Iterable[int]) -> Fraction | None:
    counted = [Fraction(value) for value in values]
    return sum(counted, Fraction(0)) / len(counted) if counted else None
