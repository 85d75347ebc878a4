"""Room for what may be larger than it: it scrolls, and the keyboard reaches it only then."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Shows ``inside`` as wide as the room; ``spoken`` is its name to a screen reader.

    Tab stops here only while there is more than fits, so that the arrows scroll what has no field.
    ``upright`` never scrolls sideways: what is inside breaks its lines.
    """

    def __init__(self, inside: QWidget, spoken: str, *, upright: bool = False) -> None:
        """Take what is scrolled."""
        super().__init__()
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.rangeChanged.connect(self._fits)

    def _fits(self) -> None:
        more = self.verticalScrollBar().maximum() or (
            self.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            and self.horizontalScrollBar().maximum()
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if more else Qt.FocusPolicy.NoFocus)
