"""The figures of a scale as a view: off the screen's thread, told how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import String, bindparam, or_, select
from sqlalchemy.orm import Session

from factdesk.assessments.blind import demand_seeing
from factdesk.assessments.facts import AssessmentFacts
from factdesk.assessments.forms import scale_in
from factdesk.assessments.indicators.caseload import on_caseload
from factdesk.assessments.indicators.compute import ItemFigure, compute, suggested, year_before
from factdesk.assessments.indicators.figure import Figure, Progress
from factdesk.assessments.indicators.stretches import demand_reach
from factdesk.assessments.sampling import draw
from factdesk.assessments.scales import load_shipped
from factdesk.assessments.tables import Assessment, SampledChart, ScaleForm
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.words import _
from fidelity.model import Scale


@dataclass(frozen=True)
class Figures(View[Mapping[str, ItemFigure]]):
    """The figures of a scale's items by code, at any past day, for any period.

    ``form`` is the id of a form of the store, or of a scale; ``to`` the last day of the period and
    ``first`` its first, a year in all where it is not given. The charts are those drawn for the
    assessment of ``assessment_id``, under its labels; else so many ``charts`` drawn by the ``seed``
    from the caseload of the last day; else everybody. Rows name nobody; for who may not open
    records they do not lead to persons either. Days that are all to come suggest nothing. Raises
    Gone and DayOutOfReach.
    """

    form: str
    to: date
    first: date | None = None
    seed: int = 0
    charts: int = 0
    assessment_id: str | None = None
    progress: Progress | None = field(default=None, compare=False, repr=False)

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "admissions", "assessments", "assessors", "board_meetings", "contact_staff", "contacts",
            "leaves", "list_items", "meeting_attendance", "meeting_items", "persons", "posts",
            "sampled_charts", "scale_forms", "staff", "staff_functions", "team",
        }
    )  # fmt: skip
    right: ClassVar[str | None] = Right.SEE_FIDELITY

    @classmethod
    def of_assessment(cls, facts: AssessmentFacts) -> Figures:
        """Those of an assessment: its form, its period, its charts."""
        return cls(facts.form_id, facts.period_to, facts.period_from, assessment_id=facts.id)

    def read(self, reader: Reader) -> Mapping[str, ItemFigure]:
        """Compute."""
        demand_reach(self.to)
        scale = scale_of(reader.session, self.form)
        demand_seeing(reader, scale, self.assessment_id)
        first = self.first or year_before(self.to)
        sample, seed = self._sample(reader.session)
        found = compute(reader.session, scale, first, self.to, sample, seed, self.progress)
        found = {code: _come(each, reader.today) for code, each in found.items()}
        if Right.SEE_RECORD not in reader.actor.rights:
            found = {
                code: replace(each, figure=without_persons(each.figure))
                for code, each in found.items()
            }
        return MappingProxyType(found)

    def _sample(self, session: Session) -> tuple[tuple[str, ...], int]:
        """The persons of the charts, and the seed of their labels."""
        if self.assessment_id is not None:
            return charts_of(session, self.assessment_id)
        if not self.charts:
            return (), self.seed
        caseload = session.scalars(select(Person.id).where(on_caseload(self.to)))
        return draw(caseload, self.seed, self.charts), self.seed


def _come(each: ItemFigure, today: date) -> ItemFigure:
    """A figure of days that are all to come says nothing: that nobody left then is no news."""
    if each.figure.first <= today:
        return each
    told = _("These days are still to come, so nothing is suggested.")
    return suggested(each.item, replace(each.figure, too_little=told))


def charts_of(session: Session, assessment_id: str) -> tuple[tuple[str, ...], int]:
    """The persons drawn for an assessment in their order, and the seed. Raises Gone."""
    assessment = session.get(Assessment, assessment_id)
    if assessment is None:
        raise Gone(Assessment.__tablename__, assessment_id)
    drawn = session.scalars(
        select(SampledChart.person_id)
        .where(SampledChart.assessment_id == assessment_id)
        .order_by(SampledChart.number)
    )
    return tuple(drawn), assessment.sample_seed


def without_persons(figure: Figure) -> Figure:
    """A figure whose rows lead to no person, nor to a contact or an admission of one.

    Their ids are no names, but they are the store's own, they say when the row was written, and
    they are the same in every assessment: two could be laid side by side.
    """
    rows = tuple(
        row if row.person_id is None else row._replace(person_id=None, row_id="")
        for row in figure.rows
    )
    return replace(figure, rows=rows)


def scale_of(session: Session, form: str) -> Scale:
    """A scale by the id of a form, or by its own: the store's newest edition, else the shipped one.

    Raises KnownError where there is none.
    """
    content = session.connection().scalar(_newest(), {"form": form})
    return scale_in(content) if content is not None else load_shipped(form)[0]


@cache
def _newest() -> Any:
    """The content of a form, or of a scale's newest that is not put away; built once."""
    form = bindparam("form", type_=String())
    return (
        select(ScaleForm.content)
        .where(
            or_(ScaleForm.id == form, ScaleForm.scale_id == form),
            or_(ScaleForm.id == form, ScaleForm.put_away_at.is_(None)),
        )
        .order_by(ScaleForm.made_at.desc(), ScaleForm.id.desc())
        .limit(1)
    )
