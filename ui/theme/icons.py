"""Line icons in the colours of the theme, sharp at every scale."""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@cache
def icon_names() -> frozenset[str]:
    """Return the names of the icons that are shipped."""
    folder = files("resources").joinpath("icons")
    return frozenset(f.name.removesuffix(".svg") for f in folder.iterdir() if f.name[-4:] == ".svg")


@cache
def _source(name: str) -> str:
    """Return the drawing of an icon. Raises KeyError when there is none of that name."""
    if name not in icon_names():
        raise KeyError(f"there is no icon {name}")
    return files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Return the drawing in a colour "#RRGGBB", ready to paint."""
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def draw_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Paint an icon into a square."""
    _renderer(name, colour.name()).render(painter, rect)


class ThemedIconEngine(QIconEngine):
    """Paints an icon in a token's colour of the moment: it follows a change of theme by itself."""

    def __init__(self, name: str, token: str) -> None:
        """Take the icon's name and the name of its colour."""
        super().__init__()
        _source(name)
        self._icon = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Paint the icon; a disabled one is grey."""
        from ui.theme.theme import theme

        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        draw_icon(painter, QRectF(rect), self._icon, theme().colour(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of `size` device pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return ThemedIconEngine(self._icon, self._token)


# Qt takes the engine over; PySide frees it with the Python object unless somebody keeps it.
@cache
def _engine(name: str, token: str) -> ThemedIconEngine:
    return ThemedIconEngine(name, token)


@cache
def icon(name: str, colour: str = "text") -> QIcon:
    """Return an icon in a token's colour. Raises KeyError for an icon that is not shipped."""
    return QIcon(_engine(name, colour))
