"""Where the keyboard goes: a widget that gives it on, and Tab in the order things are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


class Leads(QWidget):
    """Gives the keyboard on to one of its widgets.

    Not by a focus proxy: with one, Tab jumps to it over everything that stands before it.
    """

    _leads_to: QWidget | None = None

    @property
    def leads_to(self) -> QWidget | None:
        """Which widget takes the keyboard when this one is given it."""
        return self._leads_to

    def lead_to(self, widget: QWidget | None) -> None:
        """Give the keyboard on to a widget from now on; ``None`` keeps it."""
        self._leads_to = widget

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard on."""
        if self._leads_to is not None:
            self._leads_to.setFocus(reason)
        else:
            super().setFocus(reason)


def in_reading_order(root: QWidget) -> list[QWidget]:
    """What Tab stops at below ``root``, in the order of the layouts."""
    return list(_stops(root))


def order_tabs(stops: list[QWidget]) -> None:
    """Let Tab go from each to the next."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        # It moves with what is in it, or Tab would come back to it where it stood before.
        yield widget
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and proxy is None:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _stops(inside)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _in_layout(inner)
