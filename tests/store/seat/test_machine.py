"""A seat that writes, loses its line anywhere, restarts and returns, while others write: at the
end the server has every act it promised exactly once, and the copy what the server has.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.tables import Task
from factdesk.clock import FixedClock
from factdesk.opening import open_team
from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.people.tables import Note
from factdesk.store import log
from factdesk.store.conflict import Conflict
from factdesk.store.engine import Store
from factdesk.store.faults import ConnectionLost
from factdesk.store.seat.outbox import State
from factdesk.store.undo import UndoAct
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Bench, rows_of
from tests.support.builders import Make
from tests.support.desks import MONDAY, PASSPHRASE

_POINTS = some.sampled_from(["before", "during", "after"])


class Away(RuleBasedStateMachine):
    """One seat, one server, and others on the server."""

    template: Path
    notes = Bundle("notes")

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="fd-away-"))
        folder = self.root / "team"
        shutil.copytree(self.template, folder)
        clock = FixedClock(MONDAY)
        self.desk = open_team(folder, PASSPHRASE, clock=clock)
        self.person = Make(self.desk).person()
        self.tasks = [self.desk.do(AddTask(self.person, f"oppgave {n}")) for n in range(2)]
        self.seat = Seat(Bench(self.desk, self.root / "seat", clock))
        self.seat.open()
        self.promised: list[str] = []
        self.undone: set[str] = set()
        self.count = 0

    def _text(self) -> str:
        self.count += 1
        return f"tekst {self.count}"

    def _rows(self, store: Store, cls: Any) -> dict[str, Any]:
        with store.reading(self.seat.actor) as reader:
            found = reader.session.execute(select(cls.id, cls.version, cls.text))
            return {row.id: row for row in found}

    def _shown(self, cls: Any) -> dict[str, Any]:
        """The rows as the seat shows them, if need be once the lost line was noticed."""
        with suppress(ConnectionLost):
            return self._rows(self.seat.store, cls)
        return self._rows(self.seat.store, cls)

    @rule(target=notes)
    def write_a_note(self) -> str:
        """Whatever happens to the line, a note that may be written away is kept."""
        note: str = self.seat.run(AddNote(self.person, self._text()))
        self.promised.append(note)
        return note

    @rule(note=notes)
    def correct_a_note(self, note: str) -> None:
        row = self._shown(Note).get(note)
        if row is not None:
            self.seat.run(EditNote(note, row.version, self._text()))

    @rule(which=some.integers(0, 1))
    def change_a_task(self, which: int) -> None:
        seen = self._shown(Task)[self.tasks[which]].version
        with suppress(Conflict):
            self.seat.run(EditTask(self.tasks[which], seen, text=self._text()))

    @rule(which=some.integers(0, 1))
    def another_changes_a_task(self, which: int) -> None:
        seen = self._rows(self.desk.store, Task)[self.tasks[which]].version
        self.desk.do(EditTask(self.tasks[which], seen, text=self._text()))

    @rule()
    def another_writes_a_note(self) -> None:
        self.desk.do(AddNote(self.person, self._text()))

    @precondition(lambda self: self.seat.links.now.is_away)
    @rule()
    def undo(self) -> None:
        step = self.seat.store.history(self.seat.actor).undo
        if step is None:
            return
        entry = self.seat.store.outbox.find(step.act_id)
        assert entry is not None
        self.seat.run(UndoAct(step.act_id))
        if entry.code == "people.note.add":
            shown = self._shown(Note)
            self.undone |= set(self.promised) - set(shown)

    @rule(point=_POINTS, after=some.integers(1, 6))
    def lose_the_line(self, point: str, after: int) -> None:
        """From the so-many-th time that it passes a point, until the return."""
        left = [after]

        def lose(now: str) -> bool:
            left[0] -= now == point
            return left[0] <= 0

        self.seat.server.lose = lose

    @rule()
    def come_back(self) -> None:
        self.seat.come_back()

    @precondition(lambda self: self.seat.links.now.is_away)
    @rule()
    def try_to_come_back_in_vain(self) -> None:
        try:
            self.seat.store.come_back()
        except ConnectionLost:
            return
        self.seat.come_back()

    @precondition(lambda self: self.seat.links.now.is_away)
    @rule()
    def restart(self) -> None:
        self.seat.close()
        self.seat.open(away=True)

    @invariant()
    def what_was_promised_is_shown(self) -> None:
        if hasattr(self, "seat") and self.seat.links.now.is_away:
            shown = self._shown(Note)
            assert set(self.promised) - self.undone <= set(shown)

    def teardown(self) -> None:
        if not hasattr(self, "seat"):
            return
        try:
            self.seat.come_back()
            assert self.seat.store.settle()
            on_server = self._rows(self.desk.store, Note)
            assert set(self.promised) - self.undone <= set(on_server)
            assert not self.undone & set(on_server)
            for entry in self.seat.store.waiting():
                assert entry.state is State.REFUSED
                assert entry.clash is not None
            assert rows_of(self.seat.store.copy.store) == rows_of(self.desk.store)
            with Session(self.desk.store.engine) as session:
                assert list(log.verify(session)) == []
                assert list(log.verify_acts(session)) == []
            assert self.seat.troubles == []
        finally:
            self.seat.close()
            self.desk.close()
            shutil.rmtree(self.root)


def test_whatever_happens_to_the_line_every_promise_is_kept_once(team_template: Path) -> None:
    class Here(Away):
        template = team_template

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
