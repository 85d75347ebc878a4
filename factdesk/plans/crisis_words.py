"""The words of a crisis plan's fields: on the screen, in conflicts, in comparisons."""

from factdesk.words import _, pgettext


def plan_words() -> dict[str, str]:
    """The fields of the plan itself, by column name."""
    return {
        "triggers": _("What can start it"),
        "helps": _("What helps me"),
        "wishes": _("Treatment I wish"),
        "not_wished": _("Treatment I do not wish"),
        "told": _("Who shall be told"),
        "made_on": _("Made on"),
        "made_with": _("Made with"),
        "review_on": pgettext("crisis plan", "Next review"),
        "reviewed_on": _("Gone through on"),
        "number": _("Version"),
    }


def level_words() -> dict[str, str]:
    """The four texts of a level, by column name."""
    return {
        "signs": _("Signs"),
        "person_does": _("What I do"),
        "others_do": _("What others do"),
        "call": _("Who is called"),
    }


def contact_words() -> dict[str, str]:
    """The fields of a contact, by column name."""
    return {
        "name": _("Name"),
        "role": _("Role"),
        "phone": _("Telephone"),
        "hours": _("When it answers"),
        "position": _("Place in the list"),
    }
