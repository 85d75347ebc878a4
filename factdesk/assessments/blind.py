"""What a rater may not be told yet: the figures of a blind assessment, by whichever way asked."""

from __future__ import annotations

from sqlalchemy import select

from factdesk.assessments.errors import FiguresWait
from factdesk.assessments.forms import scale_in
from factdesk.assessments.tables import Assessment, Assessor, ScaleForm
from factdesk.store.action import Reader
from fidelity.model import Scale


def demand_seeing(reader: Reader, scale: Scale, assessment_id: str | None) -> None:
    """Refuse a scale with figures that the reader is to score blind and is not done with.

    The same figure answers items of several scales, so that it is the figures that count, and not
    the edition. The assessment of ``assessment_id`` itself is left to whoever asks: there each
    figure is shown once its item is scored. Raises FiguresWait. One statement.
    """
    wanted = {item.figure for item in scale.items if item.figure}
    waiting = reader.session.execute(
        select(Assessment.title, ScaleForm.content)
        .join(Assessor, Assessor.assessment_id == Assessment.id)
        .join(ScaleForm, ScaleForm.id == Assessment.form_id)
        .where(
            Assessor.staff_id == reader.actor.id,
            Assessor.done_at.is_(None),
            Assessor.left_at.is_(None),
            Assessment.blind_first,
            Assessment.signed_at.is_(None),
            Assessment.withdrawn_at.is_(None),
            Assessment.id != (assessment_id or ""),
        )
        .order_by(Assessment.opened_at, Assessment.id)
    )
    for title, content in waiting:
        if wanted & {item.figure for item in scale_in(content).items}:
            raise FiguresWait(title)
