"""One plan as a PDF against the bare library, and 250 plans that leave no memory behind."""

import gc
import resource
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from factdesk.papers.making import PaperOf, make
from factdesk.papers.plan_paper import PlanContents, plan_pdf
from factdesk.papers.styles import REGULAR, STRONG, load_fonts
from factdesk.papers.whose import WithPlans
from factdesk.plans.facts import PlanFacts, every_goal
from factdesk.team.views import TheTeam
from tests.support.papers import PRINTED, pages
from tests.support.plan_papers import consent_of, goal, measure, plan_of

GOAL = 2.0
#: How much larger the process may be after 250 plans than after 100, in bytes. One plan is about
#: 100 kB, so that keeping them would be 15 MB.
GROWTH = 4 * 1024 * 1024
_STATM = Path("/proc/self/statm")


def _facts() -> PlanFacts:
    """A plan of six goals with five measures each and a sub-goal with two."""
    measures = tuple(measure(number) for number in range(5))
    child = goal(9, text="Komme meg ut hver formiddag", measures=measures[:2], progress=())
    return plan_of(*(goal(number, measures=measures, children=(child,)) for number in range(6)))


def _bare(facts: PlanFacts) -> bytes:
    """The same texts in plain paragraphs and tables in the same typeface, each page numbered."""
    load_fonts()
    body = ParagraphStyle("body", fontName=REGULAR, fontSize=12, leading=16)
    head = ParagraphStyle("head", fontName=STRONG, fontSize=15, leading=20, spaceBefore=12)
    out, plan = BytesIO(), facts.plan
    story = [Paragraph("Min plan", head), Paragraph(facts.name, head)]
    for text in (plan.important, plan.situation, plan.strengths, plan.needs,
                 plan.contribution_person, plan.contribution_services,
                 plan.cooperation):  # fmt: skip
        story += [Paragraph("Overskrift", head), Paragraph(text, body), Spacer(1, 20)]
    for one in every_goal(facts.goals):
        story += [Paragraph("Mål", head), Paragraph(one.text, body), Spacer(1, 12)]
        story += [Paragraph(f"{row.day} {row.note}", body) for row in one.progress]
        rows = [[Paragraph(word, body) for word in ("Hva", "Hvem", "Hvordan", "Når")]]
        rows += [
            [
                [Paragraph(each.text, body)],
                [Paragraph(each.responsible_name, body)],
                [Paragraph(each.how, body), Paragraph(each.extent, body)],
                [
                    Paragraph(f"{each.start_on:%d.%m.%Y} – {each.due_on:%d.%m.%Y}", body),
                    Paragraph(each.status.value, body),
                ],
            ]
            for each in one.measures
        ]
        story.append(Table(rows, colWidths=[153, 102, 144, 111], repeatRows=1))
    for party in facts.parties:
        story += [Paragraph(party.name, body), Paragraph(party.role, body)]

    def number(canvas: object, document: SimpleDocTemplate) -> None:
        canvas.setFont(REGULAR, 8)
        canvas.drawRightString(540, 30, f"Side {document.page}")

    document = SimpleDocTemplate(out, pagesize=A4, initialFontName=REGULAR, pageCompression=1)
    document.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def test_one_plan_takes_at_most_twice_the_bare_library(compare, usual_desk):
    facts, team = _facts(), usual_desk.see(TheTeam())
    contents = PlanContents(facts, (consent_of(),), team, date(1992, 1, 1))

    def ours() -> bytes:
        return plan_pdf(contents, printed_at=PRINTED, language="nb")

    def bare() -> bytes:
        return _bare(facts)

    # A little fewer pages than the baseline would be to our advantage.
    assert abs(len(pages(ours())) - len(pages(bare()))) <= 1
    result = compare.measure("One individual plan to PDF", ours, bare, goal=GOAL, rounds=20)
    assert result.is_reached, result.line()


@pytest.mark.skipif(not _STATM.exists(), reason="the size of a process, as Linux tells it")
def test_250_plans_in_one_batch_leave_no_memory_behind(usual_desk):
    persons = usual_desk.see(WithPlans())
    assert len(persons) > 40
    whose = (persons * 7)[:250]

    def print_some(first: int, last: int) -> int:
        for person in whose[first:last]:
            assert make(usual_desk, PaperOf("plan", person_id=person)).content
        gc.collect()
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()

    before, after = print_some(0, 100), print_some(100, 250)
    assert after - before < GROWTH, (before, after)
