"""What keeps a database from being prepared, or a team from being made in it."""

from __future__ import annotations

from factdesk.store.server.refusals import ServerRefusal
from factdesk.words import _


class EncodingUnfit(ServerRefusal):
    """The database does not keep text as Unicode."""

    def __init__(self) -> None:
        """Say what it must be made with."""
        super().__init__(
            _("The database does not keep its text as UTF-8."),
            _("Nothing was changed. Make a database with ENCODING 'UTF8' and use that one."),
        )


class DatabaseInUse(ServerRefusal):
    """The database holds tables that FACTdesk did not make."""

    def __init__(self) -> None:
        """Ask for one of our own."""
        super().__init__(
            _("The database holds something else already."),
            _("Nothing was changed. Make an empty database for FACTdesk alone and use that one."),
        )


class RoleForeign(ServerRefusal):
    """A role of the cluster has a name that we need, and is not ours."""

    def __init__(self, role: str) -> None:
        """Take the name of the role."""
        super().__init__(
            _("The server has a role {role} that FACTdesk did not make.").format(role=role),
            _("Nothing was changed. Rename that role, or use another PostgreSQL server."),
        )


class TeamExists(ServerRefusal):
    """The team is on the server already."""

    def __init__(self) -> None:
        """Say that nothing was written over."""
        super().__init__(
            _("This team is on the server already."),
            _("Nothing was changed. Open it there."),
        )


class TeamMadeAlready(ServerRefusal):
    """The same user has a team of this name on the server."""

    def __init__(self) -> None:
        """Say that it is there, and what a second one needs."""
        super().__init__(
            _("There is a team of this name with this user on the server already."),
            _("Nothing was changed. Open that one, or give the new team another name."),
        )


class OthersAtWork(ServerRefusal):
    """Somebody's transaction holds what an upgrade must change."""

    def __init__(self) -> None:
        """Say when to try again."""
        super().__init__(
            _("Others are working in the database, so it could not be changed."),
            _("Nothing was changed. Try again when fewer are at work, or ask them to close."),
        )
