"""What was done lately, by whom, and one's own acts undone from here."""

from __future__ import annotations

from factdesk.store.undo import UndoAct
from factdesk.team.history import ActRow, RecentActs
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.live import Live
from ui.team.section import Section
from ui.widgets.buttons import Button
from ui.widgets.fields import SearchField
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table


def _what(row: ActRow) -> str:
    if row.is_undo:
        return _("Undone: {act}").format(act=row.words)
    return row.words


def _state(row: ActRow) -> str:
    return _("undone") if row.is_undone else ""


COLUMNS: tuple[Column[ActRow], ...] = (
    Column(
        lambda: _("When"),
        lambda row: format_datetime(row.at, "numeric"),
        lambda row: row.at,
        width=170,
    ),
    Column(
        lambda: _("Who"),
        lambda row: row.name or _("The program"),
        tip=lambda row: row.station,
        width=200,
    ),
    Column(lambda: _("What"), _what, tip=_what, width=0),
    Column(lambda: _("Reason"), lambda row: row.reason or "", width=240),
    Column(lambda: _("State"), _state, width=100),
)


class HistorySection(Section):
    """The newest acts, filtered while typing."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Ask for the newest acts."""
        super().__init__(
            bridge,
            messages,
            _("History"),
            _(
                "Everything that was changed. "
                "You can undo your own acts while nothing builds on them."
            ),
        )
        self.model: RowsModel[ActRow] = RowsModel(COLUMNS, self)
        self.table = Table(self.model, _("History"))
        self.table.selectionModel().currentChanged.connect(lambda *_rows: self._enable())
        self.search = SearchField(_("Search the history"))
        self.search.searched.connect(self._filter)
        self.undo_button = Button(_("Undo this act"), icon="undo-2")
        self.undo_button.clicked.connect(self.undo)
        self.buttons.add(self.search)
        self.buttons.add(self.undo_button)
        self.body.add(self.table, 1)
        self.live = Live(bridge, self, RecentActs, self.show_acts)
        self._enable()
        self.lead_to(self.table)

    def show_acts(self, acts: tuple[ActRow, ...]) -> None:
        """Show the answer."""
        self.model.set_rows(acts)
        self._enable()

    @property
    def chosen(self) -> ActRow | None:
        """The act of the chosen row."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def undo(self) -> None:
        """Undo the chosen act."""
        if self.chosen is not None and self.chosen.can_undo:
            self.bridge.run(UndoAct(self.chosen.id), on=self)

    def _enable(self) -> None:
        self.undo_button.setEnabled(self.chosen is not None and self.chosen.can_undo)

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()

        def fits(row: ActRow) -> bool:
            text = f"{_what(row)} {row.name} {row.initials} {row.reason or ''}".casefold()
            return all(word in text for word in wanted)

        self.model.set_filter(fits if wanted else None)
