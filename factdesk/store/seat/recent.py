"""What was saved on the server a moment ago, shown away though the copy had not followed yet."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.action import Action, Actor
from factdesk.store.seat.command_json import to_json
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Outbox
from factdesk.store.seat.overlay import Overlay
from factdesk.store.seat.shown import topic
from factdesk.store.undo import UndoAct

_log = logging.getLogger("factdesk.store")


@dataclass(frozen=True)
class _Saved:
    """An act, and how many takings of the copy had begun when the server had it already."""

    action: Action[Any]
    act_id: str
    at: datetime
    begun: int


class Recent:
    """The user's newest acts and drafts, as long as the copy is behind them.

    Whoever writes a note and loses the line in the same moment would else miss it, and write it
    again. Only what may be done away is done again here: nothing else can be relied upon to come
    out in the copy as it did on the server.
    """

    def __init__(self, copy: LocalCopy, outbox: Outbox, overlay: Overlay, actor: Actor) -> None:
        self._copy, self._outbox, self._overlay, self._actor = copy, outbox, overlay, actor
        self._lock = threading.Lock()
        self._saved: list[_Saved] = []

    @property
    def has_any(self) -> bool:
        """Whether there may be something to show."""
        return bool(self._saved)

    def saved(self, action: Action[Any], act_id: str) -> None:
        """An act is on the server. Of a draft only the newest counts; what is undone is gone."""
        about = topic(action)
        undone = action.act_id if isinstance(action, UndoAct) else None
        with self._lock:
            self._saved = [
                one
                for one in self._saved
                if one.begun >= self._copy.taken
                and one.act_id != undone
                and (about is None or topic(one.action) != about)
            ]
            if action.away and self._copy.is_filled:
                now = self._copy.clock.now()
                self._saved.append(_Saved(action, act_id, now, self._copy.begun))

    def show(self) -> None:
        """The server is away: do again over the copy what the copy lacks. On the writer's lane."""
        for one in self._kept():
            try:
                self._overlay.write(one.action, one.act_id, one.at)
            except KnownError:
                continue  # it stands on something that the copy lacks as well
            except Exception as error:  # noqa: BLE001 - the others must be shown all the same
                _log.error("an act cannot be shown: %s", report(error))

    def keep(self) -> None:
        """The desk closes: have what the copy lacks shown by the next one that begins away."""
        for _one in self._kept():
            continue

    def _kept(self) -> Iterator[_Saved]:
        """What the copy lacks, each once it stands in the outbox as sent."""
        with self._lock:
            saved, self._saved = self._saved, []
        for one in saved:
            if one.begun < self._copy.taken or self._outbox.find(one.act_id) is not None:
                continue
            self._outbox.put(
                one.act_id,
                self._actor.id,
                one.action.code,
                to_json(one.action),
                one.at,
                is_doubtful=True,
            )
            self._outbox.sent(one.act_id)
            yield one
