"""What one seat did and what it was told of it, so that the end can be held against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from factdesk.errors import KnownError
from factdesk.store.action import Action, Actor
from factdesk.store.engine import Store
from factdesk.store.feed import Changes
from factdesk.store.ids import new_id
from factdesk.store.seat.refusals import OutcomeUnknown
from factdesk.store.undo import UndoAct

R = TypeVar("R")


class Told(StrEnum):
    """What the user was told.

    *Nothing* where the program was killed before it answered; *kept* is saved on this computer
    for the server; *unchanged* is done and had nothing to change.
    """

    NOTHING = "nothing"
    SAVED = "saved"
    KEPT = "kept"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass
class Deed:
    """One act: its id, the words it wrote that stand nowhere else, the act it takes back."""

    act_id: str
    code: str
    words: str | None = None
    undoes: str | None = None
    told: Told = Told.NOTHING

    @property
    def is_promised(self) -> bool:
        """Whether the user believes that it stands."""
        return self.told in (Told.SAVED, Told.KEPT)


@dataclass
class Deeds:
    """Every act of a seat, in order. ``listen`` hears of a deed when it begins and when it ends."""

    every: list[Deed] = field(default_factory=list)
    listen: Callable[[Deed], None] = lambda _deed: None

    def note(self, store: Store) -> None:
        """From now on, note what is done on the store."""
        run = store.run

        def noting(action: Action[R], actor: Actor) -> tuple[R, Changes | None]:
            deed = Deed(new_id(), action.code, words_of(action))
            if isinstance(action, UndoAct):
                deed.undoes = action.act_id
            self.every.append(deed)
            self.listen(deed)
            try:
                answer = run(action, actor, deed.act_id)
            except OutcomeUnknown:
                deed.told = Told.UNKNOWN
                raise
            except KnownError:
                deed.told = Told.REFUSED
                raise
            else:
                deed.told = _told(answer[1])
            finally:
                self.listen(deed)
            return answer

        store.run = noting  # type: ignore[assignment,method-assign]


def words_of(action: Action[Any]) -> str | None:
    """The words that an act makes a new row with; ``None`` where it makes none."""
    if not action.code.endswith(("add", "register")):
        return None
    for name in ("given_name", "text", "note"):
        if (words := getattr(action, name, None)) is not None:
            return str(words)
    return None


def _told(changes: Changes | None) -> Told:
    if changes is None:
        return Told.UNCHANGED
    return Told.SAVED if changes.first else Told.KEPT
