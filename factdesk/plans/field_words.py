"""The words of the fields of a plan, and of what stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from factdesk.plans.kinds import GoalStatus, MeasureStatus, goal_word, measure_word, step_word
from factdesk.words import _, format_date, pgettext

#: The texts of a plan, in the order they are read.
PLAN_TEXTS = (
    "situation",
    "important",
    "strengths",
    "needs",
    "contribution_person",
    "contribution_services",
    "contribution_relatives",
    "cooperation",
)


def field_word(name: str) -> str:
    """A column of the plan, a goal, a measure or a step of progress, in words."""
    words = {
        "started_on": _("Plan begun"),
        "period_from": _("Plan period from"),
        "period_to": _("Plan period to"),
        "review_on": _("Next review"),
        "situation": _("How things are now"),
        "important": _("Important to me"),
        "strengths": _("What I can do, my resources"),
        "needs": _("What I need help with"),
        "contribution_person": _("What I do myself"),
        "contribution_services": _("What the services do"),
        "contribution_relatives": _("What my next of kin do"),
        "cooperation": _("Cooperation with others"),
        "ended_on": _("Plan ended"),
        "end_reason": _("Why it ended"),
        "text": pgettext("plan", "Text"),
        "life_area": _("Life area"),
        "status": pgettext("plan", "Status"),
        "how": pgettext("measure", "How"),
        "extent": pgettext("measure", "Extent"),
        "responsible": pgettext("measure", "Responsible"),
        "start_on": pgettext("measure", "Start"),
        "due_on": pgettext("measure", "Due"),
        "day": pgettext("progress", "Day"),
        "step": pgettext("progress", "How far"),
        "note": pgettext("progress", "Note"),
        "name": _("Name"),
        "role": _("Role"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "in_plan": _("Takes part in the plan"),
        "has_left": _("Has left"),
    }
    return words.get(name, name)


def value_words(name: str, value: Any) -> str:
    """A value in words; empty for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case GoalStatus():
            return goal_word(value)
        case MeasureStatus():
            return measure_word(value)
        case date():
            return format_date(value, "medium")
        case int() if name == "step":
            return step_word(value)
    return str(value)
