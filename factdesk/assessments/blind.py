"""What a rater may not be told yet: the figures of a blind assessment, by whichever way asked."""

from __future__ import annotations

from sqlalchemy import select

from factdesk.assessments.errors import FiguresWait
from factdesk.assessments.forms import form_of
from factdesk.assessments.tables import Assessment, Assessor
from factdesk.store.action import Reader
from fidelity.model import Scale


def demand_seeing(reader: Reader, scale: Scale, assessment_id: str | None) -> None:
    """Refuse a scale with figures that the reader is to score blind and is not done with.

    The same figure answers items of several scales, so that it is the figures that count, and not
    the edition. The assessment of ``assessment_id`` itself is left to whoever asks: there each
    figure is shown once its item is scored. Raises FiguresWait. One statement, and one more for
    each such assessment.
    """
    wanted = {item.figure for item in scale.items if item.figure}
    waiting = reader.session.execute(
        select(Assessment.title, Assessment.form_id)
        .join(Assessor, Assessor.assessment_id == Assessment.id)
        .where(
            Assessor.staff_id == reader.actor.id,
            Assessor.done_at.is_(None),
            Assessor.left_at.is_(None),
            Assessment.blind_first,
            Assessment.signed_at.is_(None),
            Assessment.withdrawn_at.is_(None),
            Assessment.id != (assessment_id or ""),
        )
        .order_by(Assessment.opened_at)
    )
    for title, form_id in waiting.all():
        hidden = {item.figure for item in form_of(reader.session, form_id).items}
        if wanted & hidden:
            raise FiguresWait(title)
