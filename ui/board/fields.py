"""Words of the board's fields, for the panel that shows two values of one field."""

from collections.abc import Mapping

from factdesk.words import _
from ui.conflicts import name_fields


def field_words() -> Mapping[str, str]:
    """The columns of a row of the board."""
    return {
        "reason": _("Reason"),
        "agreed": _("Agreed"),
        "level": _("Status"),
        "category_id": _("Category"),
        "position": _("Place in the category"),
        "next_check_on": _("Next check"),
        "removed_at": _("Taken off at"),
        "removed_by": _("Taken off by"),
        "removal_reason": _("Why taken off"),
        "decided_by_team": _("Decided by the team"),
    }


def task_words() -> Mapping[str, str]:
    """The columns of a task."""
    return {
        "text": _("Task"),
        "owner_id": _("Owner"),
        "due_on": _("Due"),
        "done_at": _("Done at"),
        "done_by": _("Done by"),
        "dropped_at": _("Dropped at"),
    }


def category_words() -> Mapping[str, str]:
    """The columns of a category."""
    return {"name": _("Name"), "active": _("In use"), "position": _("Place on the board")}


def name_all() -> None:
    """Give the words to the panel."""
    name_fields("board_episodes", field_words)
    name_fields("tasks", task_words)
    name_fields("board_categories", category_words)
