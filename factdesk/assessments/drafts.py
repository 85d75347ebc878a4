"""Where the drafts of texts in an assessment are kept, so that a lock loses none of them."""


def text_draft(assessment_id: str, field: str) -> str:
    """Of a text of the whole assessment: strengths, weaknesses, sources."""
    return f"assessment/{assessment_id}/{field}"


def item_draft(assessment_id: str, slot: str, field: str) -> str:
    """Of a text about one slot: comment, recommendation, dissent, why."""
    return f"assessment/{assessment_id}/{slot}/{field}"


def note_draft(assessor_id: str, slot: str) -> str:
    """Of a rater's own note on a slot."""
    return f"rater/{assessor_id}/{slot}/note"
