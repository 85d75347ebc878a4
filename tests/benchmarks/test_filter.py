"""A keystroke in the board's filter: found, laid out and painted within a frame."""

from dataclasses import replace
from itertools import cycle

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QTableView

from factdesk.board.facts import BoardFacts
from factdesk.board.views import Board
from ui.board.looking import BoardLooking
from ui.board.model import BoardModel
from ui.board.table import BoardTable

PERSONS = 500
#: One frame of a screen that shows sixty a second.
FRAME = 1 / 60
#: What is typed, one letter after the other, and taken away again.
TYPED = ("s", "so", "sov", "sove", "sov", "so", "s", "")


def _of_many(facts: BoardFacts) -> BoardFacts:
    """The board with its rows repeated to 500 persons."""
    rows = [row for section in facts.sections for row in section.rows]
    sections = list(facts.sections)
    many: dict[str, list] = {section.id: [] for section in sections}
    for number in range(PERSONS):
        row = rows[number % len(rows)]
        many[row.category_id].append(
            replace(row, episode_id=f"{number:032x}", person_id=f"{number:032x}")
        )
    return replace(
        facts,
        sections=tuple(replace(one, rows=tuple(many[one.id])) for one in sections),
        on_board=PERSONS,
    )


class BareModel(QAbstractTableModel):
    """Plain texts in a plain table, filtered by what they contain."""

    def __init__(self, rows: list[list[str]]) -> None:
        super().__init__()
        self._all = self._shown = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 9

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown[index.row()][index.column()]
        return None

    def search(self, typed: str) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._all if any(typed in cell for cell in row)]
        self.endResetModel()


def test_a_keystroke_in_the_filter_is_painted_within_a_frame(compare, usual_desk, qtbot):
    facts = _of_many(usual_desk.see(Board()))
    today = usual_desk.clock.today
    table = BoardTable(BoardModel(today), today)
    table._lines.setParent(table)
    bare = QTableView()
    cells = [
        [row.name, row.reason, row.agreed, row.municipality or "", row.level_word, "", "", "", ""]
        for section in facts.sections
        for row in section.rows
    ]
    plain = BareModel(cells)
    plain.setParent(bare)
    bare.setModel(plain)
    for view in (table, bare):
        qtbot.addWidget(view)
        view.resize(1800, 900)
        view.show()
        qtbot.waitExposed(view)
    looking = BoardLooking(None, table, table)
    looking.show_facts(facts)
    letters, plain_letters = cycle(TYPED), cycle(TYPED)

    def bare_keystroke() -> None:
        plain.search(next(plain_letters))
        bare.viewport().repaint()

    def keystroke(typed: str) -> None:
        looking.search(typed)
        table.viewport().repaint()

    result = compare.measure(
        "A filter keystroke at 500 persons, painted",
        keystroke,
        bare_keystroke,
        before=lambda: (next(letters),),
        goal=FRAME,
        rounds=80,
        in_seconds=True,
    )
    assert result.is_reached, result.line()
