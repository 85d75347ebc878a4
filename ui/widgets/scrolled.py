"""Room for what may be larger than it: it scrolls, and Tab goes through it as it is read."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.widgets.leading import in_reading_order, order_tabs


class Scrolled(QScrollArea):
    """Shows ``inside`` as wide as the room; ``spoken`` is its name to a screen reader.

    Tab stops here only while there is more than fits, so that the arrows scroll what has no field.
    ``upright`` never scrolls sideways: what is inside breaks its lines. Tab goes through what is
    inside in the order of the layouts, also when something was added later.
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
        self._order: list[QWidget] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.order)
        inside.installEventFilter(self)
        self._soon.start()
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.rangeChanged.connect(self._fits)

    def order(self) -> None:
        """Let Tab follow the layouts, where anything has come or gone."""
        inside = self.widget()
        if inside is None:
            return
        stops = in_reading_order(inside)
        if stops != self._order:
            self._order = stops
            order_tabs(stops)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the order again when something inside has come or gone."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._soon.start()
        return super().eventFilter(watched, event)

    def _fits(self) -> None:
        more = self.verticalScrollBar().maximum() or (
            self.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            and self.horizontalScrollBar().maximum()
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if more else Qt.FocusPolicy.NoFocus)
