"""What was done away, as it is shown to the one who did it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factdesk.store.action import Action
from factdesk.store.drafts import DropDraft, SaveDraft
from factdesk.store.seat.outbox import Clash, Entry, State


@dataclass(frozen=True)
class Waiting:
    """One thing that was done away, as it is shown: ``label`` in words, ``why`` it is not saved.

    ``advice`` says what to do; ``person_id`` whom it is about, where it is about one person.
    """

    act_id: str
    label: str
    written_at: datetime
    state: State
    why: str
    advice: str
    person_id: str | None
    clash: Clash | None
    can_be_discarded: bool
    can_be_tried_again: bool


def topic(action: Action[Any]) -> str | None:
    """What an act is about of which only the newest counts: a draft at its place."""
    if isinstance(action, SaveDraft | DropDraft):
        return f"draft:{action.place}"
    return None


def is_undoable(entry: Entry) -> bool:
    """Whether it is something the user did, and not a draft or the log of who has looked."""
    action = Action.find(entry.code)
    return action is None or action.undoable


def label(entry: Entry) -> str:
    """What was done, in words."""
    return Action.words(entry.code, entry.details)


def shown(entry: Entry) -> Waiting:
    """An entry as its user sees it."""
    command = {} if entry.command is None else json.loads(entry.command)
    person_id = command.get("person_id")
    return Waiting(
        act_id=entry.act_id,
        label=label(entry),
        written_at=entry.written_at,
        state=entry.state,
        why=entry.message,
        advice=entry.advice,
        person_id=person_id if isinstance(person_id, str) else None,
        clash=entry.clash,
        can_be_discarded=not entry.is_doubtful,
        can_be_tried_again=entry.state is State.REFUSED,
    )
