"""The return: what waited is done on the server in its order, each exactly once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import cast

from sqlalchemy import FromClause, Table
from sqlalchemy.exc import DBAPIError

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store import faults
from factdesk.store.action import Actor
from factdesk.store.encoding import Values, decode_row
from factdesk.store.engine import Store
from factdesk.store.feed import Changes
from factdesk.store.ids import first_ids
from factdesk.store.seat.command_json import from_json
from factdesk.store.seat.outbox import Entry, Outbox, State
from factdesk.store.seat.recorded import Recorded
from factdesk.store.seat.refusals import DependsOnRefused
from factdesk.store.server.refusals import NotAllowed, ServerRefusal
from factdesk.store.work import SeenValues
from factdesk.words import _

#: How many rows an act that may wait makes at most.
_MADE = 50

_log = logging.getLogger("factdesk.store")

#: Nothing is wrong with the act: the server cannot take any now.
_NOT_NOW = (faults.ConnectionLost, faults.Busy, faults.ServerFull, ServerRefusal)


def find_act(server: Store, act_id: str) -> Changes | None:
    """What an act changed on the server, if it was saved. Raises Busy where that is not known."""
    try:
        return server.find_act(act_id)
    except DBAPIError as error:
        if faults.is_collision(error):
            raise faults.Busy from None
        raise


def send(outbox: Outbox, server: Store, actor: Actor, done: Callable[[], None]) -> None:
    """Do on the server what waits, in the order it was written; ``done`` after each.

    What the server or a rule refuses stays with its words, and what depends on it as well. Raises
    what stops the return in the middle: nothing is lost and nothing done twice when it goes on.
    """
    refused: set[str] = set()
    for entry in outbox.entries():
        if entry.state is State.QUESTION:
            _answer(outbox, server, entry)
        elif entry.state is State.REFUSED:
            refused.update(first_ids(entry.act_id, _MADE))
        elif entry.state is State.WAITING:
            if not _sent(outbox, server, actor, entry, refused):
                refused.update(first_ids(entry.act_id, _MADE))
        else:
            continue
        done()


def _answer(outbox: Outbox, server: Store, entry: Entry) -> None:
    if find_act(server, entry.act_id) is None:
        outbox.answered(
            entry.act_id,
            _("It was not saved when the line was lost."),
            _("Do it again if it is still to be done."),
        )
    else:
        outbox.answered(
            entry.act_id, _("It was saved when the line was lost."), _("You need do nothing.")
        )


def _sent(
    outbox: Outbox,
    server: Store,
    actor: Actor,
    entry: Entry,
    refused: set[str],
) -> bool:
    """Whether the server has the entry now."""
    if entry.is_doubtful and find_act(server, entry.act_id) is not None:
        outbox.sent(entry.act_id)
        return True
    command = entry.command or ""
    if any(made in command for made in refused):
        outbox.refused(entry.act_id, DependsOnRefused())
        return False
    try:
        action = from_json(entry.code, command)
        outbox.sending(entry.act_id)
        recorded = Recorded(action, None if entry.is_settled else _saw(entry))
        server.run(recorded, actor, entry.act_id, written_at=entry.written_at)
    except NotAllowed as error:
        outbox.refused(entry.act_id, error)
        return False
    except _NOT_NOW:
        raise
    except KnownError as error:
        outbox.refused(entry.act_id, error)
        return False
    except Exception as error:  # noqa: BLE001 - a bug in one entry must not hold up the others
        _log.error("an entry cannot be sent: %s", report(error))
        outbox.refused(entry.act_id, _failed())
        return False
    outbox.sent(entry.act_id)
    return True


def _saw(entry: Entry) -> SeenValues:
    """What the user saw of a row when the entry was written."""

    def values(table: FromClause, entity_id: str, seen: int) -> Values | None:
        known = cast(Table, table)
        found = (entry.saw or {}).get(f"{known.name}:{entity_id}:{seen}")
        return None if found is None else decode_row(known, found)

    return values


def _failed() -> KnownError:
    return KnownError(
        _("This could not be saved because of an error in the program."),
        _("It is kept. Tell whoever looks after the program."),
    )
