"""What is written away, shown: a file copied from the base and written by the same handlers.

It can always be made again from the base and the outbox, so nothing in it has to last.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import FromClause, select

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store import log
from factdesk.store.action import Action, Actor
from factdesk.store.encoding import Values, loads
from factdesk.store.engine import Store
from factdesk.store.feed import Changes
from factdesk.store.seat.cipher_file import CipherFile
from factdesk.store.seat.command_json import from_json
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Entry
from factdesk.store.tables import Act, ChangeEntry

_log = logging.getLogger("factdesk.store")

R = TypeVar("R")


class Overlay:
    """The file that is read while the seat is away, once something has been written."""

    def __init__(self, copy: LocalCopy, actor: Actor) -> None:
        self._copy, self._actor = copy, actor
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
    ) -> tuple[R, Changes | None, dict[str, str]]:
        """Do an action here: its result, what changed, and what its label is made of."""
        store = self._begun()
        result, changes = store.run(action, self._actor, act_id, written_at=written_at)
        return result, changes, self._details(store, act_id)

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

    def seen_values(self, table: FromClause, entity_id: str, seen: int) -> Values | None:
        """What a row held at the version that the user saw here."""
        base = self._copy.store
        with base.reading(self._actor) as reader:
            row = reader.session.execute(
                select(table).where(table.c.id == entity_id)
            ).mappings().first()  # fmt: skip
            if row is not None and row["version"] == seen:
                return dict(row)
        with self.store.reading(self._actor) as reader:
            return log.values_at(reader.session, table, entity_id, seen)

    def made_by(self, act_id: str) -> frozenset[str]:
        """The ids of the rows that an act would have made, as it did here."""
        entry = ChangeEntry.__table__.c
        with self.store.reading(self._actor) as reader:
            return frozenset(
                reader.session.scalars(
                    select(entry.entity_id).where(entry.act_id == act_id, entry.before.is_(None))
                )
            )

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
            store.run(action, self._actor, entry.act_id, written_at=entry.written_at)
        except KnownError:
            return
        except Exception as error:  # noqa: BLE001 - the others must be shown all the same
            _log.error("an entry cannot be shown: %s", report(error))

    def _details(self, store: Store, act_id: str) -> dict[str, str]:
        with store.reading(self._actor) as reader:
            act = reader.session.get(Act, act_id)
            return {} if act is None else _of_text(loads(act.details))

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


def _of_text(details: Mapping[str, Any]) -> dict[str, str]:
    return {name: cast(str, value) for name, value in details.items()}
