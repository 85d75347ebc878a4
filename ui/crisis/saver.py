"""Saves the texts of one crisis plan, keeps their drafts, and gives drafts back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from factdesk.errors import KnownError
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.actions.write_crisis_level import WriteCrisisLevel
from factdesk.plans.crisis_view import CrisisFacts, LevelRow
from factdesk.store.action import Action
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.crisis.saved_text import SavedText
from ui.together import Together, Writing

#: How the texts are named: «plan.told», «level.warning.signs»; drafts too, after the person.
PLAN, LEVEL = "plan", "level"


class Saver(QObject):
    """Knows every open text by name. ``refresh`` is called when one is saved.

    ``history_wanted(text, entity, row id, field)`` asks what stood in a text before.
    """

    history_wanted = Signal(object, str, str, str)

    def __init__(
        self, bridge: Bridge, person_id: str, refresh: Callable[[], None], parent: QObject
    ) -> None:
        """Begin without a text."""
        super().__init__(parent)
        self._bridge, self._person_id, self._refresh = bridge, person_id, refresh
        self._together = Together.of(bridge)
        self.facts: CrisisFacts | None = None
        self.texts: dict[str, SavedText] = {}

    def add(self, text: SavedText) -> SavedText:
        """Take care of a text."""
        self.texts[text.name] = text
        text.saved.connect(self._save)
        text.drafted.connect(self._draft)
        text.history_wanted.connect(self._history)
        text.outrun.connect(self._outrun)
        Writing(self._together, text.area, self._place(text.name), lambda: text.is_dirty)
        return text

    def drop(self, prefix: str) -> None:
        """Let go of the texts whose widgets go; what is typed in them is kept."""
        for name in [name for name in self.texts if name.startswith(prefix)]:
            self.texts.pop(name).area.flush_draft()

    def show(self, facts: CrisisFacts) -> None:
        """Give every text what stands now."""
        self.facts = facts
        levels = {one.level: one for one in facts.levels}
        for name, text in self.texts.items():
            value, version = _standing(facts, levels, name)
            text.show_value(value, version)

    def ask_drafts(self) -> None:
        """Show what was typed another time and not saved."""
        self._bridge.ask(Drafts(self._place("")), on=self, then=self._show_drafts)

    def flush(self) -> None:
        """Keep what is being typed."""
        for text in self.texts.values():
            text.area.flush_draft()

    def _save(self, name: str, value: str | None, seen: int | None) -> None:
        text, bridge, place = self.texts[name], self._bridge, self._place(name)

        def done(_result: object) -> None:
            bridge.run(DropDraft(place), on=bridge)
            if isValid(text):
                text.done()
            if isValid(self):
                self._refresh()

        def refused(error: BaseException) -> bool:
            if not isValid(text):
                # The page was left meanwhile: told all the same, and kept for the next opening.
                bridge.run(SaveDraft(place, value or "", seen), on=bridge)
                return False
            if isinstance(error, KnownError) and not hasattr(error, "fields"):
                text.fail(f"{error.message} {error.advice}")
                return True
            text.hold()
            return False

        def theirs() -> None:
            bridge.run(DropDraft(place), on=bridge)
            if isValid(text):
                text.revert()

        action = self._action(name, value, seen)
        if action is not None:
            bridge.run(action, on=bridge, then=done, failed=refused, theirs=theirs)

    def _outrun(self, name: str, seen: int | None) -> None:
        """Somebody else has changed what is being typed, or it is settled."""
        text, row = self.texts[name], self._row_of(name)
        if seen is None or row is None:
            self._together.forget_changed(text.area)
            return
        table, row_id, column = row
        self._together.tell_changed(
            text.area, (table, row_id, seen), text.value or "", text.save, column
        )

    def _row_of(self, name: str) -> tuple[str, str, str] | None:
        """Table, id and column of a text; nothing where there is no row."""
        facts, (part, _dot, rest) = self.facts, name.partition(".")
        if facts is None or facts.plan is None:
            return None
        if part == PLAN:
            return "crisis_plans", facts.plan.id, rest
        code, _dot, field = rest.rpartition(".")
        row = next((one for one in facts.levels if one.level == code), None)
        return None if row is None or row.id is None else ("crisis_levels", row.id, field)

    def _action(self, name: str, value: str | None, seen: int | None) -> Action[Any] | None:
        if self.facts is None or self.facts.plan is None:
            return None
        plan, (part, _dot, rest) = self.facts.plan, name.partition(".")
        if part == PLAN:
            return EditCrisisPlan(plan.id, seen or plan.version, **{rest: value})  # type: ignore[arg-type]
        level, _dot, field = rest.rpartition(".")
        return WriteCrisisLevel(plan.id, level, seen, **{field: value})

    def _history(self, name: str) -> None:
        facts, (part, _dot, rest) = self.facts, name.partition(".")
        if facts is None or facts.plan is None:
            return
        if part == PLAN:
            self.history_wanted.emit(self.texts[name], "crisis_plan", facts.plan.id, rest)
            return
        code, _dot, field = rest.rpartition(".")
        row = next((one for one in facts.levels if one.level == code), None)
        if row is not None and row.id is not None:
            self.history_wanted.emit(self.texts[name], "crisis_level", row.id, field)

    def _place(self, name: str) -> str:
        return f"crisis.{self._person_id}.{name}"

    def _draft(self, name: str, text: str | None, seen: int | None) -> None:
        place = self._place(name)
        action: Action[None] = DropDraft(place) if text is None else SaveDraft(place, text, seen)
        self._bridge.run(action, on=self._bridge)

    def _show_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        for draft in drafts:
            text = self.texts.get(draft.place.removeprefix(self._place("")))
            if text is not None and draft.text.strip() == (text.text or ""):
                # It was saved on the way out.
                self._bridge.run(DropDraft(draft.place), on=self._bridge)
            elif text is not None and not text.is_dirty:
                hint = _("Your draft from {when}. Ctrl+Enter saves, Esc throws it away.")
                when = format_datetime(draft.at, "short")
                text.show_draft(draft.text, draft.seen, hint.format(when=when))


def _standing(
    facts: CrisisFacts, levels: dict[str, LevelRow], name: str
) -> tuple[str | None, int | None]:
    """The value and the version of the row that a text is of."""
    part, _dot, rest = name.partition(".")
    if part == PLAN:
        return getattr(facts.plan, rest, None), facts.plan.version if facts.plan else None
    level, _dot, field = rest.rpartition(".")
    row = levels.get(level)
    return (None, None) if row is None else (getattr(row, field), row.version)
