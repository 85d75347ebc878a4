"""The words of the crisis plan's screen: hints, dates, age; and names for the conflict panel."""

from __future__ import annotations

from collections.abc import Callable

from factdesk.plans.crisis_view import CrisisFacts
from factdesk.plans.crisis_words import contact_words, level_words, plan_words
from factdesk.words import _, format_date, ngettext
from ui.field_words import name_fields


def level_hints() -> dict[str, str]:
    """What to write in each of them, while it is empty."""
    return {
        "signs": _("What I and others notice"),
        "person_does": _("What I do myself"),
        "others_do": _("What family, staff and others do"),
        "call": _("Who calls whom, and when"),
    }


def plan_hints() -> dict[str, str]:
    """What to write in the plan's own texts, while they are empty."""
    return {
        "triggers": _("Situations, dates, people, too little sleep …"),
        "helps": _("What has helped before; how I want to be met"),
        "wishes": _("Medicine, ward, who comes, what works"),
        "not_wished": _("What has made it worse"),
        "told": _("Who is told, by whom, and what"),
    }


def install_names() -> None:
    """Tell the conflict panel the words."""
    tables: dict[str, Callable[[], dict[str, str]]] = {
        "crisis_plans": plan_words,
        "crisis_levels": level_words,
        "crisis_contacts": contact_words,
    }
    for table, words in tables.items():
        name_fields(table, words)


def made_words(facts: CrisisFacts) -> str:
    """«Made 3 March 2026 with Åse · Gone through 1 June 2026 · Next review 1 June 2027»."""
    plan = facts.plan
    if plan is None:
        return ""
    made = format_date(plan.made_on)
    words = [
        _("Made {date} with {who}").format(date=made, who=plan.made_with)
        if plan.made_with
        else _("Made {date}").format(date=made)
    ]
    if plan.reviewed_on is not None:
        words.append(_("Gone through {date}").format(date=format_date(plan.reviewed_on)))
    if plan.review_on is not None:
        words.append(_("Next review {date}").format(date=format_date(plan.review_on)))
    return " · ".join(words)


def age_words(facts: CrisisFacts) -> str:
    """How old an old plan is: «Old: not gone through for 14 months»; "" for one that is not."""
    if not facts.is_old or facts.dated is None:
        return ""
    day = facts.day
    months = (day.year - facts.dated.year) * 12 + day.month - facts.dated.month
    months -= day.day < facts.dated.day
    return ngettext(
        "Old: not gone through for {count} month",
        "Old: not gone through for {count} months",
        months,
    ).format(count=months)
