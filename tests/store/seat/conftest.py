"""A seat beside a store that stands for the server, and two ways to compare what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.base import Base
from factdesk.store.engine import Store
from factdesk.store.folder.header import read_header
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.place import Note, SeatFolder
from tests.store.seat.away import Seat
from tests.support.builders import Make

#: Demands that two stores hold the same; the fixture ``same``.
Same = Callable[[Store, Store], None]


@dataclass
class Bench:
    """What a seat's tests work with: the server's desk, and what opens the seat's folder."""

    desk: Desk
    path: Path
    clock: FixedClock

    @property
    def folder_key(self) -> TeamFolder:
        """The folder that plays the server keeps the data key."""
        assert isinstance(self.desk.folder, TeamFolder)
        return self.desk.folder

    def note(self) -> Note:
        """The note of a seat that has just met its server."""
        now = self.clock.now().astimezone(UTC)
        return Note(
            "postgresql://marit.holm@db.example.no/factdesk", "marit.holm",
            self.folder_key.store_id, self.desk.actor.id, now, now, 14,
        )  # fmt: skip

    def open(self) -> SeatFolder:
        """The seat's folder, opened with the slot that the server would give."""
        slot = read_header(self.folder_key.path).header.slots[0]
        return SeatFolder.open(self.path, self.folder_key.data_key, slot, self.note())


@pytest.fixture
def bench(desk: Desk, tmp_path: Path, clock: FixedClock) -> Bench:
    """The folder's desk stands for the server."""
    return Bench(desk, tmp_path / "seats" / "one", clock)


@pytest.fixture
def copy(bench: Bench) -> Iterator[LocalCopy]:
    """An empty copy in an opened seat."""
    folder = bench.open()
    copy = LocalCopy(folder, bench.clock)
    yield copy
    copy.close()
    folder.close()


@pytest.fixture
def seat(bench: Bench) -> Iterator[Seat]:
    """A seat beside the bench's server."""
    seat = Seat(bench)
    yield seat
    seat.close()


@pytest.fixture
def person(make: Make) -> str:
    """A person of the team."""
    return make.person("Åse", "Ødegård")


def rows_of(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in the order of the keys."""
    with Session(store.engine) as session, session.begin():
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def same() -> Same:
    """Demand that two stores hold the same in every table."""

    def demand(one: Store, other: Store) -> None:
        left, right = rows_of(one), rows_of(other)
        assert left.keys() == right.keys()
        for name in left:
            assert left[name] == right[name], name

    return demand
