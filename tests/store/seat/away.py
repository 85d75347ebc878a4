"""A server that can be cut off at any point of an act, and a seat beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from factdesk.store.action import Action, Actor, Reader, View
from factdesk.store.engine import Store
from factdesk.store.faults import ConnectionLost
from factdesk.store.feed import Changes
from factdesk.store.link import Links, LinkState
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Outbox
from factdesk.store.seat.place import SeatFolder
from factdesk.store.seat.scope import ScopeOf, whole
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.undo import History
from factdesk.store.work import WorkSession

if TYPE_CHECKING:
    from tests.store.seat.conftest import Bench


class Cut(Store):
    """A store whose line is lost when ``lose`` says so.

    ``lose`` is asked at "before" (nothing was sent), "during" (the handler is done, the commit
    is not) and "after" (it is saved, the answer does not come), with how often it was asked.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock, self.is_shared, self.seals = store.clock, True, False
        self.lose: Callable[[str], bool] = lambda _point: False
        self.asked = 0

    @property
    def engine(self) -> Any:  # type: ignore[override]
        return self.store.engine

    @property
    def writing(self) -> Any:  # type: ignore[override]
        return self.store.writing

    def _pass(self, point: str) -> None:
        self.asked += 1
        if self.lose(point):
            raise ConnectionLost

    def run(self, action: Action[Any], actor: Actor, *rest: Any, **named: Any) -> Any:
        self._pass("before")

        def commit(_session: Session) -> None:
            self._pass("during")

        event.listen(WorkSession, "before_commit", commit)
        try:
            answer = self.store.run(action, actor, *rest, **named)
        finally:
            event.remove(WorkSession, "before_commit", commit)
        self._pass("after")
        return answer

    def find_act(self, act_id: str) -> Changes | None:
        self._pass("before")
        return self.store.find_act(act_id)

    def ask(self, view: View[Any], actor: Actor) -> Any:
        self._pass("before")
        return self.store.ask(view, actor)

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Reader]:
        self._pass("before")
        with self.store.reading(actor) as reader:
            yield reader

    def history(self, actor: Actor) -> History:
        self._pass("before")
        return self.store.history(actor)

    def newest(self) -> int:
        self._pass("before")
        return self.store.newest()

    def changes_since(self, number: int) -> Changes | None:
        self._pass("before")
        return self.store.changes_since(number)

    def close(self) -> None:
        """The server is another's."""


@dataclass
class Seat:
    """One seat, opened and closed as often as a test likes, beside one server."""

    bench: Bench
    scope_of: ScopeOf = whole
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = Cut(self.bench.desk.store)
        self.actor = self.bench.desk.actor
        self.is_open = False

    def open(self, *, away: bool = False) -> SeatStore:
        """Start the program at this seat."""
        self.folder: SeatFolder = self.bench.open()
        self.links = Links(self.bench.clock)
        copy = LocalCopy(self.folder, self.bench.clock)
        copy.open()
        if away:
            self.go_away()
        else:
            self.links.reached(LinkState.LIVE)
        self.store = SeatStore(
            self.server,
            copy,
            Outbox(self.folder.outbox),
            self.actor,
            self.links,
            self.scope_of,
            trouble=lambda error: self.troubles.append(type(error).__name__),
            gather=0,
        )
        self.is_open = True
        self.store.start()
        if not away:
            assert self.store.settle()
        return self.store

    def close(self) -> None:
        """Close the program."""
        if self.is_open:
            self.store.close()
            self.folder.close()
            self.is_open = False

    def go_away(self) -> None:
        """Nothing passes to the server any more."""
        self.server.lose = lambda _point: True
        self.links.away("cut")

    def come_back(self) -> None:
        """The line is there again, and the listener has noticed."""
        self.server.lose = lambda _point: False
        self.store.come_back()
        self.links.reached(LinkState.LIVE)

    def run(self, action: Action[Any]) -> Any:
        """Do an action at this seat."""
        return self.store.run(action, self.actor)[0]
