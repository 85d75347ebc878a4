"""Whether the parts of a scale fit together: codes, groups, what may be left out, bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from fidelity.anchor_checks import check_anchors
from fidelity.model import Band, Item, Scale, Subscale, TotalRule
from fidelity.places import Path
from fidelity.taking import Notes


def check(scale: Scale, values: Mapping[str, object], notes: Notes) -> None:
    """Note everything that does not fit; ``values`` is the file as it was parsed.

    What is already noted as missing or wrong is read as an empty code or an open edge, and is not
    noted again.
    """
    _check_codes(scale, notes)
    _check_parts(scale, notes)
    _check_variants(scale, notes)
    _check_subscales(scale, notes)
    _check_references(scale, notes)
    _check_left_out(scale, notes)
    _check_entry(scale, notes)
    check_anchors(scale, values, notes)
    if not notes.found:
        _check_bands(scale, notes)


def _check_codes(scale: Scale, notes: Notes) -> None:
    kinds: tuple[tuple[str, Sequence[object]], ...] = (
        ("items", scale.items),
        ("parts", scale.parts),
        ("subscales", scale.subscales),
        ("bands", scale.bands),
        ("references", scale.references),
        ("entry_questions", scale.entry_questions),
    )
    for key, rows in kinds:
        codes = [str(getattr(row, "code", "")) for row in rows]
        _check_doubled(codes, key, notes)
    for key in ("items", "parts"):
        if not getattr(scale, key):
            notes.add((key,), "none", key=key)
    parts = {each.code for each in scale.parts}
    for index, each in enumerate(scale.subscales):
        if each.code and each.code in parts:
            notes.add(("subscales", index, "code"), "doubled_code", code=each.code, key="parts")


def _check_doubled(codes: Iterable[str], key: str, notes: Notes) -> None:
    seen: Counter[str] = Counter()
    for index, code in enumerate(codes):
        seen[code] += 1
        if code and seen[code] == 2:
            notes.add((key, index, "code"), "doubled_code", code=code, key=key)


def _check_parts(scale: Scale, notes: Notes) -> None:
    parts = {each.code for each in scale.parts}
    used = {each.part for each in scale.items}
    for index, part in enumerate(scale.parts):
        if part.lowest >= part.highest:
            notes.add(("parts", index, "highest"), "range_turned", code=part.code)
        if part.code and part.code not in used and scale.items:
            notes.add(("parts", index), "empty_part", code=part.code)
    for key, rows in _members(scale):
        for index, row in enumerate(rows):
            if row.part and row.part not in parts:
                notes.add((key, index, "part"), "unknown_part", code=row.part)


def _check_variants(scale: Scale, notes: Notes) -> None:
    codes = {each.code for each in scale.items}
    homes: dict[str, tuple[str, str | None]] = {}
    for index, item in enumerate(scale.items):
        if item.variant_of is None:
            continue
        path: Path = ("items", index, "variant_of")
        if item.variant_of in codes:
            notes.add(path, "variant_is_item", code=item.variant_of)
        home = (item.part, item.subscale)
        if homes.setdefault(item.variant_of, home) != home:
            notes.add(path, "variants_apart", code=item.variant_of)


def _check_subscales(scale: Scale, notes: Notes) -> None:
    parts = {each.code: each.part for each in scale.subscales}
    used = {each.subscale for each in scale.items if each.subscale}
    needs_all = scale.total_rule is TotalRule.MEAN_OF_SUBSCALES
    for index, item in enumerate(scale.items):
        path: Path = ("items", index)
        if item.subscale is None:
            if needs_all:
                notes.add(path, "subscale_needed", item=item.code)
        elif item.subscale not in parts:
            notes.add((*path, "subscale"), "unknown_subscale", code=item.subscale)
        elif item.part and parts[item.subscale] != item.part:
            told = {"item": item.code, "part": item.part, "subscale": item.subscale}
            notes.add((*path, "subscale"), "other_part", **told)
    for index, each in enumerate(scale.subscales):
        if used and each.code and each.code not in used:
            notes.add(("subscales", index), "empty_subscale", code=each.code)


def _check_references(scale: Scale, notes: Notes) -> None:
    known = {each.code for each in scale.references}
    for key, rows in _members(scale):
        for index, row in enumerate(rows):
            for code in row.references:
                if code not in known:
                    shown = code if len(code) <= 40 and code.isprintable() else "?"
                    notes.add((key, index, "references"), "unknown_reference", code=shown)


def _check_left_out(scale: Scale, notes: Notes) -> None:
    slots = dict(scale.slots())
    homes = {slot: slot for slot in slots}
    homes.update({item.code: slot for slot, items in slots.items() for item in items})
    left: dict[str, int] = {}
    for index, rule in enumerate(scale.left_out):
        path: Path = ("left_out", index)
        for code in rule.items:
            if code not in homes:
                notes.add((*path, "items"), "unknown_item", code=code)
            else:
                left.setdefault(homes[code], index)
        if rule.post is not None and rule.post not in homes:
            notes.add((*path, "post"), "unknown_item", code=rule.post)
        elif rule.post is not None and homes[rule.post] in {homes.get(c) for c in rule.items}:
            notes.add((*path, "post"), "post_left_out", code=rule.post)
    groups: dict[str, list[str]] = {}
    for slot, items in slots.items():
        groups.setdefault(items[0].part, []).append(slot)
        if items[0].subscale:
            groups.setdefault(items[0].subscale, []).append(slot)
    for code, members in groups.items():
        if left and all(slot in left for slot in members):
            place = max(left[slot] for slot in members)
            notes.add(("left_out", place), "nothing_left", code=code)


def _members(scale: Scale) -> Sequence[tuple[str, Sequence[Item | Subscale]]]:
    """What lies in a part, with the key it stands under."""
    return (("items", scale.items), ("subscales", scale.subscales))


def _check_entry(scale: Scale, notes: Notes) -> None:
    if scale.entry_needed > len(scale.entry_questions):
        told = {"needed": scale.entry_needed, "count": len(scale.entry_questions)}
        notes.add(("entry_needed",), "entry_needed", **told)


def _check_bands(scale: Scale, notes: Notes) -> None:
    """Bands meet on the grid of the total's decimals and cover every total that there may be."""
    grid = Fraction(1, 10**scale.decimals)
    for index, band in enumerate(scale.bands):
        edges = [edge for edge in (band.at_least, band.at_most) if edge is not None]
        if any((edge / grid).denominator != 1 for edge in edges):
            told = {"band": band.code, "decimals": scale.decimals}
            notes.add(("bands", index), "band_off_grid", **told)
        if len(edges) == 2 and edges[0] > edges[1]:
            notes.add(("bands", index), "band_turned", band=band.code)
    if notes.found or not scale.bands:
        return
    lowest, highest = _range_of_total(scale)
    ordered = sorted(
        enumerate(scale.bands),
        key=lambda each: lowest - 1 if each[1].at_least is None else each[1].at_least,
    )
    for (first, low), (second, high) in pairwise(ordered):
        _check_two_bands(low, high, grid, ("bands", max(first, second)), notes)
    (first, bottom), (last, top) = ordered[0], ordered[-1]
    if bottom.at_least is not None and bottom.at_least > lowest:
        told = {"band": bottom.code, "total": lowest}
        notes.add(("bands", first, "at_least"), "band_bottom", **told)
    if top.at_most is not None and top.at_most < highest:
        told = {"band": top.code, "total": highest}
        notes.add(("bands", last, "at_most"), "band_top", **told)


def _check_two_bands(low: Band, high: Band, grid: Fraction, path: Path, notes: Notes) -> None:
    told = {"low": low.code, "high": high.code}
    if low.at_most is None or high.at_least is None or high.at_least <= low.at_most:
        notes.add(path, "band_overlap", **told)
    elif high.at_least - low.at_most > grid:
        notes.add(path, "band_gap", **told)


def _range_of_total(scale: Scale) -> tuple[Fraction, Fraction]:
    """The lowest and the highest total that ratings could give."""
    if scale.total_rule is TotalRule.SUM_OF_PART_MEANS:
        lows, highs = ([getattr(p, end) for p in scale.parts] for end in ("lowest", "highest"))
        return Fraction(sum(lows)), Fraction(sum(highs))
    return (
        Fraction(min(part.lowest for part in scale.parts)),
        Fraction(max(part.highest for part in scale.parts)),
    )
