"""What was written away from the server and waits to be sent, on the disk before it is promised.

An encrypted file of its own: it outlives a copy that has to be deleted. An entry leaves it when
the server has it and the copy shows it, or when its user throws it away.
"""

from __future__ import annotations

import json
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

from sqlcipher3 import dbapi2

from factdesk.errors import KnownError
from factdesk.store.conflict import Conflict
from factdesk.store.encoding import Values, encode
from factdesk.store.folder.refusals import (
    DatabaseDamaged,
    FolderRefusal,
    NotEncrypted,
    Swapped,
)
from factdesk.store.seat.cipher_file import CipherFile
from factdesk.store.seat.refusals import OutboxDamaged

_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    act_id TEXT NOT NULL UNIQUE,
    actor_id TEXT NOT NULL,
    code TEXT NOT NULL,
    command TEXT,
    written_at TEXT NOT NULL,
    state TEXT NOT NULL,
    topic TEXT,
    details TEXT NOT NULL DEFAULT '{}',
    saw TEXT,
    message TEXT NOT NULL DEFAULT '',
    advice TEXT NOT NULL DEFAULT '',
    collision TEXT,
    is_settled INTEGER NOT NULL DEFAULT 0,
    is_doubtful INTEGER NOT NULL DEFAULT 0
)
"""
_SELECT = """
SELECT place, act_id, actor_id, code, command, written_at, state, details, message, advice,
       collision, is_settled, is_doubtful, saw
FROM entries ORDER BY place
"""


class State(StrEnum):
    """Where an entry stands.

    A *question* is about a change that may have been saved when the line was lost and that only
    the server can do; *answered* when it is known. What is *sent* stays until the copy shows it.
    """

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    QUESTION = "question"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Clash:
    """A conflict as it is kept: ``fields`` are name, mine, what was seen, what stands now.

    ``version`` is what stands now on the server; ``by`` and ``at`` tell who wrote it last.
    """

    entity: str
    entity_id: str
    version: int
    fields: tuple[tuple[str, Any, Any, Any], ...]
    by: str | None
    at: datetime | None

    @classmethod
    def of(cls, conflict: Conflict) -> Self:
        """What is kept of a conflict."""
        return cls(
            conflict.entity,
            conflict.entity_id,
            conflict.version,
            tuple(
                (name, encode(one.mine), encode(one.base), encode(one.now))
                for name, one in sorted(conflict.fields.items())
            ),
            conflict.by,
            conflict.at,
        )

    def as_text(self) -> str:
        """As it stands in the file."""
        at = None if self.at is None else self.at.isoformat()
        return json.dumps(
            [self.entity, self.entity_id, self.version, self.fields, self.by, at],
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str | None) -> Self | None:
        """What :meth:`as_text` wrote."""
        if text is None:
            return None
        entity, entity_id, version, fields, by, at = json.loads(text)
        return cls(
            entity,
            entity_id,
            version,
            tuple((one[0], one[1], one[2], one[3]) for one in fields),
            by,
            None if at is None else datetime.fromisoformat(at),
        )


@dataclass(frozen=True)
class Entry:
    """One thing that was done away. ``command`` is ``None`` only for a question.

    ``details`` are for its label, as the act's. ``saw`` has what the rows it edits held for its
    user, by «table:id:version»: a copy that is written over counts versions of its own. It is
    ``None`` where it is not known yet, or where ``is_settled``: the user saw what stands on the
    server. ``is_doubtful`` marks one that was on its way when the line was lost, so that the
    server may have it.
    """

    place: int
    act_id: str
    actor_id: str
    code: str
    command: str | None
    written_at: datetime
    state: State
    details: dict[str, str]
    message: str
    advice: str
    clash: Clash | None
    is_settled: bool
    is_doubtful: bool
    saw: dict[str, Values] | None


class Outbox:
    """The outbox of one seat. Every change is on the disk when its method returns."""

    def __init__(self, file: CipherFile) -> None:
        """Open the file, or begin an empty one. Raises OutboxDamaged, NoSpace, ReadOnlyFolder."""
        self._file, self._lock = file, threading.RLock()
        try:
            if file.exists:
                file.examine()
            else:
                file.make()
            self._connection = file.connect()
        except FolderRefusal as refusal:
            if _is_damage(refusal):
                raise OutboxDamaged from refusal
            raise
        try:
            self._connection.execute(_TABLE)
            self.entries()
        except (dbapi2.Error, ValueError) as error:
            self._connection.close()
            known = file.refusal_for(error)
            if known is None or _is_damage(known):
                raise OutboxDamaged from error
            raise known from error

    def put(
        self,
        act_id: str,
        actor_id: str,
        code: str,
        command: str | None,
        written_at: datetime,
        topic: str | None = None,
        *,
        is_doubtful: bool = False,
    ) -> None:
        """Keep an entry; without a command it is a question. Raises NoSpace, ReadOnlyFolder.

        Of one ``topic`` only the newest waits: a draft that was saved again takes the place of
        the one before it. A doubtful entry was written while the server was there, and so is
        about what stood on it.
        """
        state = State.QUESTION if command is None else State.WAITING
        at, doubt = _text(written_at), int(is_doubtful)
        values = (act_id, actor_id, code, command, at, state.value, topic, doubt, doubt)
        with self._lock:
            self._do("BEGIN IMMEDIATE")
            try:
                if topic is not None:
                    self._do(
                        "DELETE FROM entries WHERE topic = ? AND state = ? AND NOT is_doubtful",
                        topic,
                        State.WAITING.value,
                    )
                self._do(
                    "INSERT INTO entries"
                    " (act_id, actor_id, code, command, written_at, state, topic,"
                    " is_doubtful, is_settled)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    *values,
                )
                self._do("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.rollback()
                raise

    def tell(self, act_id: str, details: dict[str, str], saw: dict[str, Values]) -> None:
        """Keep what the label of an entry is made of, and what its user saw."""
        self._do(
            "UPDATE entries SET details = ?, saw = ? WHERE act_id = ?",
            json.dumps(details, ensure_ascii=False),
            json.dumps(saw, ensure_ascii=False),
            act_id,
        )

    def sending(self, act_id: str) -> None:
        """It is on its way: from now on the server may have it."""
        self._do("UPDATE entries SET is_doubtful = 1 WHERE act_id = ?", act_id)

    def sent(self, act_id: str) -> None:
        """The server has it."""
        self._set(act_id, State.SENT)

    def refused(self, act_id: str, error: KnownError) -> None:
        """The server, or a rule, said no: the words, and the fields of a conflict."""
        clash = Clash.of(error).as_text() if isinstance(error, Conflict) else None
        self._set(act_id, State.REFUSED, error.message, error.advice, clash)

    def answered(self, act_id: str, message: str, advice: str) -> None:
        """A question has its answer."""
        self._set(act_id, State.ANSWERED, message, advice)

    def again(self, act_id: str, command: str, is_settled: bool) -> None:
        """Let a refused entry wait again, as it is now to be done."""
        self._do(
            "UPDATE entries SET state = ?, command = ?, is_settled = ?, message = '',"
            " advice = '', collision = NULL WHERE act_id = ?",
            State.WAITING.value,
            command,
            int(is_settled),
            act_id,
        )

    def drop(self, act_id: str) -> None:
        """Forget an entry."""
        self._do("DELETE FROM entries WHERE act_id = ?", act_id)

    def drop_sent(self) -> None:
        """Forget what the copy shows by now."""
        self._do("DELETE FROM entries WHERE state = ?", State.SENT.value)

    def entries(self, *states: State) -> tuple[Entry, ...]:
        """The entries in the order they were written, of some states or all."""
        with self._lock:
            rows = self._do(_SELECT).fetchall()
        found = tuple(_entry(row) for row in rows)
        return tuple(one for one in found if not states or one.state in states)

    def find(self, act_id: str) -> Entry | None:
        """One entry."""
        return next((one for one in self.entries() if one.act_id == act_id), None)

    def close(self) -> None:
        """Drop the connection."""
        with self._lock:
            self._connection.close()

    def _set(
        self,
        act_id: str,
        state: State,
        message: str = "",
        advice: str = "",
        clash: str | None = None,
    ) -> None:
        self._do(
            "UPDATE entries SET state = ?, message = ?, advice = ?, collision = ?,"
            " is_doubtful = 0 WHERE act_id = ?",
            state.value,
            message,
            advice,
            clash,
            act_id,
        )

    def _do(self, statement: str, *values: Any) -> Any:
        with self._lock:
            try:
                return self._connection.execute(statement, values)
            except dbapi2.Error as error:
                raise (self._file.refusal_for(error) or error) from error


def count(file: CipherFile) -> int | None:
    """How many entries were not sent; ``None`` where the file cannot be read."""
    if not file.exists:
        return 0
    try:
        file.examine()
        with closing(file.connect()) as connection:
            found = connection.execute(
                "SELECT count(*) FROM entries WHERE state IN ('waiting', 'refused')"
            ).fetchone()
    except (FolderRefusal, dbapi2.Error):
        return None
    return int(found[0])


def _is_damage(refusal: KnownError) -> bool:
    return isinstance(refusal, DatabaseDamaged | Swapped | NotEncrypted)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _entry(row: tuple[Any, ...]) -> Entry:
    place, act_id, actor_id, code, command, written_at, state, details = row[:8]
    message, advice, clash, is_settled, is_doubtful, saw = row[8:]
    return Entry(
        place,
        act_id,
        actor_id,
        code,
        command,
        datetime.fromisoformat(written_at),
        State(state),
        json.loads(details),
        message,
        advice,
        Clash.from_text(clash),
        bool(is_settled),
        bool(is_doubtful),
        None if saw is None else json.loads(saw),
    )
