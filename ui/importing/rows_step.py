"""Step three: what becomes of every row, and who the unclear persons are."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factdesk.exchange.bringing.decisions import LEAVE, NEW
from factdesk.words import _, format_date, pgettext
from ui.importing.understanding import (
    GROUPS,
    PlanRow,
    Understanding,
    brings,
    counts,
    plan_rows,
)
from ui.importing.words import group_tone, group_word
from ui.theme import theme
from ui.widgets.buttons import Choice, ChoiceBar
from ui.widgets.fields import Field, SearchField
from ui.widgets.filter import parse
from ui.widgets.layouts import HBox, VBox
from ui.widgets.paint import chip_size, paint_chip
from ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from ui.widgets.selects import Select
from ui.widgets.table import Table
from ui.widgets.texts import Card, EmptyState, Label

_ALL = "all"


class VerdictDelegate(QStyledItemDelegate):
    """Paints what becomes of a row as a chip: colour and word."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground as usual, and the chip on it."""
        row: PlanRow = index.data(ROW_ROLE)
        ground = "selection" if option.state & QStyle.StateFlag.State_Selected else "surface"
        painter.fillRect(option.rect, theme().colour(ground))
        words = group_word(row.group)
        width, height = chip_size(words)
        left = option.rect.x() + theme().px(8)
        top = option.rect.y() + (option.rect.height() - height) / 2
        rect = QRectF(left, top, width, height)
        paint_chip(painter, rect, words, group_tone(row.group))


class RowsStep(QWidget):
    """Counts on top, the rows below, and at the foot the decision about an unclear person.

    ``decided(person key, decision)`` tells a decision.
    """

    decided = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty until a workbook is understood."""
        super().__init__(parent)
        self._now: Understanding | None = None
        self._decisions: dict[str, str] = {}
        self._group: str = _ALL
        choices = [Choice(_ALL, _("All {count}").format(count=0))]
        choices += [Choice(group, group_word(group)) for group in GROUPS]
        self.groups = ChoiceBar(choices, _("Which rows are shown"))
        self.groups.set_value(_ALL)
        self.groups.chosen.connect(self.show_group)
        self.search = SearchField(_("Search in the rows"), keys="Ctrl+F")
        self.search.searched.connect(self._filter)
        self.model: RowsModel[PlanRow] = RowsModel(self._columns(), self)
        self.table = Table(self.model, _("Rows of the workbook"))
        self.table.setItemDelegateForColumn(0, VerdictDelegate(self))
        self.table.setWordWrap(False)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _was: self._show_row())
        self.who = Label(role="strong", wrap=True)
        self.why = Label(tone="muted", wrap=True)
        self.decision = Select()
        self.table.opened.connect(lambda _row: self.decision.setFocus())
        self.decision.activated.connect(self._decide)
        self._field = Field(_("This person is"), self.decision)
        self.decision.setMinimumWidth(theme().px(420))
        texts = VBox(self.who, self.why, None, space=4)
        inside = HBox(space=24)
        inside.add(texts, 1)
        inside.add(self._field)
        self.detail = Card(inside, margins=16)
        self._none = EmptyState(
            "circle-check", _("No rows here"), _("Choose another group, or empty the search.")
        )
        head = HBox(self.groups, None, space=16)
        head.add(self.search, 1)
        column = VBox(head, space=12, parent=self)
        column.add(self.table, 1)
        column.add(self._none, 1)
        column.add(self.detail)
        self._none.hide()
        self.setFocusProxy(self.table)

    def show_understanding(self, now: Understanding, decisions: dict[str, str]) -> None:
        """Show the rows of a plan with the decisions made so far."""
        self._now, self._decisions = now, decisions
        rows = plan_rows(now.plan, decisions)
        self.model.set_rows(_apart(rows))
        self._show_counts(rows)
        self._filter()
        if not self.table.currentIndex().isValid() and self.model.rows:
            self.table.selectRow(0)
        self._show_row()

    def show_group(self, group: str) -> None:
        """Show only the rows of one group, or ``all``."""
        self._group = group
        self.groups.set_value(group)
        self._filter()

    def _columns(self) -> tuple[Column[PlanRow], ...]:
        order = {group: at for at, group in enumerate(GROUPS)}
        return (
            Column(
                lambda: _("What happens"),
                lambda row: group_word(row.group),
                sort=lambda row: order[row.group],
                width=150,
            ),
            Column(
                lambda: _("Sheet"), lambda row: row.sheet, sort=lambda row: row.sheet, width=170
            ),
            Column(
                lambda: _("Cell"),
                lambda row: row.cell,
                sort=lambda row: (len(row.cell), row.cell),
                width=70,
            ),
            Column(
                lambda: _("Text"),
                lambda row: " ".join(row.text[:200].split()),
                sort=lambda row: row.text.casefold(),
                tip=lambda row: row.text[:1000],
                width=300,
            ),
            Column(
                lambda: _("Why"),
                lambda row: row.why,
                tip=lambda row: row.why or None,  # type: ignore[arg-type, return-value]
                width=0,
            ),
            Column(lambda: _("Decided"), self._decision_word, width=230),
        )

    def _show_counts(self, rows: tuple[PlanRow, ...]) -> None:
        """Show the counts on the choices that filter the table."""
        self.groups.button(_ALL).set_text(_("All {count}").format(count=len(rows)))
        for group, count in counts(rows).items():
            words = _("{what} {count}").format(what=group_word(group), count=count)
            self.groups.button(group).set_text(words)

    def _filter(self, _text: str = "") -> None:
        """Show the rows of the chosen group that the search finds."""
        query = parse(self.search.text(), {pgettext("search", "sheet"): "sheet"})
        wanted: Callable[[PlanRow], bool] = lambda row: (  # noqa: E731 - one expression
            self._group in (_ALL, row.group) and query.matches(row.search)
        )
        self.model.set_filter(wanted)
        is_empty = not self.model.rows
        self.table.setVisible(not is_empty)
        self._none.setVisible(is_empty)
        self._show_row()

    def _row(self) -> PlanRow | None:
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _show_row(self) -> None:
        """Show all of a row's text at the foot, and ask who an unclear person is."""
        row = self._row()
        self.detail.setVisible(row is not None and not self.table.isHidden())
        if row is None:
            return
        self.who.setText(f"{row.sheet} {row.cell}: {' '.join(row.text[:400].split())}")
        told = [group_word(row.group), row.why]
        if row.owner is not None and self._now is not None:
            told.append(brings(self._now.plan, row.owner))
        self.why.setText("\n".join(text for text in told if text))
        self._field.setVisible(row.person is not None)
        if row.person is None or self._now is None:
            return
        self.decision.clear()
        self.decision.add(NEW, _("A new person"))
        known = {one.id: one for one in self._now.ground.persons}
        offered = dict.fromkeys((*row.person.may_be, row.person.matches, row.decision))
        for each in offered:
            if each in known:
                self.decision.add(each, self._known_word(each))
        self.decision.add(LEAVE, _("Leave out for now"))
        self.decision.set_value(row.decision)

    def _known_word(self, person_id: str) -> str:
        """Return a person of the team in words: name and birth date."""
        assert self._now is not None  # noqa: S101 - shown only with a workbook
        one = next(each for each in self._now.ground.persons if each.id == person_id)
        born = format_date(one.birth_date) if one.birth_date else _("birth date unknown")
        name = f"{one.given} {one.family}".strip()
        return _("{name} in the team, born {date}").format(name=name, date=born)

    def _decision_word(self, row: PlanRow) -> str:
        """Return what is decided about an unclear person."""
        if row.person is None:
            return ""
        words = {NEW: _("A new person"), LEAVE: _("Leave out for now")}
        return words.get(row.decision) or _("The same person")

    def _decide(self) -> None:
        row = self._row()
        if row is not None and row.person is not None:
            self.decided.emit(row.person.key, str(self.decision.value))


def _apart(rows: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
    """Return the rows, each key once: a cell and its comment may be left out for two reasons."""
    return tuple({row.key: row for row in rows}.values())
