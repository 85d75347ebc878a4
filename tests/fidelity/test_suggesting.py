"""Which score a figure suggests, at every edge of every numeric item."""

from fractions import Fraction

import pytest

from factdesk.assessments.scales import load_shipped, shipped
from fidelity.model import Anchor, Better, Item, Text
from fidelity.suggesting import suggest
from tests.support.scale_files import small

GRAIN = Fraction(1, 1_000_000)
SHARE = small().item("X1")
TURNOVER = Item(
    "H5",
    Text(),
    "A",
    anchors=(
        Anchor(1, Text(), above=Fraction(80)),
        Anchor(2, Text(), at_least=Fraction(60), at_most=Fraction(80)),
        Anchor(3, Text(), at_least=Fraction(40), at_most=Fraction(59)),
        Anchor(4, Text(), at_least=Fraction(20), at_most=Fraction(39)),
        Anchor(5, Text(), below=Fraction(20)),
    ),
    better=Better.LOWER,
)


@pytest.mark.parametrize(
    ("value", "score"),
    [
        *[("0", 1), ("9.99", 1), ("10", 2), ("36", 2), ("36.4", 2), ("36.999", 2), ("37", 3)],
        *[("63.5", 3), ("89.9", 4), ("90", 5), ("140", 5)],
    ],
)
def test_where_more_is_better_the_highest_lower_edge_that_is_reached(value, score):
    assert suggest(SHARE, Fraction(value)).score == score


@pytest.mark.parametrize(
    ("value", "score"),
    [
        *[("0", 5), ("19.9", 5), ("20", 4), ("39", 4), ("39.5", 3), ("59", 3), ("59.5", 2)],
        *[("80", 2), ("80.1", 1), ("200", 1)],
    ],
)
def test_where_less_is_better_the_best_upper_edge_that_is_not_passed(value, score):
    assert suggest(TURNOVER, Fraction(value)).score == score


def test_the_edges_reached_and_not_reached_are_told():
    found = suggest(SHARE, Fraction("36.4"))
    assert (found.reached, found.not_reached, found.capped) == (10, 37, False)
    assert found.anchor.text.in_language("en") == "10 to 36"
    assert suggest(SHARE, Fraction(95)).not_reached is None


def test_what_the_figure_cannot_see_caps_the_score():
    found = suggest(SHARE, Fraction(95), most=4)
    assert (found.score, found.capped) == (4, True)
    assert not suggest(SHARE, Fraction(40), most=4).capped


def test_without_numeric_anchors_nothing_is_suggested():
    assert suggest(small().item("X2"), Fraction(3)) is None


def test_anchors_in_words_are_passed_over():
    item = Item(
        "S10",
        Text(),
        "A",
        anchors=(
            Anchor(1, Text(), at_most=Fraction(0)),
            Anchor(2, Text({"en": "client-specific roles"})),
            Anchor(3, Text(), above=Fraction(0), below=Fraction(1)),
            Anchor(4, Text(), at_least=Fraction(1)),
            Anchor(5, Text({"en": "full status"})),
        ),
    )
    scores = [suggest(item, Fraction(value)).score for value in ("0", "0.01", "0.99", "1", "3")]
    assert scores == [1, 3, 3, 4, 4]


NUMERIC = [
    pytest.param(item, id=f"{scale_id}-{item.code}")
    for scale_id in shipped()
    for item in load_shipped(scale_id)[0].items
    if item.is_numeric
]


@pytest.mark.parametrize("item", NUMERIC)
def test_every_edge_of_every_shipped_numeric_item(item):
    """Just at an edge and just beside it, and never better with a poorer figure."""
    is_higher = item.better is Better.HIGHER
    edges = set()
    for anchor in item.anchors:
        closed, opened = (
            (anchor.at_least, anchor.above) if is_higher else (anchor.at_most, anchor.below)
        )
        toward_poorer = -GRAIN if is_higher else GRAIN
        if closed is not None:
            assert suggest(item, closed).score == anchor.score
            assert suggest(item, closed + toward_poorer).score < anchor.score or anchor.score == 1
        if opened is not None:
            assert suggest(item, opened - toward_poorer).score == anchor.score
            assert suggest(item, opened).score < anchor.score or anchor.score == 1
        edges |= {e for e in (anchor.at_least, anchor.above, anchor.at_most, anchor.below) if e}
    figures = sorted(edges | {e + d for e in edges for d in (-GRAIN, GRAIN)})
    scores = [suggest(item, figure).score for figure in figures]
    assert scores == sorted(scores, reverse=not is_higher)


@pytest.mark.parametrize("item", NUMERIC)
def test_a_figure_inside_an_anchor_earns_its_score(item):
    for anchor in item.anchors:
        low = anchor.at_least if anchor.at_least is not None else anchor.above
        high = anchor.at_most if anchor.at_most is not None else anchor.below
        if low is not None and high is not None:
            assert suggest(item, (low + high) / 2).score == anchor.score
