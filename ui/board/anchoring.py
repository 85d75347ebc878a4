"""What is read on the board stays where it is while rows come and go around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from PySide6.QtWidgets import QTableView

from ui.board.model import BoardModel


class Anchor:
    """Where the lines seen stood in the view; ``hold`` puts most of them there again."""

    def __init__(self, view: QTableView, model: BoardModel) -> None:
        """Remember the lines that are seen now."""
        self._view, self._model = view, model
        self._tops: dict[Hashable, int] = {}
        height = view.viewport().height()
        for at, line in enumerate(model.rows):
            top = view.rowViewportPosition(at)
            if top >= height:
                break
            if top + view.rowHeight(at) > 0:
                self._tops[line.key] = top

    def hold(self) -> None:
        """Scroll by what most of the lines have moved. At the very top nothing is scrolled."""
        bar = self._view.verticalScrollBar()
        if bar.value() == 0:
            return
        moved: Counter[int] = Counter()
        for key, top in self._tops.items():
            index = self._model.index_of(key)
            if index.isValid():
                moved[self._view.rowViewportPosition(index.row()) - top] += 1
        if moved:
            bar.setValue(bar.value() + moved.most_common(1)[0][0])
