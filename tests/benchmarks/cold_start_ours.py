"""The program itself: unlocks a team folder and prints when the board's rows are painted."""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from factdesk.unlocking import unlock
from factdesk.words import set_language
from ui.application import make_application, open_settings
from ui.home import Background
from ui.window import Window


class Eye(QObject):
    """Sees the first painting of a table that has rows."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            table = watched.parent()
            if type(table).__name__ == "BoardTable" and table.model().rowCount() > 1:
                QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        sys.stdout.write(f"{time.monotonic()}\n")
        sys.stdout.flush()
        # What follows is not part of the start; the folder is the benchmark's own copy.
        os._exit(0)


def main() -> None:
    folder, settings = (Path(argument) for argument in sys.argv[1:3])
    passphrase = sys.stdin.readline().rstrip("\n")
    set_language("nb")
    app = make_application([])
    background = Background()
    window = Window(background, open_settings(settings))
    eye = Eye()
    QApplication.instance().installEventFilter(eye)
    window.resize(1440, 900)
    window.show()

    def fail(error: BaseException) -> None:
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)

    background.run(
        lambda: unlock(folder, passphrase), on=window, then=window.take_desk, failed=fail
    )
    app.exec()


if __name__ == "__main__":
    main()
