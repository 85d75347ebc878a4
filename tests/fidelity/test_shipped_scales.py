"""The scales that come with the program: whole, with the codes, bands and marks they must have."""

import re
from fractions import Fraction
from itertools import chain

import pytest

from factdesk.assessments.own_form.draft import is_placeholder
from factdesk.assessments.scales import load_shipped, shipped
from fidelity.model import Better, Item, Mark, Scale, TotalRule
from fidelity.scoring import band_of
from fidelity.suggesting import suggest

ALL = ("dacts", "fact-ung", "facts-2010", "facts-2017", "tmact")


def scale(scale_id: str) -> Scale:
    """A shipped scale."""
    return load_shipped(scale_id)[0]


def item(scale_id: str, code: str) -> Item:
    """An item of a shipped scale."""
    found = scale(scale_id).item(code)
    assert found is not None
    return found


def numbered(prefix: str, last: int) -> list[str]:
    """H1, H2 … up to a number."""
    return [f"{prefix}{number}" for number in range(1, last + 1)]


def test_five_scales_come_with_the_program() -> None:
    assert shipped() == ALL


@pytest.mark.parametrize(
    ("scale_id", "codes"),
    [
        ("dacts", [*numbered("H", 11), *numbered("O", 7), *numbered("S", 10)]),
        (
            "tmact",
            [
                *chain.from_iterable(
                    numbered(prefix, last)
                    for prefix, last in (
                        ("OS", 12),
                        ("CT", 7),
                        ("ST", 8),
                        ("CP", 8),
                        ("EP", 8),
                        ("PP", 4),
                    )
                )
            ],
        ),
        ("facts-2017", [*numbered("A", 16), *numbered("B", 8)]),
        ("facts-2010", numbered("", 60)),
        ("fact-ung", numbered("", 60)),
    ],
)
def test_each_has_the_codes_of_its_instrument(scale_id: str, codes: list[str]) -> None:
    assert [code for code, _items in scale(scale_id).slots()] == codes


@pytest.mark.parametrize("scale_id", ["facts-2010", "fact-ung"])
def test_item_three_is_scored_in_one_of_two_variants(scale_id: str) -> None:
    slots = dict(scale(scale_id).slots())
    assert [each.code for each in slots["3"]] == ["3a", "3b"]
    assert [code for code, items in slots.items() if len(items) > 1] == ["3"]


@pytest.mark.parametrize(
    ("scale_id", "rule", "decimals", "has_sum"),
    [
        ("dacts", TotalRule.MEAN_OF_ITEMS, 2, True),
        ("tmact", TotalRule.MEAN_OF_SUBSCALES, 1, False),
        ("facts-2017", TotalRule.SUM_OF_PART_MEANS, 1, False),
        ("facts-2010", TotalRule.MEAN_OF_ITEMS, 1, False),
        ("fact-ung", TotalRule.MEAN_OF_ITEMS, 1, False),
    ],
)
def test_each_has_the_rule_of_its_instrument(
    scale_id: str, rule: TotalRule, decimals: int, has_sum: bool
) -> None:
    found = scale(scale_id)
    assert (found.total_rule, found.decimals, found.has_sum) == (rule, decimals, has_sum)


@pytest.mark.parametrize(
    ("scale_id", "total", "band"),
    [
        ("dacts", "4.00", "high"),
        ("dacts", "3.995", "high"),
        ("dacts", "3.994", "moderate"),
        ("dacts", "3.00", "moderate"),
        ("dacts", "2.995", "moderate"),
        ("dacts", "2.994", "low"),
        ("dacts", "1", "low"),
        ("dacts", "5", "high"),
        ("tmact", "4.0", "high"),
        ("tmact", "3.9", "moderate"),
        ("tmact", "3.0", "moderate"),
        ("tmact", "2.9", "low"),
        ("facts-2017", "2", "none"),
        ("facts-2017", "6.6", "none"),
        ("facts-2017", "6.64", "none"),
        ("facts-2017", "6.65", "provisional"),
        ("facts-2017", "6.7", "provisional"),
        ("facts-2017", "7.4", "provisional"),
        ("facts-2017", "7.5", "certificate"),
        ("facts-2017", "8.7", "certificate"),
        ("facts-2017", "8.75", "optimal"),
        ("facts-2017", "8.8", "optimal"),
        ("facts-2017", "13", "optimal"),
        ("facts-2010", "4.1", "optimal"),
        ("facts-2010", "4.0", "certificate"),
        ("facts-2010", "3.4", "certificate"),
        ("facts-2010", "3.3", "provisional"),
        ("facts-2010", "3.1", "provisional"),
        ("facts-2010", "3.0", "none"),
        ("fact-ung", "4.1", "optimal"),
        ("fact-ung", "4.0", "adequate"),
        ("fact-ung", "3.4", "adequate"),
        ("fact-ung", "3.3", "below"),
    ],
)
def test_every_boundary_of_every_band(scale_id: str, total: str, band: str) -> None:
    assert band_of(scale(scale_id), Fraction(total)).code == band


@pytest.mark.parametrize(
    ("scale_id", "bands", "items"),
    [
        (
            "dacts",
            {"moderate", "low"},
            {"H7", "H8", "H9", "H10", "H11", *numbered("O", 7), *numbered("S", 10)},
        ),
        (
            "tmact",
            {"high", "moderate", "low"},
            {*numbered("CP", 8), *numbered("EP", 8), *numbered("PP", 4)},
        ),
        ("facts-2017", set(), set()),
        ("facts-2010", {"certificate", "provisional", "none"}, {"1", "2", "3a"}),
        ("fact-ung", {"adequate", "below"}, {"1", "2", "3a"}),
    ],
)
def test_what_is_unconfirmed_is_marked_and_told(
    scale_id: str, bands: set[str], items: set[str]
) -> None:
    found = scale(scale_id)
    assert {each.code for each in found.bands if not each.is_confirmed} == bands
    assert {each.code for each in found.items if not each.is_confirmed} == items
    assert any("nconfirmed" in note.in_language("en") for note in found.notes)


@pytest.mark.parametrize("scale_id", ALL)
def test_every_text_is_in_english_and_norwegian(scale_id: str) -> None:
    found = scale(scale_id)
    texts = [found.title, found.about, found.source, found.licence, *found.notes]
    texts += [each.title for each in (*found.parts, *found.subscales, *found.bands, *found.items)]
    texts += [each.measures for each in found.items if each.measures]
    texts += [anchor.text for each in found.items for anchor in each.anchors]
    texts += [each.text for each in found.entry_questions]
    assert {frozenset(each.by_language) for each in texts} == {frozenset({"en", "nb"})}
    assert all(
        value.strip() == value != "" for each in texts for value in each.by_language.values()
    )


def test_dacts_is_whole() -> None:
    dacts = scale("dacts")
    assert not dacts.needs_form
    assert all([each.score for each in item.anchors] == [1, 2, 3, 4, 5] for item in dacts.items)
    assert all(item.measures and item.look_back for item in dacts.items)
    assert [each.code for each in dacts.subscales] == ["H", "O", "S"]
    assert all(each.subscale == each.code[0] for each in dacts.items)


def test_dacts_is_named_as_norwegian_teams_name_it() -> None:
    dacts = scale("dacts")
    titles = {each.code: each.title.in_language("nb") for each in (*dacts.subscales, *dacts.items)}
    assert titles["H"] == "Menneskelige ressurser"
    assert titles["O"] == "Organisatoriske grenser"
    assert titles["S"] == "Tjenestenes art"
    assert titles["H1"] == "Liten caseload"
    assert titles["H10"] == "Jobbspesialist"
    assert titles["S1"] == "Arbeid der folk bor (in vivo)"


def test_the_anchors_of_dacts_say_the_numbers_that_they_hold() -> None:
    for each in scale("dacts").items:
        for anchor in each.anchors:
            edges = {anchor.at_least, anchor.above, anchor.at_most, anchor.below} - {None}
            english = numbers(anchor.text.in_language("en"))
            if edges:
                assert numbers(anchor.text.in_language("nb")) == english, (each.code, anchor.score)
                assert set(english) <= edges, (each.code, anchor.score)


def numbers(text: str) -> list[Fraction]:
    """The numbers in a text, with a point or with a comma; the 100 of «per 100» is a unit."""
    found = re.findall(r"\d+(?:[.,]\d+)?", text.replace("per 100", ""))
    return [Fraction(each.replace(",", ".")) for each in found]


def test_the_judged_items_of_dacts_have_no_figure() -> None:
    judged = {each.code for each in scale("dacts").items if each.figure is None}
    assert judged == {"O1", "O3", "O4", "S3", "S7", "S9"}


def test_dacts_says_that_sum_and_mean_have_other_cuts() -> None:
    told = " ".join(note.in_language("en") for note in scale("dacts").notes)
    assert "112" in told
    assert "84" in told
    assert "Editions" in told


@pytest.mark.parametrize("scale_id", ["tmact", "facts-2017", "facts-2010", "fact-ung"])
def test_wording_that_has_an_owner_is_not_shipped(scale_id: str) -> None:
    found = scale(scale_id)
    assert found.needs_form
    assert {each.code for each in found.items if each.anchors} <= {"1", "2", "3a"}


def test_untold_titles_say_where_they_stand() -> None:
    known = {each.code for each in scale("facts-2017").items if not is_placeholder(each)}
    assert known == {"B1", "B2", "B3", "B4", "B5"}
    known = {each.code for each in scale("facts-2010").items if not is_placeholder(each)}
    assert known == {"1", "2", "3a"}


def test_the_ranges_of_facts_2017_are_of_its_parts() -> None:
    ranges = {each.code: (each.lowest, each.highest) for each in scale("facts-2017").parts}
    assert ranges == {"A": (1, 5), "B": (1, 8)}


def test_facts_2010_has_seven_subscales_and_no_membership_yet() -> None:
    found = scale("facts-2010")
    assert len(found.subscales) == 7
    assert all(each.subscale is None for each in found.items)
    assert (len(found.entry_questions), found.entry_needed) == (9, 8)


def test_tmact_leaves_out_only_roles_whose_post_is_rated() -> None:
    rules = {each.post: (each.items, each.marks) for each in scale("tmact").left_out}
    assert rules == {
        "ST1": (("ST2", "ST3"), (Mark.NOT_RATED,)),
        "ST4": (("ST5", "ST6"), (Mark.NOT_RATED,)),
        "ST7": (("ST8",), (Mark.NOT_RATED,)),
    }


def test_tmact_has_the_means_of_the_norwegian_teams() -> None:
    found = scale("tmact")
    assert {each.code: each.total for each in found.references} == {
        "no12": Fraction("3.3"),
        "no30": Fraction("3.6"),
    }
    assert {each.code for each in found.subscales if each.references} == {"OS", "CT", "ST"}
    assert item("tmact", "ST4").references == {"no12": Fraction("2.4"), "no30": Fraction("1.9")}
    assert sum(bool(each.references) for each in found.items) == 26


@pytest.mark.parametrize(
    ("code", "value", "score"),
    [
        *[("H1", value, score) for value, score in (("50", 1), ("49", 2), ("35", 2), ("34", 3))],
        *[
            ("H1", value, score)
            for value, score in (("20.1", 3), ("20", 4), ("10.1", 4), ("10", 5))
        ],
        *[("H2", value, score) for value, score in (("9.9", 1), ("10", 2), ("36.4", 2), ("37", 3))],
        *[("H2", value, score) for value, score in (("63.9", 3), ("64", 4), ("90", 5))],
        *[("H3", value, score) for value, score in (("3/13", 1), ("6/13", 2), ("1", 3), ("2", 4))],
        *[("H3", value, score) for value, score in (("3.9", 4), ("4", 5))],
        *[("H4", value, score) for value, score in (("0", 1), ("0.1", 2), ("10", 3), ("25", 4))],
        ("H4", "50", 5),
        *[("H5", value, score) for value, score in (("80.1", 1), ("80", 2), ("59", 3), ("39", 4))],
        *[("H5", value, score) for value, score in (("20", 4), ("19.9", 5))],
        *[("H7", value, score) for value, score in (("0.09", 1), ("0.1", 2), ("0.4", 3), ("1", 5))],
        *[("H8", value, score) for value, score in (("0.19", 1), ("0.2", 2), ("1.4", 4), ("2", 5))],
        *[("H11", value, score) for value, score in (("2.4", 1), ("2.5", 2), ("9.99", 4))],
        *[("O2", value, score) for value, score in (("16", 1), ("15", 2), ("12", 3), ("6", 5))],
        *[("O5", value, score) for value, score in (("4", 1), ("5", 2), ("35", 3), ("95", 5))],
        *[("O7", value, score) for value, score in (("91", 1), ("90", 2), ("17", 4), ("4.9", 5))],
        *[("S4", value, score) for value, score in (("14", 1), ("15", 2), ("119.5", 4))],
        *[("S5", value, score) for value, score in (("0.9", 1), ("1", 2), ("3", 4), ("4", 5))],
        *[("S6", value, score) for value, score in (("0.4", 1), ("0.5", 2), ("1", 3), ("2", 4))],
        *[("S6", value, score) for value, score in (("3", 4), ("3.5", 4), ("3.99", 4), ("4", 5))],
        *[("S8", value, score) for value, score in (("4", 1), ("5", 2), ("20", 3), ("50", 5))],
        *[("S10", value, score) for value, score in (("0", 1), ("0.5", 3), ("1", 4), ("2", 4))],
    ],
)
def test_the_anchors_of_dacts_hold_at_their_edges(code: str, value: str, score: int) -> None:
    found = suggest(item("dacts", code), Fraction(value))
    assert found is not None
    assert found.score == score


@pytest.mark.parametrize(
    ("code", "value", "score"),
    [("1", "50", 1), ("1", "34", 3), ("1", "15", 5), ("2", "95", 5), ("3a", "0.5", 2)],
)
def test_the_known_anchors_of_the_fact_forms(code: str, value: str, score: int) -> None:
    for scale_id in ("facts-2010", "fact-ung"):
        found = suggest(item(scale_id, code), Fraction(value))
        assert found is not None
        assert found.score == score


def test_lower_is_better_where_the_figure_says_so() -> None:
    lower = {each.code for each in scale("dacts").items if each.better is Better.LOWER}
    assert lower == {"H1", "H5", "O2", "O7"}
