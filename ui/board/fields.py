"""Words of the board's fields, for the panel that shows two values of one field."""

from collections.abc import Mapping

from factdesk.board.facts import BoardFacts
from factdesk.words import _
from ui.field_words import name_fields, name_values


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


def name_choices(facts: BoardFacts) -> None:
    """Give the panel the team's own words for categories and levels, as the board shows them."""
    categories = {one.id: one.name for one in facts.sections}
    levels = {one.level: one.word for one in facts.levels}
    name_values(
        "board_episodes",
        {
            "category_id": lambda known, _team: str(categories.get(known, known)),
            "level": lambda level, _team: str(levels.get(level, level)),
        },
    )
