"""Consensus: settled after all are done, by who takes part, with what the scale allows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from factdesk.assessments.actions.edit_assessment import EditAssessment, WithdrawAssessment
from factdesk.assessments.actions.settle import Settle, SettleEqual, WriteItem
from factdesk.assessments.errors import (
    AssessmentWithdrawn,
    BadRating,
    NoSuchItem,
    TooManyMain,
)
from factdesk.assessments.kinds import RatingMark
from factdesk.desk import Desk
from factdesk.people.errors import TextMissing
from factdesk.plans.errors import TextTooLong
from factdesk.store.action import Actor
from factdesk.store.conflict import CannotUndo, Conflict, Refused
from tests.support.builders import Make
from tests.support.desks import member
from tests.support.small_scale import Team

NR, SCORE = RatingMark.NOT_RATED, RatingMark.SCORE


@pytest.fixture
def done(team: Team) -> Team:
    """Both raters are done; they disagree on 1 and 5."""
    team.both_done((5, 4, 3, 2, 1), (3, 4, 3, 2, 4))
    return team


def test_what_all_gave_is_settled_in_one_act(done: Team) -> None:
    assert done.jon.do(SettleEqual(done.id)) == 3
    facts = done.facts()
    assert sorted(facts.settled) == ["2", "3", "4"]
    assert facts.settled["3"].item == "3a"
    assert facts.consensus.missing == ("1", "5")
    assert facts.consensus.total == 3
    assert done.jon.do(SettleEqual(done.id)) == 0
    done.jon.undo().result()
    assert done.facts().settled == {}


def test_a_variant_that_differs_is_not_agreed_on(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.rate_all(team.jon, 3, 3, 3, 3, 3)
    team.rate(team.jon, "3b", 3)
    team.finish(team.tove)
    team.finish(team.jon)
    assert team.leader.do(SettleEqual(team.id)) == 4
    assert "3" not in team.facts().settled


def test_words_stand_beside_a_score(done: Team) -> None:
    done.leader.do(WriteItem(done.id, "1", None, comment="Få brukere"))
    assert done.facts().settled["1"].mark is None
    assert done.facts().consensus.answered == 0
    done.settle("1", 4, why="Midt imellom", dissent="Jon: 3")
    done.leader.do(WriteItem(done.id, "1", 2, recommendation="Ansett", is_main=True))
    row = done.facts().settled["1"]
    assert (row.score, row.why, row.dissent, row.comment, row.recommendation, row.is_main) == (
        4, "Midt imellom", "Jon: 3", "Få brukere", "Ansett", True,
    )  # fmt: skip
    assert row.settled_by == "MH"


def test_two_who_settle_at_once_meet_with_both_values(done: Team) -> None:
    done.tove.do(Settle(done.id, "1", "1", SCORE, 5, None))
    with pytest.raises(Conflict) as conflict:
        done.jon.do(Settle(done.id, "1", "1", SCORE, 3, None))
    both = conflict.value.fields["score"]
    assert (both.mine, both.now) == (3, 5)
    assert conflict.value.by == done.tove.actor.id
    assert done.facts().settled["1"].score == 5
    done.jon.do(Settle(done.id, "1", "1", SCORE, 3, conflict.value.version))
    assert done.facts().settled["1"].score == 3


def test_two_who_settle_anew_at_once_meet_too(done: Team) -> None:
    done.settle("1", 4)
    seen = done.facts().settled["1"].version
    done.tove.do(Settle(done.id, "1", "1", SCORE, 5, seen))
    with pytest.raises(Conflict) as conflict:
        done.jon.do(Settle(done.id, "1", "1", SCORE, 3, seen))
    assert conflict.value.fields["score"].base == 4


def test_two_who_settle_alike_do_not_meet(done: Team) -> None:
    done.tove.do(Settle(done.id, "1", "1", SCORE, 5, None))
    done.jon.do(Settle(done.id, "1", "1", SCORE, 5, None))
    assert done.facts().settled["1"].settled_by == "TK"


def test_words_of_another_are_no_hindrance_to_a_score(done: Team) -> None:
    done.tove.do(WriteItem(done.id, "1", None, comment="Få brukere"))
    done.jon.do(Settle(done.id, "1", "1", SCORE, 3, None))
    assert done.facts().settled["1"].comment == "Få brukere"
    with pytest.raises(Conflict):
        done.jon.do(WriteItem(done.id, "1", None, comment="Mange brukere"))


@pytest.mark.parametrize("score", [0, 6, None])
def test_a_settled_score_is_one_that_the_scale_allows(done: Team, score: int | None) -> None:
    with pytest.raises(BadRating):
        done.settle("1", score)  # type: ignore[arg-type]


def test_a_score_is_settled_where_it_belongs(done: Team) -> None:
    with pytest.raises(NoSuchItem):
        done.leader.do(Settle(done.id, "1", "2", SCORE, 3, None))
    with pytest.raises(NoSuchItem):
        done.leader.do(Settle(done.id, "9", "9", SCORE, 3, None))
    with pytest.raises(NoSuchItem):
        done.leader.do(WriteItem(done.id, "3a", None, comment="x"))
    done.leader.do(Settle(done.id, "4", "4", NR, None, None))
    assert done.facts().consensus.left_out == ("4",)


def test_only_who_takes_part_settles(
    done: Team, make: Make, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    other = second_desk(done.leader, member(make.staff("Per Lie"), "Per Lie"))
    for act in (
        Settle(done.id, "1", "1", SCORE, 3, None),
        SettleEqual(done.id),
        WriteItem(done.id, "1", None, comment="x"),
        EditAssessment(done.id, 1, strengths="x"),
    ):
        with pytest.raises(Refused):
            other.do(act)
    assert done.facts(other).may == frozenset()


def test_settling_is_undone_while_it_stands(done: Team) -> None:
    done.settle("1", 4, done.tove)
    done.settle("1", 3, done.jon)
    with pytest.raises(CannotUndo):
        done.tove.undo().result()
    done.jon.undo().result()
    done.tove.undo().result()
    assert done.facts().settled == {}


def test_three_recommendations_stand_first(done: Team) -> None:
    for slot in ("1", "2", "3"):
        done.leader.do(WriteItem(done.id, slot, None, recommendation="Bedre", is_main=True))
    with pytest.raises(TooManyMain):
        done.leader.do(WriteItem(done.id, "4", None, is_main=True))
    done.leader.do(WriteItem(done.id, "3", 1, is_main=False))
    done.tove.do(WriteItem(done.id, "4", None, is_main=True))
    with pytest.raises(CannotUndo):
        done.leader.undo().result()


def test_the_texts_of_the_whole(done: Team) -> None:
    version = done.facts().version
    done.jon.do(EditAssessment(done.id, version, strengths=" Nær ", weaknesses="", sources="Møte"))
    facts = done.facts()
    assert (facts.strengths, facts.weaknesses, facts.sources) == ("Nær", None, "Møte")
    with pytest.raises(Refused):
        done.jon.do(EditAssessment(done.id, facts.version, title="Ny"))
    with pytest.raises(TextMissing):
        done.leader.do(EditAssessment(done.id, facts.version, title=" "))
    with pytest.raises(TextTooLong):
        done.leader.do(EditAssessment(done.id, facts.version, owners="x" * 201))
    with pytest.raises(Conflict):
        done.leader.do(EditAssessment(done.id, version, strengths="Fjern"))


def test_the_agreement_counts_what_both_scored(done: Team) -> None:
    facts = done.facts()
    assert facts.agreement is not None
    assert (facts.agreement.items, facts.agreement.same) == (5, 3)
    assert facts.agreement.percent == Fraction(60)
    assert facts.agreement_of == (done.row(done.tove), done.row(done.jon))


def test_a_withdrawn_assessment_stands_still(done: Team) -> None:
    version = done.facts().version
    with pytest.raises(TextMissing):
        done.leader.do(WithdrawAssessment(done.id, version, reason=" "))
    done.leader.do(WithdrawAssessment(done.id, version, reason="Feil skala"))
    facts = done.facts()
    assert (facts.state, facts.is_frozen, facts.may) == ("withdrawn", True, frozenset())
    for act in (
        Settle(done.id, "1", "1", SCORE, 3, None),
        SettleEqual(done.id),
        WriteItem(done.id, "1", None, comment="x"),
        EditAssessment(done.id, facts.version, strengths="x"),
        WithdrawAssessment(done.id, facts.version, reason="x"),
    ):
        with pytest.raises(AssessmentWithdrawn):
            done.leader.do(act)
    with pytest.raises(CannotUndo):
        done.tove.undo().result()
    done.leader.undo().result()
    assert done.facts().state == "settling"


def test_two_threads_that_settle_at_once_leave_one_score(done: Team) -> None:
    both = [
        done.tove.run(Settle(done.id, "1", "1", SCORE, 5, None)),
        done.jon.run(Settle(done.id, "1", "1", SCORE, 3, None)),
    ]
    errors = [each.exception() for each in both]
    assert [type(error) for error in errors if error is not None] == [Conflict]
    kept = 5 if errors[0] is None else 3
    conflict = next(error for error in errors if isinstance(error, Conflict))
    assert conflict.fields["score"].now == kept
    assert conflict.fields["score"].mine == 8 - kept
    assert done.facts().settled["1"].score == kept
