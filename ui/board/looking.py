"""How the board is looked at: filter, order, folded sections, opened rows. Nothing is changed."""

from PySide6.QtCore import QObject

from factdesk.board.facts import BoardFacts, BoardRow, BoardSection
from factdesk.board.row_facts import RowFacts
from factdesk.board.views import RowDetails
from factdesk.team.roles import Right
from ui.board.lines import PersonLine, Shape, field_names, lay_out, person_lines, sorters
from ui.board.table import BoardTable
from ui.bridge import Bridge
from ui.widgets.filter import parse


class BoardLooking(QObject):
    """Keeps the answer and its shape, and gives the table its lines."""

    def __init__(self, bridge: Bridge, table: BoardTable, parent: QObject) -> None:
        """Look through this table."""
        super().__init__(parent)
        self._bridge, self._table = bridge, table
        self.facts: BoardFacts | None = None
        self.shape = Shape()
        self._people: dict[str, PersonLine] = {}
        self._typed = ""
        self._awaited = ""

    def show_facts(self, facts: BoardFacts) -> None:
        """Take a new answer; opened rows are read again."""
        self._people = person_lines(facts, self.facts, self._people)
        self.facts = facts
        opened = self.shape.opened
        self.shape.opened = {one: opened[one] for one in opened if one in self._people}
        self.lay_out(hold=True)
        for episode in self.shape.opened:
            self._read_details(episode)
        if self._awaited in self._people:
            self._go()

    def row(self, episode_id: str) -> BoardRow | None:
        """A row as it is shown now."""
        line = self._people.get(episode_id)
        return None if line is None else line.row

    def section(self, section_id: str) -> BoardSection | None:
        """A section as it is shown now."""
        sections = self.facts.sections if self.facts else ()
        return next((one for one in sections if one.id == section_id), None)

    def lay_out(self, *, hold: bool = False) -> None:
        """Give the table its lines; ``hold`` where the user has not asked for others."""
        if self.facts is not None:
            lines = lay_out(self.facts.sections, self._people, self.shape)
            self._table.show_lines(lines, hold=hold)

    def search(self, typed: str) -> tuple[int, int]:
        """Show only those that fit; how many of how many."""
        self._typed = typed
        query = parse(typed, field_names()) if typed.strip() else None
        self.shape.query = query or None
        self.lay_out()
        if self.shape.query is None:
            return len(self._people), len(self._people)
        found = sum(self.shape.query.matches(line.search) for line in self._people.values())
        return found, len(self._people)

    def sort(self, column: int, *, descending: bool) -> None:
        """Sort within the sections; -1 gives the team's own order."""
        known = column in sorters()
        self.shape.sorted_by = (column, descending) if known else None
        self._table.horizontalHeader().setSortIndicatorShown(known)
        self.lay_out()

    def fold(self, section_id: str, folded: bool) -> None:
        """Fold or unfold a section."""
        (self.shape.collapsed.add if folded else self.shape.collapsed.discard)(section_id)
        self.lay_out()

    def turn_details(self, episode_id: str) -> None:
        """Open a row downwards, or close it."""
        if episode_id not in self._people:
            return
        if episode_id in self.shape.opened:
            del self.shape.opened[episode_id]
            self.lay_out()
            return
        self.shape.opened[episode_id] = None
        self.lay_out()
        self._read_details(episode_id)

    def reveal(self, episode_id: str) -> None:
        """Unfold the section of a row."""
        row = self.row(episode_id)
        if row is not None and row.category_id in self.shape.collapsed:
            self.fold(row.category_id, False)

    def go_when_there(self, episode_id: str) -> None:
        """Put the keyboard on a row as soon as the board shows it."""
        self._awaited = episode_id
        if episode_id in self._people:
            self._go()

    def _go(self) -> None:
        self.reveal(self._awaited)
        self._table.go_to(self._awaited)
        self._table.setFocus()
        self._awaited = ""

    def _read_details(self, episode_id: str) -> None:
        row = self.row(episode_id)
        if row is None or row.is_reduced or not self._bridge.can(Right.SEE_RECORD):
            return

        def show(facts: RowFacts | None) -> None:
            if facts is not None and episode_id in self.shape.opened:
                self.shape.opened[episode_id] = facts
                if not self._table.is_editing:
                    self.lay_out(hold=True)

        self._bridge.ask(RowDetails(row.person_id), on=self, then=show)
