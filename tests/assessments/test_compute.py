"""All figures of a scale at once: what they suggest and why, for whom, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.assessments.figure_views import Figures
from factdesk.assessments.indicators.compute import FIGURES, suggested, year_before
from factdesk.assessments.indicators.figure import Coverage, Figure
from factdesk.assessments.indicators.labels import labelled
from factdesk.assessments.indicators.units import amount, plain, unit_word, written
from factdesk.assessments.scales import NoSuchScale, load_shipped, shipped
from factdesk.desk import Desk
from factdesk.store.action import Actor
from factdesk.store.conflict import Refused
from factdesk.team.roles import Role, rights_of
from factdesk.words import in_language
from fidelity.model import Anchor, Better, Item, Text

LAST = date(2026, 11, 22)


def text(words: str) -> Text:
    return Text({"en": words, "nb": words})


#: Higher is better, with edges that are reached.
HIGHER = Item(
    "X1", text("X1"), "all", unit="percent",
    anchors=(
        Anchor(1, text("< 40 %"), below=Fraction(40)),
        Anchor(2, text("40–59 %"), at_least=Fraction(40), at_most=Fraction(59)),
        Anchor(4, text("60–79 %"), at_least=Fraction(60), at_most=Fraction(79)),
        Anchor(5, text("≥ 80 %"), at_least=Fraction(80)),
    ),
)  # fmt: skip
#: Lower is better, with edges that are not to be passed.
LOWER = Item(
    "X2", text("X2"), "all", unit="percent", better=Better.LOWER,
    anchors=(
        Anchor(1, text("> 50"), above=Fraction(50)),
        Anchor(3, text("20–50"), at_least=Fraction(20), at_most=Fraction(50)),
        Anchor(5, text("< 20"), below=Fraction(20)),
    ),
)  # fmt: skip
#: Higher is better; one edge has to be passed, and one score has no number.
OPEN = Item(
    "X3", text("X3"), "all", unit="fte",
    anchors=(
        Anchor(1, text("none"), at_most=Fraction(0)),
        Anchor(2, text("in a role")),
        Anchor(3, text("part"), above=Fraction(0), below=Fraction(1)),
        Anchor(4, text("full"), at_least=Fraction(1)),
    ),
)  # fmt: skip


def figure(value: Fraction | None, code: str = "nurse", unit: str = "percent", **more) -> Figure:
    return Figure(
        code, value, value, None, unit, LAST, LAST, Coverage(1, 1), "how it is made", **more
    )


@pytest.mark.parametrize(
    ("item", "value", "score", "why"),
    [
        (HIGHER, "61.5", 4, "«60–79 %», because the figure reaches 60, not 80."),
        (HIGHER, "79.99", 4, "«60–79 %», because the figure reaches 60, not 80."),
        (HIGHER, "80", 5, "«≥ 80 %», because the figure reaches 80."),
        (HIGHER, "39.9", 1, "«< 40 %», because the figure does not reach 40."),
        (LOWER, "50.1", 1, "«> 50», because the figure is not at most 50."),
        (LOWER, "20", 3, "«20–50», because the figure is at most 50, not below 20."),
        (LOWER, "19.9", 5, "«< 20», because the figure is below 20."),
        (OPEN, "0", 1, "«none», because the figure is not above 0."),
        (OPEN, "0.5", 3, "«part», because the figure is above 0, not at least 1."),
        (OPEN, "1", 4, "«full», because the figure is at least 1."),
    ],
)
def test_a_suggestion_names_its_anchor_and_why(item, value, score, why):
    made = suggested(item, figure(Fraction(value), unit=item.unit))
    assert made.suggestion.score == score
    assert made.why == f"Suggestion {score} {why}"


@pytest.mark.usefixtures("bokmal")
def test_a_median_is_called_one_in_bokmal():
    made = suggested(HIGHER, figure(Fraction(61), "in_vivo"))
    assert made.why == "Forslag 4 «60–79 %», fordi medianen når 60, ikke 80."


def test_what_a_figure_cannot_see_caps_it():
    made = suggested(HIGHER, figure(Fraction(90), most=4, most_why="Nobody looked."))
    assert (made.suggestion.score, made.suggestion.capped) == (4, True)
    assert made.why == (
        "Suggestion 4. The figure alone would give 5 «≥ 80 %», because the figure reaches 80;"
        " but no more than 4 is suggested: Nobody looked."
    )


def test_what_caps_a_poorer_figure_is_not_told():
    made = suggested(HIGHER, figure(Fraction(61), most=4, most_why="Nobody looked."))
    assert made.why == "Suggestion 4 «60–79 %», because the figure reaches 60, not 80."


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        ("nb", "Forslag 4. Tallet alene ville gitt 5 «≥ 80 %», fordi tallet når 80, men"),
        ("nn", "Forslag 4. Talet åleine ville gitt 5 «≥ 80 %», fordi talet når 80, men"),
    ],
)
def test_a_capped_suggestion_says_so_in_norwegian(language, beginning):
    with in_language(language):
        made = suggested(HIGHER, figure(Fraction(90), most=4, most_why="Nobody looked."))
    assert made.why.startswith(beginning)


@pytest.mark.parametrize(
    ("item", "made", "why"),
    [
        (HIGHER, figure(Fraction(90), too_little="Too few."), "Too few."),
        (HIGHER, figure(None), "cannot be computed"),
        (replace(HIGHER, anchors=()), figure(Fraction(90)), "no numbers"),
        (HIGHER, figure(Fraction(1), unit="fte"), "another unit"),
    ],
)
def test_too_little_suggests_nothing_and_says_why(item, made, why):
    found = suggested(item, made)
    assert found.suggestion is None
    assert why in found.why


def test_every_figure_a_shipped_scale_names_is_known_and_has_its_unit(desk: Desk):
    for scale_id in shipped():
        scale, _content = load_shipped(scale_id)
        named = {item.code: item for item in scale.items if item.figure is not None}
        assert {item.figure for item in named.values()} <= set(FIGURES)
        found = desk.see(Figures(scale_id, LAST))
        assert list(found) == list(named)
        for code, each in found.items():
            assert each.figure.unit == named[code].unit
            assert each.figure.code == named[code].figure
            assert unit_word(each.figure.unit) != each.figure.unit


def test_an_empty_team_at_any_day_crashes_nothing_and_suggests_little(any_desk: Desk):
    for last in (date(1990, 2, 28), date(2024, 2, 29), LAST, date(2090, 1, 1)):
        for first in (None, last):
            found = any_desk.see(Figures("dacts", last, first))
            assert all(each.figure.method and each.why for each in found.values())


def test_progress_is_told_and_may_cancel(desk: Desk):
    told: list[tuple[int, int]] = []
    desk.see(Figures("dacts", LAST, progress=lambda done, total: told.append((done, total))))
    assert told[-1] == (len(told), len(told))

    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.see(Figures("dacts", LAST, progress=cancel))


def test_a_scale_that_is_not_there_is_said(desk: Desk):
    with pytest.raises(NoSuchScale):
        desk.see(Figures("gossip", LAST))


def outside(desk: Desk, role: Role) -> Actor:
    rights = rights_of(role, is_administrator=False, has_health_basis=False)
    return Actor(desk.actor.id, "Ute", "test", rights)


def test_an_assessor_from_outside_sees_rows_that_lead_to_nobody(desk, make, second_desk):
    make.person("Åse")
    assert desk.see(Figures("dacts", LAST))["H1"].figure.rows[-1].person_id
    theirs = second_desk(desk, outside(desk, Role.ASSESSOR)).see(Figures("dacts", LAST))
    for each in theirs.values():
        for row in each.figure.rows:
            assert row.person_id is None
            assert row.entity != "persons" or row.row_id == ""
            assert "Åse" not in row.label


def test_a_reader_sees_no_figures(desk, second_desk):
    with pytest.raises(Refused):
        second_desk(desk, outside(desk, Role.READER)).see(Figures("dacts", LAST))


def test_charts_are_drawn_by_the_seed(desk, make):
    for number in range(20):
        make.person(f"Person{number}")

    def drawn(seed: int) -> list[str]:
        found = desk.see(Figures("dacts", LAST, seed=seed, charts=5))
        return [row.row_id for row in found["H2"].figure.rows]

    assert len(drawn(1)) == 5
    assert drawn(1) == drawn(1)
    assert sorted(drawn(1)) != sorted(drawn(2))


def test_removing_a_contact_moves_exactly_the_items_it_should(desk, make):
    """A contact of the leader face to face at home: H2, H4 and the charts; no post, no stay."""
    persons = [make.person(f"Person{number}") for number in range(6)]
    tove = make.staff("Tove Kvam")
    for person in persons:
        make.contact(person, tove)
    before = desk.see(Figures("dacts", LAST))
    make.contact(persons[0], make.staff("Odd Nes", fte_percent=0), place="office")
    after = desk.see(Figures("dacts", LAST))
    moved = {
        code
        for code in before
        if (before[code].figure.numerator, before[code].figure.denominator)
        != (after[code].figure.numerator, after[code].figure.denominator)
    }
    rows = {
        code
        for code in before
        if len(before[code].figure.rows) == len(after[code].figure.rows)
        and before[code].figure.rows != after[code].figure.rows
    }
    assert "H2" in moved
    assert rows <= {"H2", "S1", "S4", "S5"}
    assert moved <= {"H2", "S1", "S4", "S5"}


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2026, 11, 22), date(2025, 11, 23)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_the_year_that_ends_on_a_day(last, first):
    assert year_before(last) == first


@given(st.integers(0, 3000), st.integers(0, 5), st.integers(1, 5))
def test_labels_are_different_and_stay_when_others_come(count, seed, more):
    ids = [f"{number:032x}" for number in range(count)]
    labels = labelled(ids, seed)
    assert len(set(labels.values())) == count
    if count + more <= 1138:
        later = labelled([*ids, *(f"{number:032x}" for number in range(5000, 5000 + more))], seed)
        assert {one: later[one] for one in ids} == labels


def test_labels_of_another_seed_are_others():
    ids = [f"{number:032x}" for number in range(50)]
    assert labelled(ids, 1) != labelled(ids, 2)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Fraction(123, 2), "percent", "61.5 %"),
        (Fraction(60), "percent", "60 %"),
        (Fraction(1, 3), "fte", "0.33 full posts"),
        (Fraction(1), "fte", "1 full post"),
        (Fraction(0), "fte", "0 full posts"),
        (Fraction(1), "per_fte", "1 person per full post"),
        (Fraction(1), "per_100", "1 full post per 100 persons"),
        (Fraction(1), "minutes_per_week", "1 minute a week"),
        (Fraction(30), "minutes_per_week", "30 minutes a week"),
        (Fraction(7), "count", "7"),
        (None, "percent", "–"),
    ],
)
def test_a_figure_is_written_with_its_unit(value, unit, shown):
    assert amount(value, unit) == written(figure(value, unit=unit)) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("60", "60"), ("0.10", "0.1"), ("6/13", "6/13"), ("2.5", "2.5")]
)
def test_an_edge_is_written_as_exactly_as_it_is(value, shown):
    assert plain(Fraction(value)) == shown
