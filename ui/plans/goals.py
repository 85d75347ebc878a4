"""The goals of a plan: each with its measures, its sub-goals and how far it has come."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from factdesk.plans.actions.goals import AddGoal, MoveGoal, RemoveGoal
from factdesk.plans.actions.measures import AddMeasure
from factdesk.plans.actions.progress import EditProgress, NoteProgress
from factdesk.plans.facts import GoalRow
from factdesk.plans.kinds import step_word
from factdesk.store.action import Action
from factdesk.words import _, format_date, ngettext
from ui.plans.keeper import Keeper
from ui.plans.kinds import goal_area, goal_status, goal_text, progress_note
from ui.plans.measures import MeasureList, moves
from ui.plans.new_row import NewRow
from ui.plans.order import Column
from ui.plans.row_menu import RowMenu
from ui.plans.spot import GOAL, PROGRESS, Spot
from ui.plans.steps import StepBar, Trail
from ui.plans.value import Value
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.texts import Card, Label


class GoalWidget(Card):
    """One goal or sub-goal. Alt+Up and Alt+Down move it."""

    def __init__(self, keeper: Keeper, goal: GoalRow) -> None:
        """Make what it holds."""
        self._is_sub = goal.parent_id is not None
        super().__init__(space=4, margins=(12, 8, 8, 8) if self._is_sub else (12, 12, 12, 12))
        self._keeper, self.goal, self.at = keeper, goal, 0
        self._progress_shown = goal.progress
        self._noting = False
        self._next_step: int | None = None
        self.text = keeper.value(
            Spot(GOAL, goal.id, "text"), goal_text(keeper, is_sub=self._is_sub), labelled=False
        )
        self.status = keeper.value(
            Spot(GOAL, goal.id, "status"), goal_status(keeper), labelled=False
        )
        self.area = keeper.value(
            Spot(GOAL, goal.id, "life_area"), goal_area(keeper), labelled=False
        )
        if self._is_sub:
            self.area.hide()
        self.body.add(self._top())
        self.body.add(self.text)
        self.body.add(self._progress())
        self.measures = MeasureList(keeper)
        self.new_measure = NewRow(keeper, f"new.measure.{goal.id}", _("What is to be done?"))
        self.new_measure.made.connect(self._add_measure)
        self.new_goal = NewRow(keeper, f"new.goal.{goal.id}", _("A step on the way, in own words"))
        self.new_goal.made.connect(self._add_goal)
        self.children_column = Column(space=8)
        indented = VBox(self.children_column, self.new_goal, space=4, margins=(20, 0, 0, 0))
        self.body.add(self.measures)
        self.body.add(self.new_measure)
        self.body.add(self._adders())
        self.body.add(indented)
        self.show_goal(goal, 0)

    def show_goal(self, goal: GoalRow, at: int) -> None:
        """Show the goal as it stands now, at its place."""
        self.goal, self.at = goal, at
        name = _("Sub-goal: {text}") if self._is_sub else _("Goal: {text}")
        self.setAccessibleName(name.format(text=goal.text))
        self.text.show_value(goal.text, goal.version)
        self.status.show_value(goal.status, goal.version)
        self.area.show_value(goal.life_area, goal.version)
        self.measures.show_rows(goal.measures)
        rows = goal.children
        self.children_column.arrange(
            [row.id for row in rows],
            lambda at: GoalWidget(self._keeper, rows[at]),
            self._keeper.forget_in,
        )
        for place, (row, widget) in enumerate(zip(rows, self.children_column.widgets, strict=True)):
            widget.show_goal(row, place)
        self.children_column.setVisible(bool(rows))
        self._show_progress()

    def add_measure(self) -> None:
        """Begin a new measure."""
        self.new_measure.open()

    def add_sub_goal(self) -> None:
        """Begin a new sub-goal."""
        self.new_goal.open()

    def note(self, step: int) -> None:
        """Note how far it has come today; what was noted today already is changed.

        A step pressed before the last is on the screen waits for it, so that a day has one.
        """
        if self._noting:
            self._next_step = step
            return
        today = self._keeper.bridge.clock.today()
        last = self.goal.progress[-1] if self.goal.progress else None
        action: Action[Any] = NoteProgress(self.goal.id, today, step)
        if last is not None and last.day == today:
            if last.step == step:
                return
            action = EditProgress(last.id, last.version, step=step)
        self._noting = True
        self._keeper.bridge.run(action, on=self, failed=self._not_noted)

    def move_by(self, steps: int) -> None:
        """Move it up or down among its like."""
        self._keeper.run(MoveGoal(self.goal.id, self.goal.version, max(0, self.at + steps)))

    def remove(self) -> None:
        """Take it away with what belongs to it; the message gives it back."""
        count = len(self.goal.measures) + sum(len(each.measures) for each in self.goal.children)
        words = _("The goal is removed. Nothing is lost: undo brings it back.")
        if count:
            words = ngettext(
                "The goal and its measure are removed. Nothing is lost: undo brings them back.",
                "The goal and its {count} measures are removed. Nothing is lost: undo brings them "
                "back.",
                count,
            ).format(count=count)
        self._keeper.run(
            RemoveGoal(self.goal.id, self.goal.version), lambda _r: self._keeper.removed(words)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it."""
        steps = moves(event)
        if steps and self._keeper.writes:
            self.move_by(steps)
            return
        super().keyPressEvent(event)

    # building

    def _top(self) -> QWidget:
        self.steps = StepBar(may_edit=self._keeper.writes)
        self.steps.chosen.connect(self.note)
        self.when = Label("", "small", "muted")
        self.trail = Trail()
        what = _("Sub-goal") if self._is_sub else _("Goal")
        self.menu = RowMenu(what, self.move_by, self.remove)
        if not self._keeper.writes:
            self.menu.hide()
        holder = QWidget()
        flow = Flow(holder, space=8)
        course = QWidget()
        HBox(self.steps, self.when, self.trail, space=8, parent=course)
        for widget in (self.area, self.status, course, self.menu):
            flow.addWidget(widget)
        return holder

    def _progress(self) -> QWidget:
        self._note: Value | None = None
        self._note_room = VBox(space=0)
        holder = QWidget()
        holder.setLayout(self._note_room)
        return holder

    def _not_noted(self, _error: BaseException) -> bool:
        self._noting, self._next_step = False, None
        return False

    def _show_progress(self) -> None:
        rows = self.goal.progress
        if rows != self._progress_shown:
            self._progress_shown, self._noting = rows, False
            waiting, self._next_step = self._next_step, None
            if waiting is not None:
                self.note(waiting)
        last = rows[-1] if rows else None
        self.steps.show_step(last.step if last else None)
        words = f"{step_word(last.step)} · {format_date(last.day, 'medium')}" if last else ""
        self.when.setText(words or _("Nothing noted"))
        self.trail.show_rows(rows)
        if self._note is not None and (last is None or self._note.spot.row_id != last.id):
            self._keeper.forget(self._note)
            self._note.hide()
            self._note.deleteLater()
            self._note = None
        if last is None:
            return
        if self._note is None:
            spot = Spot(PROGRESS, last.id, "note")
            self._note = self._keeper.value(spot, progress_note(self._keeper), labelled=False)
            self._note_room.add(self._note)
        self._note.show_value(last.note, last.version)

    def _adders(self) -> QWidget:
        holder = QWidget()
        flow = Flow(holder, space=4)
        measure = Button(_("New measure"), "quiet", icon="plus")
        measure.clicked.connect(self.add_measure)
        flow.addWidget(measure)
        if not self._is_sub:
            sub = Button(_("New sub-goal"), "quiet", icon="plus")
            sub.clicked.connect(self.add_sub_goal)
            flow.addWidget(sub)
        if not self._keeper.writes:
            holder.hide()
        return holder

    def _add_measure(self, text: str, _area: str) -> None:
        action = AddMeasure(self.goal.id, text)
        self._keeper.add(action, "how", lambda: self.new_measure.put_back(text))

    def _add_goal(self, text: str, _area: str) -> None:
        goal = self.goal
        action = AddGoal(self._keeper.plan_id, goal.life_area, text, goal.id)
        self._keeper.add(action, "text", lambda: self.new_goal.put_back(text))


class GoalList(QWidget):
    """All goals in their order, and the line for a new one."""

    def __init__(self, keeper: Keeper) -> None:
        """Without goals."""
        super().__init__()
        self._keeper = keeper
        areas = [(one.code, one.label) for one in keeper.bridge.team.choices("life_area")]
        self.column = Column(space=12)
        self.new_goal = NewRow(
            keeper, "new.goal.", _("What does the person want? In own words"), areas
        )
        self.new_goal.made.connect(self._add)
        self._none = Label(
            _("There is no goal yet. Ask what the person wants, and write it in their own words."),
            tone="muted", wrap=True,
        )  # fmt: skip
        self.add_button = Button(_("New goal"), keys="Ctrl+G", icon="plus")
        self.add_button.clicked.connect(self.add)
        if not keeper.writes:
            self.add_button.hide()
        box = VBox(self._none, self.column, self.new_goal, space=12, parent=self)
        box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_goals(self, goals: tuple[GoalRow, ...]) -> None:
        """Show them; a goal that stays keeps its widget."""
        self.column.arrange(
            [goal.id for goal in goals],
            lambda at: GoalWidget(self._keeper, goals[at]),
            self._keeper.forget_in,
        )
        for at, (goal, widget) in enumerate(zip(goals, self.column.widgets, strict=True)):
            widget.show_goal(goal, at)
        self._none.setVisible(not goals)

    def add(self) -> None:
        """Begin a new goal."""
        self.new_goal.open()

    def around(self, widget: QWidget | None) -> GoalWidget | None:
        """The goal a widget stands in; else the only or last goal."""
        while widget is not None:
            if isinstance(widget, GoalWidget):
                return widget
            widget = widget.parentWidget()
        widgets = self.column.widgets
        return widgets[-1] if widgets else None

    def _add(self, text: str, area: str) -> None:
        action = AddGoal(self._keeper.plan_id, area, text)
        self._keeper.add(action, "text", lambda: self.new_goal.put_back(text))
