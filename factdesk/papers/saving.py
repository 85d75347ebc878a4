"""A made paper into a file: whole or not at all, and readable only by whoever saved it."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from factdesk.errors import KnownError
from factdesk.store.folder.entry import is_team_folder
from factdesk.words import _

#: Windows has no quota of this kind.
_QUOTA = getattr(errno, "EDQUOT", errno.ENOSPC)


class NotSaved(KnownError):
    """The file could not be written; what stood there before still stands."""


def check_place(path: Path) -> None:
    """Refuse a place where no readable file can or may be written, before the work is done."""
    if path.is_dir():
        raise NotSaved(
            _("{file} is a folder.").format(file=path), _("Give the name of a PDF file.")
        )
    if not path.parent.is_dir():
        raise NotSaved(
            _("The folder {folder} does not exist.").format(folder=path.parent),
            _("Make it first, or give another."),
        )
    # Both where the file would be made and where a link that stands there leads.
    beside = path.parent.resolve()
    around = (beside, *beside.parents, *path.resolve().parents)
    folder = next(filter(is_team_folder, around), None)
    if folder is not None:
        raise NotSaved(
            _("{folder} is a team folder: nothing readable belongs in it.").format(folder=folder),
            _("Nothing was written. Give another folder."),
        )
    if path.exists() and not path.is_file():
        raise NotSaved(
            _("{file} is not an ordinary file.").format(file=path),
            _("Give the name of a PDF file."),
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise _refused(path)


def save(content: bytes, path: Path) -> None:
    """Write beside and put in place at the end; a half file is never left. Raises ``NotSaved``."""
    check_place(path)
    beside = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
    except OSError as error:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
        raise _explained(path, error) from error


def _explained(path: Path, error: OSError) -> NotSaved:
    if error.errno in (errno.ENOSPC, _QUOTA):
        return NotSaved(
            _("The disk is full; {file} was not written.").format(file=path),
            _("Make room, or give another folder."),
        )
    if isinstance(error, PermissionError):
        return _refused(path)
    return NotSaved(
        _("{file} could not be written: {why}.").format(file=path, why=error.strerror or error),
        _("Give another name or folder."),
    )


def _refused(path: Path) -> NotSaved:
    return NotSaved(
        _("{file} may not be written, or is open in another program.").format(file=path),
        _("Close it, or give another name or folder."),
    )
