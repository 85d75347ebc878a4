"""What was saved on the server a moment ago, shown away though the copy had not followed yet."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factdesk.errors import KnownError
from factdesk.store.action import Action, Actor
from factdesk.store.feed import Changes
from factdesk.store.seat.command_json import to_json
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Outbox
from factdesk.store.seat.overlay import Overlay


@dataclass(frozen=True)
class _Saved:
    action: Action[Any]
    act_id: str
    at: datetime
    last: int


class Recent:
    """The user's newest acts, as long as the copy is behind them.

    Whoever writes a note and loses the line in the same moment would else miss it, and write it
    again.
    """

    def __init__(self, copy: LocalCopy, outbox: Outbox, overlay: Overlay, actor: Actor) -> None:
        self._copy, self._outbox, self._overlay, self._actor = copy, outbox, overlay, actor
        self._lock = threading.Lock()
        self._saved: list[_Saved] = []

    @property
    def has_any(self) -> bool:
        """Whether there may be something to show."""
        return bool(self._saved)

    def saved(self, action: Action[Any], act_id: str, changes: Changes | None) -> None:
        """An act is on the server."""
        if changes is None or not (action.away and self._copy.is_filled):
            return
        with self._lock:
            number = self._copy.standing.number
            self._saved = [one for one in self._saved if one.last > number]
            if changes.last > number:
                now = self._copy.clock.now()
                self._saved.append(_Saved(action, act_id, now, changes.last))

    def show(self) -> None:
        """The server is away: do again over the copy what the copy lacks. On the writer's lane."""
        with self._lock:
            saved, self._saved = self._saved, []
        for one in saved:
            if one.last > self._copy.standing.number and self._outbox.find(one.act_id) is None:
                self._outbox.put(
                    one.act_id,
                    self._actor.id,
                    one.action.code,
                    to_json(one.action),
                    one.at,
                    is_doubtful=True,
                )
                self._outbox.sent(one.act_id)
                with suppress(KnownError):
                    self._overlay.write(one.action, one.act_id, one.at)
