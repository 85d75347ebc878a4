"""The menu of a row of the plan: what moves it and what takes it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from factdesk.words import _
from ui.widgets.buttons import Button


class RowMenu(Button):
    """A quiet button with the rare things; ``more`` stand before them."""

    def __init__(
        self,
        what: str,
        move: Callable[[int], None],
        remove: Callable[[], None],
        more: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """``what`` names the row for a screen reader."""
        super().__init__(kind="quiet", icon="ellipsis", spoken=_("{what}: more").format(what=what))
        menu = QMenu(self)
        for words, call in more:
            menu.addAction(words).triggered.connect(lambda _on=False, call=call: call())
        menu.addAction(_("Move up") + "\tAlt+Up").triggered.connect(lambda: move(-1))
        menu.addAction(_("Move down") + "\tAlt+Down").triggered.connect(lambda: move(1))
        menu.addSeparator()
        menu.addAction(_("Remove")).triggered.connect(lambda _on=False: remove())
        self.menu_shown = menu
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height())))
