"""The words of a contact's columns and codes, for the panel that shows two values of one field."""

from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.contacts.preview import with_whom_word
from ui.field_words import name_fields, name_values


def _contact() -> dict[str, str]:
    return {
        "start": _("Start"),
        "day_only": _("All day"),
        "minutes": _("Minutes"),
        "kind": _("How"),
        "place": _("Where"),
        "with_whom": _("With whom"),
        "needs": _("How many staff it takes"),
        "car_id": _("Car"),
        "focus": _("What it was about"),
        "is_group": _("Group"),
        "short_note": _("Short note, for the board"),
        "note": _("Longer note"),
    }


def _car(value: str, team: TeamFacts) -> str:
    return next((each.name for each in team.cars if each.id == value), value)


def install_names() -> None:
    """Tell the conflict panel what a contact's columns and codes are called."""
    name_fields("contacts", _contact)
    name_values(
        "contacts",
        {
            "kind": lambda code, team: team.word("contact_kind", code),
            "place": lambda code, team: team.word("contact_place", code),
            "with_whom": lambda code, _team: with_whom_word(code),
            "car_id": _car,
            "focus": lambda code, team: team.word("contact_focus", code),
        },
    )
