"""From what was given to one answer for each slot, with every rule of the scale held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fidelity.model import Item, LeftOut, Mark, Scale
from fidelity.rating import Given, RatingError, Wrong


def answers_of(scale: Scale, given: Mapping[str, Given], *, is_whole: bool) -> dict[str, Given]:
    """The answer of each answered slot, in the scale's order.

    A slot with variants is answered by one of them, or by its own code where the variant is not
    said; NA on the other variants only says which one was used. ``is_whole``: what is not answered
    is left so, and an item left out needs its company and its post answered already; else they may
    still come. Raises ``RatingError``.
    """
    slots = dict(scale.slots())
    homes = homes_of(slots)
    demand_items(scale, given)
    answers: dict[str, Given] = {}
    for slot, items in slots.items():
        answer = _answer(scale, slot, items, given)
        if answer is not None:
            answers[slot] = answer
    for slot, answer in answers.items():
        if isinstance(answer, Mark):
            _demand_may_be_left_out(scale, slot, answer, answers, homes, is_whole=is_whole)
    return answers


def demand_items(scale: Scale, codes: Iterable[str]) -> None:
    """Raise ``RatingError`` for a code that the scale has not."""
    homes = homes_of(dict(scale.slots()))
    for code in codes:
        if code not in homes:
            raise RatingError(Wrong.UNKNOWN_ITEM, item=code)


def homes_of(slots: Mapping[str, tuple[Item, ...]]) -> dict[str, str]:
    """The slot of every code that a rating may name: items, variants, and slots themselves."""
    homes = {slot: slot for slot in slots}
    homes.update({item.code: slot for slot, items in slots.items() for item in items})
    return homes


def _answer(
    scale: Scale, slot: str, items: tuple[Item, ...], given: Mapping[str, Given]
) -> Given | None:
    part = scale.part(items[0].part)
    codes = dict.fromkeys((*(item.code for item in items), slot))
    named = {code: given[code] for code in codes if code in given}
    for code, answer in named.items():
        within = type(answer) is int and part.lowest <= answer <= part.highest
        if not within and not isinstance(answer, Mark):
            raise RatingError(
                Wrong.OUT_OF_RANGE,
                item=code,
                score=answer,
                lowest=part.lowest,
                highest=part.highest,
            )
    if len(items) > 1 and not set(codes) - {slot} <= set(named):
        named = {c: answer for c, answer in named.items() if answer is not Mark.NOT_APPLICABLE}
    scores = [code for code, answer in named.items() if not isinstance(answer, Mark)]
    if len(scores) > 1:
        raise RatingError(Wrong.TWO_VARIANTS, item=scores[1], variants=tuple(scores))
    if scores:
        return named[scores[0]]
    return next(iter(named.values()), None)


def _demand_may_be_left_out(
    scale: Scale,
    slot: str,
    mark: Mark,
    answers: Mapping[str, Given],
    homes: Mapping[str, str],
    *,
    is_whole: bool,
) -> None:
    """Raise ``RatingError`` with the reason of the first rule, unless some rule allows it."""
    reasons = [
        _refusal(rule, slot, mark, answers, homes, is_whole=is_whole)
        for rule in scale.left_out
        if slot in {homes[code] for code in rule.items}
    ]
    if not reasons:
        raise RatingError(Wrong.NEVER_LEFT_OUT, item=slot, mark=mark.value)
    if all(reasons) and reasons[0]:
        raise reasons[0]


def _refusal(
    rule: LeftOut,
    slot: str,
    mark: Mark,
    answers: Mapping[str, Given],
    homes: Mapping[str, str],
    *,
    is_whole: bool,
) -> RatingError | None:
    if mark not in rule.marks:
        marks = tuple(each.value for each in rule.marks)
        return RatingError(Wrong.OTHER_MARK, item=slot, mark=mark.value, marks=marks)
    company = [homes[code] for code in rule.items if homes[code] != slot]
    for other in company:
        answer = answers.get(other)
        if answer is None and not is_whole:
            continue
        if answer not in rule.marks:
            return RatingError(Wrong.NOT_TOGETHER, item=slot, mark=mark.value, items=tuple(company))
    if rule.post is not None:
        post = answers.get(homes[rule.post])
        if isinstance(post, Mark) or (post is None and is_whole):
            return RatingError(Wrong.POST_NOT_SCORED, item=slot, mark=mark.value, post=rule.post)
    return None
