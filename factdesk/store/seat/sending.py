"""The return: what waited is done on the server in its order, each exactly once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import DBAPIError

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store import faults
from factdesk.store.action import Action, Actor
from factdesk.store.engine import Store
from factdesk.store.feed import Changes
from factdesk.store.seat.command_json import from_json
from factdesk.store.seat.outbox import Entry, Outbox, State
from factdesk.store.seat.overlay import Overlay
from factdesk.store.seat.refusals import DependsOnRefused
from factdesk.store.server.refusals import NotAllowed, ServerAway, ServerRefusal
from factdesk.store.work import SeenValues, Work
from factdesk.words import _

_log = logging.getLogger("factdesk.store")

#: The line is gone, or nobody answers.
LOST = (faults.ConnectionLost, ServerAway)
#: Nothing is wrong with the act: the server cannot take any now.
_NOT_NOW = (faults.ConnectionLost, faults.Busy, faults.ServerFull, ServerRefusal)


class Recorded(Action[Any]):
    """An action that remembers what its handler gave, for when the line is lost at the commit."""

    def __init__(self, action: Action[Any], seen_values: SeenValues | None = None) -> None:
        self.action, self._seen_values = action, seen_values
        self.is_done = False
        self.result: Any = None
        # The store asks an action for these, whatever class it is.
        for name in ("code", "right", "undoable", "away", "reason"):
            object.__setattr__(self, name, getattr(action, name, None))

    def do(self, work: Work) -> Any:
        """As the action does it."""
        work.seen_values = self._seen_values
        self.result = self.action.do(work)
        self.is_done = True
        return self.result


def find_act(server: Store, act_id: str) -> Changes | None:
    """What an act changed on the server, if it was saved. Raises Busy where that is not known."""
    try:
        return server.find_act(act_id)
    except DBAPIError as error:
        if faults.is_collision(error):
            raise faults.Busy from None
        raise


def send(
    outbox: Outbox, overlay: Overlay, server: Store, actor: Actor, done: Callable[[], None]
) -> None:
    """Do on the server what waits, in the order it was written; ``done`` after each.

    What the server or a rule refuses stays with its words, and what depends on it as well. Raises
    what stops the return in the middle: nothing is lost and nothing done twice when it goes on.
    """
    refused: set[str] = set()
    for entry in outbox.entries():
        if entry.state is State.QUESTION:
            _answer(outbox, server, entry)
        elif entry.state is State.REFUSED:
            refused |= overlay.made_by(entry.act_id)
        elif entry.state is State.WAITING:
            if not _sent(outbox, overlay, server, actor, entry, refused):
                refused |= overlay.made_by(entry.act_id)
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
    overlay: Overlay,
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
        seen_values = None if entry.is_settled else overlay.seen_values
        outbox.sending(entry.act_id)
        server.run(Recorded(action, seen_values), actor, entry.act_id, written_at=entry.written_at)
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


def _failed() -> KnownError:
    return KnownError(
        _("This could not be saved because of an error in the program."),
        _("It is kept. Tell whoever looks after the program."),
    )
