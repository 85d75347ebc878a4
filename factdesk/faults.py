"""What happens when the program itself fails: a number for the user, a report without names."""

import logging
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_log_path

_log = logging.getLogger("factdesk.faults")


def number_of(error: BaseException) -> str:
    """A short number for one failure: time and place, the same in the message and the report."""
    frames = traceback.extract_tb(error.__traceback__)
    line = frames[-1].lineno if frames else 0
    return f"{datetime.now(UTC):%m%d-%H%M%S}-{line or 0}"


def report(error: BaseException, folder: Path | None = None) -> str:
    """Write where it failed, never with what: no values, no messages, no names; the number.

    An exception's own text may quote a row, so only its type and the lines of code are kept.
    """
    number = number_of(error)
    lines = [f"{number} {type(error).__module__}.{type(error).__qualname__}"]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        folder = folder or user_log_path("FACTdesk", appauthor=False, ensure_exists=True)
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "faults.txt", "a", encoding="utf-8", opener=_private) as file:
            (folder / "faults.txt").chmod(0o600)  # one of an earlier version may be open to others
            file.write("\n".join(lines) + "\n")
    except OSError:
        _log.error("a fault could not be written down: %s", number)
    return number


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
