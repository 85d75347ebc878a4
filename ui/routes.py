"""Who leads where: the one place that knows every page, dialog and paper.

The board is loaded from the start; every other page, and what opens over them, when it is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from factdesk.store.seat.refusals import NotSavedAway
from factdesk.team.roles import Right
from factdesk.words import _, pgettext
from ui.board.page import BoardPage
from ui.page import Command, ContactWanted, Page, PaperWanted, PersonPart, PersonTab, Place
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from ui.meeting.page import MeetingPage
    from ui.people.person_page import PersonPage
    from ui.wall.window import WallWindow


def _today() -> type[Page]:
    from ui.today.page import TodayPage

    return TodayPage


def _people() -> type[Page]:
    from ui.people.list_page import PeoplePage

    return PeoplePage


def _plan() -> type[PersonTab]:
    from ui.plans.plan_tab import PlanTab

    return PlanTab


def _plan_meetings() -> type[PersonTab]:
    from ui.plan_meeting.tab import PlanMeetingsTab

    return PlanMeetingsTab


def _crisis() -> type[PersonTab]:
    from ui.crisis.tab import CrisisTab

    return CrisisTab


def _my_people() -> type[Page]:
    from ui.coordination.page import MyPeoplePage

    return MyPeoplePage


def _fidelity() -> type[Page]:
    from ui.fidelity.page import FidelityPage

    return FidelityPage


def _team() -> type[Page]:
    from ui.team.page import TeamPage

    return TeamPage


_PLACES = (
    Place("board", lambda: _("Board"), "table", lambda: BoardPage),
    Place("today", lambda: _("Today"), "calendar-days", _today),
    Place("people", lambda: _("Persons"), "users", _people),
)
#: The parts of a person's page that other rooms build, in the order of the tabs.
PARTS: tuple[PersonPart, ...] = (
    PersonPart("plan", lambda: _("Plan"), _plan),
    PersonPart("crisis", lambda: _("Crisis plan"), _crisis),
    PersonPart("plan-meetings", lambda: _("Plan meetings"), _plan_meetings),
)
_MY_PEOPLE = Place("my-people", lambda: pgettext("rail", "My people"), "bookmark", _my_people)
_FIDELITY = Place("fidelity", lambda: pgettext("rail", "Fidelity"), "chart-column", _fidelity)
_TEAM = Place("team", lambda: _("Team"), "settings", _team)


def load_all() -> None:
    """Load what the pages are made of, on any thread: then each is there at once when wanted."""
    for load in (_today, _people, _my_people, _fidelity, _team, _plan, _crisis, _plan_meetings):
        load()
    import ui.contacts.dialog
    import ui.meeting.page
    import ui.people.person_page  # noqa: F401


class Routes(QObject):
    """Builds the pages of a workplace and connects what they want.

    ``guarded_ended`` tells that a wall or a meeting ended, which may be followed by a lock.
    """

    guarded_ended = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Give the workplace the pages its user may see."""
        super().__init__(workplace)
        self._place = workplace
        self.wall: WallWindow | None = None
        self.meeting_is_running = False
        workplace.page_made.connect(self._connect)
        workplace.waiting_wanted.connect(self.show_waiting)
        if workplace.bridge.can(Right.SEE_BOARD):
            for place in _PLACES:
                workplace.add_page(place)
        if workplace.bridge.can(Right.SEE_RECORD):
            workplace.add_page(_MY_PEOPLE)
        if workplace.bridge.can(Right.SEE_FIDELITY):
            workplace.add_page(_FIDELITY)
        workplace.add_page(_TEAM, foot=True)
        self._person: PersonPage | None = None
        #: The page that one goes back to from a person.
        self._came_from = "people"
        self._meeting: MeetingPage | None = None
        workplace.add_commands(self._commands())
        if workplace.bridge.can(Right.EDIT_BOARD):
            # Later: the board is read and painted first.
            QTimer.singleShot(0, self, self._raise_tasks)

    @property
    def board(self) -> BoardPage:
        """The board's page, for a user who may see it."""
        return cast(BoardPage, self._place.page(BoardPage.key))

    @property
    def meeting(self) -> MeetingPage | None:
        """The meeting's page while it is open."""
        return self._meeting

    @property
    def wall_is_up(self) -> bool:
        """Whether a wall is shown."""
        return self.wall is not None

    def close(self) -> None:
        """Take the wall down with the workplace."""
        if self.wall is not None:
            wall, self.wall = self.wall, None
            wall.ended.disconnect(self._wall_ended)
            wall.close()
            wall.deleteLater()

    def show_person(self, person_id: str, part: str = "overview") -> None:
        """Open a person's page in place of the one before, at a part of it."""
        from ui.people.person_page import PersonPage

        last, place = self._person, self._place
        shown = place.stack.currentWidget()
        if isinstance(shown, Page) and shown is not last:
            self._came_from = shown.key
        self._person = PersonPage(place.bridge, place.messages, person_id, PARTS, part)
        self._connect(self._person)
        self._person.closed.connect(self._leave_person)
        self._place.show_widget(self._person)
        self._place.rail.choose("people")
        self._drop(last)

    def show_crisis(self, person_id: str) -> None:
        """Show a person's crisis plan over the page, to read."""
        from ui.crisis.panel import CrisisPanel

        panel = CrisisPanel(self._place, self._place.bridge, person_id)
        panel.edit_wanted.connect(lambda person: self.show_person(person, "crisis"))
        panel.person_wanted.connect(self.show_person)
        panel.open()

    def show_contact(self, wanted: ContactWanted) -> None:
        """Open the contact dialog."""
        from ui.contacts.dialog import ContactDialog

        place = self._place
        ContactDialog(place.bridge, place.messages, wanted, place).open()

    def show_place(self, person_id: str | None) -> None:
        """Go to the board and place somebody."""
        self._place.show_page("board")
        self.board.place(person_id or "")

    def show_meeting(self) -> None:
        """Start the board meeting, or go on with the one that runs; to start needs the server."""
        if self._meeting is None and self._lacks_server():
            return
        from ui.meeting.page import MeetingPage

        if self._meeting is None:
            self._meeting = MeetingPage(self._place.bridge, self._place.messages)
            self._connect(self._meeting)
            self._meeting.meeting_running.connect(self._set_running)
            self._meeting.closed.connect(self._leave_meeting)
        self._place.show_widget(self._meeting)
        self._place.rail.choose("board")

    def show_wall(self) -> None:
        """Show the wall in a window of its own, over everything."""
        from ui.wall.window import WallWindow

        if self.wall is None:
            self.wall = WallWindow(self._place.bridge)
            # Later: it lives until its own close and key events are through.
            self.wall.ended.connect(self._wall_ended, Qt.ConnectionType.QueuedConnection)
        self.wall.showFullScreen()

    def show_paper(self, wanted: PaperWanted) -> None:
        """Open the preview of a paper."""
        from ui.printing.preview import open_preview

        open_preview(self._place, self._place.bridge, self._place.messages, wanted)

    def show_papers(self, person_ids: tuple[str, ...]) -> None:
        """Open the dialog that prints the plans of many."""
        from ui.printing.batch_dialog import open_batch

        open_batch(self._place, self._place.bridge, person_ids)

    def show_import(self) -> None:
        """Open the assistant that brings a spreadsheet in."""
        if self._lacks_server():
            return
        from ui.importing.assistant import open_import

        assistant = open_import(self._place, self._place.bridge, self._place.messages)
        assistant.board_wanted.connect(lambda: self._place.show_page("board"))

    def show_scale_forms(self) -> None:
        """Open the forms of scales: wording typed, pasted or brought in from a file."""
        if self._lacks_server():
            return
        from ui.scale_forms.dialog import ScaleFormsDialog

        place = self._place
        ScaleFormsDialog(place.bridge, place.messages, place).open()

    def show_waiting(self) -> None:
        """Open what waits for the server, with the words of every room's fields at hand."""
        from ui.board.fields import name_all as name_board
        from ui.contacts.field_names import install_names as name_contacts
        from ui.people.words import install_names as name_people
        from ui.waiting.dialog import WaitingDialog

        for name in (name_board, name_contacts, name_people):
            name()
        place = self._place
        WaitingDialog(place.bridge, place.messages, place).open()

    def _lacks_server(self) -> bool:
        """Whether the server is away, said before much is written that it alone can take."""
        if not self._place.bridge.link.is_away:
            return False
        self._place.messages.problem(NotSavedAway())
        return True

    def _raise_tasks(self) -> None:
        from ui.coordination.raising import Raising

        Raising(self._place.bridge, self._place)

    def _connect(self, page: Page) -> None:
        page.person_wanted.connect(self.show_person)
        page.part_wanted.connect(self.show_person)
        page.contact_wanted.connect(self.show_contact)
        page.place_wanted.connect(self.show_place)
        page.paper_wanted.connect(self.show_paper)
        page.papers_wanted.connect(self.show_papers)
        page.page_wanted.connect(self._place.show_page)
        page.crisis_wanted.connect(self.show_crisis)
        page.scale_forms_wanted.connect(self.show_scale_forms)
        if isinstance(page, BoardPage):
            page.wall_wanted.connect(self.show_wall)
            page.meeting_wanted.connect(self.show_meeting)

    def _leave_person(self) -> None:
        """Back to where the person was opened from."""
        if self._meeting is not None and self._came_from == self._meeting.key:
            self.show_meeting()
        else:
            self._place.show_page(self._came_from)

    def _leave_meeting(self) -> None:
        self._place.show_page("board")
        last, self._meeting = self._meeting, None
        self._drop(last)
        self.meeting_is_running = False
        self.guarded_ended.emit()

    def _set_running(self, running: bool) -> None:
        self.meeting_is_running = running

    def _wall_ended(self) -> None:
        # Nothing of a person is left of it, not even out of sight.
        last, self.wall = self.wall, None
        if last is not None:
            last.deleteLater()
        self.guarded_ended.emit()

    def _drop(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._place.stack.removeWidget(widget)
            widget.deleteLater()

    def _commands(self) -> list[Command]:
        bridge, group = self._place.bridge, _("Everywhere")
        commands: list[Command] = []
        if bridge.can(Right.EDIT_CONTACTS):
            commands.append(
                Command(
                    "contact",
                    _("New contact"),
                    lambda: self.show_contact(ContactWanted()),
                    "Ctrl+Shift+K",
                    group,
                )
            )
        if bridge.desk.store.is_shared:
            commands.append(
                Command("waiting", _("What waits for the server"), self.show_waiting, "", group)
            )
        if bridge.can(Right.IMPORT):
            commands.append(
                Command(
                    "import",
                    _("Bring in a spreadsheet"),
                    self.show_import,
                    "",
                    group,
                )
            )
        if bridge.can(Right.SEE_BOARD):
            commands += [
                Command("wall", _("Show the wall"), self.show_wall, "F8", group),
                Command(
                    "meeting",
                    _("Board meeting"),
                    self.show_meeting,
                    "F5",
                    group,
                    lambda: bridge.can(Right.HOLD_MEETING),
                ),
            ]
            commands += [
                Command(
                    f"print.{kind}",
                    text,
                    lambda kind=kind: self.show_paper(PaperWanted(kind)),  # type: ignore[misc]
                    "",
                    group,
                )
                for kind, text in (
                    ("board", _("Print the board")),
                    ("day-list", _("Print the day list")),
                    ("minutes", _("Print the minutes of the last meeting")),
                )
            ]
        return commands
