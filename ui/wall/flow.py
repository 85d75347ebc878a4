"""Badges that stand at the right, in as many lines as they need."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayoutItem

from ui.widgets.layouts import Flow


class RightFlow(Flow):
    """A flow whose lines end at the right edge and whose lines stand in the middle together."""

    def setGeometry(self, rect: QRect) -> None:
        """Place the items as a flow does, then push each line to the right."""
        super().setGeometry(rect)
        lines: dict[int, list[QLayoutItem]] = {}
        for at in range(self.count()):
            item = self.itemAt(at)
            if item is not None:
                lines.setdefault(item.geometry().top(), []).append(item)
        down = max(0, (rect.height() - self.heightForWidth(rect.width())) // 2)
        for items in lines.values():
            right = rect.right() - items[-1].geometry().right()
            for item in items:
                item.setGeometry(item.geometry().translated(right, down))
