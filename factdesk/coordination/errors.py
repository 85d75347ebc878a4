"""What handing over refuses, each with what to do instead."""

from factdesk.errors import KnownError
from factdesk.words import _


class NobodyChosen(KnownError):
    """No person was chosen."""

    def __init__(self) -> None:
        super().__init__(
            _("No person is chosen."), _("Nothing was changed. Choose who shall be handed over.")
        )


class NotInTeam(KnownError):
    """The member who shall take over is not in the team today."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is not in the team.").format(name=name),
            _("Nothing was changed. Choose somebody who is."),
        )


class HasLeft(KnownError):
    """A person is no longer followed by the team."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is no longer followed by the team.").format(name=name),
            _("Nothing was changed. Take this person out of the choice."),
        )
