"""Where a shared meeting stands, told and heard between the seats that take part in it.

Whoever moves on sets a mark with the step and its number; the higher number counts. The mark is
quick and may be lost: the meeting's own row says the same a little later, and has the last word.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, Signal

from factdesk.board.meeting_views import RunningMeeting
from factdesk.team.roles import Right
from ui.bridge import Bridge
from ui.together import is_shared

MEETING = "meeting"
#: The step after the last person: minutes and day list.
END = "end"


class Following(QObject):
    """Whether this seat goes along, and where to. ``led(step)``: an item's id, or END.

    On a folder there is one seat, and nothing is told.
    """

    led = Signal(str)
    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """No meeting yet; it goes along until it is let go."""
        super().__init__(parent)
        self._bridge = bridge
        self.is_on = True
        self.step = self.by = ""
        self._meeting_id = ""
        self._number = 0
        self._row = ""
        # Steps that were led to by a mark or gone here, and that the row has not said yet.
        self._ahead: list[str] = []
        bridge.marks_changed.connect(self._heard)

    @property
    def is_shared(self) -> bool:
        """Whether other seats can take part."""
        return is_shared(self._bridge)

    @property
    def leads(self) -> bool:
        """Whether a step taken here is taken by all; without the server it would reach nobody."""
        if not self.is_shared:
            return True
        may = self._bridge.can(Right.HOLD_MEETING)
        return self.is_on and may and not self._bridge.link.is_away

    def begin(self, meeting: RunningMeeting) -> None:
        """Take part in a meeting that stands where its row says, or a mark."""
        self._meeting_id, self._number, self._ahead = meeting.id, 0, []
        self.step = self._row = _standing(meeting)
        self.by = ""
        self.is_on = True
        self._heard()

    def end(self) -> None:
        """The meeting is over, or left."""
        if self._meeting_id and self.is_shared:
            self._bridge.marks.clear(MEETING, self._meeting_id)
        self._meeting_id = self.step = ""

    def go(self, step: str) -> None:
        """This seat leads the meeting to a step."""
        self._number += 1
        self.step, self.by = step, self._bridge.actor.id
        if not self.is_shared or not self._meeting_id:
            return
        if step != END:
            self._ahead.append(step)
        value = json.dumps({"n": self._number, "item": step})
        self._bridge.marks.set(MEETING, self._meeting_id, value)
        self.changed.emit()

    def follow(self, *, on: bool) -> None:
        """Go along, or look around alone."""
        if on != self.is_on:
            self.is_on = on
            self.changed.emit()
            if on:
                self.led.emit(self.step)

    def take_row(self, meeting: RunningMeeting) -> None:
        """What the store says: it catches up where marks were late or lost."""
        now = _standing(meeting)
        if not self.is_shared or now == self._row:
            return
        self._row = now
        if now in self._ahead:
            self._ahead = self._ahead[self._ahead.index(now) + 1 :]
        elif now != self.step:
            self._ahead = []
            self._lead(now, "")

    def _heard(self) -> None:
        marks = self._bridge.marks
        found = [
            (*_read(mark.value), mark.staff_id)
            for mark in marks.all()
            if (mark.kind, mark.what) == (MEETING, self._meeting_id) and mark.seat != marks.seat
        ]
        number, step, by = max(found, default=(0, "", ""))
        if number > self._number and step:
            self._number = number
            if step != self.step:
                if step != END:
                    self._ahead.append(step)
                self._lead(step, by)

    def _lead(self, step: str, by: str) -> None:
        self.step, self.by = step, by
        self.changed.emit()
        if self.is_on:
            self.led.emit(step)


def _standing(meeting: RunningMeeting) -> str:
    """The id of the item a meeting stands at, or END where it has none."""
    return meeting.items[meeting.place].id if meeting.items else END


def _read(value: str) -> tuple[int, str]:
    """Number and step of a mark; nothing of one that cannot be read."""
    try:
        said = json.loads(value)
        return int(said["n"]), str(said["item"])
    except (ValueError, KeyError, TypeError):
        return 0, ""
