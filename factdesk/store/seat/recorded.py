"""An action on its way to a store, remembering what its handler gave."""

from __future__ import annotations

from typing import Any

from factdesk.store.action import Action
from factdesk.store.work import SeenValues, Work


class Recorded(Action[Any]):
    """The action itself to the store; ``result`` stands where the line was lost at the commit.

    ``seen_values`` tells its handler what its user saw; see :class:`Work`.
    """

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
