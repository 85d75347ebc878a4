"""What may be wrong with a scale file: a code, values for its words, the file and the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fidelity.marking import N_

#: What each code says, in English; the values of the problem stand in braces.
MESSAGES = {
    "syntax": N_("the file is not TOML: {what}"),
    "too_big": N_("the file is larger than {most} bytes"),
    "format_missing": N_("it does not say which format it has (format = 1)"),
    "newer_format": N_("format {format} was made by a newer FACTdesk; this one reads format 1"),
    "unknown_format": N_("there is no format {format}; this program reads format 1"),
    "unknown_key": N_("{key} is not a key that a scale file has here"),
    "missing_key": N_("{key} is missing"),
    "wrong_kind": N_("{key} should be {wanted}"),
    "a_float": N_("{key} is written without quotes; write it as text, so that it is exact"),
    "not_a_number": N_("{key} is not a number that is understood"),
    "bad_code": N_("{key} is not a code: letters, digits, point, line and hyphen, at most 40"),
    "not_a_choice": N_("{key} is {value}; it may be {choices}"),
    "out_of_bounds": N_("{key} should be from {lowest} to {highest}"),
    "control_character": N_("{key} has a character that cannot be shown"),
    "text_too_long": N_("{key} is longer than {most} characters"),
    "unknown_language": N_("{key} is in {language}, which is not among the languages of the scale"),
    "too_many": N_("{key} has {count}; at most {most} are read"),
    "none": N_("{key} has none; at least one is needed"),
    "doubled_code": N_("{code} is used twice in {key}"),
    "variant_is_item": N_("{code} is an item and cannot have variants too"),
    "variants_apart": N_("the variants of {code} are not in the same part and subscale"),
    "unknown_part": N_("there is no part {code}"),
    "unknown_subscale": N_("there is no subscale {code}"),
    "unknown_item": N_("there is no item {code}"),
    "unknown_reference": N_("there is no reference {code}"),
    "other_part": N_("item {item} is in part {part}, its subscale {subscale} in another"),
    "empty_part": N_("part {code} has no items"),
    "empty_subscale": N_("subscale {code} has no items, and others have"),
    "subscale_needed": N_("the total is the mean of subscales, and item {item} is in none"),
    "range_turned": N_("the lowest score of part {code} is not below the highest"),
    "post_left_out": N_("{code} cannot be both the post and among the items left out"),
    "nothing_left": N_("with everything left out that may be, {code} has no items"),
    "anchor_missing": N_("item {item} has no anchor for score {score}"),
    "anchor_doubled": N_("item {item} has two anchors for score {score}"),
    "anchor_outside": N_("item {item} has an anchor for score {score}, which its part has not"),
    "anchor_turned": N_("score {score} of item {item} ends before it begins"),
    "anchor_two_edges": N_("score {score} of item {item} has two edges on the same side"),
    "anchor_gap": N_("item {item} has a gap between the scores {low} and {high}"),
    "anchor_overlap": N_("the scores {low} and {high} of item {item} overlap"),
    "band_turned": N_("band {band} ends before it begins"),
    "band_off_grid": N_("band {band} has an edge with more decimals than the total, {decimals}"),
    "band_gap": N_("there is a gap between the bands {low} and {high}"),
    "band_overlap": N_("the bands {low} and {high} overlap"),
    "band_bottom": N_("the lowest band, {band}, begins above the lowest total, {total}"),
    "band_top": N_("the highest band, {band}, ends below the highest total, {total}"),
    "entry_needed": N_("{needed} yes are needed of {count} questions"),
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
        return f"{self.file}:{self.line}: {MESSAGES[self.code].format(**self.values)}"


class ScaleErrors(Exception):
    """A scale file that cannot be used, with everything found wrong, in the order of the file."""

    def __init__(self, problems: Sequence[ScaleProblem]) -> None:
        """Keep the problems."""
        self.problems = tuple(sorted(problems, key=lambda each: each.line))
        super().__init__(*self.problems)

    def __str__(self) -> str:
        """A line for each."""
        return "\n".join(map(str, self.problems))
