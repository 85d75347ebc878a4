"""A user who works without rest, on what the screen shows, while the line does what it likes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import FinishTask
from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.set_level import SetLevel
from factdesk.board.tables import Level
from factdesk.board.views import Board
from factdesk.contacts.actions.edit_contact import EditContact
from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.contacts.views import PersonContacts
from factdesk.errors import KnownError
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.people.record import PersonRecord
from factdesk.store.action import Action
from factdesk.store.work import WorkSession
from tests.support.wire import Predicate, Wire, after_commit, before_commit
from tests.whole_server.seats import Ground, Seat

#: How likely each thing is; of the whole list.
_WORK = (
    *["note"] * 4, *["contact"] * 4, *["task"] * 3, *["edit_note"] * 2, *["edit_contact"] * 2,
    *["edit_task"] * 3, "finish_task", *["text"] * 4, *["move"] * 2, "level", "person",
    *["edit_person"] * 2, *["undo"] * 3,
)  # fmt: skip


@dataclass
class Weather:
    """What befalls a wire, at random."""

    wire: Wire
    chance: Random
    look: Any = lambda: None
    at_commit: Predicate | None = None
    _timers: list[threading.Timer] = field(default_factory=list)

    def turn(self) -> None:
        """Let something happen, or nothing."""
        match self.chance.randrange(14):
            case 0:
                self.wire.cut()
            case 1:
                self.wire.refuse()
                self.wire.cut()
            case 2:
                self.at_commit = before_commit
            case 3 | 8:
                self.at_commit = after_commit
            case 4:
                self.wire.delay(self.chance.random() / 50)
            case 5:
                self.wire.hold()
                self._later(self.chance.random() / 3)
            case 6 | 7 | 9:
                self.wire.restore()
                self.look()
            case _:
                return

    def commit(self) -> None:
        """A change of this seat is about to be saved: now is when the wire may be cut."""
        if self.at_commit is not None:
            self.wire.cut_when(self.at_commit)
            self.at_commit = None

    def clear(self) -> None:
        """Wait for what is still to come."""
        for timer in self._timers:
            timer.join()

    def _later(self, seconds: float) -> None:
        self._timers.append(threading.Timer(seconds, self.wire.restore))
        self._timers[-1].start()


class Worker:
    """Does so many things at a seat; all that it writes is told apart by its ``name``."""

    def __init__(self, seat: Seat, name: str, seed: int, weather: Weather | None) -> None:
        self.seat, self.name, self.chance = seat, name, Random(seed)
        self._weather = weather
        self._count = 0
        self._pause = threading.Event()
        self.errors: list[BaseException] = []

    @property
    def ground(self) -> Ground:
        """What it works on."""
        return self.seat.ground

    def work(self, steps: int) -> None:
        """Do it; what is no refusal is kept in ``errors``."""
        event.listen(WorkSession, "before_commit", self._commit)
        try:
            for _step in range(steps):
                if self._weather is not None:
                    self._weather.turn()
                self._pause.wait(self.chance.random() / 40)
                self._do(self.chance.choice(_WORK))
        except BaseException as error:  # noqa: BLE001 - told by the test, on its own thread
            self.errors.append(error)
        finally:
            event.remove(WorkSession, "before_commit", self._commit)
            if self._weather is not None:
                self._weather.clear()

    def _commit(self, session: Session) -> None:
        bind = session.get_bind()
        if self._weather is not None and bind.dialect is self.seat.store.server.engine.dialect:
            self._weather.commit()

    def _do(self, what: str) -> None:
        desk = self.seat.desk
        assert desk is not None
        try:
            if what == "undo":
                desk.undo().result()
            elif (action := self._action(what)) is not None:
                desk.do(action)
        except KnownError:
            return  # noted where it was run

    def _words(self) -> str:
        self._count += 1
        return f"{self.name}-{self._count}"

    def _action(self, what: str) -> Action[Any] | None:
        make = getattr(self, f"_{what}")
        made: Action[Any] | None = make(self.chance.choice(self.ground.persons))
        return made

    def _note(self, person: str) -> Action[Any]:
        return AddNote(person, self._words())

    def _contact(self, person: str) -> Action[Any]:
        desk = self.seat.desk
        assert desk is not None
        at = desk.clock.now() - timedelta(minutes=self.chance.randrange(10, 4000))
        return RegisterContact(person, (desk.actor.id,), at, note=self._words())

    def _task(self, person: str) -> Action[Any]:
        return AddTask(self.chance.choice([person, None]), self._words())

    def _person(self, _person: str) -> Action[Any]:
        return AddPerson(given_name=self._words(), family_name="Ny")

    def _edit_note(self, person: str) -> Action[Any] | None:
        notes = self.seat.shown(PersonRecord(person)).notes
        if not notes:
            return None
        note = self.chance.choice(notes[-3:])
        return EditNote(note.id, note.version, note.text, heading=self._words())

    def _edit_contact(self, person: str) -> Action[Any] | None:
        contacts = self.seat.shown(PersonContacts(person, limit=500)).contacts
        if not contacts:
            return None
        contact = self.chance.choice(contacts[-3:])
        return EditContact(contact.id, contact.version, short_note=self._words())

    def _edit_task(self, _person: str) -> Action[Any] | None:
        task = self._a_task()
        return task and EditTask(
            task.id, task.version, due_on=self.ground.day + timedelta(self.chance.randrange(400))
        )

    def _finish_task(self, _person: str) -> Action[Any] | None:
        task = self._a_task()
        return task and FinishTask(task.id, task.version)

    def _edit_person(self, person: str) -> Action[Any]:
        seen = self.seat.shown(PersonRecord(person)).version
        field = self.chance.choice(["address", "own_goal", "gp", "children_note"])
        written: dict[str, Any] = {field: self._words()}
        return EditPerson(person, seen, **written)

    def _text(self, _person: str) -> Action[Any] | None:
        row = self._a_row()
        field = self.chance.choice(["placement_reason", "agreed"])
        written: dict[str, Any] = {field: self._words()}
        return row and EditBoardRow(row.episode_id, row.version, **written)

    def _move(self, _person: str) -> Action[Any] | None:
        row, above = self._a_row(), self._a_row()
        if row is None or above is None:
            return None
        if above.episode_id != row.episode_id and self.chance.random() < 0.5:
            return MoveOnBoard(row.episode_id, row.version, above.category_id, above.episode_id)
        to = self.chance.choice(self.ground.categories)
        return MoveOnBoard(row.episode_id, row.version, to)

    def _level(self, _person: str) -> Action[Any] | None:
        row = self._a_row()
        return row and SetLevel(row.episode_id, row.version, self.chance.choice(list(Level)))

    def _a_row(self) -> Any:
        rows = self.seat.shown(Board()).rows
        return self.chance.choice(rows) if rows else None

    def _a_task(self) -> Any:
        tasks = [task for row in self.seat.shown(Board()).rows for task in row.tasks]
        return self.chance.choice(tasks[-4:]) if tasks else None
