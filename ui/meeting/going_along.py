"""Going along when another seat leads the meeting on, or being shown where it has gone.

Nobody is torn from a text: who is writing comes when it is left.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from factdesk.board.meeting_views import AgendaItem, RunningMeeting
from factdesk.words import _
from ui.bridge import Bridge
from ui.meeting.follow_bar import FollowBar
from ui.meeting.following import Following
from ui.meeting.person_panel import PersonPanel


class GoingAlong(QObject):
    """Between where the meeting is and what this seat shows. ``wanted(step)``: go there now."""

    wanted = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        person: PersonPanel,
        meeting: Callable[[], RunningMeeting | None],
        item: Callable[[], AgendaItem | None],
        parent: QObject,
    ) -> None:
        """Take where to read which meeting and item this seat shows."""
        super().__init__(parent)
        self._bridge, self._person = bridge, person
        self._meeting, self._item = meeting, item
        self.following, self.bar = Following(bridge, self), FollowBar()
        self.bar.turned.connect(lambda on: self.following.follow(on=on))
        self.bar.join_wanted.connect(self.go)
        self.following.led.connect(self._led)
        self.following.changed.connect(self.show)
        bridge.link_changed.connect(lambda _link: self.show())
        for answer in person.answers.values():
            # Later: where the keyboard goes is known when it is there.
            answer.left.connect(self._left, Qt.ConnectionType.QueuedConnection)

    @property
    def is_due(self) -> bool:
        """Whether this seat goes along and has not come yet."""
        return self._is_behind and self.following.is_on

    def go(self) -> None:
        """To where the meeting is, and along with it from now on."""
        if not self.following.is_on:
            self.following.follow(on=True)
        if self._is_behind:
            self.wanted.emit(self.following.step)

    def turn(self) -> None:
        """What the key does: come, or begin or cease to go along."""
        if not self.following.is_shared:
            return
        if self.is_due:
            self.go()
        else:
            self.following.follow(on=not self.following.is_on)

    def show(self) -> None:
        """Show whether it goes along, and where the meeting is when that is elsewhere."""
        if not self.following.is_shared or self._meeting() is None:
            return
        where = self._where_it_is() if self._is_behind else ""
        if self._bridge.link.is_away:
            where = _("The server is away: you look around alone.")
        elif not where and not self.following.is_on:
            where = _("You look around alone; the others are not taken along.")
        self.bar.show_state(on=self.following.is_on, where=where, behind=self._is_behind)

    @property
    def _is_behind(self) -> bool:
        """Whether the meeting is elsewhere than what is shown here."""
        step, item = self.following.step, self._item()
        return bool(step) and self.following.is_shared and (item is None or item.id != step)

    def _led(self, step: str) -> None:
        if self._person.is_written_in and self._person.changed:
            self.show()
        else:
            self.wanted.emit(step)

    def _left(self) -> None:
        if self.is_due and not self._person.is_written_in:
            self.go()

    def _where_it_is(self) -> str:
        step, meeting = self.following.step, self._meeting()
        items = meeting.items if meeting is not None else ()
        name = next((item.name for item in items if item.id == step), _("Minutes and day list"))
        by = self._bridge.team.initials(self.following.by)
        if by and self.following.by != self._bridge.actor.id:
            return _("{initials} has gone on to: {name}").format(initials=by, name=name)
        return _("The meeting is at: {name}").format(name=name)
