"""What a conflict about a score or a text of an assessment calls the fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.fidelity.sheet_words import evidence_word, mark_word
from ui.field_words import name_fields, name_values


@cache
def name_conflicts() -> None:
    """Tell the panel of conflicts, once."""
    for table in ("ratings", "settled_items", "assessment_evidence"):
        name_fields(table, _fields)
        name_values(table, {"mark": _mark})
    name_values("assessment_evidence", {"kind": _kind})


def _fields() -> Mapping[str, str]:
    return {
        "item": _("Item"),
        "mark": _("Answer"),
        "score": _("Score"),
        "suggested": _("Suggestion"),
        "note": _("Note to the score"),
        "why": _("Why this score"),
        "dissent": _("Dissent"),
        "comment": _("Comment"),
        "recommendation": _("Recommendation"),
        "is_main": _("One of the main recommendations"),
        "kind": _("Kind"),
        "text": _("What it shows"),
    }


def _mark(value: Any, _team: TeamFacts) -> str:
    return mark_word(RatingMark(value)) or _("Score")


def _kind(value: Any, _team: TeamFacts) -> str:
    return evidence_word(EvidenceKind(value))
