"""The conflict panel: both values of every field that two people changed, and the choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from factdesk.store.conflict import Collision, Conflict
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_datetime
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import TextArea
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Card, Label

#: Words of the fields of a table, by column name; each room adds its own.
FieldWords = Callable[[], Mapping[str, str]]

#: The words of one field's value, a code or an id, from the value and the team's lists.
ValueWords = Callable[[Any, TeamFacts], str]

_WORDS: dict[str, FieldWords] = {}
_VALUES: dict[tuple[str, str], ValueWords] = {}

# Longer texts, in characters, are read in a box of at most so many lines.
_LONG, _LINES = 160, 8


def name_fields(table: str, words: FieldWords) -> None:
    """Give the words of a table's fields; called by the room's module when it is imported."""
    _WORDS[table] = words


def name_values(table: str, words: Mapping[str, ValueWords]) -> None:
    """Give the words of coded fields by column name; other fields are shown as they stand."""
    _VALUES.update({(table, field): word for field, word in words.items()})


def field_word(table: str, field: str) -> str:
    """The word of a field, or the field itself where no room has named it."""
    words = _WORDS.get(table)
    return (words() if words else {}).get(field, field)


def value_words(value: Any, team: TeamFacts | None, table: str = "", field: str = "") -> str:
    """A value as the user knows it; a code by the words its room has told."""
    if value is None or value == "":
        return _("(empty)")
    named = _VALUES.get((table, field))
    if named is not None and team is not None:
        return named(value, team)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value, "numeric")
    member = team.member(value) if team is not None and isinstance(value, str) else None
    return member.name if member else str(value)


class ConflictPanel(Dialog):
    """What I wrote, what stands now and what stood before; nothing is chosen for the user."""

    def __init__(
        self,
        parent: QWidget,
        conflict: Conflict,
        use_mine: Callable[[], None],
        team: TeamFacts | None = None,
    ) -> None:
        """``use_mine`` sends the command again, knowing what it writes over."""
        super().__init__(
            parent,
            conflict.message,
            _("Use mine"),
            secondary=_("Keep theirs"),
            intro=_who(conflict, team),
            width=760,
        )
        self._use_mine = use_mine
        for name, collision in conflict.fields.items():
            self.add(_field(conflict.entity, name, collision, team))
        self.primary.set_keys("Ctrl+Return")
        self.secondary.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a stray Enter write over nothing: mine is chosen by its button or Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Write mine over theirs."""
        self.accept()
        self._use_mine()


def _who(conflict: Conflict, team: TeamFacts | None) -> str:
    member = team.member(conflict.by) if team else None
    if member is None or conflict.at is None:
        return conflict.advice
    told = _("{name} changed it {when}.").format(
        name=member.name, when=format_datetime(conflict.at)
    )
    return f"{told} {conflict.advice}"


def _field(table: str, name: str, collision: Collision, team: TeamFacts | None) -> QWidget:
    """Mine beside what stands now, and under them what stood before."""
    word = field_word(table, name)
    mine, now, before = (
        _value(who, word, value_words(value, team, table, name), tone)
        for who, value, tone in (
            (_("Mine"), collision.mine, ""),
            (_("Stands now"), collision.now, ""),
            (_("Before"), collision.base, "muted"),
        )
    )
    beside = HBox(space=16)
    beside.add(mine, 1)
    beside.add(now, 1)
    return Card(Label(word, "strong"), beside, before, space=10, margins=16)


def _value(who: str, word: str, text: str, tone: str) -> QWidget:
    """A value under its name; a long text is read in a box of its own, which scrolls."""
    shown: QWidget = Label(text, tone=tone, wrap=True)
    if len(text) > _LONG or "\n" in text:
        area = TextArea(f"{who}: {word}", most_lines=_LINES)
        area.setReadOnly(True)
        area.set_text(text)
        shown = area
    box = QWidget()
    VBox(Label(who, "small", "muted"), shown, None, space=4, parent=box)
    return box
