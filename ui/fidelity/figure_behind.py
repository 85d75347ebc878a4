"""The rows behind a figure, in the sheet: persons by number, members by initials."""

from __future__ import annotations

from PySide6.QtCore import Signal

from factdesk.assessments.indicators.figure import Figure
from factdesk.words import _
from ui.fidelity.figure_rows import RowLine, leading_words, leads_to_persons, row_columns
from ui.theme import theme
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import Table

#: Design pixels of a row of the table and of its head, and how many rows stand before it scrolls.
_ROW, _HEAD, _MOST = 33, 40, 10


class RowsBehind(Table):
    """The table of one figure's rows; as high as they are, up to ten.

    ``person_wanted``: the row opened leads to a person, for who may open records.
    """

    person_wanted = Signal(str)

    def __init__(self, figure: Figure) -> None:
        """Take the figure."""
        lines = [RowLine(at, row) for at, row in enumerate(figure.rows)]
        self._model: RowsModel[RowLine] = RowsModel(row_columns(lines))
        super().__init__(self._model, _("Rows behind the figure"))
        self._model.setParent(self)
        self._model.set_rows(lines)
        self.opened.connect(self._open)
        if leads_to_persons(figure):
            self.setAccessibleDescription(leading_words())
            self.setToolTip(leading_words())
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def rows(self) -> tuple[RowLine, ...]:
        """What is shown."""
        return self._model.rows

    def _open(self, line: RowLine) -> None:
        if line.row.person_id:
            self.person_wanted.emit(line.row.person_id)

    def _fit(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        shown = min(_MOST, max(1, self._model.total))
        self.setFixedHeight(px(_HEAD) + shown * px(_ROW) + px(4))
