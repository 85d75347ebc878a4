"""Every coordinator with what they carry, for whoever shares the persons out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from factdesk.coordination.facts import Load
from factdesk.coordination.views import CoordinatorLoads
from factdesk.words import _, format_number, ngettext, sort_key
from ui.bridge import Bridge
from ui.coordination.words import persons_words
from ui.live import Live
from ui.widgets.layouts import VBox
from ui.widgets.leading import Leads
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import EmptyState


@dataclass(frozen=True)
class LoadLine:
    """One row of the table."""

    load: Load

    @property
    def key(self) -> str:
        """The coordinator's id."""
        return self.load.staff_id


class LoadsPanel(Leads):
    """The table of loads. ``chosen(staff id)``: show this one's persons; ``told(text)``: a sum."""

    chosen = Signal(str)
    told = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        """Build it; it is filled when it is shown."""
        super().__init__()
        self.loads: tuple[Load, ...] = ()
        self.model: RowsModel[LoadLine] = RowsModel(_columns(), self)
        self.table = Table(self.model, _("All coordinators"))
        self.table.opened.connect(lambda line: self.chosen.emit(line.load.staff_id))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                "users",
                _("Nobody coordinates yet"),
                _("Give a person a coordinator on the person's page; it then shows here."),
            )
        )
        VBox(self._stack, parent=self)
        self.lead_to(self.table)
        Live(bridge, self, CoordinatorLoads, self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Say the sum again: another's persons may have been shown meanwhile."""
        super().showEvent(event)
        self._tell()

    def _show(self, loads: tuple[Load, ...]) -> None:
        self.loads = loads
        self.model.set_rows(LoadLine(load) for load in loads)
        if not self.table.currentIndex().isValid() and loads:
            self.table.selectRow(0)
        self._stack.setCurrentIndex(0 if loads else 1)
        self._tell()

    def _tell(self) -> None:
        if not self.loads:
            self.told.emit("")
            return
        many = sum(bool(load.staff_id and load.persons) for load in self.loads)
        urgent = sum(load.urgent for load in self.loads)
        words = (
            ngettext("{n} coordinator", "{n} coordinators", many).format(n=many),
            persons_words(sum(load.persons for load in self.loads)),
            _("{n} urgent").format(n=urgent),
        )
        self.told.emit(" · ".join(words))


def _columns() -> list[Column[LoadLine]]:
    return [
        Column(
            lambda: _("Coordinator"),
            lambda line: " · ".join(filter(None, (line.load.name, line.load.initials))),
            sort=lambda line: sort_key(line.load.name),
            width=0,
        ),
        _number(lambda: _("Persons"), lambda load: load.persons, 92),
        _number(lambda: _("On the board"), lambda load: load.on_board, 92),
        _number(lambda: _("Reviews due"), lambda load: load.due_reviews, 128),
        _number(lambda: _("Without a plan"), lambda load: load.without_plan, 108),
        _number(lambda: _("Urgent"), lambda load: load.urgent, 84),
        Column(
            lambda: _("Position"),
            lambda line: percent(line.load.fte_percent),
            sort=lambda line: line.load.fte_percent,
            width=88,
            right=True,
        ),
        Column(
            lambda: _("Per full position"),
            lambda line: _per_position(line.load),
            sort=lambda line: line.load.persons / (line.load.fte_percent or 100),
            width=132,
            right=True,
        ),
        Column(lambda: _("Deputy"), lambda line: line.load.deputy or "", width=170),
    ]


def _number(title: Callable[[], str], value: Callable[[Load], int], width: int) -> Column[LoadLine]:
    def sort(line: LoadLine) -> Any:
        return value(line.load)

    return Column(
        title, lambda line: str(value(line.load) or "–"), sort=sort, width=width, right=True
    )


def percent(number: float) -> str:
    """«80 %»; empty for nobody's share."""
    return f"{format_number(number)} %" if number else ""


def _per_position(load: Load) -> str:
    """How many persons a whole position would carry, to compare a part-time one by."""
    if not load.fte_percent or not load.persons:
        return ""
    return format_number(load.persons * 100 / load.fte_percent, 1)


def choice_words(load: Load) -> str:
    """«Anna Berg · 14 persons · 100 %», for whoever chooses whom to give more."""
    parts = (load.name, persons_words(load.persons), percent(load.fte_percent))
    return " · ".join(part for part in parts if part)
