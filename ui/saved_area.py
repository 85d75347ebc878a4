"""A text that saves itself when it is left; until then what is typed is kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFocusEvent
from shiboken6 import isValid

from factdesk.store.action import Action
from factdesk.store.drafts import DraftRow, DropDraft, SaveDraft
from ui.bridge import Bridge
from ui.together import Together, Writing
from ui.widgets.fields import TextArea


class SavedArea(TextArea):
    """``write(text, seen)`` makes the action that saves; one that gives a number gives the version.

    ``saved`` is the text as it stands, ``seen`` the version it was read at; 0 without a row.
    """

    def __init__(
        self,
        bridge: Bridge,
        place: str,
        write: Callable[[str, int], Action[Any]],
        *,
        spoken: str,
        hint: str = "",
        lines: int = 3,
        row: Callable[[], tuple[str, str, str]] | None = None,
    ) -> None:
        """Empty, until it is shown what is saved; ``row`` is its table, id and column."""
        super().__init__(hint, lines=lines, most_lines=40)
        self.setAccessibleName(spoken)
        self._bridge, self.place, self._write = bridge, place, write
        self.saved, self.seen = "", 0
        self._row, self._standing = row, ("", 0)
        self._together = Together.of(bridge)
        self._writing = Writing(self._together, self, place, lambda: self.is_changed)
        self._sending, self._has_draft, self._asked_again = False, False, False
        self.draft_changed.connect(self._keep)
        self.submitted.connect(self.save)

    @property
    def is_changed(self) -> bool:
        """Whether something is written that is not saved."""
        return self.toPlainText().strip() != self.saved.strip()

    def show_saved(self, text: str, seen: int) -> None:
        """Show what is saved; what is being typed on top of it stays, and knows what it saw."""
        self._standing = (text, seen)
        if self._sending:
            return
        if text == self.saved:
            self.seen = max(self.seen, seen)
            self._together.forget_changed(self)
            return
        if text.strip() == self.toPlainText().strip():
            # Another act has saved what stands here.
            self.saved, self.seen, self._has_draft = text, seen, False
            self._together.forget_changed(self)
            return
        if self.is_changed:
            self._tell_changed(text)
            return
        self.saved, self.seen = text, seen
        self.set_text(text)

    def take_draft(self, draft: DraftRow) -> None:
        """Show what was typed another time, before a lock or a crash."""
        if self.is_changed or self.hasFocus():
            return
        self._has_draft = True
        self.seen = self.seen if draft.seen is None else draft.seen
        self.set_text(draft.text)

    def save(self) -> None:
        """Save what is written, if it is anything new."""
        if self.isReadOnly():
            return
        if self._sending:
            # What is written meanwhile is saved when the answer has come.
            self._asked_again = True
            return
        if not self.is_changed:
            self._drop()
            return
        self.flush_draft()
        text = self.toPlainText()
        self._sending = True
        # Not on this widget: a refusal is told even when the meeting has been left meanwhile.
        self._bridge.run(
            self._write(text, self.seen),
            on=self._bridge,
            then=lambda result: self._done(text, result),
            failed=self._failed,
            theirs=self._take_theirs,
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when it is left."""
        super().focusOutEvent(event)
        self.save()

    def _done(self, text: str, result: object) -> None:
        if not isValid(self):
            return
        self._sending, self._has_draft = False, False
        self._together.forget_changed(self)
        if not self.hasFocus():
            self._writing.leave()
        self.saved = text
        self.seen = result if isinstance(result, int) else self.seen + 1
        again, self._asked_again = self._asked_again, False
        if self.is_changed and (again or not self.hasFocus()):
            self.save()

    def _failed(self, _error: BaseException) -> bool:
        if isValid(self):
            self._sending = False
        return False

    def _take_theirs(self) -> None:
        """The user lets stand what somebody else wrote."""
        if not isValid(self):
            return
        self._has_draft = True
        self._drop()
        self.saved, self.seen = self._standing
        self.set_text(self.saved)
        self._together.forget_changed(self)

    def _tell_changed(self, theirs: str) -> None:
        if self._row is None:
            self._together.tell_changed(self, None, theirs, self.save)
            return
        table, row_id, column = self._row()
        row = (table, row_id, self.seen)
        self._together.tell_changed(self, row, theirs, self.save, column)

    def _keep(self, text: str) -> None:
        self._has_draft = True
        self._bridge.run(SaveDraft(self.place, text, self.seen), on=self._bridge)
        self._bridge.warn_of_draft(self._write(text, self.seen))

    def _drop(self) -> None:
        if self._has_draft:
            self._has_draft = False
            self._bridge.run(DropDraft(self.place), on=self._bridge)
