"""Full seats for the proof: opened as the program opens them, with what their screens show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from factdesk.board.meeting_views import Meetings
from factdesk.board.team_tasks import TeamTasks
from factdesk.board.views import Board, RowDetails
from factdesk.clock import Clock
from factdesk.contacts.views import Day, PersonContacts
from factdesk.coordination.loads import CoordinatorLoads
from factdesk.coordination.views import MyPeople
from factdesk.desk import Desk
from factdesk.opening_seat import open_seat
from factdesk.people.record import PersonRecord
from factdesk.people.views import People, PersonRow
from factdesk.store.action import View
from factdesk.store.link import Link, LinkState
from factdesk.store.seat.outbox import State
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.server.address import ServerAddress
from factdesk.team.views import TheTeam
from tests.support.following import PATIENCE, Following
from tests.support.people import PASSPHRASE
from tests.support.shared_desks import Heard
from tests.support.wire import Wire
from tests.whole_server.deeds import Deeds


@dataclass(frozen=True)
class Ground:
    """What the seats work on: persons, their rows on the board, the board's sections, the day."""

    persons: tuple[str, ...]
    episodes: tuple[str, ...]
    categories: tuple[str, ...]
    day: date

    def views(self) -> tuple[View[Any], ...]:
        """What the screens of a seat show."""
        return (
            Board(), People(), MyPeople(), CoordinatorLoads(), TeamTasks(), Day(self.day),
            TheTeam(), Meetings(),
            *(PersonRecord(person) for person in self.persons),
            *(PersonContacts(person, limit=500) for person in self.persons),
            *(RowDetails(person) for person in self.persons),
        )  # fmt: skip


def in_order(answer: Any) -> Any:
    """An answer as two can be compared: the caseload comes in no order, the screen sorts it."""
    if isinstance(answer, tuple) and answer and isinstance(answer[0], PersonRow):
        return sorted(answer, key=lambda row: row.id)
    return answer


class Screen(Following[Any]):
    """What a screen of a seat shows."""

    def taken(self, answer: Any) -> Any:
        """The answer, as two can be compared."""
        return in_order(answer)


@dataclass
class Seat:
    """One computer with its wire, its screens, and what its user did and was told."""

    role: str
    root: Path
    wire: Wire
    address: ServerAddress
    ground: Ground
    clock: Clock
    deeds: Deeds = field(default_factory=Deeds)
    desk: Desk | None = None
    screens: dict[View[Any], Screen] = field(default_factory=dict)

    def open(self) -> None:
        """Start the program."""
        self.desk = open_seat(self.address, PASSPHRASE, self.clock, self.root)
        assert isinstance(self.desk.store, SeatStore), self.desk.notices
        assert self.desk.store.settle()
        self.deeds.note(self.desk.store)
        self.screens = {
            view: Screen(self.desk, view)
            for view in self.ground.views()
            if view.right is None or view.right in self.desk.actor.rights
        }
        for screen in self.screens.values():
            assert screen.when(lambda _shown: True), screen.view

    @property
    def store(self) -> SeatStore:
        """The store of the open desk."""
        assert self.desk is not None
        assert isinstance(self.desk.store, SeatStore)
        return self.desk.store

    def shown(self, view: View[Any]) -> Any:
        """What the screen of a view shows now."""
        return self.screens[view].shown

    def come_home(self) -> None:
        """Let everything through and wait until the seat is live and all was sent."""
        assert self.desk is not None
        self.wire.cut_when(lambda _from_client, _data: False)
        self.wire.restore()
        heard: Heard[Link] = Heard()
        stop = self.desk.on_link(heard)
        heard(self.desk.link)
        self.desk.links.look()
        heard.until(lambda _links: self._is_home(), PATIENCE)
        stop()

    def _is_home(self) -> bool:
        assert self.desk is not None
        return self.desk.link.state is LinkState.LIVE and not self.store.outbox.entries(
            State.WAITING, State.QUESTION
        )

    def close(self) -> None:
        """End the program and the wire."""
        self.wire.restore()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        self.wire.close()


def address_over(wire: Wire, there: ServerAddress) -> ServerAddress:
    """The address of a server as it is reached over a wire."""
    return ServerAddress.parse(there.text.replace(f":{there.port}", f":{wire.port}"))


#: Makes a seat of a login; ``number`` tells its computers apart.
MakeSeat = Callable[[str, int, Ground], Seat]
