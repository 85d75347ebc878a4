"""Before the meeting: who is here, who leads and writes, or the meeting to be resumed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.board.meeting_views import MeetingRow, RunningMeeting
from factdesk.team.views import Member, TeamFacts
from factdesk.words import _, format_date, format_time, ngettext
from ui.meeting.side import empty
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import InitialsBadge
from ui.widgets.paint import Presence
from ui.widgets.selects import Select
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
        self._members: tuple[Member, ...] = ()
        self._how: dict[str, str] = {}
        self.title = Heading("")
        self._resume_text = Label("", "large", wrap=True)
        self.resume = Button(_("Resume"), "primary", keys="Return", large=True)
        self.end_left = Button(_("End it"), large=True)
        self.resume.clicked.connect(self.resumed)
        self.end_left.clicked.connect(self.ended)
        self._resume_card = Card(
            self._resume_text, HBox(self.resume, self.end_left, None), space=16, margins=28
        )
        self._badges = QWidget()
        self._flow = Flow(self._badges, space=8)
        self._here = Label("", "large")
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Initials, then Enter"))
        self.typed.returnPressed.connect(self._toggle_typed)
        self.chair, self.writer = Select(), Select()
        self.start = Button(_("Start the meeting"), "primary", keys="Ctrl+Return", large=True)
        self.start.clicked.connect(self._start)
        roles = HBox(space=16)
        roles.add(Field(_("Chair"), self.chair), 1)
        roles.add(Field(_("Writer"), self.writer), 1)
        self._field = Field(
            _("Who comes or goes?"),
            self.typed,
            hint=_("Initials once more: on video, then away. Enter on the empty line starts."),
        )
        self._start_card = Card(
            Heading(_("Who is here?"), 2),
            self._here,
            self._badges,
            self._field,
            roles,
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

    @property
    def attendance(self) -> tuple[tuple[str, str], ...]:
        """(staff id, "here" or "video") of everyone marked as present."""
        return tuple((one.id, self._how[one.id]) for one in self._members if one.id in self._how)

    def show_team(self, team: TeamFacts, me: str) -> None:
        """Everyone employed today, as the roster says; what was toggled here stays."""
        fresh = not self._members
        known = {one.id for one in self._members}
        self._members = team.active
        for one in team.active:
            if (fresh or one.id not in known) and one.presence != "away":
                self._how[one.id] = "video" if one.presence == "video" else "here"
        chair = next((one.id for one in team.active if "chair" in one.functions), me)
        writer = next((one.id for one in team.active if "writer" in one.functions), me)
        for select, usual in ((self.chair, chair), (self.writer, writer)):
            chosen = select.value or usual
            select.clear()
            for one in team.active:
                select.add(one.id, one.name)
            select.set_value(chosen)
        self.title.setText(_("Board meeting, {day}").format(day=format_date(team.day, "day")))
        self._show_badges()

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

    def toggle(self, staff_id: str) -> None:
        """Here, then on video, then away, then here again."""
        following = {None: "here", "here": "video", "video": None}[self._how.get(staff_id)]
        if following is None:
            self._how.pop(staff_id)
        else:
            self._how[staff_id] = following
        self._show_badges()

    def _toggle_typed(self) -> None:
        """Every initial typed is toggled; an empty line starts the meeting."""
        typed = self.typed.text().replace("+", " ").replace(",", " ").split()
        if not typed:
            self._start()
            return
        known = {one.initials.casefold(): one.id for one in self._members}
        strangers = [word for word in typed if word.casefold() not in known]
        for word in typed:
            if word.casefold() in known:
                self.toggle(known[word.casefold()])
        self.typed.setText(" ".join(strangers))
        problem = _("Nobody here has the initials {initials}.")
        self._field.set_error(problem.format(initials=", ".join(strangers)) if strangers else "")

    def _show_badges(self) -> None:
        self._flow.clear()
        for one in self._members:
            shown: dict[str | None, Presence] = {"here": "present", "video": "video", None: "away"}
            badge = InitialsBadge(one.initials, one.name, shown[self._how.get(one.id)])
            self._flow.addWidget(badge)
        self._badges.updateGeometry()
        count = len(self._how)
        words = ngettext("{count} of {all} is here", "{count} of {all} are here", count)
        self._here.setText(words.format(count=count, all=len(self._members)))

    def _start(self) -> None:
        self.started.emit(self.attendance, self.chair.value, self.writer.value)
