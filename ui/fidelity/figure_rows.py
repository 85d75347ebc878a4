"""The rows behind a figure: what was counted, what was looked at and left out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.assessments.indicators.compute import ItemFigure
from factdesk.assessments.indicators.figure import Figure, FigureRow
from factdesk.assessments.indicators.units import written
from factdesk.words import _, format_date, format_number, language, ngettext, sort_key
from fidelity.rounding import half_up
from ui.theme import theme
from ui.widgets.dialogs import Dialog
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.selects import CheckBox
from ui.widgets.table import Table
from ui.widgets.texts import Label


@dataclass(frozen=True)
class RowLine:
    """One row with its place: a row from outside has no id to be told by."""

    key: int
    row: FigureRow


class FigureRowsDialog(Dialog):
    """A table of the rows of one figure. They name nobody whom the team follows.

    ``person_wanted``: the row leads to a person, for who may open records.
    """

    person_wanted = Signal(str)

    def __init__(self, parent: QWidget, item: ItemFigure) -> None:
        """Take the figure with its item."""
        title = f"{item.item.code} {item.item.title.in_language(language())}"
        super().__init__(parent, title, _("Close"), width=980)
        self.secondary.hide()
        figure = item.figure
        lines = [RowLine(at, row) for at, row in enumerate(figure.rows)]
        self.model: RowsModel[RowLine] = RowsModel(row_columns(lines), self)
        self.table = Table(self.model, _("Rows behind the figure"))
        self.table.opened.connect(self._open)
        self.table.setMinimumHeight(theme().px(340))
        self.model.set_rows(lines)
        left_out = sum(not line.row.is_counted for line in lines)
        self.only = CheckBox(
            ngettext(
                "Only the one that was left out", "Only the {n} that were left out", left_out
            ).format(n=left_out)
        )
        self.only.setVisible(bool(left_out))
        self.only.toggled.connect(self._filter)
        self.add(Label(f"{written(figure)} · {figure.method}", wrap=True))
        for words in (item.why, figure.coverage.missing, *figure.beside):
            if words:
                self.add(Label(words, "small", "muted", wrap=True))
        if leads_to_persons(figure):
            self.primary.set_keys("Esc")
            self.add(Label(leading_words(), "small", "muted", wrap=True))
        self.add(self.only)
        self.add(self.table)
        if lines:
            self.table.selectRow(0)
        self.table.setFocus()

    def _open(self, line: RowLine) -> None:
        """Lead to the row's person, where there is one; else Enter closes."""
        self.accept()
        if line.row.person_id:
            self.person_wanted.emit(line.row.person_id)

    def _filter(self, only: bool) -> None:
        self.model.set_filter((lambda line: not line.row.is_counted) if only else None)


def leads_to_persons(figure: Figure) -> bool:
    """Whether any row leads to a person; for who may not open records none does."""
    return any(row.person_id for row in figure.rows or ())


def leading_words() -> str:
    """What Enter does in the rows that lead to a person."""
    return _("Enter opens the page of the person behind a row.")


def row_columns(lines: list[RowLine]) -> list[Column[RowLine]]:
    """The columns that have anything to show."""
    rows = [line.row for line in lines]
    columns: list[Column[RowLine]] = [
        Column(
            lambda: _("Row"), lambda line: line.row.label, lambda line: sort_key(line.row.label),
            tip=lambda line: line.row.label, width=220,
        )
    ]  # fmt: skip
    if any(row.day is not None for row in rows):
        columns.append(
            Column(lambda: _("Date"), _day, lambda line: str(line.row.day or ""), width=110)
        )
    if any(row.numerator is not None for row in rows):
        columns.append(
            Column(
                lambda: _("Numerator"), lambda line: _number(line.row.numerator),
                lambda line: line.row.numerator or Fraction(0), width=100, right=True,
            )
        )  # fmt: skip
    if any(row.denominator is not None for row in rows):
        columns.append(
            Column(
                lambda: _("Denominator"), lambda line: _number(line.row.denominator),
                lambda line: line.row.denominator or Fraction(0), width=110, right=True,
            )
        )  # fmt: skip
    if any(row.value not in (None, row.numerator) for row in rows):
        columns.append(
            Column(
                lambda: _("Value"), lambda line: _number(line.row.value),
                lambda line: line.row.value or Fraction(0),
                width=90, right=True,
            )
        )  # fmt: skip
    if not all(row.is_counted for row in rows):
        columns.append(
            Column(lambda: _("Counted"), _counted, lambda line: line.row.is_counted, width=84)
        )
    columns.append(
        Column(lambda: _("Note"), lambda line: line.row.note, tip=lambda line: line.row.note,
               width=0)
    )  # fmt: skip
    return columns


def _day(line: RowLine) -> str:
    return format_date(line.row.day, "numeric") if line.row.day else ""


def _number(value: Fraction | None) -> str:
    if value is None:
        return ""
    decimals = 0 if value.denominator == 1 else 2
    return format_number(half_up(value, decimals), decimals)


def _counted(line: RowLine) -> str:
    return _("Yes") if line.row.is_counted else _("No")
