"""From ratings to means, total and band, by each rule of the instruments."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.assessments.scales import load_shipped, shipped
from fidelity.model import Mark
from fidelity.rating import RatingError, Wrong
from fidelity.scoring import Note, band_of, score, so_far, text
from tests.support.scale_files import small

NR, NA = Mark.NOT_RATED, Mark.NOT_APPLICABLE
FULL = {"X1": 4, "X2": 5, "Y1a": 3, "Y2": 2, "Y3": 4}


def refusal(scale, given):
    with pytest.raises(RatingError) as error:
        score(scale, given)
    return error.value


def test_the_total_is_the_mean_of_items_and_subscales_have_their_own():
    outcome = score(small(), FULL)
    assert outcome.is_complete
    assert outcome.total == Fraction(18, 5)
    assert outcome.sum == 18
    assert {group.code: group.mean for group in outcome.groups} == {"X": Fraction(9, 2), "Y": 3}
    assert outcome.band is not None
    assert outcome.band.code == "middle"
    assert text(small(), outcome.total) == "3.6"


def test_the_only_part_is_no_group_of_its_own():
    assert [group.kind for group in score(small(), FULL).groups] == ["subscale", "subscale"]


def test_without_an_answer_there_is_no_total_and_the_slot_is_named():
    outcome = score(small(), {"X1": 4, "X2": 5, "Y2": 2})
    assert not outcome.is_complete
    assert outcome.missing == ("Y1", "Y3")
    assert (outcome.total, outcome.sum, outcome.band) == (None, None, None)
    assert [group.mean for group in outcome.groups] == [Fraction(9, 2), None]


def test_nothing_answered_is_everything_missing():
    outcome = so_far(small(), {})
    assert outcome.missing == ("X1", "X2", "Y1", "Y2", "Y3")
    assert (outcome.total, outcome.sum, outcome.band) == (None, None, None)


def test_on_the_way_there_are_provisional_means():
    outcome = so_far(small(), {"X1": 4, "Y2": 1})
    assert not outcome.is_complete
    assert outcome.total == Fraction(5, 2)
    assert outcome.band is not None
    assert outcome.band.code == "low"
    assert [(group.answered, group.items) for group in outcome.groups] == [(1, 2), (1, 3)]
    assert (outcome.answered, outcome.slots) == (2, 5)


def test_the_total_is_the_mean_of_subscale_means_where_the_scale_says_so():
    outcome = score(small(('"mean_of_items"', '"mean_of_subscales"')), FULL)
    assert outcome.total == (Fraction(9, 2) + 3) / 2


def test_part_means_are_added_unrounded_and_the_sum_is_rounded_once():
    scale, _content = load_shipped("facts-2017")
    # 1.4375 + 5.625 = 7.0625; rounded before they are added, it would be 7.0.
    given = {f"A{number}": 1 if number <= 9 else 2 for number in range(1, 17)}
    given |= {f"B{number}": 5 if number <= 3 else 6 for number in range(1, 9)}
    outcome = score(scale, given)
    means = [group.mean for group in outcome.groups]
    assert means == [Fraction(23, 16), Fraction(45, 8)]
    assert text(scale, outcome.total) == "7.1"
    assert [text(scale, mean) for mean in means] == ["1.4", "5.6"]


@pytest.mark.parametrize(
    ("total", "band"), [("4.05", "high"), ("4.049", "middle"), ("2.95", "middle"), ("2.94", "low")]
)
def test_the_band_is_that_of_the_total_rounded_half_up(total, band):
    found = band_of(small(), Fraction(total))
    assert found is not None
    assert found.code == band


def test_a_scale_without_bands_gives_none():
    scale = small()
    bare = type(scale)(**{**vars(scale), "bands": ()})
    assert score(bare, FULL).band is None


def test_an_item_that_the_scale_has_not_is_named():
    error = refusal(small(), {**FULL, "Q9": 3})
    assert (error.code, error.item) == (Wrong.UNKNOWN_ITEM, "Q9")


@pytest.mark.parametrize("given", [0, 6, -1, True])
def test_a_score_out_of_range_is_refused(given):
    error = refusal(small(), {**FULL, "X1": given})
    assert (error.code, error.item) == (Wrong.OUT_OF_RANGE, "X1")
    assert "from 1 to 5" in str(error)


class TestVariants:
    """Exactly one variant of an item is scored."""

    def test_two_of_them_are_refused(self):
        error = refusal(small(), {**FULL, "Y1b": 4})
        assert error.code is Wrong.TWO_VARIANTS
        assert error.values["variants"] == ("Y1a", "Y1b")

    def test_the_other_may_be_said_not_to_apply(self):
        assert score(small(), {**FULL, "Y1b": NA}).total == score(small(), FULL).total

    def test_one_that_does_not_apply_answers_nothing(self):
        given = {code: each for code, each in FULL.items() if code != "Y1a"}
        assert score(small(), {**given, "Y1b": NA}).missing == ("Y1",)

    def test_none_of_them_applying_is_leaving_the_item_out(self):
        error = refusal(small(), {**FULL, "Y1a": NA, "Y1b": NA})
        assert (error.code, error.item) == (Wrong.NEVER_LEFT_OUT, "Y1")

    def test_the_item_may_be_scored_without_saying_which(self):
        given = {("Y1" if code == "Y1a" else code): each for code, each in FULL.items()}
        assert score(small(), given).total == score(small(), FULL).total

    def test_the_item_and_a_variant_are_two(self):
        assert refusal(small(), {**FULL, "Y1": 3}).code is Wrong.TWO_VARIANTS


class TestLeftOut:
    """What may be left out: together, with the right mark, where the post is scored."""

    def test_the_subscale_divides_by_what_is_rated(self):
        outcome = score(small(), {"X1": 4, "X2": 5, "Y1a": 3, "Y2": NR, "Y3": NR})
        assert outcome.is_complete
        assert outcome.left_out == ("Y2", "Y3")
        assert outcome.notes == (Note.LEFT_OUT,)
        subscale = outcome.group("Y")
        assert subscale is not None
        assert (subscale.mean, subscale.answered, subscale.items) == (3, 1, 1)
        assert outcome.total == 4
        assert outcome.sum == 12

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"X1": NR}, Wrong.NEVER_LEFT_OUT),
            ({"X2": NA}, Wrong.NEVER_LEFT_OUT),
            ({"Y2": NR}, Wrong.NOT_TOGETHER),
            ({"Y2": NR, "Y3": NA}, Wrong.NOT_TOGETHER),
            ({"Y2": NA, "Y3": NA}, Wrong.OTHER_MARK),
        ],
    )
    def test_otherwise_it_is_refused(self, given, code):
        assert refusal(small(), {**FULL, **given}).code is code

    def test_the_post_must_be_scored(self):
        given = {"X1": 4, "Y1a": 3, "Y2": NR, "Y3": NR}
        error = refusal(small(), given)
        assert (error.code, error.item) == (Wrong.POST_NOT_SCORED, "Y2")
        assert error.values["post"] == "X2"

    def test_on_the_way_the_post_and_the_company_may_still_come(self):
        assert so_far(small(), {"Y2": NR}).left_out == ("Y2",)

    def test_on_the_way_a_company_that_is_scored_refuses_it(self):
        with pytest.raises(RatingError):
            so_far(small(), {"X2": 3, "Y2": NR, "Y3": 4})

    def test_in_tmact_the_roles_of_a_vacant_post_are_left_out(self):
        scale, _content = load_shipped("tmact")
        given = {slot: 3 for slot, _items in scale.slots()} | {"ST1": 1, "ST2": NR, "ST3": NR}
        outcome = score(scale, given)
        subscale = outcome.group("ST")
        assert subscale is not None
        assert subscale.mean == Fraction(16, 6)
        assert outcome.total == (15 + Fraction(16, 6)) / 6


def test_without_membership_there_are_no_groups_and_a_note_says_so():
    scale, _content = load_shipped("facts-2010")
    outcome = score(scale, {slot: 4 for slot, _items in scale.slots()})
    assert outcome.groups == ()
    assert Note.SUBSCALES_UNKNOWN in outcome.notes
    assert text(scale, outcome.total) == "4.0"


@pytest.mark.parametrize("scale_id", shipped())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_of_every_shipped_scale(scale_id, data):
    """Order does not matter, bounds hold, a higher item never lowers the total, bands cover."""
    scale, _content = load_shipped(scale_id)
    slots = {slot: scale.part(items[0].part) for slot, items in scale.slots()}
    given = {
        slot: data.draw(st.integers(part.lowest, part.highest)) for slot, part in slots.items()
    }
    codes = {slot: data.draw(st.sampled_from(items)).code for slot, items in scale.slots()}
    outcome = score(scale, given)
    order = data.draw(st.permutations(list(given)))
    assert score(scale, {codes[slot]: given[slot] for slot in order}) == outcome
    low = score(scale, {slot: part.lowest for slot, part in slots.items()}).total
    high = score(scale, {slot: part.highest for slot, part in slots.items()}).total
    assert outcome.total is not None
    assert low <= outcome.total <= high
    assert outcome.band is not None
    for group in outcome.groups:
        own = [
            given[s]
            for s, items in scale.slots()
            if group.code in (items[0].part, items[0].subscale)
        ]
        assert min(own) <= group.mean <= max(own)
    raised = data.draw(st.sampled_from(list(given)))
    better = {**given, raised: min(given[raised] + 1, slots[raised].highest)}
    assert score(scale, better).total >= outcome.total
