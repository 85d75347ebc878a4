"""The finder (Ctrl+K): persons and actions in one list, from the first letter typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factdesk.words import _
from ui.page import Command
from ui.theme import theme
from ui.widgets.fields import SearchField
from ui.widgets.filter import fold
from ui.widgets.layouts import VBox
from ui.widgets.marks import key_text
from ui.widgets.paint import keycap_width, paint_icon, paint_keycap, paint_text, text_width
from ui.widgets.pickers import Index
from ui.widgets.spoken import announce
from ui.widgets.texts import Label

#: How many results are shown.
MOST = 12


@dataclass(frozen=True)
class Found:
    """One result: what it says, what tells it apart, its icon and key, and what choosing does."""

    text: str
    hint: str
    icon: str
    keys: str
    choose: Callable[[], None]

    @property
    def spoken(self) -> str:
        """What is read aloud."""
        return ", ".join(part for part in (self.text, self.hint) if part)

    @property
    def haystack(self) -> str:
        """What is searched, without case and accents."""
        return fold(f"{self.text} {self.hint}")


class Finder(QDialog):
    """A sheet with a search and its results; the arrows move, Enter chooses, Esc leaves."""

    def __init__(self, parent: QWidget, items: Sequence[Found], title: str = "") -> None:
        """Take everything that can be found, and what is searched; the order given breaks ties."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = title or _("Search for a person or an action")
        self.setWindowTitle(title)
        self._items = [(item.haystack, item) for item in items]
        self._shown: list[Found] = []
        self._search = SearchField(title, keys="Esc")
        self._search.searched.connect(self._find)
        self._search.stepped.connect(self._step)
        self._model = QStringListModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Row(self._list, lambda: self._shown))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(_("Results"))
        self._list.clicked.connect(lambda _index: self._choose())
        self._nothing = Label(
            _("Nothing is called that. Try a part of the name, or another word."),
            tone="muted",
            wrap=True,
        )
        column = VBox(self._search, self._nothing, space=8, margins=16, parent=self)
        column.add(self._list, 1)
        room = parent.window().size() - QSize(theme().px(32), theme().px(32))
        self.setFixedSize(QSize(theme().px(640), theme().px(MOST * 36 + 80)).boundedTo(room))
        self._find("")
        self._search.setFocus()

    @property
    def shown(self) -> tuple[Found, ...]:
        """The results on the screen, best first."""
        return tuple(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the marked result."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> None:
        words = fold(text).split()
        hits = [
            (_rank(haystack, words), number, item)
            for number, (haystack, item) in enumerate(self._items)
            if all(word in haystack for word in words)
        ]
        self._shown = [item for _rank_, _number, item in sorted(hits, key=lambda hit: hit[:2])][
            :MOST
        ]
        self._model.setStringList([item.spoken for item in self._shown])
        self._list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)
        self._mark(0)

    def _step(self, by: int) -> None:
        row = self._list.currentIndex().row() + by
        if 0 <= row < len(self._shown):
            self._mark(row)

    def _mark(self, row: int) -> None:
        """Mark a result and say it: the focus stays in the search."""
        self._list.setCurrentIndex(self._model.index(row))
        said = self._shown[row].spoken if self._shown else self._nothing.text()
        self._search.setAccessibleDescription(said)
        announce(self._search, said)

    def _choose(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._shown):
            chosen = self._shown[row]
            self.accept()
            chosen.choose()


def found_commands(commands: Sequence[Command]) -> list[Found]:
    """The commands that can be done now, as results."""
    return [
        Found(command.text, command.group, "arrow-right", command.keys, command.run)
        for command in commands
        if command.enabled()
    ]


def _rank(haystack: str, words: Sequence[str]) -> int:
    """Lower is better: a word at the start of the text, then at the start of any word."""
    if not words:
        return 0
    if haystack.startswith(words[0]):
        return 0
    return 1 if f" {words[0]}" in haystack else 2


class _Row(QStyledItemDelegate):
    """Paints one result: icon, text, hint, key."""

    def __init__(self, parent: QListView, shown: Callable[[], list[Found]]) -> None:
        super().__init__(parent)
        self._shown_items = shown

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme().px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        items = self._shown_items()
        if index.row() >= len(items):
            return
        item, look = items[index.row()], theme()
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("selection"))
        size = look.px(18)
        top = area.top() + (area.height() - size) / 2
        paint_icon(painter, QRectF(area.left() + look.px(8), top, size, size), item.icon, "muted")
        right = area.right() - look.px(8)
        if item.keys:
            width = keycap_width(key_text(item.keys))
            cap = QRectF(right - width, area.center().y() - look.px(10), width, look.px(20))
            paint_keycap(painter, cap, key_text(item.keys))
            right -= width + look.px(8)
        room = right - area.left() - look.px(36)
        told = min(text_width(item.hint, "small") + 1, room / 2)
        text = QRectF(area)
        text.setLeft(area.left() + look.px(36))
        text.setRight(right - told - look.px(8))
        paint_text(painter, text, item.text)
        hint = QRectF(area)
        hint.setLeft(right - told)
        hint.setRight(right)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, hint, item.hint, "muted", "small", align)
