"""Identifiers: in order of time, and for an act that is done again the same as before."""

from hypothesis import given
from hypothesis import strategies as some

from factdesk.store.ids import first_ids, new_id, sequence


def test_ids_are_32_digits_in_the_order_they_were_made() -> None:
    ids = [new_id() for _each in range(1000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert {len(one) for one in ids} == {32}


def test_an_act_done_again_makes_the_same_ids() -> None:
    act = new_id()
    with sequence(act):
        first = tuple(new_id() for _each in range(5000))
    with sequence(act):
        assert tuple(new_id() for _each in range(5000)) == first
    assert first_ids(act, 5000) == first
    assert list(first) == sorted(first)
    assert len(set(first)) == 5000
    assert {one[12] for one in first} == {"7"}
    assert {one[16] for one in first} <= set("89ab")


def test_outside_a_sequence_ids_are_fresh_again() -> None:
    act = new_id()
    with sequence(act):
        inside = new_id()
        with sequence("01a2034a0190" + "0" * 20):
            other = new_id()
        assert new_id() == first_ids(act, 2)[1]
    assert len({act, inside, other, new_id(), new_id()}) == 5


@given(some.lists(some.integers(0, 2**128 - 1), min_size=2, max_size=20, unique=True))
def test_different_acts_of_one_moment_never_share_an_id(numbers: list[int]) -> None:
    time = "01a2034a0190"
    acts = {time + f"{number:032x}"[12:] for number in numbers}
    made = [one for act in acts for one in first_ids(act, 50)]
    assert len(set(made)) == len(made)
    assert acts.isdisjoint(made)
