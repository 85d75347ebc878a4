"""Who else is at the board: a badge on the row, and what they changed in the text being written."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from factdesk.board.cells import AGREED, PERSON, REASON
from factdesk.board.facts import BoardFacts, BoardRow
from factdesk.board.rules import draft_place
from factdesk.board.views import Board
from factdesk.store.feed import Changes
from factdesk.words import _
from ui.board.lines import PersonLine
from ui.board.model import BoardModel
from ui.board.table import BoardTable
from ui.bridge import Bridge
from ui.together import Together, Writing
from ui.widgets.spoken import announce

_FIELDS = {REASON: "reason", AGREED: "agreed"}
_ROWS = "board_episodes"


class BoardCompany(QObject):
    """Tells others which text of the board is written here, and shows where they write."""

    def __init__(self, bridge: Bridge, table: BoardTable, model: BoardModel) -> None:
        """Follow the editors of this table."""
        super().__init__(table)
        self._bridge, self._table, self._model = bridge, table, model
        self._together = Together.of(bridge)
        self._open: tuple[str, int, int, QWidget] | None = None
        self._known: dict[str, str] = {}
        if not self._together.is_shared:
            return
        table.delegate.opened.connect(self._opened)
        table.delegate.writers = lambda episode: self._known.get(episode, "")
        model.writers = self.said
        table.editor_closed.connect(self._closed)
        bridge.changed.connect(self._changed)
        self._together.changed.connect(self._heard)
        self._heard()

    def said(self, episode: str) -> str:
        """Who writes on a row, in words."""
        who = self._who().get(episode, ())
        return _("{name} is writing here").format(name=self._together.names(who)) if who else ""

    def _who(self) -> dict[str, tuple[str, ...]]:
        """The others who write on each row."""
        found: dict[str, tuple[str, ...]] = {}
        for what, who in self._together.writers_in("board.").items():
            episode = what.split(".")[1]
            known = found.get(episode, ())
            found[episode] = (*known, *(one for one in who if one not in known))
        return found

    def _heard(self) -> None:
        now = {row: self._together.initials(who) for row, who in self._who().items()}
        before, self._known = self._known, now
        for episode in before.keys() | now.keys():
            index = self._model.index_of(("person", episode), PERSON)
            if before.get(episode) != now.get(episode) and index.isValid():
                self._model.dataChanged.emit(index, index, [Qt.ItemDataRole.DisplayRole])
        line = self._table.current_person()
        if line is not None and line.row.episode_id in now.keys() - before.keys():
            announce(self._table, self.said(line.row.episode_id))

    def _opened(self, episode: str, column: int, area: QWidget) -> None:
        index = self._model.index_of(("person", episode))
        line = self._model.row(index) if index.isValid() else None
        if isinstance(line, PersonLine):
            self._open = (episode, column, line.row.version, area)
            Writing(self._together, area, draft_place(episode, _FIELDS[column]))

    def _closed(self) -> None:
        self._open = None

    def _changed(self, changes: Changes) -> None:
        """The board waits while it is written in; this one text is looked at now."""
        opened = self._open
        if opened is None or not (changes.everything or opened[0] in changes.ids(_ROWS)):
            return
        self._bridge.ask(Board(), on=opened[3], then=lambda facts: self._compare(opened, facts))

    def _compare(self, opened: tuple[str, int, int, QWidget], facts: BoardFacts) -> None:
        episode, column, seen, area = opened
        row, index = facts.row(episode), self._model.index_of(("person", episode))
        line = self._model.row(index) if index.isValid() else None
        if row is None or not isinstance(line, PersonLine) or self._open is not opened:
            return
        if _text(row, column) != _text(line.row, column):
            self._together.tell_changed(
                area, (_ROWS, episode, seen), _text(row, column), None, _FIELDS[column]
            )


def _text(row: BoardRow, column: int) -> str:
    return row.reason if column == REASON else row.agreed
