"""The table a form is written in: cells that are typed in, copied, emptied and pasted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from factdesk.words import _
from ui.scale_forms.form_model import CODE, TITLE, FormModel
from ui.theme import theme
from ui.widgets.selects import Select

_WIDTHS = {CODE: 64, TITLE: 250}
_ANCHOR_WIDTH = 136
_SUBSCALE_WIDTH = 190
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FormTable(QTableView):
    """Whatever key is typed writes in the cell; `pasted(text)` gives what Ctrl+V brings.

    Enter writes in the cell, Delete empties the chosen cells, Tab leaves the table.
    """

    pasted = Signal(str)

    def __init__(self, model: FormModel, parent: QWidget | None = None) -> None:
        """Take the model."""
        super().__init__(parent)
        self._form = model
        self.setModel(model)
        self.setAccessibleName(_("Items of the form"))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(_LEFT)
        self.setItemDelegate(_Cells(model, self))
        theme().changed.connect(self._size)
        self._size()
        self.setCurrentIndex(model.index(0, TITLE))

    def go_to(self, code: str) -> None:
        """Choose the title of an item and show it."""
        row = self._form.row_of(code)
        if row >= 0:
            self.setCurrentIndex(self._form.index(row, TITLE))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write, empty, copy or paste."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._form.can_write(self.currentIndex()):
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def chosen(self) -> list[QModelIndex]:
        """The cells chosen; the current one where there are none."""
        return self.selectedIndexes() or [self.currentIndex()]

    def copied(self) -> str:
        """The chosen cells as a table in text."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.chosen(), key=lambda each: (each.row(), each.column())):
            item = self._form.draft.items[index.row()]
            text = self._form.text(item, index.column())
            quoted = '"' + text.replace('"', '""') + '"' if set(text) & set('"\n\t') else text
            rows.setdefault(index.row(), []).append(quoted)
        return "\n".join("\t".join(cells) for cells in rows.values())

    def empty(self) -> None:
        """Take the words out of the chosen cells."""
        draft = self._form.draft
        for index in self.chosen():
            if self._form.can_write(index):
                draft = self._form.written(draft, index.row(), index.column(), "") or draft
        self._form.edited.emit(draft)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on in the cell below once a cell is written."""
        index = self.currentIndex()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            below = self._form.index(index.row() + 1, index.column())
            if below.isValid():
                self.setCurrentIndex(below)

    def _size(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(38))
        heading = self.horizontalHeader()
        for column in range(self._form.columnCount()):
            heading.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            width = _WIDTHS.get(column, _ANCHOR_WIDTH)
            if column == self._form.subscale_column:
                width = _SUBSCALE_WIDTH
            heading.resizeSection(column, px(width))
        self.setMinimumHeight(px(40 + 38 * 4))


class _Cells(QStyledItemDelegate):
    """A field in each cell, and a choice of subscales in theirs."""

    def __init__(self, model: FormModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = model

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return what to write in."""
        if index.column() != self._form.subscale_column:
            return super().createEditor(parent, option, index)
        made = Select(_("Subscale"), parent)
        made.add("", _("none"))
        for each in self._form.draft.scale.subscales:
            made.add(each.code, self._form.subscale_title(each.code))
        made.activated.connect(lambda _at: self._done(made))
        return made

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show what stands in the cell."""
        if isinstance(editor, Select):
            editor.set_value(index.data(Qt.ItemDataRole.EditRole))
            editor.showPopup()
        else:
            super().setEditorData(editor, index)

    def setModelData(
        self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Take what was written."""
        if isinstance(editor, Select):
            self._form.setData(index, editor.value)
        else:
            super().setModelData(editor, model, index)  # type: ignore[arg-type]

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep Enter of a cell from the main button of the dialog."""
        done = super().eventFilter(watched, event)  # type: ignore[arg-type]
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return done or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return done

    def _done(self, editor: Select) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
