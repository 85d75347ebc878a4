"""The report of an assessment in the store: whoever may see the fidelity room prints it, and it
tells what was signed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from factdesk.assessments.actions.edit_assessment import WithdrawAssessment
from factdesk.assessments.actions.improvements import PlanImprovement
from factdesk.assessments.actions.settle import SettleEqual, WriteItem
from factdesk.assessments.actions.sign_assessment import AmendAssessment, SignAssessment
from factdesk.assessments.views import TheAssessment
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.papers.making import KINDS, NothingToPrint, PaperOf
from factdesk.papers.making import make as make_paper
from factdesk.papers.tables import PrintedPaper
from factdesk.store.action import Actor
from factdesk.store.conflict import Refused
from tests.support.builders import Make
from tests.support.papers import pages
from tests.support.small_scale import Team, open_small


@pytest.fixture
def team(desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]) -> Team:
    """An assessment with two raters, one from outside; nothing is scored."""
    return open_small(make, second_desk)


def printed(desk: Desk, row_id: str | None = None, language: str = "en") -> list[str]:
    """The text of each page."""
    return pages(make_paper(desk, PaperOf("assessment", row_id=row_id, language=language)).content)


def test_it_tells_what_was_settled_by_whom_and_what_was_not_agreed(team: Team) -> None:
    team.both_done((5, 4, 3, 2, 1), (5, 4, 4, 2, 1))
    team.leader.do(SettleEqual(team.id))
    team.settle("3", 4, why="Seen in the charts", dissent="Tove holds on to 3")
    team.leader.do(WriteItem(team.id, "1", team.facts().settled["1"].version, comment="Good",
                             recommendation="Go on", is_main=True))  # fmt: skip
    texts = printed(team.leader, team.id)
    shown = " ".join(texts)
    for part in ("Tove Kvam", "Jon Dahl, NAPHA, from outside", "Tove Kvam 3 · Jon Dahl 4",
                 "Seen in the charts", "Tove holds on to 3", "Go on", "3.20", "sum 16 of 25",
                 "4 (80.0 %)", "Between Tove Kvam and Jon Dahl"):  # fmt: skip
        assert part in shown
    assert "Go on" in texts[1]
    assert all("Draft, not signed" in text for text in texts)


def test_figures_of_a_signed_one_are_those_of_the_signature(
    team: Team, make: Make, desk: Desk
) -> None:
    team.signed(5, 4, 3, 2, 1)
    before = printed(desk, team.id)
    for number in range(60):
        make.person(f"Ny{number}", "Person", enrolled_on=date(2026, 1, 1))
    assert printed(desk, team.id) == before
    facts = desk.see(TheAssessment(team.id))
    assert facts.figures["1"].numerator is not None
    assert all(f"content {(facts.content_hash or '')[:16]}" in text for text in before)
    assert not any("Draft" in text for text in before)


def test_nobody_whom_the_team_follows_is_named(team: Team, make: Make, desk: Desk) -> None:
    for number in range(12):
        make.person(f"Sjelden{number}", "Navnesen")
    team.signed(5, 4, 3, 2, 1)
    content = make_paper(desk, PaperOf("assessment", row_id=team.id)).content
    assert "Navnesen" not in " ".join(pages(content))
    assert b"Navnesen" not in content


def test_an_altered_signature_is_told_on_every_page(team: Team, desk: Desk) -> None:
    team.signed(5, 4, 3, 2, 1)
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE assessments SET content_hash = ? WHERE id = ?", ("0" * 64, team.id)
        )
    assert all("has been altered" in text for text in printed(desk, team.id))


def test_a_correction_says_of_what_and_why_and_the_first_that_it_was_replaced(
    team: Team, desk: Desk
) -> None:
    team.signed(5, 4, 3, 2, 1)
    second = desk.do(AmendAssessment(team.id, "Item 2 was misread"))
    assert not any("replaced" in text for text in printed(desk, team.id))
    desk.do(SignAssessment(second, desk.see(TheAssessment(second)).version))
    texts = printed(desk, second)
    assert all("correction of the report signed 23 November 2026" in text for text in texts)
    assert "Why: Item 2 was misread" in texts[0]
    assert all("later correction has replaced" in text for text in printed(desk, team.id))


def test_the_measurement_before_and_its_plan_stand_in_the_next_report(
    team: Team, make: Make, clock: FixedClock, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    team.signed(3, 3, 3, 3, 3)
    owner = make.staff("Eva Lind")
    due = clock.today() + timedelta(days=30)
    team.leader.do(PlanImprovement(team.id, "1", "Two more posts", owner, due))
    next_year = open_small(
        make, second_desk, form=team.form, title="Next", period_from=date(2026, 11, 1),
        period_to=date(2026, 11, 22), people=(team.tove.actor.id, team.jon.actor.id),
    )  # fmt: skip
    next_year.signed(4, 4, 4, 4, 4)
    shown = " ".join(printed(team.leader, next_year.id))
    for part in ("3.00 (change +1.00)", "Two more posts", "from 3.00 (31.10.2026) to 4.00"):
        assert part in shown
    first = " ".join(printed(team.leader, team.id))
    assert "Development" not in first  # what came later has no place in it
    assert "Two more posts" in first


def test_without_an_id_it_is_of_the_newest_signed_else_of_the_newest(
    team: Team, make: Make, desk: Desk, clock: FixedClock, second_desk: Callable[..., Desk]
) -> None:
    people = (team.tove.actor.id, team.jon.actor.id)
    clock.move(timedelta(minutes=1))
    other = open_small(make, second_desk, form=team.form, title="The other", people=people)
    assert "The other" in printed(desk)[0]
    team.signed(5, 4, 3, 2, 1)
    assert "Måling 2026" in printed(desk)[0]
    desk.do(WithdrawAssessment(other.id, other.facts().version, "opened twice"))
    assert all("Withdrawn" in text for text in printed(desk, other.id))


def test_there_is_nothing_to_print_without_an_assessment(desk: Desk) -> None:
    for row_id in (None, "f" * 32):
        with pytest.raises(NothingToPrint, match="no such assessment"):
            desk.see(PaperOf("assessment", row_id=row_id))


def test_one_from_outside_prints_the_report_and_no_other_paper(
    team: Team, make: Make, desk: Desk
) -> None:
    team.signed(5, 4, 3, 2, 1)
    person = make.person("Even", "Ali")
    assert "Summary" in printed(team.jon, team.id)[1]
    with desk.store.reading(desk.actor) as reader:
        noted = reader.session.execute(select(PrintedPaper.kind, PrintedPaper.actor_id)).all()
    assert [tuple(row) for row in noted] == [("assessment", team.jon.actor.id)]
    for kind in set(KINDS) - {"assessment"}:
        with pytest.raises(Refused):
            team.jon.see(PaperOf(kind, person_id=person))


def test_a_rater_who_is_not_done_is_not_shown_the_others_scores(team: Team) -> None:
    team.rate_all(team.tove, 5, 4, 3, 2, 1)
    team.finish(team.tove)
    shown = " ".join(printed(team.jon, team.id))
    assert "0 of 5 items are scored" in shown
    assert "Tove Kvam 5" not in shown


def test_in_a_blind_assessment_no_figure_is_printed_before_the_rater_has_scored(
    make: Make, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    team = open_small(make, second_desk, blind_first=True)
    assert "persons per full post" not in " ".join(printed(team.jon, team.id))
    team.rate(team.jon, "1", 4)
    assert "coverage" in " ".join(printed(team.jon, team.id))


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Sammendrag"), ("nn", "Samandrag"), ("en", "Summary")]
)
def test_it_speaks_the_language_asked_for_else_the_teams(
    team: Team, desk: Desk, language: str, words: str
) -> None:
    team.signed(5, 4, 3, 2, 1)
    assert words in printed(desk, team.id, language)[1]
    paper = desk.see(PaperOf("assessment", row_id=team.id))
    assert paper.language == "nb"
    assert paper.file_name == "rapport-om-modelltrofasthet-2026-10-31.pdf"
    assert paper.day == date(2026, 10, 31)
