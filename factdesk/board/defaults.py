"""What a new team's board starts with: the usual categories and levels."""

from factdesk.words import _

#: Built-in categories in the usual order of the meeting, crisis first.
CATEGORIES = (
    "crisis",
    "intensive",
    "admitted",
    "prison",
    "difficult_to_engage",
    "life_events",
    "legal",
    "new",
    "other",
)


def category_word(code: str | None) -> str:
    """The program's own name of a built-in category."""
    words = {
        "crisis": _("Crisis and crisis prevention"),
        "intensive": _("Intensive follow-up"),
        "admitted": _("Admitted"),
        "prison": _("Prison or custody"),
        "difficult_to_engage": _("Difficult to engage"),
        "life_events": _("Life events"),
        "legal": _("Compulsory care"),
        "new": _("New service users"),
        "other": _("Other"),
    }
    return words.get(code or "", code or "")


def level_word(level: str) -> str:
    """The program's own word for a level, where the team has not written one."""
    words = {
        "red": _("Act now"),
        "yellow": _("Watch"),
        "green": _("Stable"),
        "blue": _("Elsewhere"),
        "none": _("Not set"),
    }
    return words.get(level, level)
