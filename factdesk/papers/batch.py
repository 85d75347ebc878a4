"""Many plans as files in one folder: names that name nobody, and nothing written over."""

from __future__ import annotations

from pathlib import Path

from factdesk.papers.saving import NotSaved, check_place
from factdesk.words import _

_STEM = "plan-"


def file_of(folder: Path, number: int, count: int) -> Path:
    """«plan-007.pdf» for the seventh of so many; it tells nothing of whose plan it is."""
    digits = max(3, len(str(count)))
    return folder / f"{_STEM}{number:0{digits}}.pdf"


def check_folder(folder: Path) -> None:
    """Refuse a folder where nothing may be written, or where plans lie already.

    Raises ``NotSaved``; nothing is made before.
    """
    check_place(file_of(folder, 1, 1))
    if next(folder.glob(f"{_STEM}*.pdf"), None) is not None:
        raise NotSaved(
            _("There are plans in the folder {folder} already.").format(folder=folder),
            _("Nothing was written. Choose an empty folder, so that no two are mixed up."),
        )
