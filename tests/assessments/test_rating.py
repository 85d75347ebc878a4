"""Raters rate apart: each writes only their own, and sees no other's before all are done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from factdesk.assessments.actions.change_assessors import (
    AddAssessor,
    LeaveAssessors,
    NewAssessor,
)
from factdesk.assessments.actions.evidence import AddEvidence, EditEvidence, RemoveEvidence
from factdesk.assessments.actions.finish_rating import FinishRating, ReopenRating
from factdesk.assessments.actions.rate import ClearRating, NoteRating, Rate
from factdesk.assessments.actions.settle import Settle, SettleEqual, WriteItem
from factdesk.assessments.errors import (
    BadRating,
    NoSuchItem,
    NotAllAnswered,
    NotAllDone,
    NotYourRating,
    OwnScoresFirst,
    RaterDone,
    RaterLeft,
    RaterTwice,
    ScoresShown,
)
from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.assessments.views import Assessments
from factdesk.desk import Desk
from factdesk.people.errors import TextMissing
from factdesk.plans.errors import TextTooLong
from factdesk.store.action import Actor
from factdesk.store.conflict import CannotUndo, Conflict, Gone, NotYours, Refused
from factdesk.store.tables import Act
from factdesk.store.undo import UndoAct
from factdesk.team.actions.end_staff import EndStaff
from factdesk.team.history import RecentActs
from factdesk.team.tables import Staff
from tests.support.builders import Make
from tests.support.desks import leader
from tests.support.small_scale import Team, keep_form, open_small

NR, NA, SCORE = RatingMark.NOT_RATED, RatingMark.NOT_APPLICABLE, RatingMark.SCORE


def test_nobody_is_given_the_others_scores_before_all_are_done(team: Team) -> None:
    team.rate_all(team.tove, 5, 4, 3, 2, 1)
    team.finish(team.tove)
    for desk in (team.jon, team.leader):
        facts = team.facts(desk)
        assert facts.ratings == {}
        assert team.row(team.tove) in facts.hidden
        assert facts.agreement is None
    assert [each.answered for each in team.facts(team.jon).assessors] == [5, 0]
    assert team.facts(team.tove).rating(team.row(team.tove), "1").score == 5  # type: ignore[union-attr]
    team.rate_all(team.jon, 5, 4, 3, 2, 2)
    assert len(team.facts(team.jon).ratings) == 5
    team.finish(team.jon)
    for desk in (team.tove, team.jon, team.leader):
        facts = team.facts(desk)
        assert len(facts.ratings) == 10
        assert facts.hidden == frozenset()
        assert facts.agreement is not None
        assert facts.agreement.same == 4


def test_no_history_tells_a_score(team: Team) -> None:
    team.rate(team.tove, "1", 5, note="Fem her")
    acts = team.leader.see(RecentActs())
    told = [f"{act.words} {act.reason or ''}" for act in acts if "Scored" in act.words]
    assert told == ["Scored 1 "]
    with team.leader.store.reading(team.leader.actor) as reader:
        details = reader.session.scalars(select(Act.details).where(Act.code == "rating.rate"))
        assert list(details) == ['{"assessment":"Måling 2026","item":"1"}']
    assert not hasattr(Rate, "reason") or "reason" not in Rate.__dataclass_fields__


def test_the_list_tells_how_far_and_no_score(team: Team) -> None:
    team.rate(team.tove, "1", 5)
    team.rate(team.tove, "2", 5)
    row = team.jon.see(Assessments())[0]
    assert (row.state, row.answered, row.slots, row.total_text) == ("open", 0, 5, None)
    assert team.tove.see(Assessments())[0].answered == 2
    assert row.is_mine
    assert not team.leader.see(Assessments())[0].is_mine


def test_only_the_rater_writes_the_ratings(team: Team) -> None:
    row = team.row(team.tove)
    rating = team.rate(team.tove, "1", 3)
    for desk in (team.jon, team.leader):
        for act in (
            Rate(team.id, row, "1", SCORE, 4, 1),
            NoteRating(rating, 1, "x"),
            ClearRating(rating, 1),
            FinishRating(row, 1),
            ReopenRating(row, 1, reason="x"),
        ):
            with pytest.raises(NotYourRating):
                desk.do(act)
    assert team.facts(team.tove).rating(row, "1").score == 3  # type: ignore[union-attr]


def test_a_collision_shows_only_ones_own(team: Team) -> None:
    team.rate(team.tove, "1", 3)
    team.rate(team.jon, "1", 5)
    with pytest.raises(Conflict) as conflict:
        team.tove.do(Rate(team.id, team.row(team.tove), "1", SCORE, 4, None))
    assert conflict.value.fields["score"].now == 3
    assert conflict.value.by == team.tove.actor.id


@pytest.mark.parametrize(
    ("item", "mark", "score"),
    [
        ("1", SCORE, 0), ("1", SCORE, 6), ("1", SCORE, None), ("1", NR, None), ("1", NA, None),
        ("4", NA, None), ("1", SCORE, True),
    ],
)  # fmt: skip
def test_a_score_is_one_that_the_scale_allows(
    team: Team, item: str, mark: RatingMark, score: int | None
) -> None:
    with pytest.raises(BadRating):
        team.rate(team.tove, item, score, mark=mark)
    assert team.facts(team.tove).ratings == {}


def test_the_edges_of_the_range_are_scores(team: Team) -> None:
    team.rate(team.tove, "1", 1)
    team.rate(team.tove, "1", 5)
    assert team.facts(team.tove).mine.total == 5  # type: ignore[union-attr]


def test_an_item_may_be_left_out_where_the_scale_says_so(team: Team) -> None:
    team.rate(team.tove, "4", 3, mark=NR)
    answer = team.facts(team.tove).ratings[team.row(team.tove), "4"]
    assert (answer.mark, answer.score) == (NR, None)


def test_an_unknown_item_is_refused(team: Team) -> None:
    with pytest.raises(NoSuchItem):
        team.rate(team.tove, "9", 3)


def test_a_variant_takes_the_place_of_the_other(team: Team) -> None:
    team.rate(team.tove, "3a", 2, note="enkelt")
    team.rate(team.tove, "3b", 4)
    facts = team.facts(team.tove)
    answer = facts.rating(team.row(team.tove), "3")
    assert answer is not None
    assert (answer.item, answer.score, answer.note) == ("3b", 4, "enkelt")
    assert len(facts.ratings) == 1


def test_rating_the_same_again_leaves_no_trace(team: Team) -> None:
    team.rate(team.tove, "1", 3)
    newest = team.tove.store.newest()
    team.rate(team.tove, "1", 3)
    assert team.tove.store.newest() == newest


def test_notes_are_tidied_and_bounded(team: Team) -> None:
    rating = team.rate(team.tove, "1", 3, note="  så  ")
    team.tove.do(NoteRating(rating, 1, " \n "))
    assert team.facts(team.tove).ratings[team.row(team.tove), "1"].note is None
    with pytest.raises(TextTooLong):
        team.tove.do(NoteRating(rating, 2, "x" * 20_001))


def test_a_score_is_taken_away_unless_it_changed(team: Team) -> None:
    rating = team.rate(team.tove, "1", 3)
    team.rate(team.tove, "1", 4)
    with pytest.raises(Conflict):
        team.tove.do(ClearRating(rating, 1))
    team.tove.do(ClearRating(rating, 2))
    assert team.facts(team.tove).ratings == {}
    with pytest.raises(Gone):
        team.tove.do(ClearRating(rating, 2))


def test_done_needs_every_slot(team: Team) -> None:
    for item, score in (("1", 3), ("2", 3), ("3b", 3)):
        team.rate(team.tove, item, score)
    assert "finish" not in team.facts(team.tove).may
    with pytest.raises(NotAllAnswered) as missing:
        team.finish(team.tove)
    assert missing.value.missing == ("4", "5")
    team.rate(team.tove, "4", None, mark=NR)
    team.rate(team.tove, "5", 3)
    assert "finish" in team.facts(team.tove).may
    team.finish(team.tove)
    assert team.facts(team.tove).assessors[0].is_done


def test_done_needs_what_is_left_out_to_be_so_validly(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.rate(team.tove, "4", None, mark=NR)
    row = team.facts(team.tove).rating(team.row(team.tove), "2")
    assert row is not None
    team.tove.do(ClearRating(row.id, row.version))
    with pytest.raises((BadRating, NotAllAnswered)):
        team.finish(team.tove)


def test_done_freezes_until_reopened(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.finish(team.tove)
    rating = team.facts(team.tove).ratings[team.row(team.tove), "1"]
    for act in (
        Rate(team.id, team.row(team.tove), "1", SCORE, 4, rating.version),
        NoteRating(rating.id, rating.version, "x"),
        ClearRating(rating.id, rating.version),
        FinishRating(team.row(team.tove), 2),
    ):
        with pytest.raises(RaterDone):
            team.tove.do(act)
    with pytest.raises(TextMissing):
        team.tove.do(ReopenRating(team.row(team.tove), 2))
    team.tove.do(ReopenRating(team.row(team.tove), 2, reason="Feil ledd"))
    team.rate(team.tove, "1", 4)


def test_no_undo_changes_what_is_done(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.finish(team.tove)
    with pytest.raises(CannotUndo):
        team.tove.undo().result()
    assert team.facts(team.tove).assessors[0].is_done


def test_rating_is_undone_and_done_again(team: Team) -> None:
    team.rate(team.tove, "1", 3)
    team.rate(team.tove, "1", 5)
    assert team.tove.undo().result() == "Scored 1"
    assert team.facts(team.tove).ratings[team.row(team.tove), "1"].score == 3
    team.tove.undo().result()
    assert team.facts(team.tove).ratings == {}
    team.tove.redo().result()
    team.tove.redo().result()
    assert team.facts(team.tove).ratings[team.row(team.tove), "1"].score == 5


def test_nobody_opens_scores_again_once_they_were_shown(team: Team) -> None:
    team.both_done((3, 3, 3, 3, 3), (4, 4, 4, 4, 4))
    with pytest.raises(ScoresShown):
        team.tove.do(ReopenRating(team.row(team.tove), 2, reason="Vil endre"))
    assert "reopen" not in team.facts(team.tove).may
    with pytest.raises(ScoresShown):
        team.leader.do(AddAssessor(team.id, NewAssessor(None, "Kari Vik")))


def test_a_sole_rater_may_open_the_scores_again(
    any_desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    team = open_small(make, second_desk)
    jon = next(each for each in team.facts().assessors if each.staff_id == team.jon.actor.id)
    any_desk.do(LeaveAssessors(jon.id, jon.version))
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.finish(team.tove)
    team.tove.do(ReopenRating(team.row(team.tove), 2, reason="Alene"))
    assert team.facts(team.tove).state == "open"


def test_who_is_taken_off_keeps_name_and_scores_and_stops_no_one(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.rate(team.jon, "1", 5)
    team.finish(team.tove)
    jon = next(each for each in team.facts().assessors if each.name == "Jon Dahl")
    team.leader.do(LeaveAssessors(jon.id, jon.version))
    facts = team.facts()
    assert facts.state == "settling"
    assert facts.ratings[jon.id, "1"].score == 5
    assert [(each.name, each.has_left) for each in facts.assessors] == [
        ("Tove Kvam", False),
        ("Jon Dahl", True),
    ]
    with pytest.raises(RaterLeft):
        team.jon.do(Rate(team.id, jon.id, "2", SCORE, 3, None))
    with pytest.raises(RaterLeft):
        team.leader.do(LeaveAssessors(jon.id, jon.version))
    assert team.leader.do(SettleEqual(team.id)) == 5
    with pytest.raises(Refused):
        team.jon.do(Settle(team.id, "1", "1", SCORE, 5, None))


def test_taking_off_is_not_undone_once_it_showed_the_scores(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.finish(team.tove)
    jon = next(each for each in team.facts().assessors if each.name == "Jon Dahl")
    before = team.leader.history().result().undo
    team.leader.do(LeaveAssessors(jon.id, jon.version))
    assert team.leader.history().result().undo == before


def test_taking_off_is_undone_while_nothing_was_shown(team: Team) -> None:
    jon = next(each for each in team.facts().assessors if each.name == "Jon Dahl")
    team.leader.do(LeaveAssessors(jon.id, jon.version))
    team.leader.undo().result()
    assert not any(each.has_left for each in team.facts().assessors)


def test_a_removal_undone_after_the_scores_were_shown_is_refused(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    jon = next(each for each in team.facts().assessors if each.name == "Jon Dahl")
    team.leader.do(LeaveAssessors(jon.id, jon.version))
    team.finish(team.tove)
    with pytest.raises(CannotUndo):
        team.leader.undo().result()


def test_who_leaves_the_team_is_taken_off_by_who_leads(
    team: Team, make: Make, any_desk: Desk
) -> None:
    """Until then nothing is shown: somebody who comes back would have seen the others' scores."""
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.finish(team.tove)
    with any_desk.store.reading(any_desk.actor) as reader:
        version = reader.session.get_one(Staff, team.jon.actor.id).version
    any_desk.do(EndStaff(team.jon.actor.id, version, any_desk.clock.today() - timedelta(days=1)))
    facts = team.facts()
    assert facts.state == "open"
    jon = facts.assessors[1]
    assert jon.name == "Jon Dahl"
    team.leader.do(LeaveAssessors(jon.id, jon.version))
    facts = team.facts()
    assert facts.state == "settling"
    assert facts.assessors[1].has_left


def test_raters_are_added_once_and_with_a_name(team: Team, make: Make) -> None:
    with pytest.raises(RaterTwice):
        team.leader.do(AddAssessor(team.id, NewAssessor(team.tove.actor.id)))
    with pytest.raises(TextMissing):
        team.leader.do(AddAssessor(team.id, NewAssessor(None, "  ")))
    with pytest.raises(Refused):
        team.tove.do(AddAssessor(team.id, NewAssessor(None, "Kari")))
    team.leader.do(AddAssessor(team.id, NewAssessor(None, "Kari Vik", "NAPHA", is_outside=True)))
    assert [each.name for each in team.facts().assessors][2] == "Kari Vik"


def test_who_leads_writes_down_what_is_on_paper(team: Team) -> None:
    paper = team.leader.do(AddAssessor(team.id, NewAssessor(None, "Kari Vik")))
    team.leader.do(Rate(team.id, paper, "1", SCORE, 2, None))
    assert team.facts(team.leader).ratings[paper, "1"].score == 2
    assert team.facts(team.tove).ratings == {}
    with pytest.raises(NotYourRating):
        team.tove.do(Rate(team.id, paper, "1", SCORE, 5, 1))


def test_a_leader_who_rates_does_not_read_another_on_paper_first(
    any_desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    team = open_small(make, second_desk)
    ny = make.staff("Ny Leder")
    rating_leader = second_desk(any_desk, leader(ny, "Ny Leder"))
    any_desk.do(AddAssessor(team.id, NewAssessor(ny)))
    paper = any_desk.do(AddAssessor(team.id, NewAssessor(None, "Kari Vik")))
    any_desk.do(Rate(team.id, paper, "1", SCORE, 2, None))
    assert team.facts(rating_leader).ratings == {}
    with pytest.raises(OwnScoresFirst):
        rating_leader.do(Rate(team.id, paper, "1", SCORE, 3, 1))
    team.rate_all(rating_leader, 1, 1, 1, 1, 1)
    team.finish(rating_leader)
    assert team.facts(rating_leader).ratings[paper, "1"].score == 2
    me = next(each for each in team.facts(rating_leader).assessors if each.is_me)
    with pytest.raises(ScoresShown):
        rating_leader.do(ReopenRating(me.id, me.version, reason="Har sett"))


def test_settling_waits_for_all(team: Team) -> None:
    team.rate_all(team.tove, 3, 3, 3, 3, 3)
    team.finish(team.tove)
    for act in (
        Settle(team.id, "1", "1", SCORE, 3, None),
        SettleEqual(team.id),
        WriteItem(team.id, "1", None, comment="Tove gav 3"),
    ):
        with pytest.raises(NotAllDone):
            team.leader.do(act)


def test_evidence_of_another_is_shown_when_all_are_done(team: Team) -> None:
    evidence = team.tove.do(AddEvidence(team.id, "1", EvidenceKind.CHART, "Så 10 journaler"))
    team.leader.do(AddEvidence(team.id, "2", EvidenceKind.DOCUMENT, "Årsmelding"))
    assert [each.text for each in team.facts(team.jon).evidence] == ["Årsmelding"]
    assert len(team.facts(team.tove).evidence) == 2
    with pytest.raises(NotYourRating):
        team.jon.do(EditEvidence(evidence, 1, text="x"))
    with pytest.raises(NotYourRating):
        team.jon.do(RemoveEvidence(evidence, 1))
    team.tove.do(EditEvidence(evidence, 1, text="Så ni journaler"))
    with pytest.raises(Conflict):
        team.tove.do(RemoveEvidence(evidence, 1))
    team.both_done((3, 3, 3, 3, 3), (4, 4, 4, 4, 4))
    assert len(team.facts(team.jon).evidence) == 2


def test_blind_first_shows_the_suggestion_after_the_score(
    any_desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    team = open_small(make, second_desk, blind_first=True)
    assert not team.facts(team.tove).may_see_suggestion("1")
    assert team.facts(team.leader).may_see_suggestion("1")
    team.rate(team.tove, "1", 3)
    team.rate(team.tove, "3b", 3)
    facts = team.facts(team.tove)
    assert [facts.may_see_suggestion(item) for item in ("1", "2", "3a", "3b", "3")] == [
        True, False, True, True, True,
    ]  # fmt: skip
    assert not team.facts(team.jon).may_see_suggestion("1")
    with pytest.raises(BadRating):
        team.rate(team.tove, "1", 3, suggested=9)


def test_an_open_assessment_shows_suggestions_at_once(team: Team) -> None:
    assert team.facts(team.tove).may_see_suggestion("1")


def test_an_undo_of_the_others_act_is_not_ones_own(team: Team) -> None:
    team.rate(team.tove, "1", 3)
    with team.leader.store.reading(team.leader.actor) as reader:
        act = reader.session.scalars(select(Act.id).where(Act.code == "rating.rate")).one()
    with pytest.raises(NotYours):
        team.jon.do(UndoAct(act))


def test_raters_of_one_assessment_do_not_rate_in_another(team: Team, make: Make) -> None:
    other = open_small(
        make,
        lambda _desk, _actor: team.leader,
        form=keep_form(make, "2021"),
        people=(team.tove.actor.id, team.jon.actor.id),
    )
    with pytest.raises(Gone):
        team.tove.do(Rate(other.id, team.row(team.tove), "1", SCORE, 3, None))
