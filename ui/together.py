"""Several people at the same: who writes where is said at the field, and nobody is held up.

One object for each desk. A field that keeps a draft says here under the same name that it is being
written in, and is told who else is. On a folder, where nobody else can be, it does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from factdesk.store.feed import Changes
from factdesk.store.keep import KEEP
from factdesk.store.link import LinkState
from factdesk.store.meanwhile import ByOther, OthersSince
from factdesk.words import _
from ui.bridge import Bridge
from ui.field_words import known_word
from ui.widgets.field_tag import FieldTag
from ui.widgets.spoken import announce

EDITING = "editing"

#: Looking elsewhere for a moment is not leaving.
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)

#: How many characters of another's text stand in the tip of a tag.
_TIP = 600


def mark_name(place: str) -> str:
    """A draft's place as a mark may name it: plain characters, and not too many."""
    return re.sub(r"[^A-Za-z0-9_.:-]", ":", place)[:120]


def is_shared(bridge: Bridge) -> bool:
    """Whether other seats can be at the same store; also before its line has been heard of."""
    return bridge.desk.store.is_shared or bridge.link.state is not LinkState.LOCAL


class Together(QObject):
    """Who else writes where. ``changed``: somebody has begun or ceased."""

    changed = Signal()

    @staticmethod
    def of(bridge: Bridge) -> Together:
        """The one of a bridge."""
        found = bridge.findChild(Together)
        return found if isinstance(found, Together) else Together(bridge)

    def __init__(self, bridge: Bridge) -> None:
        """Listen to the marks."""
        super().__init__(bridge)
        self._bridge = bridge
        self._shown: dict[str, QWidget] = {}
        self._tags: dict[QWidget, FieldTag] = {}
        self._news: dict[QWidget, tuple[str, str, Callable[[], None] | None]] = {}
        self._writers: dict[str, tuple[str, ...]] = {}
        # Rows that others have changed, and those of the last act of this desk.
        self._touched: set[tuple[str, str]] = set()
        self._own: frozenset[tuple[str, str]] = frozenset()
        bridge.marks_changed.connect(self._heard)
        bridge.changed.connect(self._remember)
        bridge.saved.connect(self._saved)
        self._heard()

    @property
    def is_shared(self) -> bool:
        """Whether anybody else can be at the same store."""
        return is_shared(self._bridge)

    # Who writes.

    def show_at(self, place: str, field: QWidget) -> None:
        """Say at this field who else writes in a place, from now until it is shown elsewhere."""
        if not self.is_shared:
            return
        what = mark_name(place)
        if self._shown.get(what) is not field:
            self.hide_at(field)
            self._shown[what] = field
            self._renew(field)

    def hide_at(self, field: QWidget) -> None:
        """The field is of another place from now on, or of none."""
        for what in [what for what, shown in self._shown.items() if shown is field]:
            del self._shown[what]
        self._news.pop(field, None)
        if isValid(field):
            self._renew(field)

    def begin(self, place: str) -> None:
        """The user writes here now."""
        if self.is_shared:
            self._bridge.marks.set(EDITING, mark_name(place))

    def end(self, place: str) -> None:
        """The user does so no more."""
        if self.is_shared:
            self._bridge.marks.clear(EDITING, mark_name(place))

    def writers(self, place: str) -> tuple[str, ...]:
        """The staff ids of the others who write in a place, the first one first."""
        return self._writers.get(mark_name(place), ())

    def writers_in(self, prefix: str) -> Mapping[str, tuple[str, ...]]:
        """The others who write in places whose marks begin so, by mark."""
        start = mark_name(prefix)
        return {what: who for what, who in self._writers.items() if what.startswith(start)}

    def names(self, staff_ids: tuple[str, ...]) -> str:
        """Names joined by commas; who is not known is a colleague."""
        found = (self._bridge.team.member(one) for one in staff_ids)
        return ", ".join(one.name if one else _("A colleague") for one in found)

    def initials(self, staff_ids: tuple[str, ...]) -> str:
        """Initials joined by commas."""
        return ", ".join(self._bridge.team.initials(one) or "?" for one in staff_ids)

    # What was changed meanwhile.

    def tell_changed(
        self,
        field: QWidget,
        row: tuple[str, str, int] | None,
        theirs: str,
        choose: Callable[[], None] | None = None,
        column: str = "",
    ) -> None:
        """Say at a field that is being written in that somebody has changed it meanwhile.

        ``row`` is table, id and the version that was seen, for whom it was; ``choose`` is what a
        click on the tag does. The other's text is in the tag's tip, and read aloud.
        """
        known = self._news.get(field)
        self._news[field] = (known[0] if known else _("A colleague"), theirs, choose)
        if known is None or known[1] != theirs:
            self._renew(field)
        if row is None:
            return

        def told(others: tuple[ByOther, ...]) -> None:
            who = [one for one in others if not column or one.field == column]
            if who and field in self._news and isValid(field):
                now = (self.names((who[0].staff_id,)), theirs, choose)
                if now[:2] != self._news[field][:2]:
                    self._news[field] = now
                    self._renew(field)

        self._bridge.ask(OthersSince(*row), on=field, then=told, failed=lambda _error: True)

    def forget_changed(self, field: QWidget) -> None:
        """What was changed meanwhile is taken in, or no longer matters."""
        if self._news.pop(field, None) is not None and isValid(field):
            self._renew(field)

    def tag(self, field: QWidget) -> FieldTag | None:
        """The tag at a field, where one was needed."""
        return self._tags.get(field)

    # Private.

    def _heard(self) -> None:
        marks = self._bridge.marks
        writers: dict[str, tuple[str, ...]] = {}
        for mark in marks.all():
            known = writers.get(mark.what, ())
            if mark.kind == EDITING and mark.seat != marks.seat and mark.staff_id not in known:
                writers[mark.what] = (*known, mark.staff_id)
        before, self._writers = self._writers, writers
        if before == writers:
            return
        for what in before.keys() | writers.keys():
            field = self._shown.get(what)
            if field is not None and before.get(what) != writers.get(what):
                if isValid(field):
                    self._renew(field)
                else:
                    del self._shown[what]
        self.changed.emit()

    def _remember(self, changes: Changes) -> None:
        me = self._bridge.actor.id
        if self.is_shared and changes.actors - {me}:
            self._touched |= changes.rows
        if me in changes.actors:
            self._own = changes.rows

    def _saved(self, action: Any) -> None:
        """Say it where others have changed other fields of the row that was saved just now."""
        rows = self._own & self._touched
        if len(rows) != 1 or not isinstance(action.seen, int):
            return
        self._touched -= rows
        ((table, row_id),) = rows

        def told(others: tuple[ByOther, ...]) -> None:
            merged = [
                (one.staff_id, word)
                for one in others
                if getattr(action, one.field, None) in (None, KEEP)
                and (word := known_word(table, one.field))
            ]
            if merged:
                who = self.names(tuple(dict.fromkeys(staff for staff, _word in merged)))
                fields = ", ".join(dict.fromkeys(word for _staff, word in merged))
                words = _("{name} has changed at the same time: {fields}")
                self._bridge.say(words.format(name=who, fields=fields))

        self._bridge.ask(
            OthersSince(table, row_id, action.seen), on=self, then=told, failed=lambda _error: True
        )

    def _renew(self, field: QWidget) -> None:
        """Let the tag of a field say what is so now; none is made before there is something."""
        self._tags = {one: tag for one, tag in self._tags.items() if isValid(one) and isValid(tag)}
        news = self._news.get(field)
        places = [what for what, shown in self._shown.items() if shown is field]
        who = self._writers.get(places[0], ()) if places else ()
        tag = self._tags.get(field)
        if news is None and not who:
            if tag is not None:
                tag.hide_words()
            return
        if tag is None:
            tag = self._tags[field] = FieldTag(field)
        if news is not None:
            name, theirs, choose = news
            words = _("Changed meanwhile by {name}").format(name=name)
            shown = theirs if len(theirs) <= _TIP else f"{theirs[:_TIP]}…"
            tip = _("Stands now: “{text}”. Saving lets you choose.").format(text=shown)
            tag.say(words, _("Changed meanwhile"), tip, "warn", choose)
        else:
            names = self.names(who)
            words = _("{name} is writing here").format(name=names)
            tag.say(words, self.initials(who), words, "info", None)
        if _has_focus(field):
            announce(tag, tag.accessibleName())


class Writing(QObject):
    """Follows one field: the mark stands from the first key until the field is left.

    ``is_changed`` says whether something is written that is not saved; a field that is only there
    while it is edited needs none, and its mark stands from the beginning.
    """

    def __init__(
        self,
        together: Together,
        field: QWidget,
        place: str = "",
        is_changed: Callable[[], bool] | None = None,
        shown_at: QWidget | None = None,
    ) -> None:
        """Live with the field; ``shown_at`` is where others are shown, where that is elsewhere."""
        super().__init__(field)
        self._together, self._field, self._is_changed = together, field, is_changed
        self._at = shown_at or field
        self._begun = self.place = ""
        self._leaving = _Leaving(together)
        self.move_to(place)
        if not together.is_shared:
            return
        field.installEventFilter(self)
        if isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self._typed)
        elif isinstance(field, QLineEdit):
            field.textEdited.connect(self._typed)
        if is_changed is None:
            self._begin()
        field.destroyed.connect(self._leaving.leave)

    def move_to(self, place: str) -> None:
        """The field is of another place from now on."""
        if place == self.place:
            return
        self.leave()
        self.place = place
        if place:
            self._together.show_at(place, self._at)

    def leave(self) -> None:
        """The field is left."""
        if self._begun:
            self._together.end(self._begun)
            self._begun = self._leaving.place = ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The mark goes when the field is left or hidden, and comes back to what is not saved.

        The filter may outlive its Python side by a moment while both are being taken down.
        """
        kind = event.type()
        if not hasattr(self, "_leaving"):
            return False
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _STAYS and self._is_changed is not None:
                self.leave()
        elif kind == QEvent.Type.FocusIn:
            self._typed()
        elif kind == QEvent.Type.Hide:
            self.leave()
        return False

    def _typed(self) -> None:
        if self._is_changed is None or (self._field.hasFocus() and self._is_changed()):
            self._begin()

    def _begin(self) -> None:
        if self.place and not self._begun:
            self._begun = self._leaving.place = self.place
            self._together.begin(self.place)


class _Leaving:
    """What is left to do when a field is gone, without the field."""

    def __init__(self, together: Together) -> None:
        self._together, self.place = together, ""

    def leave(self, *_gone: Any) -> None:
        """Take the mark away, where the desk is still there."""
        if self.place and isValid(self._together):
            self._together.end(self.place)


def _has_focus(field: QWidget) -> bool:
    inner = field.focusProxy() or field
    return field.hasFocus() or inner.hasFocus()
