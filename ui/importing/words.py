"""The words of the assistant: what a column holds, what a sheet is, what becomes of a row."""

from typing import Final

from factdesk.exchange.header_words import Field
from factdesk.exchange.mapping import SheetKind
from factdesk.words import _, pgettext
from ui.importing.understanding import Group
from ui.widgets.paint import Tone

PERSON_FIELDS: Final[tuple[Field, ...]] = (
    "name", "name_family_first", "given", "family", "preferred", "birth_number", "birth_date",
    "category", "reason", "placed_on", "responsible", "coordinator", "agreed", "today",
    "this_week", "next_contact", "crisis_plan", "individual_plan", "municipality", "phone",
    "enrolled_on", "state", "row_number", "other", "note", "leave_out",
)  # fmt: skip
STAFF_FIELDS: Final[tuple[Field, ...]] = (
    "name", "name_family_first", "given", "family", "initials", "profession", "fte", "employer",
    "phone", "row_number", "note", "leave_out",
)  # fmt: skip

KINDS: Final[tuple[SheetKind, ...]] = (
    "board", "board_by_column", "caseload", "staff", "leave_out",
)  # fmt: skip


def field_word(field: Field) -> str:
    """Return what a column holds, in words."""
    words: dict[Field, str] = {
        "name": _("Name"),
        "name_family_first": _("Name, family name first"),
        "given": _("Given name"),
        "family": _("Family name"),
        "preferred": _("Preferred name"),
        "birth_date": _("Birth date"),
        "birth_number": _("Birth number"),
        "category": _("Category on the board"),
        "reason": _("Reason"),
        "placed_on": _("On the board since"),
        "responsible": _("Who follows up"),
        "coordinator": _("Coordinator"),
        "agreed": _("Agreed"),
        "today": _("Today"),
        "this_week": _("This week"),
        "other": _("Remarks (a note)"),
        "next_contact": _("Next contact"),
        "crisis_plan": _("Crisis plan"),
        "individual_plan": _("Individual plan"),
        "municipality": _("Municipality"),
        "phone": _("Telephone"),
        "enrolled_on": _("With the team since"),
        "state": _("Active, waiting or closed"),
        "row_number": _("Running number"),
        "initials": _("Initials"),
        "profession": _("Profession"),
        "fte": _("Part of full time"),
        "employer": _("Employer"),
        "note": _("Kept as a note"),
        "leave_out": _("Left out"),
    }
    return words[field]


def kind_word(kind: SheetKind) -> str:
    """Return what a sheet is, in words."""
    words: dict[SheetKind, str] = {
        "board": _("One category of the board"),
        "board_by_column": _("The board, with a category in each row"),
        "caseload": _("All persons of the team"),
        "staff": _("The team's staff"),
        "unknown": _("Not understood, so left out"),
        "leave_out": _("Left out"),
    }
    return words[kind]


def kind_icon(kind: SheetKind) -> str:
    """Return the icon beside a sheet's name."""
    icons: dict[SheetKind, str] = {
        "board": "layout-list",
        "board_by_column": "layout-list",
        "caseload": "users",
        "staff": "user-check",
        "unknown": "circle-question-mark",
        "leave_out": "x",
    }
    return icons[kind]


def group_word(group: Group) -> str:
    """Return what becomes of a row, in words."""
    words: dict[Group, str] = {
        "new": pgettext("import", "New"),
        "same": _("Same person"),
        "unclear": _("Unclear"),
        "not_readable": _("Not readable"),
        "left_out": pgettext("import", "Left out"),
    }
    return words[group]


def group_tone(group: Group) -> Tone:
    """Return how much attention a group asks for."""
    tones: dict[Group, Tone] = {
        "new": "ok",
        "same": "info",
        "unclear": "warn",
        "not_readable": "danger",
        "left_out": "neutral",
    }
    return tones[group]
