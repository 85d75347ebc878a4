"""Step two: how the sheets and columns were understood, for correction."""

from collections import Counter
from dataclasses import replace
from typing import Final, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from factdesk.board.defaults import CATEGORIES, category_word
from factdesk.exchange.bringing.categories import board_code
from factdesk.exchange.guess import with_header
from factdesk.exchange.mapping import Mapping, SheetMapping, Status
from factdesk.exchange.plan import PlannedCategory
from factdesk.words import _, npgettext
from ui.importing.sheet_table import SHOWN_ROWS, SheetPart, SheetTable
from ui.importing.understanding import Understanding, open_questions
from ui.importing.words import KINDS, kind_icon, kind_word
from ui.theme import icon, theme
from ui.widgets.banner import Banner
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.paint import LEVELS, status_word
from ui.widgets.selects import Select
from ui.widgets.texts import Label

#: The reader's codes for the board's own sections.
_READER_CODES: Final = {"difficult_to_engage": "avoiding"}
#: What any number of columns may hold.
_MANY: Final = frozenset({"note", "leave_out", "row_number"})
_MOST_COLOURS: Final = 5
_WHITE: Final = "FFFFFF"


class Swatch(QWidget):
    """A colour as the workbook has it."""

    def __init__(self, colour: str) -> None:
        """Take the colour, "RRGGBB"."""
        super().__init__()
        self._colour = QColor(f"#{colour}")
        self.setFixedSize(theme().px(22), theme().px(22))
        self.setAccessibleName(_("colour {code}").format(code=colour))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it with an edge."""
        painter = QPainter(self)
        painter.setPen(theme().colour("field_edge"))
        painter.setBrush(self._colour)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class ColourMeaning(QWidget):
    """A colour of the workbook with the choice of what it means."""

    def __init__(self, colour: str, select: Select) -> None:
        """Take the colour and the choice."""
        super().__init__()
        label = Label(_("This colour means"), "small_strong")
        label.setBuddy(select)
        select.setAccessibleName(_("What the colour {code} means").format(code=colour))
        VBox(label, HBox(Swatch(colour), select), None, space=4, parent=self)


class MappingStep(QWidget):
    """Sheets to the left, the chosen one to the right; ``changed(mapping)`` tells a correction."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty until a workbook is read."""
        super().__init__(parent)
        self._now: Understanding | None = None
        self._remembered = Banner(
            "info",
            _("The workbook is read as the team decided last time."),
            _("Look it over; every choice can be changed."),
            closable=False,
        )
        self._totals = QWidget()
        self._chips = Flow(self._totals, space=8)
        self.sheets = QListWidget()
        self.sheets.setAccessibleName(_("Sheets of the workbook"))
        self.sheets.currentRowChanged.connect(self._show_sheet)
        self.kind, self.category, self.header = Select(), Select(), Select()
        self.kind.activated.connect(self._choose_kind)
        self.category.activated.connect(self._choose_category)
        self.header.activated.connect(self._choose_header)
        self._category_field = Field(_("Category on the board"), self.category)
        self.colours = QWidget()
        self._colour_row = HBox(space=10, parent=self.colours)
        self.table = SheetTable()
        self.table.chosen.connect(self._choose_field)
        top = HBox(
            Field(_("The sheet is"), self.kind),
            self._category_field,
            Field(_("Headings in"), self.header),
            self.colours,
            None,
            space=16,
        )
        right = VBox(top, space=12)
        right.add(self.table, 1)
        hint = Label(
            _("The first rows as they stand in the file. Choose above a column what it holds."),
            "small",
            "muted",
        )
        right.add(hint)
        middle = HBox(self.sheets, space=16)
        middle.add(right, 1)
        column = VBox(self._remembered, self._totals, space=12, parent=self)
        column.add(middle, 1)
        self.setFocusProxy(self.sheets)
        theme().changed.connect(self._size)
        self._size()

    def show_understanding(self, now: Understanding) -> None:
        """Show a workbook, or the same one read otherwise."""
        is_same = self._now is not None and self._now.workbook is now.workbook
        self._now = now
        self._remembered.setVisible(now.is_remembered)
        self._show_totals(now)
        if not is_same:
            self.sheets.clear()
            for sheet in now.workbook.sheets:
                self.sheets.addItem(QListWidgetItem(sheet.title.strip()))
        for at, part in enumerate(now.mapping.sheets):
            item = self.sheets.item(at)
            item.setIcon(icon(kind_icon(part.kind), "muted"))
            item.setToolTip(kind_word(part.kind))
            told = f"{part.title.strip()}: {kind_word(part.kind)}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        if not is_same:
            self.sheets.setCurrentRow(0)
        self._show_sheet(self.sheets.currentRow())

    def _size(self) -> None:
        self.sheets.setFixedWidth(theme().px(230))
        self.sheets.setSpacing(theme().px(1))

    def _show_totals(self, now: Understanding) -> None:
        """Say in one line what would come in."""
        summary = now.plan.summary()
        persons, staff = len(now.plan.persons), summary["staff"]
        placed, sections = summary["on_board"], summary["categories"]
        unclear = summary["persons"]["unclear"] + summary["not_readable"]
        self._chips.clear()
        told = [
            (str(persons), npgettext("import", "person", "persons", persons), "info"),
            (str(placed), _("on the board"), "info"),
            (str(sections), npgettext("import", "category", "categories", sections), "info"),
            (str(staff), npgettext("import", "colleague", "colleagues", staff), "info"),
        ]
        if unclear:
            told.append((str(unclear), _("to look at"), "warn"))
        if open_questions(now.plan, {}):
            told.append((str(open_questions(now.plan, {})), _("to decide"), "warn"))
        for number, words, tone in told:
            self._chips.addWidget(Chip(words, "warn" if tone == "warn" else "info", number))
        self._totals.updateGeometry()

    def _part(self) -> tuple[int, SheetMapping] | None:
        """Return the sheet shown, with its mapping."""
        at = self.sheets.currentRow()
        if self._now is None or not 0 <= at < len(self._now.mapping.sheets):
            return None
        return at, self._now.mapping.sheets[at]

    def _show_sheet(self, _row: int) -> None:
        """Show the chosen sheet as it is read."""
        found = self._part()
        if found is None or self._now is None:
            return
        at, part = found
        sheet = self._now.workbook.sheets[at]
        self.kind.clear()
        for kind in (*KINDS, *(("unknown",) if part.kind == "unknown" else ())):
            self.kind.addItem(icon(kind_icon(kind), "muted"), kind_word(kind), kind)
        self.kind.set_value(part.kind)
        self._show_category(part)
        self.header.clear()
        self.header.add(0, _("no row"))
        for number in range(1, min(len(sheet.rows), max(SHOWN_ROWS, part.header_row or 0)) + 1):
            self.header.add(number, _("row {number}").format(number=number))
        self.header.set_value(part.header_row or 0)
        self._show_colours(part)
        self.table.show_part(SheetPart(sheet, part))

    def _show_category(self, part: SheetMapping) -> None:
        """Offer the board's sections, and one of the team's own by the sheet's name."""
        self._category_field.setVisible(part.kind == "board")
        name = part.category or part.title.strip()
        self.category.clear()
        for code in CATEGORIES:
            self.category.add(code, category_word(code))
        own = _("A category of our own: “{name}”").format(name=name)
        self.category.add("", own)
        planned = PlannedCategory(name, part.category_code)
        self.category.set_value(board_code(planned) or "")

    def _show_colours(self, part: SheetMapping) -> None:
        """Offer a status for every fill colour of the sheet."""
        while (item := self._colour_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = self._fills() if part.kind in ("board", "board_by_column") else ()
        self.colours.setVisible(bool(found))
        for colour in found:
            select = Select()
            for level in LEVELS:
                select.add(level, status_word(level))
            select.set_value(part.status_of(colour) or "none")
            select.activated.connect(
                lambda _at, colour=colour, select=select: self._choose_status(colour, select.value)
            )
            self._colour_row.add(ColourMeaning(colour, select))

    def _tell(self, part: SheetMapping) -> None:
        """Tell the mapping with another part for the sheet shown."""
        found = self._part()
        if found is not None and self._now is not None:
            mapping: Mapping = self._now.mapping.with_sheet(found[0], part)
            self.changed.emit(mapping)

    def _choose_kind(self) -> None:
        found = self._part()
        if found is None:
            return
        kind = next(one for one in (*KINDS, "unknown") if one == self.kind.value)
        part = replace(found[1], kind=kind)
        if kind == "board" and part.category is None:
            part = replace(part, category=part.title.strip(), category_code=None)
        self._tell(part)

    def _choose_category(self) -> None:
        found = self._part()
        if found is None:
            return
        code = str(self.category.value or "")
        if code:
            reader_code = _READER_CODES.get(code, code)
            part = replace(found[1], category=category_word(code), category_code=reader_code)
        else:
            part = replace(found[1], category=found[1].title.strip(), category_code=None)
        self._tell(part)

    def _choose_header(self) -> None:
        found = self._part()
        if found is None or self._now is None:
            return
        number = self.header.value
        header = number if isinstance(number, int) and number else None
        sheet = self._now.workbook.sheets[found[0]]
        self._tell(with_header(sheet, found[1], header, self._now.today))

    def _fills(self) -> tuple[str, ...]:
        """Return the fill colours of the sheet shown, white aside, the most frequent first."""
        found = self._part()
        if found is None or self._now is None:
            return ()
        rows = self._now.workbook.sheets[found[0]].rows[found[1].header_row or 0 :]
        fills = Counter(cell.fill_colour for row in rows for cell in row if cell.fill_colour)
        return tuple(colour for colour, _n in fills.most_common(_MOST_COLOURS) if colour != _WHITE)

    def _choose_status(self, colour: str, status: object) -> None:
        found = self._part()
        if found is None:
            return
        others = tuple(each for each in found[1].colours if each[0] != colour)
        chosen = next((level for level in get_args(Status) if level == status), None)
        own = ((colour, chosen),) if chosen is not None else ()
        self._tell(replace(found[1], colours=(*others, *own)))

    def _choose_field(self, column: int, field: object) -> None:
        found = self._part()
        if found is None:
            return
        # Two columns never hold the same thing: the one that did becomes a note.
        columns = tuple(
            replace(each, field=field if each.index == column else "note")  # type: ignore[arg-type]
            if each.index == column or (each.field == field and field not in _MANY)
            else each
            for each in found[1].columns
        )
        self._tell(replace(found[1], columns=columns))
