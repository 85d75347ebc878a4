"""The table of assessments: title, edition, period, state, score, raters."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from factdesk.assessments.facts import SIGNED, AssessmentRow
from factdesk.clock import OSLO
from factdesk.words import _, format_date, sort_key
from ui.fidelity.page_words import (
    edition_words,
    level_of,
    period_words,
    progress_words,
    raters_words,
    standing,
    state_word,
    total_words,
)
from ui.theme import theme
from ui.widgets.paint import chip_size, kept, paint_chip, paint_status, paint_text, text_width
from ui.widgets.pickers import Index
from ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from ui.widgets.table import CellDelegate, Table

#: Column numbers with paint of their own.
STATE, SCORE = 3, 4
#: The least height in design pixels: the heading and four rows.
_LEAST = 190
#: Columns that give way, the first first, and the design pixels of the page that each needs.
_GIVE_WAY = ((6, 1400), (5, 1100), (2, 900), (1, 700))


@dataclass(frozen=True)
class AssessmentLine:
    """One row of the table."""

    row: AssessmentRow
    is_replaced: bool = False

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return state_word(self.row, is_replaced=self.is_replaced)

    @property
    def key(self) -> str:
        """The assessment's id."""
        return self.row.id


def _score(line: AssessmentLine) -> str:
    parts = (total_words(line.row.total_text), line.row.band_title or "")
    return " · ".join(part for part in parts if part) or progress_words(line.row)


def _signed(line: AssessmentLine) -> str:
    at = line.row.signed_at
    return format_date(at.astimezone(OSLO).date(), "numeric") if at else ""


def _title(line: AssessmentLine) -> str:
    if line.row.amends_id is not None:
        return _("{title} (amendment)").format(title=line.row.title)
    return line.row.title


COLUMNS: tuple[Column[AssessmentLine], ...] = (
    Column(lambda: _("Title"), _title, lambda line: sort_key(line.row.title), tip=_title, width=0),
    Column(
        lambda: _("Scale and edition"),
        lambda line: edition_words(line.row),
        lambda line: sort_key(edition_words(line.row)),
        tip=lambda line: edition_words(line.row),
        width=160,
    ),
    Column(
        lambda: _("Period"),
        lambda line: period_words(line.row.period_from, line.row.period_to),
        lambda line: line.row.period_to,
        width=215,
    ),
    Column(
        lambda: _("State"), lambda line: line.state, lambda line: line.row.state,
        width=150,
    ),
    Column(
        lambda: _("Score"), _score, tip=_score, width=240,
        spoken=_score,
    ),
    Column(
        lambda: _("Raters"),
        lambda line: raters_words(line.row),
        tip=lambda line: raters_words(line.row),
        width=190,
    ),
    Column(lambda: _("Signed"), _signed, width=120),
)  # fmt: skip


class AssessmentTable(Table):
    """The table; several rows can be chosen, to compare them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without rows."""
        self.lines: RowsModel[AssessmentLine] = RowsModel(COLUMNS)
        super().__init__(self.lines, _("Assessments"), parent)
        self.lines.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        delegate = _Delegate(self)
        for column in (STATE, SCORE):
            self.setItemDelegateForColumn(column, delegate)

    def show_rows(self, rows: tuple[AssessmentRow, ...]) -> None:
        """Show these assessments; the first is chosen where none is."""
        counting = {row.id for row in standing(rows)}
        self.lines.set_rows(
            AssessmentLine(row, row.state == SIGNED and row.id not in counting) for row in rows
        )
        if rows and not self.currentIndex().isValid():
            self.selectRow(0)

    def give_room(self, width: float) -> None:
        """Leave columns out on a page of this width, in design pixels."""
        for column, needed in _GIVE_WAY:
            self.setColumnHidden(column, width < needed)

    @property
    def current(self) -> AssessmentRow | None:
        """The assessment of the current row."""
        index = self.currentIndex()
        return self.lines.row(index).row if index.isValid() else None

    @property
    def chosen(self) -> tuple[AssessmentRow, ...]:
        """The assessments chosen, in the order shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self.lines.row(at).row for at in rows)

    def _size(self) -> None:
        super()._size()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(theme().px(90))
        self.setMinimumHeight(theme().px(_LEAST))


class _Delegate(CellDelegate):
    """Paints the state with its mark, and the score with its band."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then what stands on it."""
        self.paint_ground(painter, option, index)
        line: AssessmentLine = index.data(ROW_ROLE)
        cell = QRectF(option.rect).adjusted(theme().px(8), 0, -theme().px(4), 0)
        with kept(painter):
            painter.setClipRect(QRectF(option.rect))
            if index.column() == STATE:
                _paint_state(painter, cell, line)
            else:
                _paint_score(painter, cell, line.row)


def _paint_state(painter: QPainter, cell: QRectF, line: AssessmentLine) -> None:
    side = theme().px(20)
    box = QRectF(cell.left(), cell.center().y() - side / 2, side, side)
    paint_status(painter, box, level_of(line.row, is_replaced=line.is_replaced))
    paint_text(painter, cell.adjusted(side + theme().px(8), 0, 0, 0), line.state)


def _paint_score(painter: QPainter, cell: QRectF, row: AssessmentRow) -> None:
    if row.total_text is None:
        paint_text(painter, cell, progress_words(row), "muted")
        return
    total = total_words(row.total_text)
    paint_text(painter, cell, total, "text", "strong")
    if row.band_title:
        left = cell.left() + text_width(total, "strong") + theme().px(10)
        wide, high = chip_size(row.band_title)
        room = QRectF(left, cell.center().y() - high / 2, min(wide, cell.right() - left), high)
        paint_chip(painter, room, row.band_title)
