"""Where the tests write: in memory where there is plenty of it, for it has to outlive nothing.

What is measured is written where a team's data would be.
"""

from __future__ import annotations

import os
import shutil
import tempfile

_MEMORY, _PLENTY = "/dev/shm", 4 << 30  # noqa: S108 - not a name to guess
_KEY = "TMPDIR"
_own = os.environ.get(_KEY)


def in_memory() -> None:
    """Write in memory from now on, unless whoever runs the tests has said where, or it is small."""
    if _own is None and os.path.isdir(_MEMORY) and shutil.disk_usage(_MEMORY).free > _PLENTY:
        os.environ[_KEY] = _MEMORY
        tempfile.tempdir = None  # it is asked once, and pytest has asked


def on_disk() -> None:
    """Write where every program does."""
    if _own is None:
        os.environ.pop(_KEY, None)
        tempfile.tempdir = None
