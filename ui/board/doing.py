"""What the keys and the mouse change on the board, as actions."""

from datetime import date, time
from typing import Any

from PySide6.QtCore import QObject, Signal

from factdesk.board.actions.close_task import FinishTask
from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.set_level import SetLevel
from factdesk.board.facts import BoardRow, PlannedVisit, TaskFact
from factdesk.board.rules import draft_place
from factdesk.clock import OSLO
from factdesk.contacts.actions.assign_staff import AssignStaff
from factdesk.contacts.quick_entry import QuickEntry
from factdesk.contacts.visit_line import plan_of, read_visit_line, visit_words
from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.store.drafts import DropDraft
from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.roles import Right
from factdesk.team.views import TeamFacts
from ui.board.lines import Line, SectionLine
from ui.board.looking import BoardLooking
from ui.bridge import Bridge


class BoardDoing(QObject):
    """Every change goes out with the version the user saw.

    `refused(episode id, text)` gives back what was typed for a visit and could not be meant;
    `drafts_changed`: the drafts of texts are others than they were.
    """

    refused = Signal(str, str)
    drafts_changed = Signal()

    def __init__(self, bridge: Bridge, looking: BoardLooking, parent: QObject) -> None:
        """Change what is looked at."""
        super().__init__(parent)
        self._bridge, self._looking = bridge, looking

    def _run(self, action: Action[Any]) -> None:
        self._bridge.run(action, on=self)

    def set_level(self, episode_id: str, level: str) -> None:
        """Give a row another status."""
        row = self._looking.row(episode_id)
        if row is not None and row.level != level:
            self._run(SetLevel(row.episode_id, row.version, level))

    def write_reason(self, row: BoardRow, text: str) -> None:
        """Save a text; a text that is the same is no change, but ends its draft."""
        self._write(EditBoardRow(row.episode_id, row.version, placement_reason=text), "reason")

    def write_agreed(self, row: BoardRow, text: str) -> None:
        """Save what was agreed."""
        self._write(EditBoardRow(row.episode_id, row.version, agreed=text), "agreed")

    def _write(self, action: EditBoardRow, field: str) -> None:
        """A text that is refused stays a draft, which is shown; until the user has chosen."""

        def refused(_error: BaseException) -> bool:
            self.drafts_changed.emit()
            return False

        def settled(_nothing: None) -> None:
            self.drafts_changed.emit()

        def let_be() -> None:
            place = draft_place(action.episode_id, field)
            self._bridge.run(DropDraft(place), on=self, then=settled)

        self._bridge.run(action, on=self, then=settled, failed=refused, theirs=let_be)

    def finish(self, task: TaskFact) -> None:
        """A task is done."""
        self._run(FinishTask(task.id, task.version))

    def set_presence(self, staff_id: str, state: str) -> None:
        """Where a member is today."""
        member = self._bridge.team.member(staff_id)
        if member is not None and self._bridge.can(Right.EDIT_BOARD):
            kind = type(member.presence)
            today, was = self._bridge.clock.today(), member.presence
            self._run(SetPresence(staff_id, today, kind(state), was=was))

    # Moving.

    def step(self, episode_id: str, step: int) -> None:
        """One place up or down, over into the next section at the end of one."""
        row, facts = self._looking.row(episode_id), self._looking.facts
        if row is None or facts is None:
            return
        sections = facts.sections
        at = next(i for i, section in enumerate(sections) if section.id == row.category_id)
        ids = [one.episode_id for one in sections[at].rows]
        here = ids.index(episode_id)
        if 0 <= here + step < len(ids):
            before = ids[here - 1] if step < 0 else _after(ids, here + 1)
            self._move(row, row.category_id, before)
        elif 0 <= at + step < len(sections):
            there = sections[at + step]
            first = there.rows[0].episode_id if step > 0 and there.rows else None
            self._move(row, there.id, first)

    def drop(self, episode_id: str, target: Line) -> None:
        """A row was dragged onto a line: above a person, or into a section."""
        row = self._looking.row(episode_id)
        if row is None:
            return
        if isinstance(target, SectionLine):
            section = self._looking.section(target.section_id)
            rows = section.rows if section else ()
            self._move(row, target.section_id, rows[0].episode_id if rows else None)
        elif target.row.episode_id != episode_id:
            self._move(row, target.row.category_id, target.row.episode_id)

    def _move(self, row: BoardRow, category_id: str, before: str | None) -> None:
        if before != row.episode_id and self._bridge.can(Right.EDIT_BOARD):
            self._looking.go_when_there("")
            self._run(MoveOnBoard(row.episode_id, row.version, category_id, before))

    # Who goes.

    def put_on_visit(self, row: BoardRow, typed: str, _on: QObject) -> None:
        """Initials put colleagues on the visit of that day and time, or plan one."""
        if not typed.strip():
            return
        team, today = self._bridge.team, self._bridge.clock.today()
        try:
            entry = read_visit_line(typed, visit_words(team), today)
        except KnownError as problem:
            self._bridge.show(problem)
            self.refused.emit(row.episode_id, typed)
            return
        visit = _fitting(row, entry, team, today)
        if visit is None:
            self._run(plan_of(entry, row.person_id, team, today))
            return
        was = tuple(mark.id for mark in visit.staff)
        added = tuple(dict.fromkeys((*was, *entry.staff)))
        self._run(AssignStaff(visit.id, added, was))


def _after(ids: list[str], at: int) -> str | None:
    return ids[at + 1] if at + 1 < len(ids) else None


def _fitting(row: BoardRow, entry: QuickEntry, team: TeamFacts, today: date) -> PlannedVisit | None:
    """The visit meant: of that day, time, kind and place where they are given.

    Somebody must go, and nothing more may be said: what is said besides belongs to a new visit.
    """
    more = (entry.minutes, entry.car_id, entry.needs, entry.with_whom, entry.note)
    if not entry.staff or any(more):
        return None
    kind = _means(team, "contact_kind", entry.kind)
    place = _means(team, "contact_place", entry.place)
    for visit in row.visits:
        if (
            visit.on == (entry.day or today)
            and (entry.at is None or _is_at(visit, entry.at))
            and kind in (None, visit.kind)
            and place in (None, visit.place)
        ):
            return visit
    return None


def _is_at(visit: PlannedVisit, at: time) -> bool:
    return not visit.day_only and visit.start.astimezone(OSLO).time() == at


def _means(team: TeamFacts, list_name: str, code: str | None) -> str | None:
    """What a code of the team's stands for among the built-in ones."""
    means = {one.code: one.means for one in team.choices(list_name)}
    return None if code is None else means.get(code, code)
