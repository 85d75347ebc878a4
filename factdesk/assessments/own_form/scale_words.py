"""What is wrong with a scale file, as lines that a user can put right."""

from __future__ import annotations

from factdesk.assessments.fidelity_words import problem_words
from factdesk.assessments.own_form.problems import LineProblem
from fidelity.problems import ScaleErrors


def problems_of(wrong: ScaleErrors) -> tuple[LineProblem, ...]:
    """Each problem in words, with its line in the file and the item it is of."""
    return tuple(
        LineProblem(
            problem_words(each).removeprefix(f"{each.file}:{each.line}: "),
            each.line,
            str(each.values.get("item", "")),
        )
        for each in wrong.problems
    )
