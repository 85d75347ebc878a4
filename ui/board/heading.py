"""The board's heading: which day, what is new, who is here, and the three ways on."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from factdesk.board.cells import board_counts
from factdesk.board.facts import BoardFacts, StaffMark
from factdesk.board.meeting_views import MeetingNow
from factdesk.words import _, format_date
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.fields import SearchField
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.paint import paint_focus, paint_initials, presence_word
from ui.widgets.texts import Heading, Label

#: What a press on a badge gives next.
NEXT = {"here": "video", "video": "away", "away": "here"}


def meeting_word(meeting: MeetingNow | None, *, mine: bool) -> str:
    """What one does with the meeting: start it, go on with one's own, or join another's."""
    if meeting is None:
        return _("Start meeting")
    return _("Continue the meeting") if mine else _("Join the meeting")


class PresenceButton(QAbstractButton):
    """A member; a press goes from here to video to away and back."""

    def __init__(self, mark: StaffMark, parent: QWidget | None = None) -> None:
        """Take the member."""
        super().__init__(parent)
        self.mark = mark
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        shown = "present" if mark.presence == "here" else mark.presence
        self._shown = shown
        word = presence_word(shown)  # type: ignore[arg-type]
        spoken = _("{name}, {presence}").format(name=mark.name, presence=word)
        self.setAccessibleName(spoken)
        self.setToolTip(f"{spoken} ({mark.note})" if mark.note else spoken)

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(theme().px(34), theme().px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge and the focus ring."""
        painter = QPainter(self)
        gap = theme().px(2)
        box = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        paint_initials(painter, box, self.mark.initials, self._shown)  # type: ignore[arg-type]
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 17)
        painter.end()


class BoardHeading(QWidget):
    """`presence_wanted(staff id, state)`, `searched(text)`, and the buttons' own signals."""

    presence_wanted = Signal(str, str)
    searched = Signal(str)
    place_wanted = Signal()
    wall_wanted = Signal()
    meeting_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.title = Heading("", 1)
        self.about = Label("", tone="muted")
        self.place = Button(_("Place person"), keys="+")
        self.wall = Button(_("Wall"), keys="F8")
        self.meeting = Button(_("Start meeting"), "primary", keys="F5")
        self.place.clicked.connect(self.place_wanted)
        self.wall.clicked.connect(self.wall_wanted)
        self.meeting.clicked.connect(self.meeting_wanted)
        self.search = SearchField(_("Filter: name, coordinator:TK, status:red"), keys="/")
        self.search.setAccessibleName(_("Filter the board"))
        self.search.searched.connect(self.searched)
        self.search.setMinimumWidth(theme().px(240))
        self.found = Label("", "small", "muted")
        self._badges = QWidget()
        self._flow = Flow(self._badges, space=2)
        self._marks: tuple[StaffMark, ...] = ()
        self._counts = self._running = ""
        here = HBox(Label(_("Present"), tone="muted"), space=10)
        here.add(self._badges, 1)
        buttons = HBox(None, space=10)
        for button in (self.place, self.wall, self.meeting):
            buttons.add(button)
        below = HBox(space=16)
        below.add(self.search, 2)
        below.add(self.found)
        below.add(here, 3)
        for words in (self.title, self.about):
            # How narrow the page may be is for the buttons to say: the words stand above them then.
            words.setMinimumWidth(1)
        self._top = HBox(space=10)
        self._words, self._buttons = VBox(self.title, self.about, space=2), buttons
        self._top.add(self._words, 1)
        self._top.add(buttons)
        VBox(self._top, below, space=12, parent=self)
        theme().changed.connect(self._fit)

    def show_facts(self, facts: BoardFacts) -> None:
        """Show the day and who is here."""
        day = format_date(facts.day, "day")
        self.title.setText(_("Board, {day}").format(day=day))
        self._counts = "  ·  ".join(board_counts(facts))
        self._tell()
        if facts.members != self._marks:
            self._show_members(facts.members)

    def show_meeting(self, meeting: MeetingNow | None, chair: str, *, mine: bool) -> None:
        """Lead into the meeting that runs, and say who holds it; ``mine``: the user does."""
        if meeting is None:
            self._running = ""
        elif chair:
            self._running = _("{name} is holding the board meeting").format(name=chair)
        else:
            self._running = _("A board meeting is running")
        self.meeting.set_text(meeting_word(meeting, mine=mine))
        self.meeting.setToolTip(self._running)
        self.meeting.setAccessibleDescription(self._running)
        self._tell()

    def _tell(self) -> None:
        self.about.setText("  ·  ".join(part for part in (self._running, self._counts) if part))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Stand beside the words, or under them where both do not fit."""
        words, buttons = self._words.sizeHint().width(), self._buttons.sizeHint().width()
        beside = words + buttons + self._top.spacing() <= self.width()
        self._top.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def show_found(self, found: int, total: int, *, filtered: bool) -> None:
        """Say how many the filter has left."""
        text = _("{found} of {total} shown").format(found=found, total=total) if filtered else ""
        self.found.setText(text)

    def _show_members(self, members: Sequence[StaffMark]) -> None:
        focused = self.focusWidget()
        keep = focused.mark.id if isinstance(focused, PresenceButton) else None
        held = keep is not None and focused.hasFocus()
        self._marks = tuple(members)
        self._flow.clear()
        for mark in members:
            button = PresenceButton(mark)
            button.clicked.connect(
                lambda _checked=False, mark=mark: self.presence_wanted.emit(
                    mark.id, NEXT.get(mark.presence, "here")
                )
            )
            self._flow.addWidget(button)
            if held and mark.id == keep:
                button.setFocus()
