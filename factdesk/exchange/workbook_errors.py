"""What can be wrong with a file that should have been a workbook, each with its advice."""

from factdesk.errors import KnownError
from factdesk.words import _


class WorkbookProblem(KnownError):
    """A file that cannot be brought in. Nothing was brought in, the file is as it was."""


class WorkbookMissing(WorkbookProblem):
    """There is no such file, or it may not be read."""

    def __init__(self) -> None:
        super().__init__(
            _("The file is not there, or it may not be read."),
            _("Check the name and the folder, and close the file in other programs."),
        )


class EmptyWorkbook(WorkbookProblem):
    """Nothing is written in any sheet."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbook is empty: no sheet has anything written in it."),
            _("Choose the file that the team uses today."),
        )


class ProtectedWorkbook(WorkbookProblem):
    """The content is encrypted with a password."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbook is protected by a password, so it cannot be read."),
            _("Open it in the spreadsheet program, take the password off a copy, choose the copy."),
        )


class OldWorkbook(WorkbookProblem):
    """An .xls of the years before 2007, or another document of that time."""

    def __init__(self) -> None:
        super().__init__(
            _("The file has the old .xls form (before 2007), which is not read."),
            _("Open it in the spreadsheet program and save it as .xlsx."),
        )


class NotAWorkbook(WorkbookProblem):
    """Neither xlsx nor ods nor a table as text."""

    def __init__(self) -> None:
        super().__init__(
            _("The file is not a workbook."),
            _("Choose a file of the kind .xlsx, .ods or .csv."),
        )


class TruncatedWorkbook(WorkbookProblem):
    """It begins like a workbook, but parts are missing or damaged."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbook is damaged: a part of the file is missing or cannot be read."),
            _("Fetch the file once more, or open it in the spreadsheet program and save it again."),
        )


class WorkbookTooLarge(WorkbookProblem):
    """Far more than a team's board: too many bytes, rows, columns or sheets."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbook is far larger than a team's board, so it was not opened."),
            _("Copy the sheets with the team's people into a new workbook and choose that one."),
        )
