"""What may be wrong with a scale file: a code, values for its words, the file and the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_ENGLISH = {
    "syntax": "the file is not TOML: {what}",
    "too_big": "the file is larger than {most} bytes",
    "format_missing": "it does not say which format it has (format = 1)",
    "newer_format": "format {format} was made by a newer FACTdesk; this one reads format 1",
    "unknown_format": "there is no format {format}; this program reads format 1",
    "unknown_key": "{key} is not a key that a scale file has here",
    "missing_key": "{key} is missing",
    "wrong_kind": "{key} should be {wanted}",
    "a_float": "{key} is written without quotes; write it as text, so that it is exact",
    "not_a_number": "{key} is not a number that is understood",
    "bad_code": "{key} is not a code: letters, digits, point, line and hyphen, at most 40",
    "not_a_choice": "{key} is {value}; it may be {choices}",
    "out_of_bounds": "{key} should be from {lowest} to {highest}",
    "control_character": "{key} has a character that cannot be shown",
    "text_too_long": "{key} is longer than {most} characters",
    "unknown_language": "{key} is in {language}, which is not among the languages of the scale",
    "too_many": "{key} has {count}; at most {most} are read",
    "none": "{key} has none; at least one is needed",
    "doubled_code": "{code} is used twice in {key}",
    "variant_is_item": "{code} is an item and cannot have variants too",
    "variants_apart": "the variants of {code} are not in the same part and subscale",
    "unknown_part": "there is no part {code}",
    "unknown_subscale": "there is no subscale {code}",
    "unknown_item": "there is no item {code}",
    "unknown_reference": "there is no reference {code}",
    "other_part": "item {item} is in part {part}, its subscale {subscale} in another",
    "empty_part": "part {code} has no items",
    "empty_subscale": "subscale {code} has no items, and others have",
    "subscale_needed": "the total is the mean of subscales, and item {item} is in none",
    "range_turned": "the lowest score of part {code} is not below the highest",
    "post_left_out": "{code} cannot be both the post and among the items left out",
    "nothing_left": "with everything left out that may be, {code} has no items",
    "anchor_missing": "item {item} has no anchor for score {score}",
    "anchor_doubled": "item {item} has two anchors for score {score}",
    "anchor_outside": "item {item} has an anchor for score {score}, which its part has not",
    "anchor_turned": "score {score} of item {item} ends before it begins",
    "anchor_two_edges": "score {score} of item {item} has two edges on the same side",
    "anchor_gap": "item {item} has a gap between the scores {low} and {high}",
    "anchor_overlap": "the scores {low} and {high} of item {item} overlap",
    "band_turned": "band {band} ends before it begins",
    "band_off_grid": "band {band} has an edge with more decimals than the total, {decimals}",
    "band_gap": "there is a gap between the bands {low} and {high}",
    "band_overlap": "the bands {low} and {high} overlap",
    "band_bottom": "the lowest band, {band}, begins above the lowest total, {total}",
    "band_top": "the highest band, {band}, ends below the highest total, {total}",
    "entry_needed": "{needed} yes are needed of {count} questions",
}


@dataclass(frozen=True)
class ScaleProblem:
    """One thing wrong with a scale file; ``line`` counts from 1."""

    file: str
    line: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """«file:line: what», in English."""
        return f"{self.file}:{self.line}: {_ENGLISH[self.code].format(**self.values)}"


class ScaleErrors(Exception):
    """A scale file that cannot be used, with everything found wrong, in the order of the file."""

    def __init__(self, problems: Sequence[ScaleProblem]) -> None:
        """Keep the problems."""
        self.problems = tuple(sorted(problems, key=lambda each: each.line))
        super().__init__(*self.problems)

    def __str__(self) -> str:
        """A line for each."""
        return "\n".join(map(str, self.problems))


def codes() -> frozenset[str]:
    """Every code that a problem may have: words are kept for each."""
    return frozenset(_ENGLISH)
