"""The team folders opened on this computer: only their paths are remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "unlock/folders"
_MOST = 5


def remembered_folders(settings: QSettings) -> tuple[Path, ...]:
    """The paths, the one opened last first."""
    value = settings.value(_KEY) or []
    # QSettings gives a list of one back as a text.
    paths = [value] if isinstance(value, str) else list(value)
    return tuple(Path(str(path)) for path in paths if path)


def remember_folder(settings: QSettings, path: Path) -> None:
    """Put a path first."""
    others = [one for one in remembered_folders(settings) if one != path]
    settings.setValue(_KEY, [str(one) for one in (path, *others)][:_MOST])
