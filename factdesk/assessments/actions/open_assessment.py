"""Open an assessment: the scale's edition, the period, the raters, the sample of charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.assessments.assessors import NewAssessor, add_assessor
from factdesk.assessments.errors import BadNumber, BadPeriod
from factdesk.assessments.forms import form_for
from factdesk.assessments.indicators.caseload import on_caseload
from factdesk.assessments.indicators.stretches import demand_reach
from factdesk.assessments.sampling import HIGHEST_SEED, MOST_CHARTS, draw, seed_from
from factdesk.assessments.tables import Assessment, SampledChart
from factdesk.assessments.writing import written
from factdesk.board.episodes import known_staff
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

__all__ = ["NewAssessor", "OpenAssessment"]


@dataclass(frozen=True)
class OpenAssessment(Action[str]):
    """Gives the id. ``form`` is the id of a form of the store, or of a shipped scale.

    The sample is drawn by ``sample_seed`` from who was on the caseload on the period's last day;
    without a seed a new one is made. Raises NoSuchForm, TextMissing, TextTooLong, BadPeriod,
    DayOutOfReach, BadNumber, RaterTwice and NotAMember.
    """

    form: str
    title: str
    period_from: date
    period_to: date
    assessors: tuple[NewAssessor, ...] = ()
    owners: str | None = None
    area: str | None = None
    sources: str | None = None
    blind_first: bool = False
    sample_size: int = 10
    sample_seed: int | None = None
    reason: str | None = None

    code: ClassVar[str] = "assessment.open"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> str:
        """Keep the scale's edition with it, add the raters, draw the charts."""
        texts = written(
            {
                "title": self.title,
                "owners": self.owners,
                "area": self.area,
                "sources": self.sources,
            },
            "title",
        )
        if self.period_to < self.period_from:
            raise BadPeriod
        demand_reach(self.period_from)
        if self.period_to > work.today:
            raise BadPeriod(ahead=True)
        if not 0 <= self.sample_size <= MOST_CHARTS:
            raise BadNumber(0, MOST_CHARTS)
        seed = seed_from(work.act_id) if self.sample_seed is None else self.sample_seed
        if not 0 <= seed <= HIGHEST_SEED:
            raise BadNumber(0, HIGHEST_SEED)
        assessment = work.add(
            Assessment(
                form_id=form_for(work, self.form).id,
                period_from=self.period_from,
                period_to=self.period_to,
                blind_first=self.blind_first,
                sample_seed=seed,
                sample_size=self.sample_size,
                opened_at=work.now,
                opened_by=known_staff(work),
                **texts,
            )
        )
        for each in self.assessors:
            add_assessor(work, assessment.id, each)
        persons = work.session.scalars(select(Person.id).where(on_caseload(self.period_to)))
        for number, person_id in enumerate(draw(persons, seed, self.sample_size), start=1):
            work.add(SampledChart(assessment_id=assessment.id, person_id=person_id, number=number))
        work.tell(assessment=assessment.title)
        return assessment.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Opened the assessment DACTS 2026»."""
        return _("Opened the assessment {assessment}").format(**details)
