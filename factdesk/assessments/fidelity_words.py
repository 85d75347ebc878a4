"""What the fidelity package says by codes, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from factdesk.words import N_, _
from fidelity import problems, rating, ratings_file
from fidelity.model import Mark, Scale, TotalRule
from fidelity.problems import ScaleErrors, ScaleProblem
from fidelity.rating import RatingError
from fidelity.ratings_file import RatingsFileError
from fidelity.scoring import Note

_RULES = {
    TotalRule.MEAN_OF_ITEMS: N_("the total is the mean of the items"),
    TotalRule.MEAN_OF_SUBSCALES: N_("the total is the mean of the subscale means"),
    TotalRule.SUM_OF_PART_MEANS: N_("the total is the sum of the part means"),
}
_NOTES = {
    Note.SUBSCALES_UNKNOWN: N_(
        "Which items belong to which subscale is not known until the team has loaded its form; "
        "only the total and the band are given."
    ),
    Note.LEFT_OUT: N_("Left out, as the scale allows; the means are of the other items."),
}
_MARKS = {Mark.NOT_RATED: N_("not rated"), Mark.NOT_APPLICABLE: N_("not applicable")}


def problem_words(problem: ScaleProblem) -> str:
    """What is wrong with a scale file, after its name and line («form.toml:12: …»)."""
    values = dict(problem.values)
    if "wanted" in values:
        values["wanted"] = _(str(values["wanted"]))
    told = _filled(problems.MESSAGES[problem.code], values)
    return f"{problem.file}:{problem.line}: {told}"


def first_problem(errors: ScaleErrors) -> str:
    """The first thing wrong with a scale file, and how much more there is, in one line."""
    told = problem_words(errors.problems[0])
    more = len(errors.problems) - 1
    return told if not more else _("{problem} (and {count} more)").format(problem=told, count=more)


def rating_words(error: RatingError) -> str:
    """Why a rating is not allowed; the item is named."""
    return _filled(rating.MESSAGES[error.code], rating.shown(error.values))


def ratings_file_words(error: RatingsFileError) -> str:
    """What is wrong with a ratings file, after its name and line."""
    told = _filled(ratings_file.MESSAGES[error.code], error.values)
    return f"{error.file}:{error.line}: {told}"


def note_words(note: Note) -> str:
    """What the reader of an outcome must be told."""
    return _(_NOTES[note])


def mark_words(mark: Mark) -> str:
    """«not rated», «not applicable»."""
    return _(_MARKS[mark])


def rule_words(rule: TotalRule) -> str:
    """How the total is made."""
    return _(_RULES[rule])


def rounding_words(scale: Scale) -> str:
    """How the numbers of a scale are rounded."""
    return _(
        "exact numbers, rounded once, half up, decimals: {decimals}; "
        "the band is that of the rounded total"
    ).format(decimals=scale.decimals)


def _filled(message: str, values: Mapping[str, object]) -> str:
    return _(message).format(**values)
