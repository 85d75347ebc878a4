"""A list that is ordered, renamed and put to rest: the same for categories and for choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox


@dataclass(frozen=True)
class Entry:
    """One line; ``hint`` stands after it."""

    id: str
    text: str
    hint: str
    active: bool


class OrderedList(QWidget):
    """Lines in an order; Ctrl+↑/↓ moves one, Enter renames it.

    `ordered(ids, ids as they stood)`, `rename(id)`, `rest(id)` and `added()` tell what the user
    wants. A new order is shown at once; `take_back` shows again what stands.
    """

    ordered = Signal(tuple, tuple)
    rename = Signal(str)
    rest = Signal(str)
    added = Signal()

    def __init__(self, spoken: str, *, editable: bool) -> None:
        """Take the name a screen reader says, and whether there are buttons."""
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._standing: tuple[Entry, ...] = ()
        self.list = _Lines(self)
        self.list.setAccessibleName(spoken)
        self.list.itemActivated.connect(lambda _item: self._emit(self.rename))
        self.list.currentRowChanged.connect(lambda _row: self._name_rest())
        column = VBox(space=8, parent=self)
        column.add(self.list, 1)
        self.setFocusProxy(self.list)
        self._rest = Button(_("Put to rest"), icon="pause")
        self._rest.clicked.connect(lambda: self._emit(self.rest))
        self._buttons = (
            self._button(_("Add …"), "plus", self.added.emit),
            self._button(_("Rename …"), "pencil", lambda: self._emit(self.rename)),
            self._rest,
            self._button("", "arrow-up", lambda: self.shift(-1), _("Move up (Ctrl+Up)")),
            self._button("", "arrow-down", lambda: self.shift(1), _("Move down (Ctrl+Down)")),
        )
        if editable:
            column.add(HBox(*self._buttons, None))
        else:
            for button in self._buttons:
                button.setParent(self)
                button.hide()
        self.is_editable = editable

    @property
    def chosen(self) -> Entry | None:
        """The line chosen."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines, and keep the chosen one chosen."""
        self._standing = tuple(entries)
        self._fill(self._standing)

    def take_back(self, _error: object = None) -> bool:
        """The order wished for was refused: show what stands; the refusal is told elsewhere."""
        self._fill(self._standing)
        return False

    def _fill(self, entries: tuple[Entry, ...]) -> None:
        kept = self.chosen.id if self.chosen else None
        self._entries = entries
        self.list.clear()
        for entry in entries:
            text = f"{entry.text}   {entry.hint}" if entry.hint else entry.text
            item = QListWidgetItem(text)
            if not entry.active:
                item.setForeground(theme().colour("muted"))
            self.list.addItem(item)
        at = next((at for at, entry in enumerate(entries) if entry.id == kept), 0)
        self.list.setCurrentRow(at)
        self._name_rest()

    def shift(self, by: int) -> None:
        """Wish the chosen line one place up or down."""
        at = self.list.currentRow()
        to = at + by
        if not self.is_editable or not (0 <= at < len(self._entries) > to >= 0):
            return
        was = tuple(entry.id for entry in self._entries)
        entries = list(self._entries)
        entries.insert(to, entries.pop(at))
        self._fill(tuple(entries))
        self.ordered.emit(tuple(entry.id for entry in entries), was)

    def _emit(self, signal: object) -> None:
        if self.chosen is not None and self.is_editable:
            signal.emit(self.chosen.id)  # type: ignore[attr-defined]

    def _name_rest(self) -> None:
        used = self.chosen is None or self.chosen.active
        self._rest.set_text(_("Put to rest") if used else _("Use again"))

    @staticmethod
    def _button(text: str, icon: str, run: Callable[[], None], spoken: str = "") -> Button:
        button = Button(text, icon=icon, spoken=spoken)
        button.clicked.connect(lambda _on: run())
        return button


class _Lines(QListWidget):
    """The lines; moves with Ctrl and an arrow."""

    def __init__(self, owner: OrderedList) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl+Up and Ctrl+Down."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._owner.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)
