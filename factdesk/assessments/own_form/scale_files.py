"""Scale files that come from outside, read with every problem in words."""

from __future__ import annotations

from pathlib import Path

from factdesk.assessments import scales
from factdesk.assessments.own_form.problems import FormProblems
from factdesk.assessments.own_form.scale_words import problems_of
from factdesk.errors import KnownError
from factdesk.words import _, ngettext
from fidelity.model import Scale
from fidelity.problems import ScaleErrors
from fidelity.reading import read_scale


def read_file(content: str) -> Scale:
    """The scale in the content of a file. Raises :class:`FormProblems`."""
    try:
        return read_scale(content, "")
    except ScaleErrors as wrong:
        raise _told(wrong) from wrong


def load_file(path: Path) -> str:
    """The content of a scale file, valid.

    Raises ``NoSuchScale`` where it cannot be read, and :class:`FormProblems`.
    """
    try:
        return scales.load_file(path)[1]
    except ScaleErrors as wrong:
        raise _told(wrong) from wrong


def save_file(path: Path, content: str) -> None:
    """Write a scale file. Raises :class:`CannotSave`."""
    try:
        path.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotSave from error


class CannotSave(KnownError):
    """The file could not be written: no room, or not allowed."""

    def __init__(self) -> None:
        super().__init__(
            _("The scale file could not be written."),
            _("Choose another folder, or make room on the disk, and try again."),
        )


def _told(wrong: ScaleErrors) -> FormProblems:
    problems = problems_of(wrong)
    return FormProblems(
        problems,
        ngettext(
            "The scale file has {count} mistake, so nothing was kept.",
            "The scale file has {count} mistakes, so nothing was kept.",
            len(problems),
        ).format(count=len(problems)),
    )
