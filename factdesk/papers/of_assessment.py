"""The fidelity report of an assessment in the store: what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from factdesk.assessments.facts import (
    SIGNED,
    WITHDRAWN,
    AssessmentFacts,
    AssessmentRow,
    ImprovementRow,
    SettledRow,
)
from factdesk.assessments.figure_views import Figures
from factdesk.assessments.indicators.compute import ItemFigure
from factdesk.assessments.rules import given_by, given_of
from factdesk.assessments.signed_figures import figure_of
from factdesk.assessments.views import Assessments, TheAssessment
from factdesk.clock import OSLO
from factdesk.papers.order import Order
from factdesk.papers.report_facts import (
    Before,
    Correction,
    FigureFact,
    Planned,
    Point,
    Rater,
    ReportFacts,
    Signature,
    Written,
)
from factdesk.words import N_, language


def assessment(order: Order) -> tuple[bytes, date]:
    """The report of the assessment asked for: else of the newest signed, else of the newest."""
    from factdesk.papers.fidelity_report import report_pdf

    rows = {row.id: row for row in order.see(Assessments())}
    wanted = order.row_id or _newest(tuple(rows.values()))
    if wanted is None or wanted not in rows:
        raise order.nothing(N_("There is no such assessment."), N_("Nothing was printed."))
    facts = order.see(TheAssessment(wanted))
    report = of_assessment(facts, rows, order.team.settings.name, _figures(order, facts))
    made = report_pdf(report, printed_at=order.reader.now, language=language())
    return made, facts.period_to


def _newest(rows: tuple[AssessmentRow, ...]) -> str | None:
    signed = (row.id for row in rows if row.state == SIGNED)
    standing = (row.id for row in rows if row.state != WITHDRAWN)
    return next(signed, None) or next(standing, None)


def _figures(order: Order, facts: AssessmentFacts) -> dict[str, FigureFact]:
    """The figures as they were signed; of what is not signed, as they are now.

    Where the reader shall score before seeing a suggestion, the figure is left out.
    """
    if facts.state == SIGNED:
        return {code: FigureFact(figure_of(one), one.suggestion, one.why)
                for code, one in facts.figures.items()}  # fmt: skip
    found = order.see(Figures.of_assessment(facts))
    return {code: _made(one) for code, one in found.items() if facts.may_see_suggestion(code)}


def _made(one: ItemFigure) -> FigureFact:
    suggested = None if one.suggestion is None else one.suggestion.score
    return FigureFact(one.figure, suggested, one.why)


def of_assessment(
    facts: AssessmentFacts,
    rows: Mapping[str, AssessmentRow],
    team: str,
    figures: Mapping[str, FigureFact],
) -> ReportFacts:
    """The report of an assessment; ``rows`` are all assessments by id, for what it corrects."""
    raters = {row.id: number for number, row in enumerate(facts.assessors)}
    correction = rows.get(facts.amended_by or "")
    return ReportFacts(
        scale=facts.scale,
        given=given_of(facts.settled.values()),
        outcome=facts.consensus,
        title=facts.title,
        team=team,
        owners=facts.owners,
        area=facts.area,
        sources=facts.sources,
        period_from=facts.period_from,
        period_to=facts.period_to,
        raters=tuple(
            Rater(row.name, row.organisation, row.is_outside, row.is_done, row.has_left)
            for row in facts.assessors
        ),
        ratings={
            (raters[row.assessor_id], row.item): given
            for row in facts.ratings.values()
            if (given := given_by(row)) is not None
        },
        written={slot: _written(row) for slot, row in facts.settled.items()},
        figures=figures,
        strengths=facts.strengths,
        weaknesses=facts.weaknesses,
        planned=tuple(_planned(one) for one in facts.improvements),
        before=_before(facts),
        trend=_trend(facts),
        agreement=facts.agreement,
        agreement_of=_between(facts),
        correction=_correction(facts, rows),
        signature=_signature(facts),
        is_corrected=correction is not None and correction.state == SIGNED,
        is_withdrawn=facts.state == WITHDRAWN,
        blind_first=facts.blind_first,
        sample_size=facts.sample_size,
        sample_drawn=len(facts.sample),
        sample_seed=facts.sample_seed,
    )


def _between(facts: AssessmentFacts) -> tuple[str, str] | None:
    """The names of the two raters whose agreement is told."""
    if facts.agreement_of is None:
        return None
    names = {row.id: row.name for row in facts.assessors}
    one, other = facts.agreement_of
    return names[one], names[other]


def _written(row: SettledRow) -> Written:
    return Written(row.why, row.dissent, row.comment, row.recommendation, row.is_main)


def _planned(one: ImprovementRow) -> Planned:
    done_on = _day(one.done_at)
    return Planned(one.item, one.text, one.owner, one.due_on, done_on, one.is_dropped, one.is_late)


def _before(facts: AssessmentFacts) -> Before | None:
    previous = facts.previous
    if previous is None:
        return None
    return Before(
        previous.period_to,
        previous.total,
        previous.groups,
        previous.items,
        tuple(_planned(one) for one in previous.improvements),
    )


def _trend(facts: AssessmentFacts) -> tuple[Point, ...]:
    """The signed ones before this one; what came later has no place in its report."""
    return tuple(
        Point(one.period_to, one.total, one.groups)
        for one in facts.trend
        if one.total is not None and one.period_to < facts.period_to
    )


def _correction(facts: AssessmentFacts, rows: Mapping[str, AssessmentRow]) -> Correction | None:
    if facts.amends_id is None:
        return None
    first = rows.get(facts.amends_id)
    return Correction(_day(first.signed_at if first else None), facts.amended_why or "")


def _signature(facts: AssessmentFacts) -> Signature | None:
    signed_on = _day(facts.signed_at)
    if signed_on is None:
        return None
    return Signature(
        signed_on, facts.signed_by or "–", facts.content_hash or "", facts.hash_holds is not False
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(OSLO).date()
