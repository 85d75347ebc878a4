"""The words of the scales and forms: where an edition comes from, and how it stands."""

from factdesk.assessments.facts import FormRow
from factdesk.assessments.kinds import Origin
from factdesk.words import _


def origin_word(origin: str) -> str:
    """Where an edition comes from."""
    return {
        Origin.SHIPPED: _("With the program"),
        Origin.TEAM: _("The team's own form"),
        Origin.FILE: _("From a file"),
    }[Origin(origin)]


def standing(row: FormRow) -> str:
    """How an edition stands, in a few words."""
    told = []
    if row.put_away:
        told.append(_("put away"))
    if row.in_use:
        told.append(_("in use"))
    if row.needs_wording:
        told.append(_("wording missing"))
    return ", ".join(told) or _("ready")


def language_name(code: str) -> str:
    """The name of a language in which a form is written."""
    return {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}.get(code, code)
