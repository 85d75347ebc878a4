"""The shapes of the one door: an action changes, a view reads, an actor does either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sqlalchemy.orm import Session

from factdesk.clock import OSLO
from factdesk.store.conflict import Refused
from factdesk.words import _

if TYPE_CHECKING:
    from factdesk.store.feed import Changes
    from factdesk.store.work import Work

R = TypeVar("R")

#: The code of what a revision of the store brought over; nobody does such an act.
UPGRADE = "store.upgrade"


@dataclass(frozen=True)
class Actor:
    """Who acts, from which machine, with which rights. ``id`` is the staff id, or ``system``."""

    id: str
    name: str
    station: str
    rights: frozenset[str] = field(default_factory=frozenset)

    def require(self, right: str | None) -> None:
        """Raise :class:`Refused` unless the actor has the right."""
        if right is not None and right not in self.rights:
            raise Refused(right)


class Action(Generic[R]):
    """A frozen command with its handler. Subclasses are frozen dataclasses.

    ``code`` is stable and stands in the log; ``right`` is what the actor must have; an action
    that is not ``undoable`` says so to the user before it is done.
    """

    code: ClassVar[str]
    right: ClassVar[str | None] = None
    undoable: ClassVar[bool] = True
    away: ClassVar[bool] = False
    #: Fields of the command whose column has another name: column to field.
    columns: ClassVar[Mapping[str, str]] = {}
    reason: str | None

    _by_code: ClassVar[dict[str, type[Action[Any]]]] = {}
    #: Loads the actions of every room; given by whoever knows the rooms.
    load_rest: ClassVar[Callable[[], None]] = staticmethod(lambda: None)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" in cls.__dict__:
            other = Action._by_code.setdefault(cls.code, cls)
            if (other.__module__, other.__qualname__) != (cls.__module__, cls.__qualname__):
                raise TypeError(f"two actions have the code {cls.code}")
            Action._by_code[cls.code] = cls

    def do(self, work: Work) -> R:
        """Check rules, then change, inside the transaction of ``work``."""
        raise TypeError(f"{type(self).__name__} has no handler")

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """The act in words for the undo button and the history, from what ``work.tell`` kept."""
        return cls.code

    @staticmethod
    def find(code: str) -> type[Action[Any]] | None:
        """The action of a logged code, loaded now if no page has done such an act yet."""
        if code not in Action._by_code:
            Action.load_rest()
        return Action._by_code.get(code)

    @staticmethod
    def words(code: str, details: Mapping[str, str]) -> str:
        """The label of a logged act; its code where nothing here can word it.

        Acts are logged for good: what is told of one may be from before its label was changed.
        """
        if code == UPGRADE:
            return _("Brought over when the program was renewed")
        action = Action.find(code)
        try:
            return code if action is None else action.label(details)
        except (KeyError, ValueError):
            return code

    @staticmethod
    def right_of(code: str) -> str | None:
        """The right an action needs; ``None`` where it needs none or no longer exists."""
        action = Action.find(code)
        return None if action is None else action.right


@dataclass(frozen=True)
class Reader:
    """What a view reads through: a session on a snapshot, and who asks, when."""

    session: Session
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The date in Norway."""
        return self.now.astimezone(OSLO).date()


class View(Generic[R]):
    """A frozen question. ``touches`` names the tables whose changes make its answer stale."""

    touches: ClassVar[frozenset[str]] = frozenset()
    right: ClassVar[str | None] = None

    def read(self, reader: Reader) -> R:
        """The answer, as frozen values."""
        raise TypeError(f"{type(self).__name__} has no query")

    def touched_by(self, changes: Changes) -> bool:
        """Whether the answer may differ after these changes."""
        return not self.touches.isdisjoint(changes.tables)
