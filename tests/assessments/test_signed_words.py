"""What is signed is told in the reader's language, whoever signed it in whichever."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from factdesk.assessments.signing import hash_of, opened
from factdesk.assessments.tables import Assessment
from factdesk.assessments.views import TheAssessment
from factdesk.desk import Desk
from factdesk.papers.making import PaperOf
from factdesk.words import LANGUAGES, in_language, set_language
from tests.support.builders import Make
from tests.support.measurements import signed
from tests.support.papers import pages
from tests.support.small_scale import Team

#: The words of a figure, as they are kept by language.
WORDS = ("method", "why", "missing", "too_little", "beside")


@pytest.fixture
def dacts(desk: Desk, make: Make, bokmal: None) -> str:
    """A signed DACTS of a team that has begun to register; signed by somebody who reads bokmål."""
    leader = make.staff("Tove Kvam", fte_percent=80)
    for number in range(12):
        person = make.person(f"Person{number}")
        for place in ("home", "office"):
            make.contact(person, leader, start=make.desk.clock.now(), place=place, minutes=None)
    return signed(desk, to=desk.clock.today())


def content_of(desk: Desk, assessment_id: str) -> dict[str, Any]:
    """What was signed, as it is stored."""
    with desk.store.reading(desk.actor) as reader:
        content = reader.session.get_one(Assessment, assessment_id).content
    assert content is not None
    found: dict[str, Any] = json.loads(content)
    return found


def told(words: dict[str, Any]) -> set[str]:
    """Each thing said of a figure, as one can look for it in a paper: without spaces."""
    said = [*(words[name] for name in WORDS if name != "beside"), *words["beside"]]
    return {bare(each) for each in said if each}


def bare(text: str) -> str:
    """A text without spaces and line breaks, which a paper sets as it likes."""
    return re.sub(r"\s", "", text)


def test_every_figure_is_kept_in_every_language(desk: Desk, dacts: str) -> None:
    figures = content_of(desk, dacts)["figures"]
    assert len(figures) == 22
    for code, kept in figures.items():
        assert set(kept["words"]) == set(LANGUAGES), code
        assert all(set(each) == set(WORDS) for each in kept["words"].values())
        assert len({kept["words"][each]["method"] for each in LANGUAGES}) == 3, code
        assert len({kept["words"][each]["why"] for each in LANGUAGES}) == 3, code
    assert figures["S1"]["words"]["nn"]["method"].startswith("For kvar journal:")
    assert figures["S4"]["words"]["en"]["missing"] == "20 contacts have no minutes."
    assert figures["S4"]["words"]["nb"]["missing"] == "20 kontakter mangler minutter."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_it_speaks_one_language(desk: Desk, dacts: str, language: str) -> None:
    figures = content_of(desk, dacts)["figures"]
    own = {text for kept in figures.values() for text in told(kept["words"][language])}
    others = {
        text
        for kept in figures.values()
        for other in LANGUAGES
        if other != language
        for text in told(kept["words"][other])
    }
    paper = desk.see(PaperOf("assessment", row_id=dacts, language=language))
    # What stands at the foot of a page comes between the lines of a text that goes on.
    shown = [bare(page) for page in pages(paper.content)]
    found = {text for text in own if any(text in page for page in shown)}
    assert len(found) >= len(own) - len(shown)
    assert not [text for text in others - own if any(text in page for page in shown)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_is_told_in_its_own_language(desk: Desk, dacts: str, language: str) -> None:
    set_language(language)
    kept = content_of(desk, dacts)["figures"]
    facts = desk.see(TheAssessment(dacts))
    assert facts.hash_holds
    for code, each in facts.figures.items():
        words = kept[code]["words"][language]
        assert {name: getattr(each, name) for name in WORDS} == {
            **words,
            "beside": tuple(words["beside"]),
        }


def test_the_language_of_who_signs_is_of_no_weight(desk: Desk, make: Make, bokmal: None) -> None:
    first = content_of(desk, signed(desk, to=desk.clock.today()))
    with in_language("en"):
        second = content_of(desk, signed(desk, "DACTS 2", to=desk.clock.today()))
    assert first["figures"] == second["figures"]


def test_the_hash_is_of_the_words_of_every_language(desk: Desk, dacts: str) -> None:
    content = content_of(desk, dacts)
    for language in LANGUAGES:
        other = json.loads(json.dumps(content))
        other["figures"]["S1"]["words"][language]["why"] += " "
        assert hash_of(json.dumps(other)) != hash_of(json.dumps(content))


def test_what_was_signed_in_one_language_is_still_read(team: Team) -> None:
    team.signed(5, 4, 3, 2, 1)
    content = content_of(team.leader, team.id)
    content["format"] = 1
    for kept in content["figures"].values():
        del kept["rows"]
        words = kept.pop("words")["nb"]
        kept |= {name: words[name] for name in WORDS if name != "beside"}
    figures = {}
    for language in LANGUAGES:
        with in_language(language):
            found = opened(json.dumps(content))
        assert found is not None
        figures[language] = found.figures["1"]
    assert figures["nb"] == figures["nn"] == figures["en"]
    assert figures["nb"].method.startswith("Personer")
    assert figures["nb"].beside == ()


def test_a_language_that_was_not_signed_is_told_in_another(team: Team) -> None:
    team.signed(5, 4, 3, 2, 1)
    content = content_of(team.leader, team.id)
    for kept in content["figures"].values():
        del kept["words"]["nn"]
    with in_language("nn"):
        found = opened(json.dumps(content))
    assert found is not None
    assert found.figures["1"].method.startswith("Persons on the caseload")
