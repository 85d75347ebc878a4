"""What a user can meet on the board; each text says what was kept and what to do."""

from factdesk.errors import KnownError
from factdesk.words import _, ngettext


class AlreadyOnBoard(KnownError):
    """The person is on the board already; ``category`` is the name of the section."""

    def __init__(self, category: str) -> None:
        super().__init__(
            _("The person is on the board already, in “{category}”.").format(category=category),
            _("Nothing was changed. Move the row instead of placing it again."),
        )
        self.category = category


class NotOnBoard(KnownError):
    """The row has been taken off the board since it was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("The person is not on the board any more: somebody has taken the row off."),
            _("Nothing was changed. Place the person again if the team still needs it."),
        )


class StillOnBoard(KnownError):
    """A case was to be closed while the person is on the board; ``category`` is the section."""

    def __init__(self, category: str) -> None:
        super().__init__(
            _("The person is on the board, in “{category}”.").format(category=category),
            _(
                "Nothing was changed. Take the person off the board first; "
                "then the case can be closed."
            ),
        )
        self.category = category


class PersonIsClosed(KnownError):
    """The person's course with the team is closed."""

    def __init__(self) -> None:
        super().__init__(
            _("The person is not with the team any more."),
            _("Nothing was changed. Reopen the person first, on the person's page."),
        )


class ReasonMissing(KnownError):
    """Placing and taking off ask for a reason."""

    def __init__(self) -> None:
        super().__init__(
            _("A reason is missing."),
            _("Nothing was changed. Write in a few words why; the team reads it next time."),
        )


class TextMissing(KnownError):
    """A name or a text that cannot be empty."""

    def __init__(self) -> None:
        super().__init__(
            _("A text is missing."), _("Nothing was changed. Write it and save again.")
        )


class CategoryAtRest(KnownError):
    """Somebody was to be put in a category that is not in use any more."""

    def __init__(self, category: str) -> None:
        super().__init__(
            _("The category “{category}” is not in use any more.").format(category=category),
            _("Nothing was changed. Choose another category."),
        )


class CategoryInUse(KnownError):
    """A category with persons in it cannot be put to rest; ``count`` says how many."""

    def __init__(self, category: str, count: int) -> None:
        super().__init__(
            ngettext(
                "{count} person is in “{category}”.", "{count} persons are in “{category}”.", count
            ).format(count=count, category=category),
            _("Nothing was changed. Say which category they shall be moved to."),
        )
        self.count = count


class LastCategory(KnownError):
    """The board needs one category in use."""

    def __init__(self) -> None:
        super().__init__(
            _("The board needs at least one category."),
            _("Nothing was changed. Make the new category first."),
        )


class SameName(KnownError):
    """Two categories in use would have one name."""

    def __init__(self, category: str) -> None:
        super().__init__(
            _("There is a category “{category}” already.").format(category=category),
            _("Nothing was changed. Choose another name."),
        )


class TaskIsClosed(KnownError):
    """The task was done or dropped by somebody meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("The task is done or dropped already."),
            _("Nothing was changed. Undo that first if it was wrong."),
        )
