"""The rows behind a figure, in the sheet: persons by number, members by initials."""

from __future__ import annotations

from factdesk.assessments.indicators.figure import Figure
from factdesk.words import _
from ui.fidelity.figure_rows import RowLine, row_columns
from ui.theme import theme
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import Table

#: Design pixels of a row of the table and of its head, and how many rows stand before it scrolls.
_ROW, _HEAD, _MOST = 33, 40, 10


class RowsBehind(Table):
    """The table of one figure's rows; as high as they are, up to ten."""

    def __init__(self, figure: Figure) -> None:
        """Take the figure."""
        lines = [RowLine(at, row) for at, row in enumerate(figure.rows)]
        self._model: RowsModel[RowLine] = RowsModel(row_columns(lines))
        super().__init__(self._model, _("Rows behind the figure"))
        self._model.setParent(self)
        self._model.set_rows(lines)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def rows(self) -> tuple[RowLine, ...]:
        """What is shown."""
        return self._model.rows

    def _fit(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        shown = min(_MOST, max(1, self._model.total))
        self.setFixedHeight(px(_HEAD) + shown * px(_ROW) + px(4))
