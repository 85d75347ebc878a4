"""A bare window: one key derivation, a plain table of the same size; prints when it is painted."""

import sys
import time

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Table(QTableView):
    """Tells when it has painted its rows."""

    def paintEvent(self, event):
        super().paintEvent(event)
        if self.model() is not None and self.model().rowCount():
            sys.stdout.write(f"{time.monotonic()}\n")
            sys.stdout.flush()
            QTimer.singleShot(0, QApplication.quit)


def main() -> None:
    rows, memory_kib, passes, lanes = (int(argument) for argument in sys.argv[1:])
    app = QApplication([])
    window = QMainWindow()
    table = Table()
    window.setCentralWidget(table)
    window.resize(1440, 900)
    window.show()
    kdf = Argon2id(
        salt=bytes(16), length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib
    )
    kdf.derive(b"passphrase")
    model = QStandardItemModel(rows, 9)
    for row in range(rows):
        for column in range(9):
            model.setItem(row, column, QStandardItem(f"Sover lite, hører stemmer {row}"))
    table.setModel(model)
    app.exec()


if __name__ == "__main__":
    main()
