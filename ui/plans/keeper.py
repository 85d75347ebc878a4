"""What keeps the values of one person's plan: saves them, keeps drafts, gives drafts back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from factdesk.errors import KnownError
from factdesk.plans.actions.goals import AddGoal, EditGoal
from factdesk.plans.actions.measures import AddMeasure, EditMeasure
from factdesk.plans.actions.plan import EditPlan
from factdesk.plans.actions.progress import EditProgress
from factdesk.plans.facts import PlanFacts
from factdesk.store.action import Action
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.plans.spot import GOAL, MEASURE, PLAN, PROGRESS, Spot
from ui.plans.value import Value
from ui.plans.value_kind import Kind
from ui.together import Together, Writing
from ui.widgets.messages import Speaks

_EDITS: dict[str, Callable[..., Action[Any]]] = {
    PLAN: EditPlan,
    GOAL: EditGoal,
    MEASURE: EditMeasure,
    PROGRESS: EditProgress,
}


class Keeper(QObject):
    """Knows every value shown of the plan by its spot.

    ``facts`` are the newest; ``history_wanted(value)`` asks what stood there before;
    ``led(widget)`` tells where the keyboard was led, so that it is scrolled to.
    """

    history_wanted = Signal(object)
    drafts_given = Signal()
    led = Signal(QWidget)

    def __init__(self, bridge: Bridge, messages: Speaks, person_id: str, parent: QObject) -> None:
        """Ask for the drafts of the plan; they are shown as their values appear."""
        super().__init__(parent)
        self.bridge, self.messages, self.person_id = bridge, messages, person_id
        self.may_edit = bridge.can(Right.EDIT_PEOPLE)
        self._together = Together.of(bridge)
        self.facts: PlanFacts | None = None
        self.values: dict[Spot, Value] = {}
        self._drafts: dict[str, DraftRow] = {}
        self._wanted: Spot | None = None
        self._begin = False
        bridge.ask(Drafts(self._place("")), on=self, then=self._take_drafts)

    @property
    def plan(self) -> PlanFacts:
        """The newest facts. Raises RuntimeError before the first."""
        if self.facts is None:
            raise RuntimeError("the plan is not read yet")
        return self.facts

    @property
    def plan_id(self) -> str:
        """The id of the plan in work. Raises RuntimeError where there is none."""
        if self.plan.plan is None:
            raise RuntimeError("there is no plan in work")
        return self.plan.plan.id

    @property
    def writes(self) -> bool:
        """Whether the user may write in the plan that is shown."""
        return self.may_edit

    def value(self, spot: Spot, kind: Kind, *, labelled: bool = True) -> Value:
        """Make the widget of a value; it leaves the keeper when it goes."""
        made = Value(spot, kind, labelled=labelled)
        made.saved.connect(self._save)
        made.drafted.connect(self._draft)
        made.history_wanted.connect(self._history)
        made.opened.connect(self._opened)
        made.outrun.connect(self._outrun)
        made.closed.connect(lambda: self._together.forget_changed(made))
        self._together.show_at(self._place(spot.place), made)
        self.values[spot] = made
        return made

    def forget(self, value: Value) -> None:
        """Let go of a value whose row is gone; what is typed in it is kept for its return."""
        if value.editor is not None:
            text, seen = value.editor.text(), value.version
            value.flush_draft()
            place = self._place(value.spot.place)
            self._drafts[place] = DraftRow(place, text, seen, self.bridge.clock.now())
        self.values.pop(value.spot, None)

    def forget_in(self, widget: QWidget) -> None:
        """Let go of every value in a widget."""
        for value in widget.findChildren(Value):
            self.forget(value)

    def give_drafts(self) -> None:
        """Show the drafts whose values are there, and go where the user was led."""
        for spot, value in self.values.items():
            draft = self._drafts.pop(self._place(spot.place), None)
            if draft is not None and not value.is_editing:
                value.edit(draft.text, draft.seen)
        self.drafts_given.emit()
        if self._wanted in self.values:
            self.go(self._wanted, begin=self._begin)

    def draft_of(self, name: str) -> str:
        """Take the draft of something not made yet, or ""."""
        draft = self._drafts.pop(self._place(name), None)
        return draft.text if draft else ""

    def go(self, spot: Spot, *, begin: bool = False) -> None:
        """Lead the keyboard to a value, now or as soon as it is there."""
        value = self.values.get(spot)
        self._wanted, self._begin = (spot, begin) if value is None else (None, False)
        if value is not None:
            self.lead(value)
            if begin and self.writes:
                value.edit()

    def lead(self, widget: QWidget) -> None:
        """Lead the keyboard to a widget of the plan, and the eye too."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.led.emit(widget)

    def run(self, action: Action[Any], then: Callable[[Any], None] | None = None) -> None:
        """Do something that the user asked for with one press."""
        self.bridge.run(action, on=self, then=then)

    def add(self, action: AddGoal | AddMeasure, field: str, put_back: Callable[[], None]) -> None:
        """Add a row and lead to a field of it; ``put_back`` shows again what was not added."""
        entity = GOAL if isinstance(action, AddGoal) else MEASURE

        def failed(_error: BaseException) -> bool:
            put_back()
            return False

        self.bridge.run(
            action, on=self, then=lambda new: self.go(Spot(entity, new, field)), failed=failed
        )

    def go_to_plan(self, plan_id: str) -> None:
        """Lead to the first text of a plan that has just been made."""
        self.go(Spot(PLAN, plan_id, "important"), begin=True)

    def put_back(self, value: Value, old: Any) -> None:
        """Let a value of earlier stand again."""
        action = _EDITS[value.spot.entity](
            value.spot.row_id, value.version, **{value.spot.field: old}
        )
        self.bridge.run(action, on=value, then=lambda _result: value.done(old))

    def removed(self, words: str) -> None:
        """Say that something is gone, and how it comes back."""
        self.messages.info(words, _("Undo"), self.bridge.undo)

    def keep(self, name: str, text: str) -> None:
        """Keep or drop the draft of something not made yet."""
        place = self._place(name)
        action: Action[None] = SaveDraft(place, text) if text else DropDraft(place)
        self.bridge.run(action, on=self.bridge)

    # private

    def _place(self, end: str) -> str:
        return f"plan.{self.person_id}.{end}"

    def _save(self, value: Value, wanted: Any, seen: int) -> None:
        bridge, place = self.bridge, self._place(value.spot.place)
        typed = value.editor.text() if value.editor is not None else ""

        def done(_result: object) -> None:
            bridge.run(DropDraft(place), on=bridge)
            if isValid(value):
                value.done(wanted)

        def theirs() -> None:
            bridge.run(DropDraft(place), on=bridge)
            if isValid(value):
                value.held_up()
                value.cancel()

        def refused(error: BaseException) -> bool:
            if not isValid(value):
                # The plan was left meanwhile: told all the same, and kept for the next opening.
                if typed:
                    bridge.run(SaveDraft(place, typed, seen), on=bridge)
                return False
            if isinstance(error, KnownError) and not hasattr(error, "fields"):
                value.fail(f"{error.message} {error.advice}")
                return True
            value.flush_draft()
            value.held_up()
            return False

        edit = _EDITS[value.spot.entity]
        action = edit(value.spot.row_id, seen, **{value.spot.field: wanted})
        bridge.run(action, on=bridge, then=done, failed=refused, theirs=theirs)

    def _opened(self, value: Value) -> None:
        """Others see that it is being written in, for as long as its editor is there."""
        if value.editor is not None and self._together.is_shared:
            inner = value.editor.widget
            Writing(self._together, inner, self._place(value.spot.place), shown_at=value)

    def _outrun(self, value: Value) -> None:
        """Somebody else has changed what is being written."""
        spot = value.spot
        row = (spot.entity, spot.row_id, value.version)
        column = "" if spot.field == "responsible" else spot.field
        self._together.tell_changed(value, row, value.words, value.save, column)

    def _draft(self, value: Value, text: str | None, seen: int) -> None:
        place = self._place(value.spot.place)
        action = DropDraft(place) if text is None else SaveDraft(place, text, seen)
        self.bridge.run(cast(Action[None], action), on=self.bridge)

    def _history(self, value: Value) -> None:
        self.history_wanted.emit(value)

    def _take_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        self._drafts |= {draft.place: draft for draft in drafts}
        if self.facts is not None:
            self.give_drafts()
