"""The start of the window program: dress, settings, one place for what goes wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from factdesk.words import set_language
from ui.home import Background
from ui.theme import install, theme
from ui.unlock.remembered import remember
from ui.window import Window

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.store.server.address import ServerAddress


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The application with the program's fonts and colours; the running one if there is one."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(arguments or sys.argv[:1])
    app.setApplicationName("FACTdesk")
    app.setApplicationDisplayName("FACTdesk")
    app.setDesktopFileName("factdesk")
    install(app)
    return app


def open_settings(path: Path | None = None) -> QSettings:
    """This user's settings of this machine: window, text size, where teams are. No secrets."""
    if path is not None:
        return QSettings(str(path), QSettings.Format.IniFormat)
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(form, scope, "FACTdesk", "factdesk")


def run(desk: Desk | None = None, folder: Path | ServerAddress | None = None) -> int:
    """Open the window, on an unlocked desk or asking for a team's passphrase; the exit status."""
    set_language("nb")
    app = make_application()
    settings = open_settings()
    if folder is not None:
        remember(settings, folder.absolute() if isinstance(folder, Path) else folder)
    look = theme()
    look.choose(str(settings.value("view/scheme", "system")))  # type: ignore[arg-type]
    look.set_text_scale(float(str(settings.value("view/text_scale", 1.0))))
    background = Background()
    window = Window(background, settings)
    _catch_faults(window)
    geometry = settings.value("window/geometry")
    if geometry is not None:
        window.restoreGeometry(geometry)
        window.show()
    else:
        window.resize(1440, 900)
        window.showMaximized()
    if desk is not None:
        window.take_desk(desk)
    status = app.exec()
    background.close()
    return status


def _catch_faults(window: Window) -> None:
    """A failure nobody took is told by its number; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        window.tell_fault(error)

    sys.excepthook = hook
