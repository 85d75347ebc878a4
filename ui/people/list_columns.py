"""The columns of the list of persons, what is searched in a row, and how its cells are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from factdesk.people.kinds import Stage
from factdesk.people.rules import stage_word
from factdesk.people.views import PersonRow
from factdesk.words import _, format_date, sort_key
from ui.theme import theme
from ui.widgets.filter import SearchText, search_text
from ui.widgets.paint import paint_initials, paint_text
from ui.widgets.rows_model import ROW_ROLE, Column
from ui.widgets.table import CellDelegate, Table


@dataclass(frozen=True)
class Line:
    """One row of the table with what is searched in it."""

    person: PersonRow
    search: SearchText

    @property
    def key(self) -> str:
        """The person's id."""
        return self.person.id


#: The least room of the names, in design pixels.
NAME_WIDTH = 260


@dataclass(frozen=True)
class ListColumn(Column[Line]):
    """A column of the list; the lower ``keep``, the sooner it gives way; 9 never does."""

    keep: int = 9


@dataclass(frozen=True)
class BadgeColumn(ListColumn):
    """A column of initials, painted as the member's badge."""


@dataclass(frozen=True)
class PlanColumn(ListColumn):
    """The day of a plan, or the word for a missing one in the tone of danger."""


def searched(person: PersonRow) -> SearchText:
    """What the filter looks in."""
    return search_text(
        (person.name, person.list_name, person.municipality, person.coordinator, person.phone),
        coordinator=person.coordinator,
        municipality=person.municipality,
        stage=stage_word(person.stage),
    )


def filter_fields() -> dict[str, str]:
    """The words before a colon, in English and in the language of the screen."""
    return {
        "coordinator": "coordinator",
        "municipality": "municipality",
        "stage": "stage",
        _("coordinator"): "coordinator",
        _("municipality"): "municipality",
        _("stage"): "stage",
    }


def columns(*, whole: bool) -> list[ListColumn]:
    """The columns; a reader of the reduced view gets those that have something to show."""
    shown = [
        ListColumn(
            lambda: _("Name"),
            lambda line: line.person.list_name,
            sort=lambda line: sort_key(line.person.list_name),
            width=0,
        ),
        *(_age() if whole else ()),
        ListColumn(
            lambda: _("Municipality"),
            lambda line: line.person.municipality,
            sort=lambda line: sort_key(line.person.municipality),
            width=160,
            keep=4,
        ),
        BadgeColumn(
            lambda: _("Coordinator"),
            lambda line: line.person.coordinator,
            sort=lambda line: line.person.coordinator,
            spoken=lambda line: line.person.coordinator or _("No coordinator"),
            width=130,
        ),
        ListColumn(
            lambda: _("Stage"), lambda line: stage_word(line.person.stage), width=120, keep=0
        ),
        ListColumn(
            lambda: _("Since"),
            lambda line: _day(line.person.since),
            sort=lambda line: str(line.person.since or ""),
            width=120,
            keep=2,
        ),
    ]
    return [*shown, *_whole_columns()] if whole else shown


def hidden(shown: Sequence[ListColumn], room: float, *, one_stage: bool) -> set[int]:
    """Which columns give way so that names can be read in ``room`` design pixels.

    The stage goes first where all rows have the same; then what the person's page shows as well.
    """
    away = {at for at, column in enumerate(shown) if one_stage and column.keep == 0}
    for rank in (1, 2, 3, 4):
        left = sum(column.width for at, column in enumerate(shown) if at not in away)
        if room - left >= NAME_WIDTH:
            break
        away |= {at for at, column in enumerate(shown) if column.keep == rank}
    return away


def _age() -> tuple[ListColumn, ...]:
    return (
        ListColumn(
            lambda: _("Age"),
            lambda line: "" if line.person.age is None else str(line.person.age),
            sort=lambda line: -1 if line.person.age is None else line.person.age,
            width=72,
            right=True,
        ),
    )


def _whole_columns() -> list[ListColumn]:
    return [
        BadgeColumn(
            lambda: _("Responsible clinician"),
            lambda line: line.person.clinician,
            sort=lambda line: line.person.clinician,
            width=180,
            keep=3,
        ),
        _plan(lambda: _("Individual plan"), lambda person: person.plan_on),
        _plan(lambda: _("Crisis plan"), lambda person: person.crisis_plan_on),
        ListColumn(lambda: _("Telephone"), lambda line: line.person.phone, width=140, keep=1),
    ]


def _plan(title: Callable[[], str], day: Callable[[PersonRow], date | None]) -> PlanColumn:
    def text(line: Line) -> str:
        return _day(day(line.person)) or ("" if _is_over(line) else _("missing"))

    return PlanColumn(title, text, sort=lambda line: str(day(line.person) or ""), width=140)


def _is_over(line: Line) -> bool:
    """Whether no plan is missing: for those waiting or closed, and where it is not told."""
    return line.person.stage is not Stage.ENROLLED or line.person.is_reduced


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day, "numeric")


class ListDelegate(CellDelegate):
    """Paints badges and missing plans over the usual ground of a cell."""

    def __init__(self, table: Table, columns: Sequence[ListColumn]) -> None:
        """Paint these columns of this table."""
        super().__init__(table)
        self._columns = columns

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        column = self._columns[index.column()]
        line: Line = index.data(ROW_ROLE)
        text = column.text(line)
        is_plan = isinstance(column, PlanColumn) and text == _("missing")
        if not text or not (is_plan or isinstance(column, BadgeColumn)):
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        looks = theme()
        inside = QRectF(option.rect).adjusted(looks.px(10), 0, -looks.px(8), 0)
        if is_plan:
            paint_text(painter, inside, text, "danger_text", "strong")
        else:
            side = min(looks.px(28), inside.height() - looks.px(4))
            top = inside.center().y() - side / 2
            paint_initials(painter, QRectF(inside.left(), top, side, side), text)
