"""Papers for the person hold whatever was written in any field: very long, markup, odd signs."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from factdesk.papers.consents_paper import consents_pdf
from factdesk.papers.crisis_paper import crisis_pdf
from factdesk.papers.plan_meeting_paper import plan_meeting_pdf
from factdesk.papers.plan_paper import PlanContents, plan_pdf
from factdesk.papers.pocket_card import pocket_card_pdf
from factdesk.people.kinds import ConsentKind
from factdesk.plans.facts import VersionRow
from factdesk.team.views import TeamFacts, TheTeam
from tests.support.papers import PRINTED, pages
from tests.support.plan_papers import consent_of, crisis_of, goal, measure, meeting_of, plan_of

CHILD = date(2014, 3, 4)
LAYOUTS = ("ordinary", "easy")

#: What is chosen from a list or points at a row, and is not written by hand.
NOT_WRITTEN = frozenset(
    "id version person_id plan_id goal_id parent_id staff_id life_area coordinator_id level mark"
    " child_coordinator_id participant_id next_of_kin_id code list_name language label".split()
)


def with_text(value: Any, text: str) -> Any:
    """The facts with one text in every field that is a text, and in those within them."""
    if isinstance(value, tuple):
        return tuple(with_text(each, text) for each in value)
    if not is_dataclass(value) or isinstance(value, type | enum.Enum):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in NOT_WRITTEN or isinstance(old, enum.Enum):
            continue
        if isinstance(old, str) or (old is None and str(field.type).startswith("str")):
            changed[field.name] = text
        else:
            changed[field.name] = with_text(old, text)
    return replace(value, **changed)


@pytest.fixture
def team(desk) -> TeamFacts:
    return desk.see(TheTeam())


@pytest.fixture
def papers(team) -> Callable[[str], Iterator[tuple[str, bytes]]]:
    """Every paper for the person, with a text in each of its fields and in the team's lists."""

    def made(text: str) -> Iterator[tuple[str, bytes]]:
        own = with_text(team, text)
        child = goal(9, measures=(measure(7),))
        facts = with_text(plan_of(goal(children=(child,)), goal(1)), text)
        consents = with_text((consent_of(), consent_of(ConsentKind.PLAN)), text)
        meeting, crisis = with_text(meeting_of(), text), with_text(crisis_of(), text)
        contents = PlanContents(facts, consents, own, CHILD, VersionRow("v", 2, PRINTED, "MH", ""))
        now: dict[str, Any] = {"printed_at": PRINTED, "language": "nb"}
        for layout in LAYOUTS:
            yield f"plan {layout}", plan_pdf(contents, **now, layout=layout)
            made = consents_pdf(text, CHILD, consents, own, **now, layout=layout)
            yield f"consents {layout}", made
            yield f"plan meeting {layout}", plan_meeting_pdf(meeting, own, **now, layout=layout)
        yield "crisis plan", crisis_pdf(crisis, own, **now)
        yield "pocket card", pocket_card_pdf(crisis, own, **now)

    return made


@pytest.mark.parametrize(
    "text",
    [
        '<img src="file:///etc/passwd"/> etter',
        "<font size=99>stor</font> etter",
        "</para><b>halv & hel; etter",
        '<a href="https://x.example">lenke</a> etter',
    ],
)
def test_markup_prints_as_it_was_written_everywhere(papers, text: str) -> None:
    for name, content in papers(text):
        shown = " ".join(pages(content))
        assert text in shown, name
        assert b"/URI" not in content, name
        assert b"/Subtype /Image" not in content, name


def test_a_long_text_in_every_field_is_printed_whole(papers) -> None:
    text = " ".join(["Jeg vil ha ro og en egen dør å lukke."] * 80)
    for name, content in papers(text):
        texts = pages(content)
        assert min(len(page) for page in texts) > 100, name
        if name != "pocket card":  # which says where the rest stands
            assert " ".join(texts).count("lukke") > 5 * 80, name


def test_a_word_without_end_breaks_lines_and_pages(papers) -> None:
    for name, content in papers("Åse" * 300):
        assert len(pages(content)) >= 1, name


def test_what_has_no_sign_and_what_is_no_sign_does_not_stop_a_paper(papers) -> None:
    for name, content in papers("😀\u202e\0\x1b[31m\ud800 שלום\n\n\n etter"):
        assert "etter" in " ".join(pages(content)), name
