"""The board: the first page, and the one a team has open all day."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.board.cells import AGREED, REASON, VISITS
from factdesk.board.facts import BoardFacts, TaskFact
from factdesk.board.meeting_views import MeetingNow, MeetingRunsNow
from factdesk.board.views import Board
from factdesk.store.drafts import DraftRow
from factdesk.team.roles import Right
from factdesk.words import _, format_date
from ui.board import fields
from ui.board.company import BoardCompany
from ui.board.doing import BoardDoing
from ui.board.draft_bar import DraftBar
from ui.board.drafts import BoardDrafts
from ui.board.heading import BoardHeading, meeting_word
from ui.board.lines import PersonLine, SectionLine
from ui.board.looking import BoardLooking
from ui.board.model import BoardModel
from ui.board.place_dialog import PlaceDialog
from ui.board.table import BoardTable
from ui.board.take_off_dialog import TakeOffDialog
from ui.board.task_dialog import TaskDialog
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command, ContactWanted, Page
from ui.together import is_shared
from ui.widgets.layouts import VBox
from ui.widgets.messages import Speaks
from ui.widgets.spoken import announce
from ui.widgets.texts import EmptyState

fields.name_all()

#: The digits that give a row its status, together with Control.
_LEVEL_DIGITS = {1: "red", 2: "yellow", 3: "green", 4: "blue", 0: "none"}


class BoardPage(Page):
    """Heading, unsaved text, table. `wall_wanted` and `meeting_wanted` go to the window."""

    key: ClassVar[str] = "board"

    wall_wanted = Signal()
    meeting_wanted = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Build it; it asks for the board when it is first shown."""
        super().__init__(bridge, messages, parent)
        today = bridge.clock.today
        self.heading = BoardHeading()
        self.draft_bar = DraftBar()
        self.model = BoardModel(today, self)
        self.table = BoardTable(self.model, today)
        self.empty = EmptyState(
            "table",
            _("Nobody is on the board"),
            _(
                "Place those who need the whole team today. Anyone in the team may do it at once; "
                "the others are followed by their coordinator."
            ),
            _("Place person"),
            keys="+",
        )
        self.lead_to(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        # The table scrolls; on a small screen the heading is not squeezed for its sake.
        self._stack.setMinimumHeight(1)
        VBox(
            self.heading, self.draft_bar, self._stack, space=10, margins=(24, 18, 24, 12),
            parent=self,
        )  # fmt: skip
        self.looking = BoardLooking(bridge, self.table, self)
        self.doing = BoardDoing(bridge, self.looking, self)
        self.drafts = BoardDrafts(bridge, self.draft_bar, self.table, self)
        self.company = BoardCompany(bridge, self.table, self.model)
        self.live = Live(bridge, self, Board, self._show, lambda: self.table.is_editing)
        self.meeting: MeetingNow | None = None
        self._meeting_live = Live(bridge, self, MeetingRunsNow, self._show_meeting)
        self._connect()

    def title(self) -> str:
        """The board with its day."""
        return _("Board, {day}").format(day=format_date(self.bridge.clock.today(), "day"))

    @property
    def facts(self) -> BoardFacts | None:
        """The board as shown; nothing before the first answer."""
        return self.looking.facts

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard."""
        board, row = _("Board"), _("On a row of the board")
        can = self.bridge.can(Right.EDIT_BOARD)
        on_row = lambda: can and self.table.current_person() is not None  # noqa: E731
        return [
            Command("board.place", _("Place a person on the board"), self.place, "+", board,
                    lambda: can, bound=False),
            Command("board.meeting", self._meeting_word(), self.meeting_wanted.emit, "F5", board,
                    lambda: self.bridge.can(Right.HOLD_MEETING)),
            Command("board.wall", _("Wall mode"), self.wall_wanted.emit, "F8", board),
            Command("board.filter", _("Filter the board"), self.filter, "Ctrl+F", board),
            Command("board.team_order", _("The team's own order"), self.team_order, "", board),
            Command("board.details", _("Open or close the details"), self._open_current, "Return",
                    row, on_row, bound=False),
            Command("board.write", _("Write what was agreed"), self._write_agreed, "F2", row,
                    on_row, bound=False),
            Command("board.person", _("Open the person"), self._person_current, "Ctrl+Return", row,
                    lambda: self.table.current_person() is not None, bound=False),
            Command("board.crisis", _("Open the crisis plan"), self._crisis_current, "F7", row,
                    lambda: self.table.current_person() is not None),
            Command("board.contact", _("New contact"), self._contact_current, "K", row, on_row,
                    bound=False),
            Command("board.task", _("Tasks"), self._task_current, "T", row, on_row, bound=False),
            Command("board.up", _("Move up"), lambda: self._move_current(-1), "Ctrl+Up", row,
                    on_row, bound=False),
            Command("board.down", _("Move down"), lambda: self._move_current(1), "Ctrl+Down", row,
                    on_row, bound=False),
            Command("board.off", _("Take off the board"), self._off_current, "Del", row, on_row,
                    bound=False),
            *self._level_commands(row, on_row),
        ]  # fmt: skip

    def _level_commands(self, group: str, enabled: Callable[[], bool]) -> list[Command]:
        facts = self.facts
        words = {one.level: one.word for one in facts.levels} if facts else {}
        return [
            Command(
                f"board.level.{level}",
                _("Status: {level}").format(level=words.get(level, level)),
                partial(self._level_current, level),
                f"Ctrl+{number}",
                group,
                enabled,
                bound=False,
            )
            for number, level in _LEVEL_DIGITS.items()
        ]

    def place(self, person_id: str = "") -> None:
        """Open the dialog; the section the keyboard is on is chosen.

        To somebody who is on the board already, go.
        """
        facts = self.facts
        if facts is None:
            return
        there = next((row for row in facts.rows if row.person_id == person_id), None)
        if there is not None:
            self.heading.search.clear()
            self.looking.go_when_there(there.episode_id)
            return
        if not self.bridge.can(Right.EDIT_BOARD):
            return
        dialog = PlaceDialog(self, self.bridge, facts, self._current_section(), person_id)
        dialog.accepted.connect(lambda: self.looking.go_when_there(dialog.placed_id))
        dialog.open()

    def filter(self) -> None:
        """Put the keyboard in the filter."""
        self.heading.search.setFocus()
        self.heading.search.selectAll()

    def team_order(self) -> None:
        """Back from a sorted board to the team's own order."""
        self.looking.sort(-1, descending=False)

    def keep_drafts(self) -> None:
        """Tell the drafts now."""
        self.drafts.flush()

    # What the answers show.

    def _show(self, facts: BoardFacts) -> None:
        self.heading.show_facts(facts)
        self.looking.show_facts(facts)
        fields.name_choices(facts)
        empty = not facts.on_board
        self._stack.setCurrentWidget(self.empty if empty else self.table)
        self.lead_to((self.empty.button or self.table) if empty else self.table)
        self.heading.place.setEnabled(self.bridge.can(Right.EDIT_BOARD))
        self.heading.meeting.setEnabled(self.bridge.can(Right.HOLD_MEETING))
        self.drafts.read(facts)

    def _show_meeting(self, meeting: MeetingNow | None) -> None:
        """A colleague holds one: the button and its command lead into it."""
        if meeting == self.meeting:
            return
        self.meeting = meeting
        chair = self.bridge.team.member(meeting.chair_id) if meeting is not None else None
        name = "" if chair is None or self._holds else chair.name
        self.heading.show_meeting(meeting, name, mine=self._holds)
        self.commands_changed.emit()

    @property
    def _holds(self) -> bool:
        """Whether the meeting that runs is this user's, or nobody else can be at another seat."""
        if self.meeting is None or not is_shared(self.bridge):
            return True
        return self.meeting.chair_id == self.bridge.actor.id

    def _meeting_word(self) -> str:
        if self.meeting is None:
            return _("Start the meeting")
        return meeting_word(self.meeting, mine=self._holds)

    def _connect(self) -> None:
        heading, table = self.heading, self.table
        heading.presence_wanted.connect(self.doing.set_presence)
        heading.searched.connect(self._search)
        heading.search.stepped.connect(lambda _step: table.setFocus())
        heading.search.returnPressed.connect(table.setFocus)
        heading.place_wanted.connect(self.place)
        heading.wall_wanted.connect(self.wall_wanted)
        heading.meeting_wanted.connect(self.meeting_wanted)
        self.empty.acted.connect(self.place)
        table.opened.connect(self.looking.turn_details)
        table.level_wanted.connect(self.doing.set_level)
        table.move_wanted.connect(self.doing.step)
        table.removal_wanted.connect(self._take_off)
        table.contact_wanted.connect(self._new_contact)
        table.task_wanted.connect(self._tasks)
        table.person_wanted.connect(self._person)
        table.folded.connect(self.looking.fold)
        table.task_done.connect(self._finish)
        table.place_wanted.connect(self.place)
        table.filter_wanted.connect(self.filter)
        table.editor_closed.connect(self.live.resume)
        self.model.edited.connect(self._edited)
        self.model.dropped.connect(self.doing.drop)
        # Later: the editor it was typed in is still closing.
        self.doing.refused.connect(self._type_again, Qt.ConnectionType.QueuedConnection)
        self.model.sort_wanted.connect(
            lambda column, descending: self.looking.sort(column, descending=descending)
        )
        self.drafts.wanted.connect(self._continue)
        self.doing.drafts_changed.connect(self.drafts.read_again)

    def _search(self, text: str) -> None:
        found, total = self.looking.search(text)
        self.heading.show_found(found, total, filtered=bool(text.strip()))
        if text.strip():
            announce(self.heading.search, str(found))

    def _current_section(self) -> str:
        line = self.table.current_line()
        if isinstance(line, SectionLine):
            return line.section_id
        return line.row.category_id if line is not None else ""

    # What the keys want.

    def _edited(self, line: object, column: int, text: str) -> None:
        if not isinstance(line, PersonLine):
            return
        if column == VISITS:
            self.doing.put_on_visit(line.row, text, self.table)
        elif column == REASON:
            self.doing.write_reason(line.row, text)
        elif column == AGREED:
            self.doing.write_agreed(line.row, text)

    def _take_off(self, episode: str) -> None:
        row = self.looking.row(episode)
        if row is not None and self.bridge.can(Right.EDIT_BOARD):
            TakeOffDialog(self, self.bridge, row).open()

    def _tasks(self, episode: str) -> None:
        row = self.looking.row(episode)
        if row is not None and self.bridge.can(Right.EDIT_BOARD) and not row.is_reduced:
            TaskDialog(self, self.bridge, row).open()

    def _new_contact(self, episode: str) -> None:
        row = self.looking.row(episode)
        if row is not None:
            self.contact_wanted.emit(ContactWanted(person_id=row.person_id))

    def _person(self, episode: str) -> None:
        row = self.looking.row(episode)
        if row is not None:
            self.person_wanted.emit(row.person_id)

    def _finish(self, task: TaskFact) -> None:
        if self.bridge.can(Right.EDIT_BOARD):
            self.doing.finish(task)

    def _continue(self, draft: DraftRow, episode: str, column: int) -> None:
        """Open the editor where the draft was typed."""
        self.looking.reveal(episode)
        self.table.go_to(episode, column)
        self.table.setFocus()
        self.table.edit(self.table.currentIndex())

    def _type_again(self, episode: str, typed: str) -> None:
        """Open the editor with what was refused, so that one word is corrected and not all."""
        self.table.delegate.refused = {episode: typed}
        self.table.go_to(episode, VISITS)
        self.table.edit(self.table.currentIndex())

    def _on_current(self) -> str:
        line = self.table.current_person()
        return "" if line is None else line.row.episode_id

    def _open_current(self) -> None:
        self.looking.turn_details(self._on_current())

    def _write_agreed(self) -> None:
        self.table.write_agreed(self._on_current())

    def _person_current(self) -> None:
        self._person(self._on_current())

    def _crisis_current(self) -> None:
        row = self.looking.row(self._on_current())
        if row is not None:
            self.crisis_wanted.emit(row.person_id)

    def _contact_current(self) -> None:
        self._new_contact(self._on_current())

    def _task_current(self) -> None:
        self._tasks(self._on_current())

    def _off_current(self) -> None:
        self._take_off(self._on_current())

    def _move_current(self, step: int) -> None:
        self.doing.step(self._on_current(), step)

    def _level_current(self, level: str) -> None:
        self.doing.set_level(self._on_current(), level)
