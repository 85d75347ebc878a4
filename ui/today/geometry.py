"""Distances of the timeline for a text size and a width, in real pixels."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF

from ui.theme import theme
from ui.today.lanes import LEAST_MINUTES, DayLanes, Entry


@dataclass(frozen=True)
class Geometry:
    """Names at the left, then «all day», then the hours. ``width`` is at least the view's."""

    lanes: DayLanes
    room: int

    @property
    def names(self) -> float:
        """Width of the column of names."""
        return theme().px(132)

    @property
    def axis(self) -> float:
        """Where the hours begin."""
        return self.names + (theme().px(176) if self.has_all_day else theme().px(76))

    @property
    def has_all_day(self) -> bool:
        """Whether any visit has no time of day."""
        return any(entry.all_day for entry in self.lanes.entries)

    @property
    def head(self) -> float:
        """Height of the line of hours."""
        return theme().px(32)

    @property
    def place(self) -> float:
        """Height of one visit with the distance to the next."""
        return theme().px(42)

    @property
    def pad(self) -> float:
        """Distance of visits from the edges of their lane."""
        return theme().px(3)

    @property
    def per_minute(self) -> float:
        """Pixels of one minute; never so few that a short visit cannot be read."""
        span = max(self.lanes.last - self.lanes.first, 60)
        least = theme().px(124) / LEAST_MINUTES
        return max((self.room - self.axis - theme().px(8)) / span, least * 0.55)

    @property
    def width(self) -> float:
        """Width of everything."""
        return self.axis + (self.lanes.last - self.lanes.first) * self.per_minute + theme().px(8)

    @property
    def height(self) -> float:
        """Height of everything."""
        return self.top(len(self.lanes.lanes)) + theme().px(8)

    def top(self, lane: int) -> float:
        """Where a lane begins."""
        before = self.lanes.lanes[:lane]
        gap = theme().px(12) * (self._gaps(lane))
        return self.head + gap + sum(one.places * self.place + 2 * self.pad for one in before)

    def lane_rect(self, lane: int) -> QRectF:
        """A lane over the whole width."""
        height = self.lanes.lanes[lane].places * self.place + 2 * self.pad
        return QRectF(0, self.top(lane), max(self.width, self.room), height)

    def rect_of(self, entry: Entry) -> QRectF:
        """Where an entry is drawn."""
        y = self.top(entry.lane) + self.pad + entry.place * self.place
        height = self.place - theme().px(4)
        if entry.all_day:
            gap = theme().px(6)
            return QRectF(self.names + gap, y, self.axis - self.names - 2 * gap, height)
        gap = theme().px(2)
        room = (min(entry.free, self.lanes.last) - entry.first) * self.per_minute - gap
        wanted = min(theme().px(208), room)
        width = max(self.true_width(entry), wanted, theme().px(96))
        return QRectF(self.x(entry.first), y, width, height)

    def true_width(self, entry: Entry) -> float:
        """How wide its minutes are; the rest of what is drawn is room for its words."""
        if entry.all_day:
            return self.rect_of(entry).width()
        return max((entry.last - entry.first) * self.per_minute - theme().px(2), theme().px(12))

    def x(self, minute: float) -> float:
        """Where a minute is along."""
        return self.axis + (minute - self.lanes.first) * self.per_minute

    def minute_at(self, x: float) -> float:
        """Which minute a point along is."""
        return self.lanes.first + (x - self.axis) / self.per_minute

    def lane_at(self, y: float) -> int | None:
        """The lane at a height, or ``None`` outside."""
        for number in range(len(self.lanes.lanes)):
            rect = self.lane_rect(number)
            if rect.top() <= y < rect.bottom():
                return number
        return None

    def _gaps(self, lane: int) -> int:
        """How many changes of kind lie above a lane: tray, staff, cars stand apart."""
        kinds = [one.kind for one in self.lanes.lanes[: lane + 1]]
        return sum(1 for one, other in pairwise(kinds) if one != other)
