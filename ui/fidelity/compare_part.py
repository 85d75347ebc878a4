"""Signed assessments of one edition side by side: totals, subscales, items, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from factdesk.assessments.facts import ComparisonFacts
from factdesk.assessments.views import Comparison
from factdesk.words import _, format_date, format_number, language, sort_key
from fidelity.rounding import half_up
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.paint import Tone, chip_size, kept, paint_chip, paint_text
from ui.widgets.pickers import Index
from ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from ui.widgets.selects import CheckBox
from ui.widgets.table import CellDelegate, Table
from ui.widgets.texts import Heading, Label


@dataclass(frozen=True)
class CompareLine:
    """A total, a group or an item with its value in each assessment, earliest first."""

    key: str
    code: str
    title: str
    values: tuple[Fraction | None, ...]
    decimals: int
    is_item: bool

    @property
    def difference(self) -> Fraction | None:
        """From the first to the last; ``None`` where one of them has none."""
        first, last = self.values[0], self.values[-1]
        if first is None or last is None:
            return None
        if self.is_item:
            return last - first
        # The difference of what is shown, so that nobody reckons another one.
        one, other = half_up(last, self.decimals), half_up(first, self.decimals)
        return Fraction(one) - Fraction(other)

    def written(self, at: int) -> str:
        """The value in one of the assessments; a dash where there is none."""
        value = self.values[at]
        if value is None:
            return "–"
        return format_number(half_up(value, self.decimals), self.decimals)

    @property
    def change(self) -> str:
        """«+1», «−0.25», «=»."""
        found = self.difference
        if found is None:
            return ""
        if not found:
            return "="
        number = format_number(half_up(abs(found), self.decimals), self.decimals)
        return f"+{number}" if found > 0 else f"−{number}"


class ComparePart(Leads):
    """The table, with only what differs where that is wanted. Esc goes back."""

    closed = Signal()

    def __init__(self, bridge: Bridge, assessment_ids: tuple[str, ...]) -> None:
        """Take what is compared."""
        super().__init__()
        self.facts: ComparisonFacts | None = None
        self.back = Button(_("Back"), "quiet", keys="Esc", icon="chevron-left")
        self.back.clicked.connect(self.closed)
        self.heading, self.line = Heading(""), Label("", "small", "muted", wrap=True)
        self.only = CheckBox(_("Only what differs"))
        self.only.toggled.connect(lambda _on: self._filter())
        self.model: RowsModel[CompareLine] | None = None
        self.table: Table | None = None
        self.heading.setWordWrap(True)
        head = HBox(self.back)
        head.add(self.heading, 1)
        head.add(self.only)
        self._column = VBox(
            head,
            self.line,
            space=12,
            margins=(24, 18, 24, 20),
            parent=self,
        )
        self.lead_to(self.only)
        self._live = Live(bridge, self, lambda: Comparison(assessment_ids), self._show)

    def commands(self) -> list[Command]:
        """Only what differs, and back."""
        group = _("Comparison")
        return [
            Command("compare.only", _("Only what differs"), self.only.toggle, "D", group),
            Command("compare.back", _("Back"), self.closed.emit, "Esc", group),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _show(self, facts: ComparisonFacts) -> None:
        self.facts = facts
        scale = facts.scale
        self.heading.setText(
            _("Comparison: {scale}").format(scale=f"{scale.instrument}, {scale.edition}")
        )
        self.line.setText(
            " · ".join(
                f"{each.title} ({format_date(each.period_to, 'numeric')})"
                + (f": {each.band_title}" if each.band_title else "")
                for each in facts.assessments
            )
        )
        last = self.table
        self.model = RowsModel(_columns(facts), self)
        self.table = Table(self.model, _("Comparison"))
        self.table.setItemDelegate(_Delegate(self.table, len(facts.assessments) + 2))
        self.model.set_rows(lines_of(facts))
        self._filter()
        self._column.add(self.table, 1)
        self.table.selectRow(0)
        self.lead_to(self.table)
        if last is None or last.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if last is not None:
            self._column.removeWidget(last)
            last.deleteLater()

    def _filter(self) -> None:
        if self.model is not None:
            wanted = (lambda line: bool(line.difference)) if self.only.isChecked() else None
            self.model.set_filter(wanted)


def lines_of(facts: ComparisonFacts) -> list[CompareLine]:
    """The total, then the parts and the subscales that are reported, then the items."""
    scale, compared, speech = facts.scale, facts.assessments, language()
    lines = [
        CompareLine(
            "total", "", _("Total"), tuple(each.total for each in compared), scale.decimals, False
        )
    ]
    titles = {part.code: part.title for part in scale.parts}
    titles |= {subscale.code: subscale.title for subscale in scale.subscales}
    for code, title in titles.items():
        values = tuple(each.groups.get(code) for each in compared)
        if any(value is not None for value in values):
            lines.append(
                CompareLine(
                    f"group:{code}", "", title.in_language(speech), values, scale.decimals, False
                )
            )
    for slot, items in scale.slots():
        values = tuple(_score(each.items, slot) for each in compared)
        words = items[0].title.in_language(speech)
        lines.append(CompareLine(f"item:{slot}", slot, words, values, 0, True))
    return lines


def _score(items: Mapping[str, int], slot: str) -> Fraction | None:
    found = items.get(slot)
    return None if found is None else Fraction(found)


def _columns(facts: ComparisonFacts) -> list[Column[CompareLine]]:
    columns: list[Column[CompareLine]] = [
        Column(lambda: _("Item"), lambda line: line.code, width=72),
        Column(
            lambda: _("Title"), lambda line: line.title, lambda line: sort_key(line.title),
            tip=lambda line: line.title, width=0,
        ),
    ]  # fmt: skip
    columns += [
        _values(at, format_date(each.period_to, "numeric"))
        for at, each in enumerate(facts.assessments)
    ]
    columns.append(
        Column(
            lambda: _("Difference"), lambda line: line.change,
            lambda line: line.difference or Fraction(0), width=110,
        )
    )  # fmt: skip
    return columns


def _values(at: int, title: str) -> Column[CompareLine]:
    return Column(
        lambda: title,
        lambda line: line.written(at),
        lambda line: line.values[at] or Fraction(0),
        width=120,
        right=True,
    )


class _Delegate(CellDelegate):
    """Totals and groups in semibold; the change as a chip with its sign."""

    def __init__(self, view: Table, change_column: int) -> None:
        super().__init__(view)
        self._change = change_column

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then what stands on it."""
        line: CompareLine = index.data(ROW_ROLE)
        self.paint_ground(painter, option, index)
        px = theme().px
        cell = QRectF(option.rect).adjusted(px(8), 0, -px(8), 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        with kept(painter):
            painter.setClipRect(QRectF(option.rect))
            if index.column() == self._change:
                _paint_change(painter, cell, line)
                return
            side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
            paint_text(painter, cell, text, "text", "body" if line.is_item else "strong", side)


def _paint_change(painter: QPainter, cell: QRectF, line: CompareLine) -> None:
    found = line.difference
    if not found:
        paint_text(painter, cell, line.change, "muted")
        return
    tone: Tone = "ok" if found > 0 else "warn"
    wide, high = chip_size(line.change)
    box = QRectF(cell.left(), cell.center().y() - high / 2, wide, high)
    paint_chip(painter, box, line.change, tone)
