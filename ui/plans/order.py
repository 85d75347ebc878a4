"""Widgets below each other that stand for rows: those that stay are never made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.widgets.layouts import VBox


class Column(QWidget):
    """A widget for each key, in their order."""

    def __init__(self, space: int = 8) -> None:
        """Empty; ``space`` in design pixels."""
        super().__init__()
        self._box = VBox(space=space, parent=self)
        self._by_key: dict[str, Any] = {}
        self._keys: list[str] = []

    @property
    def widgets(self) -> list[Any]:
        """The widgets in order."""
        return [self._by_key[key] for key in self._keys]

    def get(self, key: str) -> Any:
        """The widget of a key, or None."""
        return self._by_key.get(key)

    def arrange(
        self, keys: Sequence[str], make: Callable[[int], QWidget], gone: Callable[[QWidget], None]
    ) -> None:
        """Have a widget for each key in this order; ``gone`` hears of each that is let go.

        The widget with the keyboard stays where it is typed in: it is moved, not made again.
        """
        for key in [key for key in self._keys if key not in keys]:
            widget = self._by_key.pop(key)
            gone(widget)
            self._box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for at, key in enumerate(keys):
            if key not in self._by_key:
                self._by_key[key] = make(at)
            widget = self._by_key[key]
            item = self._box.itemAt(at)
            if item is None or item.widget() is not widget:
                self._box.insertWidget(at, widget)
        self._keys = list(keys)
