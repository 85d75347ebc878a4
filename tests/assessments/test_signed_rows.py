"""The rows behind the figures are signed with them: as they stood, and naming nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from factdesk.assessments.facts import SignedFigure
from factdesk.assessments.figure_views import Figures, without_persons
from factdesk.assessments.indicators.figure import FigureRow
from factdesk.assessments.signed_figures import figure_of
from factdesk.assessments.signing import hash_of, opened
from factdesk.assessments.tables import Assessment
from factdesk.assessments.views import TheAssessment
from factdesk.contacts.tables import Contact
from factdesk.desk import Desk
from factdesk.store.action import Actor
from factdesk.team.roles import Role, rights_of
from factdesk.words import LANGUAGES, in_language, set_language
from tests.support.builders import Make
from tests.support.measurements import signed
from tests.support.small_scale import Team

IDS = re.compile(r"[0-9a-f]{32}")


@pytest.fixture
def dacts(any_desk: Desk, make: Make) -> str:
    """A signed DACTS of twelve persons, three of whom have nothing registered.

    So each sample of ten has some of both.
    """
    leader = make.staff("Tove Kvam", fte_percent=80)
    for number in range(12):
        person = make.person(f"Person{number}")
        if number > 2:
            make.contact(person, leader, start=make.desk.clock.now(), minutes=None)
    return signed(any_desk, to=any_desk.clock.today())


def content_of(desk: Desk, assessment_id: str) -> str:
    """What was signed, as it is stored."""
    with desk.store.reading(desk.actor) as reader:
        content = reader.session.get_one(Assessment, assessment_id).content
    assert content is not None
    return content


def shown(row: FigureRow) -> FigureRow:
    """A row as it is signed: what it says, and nothing that it leads to."""
    return row._replace(entity="", row_id="", person_id=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_kept_in_the_words_of_every_language(
    any_desk: Desk, dacts: str, language: str
) -> None:
    set_language(language)
    facts = any_desk.see(TheAssessment(dacts))
    computed = any_desk.see(Figures.of_assessment(facts))
    assert facts.hash_holds
    assert set(facts.figures) == set(computed)
    for code, each in computed.items():
        assert facts.figures[code].rows == tuple(map(shown, each.figure.rows)), code
    notes = {row.note for row in facts.figures["S5"].rows or ()}
    assert len(notes) == 2
    assert len(facts.figures["H1"].rows or ()) > 12


def test_what_is_signed_stays_when_the_store_goes_on(
    any_desk: Desk, make: Make, dacts: str
) -> None:
    before = any_desk.see(TheAssessment(dacts))
    person = make.person("Ny")
    make.contact(person, start=make.desk.clock.now())
    after = any_desk.see(TheAssessment(dacts))
    computed = any_desk.see(Figures.of_assessment(after))
    assert after.figures == before.figures
    assert len(computed["H1"].figure.rows) == len(after.figures["H1"].rows or ()) + 1


def test_the_rows_lead_to_nobody(any_desk: Desk, dacts: str) -> None:
    """Labels stand for persons; no id of a person, a contact or a member is in a figure."""
    figures = json.loads(content_of(any_desk, dacts))["figures"]
    assert not IDS.findall(json.dumps(figures))
    assert "Person" not in {word for each in figures.values() for row in each["rows"]
                            for word in str(row[0]).split()}  # fmt: skip
    with any_desk.store.reading(any_desk.actor) as reader:
        assert reader.session.query(Contact).count()


def test_the_labels_are_those_of_the_assessments_charts(any_desk: Desk, dacts: str) -> None:
    facts = any_desk.see(TheAssessment(dacts))
    rows = facts.figures["S5"].rows
    assert rows is not None
    assert [row.label for row in rows] == [label for _person, label in facts.sample]


def test_an_assessor_from_outside_sees_the_same(
    any_desk: Desk, dacts: str, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    rights = rights_of(Role.ASSESSOR, is_administrator=False, has_health_basis=False)
    theirs = second_desk(any_desk, Actor(any_desk.actor.id, "Ute", "test", rights))
    ours = any_desk.see(TheAssessment(dacts)).figures
    assert theirs.see(TheAssessment(dacts)).figures == ours
    for each in ours.values():
        assert without_persons(figure_of(each)) == figure_of(each)


def test_the_hash_is_of_the_rows_too(any_desk: Desk, dacts: str) -> None:
    content = content_of(any_desk, dacts)
    kept = json.loads(content)
    kept["figures"]["S5"]["rows"][0][5] = False
    assert hash_of(json.dumps(kept)) != hash_of(json.dumps(json.loads(content)))


def test_what_was_signed_before_rows_were_kept_is_still_read(team: Team) -> None:
    team.signed(5, 4, 3, 2, 1)
    kept = json.loads(content_of(team.leader, team.id))
    kept["format"] = 2
    for each in kept["figures"].values():
        del each["rows"]
    found = opened(json.dumps(kept))
    assert found is not None
    assert {each.rows for each in found.figures.values()} == {None}
    assert figure_of(found.figures["1"]).rows == ()


def test_a_list_of_assessments_reads_no_rows(team: Team) -> None:
    team.signed(5, 4, 3, 2, 1)
    content = content_of(team.leader, team.id)
    whole, bare = opened(content), opened(content, with_rows=False)
    assert whole is not None
    assert bare is not None
    assert whole.figures["1"].rows is not None
    assert bare.figures["1"].rows is None
    assert rowless(whole.figures["1"]) == bare.figures["1"]


def rowless(figure: SignedFigure) -> SignedFigure:
    """The same without its rows."""
    return SignedFigure(**{**vars(figure), "rows": None})


def test_a_row_in_a_language_that_was_not_signed_is_told_in_another(
    any_desk: Desk, dacts: str
) -> None:
    kept = json.loads(content_of(any_desk, dacts))
    for row in kept["figures"]["S5"]["rows"]:
        if isinstance(row[6], dict):
            del row[6]["nn"]
    with in_language("nn"):
        found = opened(json.dumps(kept))
    assert found is not None
    assert "no contact face to face" in {row.note for row in found.figures["S5"].rows or ()}
