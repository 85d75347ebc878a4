"""The feed of a team server: a thread with a connection of its own that hears and pulls.

Notifications say that there is something new; what it is stands in the log and is pulled from
there, so none can be lost or forged. Where notifications do not pass, the newest number is asked
for now and then. The thread talks to the desk only through what it is given.
"""

from __future__ import annotations

import logging
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from functools import partial
from typing import Protocol

import psycopg

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.feed import Feed
from factdesk.store.link import Hook, Links, LinkState
from factdesk.store.marks import Marks
from factdesk.store.server.line import Alarm, Line, LineLost
from factdesk.store.server.pacing import Allowance, Due, Limits, Pace
from factdesk.store.server.pulling import Puller, SetBack
from factdesk.store.server.refusals import LoginRefused, Removed, ServerAway
from factdesk.store.server.sending import Exchange
from factdesk.words import _

#: More notifications at once than any team sends: somebody floods the channel.
_FLOOD = 50

#: The server answers, and has nothing more for this user: no waiting brings it back.
_SHUT_OUT = (Removed, LoginRefused)
#: How often in a row it must say so: once may be a login that was broken off in the middle.
_SURE = 2

_log = logging.getLogger("factdesk.store")


class Server(Protocol):
    """What is needed of a team server."""

    store_id: str

    def connect(self) -> psycopg.Connection:
        """A new connection."""
        ...

    def refusal_for(self, error: BaseException) -> KnownError | None:
        """What a user is to be told of an error."""
        ...


class Stopped(Exception):
    """The desk closes."""


class Listening:
    """One thread, from :meth:`start` to :meth:`stop`.

    ``on_writer`` does work on the desk's writer lane; ``notice`` keeps words for the user;
    ``break_off`` ends what waits for a server that could not be reached twice; ``shut_out`` is
    told, as the last thing, that the server lets this user in no more.
    """

    def __init__(
        self,
        server: Server,
        feed: Feed,
        links: Links,
        marks: Marks,
        on_writer: Callable[[Callable[[], None]], Future[None]],
        notice: Callable[[str], None],
        break_off: Callable[[], None],
        pace: Pace | None = None,
        shut_out: Callable[[KnownError], None] = lambda _error: None,
    ) -> None:
        self._shut_out = shut_out
        self._server, self._feed, self._links, self._marks = server, feed, links, marks
        self._on_writer, self._notice, self._pace = on_writer, notice, pace or Pace()
        self._break_off = break_off
        self._puller = Puller(feed, server.store_id)
        self._exchange = Exchange(marks, marks.clock, self._puller.for_team)
        self._alarm = Alarm()
        self._line: Line | None = None
        self._polls = self._is_heard = False
        self._stopping = threading.Event()
        self._is_suspect = False
        self._thread = threading.Thread(target=self._run, name="desk-listener", daemon=True)

    @property
    def channel(self) -> str:
        """The channel of the team."""
        return f"fd_{self._server.store_id}"

    def start(self, *, polling: bool = False, away: str | None = None) -> None:
        """Begin; until the server was asked, the desk is away or asks now and then."""
        self._polls = polling
        if away is None:
            self._links.reached(LinkState.POLLING)
        else:
            self._links.away(away)
        self._links.when_lost(self._suspect)
        self._marks.carry(self._alarm.ring)
        self._thread.start()

    def stop(self) -> None:
        """End, within a second: a connection that is being made then ends by itself."""
        self._stopping.set()
        self._alarm.ring()
        self._thread.join(self._pace.stop / 2)
        line = self._line
        if self._thread.is_alive() and line is not None:
            line.shut()
        self._thread.join(self._pace.stop / 2)

    def _suspect(self) -> None:
        self._is_suspect = True
        self._alarm.ring()

    def _run(self) -> None:
        tries = refused = 0
        while not self._stopping.is_set():
            try:
                with self._connected() as line:
                    self._meet(line)
                    tries = refused = 0
                    self._stay(line)
            except Stopped:
                break
            except Exception as error:  # noqa: BLE001 - told as a lost line; a bug is reported
                if self._stopping.is_set():
                    break
                known = self._known(error)
                self._links.away(known.message)
                refused = refused + 1 if isinstance(known, _SHUT_OUT) else 0
                if refused == _SURE:
                    self._shut_out(known)
                    break
                if tries == 1:
                    self._break_off()
                self._rest(tries)
                tries += 1
        self._marks.carry(None)
        self._links.when_lost(lambda: None)
        self._alarm.close()

    @contextmanager
    def _connected(self) -> Iterator[Line]:
        line = Line(self._server.connect(), self._alarm, self._pace.patience)
        self._line = line
        try:
            yield line
            if self._stopping.is_set():
                self._exchange.take_back(line)
        finally:
            self._line = None
            line.close()

    def _meet(self, line: Line) -> None:
        """Listen first, so that nothing falls between; then what waits, then what is new."""
        if not self._polls:
            line.ask(f'LISTEN "{self.channel}"')
        self._is_heard = not self._polls and self._hears(line)
        self._come_back(line)

    def _come_back(self, line: Line) -> None:
        """What waited for the server is done before the desk is told that it is back.

        Both in one piece of the writer's work: what is written in between would wait for long.
        """
        # In this order: what is said to be lost between the two is come back from once more.
        losses, self._is_suspect = self._links.losses, False
        was_away = self._links.now.is_away
        self._pull(line)
        if was_away:
            self._on_writers_lane((*self._links.hooks(), partial(self._reached, losses)))
        else:
            self._reached(losses)
        self._pull(line)
        self._exchange.renew(line)
        if was_away:
            self._feed.refresh()

    def _reached(self, losses: int) -> None:
        """Live, or asking now and then; unless the line was said to be lost meanwhile."""
        if not self._links.reached(self._state, losses):
            self._is_suspect = True

    @property
    def _state(self) -> LinkState:
        return LinkState.LIVE if self._is_heard else LinkState.POLLING

    def _pull(self, line: Line) -> bool:
        """Tell what is new; whether there was anything."""
        try:
            return self._puller.pull(line)
        except SetBack as error:
            words = _(
                "The team server was set back to an earlier state. What was saved after that is "
                "no longer there. Look through what was done last, and tell an administrator."
            )
            self._notice(words)
            self._links.say(words)
            self._puller.accept(error.newest)
            self._puller.pull(line)
            return True

    def _on_writers_lane(self, hooks: Sequence[Hook]) -> None:
        """One after the other, in one go; a lost line goes on to whoever called."""

        def run() -> None:
            for hook in hooks:
                try:
                    hook()
                except KnownError:
                    raise
                except Exception as error:  # noqa: BLE001 - a bug must not keep the desk away
                    _log.error("what waited for the server failed: %s", report(error))

        if not hooks:
            return
        done = self._on_writer(run)
        while not done.done():
            if self._stopping.is_set():
                raise Stopped
            wait([done], timeout=0.1)
        done.result()

    def _hears(self, line: Line) -> bool:
        """Whether a notification from another connection comes here.

        One from this connection would come back also through a pooler that loses all others.
        """
        echo = secrets.token_hex(8)
        line.expect(f"?{echo}")
        other = Line(self._server.connect(), self._alarm, self._pace.patience)
        try:
            other.ask(f"SELECT pg_catalog.pg_notify('{self.channel}', '?{echo}')")
        finally:
            other.close()
        deadline = time.monotonic() + self._pace.hello
        while (left := deadline - time.monotonic()) > 0:
            if line.wait(left).echo:
                return True
            if self._stopping.is_set():
                raise Stopped
        return False

    def _stay(self, line: Line) -> None:
        """Hear, pull, renew, until the line is lost or the desk closes."""
        limits = Limits(self._pace)
        reads = Allowance(self._pace.idle_pulls_at_once, self._pace.between_idle_pulls)
        due = Due(self._pace, self._is_heard)
        wants_pull = wants_marks = False
        while not self._stopping.is_set():
            held_back = wants_pull or wants_marks
            heard = line.wait(self._pace.between_pulls / 2 if held_back else due.seconds())
            if self._is_suspect:
                self._come_back(line)
            self._exchange.send(line)
            wants_pull = wants_pull or heard.number > self._feed.told
            wants_marks = wants_marks or heard.marks
            if wants_pull and limits.pull(partial(self._pull, line)):
                wants_pull = False
            if wants_marks and reads.take():
                self._exchange.read(line)
                wants_marks = False
            if wants_pull or wants_marks or heard.count > _FLOOD:
                self._alarm.wait(self._pace.between_pulls / 2)
            self._keep(line, due)

    def _keep(self, line: Line, due: Due) -> None:
        """What is done by the clock: polling, or the net beneath notifications; renewal."""
        if due.is_poll():
            self._marks.forget_old()
            has_missed = self._look(line) and self._is_heard
            if has_missed or (not self._polls and due.is_test()):
                self._is_heard = due.is_heard = self._hears(line)
                self._reached(self._links.losses)
            if not self._is_heard:
                self._exchange.read(line)
        if due.is_renewal():
            self._exchange.renew(line)

    def _look(self, line: Line) -> bool:
        """Whether there was something new; it is told."""
        if not self._puller.has_news(line):
            return False
        self._pull(line)
        return True

    def _known(self, error: Exception) -> KnownError:
        known = error if isinstance(error, KnownError) else self._server.refusal_for(error)
        if known is not None:
            return known
        if not isinstance(error, psycopg.Error | LineLost | OSError):
            _log.error("the listener failed: %s", report(error))
        return ServerAway()

    def _rest(self, tries: int) -> None:
        """Wait longer each time, and not as long as other desks do, or until somebody asks.

        They would all come at once.
        """
        longest = min(self._pace.longest_wait, self._pace.first_wait * 2**tries)
        until = time.monotonic() + longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
        self._is_suspect = False
        while (left := until - time.monotonic()) > 0:
            if self._stopping.is_set() or self._is_suspect:
                return
            self._alarm.wait(left)
