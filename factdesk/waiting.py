"""What was written away from the server and waits, or was refused: shown, tried again, thrown away.

Everything runs on the desk's writer lane, between two acts, so that nothing is read while it is
being sent. A desk on a folder has nothing that waits.
"""

from __future__ import annotations

import json
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from factdesk.desk import Desk
from factdesk.store.base import Base
from factdesk.store.conflict import Collision, Conflict
from factdesk.store.encoding import decode

if TYPE_CHECKING:
    from factdesk.store.seat.outbox import Clash, Entry
    from factdesk.store.seat.seat_store import SeatStore
    from factdesk.store.seat.shown import Waiting


@dataclass(frozen=True)
class WaitingEntry:
    """One thing done away. ``state`` is "waiting", "refused", "question" or "answered".

    ``person`` is the name as it was told, empty where only ``person_id`` is known; ``text`` is
    everything free that was written, to be copied;
    ``why`` and ``advice`` say why it is not saved and what to do. ``conflict`` holds both values.
    """

    act_id: str
    label: str
    person: str
    person_id: str | None
    written_at: datetime
    state: str
    why: str
    advice: str
    text: str
    conflict: Conflict | None
    can_be_discarded: bool
    can_be_tried_again: bool


def entries(desk: Desk) -> Future[tuple[WaitingEntry, ...]]:
    """What waits or was refused, in the order it was written."""

    def read(_run: object) -> tuple[WaitingEntry, ...]:
        store = _seat(desk)
        if store is None:
            return ()
        kept = {entry.act_id: entry for entry in store.outbox.entries()}
        return tuple(_told(one, kept.get(one.act_id)) for one in store.waiting())

    return desk.between(read)


def retry(desk: Desk, act_id: str) -> Future[None]:
    """Send a refused entry again; of a conflict, mine shall stand. It stays if refused again."""

    def work(_run: object) -> None:
        store = _seat(desk)
        if store is not None:
            store.retry(act_id)

    return desk.between(work)


def discard(desk: Desk, act_id: str) -> Future[None]:
    """Throw an entry away. Raises NotUndoneAway for one that the server may have already."""

    def work(_run: object) -> None:
        store = _seat(desk)
        if store is not None:
            store.discard(act_id)

    return desk.between(work)


def may_copy(desk: Desk) -> bool:
    """Whether this desk can have a copy: it is a seat at a server."""
    return _seat(desk) is not None


def want_copy(desk: Desk, *, wanted: bool) -> None:
    """Let the copy of this computer be made, or not while the desk is open; at once."""
    store = _seat(desk)
    if store is not None:
        store.want_copy(wanted=wanted)


def _seat(desk: Desk) -> SeatStore | None:
    if not desk.store.is_shared:
        return None
    # What a seat needs is loaded only for one.
    from factdesk.store.seat.seat_store import SeatStore

    return desk.store if isinstance(desk.store, SeatStore) else None


def _told(one: Waiting, entry: Entry | None) -> WaitingEntry:
    details = entry.details if entry is not None else {}
    return WaitingEntry(
        act_id=one.act_id,
        label=one.label,
        person=details.get("person", ""),
        person_id=one.person_id,
        written_at=one.written_at,
        state=one.state.value,
        why=one.why,
        advice=one.advice,
        text=_texts(entry.command if entry is not None else None),
        conflict=_conflict(one.clash) if one.clash is not None else None,
        can_be_discarded=one.can_be_discarded,
        can_be_tried_again=one.can_be_tried_again,
    )


def _conflict(clash: Clash) -> Conflict:
    """The conflict as it was met: with values, not with their texts."""
    table = Base.metadata.tables.get(clash.entity)

    def value(name: str, kept: Any) -> Any:
        known = table is not None and name in table.c
        return decode(table.c[name], kept) if known and table is not None else kept

    fields = {
        name: Collision(value(name, mine), value(name, base), value(name, now))
        for name, mine, base, now in clash.fields
    }
    return Conflict(clash.entity, clash.entity_id, clash.version, fields, clash.by, clash.at)


def _texts(command: str | None) -> str:
    """What somebody wrote in their own words: ids and codes hold no space."""
    values = json.loads(command).values() if command else ()
    texts = (value.strip() for value in values if isinstance(value, str))
    return "\n\n".join(text for text in texts if " " in text or "\n" in text)
