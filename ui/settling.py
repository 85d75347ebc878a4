"""What may become of a command that met a conflict: sent again, in parts, or let be."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from factdesk.store.action import Action
from factdesk.store.conflict import Conflict


class Settlement:
    """The choices for one refused command. Called without more, it writes mine over theirs.

    ``run`` sends a command; ``theirs`` is told when nothing is sent because all stays as it is.
    """

    def __init__(
        self,
        action: Action[Any],
        conflict: Conflict,
        run: Callable[[Action[Any]], None],
        theirs: Callable[[], None] | None = None,
    ) -> None:
        """``action`` has a field ``seen``."""
        self._action, self._conflict, self._run, self._theirs = action, conflict, run, theirs

    def __call__(self) -> None:
        """Mine shall stand in every field."""
        self._send({})

    @property
    def is_by_field(self) -> bool:
        """Whether each colliding field can be chosen for itself."""
        return all(self._field(column) is not None for column in self._conflict.fields)

    def use(self, chosen: Mapping[str, Any]) -> None:
        """Send again with these values, by column; what is not named is mine."""
        fields = self._conflict.fields
        is_theirs = all(
            name in chosen and chosen[name] == each.now for name, each in fields.items()
        )
        if is_theirs and not self._has_more:
            self.keep_theirs()
            return
        self._send(
            {self._field(name) or name: value for name, value in chosen.items() if name in fields}
        )

    def keep_theirs(self) -> None:
        """What collided stays as it is; what was written beside it is sent all the same."""
        if self.is_by_field and self._has_more:
            self.use({name: each.now for name, each in self._conflict.fields.items()})
        elif self._theirs is not None:
            self._theirs()

    @property
    def _has_more(self) -> bool:
        """Whether the command writes fields that did not collide. ``reason`` is why it is done."""
        collided = {self._field(column) for column in self._conflict.fields} | {"seen", "reason"}
        return any(
            field.default is not dataclasses.MISSING
            and field.name not in collided
            and getattr(self._action, field.name) != field.default
            for field in dataclasses.fields(self._action)  # type: ignore[arg-type]
        )

    def _send(self, values: Mapping[str, Any]) -> None:
        changed: dict[str, Any] = {"seen": self._conflict.version, **values}
        self._run(dataclasses.replace(self._action, **changed))  # type: ignore[type-var]

    def _field(self, column: str) -> str | None:
        """The command's field of a column. ``reason`` alone is why the act is done."""
        named = type(self._action).columns.get(column)
        if named is not None or column == "reason":
            return named
        known = {field.name for field in dataclasses.fields(self._action)}  # type: ignore[arg-type]
        return column if column in known else None
