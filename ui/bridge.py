"""The bridge between the screen and the desk: runs actions, asks views, tells of changes.

Nothing else in ``ui`` touches the desk. Answers come on the screen's thread and only while the
widget that asked exists.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from factdesk.clock import Clock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.action import Action, Actor, View
from factdesk.store.conflict import Conflict
from factdesk.store.feed import Changes
from factdesk.store.link import Link
from factdesk.store.marks import Marks
from factdesk.store.undo import History
from factdesk.team.views import TeamFacts, TheTeam
from factdesk.words import _
from ui.home import Background, Home, Turns
from ui.settling import Settlement
from ui.widgets.messages import Speaks

R = TypeVar("R")

#: Gives ``True`` when it has dealt with the error itself.
Failed = Callable[[BaseException], bool]
#: Shows a conflict: the error, and what writes mine over theirs.
ShowsConflict = Callable[[Conflict, Callable[[], None]], None]


class Bridge(QObject):
    """One unlocked desk as the screen sees it. ``team`` is there from ``ready`` on, kept fresh."""

    changed = Signal(object)
    ready = Signal()
    team_changed = Signal()
    history_changed = Signal(object)
    #: The line to the server, a ``Link``, whenever it is another.
    link_changed = Signal(object)
    #: The server lets this user in no more, a ``KnownError``: the window locks with its words.
    shut_out = Signal(object)
    #: An action that knew what the user had seen is done.
    saved = Signal(object)
    #: Somebody began or stopped editing, or a meeting went on.
    marks_changed = Signal()

    def __init__(
        self, desk: Desk, messages: Speaks, conflicts: ShowsConflict, parent: QObject | None = None
    ) -> None:
        """Listen to the desk; the database refuses the thread that makes the bridge."""
        super().__init__(parent)
        self._desk, self._messages, self._conflicts = desk, messages, conflicts
        self._home = Home(self)
        self._background = Background()
        self._team_turns, self._history_turns = Turns(), Turns()
        self._team: TeamFacts | None = None
        desk.store.forbidden_thread = threading.get_ident()
        self._stops = (
            desk.subscribe(self.hear),
            desk.on_link(lambda _link: self._home.post(self._on_link)),
            desk.marks.on_change(lambda _all: self._home.post(self.marks_changed.emit)),
            desk.on_shut_out(lambda why: self._home.post(partial(self.shut_out.emit, why))),
        )
        self._link = desk.link
        #: Of which actions it was said, since the server went away, that they need it.
        self._warned: set[str] = set()
        self._ask_team()
        self._ask_history()

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        return self._desk.actor

    @property
    def clock(self) -> Clock:
        """The desk's clock."""
        return self._desk.clock

    @property
    def team(self) -> TeamFacts:
        """The team today. Raises RuntimeError before ``ready``."""
        if self._team is None:
            raise RuntimeError("the team is not read yet")
        return self._team

    @property
    def is_ready(self) -> bool:
        """Whether the team has been read."""
        return self._team is not None

    @property
    def desk(self) -> Desk:
        """The desk, for what works on files rather than rows (papers, users)."""
        return self._desk

    @property
    def link(self) -> Link:
        """The line to the server as last told; on a folder it is ``LOCAL`` for good."""
        return self._link

    @property
    def marks(self) -> Marks:
        """Who is editing what and where a shared meeting is; a folder's holds one's own alone."""
        return self._desk.marks

    @property
    def background(self) -> Background:
        """The thread for what takes long and is no action or view; it ends with the bridge."""
        return self._background

    @property
    def is_settled(self) -> bool:
        """Whether every answer asked for has come."""
        return self._home.pending + self._background.home.pending == 0

    def can(self, right: str) -> bool:
        """Whether the user has a right, to show or hide what needs it."""
        return right in self._desk.actor.rights

    def run(
        self,
        action: Action[R],
        *,
        on: QObject,
        then: Callable[[R], None] | None = None,
        failed: Failed | None = None,
        theirs: Callable[[], None] | None = None,
    ) -> None:
        """Do an action; ``then(result)`` when done. Errors nobody takes are shown to the user.

        ``theirs`` is called where it met a conflict and the user let all that stands be.
        """

        def problem(error: BaseException) -> None:
            if failed is not None and failed(error):
                return
            if isinstance(error, Conflict) and hasattr(action, "seen"):
                again = partial(self.run, on=on, then=then, failed=failed, theirs=theirs)
                self._conflicts(error, Settlement(action, error, again, theirs))
            else:
                self.show(error)

        def done(result: R) -> None:
            if action.undoable:
                self._messages.settle()
            if hasattr(action, "seen"):
                self.saved.emit(action)
            if then is not None:
                then(result)

        self._home.deliver(self._desk.run(action), on, done, problem)

    def ask(
        self,
        view: View[R],
        *,
        on: QObject,
        then: Callable[[R], None],
        failed: Failed | None = None,
    ) -> None:
        """Answer a view; ``then(answer)`` on the screen's thread."""
        self.deliver(self._desk.ask(view), on=on, then=then, failed=failed)

    def deliver(
        self,
        future: Future[R],
        *,
        on: QObject,
        then: Callable[[R], None],
        failed: Failed | None = None,
    ) -> None:
        """Bring home what the desk was asked for. An error that nobody takes is shown."""

        def problem(error: BaseException) -> None:
            if failed is None or not failed(error):
                self.show(error)

        self._home.deliver(future, on, then, problem)

    def undo(self) -> None:
        """Undo the user's newest act."""
        self._home.deliver(self._desk.undo(), self, None, self.show)

    def redo(self) -> None:
        """Do the user's newest undone act again."""
        self._home.deliver(self._desk.redo(), self, None, self.show)

    def say(self, text: str) -> None:
        """Tell the user something calmly."""
        self._messages.info(text)

    def show(self, error: BaseException) -> None:
        """Tell the user of an error: a known one in its words, a bug by its number."""
        if isinstance(error, KnownError):
            self._messages.problem(error)
        else:
            self._messages.bug(error, report(error))

    def reread_team(self, then: Callable[[], None]) -> None:
        """Read the team anew, because its words shall be those of another language."""

        def take(team: TeamFacts) -> None:
            self._team = team
            then()

        self.ask(TheTeam(), on=self, then=take)

    def try_server(self) -> None:
        """Ask the server now whether it is there; ``link_changed`` tells when it is."""
        self._desk.links.look()

    def warn_of_draft(self, action: Action[Any]) -> None:
        """Say once that what is being typed is only kept as a draft while the server is away."""
        if not self._link.is_away or action.away or action.code in self._warned:
            return
        self._warned.add(action.code)
        self._messages.info(
            _("The server is away: this is kept here as a draft, and can be saved when it is back.")
        )

    def hear(self, changes: Changes) -> None:
        """Take changes from the feed, on any thread."""
        self._home.post(lambda: self._on_changes(changes))

    def close(self) -> None:
        """Stop listening and let nothing come home; whoever opened the desk closes it."""
        for stop in self._stops:
            stop()
        self._home.close()
        self._background.close(wait=False)
        self._desk.store.forbidden_thread = None

    def _on_changes(self, changes: Changes) -> None:
        if self._team is not None and TheTeam().touched_by(changes):
            self._ask_team()
        self._ask_history()
        self.changed.emit(changes)

    def _on_link(self) -> None:
        # The newest state is asked for, so that states told in a burst are one.
        link = self._desk.link
        if link != self._link:
            self._link = link
            if not link.is_away:
                self._warned.clear()
            self.link_changed.emit(link)

    def _ask_team(self) -> None:
        number = self._team_turns.ask()
        self.ask(TheTeam(), on=self, then=lambda team: self._take_team(number, team))

    def _take_team(self, number: int, team: TeamFacts) -> None:
        if not self._team_turns.take(number):
            return
        first = self._team is None
        self._team = team
        (self.ready if first else self.team_changed).emit()

    def _ask_history(self) -> None:
        number = self._history_turns.ask()

        def take(history: History) -> None:
            if self._history_turns.take(number):
                self.history_changed.emit(history)

        self.deliver(self._desk.history(), on=self, then=take)
