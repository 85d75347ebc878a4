"""The tables of the improvement plan: recommendations above, tasks below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from factdesk.assessments.facts import ImprovementRow
from factdesk.clock import OSLO
from factdesk.words import _, format_date, sort_key
from ui.theme import theme
from ui.widgets.paint import Level, kept, paint_status, paint_text
from ui.widgets.pickers import Index
from ui.widgets.rows_model import ROW_ROLE, Column
from ui.widgets.table import CellDelegate


@dataclass(frozen=True)
class Recommendation:
    """What is recommended for one slot, and whether a task was made of it."""

    slot: str
    at: int
    title: str
    text: str
    score: int | None
    is_main: bool
    is_planned: bool

    @property
    def key(self) -> str:
        """The slot's code."""
        return self.slot


@dataclass(frozen=True)
class TaskLine:
    """One task of the plan."""

    row: ImprovementRow

    @property
    def key(self) -> str:
        """The improvement's id."""
        return self.row.id


def state_of(row: ImprovementRow) -> tuple[Level, str]:
    """The mark and the word of a task's state."""
    if row.done_at is not None:
        day = format_date(row.done_at.astimezone(OSLO).date(), "numeric")
        return "green", _("Done {day}").format(day=day)
    if row.is_dropped:
        return "none", _("Dropped")
    if row.is_late:
        return "red", _("Late")
    return "blue", _("To do")


def _due(line: TaskLine) -> str:
    return format_date(line.row.due_on, "numeric") if line.row.due_on else ""


RECOMMENDATIONS: tuple[Column[Recommendation], ...] = (
    Column(lambda: _("Item"), lambda row: row.slot, lambda row: row.at, width=72),
    Column(lambda: _("Title"), lambda row: row.title, tip=lambda row: row.title, width=220),
    Column(
        lambda: _("Score"), lambda row: "–" if row.score is None else str(row.score),
        lambda row: row.score or 0, width=72,
    ),
    Column(
        lambda: _("Recommendation"), lambda row: row.text.replace("\n", " "),
        tip=lambda row: row.text, width=0,
    ),
    Column(lambda: _("Main"), lambda row: _("Yes") if row.is_main else "", width=100),
    Column(lambda: _("Task"), lambda row: _("made") if row.is_planned else "–", width=90),
)  # fmt: skip

TASKS: tuple[Column[TaskLine], ...] = (
    Column(lambda: _("Item"), lambda line: line.row.item or "–", width=72),
    Column(
        lambda: _("Task"), lambda line: line.row.text.replace("\n", " "),
        tip=lambda line: line.row.text, width=0,
    ),
    Column(
        lambda: _("Owner"), lambda line: line.row.owner or "–",
        lambda line: sort_key(line.row.owner or ""), width=180,
    ),
    Column(
        lambda: _("Due"), _due, lambda line: line.row.due_on or date.max, width=110
    ),
    Column(
        lambda: _("State"), lambda line: state_of(line.row)[1],
        lambda line: state_of(line.row)[1], width=170,
    ),
)  # fmt: skip


class StateDelegate(CellDelegate):
    """Paints a task's state with its mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then mark and word."""
        self.paint_ground(painter, option, index)
        line: TaskLine = index.data(ROW_ROLE)
        level, word = state_of(line.row)
        px = theme().px
        cell = QRectF(option.rect).adjusted(px(8), 0, -px(4), 0)
        side = px(20)
        with kept(painter):
            painter.setClipRect(QRectF(option.rect))
            box = QRectF(cell.left(), cell.center().y() - side / 2, side, side)
            paint_status(painter, box, level)
            paint_text(painter, cell.adjusted(side + px(8), 0, 0, 0), word)
