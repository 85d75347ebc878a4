"""The right side of the meeting: the quiet clock, who is here, the growing day list, decisions."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from factdesk.board.meeting_views import Attendee
from factdesk.board.minutes_views import MinutesRecord
from factdesk.contacts.views import DayFacts, DayVisit
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_time, ngettext, pgettext
from ui.meeting.scroll import Scroll
from ui.meeting.words import act_keys, act_words, clock_text, day_word
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import InitialsBadge
from ui.widgets.paint import Presence, paint_box
from ui.widgets.texts import Card, Heading, Label


class TimeBar(QWidget):
    """How much of the time is used. It never alarms: over time it is only another calm colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time used"))

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(theme().px(100), theme().px(6))

    def set_part(self, part: float) -> None:
        """1.0 is all of the time."""
        self._part = max(0.0, part)
        self.update()

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return self._part > 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and bar."""
        looks, rect = theme(), QRectF(self.rect())
        painter = QPainter(self)
        paint_box(painter, rect, looks.colour("line"), radius=3)
        rect.setWidth(rect.width() * min(1.0, self._part))
        paint_box(
            painter, rect, looks.colour("status_none" if self.is_over else "accent"), radius=3
        )
        painter.end()


class Side(Card):
    """Clock, attendance, day list and decisions of the running meeting. ``here_wanted`` when who
    is here shall be changed."""

    here_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """All of it empty."""
        super().__init__(space=14, parent=parent)
        self.clock = Label("00:00", "display")
        self.of = Label("", "body", "muted")
        self.bar = TimeBar()
        top = HBox(self.clock, self.of, None, space=12)
        top.setAlignment(self.of, Qt.AlignmentFlag.AlignBottom)
        self._here = QWidget()
        self._flow = Flow(self._here)
        self.change = Button(_("Change"), "quiet", keys=act_keys()["here"])
        self.change.setAccessibleName(act_words()["here"])
        self.change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.change.clicked.connect(self.here_wanted)
        self.roles = Label("", "small", "muted", wrap=True)
        self._visits, self._decided = VBox(space=10), VBox(space=10)
        inside = QWidget()
        VBox(
            HBox(Label(_("Here"), tone="muted"), None, self.change),
            self._here,
            self.roles,
            Heading(_("The day list grows"), 3),
            self._visits,
            Heading(_("Decided in the meeting"), 3),
            self._decided,
            None,
            space=14,
            parent=inside,
        )
        scroll = Scroll(inside)
        self.body.add(top)
        self.body.add(self.bar)
        self.body.add(scroll, 1)

    def show_time(self, seconds: int, minutes: int, place: int, count: int) -> None:
        """The time used of ``minutes``, and which person of how many."""
        self.clock.setText(clock_text(seconds))
        spent = ngettext("of {count} minute", "of {count} minutes", minutes).format(count=minutes)
        where = _("{place} of {count}").format(place=min(place + 1, count), count=count)
        self.of.setText(f"{spent} · {where}")
        self.bar.set_part(seconds / (minutes * 60) if minutes else 0)

    def show_attendance(
        self, attendance: tuple[Attendee, ...], chair: str = "", writer: str = ""
    ) -> None:
        """Badges of those who are in the meeting; the initials of who leads and who writes."""
        parts = ((pgettext("minutes", "Chair"), chair), (pgettext("minutes", "Writer"), writer))
        self.roles.setText(" · ".join(f"{word} {who}" for word, who in parts if who))
        self.roles.setVisible(bool(chair or writer))
        self._flow.clear()
        for one in attendance:
            presence: Presence = "video" if one.how == "video" else "present"
            self._flow.addWidget(InitialsBadge(one.initials, one.name, presence))
        self._here.updateGeometry()

    def show_day(self, day: DayFacts, team: TeamFacts) -> None:
        """Today's visits, in order of time."""
        empty(self._visits)
        planned = [visit for visit in day.visits if visit.is_planned]
        away = {one.id for one in day.staff if one.presence == "away"}
        for visit in planned:
            self._visits.add(_visit_line(visit, team, away))
        if not planned:
            self._visits.add(Label(_("No visits yet."), tone="muted"))

    def show_decided(self, minutes: MinutesRecord, today: date) -> None:
        """Tasks, moves, and who was placed or taken off."""
        empty(self._decided)
        lines = decided_lines(minutes, today)
        for line in lines:
            self._decided.add(Label(line, wrap=True))
        if not lines:
            self._decided.add(Label(_("Nothing yet."), tone="muted"))

    def decided(self) -> list[str]:
        """The lines of decisions shown."""
        items = (self._decided.itemAt(at) for at in range(self._decided.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in widgets if isinstance(widget, Label)]


def _visit_line(visit: DayVisit, team: TeamFacts, away: set[str]) -> QWidget:
    """«13:30 Åse · JS (car 2)»; who is away is said in red."""
    line = QWidget()
    time = format_time(visit.start) if not visit.day_only else _("any time")
    here = [team.initials(one) for one in visit.staff if one not in away]
    gone = [team.initials(one) for one in visit.staff if one in away]
    car = next((car.name for car in team.cars if car.id == visit.car_id), "")
    first = _first(visit.person)
    words = " + ".join(here) + (f" ({car})" if car else "")
    row = HBox(Label(time, "strong"), space=10, parent=line)
    parts = [words] if words else []
    parts += [" + ".join(gone) + " →"] if gone else []
    row.add(Label(" · ".join([first, ", ".join(parts)]) if parts else first))
    if gone:
        row.add(Label(pgettext("presence of a visitor", "away"), "strong", "danger"))
    elif not visit.staff:
        row.add(Label(_("nobody yet"), "strong", "warn"))
    row.add(None)
    return line


def decided_lines(minutes: MinutesRecord, today: date) -> list[str]:
    """What the meeting has decided so far, one line each, given names first."""
    lines = []
    for task in minutes.tasks:
        due = day_word(task.due_on, today) if task.due_on else ""
        tail = ", ".join(part for part in (task.owner, due) if part)
        text = f"{_first(task.name)}: {task.text}" if task.name else task.text
        lines.append(f"{text} ({tail})" if tail else text)
    moved, placed = _("{name}: moved to {category}"), _("{name}: placed in {category}")
    for words, changes in ((moved, minutes.moved), (placed, minutes.placed)):
        lines += [words.format(name=_first(one.name), category=one.after) for one in changes]
    lines += [
        _("{name}: off the board").format(name=_first(change.name)) for change in minutes.removed
    ]
    return lines


def _first(name: str) -> str:
    return name.split(" ", maxsplit=1)[0]


def empty(layout: QBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
