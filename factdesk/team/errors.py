"""What the team room refuses, each with what to do instead."""

from factdesk.errors import KnownError
from factdesk.words import _


class TextNeeded(KnownError):
    """A name or another text that must be there is empty."""

    def __init__(self) -> None:
        super().__init__(_("A name is missing."), _("Nothing was changed. Write a name."))


class ChoiceTooLong(KnownError):
    """A choice of a list that no heading and no paper has room for."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("A choice has at most {most} characters.").format(most=most),
            _("Nothing was changed. Write a shorter one."),
        )


class InitialsTaken(KnownError):
    """Another active member has these initials."""

    def __init__(self, initials: str) -> None:
        super().__init__(
            _("The initials {initials} belong to another member.").format(initials=initials),
            _("Nothing was changed. Choose other initials, for example with one letter more."),
        )


class InitialsUnfit(KnownError):
    """Initials that could not be typed on the board."""

    def __init__(self) -> None:
        super().__init__(
            _("Initials are one to five letters or digits, without spaces."),
            _("Nothing was changed. Choose other initials."),
        )


class OutOfRange(KnownError):
    """A number outside what makes sense for a setting."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__(
            _("The number must be between {low} and {high}.").format(low=low, high=high),
            _("Nothing was changed. Write another number."),
        )


class FteUnfit(KnownError):
    """A share of a post that is no half percent between 0 and 100."""

    def __init__(self) -> None:
        super().__init__(
            _("The share of a post is between 0 and 100 percent, in steps of a half."),
            _("Nothing was changed. Write a number such as 80 or 37.5."),
        )


class DatesReversed(KnownError):
    """The last day comes before the first."""

    def __init__(self) -> None:
        super().__init__(
            _("The last day is before the first day."),
            _("Nothing was changed. Correct one of the two dates."),
        )


class NameInUse(KnownError):
    """Something of the same kind has this name already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("“{name}” exists already.").format(name=name),
            _("Nothing was changed. Choose another name."),
        )


class UnknownCode(KnownError):
    """A code that the list does not have."""

    def __init__(self) -> None:
        super().__init__(
            _("This choice is not in the list."),
            _("Nothing was changed. Choose one from the list."),
        )


class LastChoice(KnownError):
    """The only choice of a list that is still in use."""

    def __init__(self) -> None:
        super().__init__(
            _("This is the last choice in use in its list."),
            _("Nothing was changed. Take another one into use first."),
        )


class LastAdministrator(KnownError):
    """Without this member nobody could manage the users."""

    def __init__(self) -> None:
        super().__init__(
            _("This is the team's only administrator who can open the team folder."),
            _("Nothing was changed. Make another user administrator first."),
        )


class NotYourself(KnownError):
    """One cannot take away one's own access."""

    def __init__(self) -> None:
        super().__init__(
            _("You cannot remove your own access."),
            _("Nothing was changed. Another administrator can do it."),
        )


class NotOneself(KnownError):
    """Somebody wants to give themselves the right to open records."""

    def __init__(self) -> None:
        super().__init__(
            _("You cannot give yourself the right to open records."),
            _("Nothing was changed. Another leader or administrator can do it."),
        )


class UserNameTaken(KnownError):
    """The member is a user already, or another member has this user name."""

    def __init__(self) -> None:
        super().__init__(
            _("This user name is in use, or the member is a user already."),
            _("Nothing was changed. Choose another user name or another member."),
        )


class NotAUser(KnownError):
    """The member has no user name."""

    def __init__(self) -> None:
        super().__init__(
            _("This member is not a user of the program."),
            _("Nothing was changed. Add the member as a user first."),
        )


class NoKeysHere(KnownError):
    """Passphrases were to be changed where there is no team folder."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no team folder here, so there are no passphrases to change."),
            _("Nothing was changed. Open the team folder first."),
        )
