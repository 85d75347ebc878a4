"""What may be wrong with what a user writes in a crisis plan."""

from factdesk.errors import KnownError
from factdesk.words import _


class HasCrisisPlan(KnownError):
    """The person has a crisis plan already; ``crisis_plan_id`` is it."""

    def __init__(self, crisis_plan_id: str) -> None:
        super().__init__(
            _("There is a crisis plan already."),
            _("Nothing was made. Open it and change what is no longer right."),
        )
        self.crisis_plan_id = crisis_plan_id


class NotANumber(KnownError):
    """A telephone number without a digit."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a telephone number: there is no digit in it."),
            _(
                "Nothing was saved. Write the number as it is dialled, for example "
                "901 23 456, +46 70 123 45 67, 116 117 or 113."
            ),
        )
