"""Choosing colleagues by their initials, and a person by searching."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factdesk.words import _
from ui.theme import theme
from ui.widgets.fields import SearchField
from ui.widgets.filter import fold, parse, search_text
from ui.widgets.layouts import VBox
from ui.widgets.paint import paint_text, text_width
from ui.widgets.texts import Label

Index = QModelIndex | QPersistentModelIndex

_BETWEEN: Final = re.compile(r"[\s,+;&]+")
_MOST: Final = 50


@dataclass(frozen=True)
class StaffChoice:
    """A colleague to choose: id, initials, name."""

    id: str
    initials: str
    name: str


@dataclass(frozen=True)
class PersonChoice:
    """A person to choose: id, name, and what tells two of the same name apart."""

    id: str
    text: str
    hint: str = ""


class StaffPicker(QLineEdit):
    """Colleagues by initials, several with space, comma or + between: "MH + EØ".

    Capitals do not count; a name is completed to its initials. `picked(ids, unknown)` tells two
    tuples when the field is left or Enter is pressed and either is another one.
    """

    picked = Signal(tuple, tuple)
    problem_changed = Signal(str)

    def __init__(
        self, staff: Iterable[StaffChoice] = (), spoken: str = "", parent: QWidget | None = None
    ) -> None:
        """Take who can be chosen."""
        super().__init__(parent)
        self.setAccessibleName(spoken or _("Colleagues, by initials"))
        self.setPlaceholderText(_("Initials"))
        self._told: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._popup = QListView()
        self._popup.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._complete)
        self.set_staff(staff)
        self.textEdited.connect(self._suggest)

    def set_staff(self, staff: Iterable[StaffChoice]) -> None:
        """Set who can be chosen."""
        self._staff = tuple(staff)
        self._by_initials = {choice.initials.casefold(): choice for choice in self._staff}
        self._names.setStringList([f"{one.initials}  {one.name}" for one in self._staff])

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the colleagues typed, in order, each once."""
        known = (self._by_initials.get(token.casefold()) for token in self._tokens())
        return tuple(dict.fromkeys(choice.id for choice in known if choice))

    @property
    def unknown(self) -> tuple[str, ...]:
        """What was typed that is nobody's initials."""
        return tuple(one for one in self._tokens() if one.casefold() not in self._by_initials)

    def set_ids(self, ids: Iterable[str]) -> None:
        """Show colleagues without telling; an id that is not among the choices is left out."""
        by_id = {choice.id: choice.initials for choice in self._staff}
        self.setText(" + ".join(by_id[one] for one in ids if one in by_id))
        self._told = (self.ids, self.unknown)

    def read(self) -> None:
        """Tell who is typed now, when it is somebody else."""
        now = (self.ids, self.unknown)
        if now != self._told:
            self._told = now
            nobody = ", ".join(self.unknown)
            problem = _("Nobody here has the initials {initials}.").format(initials=nobody)
            self.problem_changed.emit(problem if nobody else "")
            self.picked.emit(*now)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read when the field is left, but not when it is left for its own suggestions."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the suggestions have Enter, Tab and Esc while they are open; read at Enter."""
        chosen = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        if self._popup.isVisible() and event.key() in chosen:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read()
        super().keyPressEvent(event)

    def _tokens(self) -> list[str]:
        """Return what is typed, part by part."""
        return [token for token in _BETWEEN.split(self.text()) if token]

    def _suggest(self, text: str) -> None:
        """Suggest colleagues for the part being typed, unless it is somebody's initials already."""
        last = _BETWEEN.split(text)[-1]
        if len(last) < 2 or last.casefold() in self._by_initials:
            self._popup.hide()
            return
        self._completer.setCompletionPrefix(last)
        if self._completer.completionCount():
            self._completer.complete()
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def _complete(self, chosen: str) -> None:
        """Put the chosen initials in the place of the part being typed."""
        text = self.text()
        last = _BETWEEN.split(text)[-1]
        self.setText(text[: len(text) - len(last)] + chosen.split("  ", maxsplit=1)[0])


class _Persons(QAbstractListModel):
    """The persons that fit what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[PersonChoice] = []

    def show(self, found: list[PersonChoice]) -> None:
        """Show other persons."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many persons there are."""
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, name with hint, or hint."""
        if not index.isValid():
            return None
        choice = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.text}, {choice.hint}" if choice.hint else choice.text
        if role == Qt.ItemDataRole.UserRole:
            return choice.hint
        return None


class _PersonDelegate(QStyledItemDelegate):
    """Draws a name, and its hint in grey after it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one person."""
        looks = theme()
        rect = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, looks.colour("selection"))
            bar = QRectF(rect.left(), rect.top(), looks.px(3), rect.height())
            painter.fillRect(bar, looks.colour("accent"))
        name = str(index.data())
        inside = rect.adjusted(looks.px(12), 0, -looks.px(8), 0)
        paint_text(painter, inside, name)
        inside.setLeft(inside.left() + text_width(name) + looks.px(10))
        paint_text(painter, inside, str(index.data(Qt.ItemDataRole.UserRole)), "muted", "small")

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of one person."""
        return QSize(theme().px(200), theme().px(34))


class PersonPicker(QWidget):
    """A person by searching: type, arrows, Enter. `picked(id)` tells who."""

    picked = Signal(str)

    def __init__(
        self,
        placeholder: str,
        people: Iterable[PersonChoice] = (),
        *,
        rows: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        """Take what can be searched for, the persons, and how many are seen at once."""
        super().__init__(parent)
        self.search = SearchField(placeholder)
        self._rows = rows
        self._model = _Persons()
        self._model.setParent(self)
        self._list = QListView()
        self._list.setAccessibleName(_("Persons found"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_PersonDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nobody = Label(
            _("Nobody to choose has that name. Try a part of it."), tone="muted", wrap=True
        )
        self._nobody.hide()
        VBox(self.search, self._list, self._nobody, space=4, parent=self)
        self.setFocusProxy(self.search)
        self.search.searched.connect(self._find)
        self.search.stepped.connect(self._step)
        self.search.returnPressed.connect(self._pick)
        self._list.clicked.connect(self._pick)
        theme().changed.connect(self._size)
        self.set_people(people)
        self._size()

    def set_people(self, people: Iterable[PersonChoice]) -> None:
        """Set who can be chosen, in the order they are shown."""
        self._people = [(search_text((one.text, one.hint)), one) for one in people]
        self._find(self.search.text())

    @property
    def current(self) -> str:
        """The id of the person marked in the list, or ""."""
        index = self._list.currentIndex()
        return self._model.found[index.row()].id if index.isValid() else ""

    def _find(self, typed: str) -> None:
        """Show who fits; names that begin with what is typed come first."""
        query, start = parse(typed, {}), fold(typed)
        fitting = [(text, one) for text, one in self._people if query.matches(text)]
        fitting.sort(key=lambda pair: not pair[0].words.startswith(start))
        self._model.show([one for _text, one in fitting[:_MOST]])
        nobody = bool(typed.strip()) and not fitting
        self._list.setVisible(not nobody)
        self._nobody.setVisible(nobody)
        if fitting:
            self._list.setCurrentIndex(self._model.index(0))

    def _step(self, step: int) -> None:
        """Mark the next or the last person."""
        row = self._list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(row))

    def _pick(self) -> None:
        """Tell who is marked."""
        if self.current:
            self.picked.emit(self.current)

    def _size(self) -> None:
        """Take the height of the rows seen at once."""
        for one in (self._list, self._nobody):
            one.setFixedHeight(theme().px(34) * self._rows + 2)
