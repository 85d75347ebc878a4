"""The words of the texts in an assessment, as its screens and refusals name them."""

from __future__ import annotations

from factdesk.words import N_, _

_WORDS = {
    "title": N_("Title"),
    "owners": N_("Owner organisations"),
    "area": N_("Area"),
    "sources": N_("Sources"),
    "strengths": N_("Strengths"),
    "weaknesses": N_("Weaknesses"),
    "name": N_("Name"),
    "organisation": N_("Organisation"),
    "note": N_("Note"),
    "why": N_("Why"),
    "dissent": N_("Dissent"),
    "comment": N_("Comment"),
    "recommendation": N_("Recommendation"),
    "text": N_("Text"),
    "reason": N_("Reason"),
}


def field_word(field: str) -> str:
    """The word of a field in the reader's language."""
    return _(_WORDS[field])
