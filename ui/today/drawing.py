"""How the timeline looks: hours, lanes, names, visits, and a visit being dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from factdesk.contacts.rules import ClashKind
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.theme import theme
from ui.today.geometry import Geometry
from ui.today.lanes import Entry, time_at
from ui.today.words import car_word, staff_word, time_word, where_word
from ui.widgets.paint import (
    Presence,
    kept,
    paint_box,
    paint_focus,
    paint_icon,
    paint_initials,
    paint_text,
    text_width,
)

if TYPE_CHECKING:
    from ui.today.timeline import Drop

_PRESENCE: dict[str, Presence] = {"here": "present", "video": "video", "away": "away"}


def draw_lanes(painter: QPainter, shape: Geometry, now: int | None) -> None:
    """Draw the grounds of the lanes, the lines of the hours, and the line of now."""
    looks = theme()
    for number, lane in enumerate(shape.lanes.lanes):
        rect = shape.lane_rect(number)
        ground = {"tray": "warn_fill", "car": "surface_alt"}.get(lane.kind, "surface")
        if lane.kind == "staff" and lane.presence == "away":
            ground = "canvas"
        painter.fillRect(rect, looks.colour(ground))
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), looks.colour("line")
        )
    bottom = shape.top(len(shape.lanes.lanes))
    for minute in range(-(-shape.lanes.first // 60) * 60, shape.lanes.last + 1, 60):
        painter.fillRect(
            QRectF(shape.x(minute), shape.head, 1, bottom - shape.head), looks.colour("line")
        )
    if now is not None and shape.lanes.first <= now <= shape.lanes.last:
        line = QRectF(shape.x(now) - 1, shape.head, 2, bottom - shape.head)
        painter.fillRect(line, looks.colour("status_red"))


def draw_names(painter: QPainter, shape: Geometry) -> None:
    """Draw who each lane is, over whatever is scrolled under it."""
    looks, px = theme(), theme().px
    for number, lane in enumerate(shape.lanes.lanes):
        rect = shape.lane_rect(number)
        column = QRectF(0, rect.top(), shape.names, rect.height() - 1)
        ground = {"tray": "warn_fill", "car": "surface_alt"}.get(lane.kind, "surface")
        if lane.presence == "away":
            ground = "canvas"
        painter.fillRect(column, looks.colour(ground))
        line = QRectF(column.left() + px(12), rect.top(), px(30), shape.place + 2 * shape.pad)
        inside = QRectF(line.right() + px(8), line.top(), column.right() - line.right() - px(10),
                        line.height())  # fmt: skip
        if lane.kind == "tray":
            paint_icon(painter, _square(line, px(20)), "user-plus", "warn_text")
            paint_text(painter, inside, _("Nobody yet"), "warn_text", "small_strong")
        elif lane.kind == "car":
            paint_icon(painter, _square(line, px(20)), "car", "muted")
            paint_text(painter, inside, lane.title, "text", "small_strong")
        else:
            presence = _PRESENCE.get(lane.presence, "present")
            paint_initials(painter, _square(line, px(30)), lane.title, presence)
            _draw_name(painter, inside, lane.name, lane.presence, lane.note)


def _draw_name(painter: QPainter, rect: QRectF, name: str, presence: str, note: str) -> None:
    """A first name, and under it where a member is who is not here."""
    first = name.partition(" ")[0]
    under = {"video": _("on video"), "away": _("away")}.get(presence, "")
    under = f"{under}, {note}" if under and note else under or note
    colour = "muted" if presence == "away" else "text"
    if not under:
        paint_text(painter, rect, first, colour, "small")
        return
    half = rect.height() / 2
    upper = QRectF(rect.left(), rect.top() + theme().px(4), rect.width(), half - theme().px(4))
    paint_text(painter, upper, first, colour, "small")
    lower = QRectF(rect.left(), rect.top() + half, rect.width(), half - theme().px(6))
    paint_text(painter, lower, under, "muted", "tiny")


def draw_hours(painter: QPainter, shape: Geometry, along: int, now: int | None) -> None:
    """Draw the line of hours; it stays while the lanes are scrolled."""
    looks, px = theme(), theme().px
    painter.fillRect(QRectF(0, 0, shape.room, shape.head), looks.colour("surface"))
    painter.fillRect(QRectF(0, shape.head - 1, shape.room, 1), looks.colour("line"))
    with kept(painter):
        painter.setClipRect(QRectF(shape.names, 0, shape.room, shape.head))
        painter.translate(-along, 0)
        all_day = QRectF(shape.names + px(8), 0, shape.axis - shape.names - px(8), shape.head)
        paint_text(painter, all_day, _("All day"), "muted", "small")
        for minute in range(-(-shape.lanes.first // 60) * 60, shape.lanes.last, 60):
            box = QRectF(shape.x(minute) + px(5), 0, px(60), shape.head)
            paint_text(painter, box, f"{minute // 60:02d}:00", "muted", "small")
        if now is not None and shape.lanes.first <= now <= shape.lanes.last:
            text = f"{now // 60:02d}:{now % 60:02d}"
            width = text_width(text, "small_strong") + px(12)
            box = QRectF(shape.x(now) - width / 2, px(5), width, shape.head - px(10))
            paint_box(painter, box, looks.colour("danger_fill"), looks.colour("danger_text"), 4)
            centre = Qt.AlignmentFlag.AlignCenter
            paint_text(painter, box, text, "danger_text", "small_strong", centre)


def draw_visit(
    painter: QPainter,
    shape: Geometry,
    entry: Entry,
    team: TeamFacts,
    *,
    current: bool,
    focused: bool,
) -> None:
    """Draw one visit: the name, under it time, place and staff, at the right its marks.

    The full fill is as long as the visit; paler fill beyond it is only room for the words.
    """
    looks, px = theme(), theme().px
    visit, rect = entry.visit, shape.rect_of(entry)
    grave = any(clash.kind is not ClashKind.UNASSIGNED for clash in visit.clashes)
    tone = "danger" if grave else "info" if visit.is_planned else "ok"
    edge = looks.colour(f"{tone}_text")
    if not (current or looks.scheme == "contrast"):
        edge.setAlphaF(0.3)
    fill, pale = looks.colour(f"{tone}_fill"), looks.colour("surface")
    paint_box(painter, rect, pale, edge, radius=6)
    with kept(painter):
        painter.setClipRect(QRectF(rect.topLeft(), QSizeF(shape.true_width(entry), rect.height())))
        paint_box(painter, rect, fill, edge, radius=6)
    bar = QRectF(rect.left(), rect.top() + px(6), px(3), rect.height() - px(12))
    painter.fillRect(bar, looks.colour(f"{tone}_text"))
    marks = _marks(entry)
    inside = rect.adjusted(px(10), px(3), -px(6), -px(3))
    upper = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / 2)
    lower = QRectF(inside.left(), upper.bottom(), inside.width(), inside.height() / 2)
    lower.setRight(inside.right() - len(marks) * px(18))
    paint_text(painter, upper, visit.person, f"{tone}_text", "small_strong")
    time = "" if visit.day_only else time_word(visit).partition("–")[0]
    together = visit.needs > 1 or len(visit.staff) > 1
    parts = (time, staff_word(visit, team) if together else "", where_word(visit, team),
             car_word(visit, team))  # fmt: skip
    paint_text(painter, lower, " · ".join(part for part in parts if part), f"{tone}_text", "tiny")
    for number, name in enumerate(marks):
        left = inside.right() - (number + 1) * px(18) + px(2)
        paint_icon(painter, QRectF(left, lower.top(), px(15), lower.height()), name, f"{tone}_text")
    if current:
        paint_box(
            painter, rect, QColor(Qt.GlobalColor.transparent), looks.colour("focus"), radius=6
        )
    if focused:
        paint_focus(painter, rect)


def _marks(entry: Entry) -> list[str]:
    """Icons of a visit: trouble, done, go two, dog."""
    visit = entry.visit
    marks = []
    if any(clash.kind is not ClashKind.UNASSIGNED for clash in visit.clashes):
        marks.append("triangle-alert")
    if not visit.is_planned:
        marks.append("check")
    codes = {code for code, _text in visit.warnings}
    if visit.needs > 1 or "go_two" in codes:
        marks.append("users")
    if "dog" in codes:
        marks.append("dog")
    if codes - {"go_two", "dog"}:
        marks.append("shield")
    return marks


def draw_drop(painter: QPainter, shape: Geometry, drop: Drop, along: int, down: int) -> None:
    """Draw where a dragged visit would come, with its new time."""
    lane = shape.lanes.lanes.index(drop.target)
    px = theme().px
    y = shape.top(lane) + shape.pad - down
    height = shape.place - px(4)
    if drop.minute < 0:
        rect = QRectF(shape.names + px(6) - along, y, shape.axis - shape.names - px(12), height)
        text = _("All day")
    else:
        width = max((drop.entry.last - drop.entry.first) * shape.per_minute, px(96))
        rect = QRectF(shape.x(drop.minute) - along, y, width, height)
        text = f"{time_at(drop.minute):%H:%M}"
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().colour("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ground = theme().colour("selection")
        ground.setAlphaF(0.9)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, px(6), px(6))
    paint_text(painter, rect.adjusted(px(10), 0, -px(6), 0), text, "accent", "small_strong")


def _square(rect: QRectF, side: float) -> QRectF:
    """A square in the middle of a rectangle."""
    box = QRectF(0, 0, side, side)
    box.moveCenter(QPointF(rect.center()))
    return box
