"""What is written away, shown: a file copied from the base and written by the same handlers.

It can always be made again from the base and the outbox, so nothing in it has to last.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import FromClause, Table, select

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store import log
from factdesk.store.action import Action, Actor
from factdesk.store.encoding import Values, encode, loads
from factdesk.store.engine import Store
from factdesk.store.feed import Changes
from factdesk.store.seat.cipher_file import CipherFile
from factdesk.store.seat.command_json import from_json
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Entry, Outbox
from factdesk.store.seat.recorded import Recorded
from factdesk.store.tables import Act

_log = logging.getLogger("factdesk.store")

R = TypeVar("R")


class Overlay:
    """The file that is read while the seat is away, once something has been written."""

    def __init__(self, copy: LocalCopy, outbox: Outbox, actor: Actor) -> None:
        self._copy, self._outbox, self._actor = copy, outbox, actor
        self._lock = threading.Lock()
        self._current: tuple[CipherFile, Store] | None = None

    @property
    def store(self) -> Store:
        """Where to read: here, or in the base while nothing was written. Raises NoCopy."""
        with self._lock:
            current = self._current
        return self._copy.store if current is None else current[1]

    def write(
        self, action: Action[R], act_id: str, written_at: datetime
    ) -> tuple[R | None, Changes | None]:
        """Do an action here: its result and what changed; the outbox is told what it was about.

        An act that the copy has got by now, because the server had it, is not done over it again;
        its result is then not known here.
        """
        store = self._begun()
        there = store.find_act(act_id)
        if there is not None:
            return None, there
        return self._do(store, action, act_id, written_at)

    def shows(self, act_id: str) -> Changes | None:
        """What an act changed that is shown here already."""
        return self.store.find_act(act_id)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Make it again: the base, and every entry in its order; without any, the base alone.

        An entry that its rules refuse here is not shown; the server decides about it later.
        """
        entries = tuple(one for one in entries if one.command is not None)
        if not entries:
            self.drop()
            return
        made = self._copy.overlaid()
        try:
            for entry in entries:
                self._replay(made[1], entry)
        except BaseException:
            _away_with(made)
            raise
        self._put(made)

    def drop(self) -> None:
        """Read from the base again."""
        self._put(None)

    def _begun(self) -> Store:
        with self._lock:
            if self._current is None:
                self._current = self._copy.overlaid()
            return self._current[1]

    def _replay(self, store: Store, entry: Entry) -> None:
        if entry.command is None or store.find_act(entry.act_id) is not None:
            return
        try:
            action = from_json(entry.code, entry.command)
            self._do(store, action, entry.act_id, entry.written_at, entry)
        except KnownError:
            return
        except Exception as error:  # noqa: BLE001 - the others must be shown all the same
            _log.error("an entry cannot be shown: %s", report(error))

    def _do(
        self,
        store: Store,
        action: Action[Any],
        act_id: str,
        written_at: datetime,
        known: Entry | None = None,
    ) -> tuple[Any, Changes | None]:
        saw: dict[str, Values] = {}

        def seen_values(table: FromClause, entity_id: str, seen: int) -> Values | None:
            values = self._values(store, table, entity_id, seen)
            if values is not None:
                key = f"{cast(Table, table).name}:{entity_id}:{seen}"
                saw[key] = {name: encode(value) for name, value in values.items()}
            return values

        recorded = Recorded(action, seen_values)
        answer = store.run(recorded, self._actor, act_id, written_at=written_at)
        if known is None or (known.saw is None and not known.is_settled):
            self._outbox.tell(act_id, self._details(store, act_id), saw)
        return answer

    def _values(self, store: Store, table: FromClause, entity_id: str, seen: int) -> Values | None:
        """What a row held here at the version that the user saw."""
        with store.reading(self._actor) as reader:
            found = reader.session.execute(select(table).where(table.c.id == entity_id))
            row = found.mappings().first()
            if row is not None and row["version"] == seen:
                return dict(row)
            return log.values_at(reader.session, table, entity_id, seen)

    def _details(self, store: Store, act_id: str) -> dict[str, str]:
        with store.reading(self._actor) as reader:
            act = reader.session.get(Act, act_id)
            return {} if act is None else loads(act.details)

    def _put(self, made: tuple[CipherFile, Store] | None) -> None:
        with self._lock:
            before, self._current = self._current, made
        if before is not None:
            _away_with(before)


def _away_with(made: tuple[CipherFile, Store]) -> None:
    """Close and delete; where somebody still reads from it, the next start deletes it."""
    file, store = made
    store.close()
    with suppress(KnownError, OSError):
        file.remove()
