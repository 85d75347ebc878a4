"""What happens when a change meets a row that has moved on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factdesk.errors import KnownError
from factdesk.store.keep import KEEP
from factdesk.words import _


@dataclass(frozen=True)
class Collision:
    """One field that two people changed: what I wrote, what I had seen, what stands now."""

    mine: Any
    base: Any
    now: Any


class Conflict(KnownError):
    """Somebody changed the same field since the user saw it. Nothing was written.

    ``fields`` maps column names to :class:`Collision`; ``by`` and ``at`` say who changed the row
    last and when; ``version`` is the version to send with a renewed command.
    """

    def __init__(
        self,
        entity: str,
        entity_id: str,
        version: int,
        fields: Mapping[str, Collision],
        by: str | None = None,
        at: datetime | None = None,
    ) -> None:
        super().__init__(
            _("Somebody else has changed this since you opened it."),
            _("Nothing was overwritten. Choose which of the two values shall stand."),
        )
        self.entity, self.entity_id, self.version = entity, entity_id, version
        self.fields, self.by, self.at = dict(fields), by, at


class SetMeanwhile(KnownError):
    """Something with few states was set by somebody else just now. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has set this just now."),
            _("Nothing was changed. Look at what stands now, and set it again if it shall differ."),
        )


def demand_same(was: object, now: object, wanted: object) -> None:
    """Raise SetMeanwhile where what stands is neither what the user saw nor what they want.

    ``was`` is ``KEEP`` where nobody has looked: an import, or a first value.
    """
    if was is not KEEP and now not in (was, wanted):
        raise SetMeanwhile


class Gone(KnownError):
    """The row is no longer there: removed or undone by somebody since it was shown."""

    def __init__(self, entity: str, entity_id: str) -> None:
        super().__init__(
            _("This has been removed since you opened it."),
            _("Nothing was changed. The screen shows what stands now."),
        )
        self.entity, self.entity_id = entity, entity_id


class CannotUndo(KnownError):
    """The act cannot be reversed, because something has been built on it since."""

    def __init__(self, why: str = "") -> None:
        super().__init__(
            _("This cannot be undone any more: it has been changed again since."),
            why or _("Nothing was changed. Correct it by hand instead."),
        )


class NotYours(KnownError):
    """The act was somebody else's; each undoes only what they did themselves."""

    def __init__(self) -> None:
        super().__init__(
            _("This was done by somebody else, so you cannot undo it."),
            _("Nothing was changed. Correct it by hand, or ask the one who did it."),
        )


class Refused(KnownError):
    """The user has no right to do this."""

    def __init__(self, right: str) -> None:
        super().__init__(
            _("Your role does not allow this."),
            _("Nothing was changed. A team leader or an administrator can do it."),
        )
        self.right = right
