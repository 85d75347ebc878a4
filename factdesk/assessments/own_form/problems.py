"""What can be wrong with a form that is written in, by line and item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factdesk.errors import KnownError
from factdesk.words import _, ngettext


@dataclass(frozen=True)
class LineProblem:
    """One thing wrong: in words, with the line (from 1; 0 where there is none) and the item."""

    what: str
    line: int = 0
    item: str = ""

    def __str__(self) -> str:
        """«Line 3, item H1: what»."""
        if self.line and self.item:
            return _("Line {line}, item {item}: {what}").format(
                line=self.line, item=self.item, what=self.what
            )
        if self.line:
            return _("Line {line}: {what}").format(line=self.line, what=self.what)
        if self.item:
            return _("Item {item}: {what}").format(item=self.item, what=self.what)
        return self.what


class FormProblems(KnownError):
    """A form that cannot be used as it is; ``problems`` says where. Nothing was kept."""

    def __init__(self, problems: Sequence[LineProblem], message: str = "") -> None:
        """Take the problems, and what they are of where it is not the form."""
        self.problems = tuple(problems)
        count = len(self.problems)
        head = message or ngettext(
            "The form cannot be used as it is: {count} place to put right.",
            "The form cannot be used as it is: {count} places to put right.",
            count,
        ).format(count=count)
        super().__init__(head, str(self.problems[0]) if self.problems else "")


class NothingPasted(KnownError):
    """There is no text to read."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no text to bring in."),
            _("Copy the items in the form or the spreadsheet first, and paste again."),
        )


class NoItems(KnownError):
    """No line begins with the code of an item of the scale."""

    def __init__(self, codes: str) -> None:
        """Take examples of the codes that were looked for."""
        super().__init__(
            _("No line names an item of this scale, so nothing was brought in."),
            _("Let each line begin with the code of its item, such as {codes}.").format(
                codes=codes
            ),
        )


class EditionTaken(KnownError):
    """Another content stands under the name of this edition already."""

    def __init__(self, edition: str) -> None:
        """Take the name of the edition."""
        super().__init__(
            _("The edition «{edition}» is kept already, with another content.").format(
                edition=edition
            ),
            _(
                "Nothing was changed: an edition that may have been used stays as it is. Give the"
                " corrected one a name of its own."
            ),
        )
