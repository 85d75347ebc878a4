"""Signed assessments side by side; only ever those made with one edition."""

from __future__ import annotations

from sqlalchemy import select

from factdesk.assessments.errors import NotSigned, OtherEdition
from factdesk.assessments.facts import ComparisonFacts
from factdesk.assessments.forms import form_of
from factdesk.assessments.listing import signed_figures_of
from factdesk.assessments.tables import Assessment
from factdesk.store.action import Reader
from factdesk.store.conflict import Gone


def compared(reader: Reader, assessment_ids: tuple[str, ...]) -> ComparisonFacts:
    """In the order of their periods. Two statements.

    Raises Gone, NotSigned, and OtherEdition where they were not all made with the same one.
    """
    found = reader.session.scalars(
        select(Assessment).where(Assessment.id.in_(assessment_ids))
    ).all()
    missing = set(assessment_ids) - {each.id for each in found}
    if missing or not found:
        raise Gone(Assessment.__tablename__, next(iter(missing), ""))
    if any(each.signed_at is None for each in found):
        raise NotSigned
    if len({each.form_id for each in found}) > 1:
        raise OtherEdition
    scale = form_of(reader.session, found[0].form_id)
    ordered = sorted(found, key=lambda each: (each.period_to, each.opened_at, each.id))
    return ComparisonFacts(scale, tuple(signed_figures_of(each, scale) for each in ordered))
