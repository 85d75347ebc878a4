"""Drafts of the board: kept while typing, found again after a lock or a crash."""

from PySide6.QtCore import QObject, Signal

from factdesk.board.cells import AGREED, REASON
from factdesk.board.facts import BoardFacts
from factdesk.board.rules import draft_place
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from ui.board.draft_bar import DraftBar
from ui.board.table import BoardTable
from ui.bridge import Bridge
from ui.widgets.fields import TextArea

_FIELDS = {REASON: "reason", AGREED: "agreed"}
_COLUMNS = {field: column for column, field in _FIELDS.items()}


class BoardDrafts(QObject):
    """`wanted(draft, episode id, column)`: go on with this one."""

    wanted = Signal(object, str, int)

    def __init__(self, bridge: Bridge, bar: DraftBar, table: BoardTable, parent: QObject) -> None:
        """Keep the drafts of this table."""
        super().__init__(parent)
        self._bridge, self._bar, self._table = bridge, bar, table
        self._facts: BoardFacts | None = None
        self._found: dict[str, DraftRow] = {}
        self._read_once = False
        table.delegate.drafted.connect(self._save)
        table.delegate.cancelled.connect(self._cancel)
        table.delegate.draft = self._draft
        bar.go_on.connect(self._go_on)
        bar.thrown_away.connect(lambda draft: self._drop(draft.place))

    def read(self, facts: BoardFacts) -> None:
        """Ask once for what an earlier sitting left; then only what this one leaves counts."""
        self._facts = facts
        if self._read_once:
            self._show()
            return
        self._read_once = True
        self._bridge.ask(Drafts("board."), on=self, then=self._take)

    def read_again(self) -> None:
        """Ask which drafts there are now: one was refused, or settled."""
        self._bridge.ask(Drafts("board."), on=self, then=self._take)

    def flush(self) -> None:
        """Tell what is typed in an open editor now."""
        for area in self._table.findChildren(TextArea):
            area.flush_draft()

    def _take(self, drafts: tuple[DraftRow, ...]) -> None:
        self._found = {draft.place: draft for draft in drafts}
        self._show()

    def _place_of(self, place: str) -> tuple[str, int] | None:
        """Row and column of a draft; nothing for one whose row has left the board."""
        _board, episode, field = (*place.split(".", 2), "", "")[:3]
        row = self._facts.row(episode) if self._facts else None
        column = _COLUMNS.get(field)
        return None if row is None or column is None else (episode, column)

    def _show(self) -> None:
        shown = []
        for place, draft in self._found.items():
            at = self._place_of(place)
            row = self._facts.row(at[0]) if at and self._facts else None
            if row is not None:
                shown.append((draft, row.name))
        self._bar.show_drafts(shown)

    def _draft(self, episode: str, column: int) -> str | None:
        draft = self._found.get(draft_place(episode, _FIELDS.get(column, "")))
        return None if draft is None else draft.text

    def _save(self, episode: str, column: int, text: str) -> None:
        row = self._facts.row(episode) if self._facts else None
        place = draft_place(episode, _FIELDS[column])
        self._forget(place)
        self._bridge.run(SaveDraft(place, text, row.version if row else None), on=self)

    def _cancel(self, episode: str, column: int) -> None:
        self._drop(draft_place(episode, _FIELDS[column]))

    def _drop(self, place: str) -> None:
        self._forget(place)
        self._bridge.run(DropDraft(place), on=self)

    def _forget(self, place: str) -> None:
        if self._found.pop(place, None) is not None:
            self._show()

    def _go_on(self, draft: DraftRow) -> None:
        at = self._place_of(draft.place)
        if at is not None:
            self.wanted.emit(draft, *at)
