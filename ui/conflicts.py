"""The conflict panel: both values of every field that two people changed, and the choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.errors import KnownError
from factdesk.people.whose import WhoseRow, is_of_person
from factdesk.store.conflict import Collision, Conflict
from factdesk.team.roles import Right
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.field_words import field_word, value_words
from ui.settling import Settlement
from ui.theme import theme
from ui.widgets.buttons import Button, Choice, ChoiceBar
from ui.widgets.compared import differing, mark_words
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import TextArea
from ui.widgets.layouts import HBox, VBox
from ui.widgets.spoken import announce
from ui.widgets.texts import Card, Label

# Longer texts, in characters, are read in a box of at most so many lines.
_LONG, _LINES = 160, 8

#: What can be chosen for a field.
MINE, THEIRS, BOTH = "mine", "theirs", "both"


class ConflictPanel(Dialog):
    """What I wrote, what stands now and what stood before; nothing is chosen for the user.

    One field is settled by a button. Of several, each is chosen for itself, and then saved. Esc
    chooses nothing: what was typed stays where it was typed, unsaved.
    """

    def __init__(
        self,
        parent: QWidget,
        conflict: Conflict,
        use_mine: Settlement | Callable[[], None],
        team: TeamFacts | None = None,
    ) -> None:
        """``use_mine`` sends the command again, knowing what it writes over."""
        self._conflict, self._settle = conflict, use_mine
        self._by_field = isinstance(use_mine, Settlement) and use_mine.is_by_field
        self._is_each = self._by_field and len(conflict.fields) > 1
        super().__init__(
            parent,
            conflict.message,
            _("Save what is chosen") if self._is_each else _("Use mine"),
            secondary=_("Keep theirs"),
            intro=_who(conflict, team),
            width=760,
        )
        # Its line is kept from the beginning, so that nothing moves when the name is there.
        self.whose = Label(" ", "strong", wrap=True)
        self.head.insertWidget(1, self.whose)
        self.whose.setVisible(is_of_person(conflict.entity))
        self.bars: dict[str, ChoiceBar] = {}
        for name, collision in conflict.fields.items():
            self.add(self._card(name, collision, team))
        self.both = Button(_("Keep both"), parent=self)
        self.both.clicked.connect(self._use_both)
        self.footer.insertWidget(self.footer.indexOf(self.primary), self.both)
        self.both.setVisible(
            self._by_field and not self._is_each and all(map(_can_join, conflict.fields.values()))
        )
        self.primary.set_keys("Ctrl+Return")
        self.secondary.set_keys("")
        self.secondary.clicked.disconnect(self.reject)
        self.secondary.clicked.connect(self._keep_theirs)
        self._renew()
        self.secondary.setFocus()

    def name_person(self, name: str) -> None:
        """Say in the head whose it is; of a blocked record, or of nobody's, nothing is said."""
        if name:
            text = _("Concerns {name}").format(name=name)
            self.whose.setText(text)
            self.setAccessibleDescription(text)
            announce(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below each other where they do not fit beside each other."""
        super().resizeEvent(event)
        room = self.width() - 2 * theme().px(24)
        buttons = [one for one in (self.secondary, self.both, self.primary) if not one.isHidden()]
        gaps = self.footer.spacing() * len(buttons)
        fits = sum(one.sizeHint().width() for one in buttons) + gaps <= room
        flow = QBoxLayout.Direction
        wanted = flow.LeftToRight if fits else flow.TopToBottom
        if self.footer.direction() != wanted:
            self.footer.setDirection(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a stray Enter write over nothing: mine is chosen by its button or Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Write mine over theirs, or what is chosen for each field."""
        self.accept()
        if self._is_each:
            self._use({name: bar.value for name, bar in self.bars.items()})
        else:
            self._settle()

    def _keep_theirs(self) -> None:
        self.reject()
        if isinstance(self._settle, Settlement):
            self._settle.keep_theirs()

    def _use_both(self) -> None:
        self.accept()
        self._use(dict.fromkeys(self._conflict.fields, BOTH))

    def _use(self, chosen: Mapping[str, str]) -> None:
        """Send the values of these choices."""
        if not isinstance(self._settle, Settlement):
            return
        values: dict[str, Any] = {}
        for name, choice in chosen.items():
            each = self._conflict.fields[name]
            values[name] = _of(choice, each)
        self._settle.use(values)

    def _renew(self) -> None:
        """What is chosen can be saved when every field has its choice."""
        self.primary.setEnabled(all(bar.value for bar in self.bars.values()))

    def _card(self, name: str, collision: Collision, team: TeamFacts | None) -> QWidget:
        """Mine beside what stands now, and under them what stood before and the choice."""
        table = self._conflict.entity
        word = field_word(table, name)
        said = [
            value_words(value, team, table, name)
            for value in (collision.mine, collision.now, collision.base)
        ]
        texts = _can_join(collision)
        others = (said[1], said[0], None) if texts else (None, None, None)
        mine, now, before = (
            _value(who, word, text, tone, other)
            for who, text, tone, other in zip(
                (_("Mine"), _("Stands now"), _("Before")), said, ("", "", "muted"), others,
                strict=True,
            )
        )  # fmt: skip
        beside = HBox(space=16)
        beside.add(mine, 1)
        beside.add(now, 1)
        card = Card(Label(word, "strong"), beside, before, space=10, margins=16)
        if self._is_each:
            choices = [Choice(MINE, _("Mine")), Choice(THEIRS, _("Stands now"))]
            if texts:
                choices.append(Choice(BOTH, _("Both")))
            bar = self.bars[name] = ChoiceBar(choices, _("Shall stand: {field}").format(field=word))
            bar.chosen.connect(lambda _value: self._renew())
            card.body.add(bar)
        return card


def open_conflict(
    parent: QWidget, bridge: Bridge, conflict: Conflict, use_mine: Settlement | Callable[[], None]
) -> ConflictPanel:
    """Open the panel of a conflict, and name the person it is about as soon as that is known."""
    panel = ConflictPanel(parent, conflict, use_mine, bridge.team)
    panel.open()
    if is_of_person(conflict.entity) and bridge.can(Right.SEE_BOARD):
        bridge.ask(
            WhoseRow(conflict.entity, conflict.entity_id),
            on=panel,
            then=panel.name_person,
            # Without the name the choice stands all the same.
            failed=lambda error: isinstance(error, KnownError),
        )
    return panel


def _can_join(collision: Collision) -> bool:
    """Whether both can stand: two texts, one below the other."""
    both = (collision.mine, collision.now)
    return all(isinstance(one, str) and one.strip() for one in both) and any(
        " " in one or "\n" in one for one in both
    )


def _of(choice: str, collision: Collision) -> Any:
    """The value of a choice; both is theirs with mine below it."""
    if choice == BOTH:
        return f"{collision.now.rstrip()}\n\n{collision.mine.lstrip()}"
    return collision.mine if choice == MINE else collision.now


def _who(conflict: Conflict, team: TeamFacts | None) -> str:
    member = team.member(conflict.by) if team else None
    if member is None or conflict.at is None:
        return conflict.advice
    told = _("{name} changed it {when}.").format(
        name=member.name, when=format_datetime(conflict.at)
    )
    return f"{told} {conflict.advice}"


def _value(who: str, word: str, text: str, tone: str, other: str | None) -> QWidget:
    """A value under its name; a text in a box of its own, which scrolls, its own words marked."""
    shown: QWidget = Label(text, tone=tone, wrap=True)
    if other is not None or len(text) > _LONG or "\n" in text:
        area = TextArea(f"{who}: {word}", most_lines=_LINES)
        area.setReadOnly(True)
        area.set_text(text)
        if other is not None and other != text:
            mark_words(area, differing(text, other))
        shown = area
    box = QWidget()
    VBox(Label(who, "small", "muted"), shown, None, space=4, parent=box)
    return box
