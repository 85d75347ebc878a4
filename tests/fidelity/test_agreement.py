"""Agreement of raters, against published and hand-worked numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.agreement import agreement, intraclass
from fidelity.rounding import written

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=30)


def test_the_intraclass_correlation_is_the_one_that_shrout_and_fleiss_published():
    judges = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
    assert written(intraclass(judges), 2) == "0.29"


def test_kappa_as_worked_by_hand():
    # Seen: the differences sum to 2 over 6 items, 1/3. Expected: rater one gives 1, 2 and 3 twice
    # each, rater two 1, 2, 2, 3, 3, 3; the 36 differences sum to 2(0+1+1+2+2+2) + 2(1+0+0+1+1+1)
    # + 2(2+1+1+0+0+0) = 32, so 8/9. Squared: seen 1/3, expected 2(14) + 2(4) + 2(6) = 48, so 4/3.
    found = agreement([(1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 3)], 1, 5)
    assert found.weighted_kappa == 1 - Fraction(1, 3) / Fraction(8, 9) == Fraction(5, 8)
    assert found.quadratic_kappa == 1 - Fraction(1, 3) / Fraction(4, 3) == Fraction(3, 4)


def test_the_plain_numbers():
    found = agreement([(1, 1), (2, 3), (5, 2), (4, 4)], 1, 5)
    assert (found.items, found.same, found.within_one) == (4, 2, 3)
    assert found.percent == 50
    assert found.mean_difference == 1
    assert "linear" in found.kappa_formula
    assert "ICC(2,1)" in found.icc_formula


def test_raters_who_agree_entirely_have_one():
    found = agreement([(1, 1), (3, 3), (5, 5)], 1, 5)
    assert (found.weighted_kappa, found.quadratic_kappa, found.icc) == (1, 1, 1)


@pytest.mark.parametrize("pairs", [[], [(3, 3)], [(4, 4)] * 5])
def test_without_variance_there_is_nothing_to_say(pairs):
    found = agreement(pairs, 1, 5)
    assert (found.weighted_kappa, found.quadratic_kappa, found.icc) == (None, None, None)


def test_one_rater_who_gives_all_the_same_agrees_by_chance_only():
    assert agreement([(1, 3), (2, 3), (3, 3), (4, 3), (5, 3)], 1, 5).weighted_kappa == 0


def test_a_score_out_of_range_is_refused():
    with pytest.raises(ValueError, match="6"):
        agreement([(1, 6)], 1, 5)


def test_rows_of_different_length_are_refused():
    with pytest.raises(ValueError, match="every rater"):
        intraclass([(1, 2), (1, 2, 3)])


@given(PAIRS)
def test_it_never_fails_is_never_above_one_and_knows_no_first_rater(pairs):
    found = agreement(pairs, 1, 5)
    turned = agreement([(other, one) for one, other in pairs], 1, 5)
    assert found == turned
    for value in (found.weighted_kappa, found.quadratic_kappa, found.icc):
        assert value is None or value <= 1
    assert found.percent is None or 0 <= found.percent <= 100


@given(PAIRS, st.randoms())
def test_the_order_of_the_items_does_not_matter(pairs, chance):
    mixed = list(pairs)
    chance.shuffle(mixed)
    assert agreement(mixed, 1, 5) == agreement(pairs, 1, 5)
