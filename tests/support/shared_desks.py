"""Several desks on one PostgreSQL, over a wire that the test can cut."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store import engine
from factdesk.store.feed import Changes
from factdesk.store.link import Link, LinkState
from factdesk.store.server.pacing import Pace
from tests.support.builders import Make
from tests.support.desks import leader
from tests.support.servers import STORE_ID, PlainServer
from tests.support.wire import Wire

T = TypeVar("T")

#: The feed's times for tests: everything that waits, waits shortly.
QUICK = Pace(poll=0.1, hello=1, patience=1, first_wait=0.05, longest_wait=0.3)

_TELLS = f"""
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('fd_{STORE_ID}', NEW.n::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER UPDATE ON change_counter FOR EACH ROW EXECUTE FUNCTION tell();
CREATE SCHEMA factdesk;
CREATE UNLOGGED TABLE factdesk.kept (
    kind text, what text, value text, staff_id text, seat text, at timestamptz,
    PRIMARY KEY (kind, what, seat));
CREATE FUNCTION factdesk.marks() RETURNS SETOF factdesk.kept LANGUAGE sql AS
    $$ SELECT * FROM factdesk.kept WHERE at > clock_timestamp() - interval '60 seconds' $$;
CREATE FUNCTION factdesk.set_mark(text, text, text, text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO factdesk.kept VALUES ($1, $2, $3, session_user, $4, clock_timestamp())
        ON CONFLICT (kind, what, seat) DO UPDATE SET value = $3, at = clock_timestamp();
    SELECT pg_notify('fd_{STORE_ID}', 'marks') $$;
CREATE FUNCTION factdesk.clear_mark(text, text, text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM factdesk.kept WHERE kind = $1 AND what = $2 AND seat = $3;
    SELECT pg_notify('fd_{STORE_ID}', 'marks') $$;
"""


class Heard(Generic[T]):
    """What a listener was told, and a way to wait for it. Call it as the listener."""

    def __init__(self) -> None:
        self.values: list[T] = []
        self._news = threading.Condition()

    def __call__(self, value: T) -> None:
        with self._news:
            self.values.append(value)
            self._news.notify_all()

    def until(self, holds: Callable[[list[T]], bool], seconds: float = 20) -> list[T]:
        """Wait until something was heard and it is so; fails with what was heard instead."""
        with self._news:
            is_so = self._news.wait_for(lambda: bool(self.values) and holds(self.values), seconds)
            assert is_so, self.values
            return list(self.values)


def heard_on(desk: Desk) -> Heard[Changes]:
    """What a desk's listeners are told from now on."""
    heard: Heard[Changes] = Heard()
    desk.subscribe(heard)
    return heard


def links_of(desk: Desk) -> Heard[Link]:
    """How a desk's link changes; what it is now comes first."""
    links: Heard[Link] = Heard()
    desk.on_link(links)
    links(desk.link)
    return links


def is_state(state: LinkState) -> Callable[[list[Link]], bool]:
    """Whether the newest link is of a state."""
    return lambda links: links[-1].state is state


def live(desk: Desk) -> Desk:
    """The desk, once it is live."""
    links_of(desk).until(is_state(LinkState.LIVE))
    return desk


def numbered(changes: list[Changes]) -> list[Changes]:
    """Those that tell which numbers they are of."""
    return [each for each in changes if not each.everything]


def up_to(number: int) -> Callable[[list[Changes]], bool]:
    """Whether a number has been told."""
    return lambda changes: any(each.last >= number for each in changes)


def assert_no_gap(changes: list[Changes], first: int, last: int) -> None:
    """Every number from the first to the last is told once, in order."""
    told = numbered(changes)
    assert [told[0].first, told[-1].last] == [first, last]
    assert all(one.last + 1 == next_.first for one, next_ in itertools.pairwise(told))


def assert_all_hear_each_other(desks: list[Desk], acts: int) -> None:
    """Let every desk act at once, so many times; each hears each act once, in order."""
    before = desks[0].store.newest()
    heards = [heard_on(desk) for desk in desks]

    def work(desk: Desk) -> None:
        for number in range(acts):
            Make(desk).person(f"Person {number}")

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    newest = desks[0].store.newest()
    for heard in heards:
        assert_no_gap(heard.until(up_to(newest)), before + 1, newest)


class WiredServer(PlainServer):
    """The plain server over a wire, or directly."""

    def __init__(self, url: str, wire: Wire | None = None) -> None:
        super().__init__(url)
        self.wire = wire

    def connect(self) -> psycopg.Connection:
        """Return a new connection."""
        if self.wire is None:
            return super().connect()
        url = make_url(self.url)
        return psycopg.connect(
            host=self.wire.host,
            port=self.wire.port,
            user=url.username,
            dbname=url.database,
            connect_timeout=2,
        )


@dataclass
class Shared:
    """One database with the team of ``postgres_template``, that notifies."""

    url: str
    staff_id: str
    clock: FixedClock
    _opened: list[Any] = field(default_factory=list)

    @property
    def plain_url(self) -> str:
        """The URL as the database library wants it."""
        return make_url(self.url).set(drivername="postgresql").render_as_string(False)

    def wire(self, **options: Any) -> Wire:
        """A new wire to the server; closed after the test."""
        reached = psycopg.conninfo.conninfo_to_dict(self.plain_url)
        host, port = str(reached["host"]), int(reached.get("port", 5432))
        target = f"{host}/.s.PGSQL.{port}" if host[0] == "/" else (host, port)
        self._opened.append(wire := Wire(target, **options))
        return wire

    def desk(
        self,
        wire: Wire | None = None,
        *,
        polling: bool = False,
        away: str | None = None,
        follows: bool = True,
        stores: bool = False,
        pace: Pace = QUICK,
    ) -> Desk:
        """A desk that follows the server; closed after the test.

        Its store uses the wire only where it is told so.
        """
        server = WiredServer(self.url, wire if stores else None)
        desk = Desk(engine.server(server, self.clock), leader(self.staff_id))
        self._opened.append(desk)
        if follows:
            desk.follow(WiredServer(self.url, wire), polling=polling, away=away, pace=pace)
        return desk

    def sql(self, statement: str) -> list[Any]:
        """Run a statement beside the desks."""
        with PlainServer(self.url).connect() as connection:
            cursor = connection.execute(sql.SQL(statement))  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Close everything, the last opened first."""
        for each in reversed(self._opened):
            each.close()


@pytest.fixture
def shared(
    postgres_template: tuple[str, str],
    new_postgres_database: Callable[[str], str],
    clock: FixedClock,
) -> Iterator[Shared]:
    """A database for several desks."""
    template, staff_id = postgres_template
    shared = Shared(new_postgres_database(template), staff_id, clock)
    shared.sql(_TELLS)
    yield shared
    shared.close()
