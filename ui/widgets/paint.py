"""The kit's shapes, as functions for delegates and widgets alike.

Every function takes a painter and a rectangle in pixels, draws in the theme of the moment and
leaves the painter as it was. The `*_width` functions tell how much room the same thing needs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import cos, pi, sin
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from factdesk.words import N_, _
from ui.theme import Theme, draw_icon, theme
from ui.theme.fonts import Role

Level = Literal["red", "yellow", "green", "blue", "none"]
"""The status levels; a team gives each its own written meaning."""

Tone = Literal["neutral", "danger", "warn", "info", "ok"]
"""How much attention a chip or a banner asks for."""

Presence = Literal["present", "video", "away"]
"""Whether a colleague is here, on video, or away."""

LEVELS: Final[tuple[Level, ...]] = ("red", "yellow", "green", "blue", "none")

_LEVEL_WORDS: Final = {
    "red": N_("red"),
    "yellow": N_("yellow"),
    "green": N_("green"),
    "blue": N_("blue"),
    "none": N_("no status"),
}
_PRESENCE_WORDS: Final = {"present": N_("here"), "video": N_("on video"), "away": N_("away")}

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def status_word(level: Level) -> str:
    """Return the word for a level where the team has given none."""
    return _(_LEVEL_WORDS[level])


def presence_word(presence: Presence) -> str:
    """Return the word for a presence."""
    return _(_PRESENCE_WORDS[presence])


@contextmanager
def kept(painter: QPainter) -> Iterator[QPainter]:
    """Draw smoothly, and put the painter back as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.restore()


def paint_status(painter: QPainter, rect: QRectF, level: Level, looks: Theme | None = None) -> None:
    """Draw the mark of a level as large as fits: octagon, triangle, circle, square or ring."""
    looks = looks or theme()
    side = min(rect.width(), rect.height()) - 2
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    with kept(painter):
        edge = QPen(looks.colour("status_edge"), max(1.0, side / 14))
        edge.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(edge)
        painter.setBrush(looks.colour(f"status_{level}"))
        if level == "red":
            painter.drawPolygon(_regular(box, 8, pi / 8))
        elif level == "yellow":
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(box.center().x(), box.top() + side * 0.04),
                        QPointF(box.right(), box.bottom() - side * 0.06),
                        QPointF(box.left(), box.bottom() - side * 0.06),
                    ]
                )
            )
        elif level == "green":
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        elif level == "blue":
            inset = side * 0.09
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 1.5, 1.5)
        else:
            painter.setPen(QPen(looks.colour("status_none"), max(1.5, side / 9)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = side * 0.16
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))


def paint_box(
    painter: QPainter, rect: QRectF, fill: QColor, edge: QColor | None = None, radius: float = 6
) -> None:
    """Draw a rounded box; `radius` in design pixels."""
    with kept(painter):
        painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        corner = theme().px(radius)
        inside = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge else rect
        painter.drawRoundedRect(inside, corner, corner)


def paint_focus(painter: QPainter, rect: QRectF, radius: float = 6, colour: str = "focus") -> None:
    """Draw the ring that shows where the keyboard is, just inside the rectangle."""
    looks = theme()
    with kept(painter):
        width = looks.px(2)
        painter.setPen(QPen(looks.colour(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        corner = looks.px(radius)
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), corner, corner)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    colour: str = "text",
    role: Role = "body",
    alignment: Qt.AlignmentFlag = _LEFT,
) -> None:
    """Draw one line of text, cut with an ellipsis where it does not fit."""
    looks = theme()
    font = looks.font(role)
    with kept(painter):
        painter.setFont(font)
        painter.setPen(looks.colour(colour))
        metrics, shown = QFontMetrics(font), text
        if metrics.horizontalAdvance(text) > rect.width() + 1:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, int(alignment), shown)


def text_width(text: str, role: Role = "body") -> int:
    """Return how wide one line of text is."""
    return QFontMetrics(theme().font(role)).horizontalAdvance(text)


def chip_size(text: str, strong: str = "") -> tuple[int, int]:
    """Return width and height of a chip; `strong` is the part in front, a time say."""
    px = theme().px
    width = text_width(text, "small") + px(16)
    if strong:
        width += text_width(strong, "small_strong") + (px(6) if text else 0)
    return width, QFontMetrics(theme().font("small")).height() + px(8)


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tone: Tone = "neutral",
    strong: str = "",
    *,
    edged: bool = False,
) -> None:
    """Draw a chip: a soft fill with a few words; `strong` stands in front in semibold.

    `edged` draws its edge too, for a ground that the fill would melt into.
    """
    looks = theme()
    edge = looks.colour(f"{tone}_text") if edged or looks.scheme == "contrast" else None
    paint_box(painter, rect, looks.colour(f"{tone}_fill"), edge, radius=5)
    inside = rect.adjusted(looks.px(8), 0, -looks.px(8), 0)
    if strong:
        paint_text(painter, inside, strong, f"{tone}_text", "small_strong")
        inside.setLeft(inside.left() + text_width(strong, "small_strong") + looks.px(6))
    paint_text(painter, inside, text, f"{tone}_text", "small")


def paint_initials(
    painter: QPainter, rect: QRectF, initials: str, presence: Presence = "present"
) -> None:
    """Draw a colleague: filled when here, a dashed ring on video, outlined and struck when away."""
    looks = theme()
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    away = presence == "away"
    with kept(painter):
        inset = max(1.0, side / 20)
        pen = QPen(looks.colour("button_edge" if away else "field_edge"), inset)
        if presence == "video":
            pen.setDashPattern([2.5, 2])
        filled = presence == "present" and looks.scheme != "contrast"
        painter.setPen(Qt.PenStyle.NoPen if filled else pen)
        painter.setBrush(looks.colour("surface" if away else "badge_fill"))
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        font = looks.font("tiny")
        font.setPixelSize(max(7, round(side * (0.36 if len(initials) < 3 else 0.29))))
        font.setWeight(font.Weight.DemiBold)
        font.setStrikeOut(away)
        painter.setFont(font)
        painter.setPen(looks.colour("muted" if away else "badge_text"))
        painter.drawText(box, int(_CENTRE), initials)


def keycap_width(keys: str) -> int:
    """Return how wide a key hint is."""
    return text_width(keys, "tiny") + theme().px(10)


def paint_keycap(painter: QPainter, rect: QRectF, keys: str, colour: str = "muted") -> None:
    """Draw a key hint: the name of a key in a small outlined box, centred in height."""
    looks = theme()
    height = QFontMetrics(looks.font("tiny")).height() + looks.px(2)
    box = QRectF(rect.left(), 0, rect.width(), height)
    box.moveCenter(rect.center())
    ink = looks.colour(colour)
    with kept(painter):
        edge = QColor(ink)
        edge.setAlphaF(1.0 if looks.scheme == "contrast" else 0.45)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = looks.px(4)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    paint_text(painter, box, keys, colour, "tiny", _CENTRE)


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str = "text") -> None:
    """Draw an icon in the middle of a rectangle, as large as fits."""
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    draw_icon(painter, box, name, theme().colour(colour))


def _regular(box: QRectF, corners: int, turn: float) -> QPolygonF:
    """Return a regular polygon inside a square."""
    middle, radius = box.center(), box.width() / 2
    angles = (turn + 2 * pi * at / corners for at in range(corners))
    return QPolygonF(
        [QPointF(middle.x() + radius * cos(a), middle.y() + radius * sin(a)) for a in angles]
    )
