"""Before the meeting: who is here, who leads and writes, or the meeting to be resumed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from factdesk.board.meeting_views import MeetingRow, RunningMeeting
from factdesk.team.kinds import PresenceState
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_time, ngettext
from ui.meeting.present import Roles, WhoIsHere
from ui.meeting.side import empty
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Card, Heading, Label


class StartPanel(QWidget):
    """``started(attendance, chair, writer)``, ``resumed``, ``ended`` (of a left meeting),
    ``minutes_wanted(meeting_id)``."""

    started = Signal(object, object, object)
    resumed = Signal()
    ended = Signal()
    minutes_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nobody yet."""
        super().__init__(parent)
        self.title = Heading("")
        self._resume_text = Label("", "large", wrap=True)
        self.resume = Button(_("Resume"), "primary", keys="Return", large=True)
        self.end_left = Button(_("End it"), large=True)
        self.resume.clicked.connect(self.resumed)
        self.end_left.clicked.connect(self.ended)
        self._resume_card = Card(
            self._resume_text, HBox(self.resume, self.end_left, None), space=16, margins=28
        )
        self.here = WhoIsHere(
            _("Initials once more: on video, then away. Enter on the empty line starts.")
        )
        self.typed = self.here.typed
        self.here.passed.connect(self._start)
        self.roles = Roles()
        self.start = Button(_("Start the meeting"), "primary", keys="Ctrl+Return", large=True)
        self.start.clicked.connect(self._start)
        self._start_card = Card(
            Heading(_("Who is here?"), 2),
            self.here,
            self.roles,
            HBox(self.start, None),
            space=18,
            margins=28,
        )
        # Which of the two is offered is not known before the store has answered.
        self._resume_card.hide()
        self._start_card.hide()
        self._earlier = VBox(space=4)
        earlier = Card(Heading(_("Earlier meetings"), 2), self._earlier, None, margins=28)
        left = VBox(self._resume_card, self._start_card, None, space=16)
        columns = HBox(space=20)
        columns.add(left, 3)
        columns.add(earlier, 2)
        VBox(self.title, columns, None, space=16, parent=self)

    def show_team(self, team: TeamFacts, me: str) -> None:
        """Everyone employed today, as the roster says; what was toggled here stays."""
        how = {one: how for one, how in self.here.how.items() if one in self.here.badges}
        for one in team.active:
            if one.id not in self.here.badges and one.presence != "away":
                how[one.id] = "video" if one.presence == "video" else "here"
        self.here.show_members(team.active, how)
        chair, writer = _usual(team, "chair", me), _usual(team, "writer", me)
        chosen = self.roles.chosen
        self.roles.show_members(team.active, chosen[0] or chair, chosen[1] or writer)
        self.title.setText(_("Board meeting, {day}").format(day=format_date(team.day, "day")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter starts from wherever one stands."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and ctrl and self._start_card.isVisible():
            self._start()
        else:
            super().keyPressEvent(event)

    def show_meeting(self, meeting: RunningMeeting | None) -> None:
        """Offer the open meeting, or the start of one."""
        self._resume_card.setVisible(meeting is not None)
        self._start_card.setVisible(meeting is None)
        if meeting is None:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        done = sum(item.discussed for item in meeting.items)
        self.resume.setVisible(not meeting.left)
        if meeting.left:
            text = _("The meeting of {day} was never ended. Everything written in it is kept.")
            self._resume_text.setText(text.format(day=format_date(meeting.day, "day")))
            self.end_left.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        text = _("A meeting has been running since {time}: {done} of {count} are discussed.")
        self._resume_text.setText(
            text.format(time=format_time(meeting.started_at), done=done, count=len(meeting.items))
        )
        self.resume.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_earlier(self, rows: tuple[MeetingRow, ...]) -> None:
        """The newest meetings; each opens its minutes."""
        empty(self._earlier)
        for row in rows[:10]:
            minutes = ngettext("{count} minute", "{count} minutes", row.minutes)
            text = _("{day}: {minutes}, {persons} discussed").format(
                day=format_date(row.day, "day"),
                minutes=minutes.format(count=row.minutes),
                persons=row.discussed,
            )
            button = Button(text, "quiet", icon="file-text")
            button.clicked.connect(lambda _on=False, one=row.id: self.minutes_wanted.emit(one))
            self._earlier.add(HBox(button, None))
        if not rows:
            self._earlier.add(Label(_("The minutes of your meetings will be here."), tone="muted"))

    def _start(self) -> None:
        self.started.emit(self.here.attendance, *self.roles.chosen)


def _usual(team: TeamFacts, function: str, me: str) -> str:
    """Who has the function and is not away today, first in the room, then on video; else me."""
    at_work = [one for one in team.active if one.presence is not PresenceState.AWAY]
    at_work.sort(key=lambda one: one.presence is not PresenceState.HERE)
    return next((one.id for one in at_work if function in one.functions), me)
