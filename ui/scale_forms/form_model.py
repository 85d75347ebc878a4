"""The items of a form as a table of cells: code, title, an anchor for each score, subscale."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from factdesk.assessments.own_form.draft import FormDraft, ItemDraft
from factdesk.assessments.own_form.rows import subscale_of
from factdesk.words import _
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
CODE: Final = 0
TITLE: Final = 1
FIRST_ANCHOR: Final = 2
_TOP: Final = QModelIndex()


class FormModel(QAbstractTableModel):
    """Shows a draft; `edited(draft)` gives it with what was typed, `refused(text)` says why not."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, draft: FormDraft, parent: QObject | None = None) -> None:
        """Take the draft."""
        super().__init__(parent)
        self._draft = draft
        self._most = max(len(each.anchors) for each in draft.items)
        self._scale = draft.scale

    @property
    def draft(self) -> FormDraft:
        """The draft shown."""
        return self._draft

    @property
    def subscale_column(self) -> int:
        """The column of the subscale; beyond the last where the scale has none."""
        return FIRST_ANCHOR + self._most

    def set_draft(self, draft: FormDraft) -> None:
        """Show the same form with other words."""
        self._draft = draft
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return the number of items."""
        return 0 if parent.isValid() else len(self._draft.items)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return code, title, anchors, and the subscale where there are some."""
        return 0 if parent.isValid() else self.subscale_column + bool(self._scale.subscales)

    def row_of(self, code: str) -> int:
        """The row of an item, or -1."""
        return next((at for at, each in enumerate(self._draft.items) if each.code == code), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be written in."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_write(index) else flags

    def can_write(self, index: Index) -> bool:
        """Whether a cell takes a text: not the code, and no anchor of a score there is not."""
        column = index.column()
        if column == CODE or not index.isValid():
            return False
        if column == self.subscale_column:
            return True
        return column - FIRST_ANCHOR < len(self._draft.items[index.row()].anchors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell and its looks."""
        item = self._draft.items[index.row()]
        text = self.text(item, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return item.subscale if index.column() == self.subscale_column else text
        if role == Qt.ItemDataRole.DisplayRole:
            shown = text or (item.standing if index.column() == TITLE else "")
            return " ".join(shown.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _plain(text) if len(text) > 20 else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = text or _("nothing written")
            return f"{item.code}, {self.heading(index.column())}: {told}"
        if role == Qt.ItemDataRole.FontRole and index.column() == CODE:
            return theme().font("strong")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == TITLE and not text:
            return theme().colour("muted")
        if role == Qt.ItemDataRole.BackgroundRole and index.column() >= FIRST_ANCHOR:
            return None if self.can_write(index) else theme().colour("surface_alt")
        return None

    def text(self, item: ItemDraft, column: int) -> str:
        """What is written in a cell."""
        if column == CODE:
            return item.code
        if column == TITLE:
            return item.title
        if column == self.subscale_column:
            return self.subscale_title(item.subscale)
        at = column - FIRST_ANCHOR
        return item.anchors[at] if at < len(item.anchors) else ""

    def subscale_title(self, code: str) -> str:
        """The title of a subscale in the language of the form."""
        for each in self._scale.subscales:
            if each.code == code:
                return each.title.in_language(self._draft.language)
        return ""

    def heading(self, column: int) -> str:
        """The heading of a column."""
        if column == CODE:
            return _("Item")
        if column == TITLE:
            return _("Title")
        if column == self.subscale_column:
            return _("Subscale")
        lowest = min(part.lowest for part in self._scale.parts)
        return _("Anchor {score}").format(score=lowest + column - FIRST_ANCHOR)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell the draft with what was typed."""
        if role != Qt.ItemDataRole.EditRole or not self.can_write(index):
            return False
        draft = self.written(self._draft, index.row(), index.column(), str(value or ""))
        if draft is None:
            self.refused.emit(
                _("«{written}» is not a subscale of this scale.").format(written=str(value)[:60])
            )
            return False
        self.edited.emit(draft)
        return True

    def written(self, draft: FormDraft, row: int, column: int, text: str) -> FormDraft | None:
        """A draft with a text in a cell; ``None`` for a subscale that there is not."""
        code = draft.items[row].code
        if column == TITLE:
            return draft.with_title(code, text)
        if column == self.subscale_column:
            subscale = subscale_of(self._scale, text) if text.strip() else ""
            return None if subscale is None else draft.with_subscale(code, subscale)
        return draft.with_anchor(code, column - FIRST_ANCHOR, text)


def _plain(text: str) -> str:
    """A text for a tip, which would otherwise show markup in it as markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<p>{escaped}</p>"
