"""Two desks do anything in any order: one open row per person, and the feed tells it all."""

from types import SimpleNamespace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.actions.set_level import SetLevel
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.views import Board
from factdesk.errors import KnownError

PEOPLE = st.integers(0, 3)
DESKS = st.integers(0, 1)
SECTIONS = st.sampled_from(["crisis", "new", "admitted"])


def machine(world: SimpleNamespace) -> type[RuleBasedStateMachine]:
    """A machine on one store; every example begins by emptying the board."""

    class TwoDesks(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.refusals = 0
            self.desks, self.people = world.desks, world.people
            for row in self.desks[0].see(Board()).rows:
                self.desks[0].do(TakeOffBoard(row.episode_id, row.version, True, "ny prøve"))
            self.seen = [desk.see(Board()) for desk in self.desks]
            self.shown = self.seen[1]
            self.last = self.desks[0].store.newest()

        def _try(self, which, action):
            try:
                self.desks[which].do(action)
            except KnownError:
                self.refusals += 1

        def _row(self, which, person):
            """The row as this desk last saw it, maybe long ago."""
            rows = self.seen[which].rows
            return next((row for row in rows if row.person_id == self.people[person]), None)

        def _section(self, code):
            return next(one.id for one in self.seen[0].sections if one.code == code)

        @rule(which=DESKS, person=PEOPLE, code=SECTIONS)
        def place(self, which, person, code):
            action = PlaceOnBoard(self.people[person], self._section(code), reason="sover lite")
            self._try(which, action)

        @rule(which=DESKS, person=PEOPLE, code=SECTIONS, other=PEOPLE)
        def move(self, which, person, code, other):
            row, before = self._row(which, person), self._row(which, other)
            if row is not None:
                above = before.episode_id if before else None
                section = self._section(code)
                self._try(which, MoveOnBoard(row.episode_id, row.version, section, above))

        @rule(which=DESKS, person=PEOPLE, level=st.sampled_from(["red", "green", "none"]))
        def level(self, which, person, level):
            row = self._row(which, person)
            if row is not None:
                self._try(which, SetLevel(row.episode_id, row.version, level))

        @rule(which=DESKS, person=PEOPLE, text=st.sampled_from(["", "ringe", "🙂 čŋđ"]))
        def write(self, which, person, text):
            row = self._row(which, person)
            if row is not None:
                self._try(which, EditBoardRow(row.episode_id, row.version, agreed=text))

        @rule(which=DESKS, person=PEOPLE)
        def task(self, which, person):
            self._try(which, AddTask(self.people[person], "ringe"))

        @rule(which=DESKS, person=PEOPLE, team=st.booleans())
        def take_off(self, which, person, team):
            row = self._row(which, person)
            if row is not None:
                self._try(which, TakeOffBoard(row.episode_id, row.version, team, "rolig"))

        @rule(which=DESKS, back=st.booleans())
        def undo_or_redo(self, which, back):
            desk = self.desks[which]
            try:
                (desk.undo() if back else desk.redo()).result()
            except KnownError:
                self.refusals += 1

        @rule(which=DESKS)
        def look(self, which):
            self.seen[which] = self.desks[which].see(Board())

        @invariant()
        def one_row_per_person_in_unbroken_order(self):
            board = self.desks[0].see(Board())
            people = [row.person_id for row in board.rows]
            assert len(people) == len(set(people))
            for section in board.sections:
                assert [row.order for row in section.rows] == list(range(len(section.rows)))

        @invariant()
        def a_stale_board_and_the_feed_give_the_fresh_one(self):
            changes = self.desks[1].store.changes_since(self.last)
            if changes is not None:
                self.last = changes.last
                if Board().touched_by(changes):
                    self.shown = self.desks[1].see(Board())
            assert self.shown == self.desks[1].see(Board())

    return TwoDesks


def test_whatever_two_desks_do_the_board_stays_whole(desk, second_desk, make):
    other = make.staff("Tove Kvam")
    from tests.support.desks import member

    people = [make.person("Åse", f"Nr {at}") for at in range(4)]
    there = second_desk(desk, member(other, "Tove Kvam"))
    world = SimpleNamespace(desks=(desk, there), people=people)
    run_state_machine_as_test(
        machine(world), settings=settings(max_examples=12, stateful_step_count=25, deadline=None)
    )
    assert desk.see(Board()) == there.see(Board())
