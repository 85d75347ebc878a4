"""What is signed is frozen and proved by its hash; a correction is an amendment."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import pytest

from factdesk.assessments.actions.change_assessors import (
    AddAssessor,
    LeaveAssessors,
    NewAssessor,
)
from factdesk.assessments.actions.edit_assessment import EditAssessment, WithdrawAssessment
from factdesk.assessments.actions.evidence import AddEvidence, EditEvidence, RemoveEvidence
from factdesk.assessments.actions.finish_rating import FinishRating, ReopenRating
from factdesk.assessments.actions.rate import ClearRating, NoteRating, Rate
from factdesk.assessments.actions.settle import Settle, SettleEqual, WriteItem
from factdesk.assessments.actions.sign_assessment import AmendAssessment, SignAssessment
from factdesk.assessments.errors import (
    AmendedAlready,
    AssessmentSigned,
    NotAllAnswered,
    NotAllDone,
    NotSigned,
    OtherEdition,
    SettledSince,
    SignatureBroken,
)
from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.assessments.signing import hash_of
from factdesk.assessments.tables import Assessment, Rating, ScaleForm, Settled
from factdesk.assessments.views import Assessments, Comparison, TheAssessment
from factdesk.desk import Desk
from factdesk.people.errors import TextMissing
from factdesk.store.action import Action, Actor
from factdesk.store.base import Entity
from factdesk.store.conflict import CannotUndo, Conflict, Gone, Refused
from factdesk.store.work import Work
from factdesk.team.actions.end_staff import EndStaff
from factdesk.team.tables import Staff
from tests.support.builders import Make
from tests.support.desks import leader
from tests.support.small_scale import Team, keep_form, open_small

SCORE, NR = RatingMark.SCORE, RatingMark.NOT_RATED


@dataclass(frozen=True)
class Tamper(Action[None]):
    """Change a row as nobody may; the tests' own action."""

    cls: type[Entity]
    row_id: str
    fields: dict[str, Any]
    reason: str | None = None

    code: ClassVar[str] = "test.tamper"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Write past every rule."""
        work.edit(self.cls, self.row_id, None, **self.fields)


def test_signing_needs_every_slot_settled(team: Team) -> None:
    with pytest.raises(NotAllDone):
        team.sign()
    team.both_done((5, 4, 3, 2, 1), (3, 4, 3, 2, 4))
    team.leader.do(SettleEqual(team.id))
    assert "sign" not in team.facts().may
    with pytest.raises(NotAllAnswered) as missing:
        team.sign()
    assert missing.value.missing == ("1", "5")
    team.settle("1", 4)
    team.leader.do(Settle(team.id, "4", "4", NR, None, team.facts().settled["4"].version))
    team.settle("5", 1)
    assert "sign" in team.facts().may
    team.sign()
    facts = team.facts()
    assert (facts.state, facts.total_text, facts.band_title) == ("signed", "3.00", "Low")
    assert facts.consensus.left_out == ("4",)


def test_only_who_leads_signs(team: Team) -> None:
    team.both_done((3, 3, 3, 3, 3), (3, 3, 3, 3, 3))
    team.tove.do(SettleEqual(team.id))
    for desk in (team.tove, team.jon):
        with pytest.raises(Refused):
            desk.do(SignAssessment(team.id, team.facts().version))


def test_two_who_sign_at_once(team: Team) -> None:
    team.signed(3, 3, 3, 3, 3)
    with pytest.raises(AssessmentSigned):
        team.leader.do(SignAssessment(team.id, 1))


def test_what_is_signed_refuses_every_act(team: Team) -> None:
    evidence = team.leader.do(AddEvidence(team.id, "1", EvidenceKind.DOCUMENT, "Årsmelding"))
    team.signed(3, 3, 3, 3, 3)
    facts = team.facts()
    row, mine = team.row(team.tove), facts.assessors[0]
    rating = facts.rating(row, "1")
    assert rating is not None
    acts: list[tuple[Desk, Action[Any]]] = [
        (team.tove, Rate(team.id, row, "1", SCORE, 4, rating.version)),
        (team.tove, NoteRating(rating.id, rating.version, "x")),
        (team.tove, ClearRating(rating.id, rating.version)),
        (team.tove, FinishRating(row, mine.version)),
        (team.tove, ReopenRating(row, mine.version, reason="x")),
        (team.leader, Settle(team.id, "1", "1", SCORE, 4, 1)),
        (team.leader, SettleEqual(team.id)),
        (team.leader, WriteItem(team.id, "1", 1, comment="x")),
        (team.leader, EditAssessment(team.id, facts.version, strengths="x")),
        (team.leader, WithdrawAssessment(team.id, facts.version, reason="x")),
        (team.leader, AddAssessor(team.id, NewAssessor(None, "Kari"))),
        (team.leader, LeaveAssessors(row, mine.version)),
        (team.leader, AddEvidence(team.id, "1", EvidenceKind.OTHER, "x")),
        (team.leader, EditEvidence(evidence, 1, text="x")),
        (team.leader, RemoveEvidence(evidence, 1)),
        (team.leader, SignAssessment(team.id, facts.version)),
    ]
    for desk, act in acts:
        with pytest.raises(AssessmentSigned):
            desk.do(act)
    assert team.facts() == facts
    assert facts.may == {"amend", "improve"}


def test_no_undo_reaches_what_is_signed(team: Team) -> None:
    team.signed(3, 3, 3, 3, 3)
    for desk in (team.leader, team.tove, team.jon):
        with pytest.raises(CannotUndo):
            desk.undo().result()
    assert team.facts().hash_holds


def test_the_hash_is_of_what_stands(team: Team) -> None:
    digest = team.signed(5, 4, 3, 2, 1)
    facts = team.facts()
    assert facts.content_hash == digest
    assert facts.hash_holds is True
    with team.leader.store.reading(team.leader.actor) as reader:
        content = reader.session.get_one(Assessment, team.id).content
    assert content is not None
    assert hash_of(content) == digest
    kept = json.loads(content)
    assert content == json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert kept["outcome"]["written"] == "3.00"
    assert kept["scale"]["digest"]
    assert [each["score"] for each in kept["rows"]["ratings"]].count(5) == 2
    assert kept["figures"]["1"]["unit"] == "per_fte"
    assert facts.figures["1"].last <= facts.period_to


@pytest.mark.parametrize(
    ("cls", "fields"),
    [
        (Rating, {"score": 1}),
        (Rating, {"note": "tuklet"}),
        (Settled, {"score": 1}),
        (Settled, {"comment": "tuklet"}),
        (Assessment, {"strengths": "tuklet"}),
        (Assessment, {"content": "{}"}),
        (Assessment, {"content": "no JSON"}),
        (Assessment, {"content": None}),
        (Assessment, {"content_hash": "0" * 64}),
    ],
)
def test_the_hash_does_not_hold_once_a_row_is_tampered_with(
    team: Team, cls: type[Entity], fields: dict[str, Any]
) -> None:
    team.signed(5, 5, 5, 5, 5)
    facts = team.facts()
    rows = {
        Rating: next(iter(facts.ratings.values())).id,
        Settled: facts.settled["1"].id,
        Assessment: team.id,
    }
    team.leader.do(Tamper(cls, rows[cls], fields))  # type: ignore[index]
    told = team.facts()
    assert told.hash_holds is False
    with pytest.raises(SignatureBroken):
        team.leader.do(AmendAssessment(team.id, "Feil skår"))
    if "content" not in fields:
        assert told.consensus.total == 5
        assert told.settled == facts.settled
        assert team.leader.see(Assessments())[0].total_text == "5.00"


def test_another_scale_in_its_place_is_found(team: Team) -> None:
    team.signed(5, 5, 5, 5, 5)
    with team.leader.store.reading(team.leader.actor) as reader:
        content = reader.session.get_one(ScaleForm, team.form).content
    team.leader.do(
        Tamper(ScaleForm, team.form, {"content": content.replace('en = "One"', 'en = "Én"')})
    )
    assert team.facts().hash_holds is False


def test_who_leaves_the_team_later_changes_nothing(team: Team, make: Make) -> None:
    team.signed(3, 3, 3, 3, 3)
    before = team.facts()
    with team.leader.store.reading(team.leader.actor) as reader:
        version = reader.session.get_one(Staff, team.tove.actor.id).version
    team.leader.do(EndStaff(team.tove.actor.id, version, date(2026, 11, 1)))
    assert team.facts() == before


def test_nobody_signs_what_another_settled_in_the_same_moment(team: Team) -> None:
    team.both_done((3, 3, 3, 3, 3), (3, 3, 3, 3, 3))
    team.leader.do(SettleEqual(team.id))
    facts = team.facts()
    seen = {slot: row.version for slot, row in facts.settled.items()}
    team.settle("1", 1, team.tove, why="Sett på nytt")
    with pytest.raises(SettledSince):
        team.leader.do(SignAssessment(team.id, facts.version, seen))
    facts = team.facts()
    assert facts.state == "settling"
    seen = {slot: row.version for slot, row in facts.settled.items()}
    team.leader.do(SignAssessment(team.id, facts.version, seen))
    assert team.facts().hash_holds


def test_an_amendment_is_a_copy_with_a_link(team: Team) -> None:
    team.tove.do(AddEvidence(team.id, "1", EvidenceKind.CHART, "Så ti journaler"))
    team.signed(5, 4, 3, 2, 1)
    first = team.facts()
    with pytest.raises(TextMissing):
        team.leader.do(AmendAssessment(team.id, " "))
    amended = team.leader.do(AmendAssessment(team.id, "Feil tall"))
    copy = team.leader.see(TheAssessment(amended))
    assert (copy.amends_id, copy.amended_why, copy.state) == (team.id, "Feil tall", "settling")
    assert [each.name for each in copy.assessors] == [each.name for each in first.assessors]
    assert copy.sample == first.sample
    assert copy.consensus.total == first.consensus.total
    assert sorted(row.score or 0 for row in copy.ratings.values()) == sorted(
        row.score or 0 for row in first.ratings.values()
    )
    assert [each.text for each in copy.evidence] == ["Så ti journaler"]
    assert team.facts().amended_by == amended
    assert team.facts().hash_holds
    with pytest.raises(AmendedAlready):
        team.leader.do(AmendAssessment(team.id, "Igjen"))


def test_a_chain_of_amendments(team: Team) -> None:
    team.signed(3, 3, 3, 3, 3)
    ids = [team.id]
    for score in (4, 5):
        following = team.leader.do(AmendAssessment(ids[-1], "Rettet"))
        row = team.leader.see(TheAssessment(following)).settled["1"]
        team.leader.do(Settle(following, "1", "1", SCORE, score, row.version))
        version = team.leader.see(TheAssessment(following)).version
        team.leader.do(SignAssessment(following, version))
        ids.append(following)
    facts = [team.leader.see(TheAssessment(each)) for each in ids]
    assert [each.total_text for each in facts] == ["3.00", "3.20", "3.40"]
    assert [each.amended_by for each in facts] == [ids[1], ids[2], None]
    assert all(each.hash_holds for each in facts)
    assert [point.assessment_id for point in facts[0].trend] == [ids[2]]
    assert facts[2].previous is None


def test_an_amendment_may_be_withdrawn_and_made_again(team: Team) -> None:
    team.signed(3, 3, 3, 3, 3)
    amended = team.leader.do(AmendAssessment(team.id, "Rettet"))
    team.leader.do(WithdrawAssessment(amended, 1, reason="Unødvendig"))
    assert team.facts().amended_by is None
    again = team.leader.do(AmendAssessment(team.id, "Likevel"))
    assert team.facts().amended_by == again
    team.leader.undo().result()
    assert team.facts().amended_by is None
    team.leader.undo().result()
    assert team.facts().amended_by == amended


def test_an_amendment_is_taken_back_and_made_again_with_all_that_was_copied(team: Team) -> None:
    team.signed(3, 4, 3, 4, 3)
    amended = team.leader.do(AmendAssessment(team.id, "Rettet"))
    before = team.leader.see(TheAssessment(amended))
    team.leader.undo().result()
    assert team.facts().amended_by is None
    team.leader.redo().result()
    after = team.leader.see(TheAssessment(amended))
    assert (after.ratings, after.settled, after.may) == (before.ratings, before.settled, before.may)


def test_a_withdrawal_is_not_undone_beside_another_amendment(
    team: Team, second_desk: Callable[[Desk, Actor], Desk], make: Make
) -> None:
    other = second_desk(team.leader, leader(make.staff("Ny Leder"), "Ny Leder"))
    team.signed(3, 3, 3, 3, 3)
    amended = team.leader.do(AmendAssessment(team.id, "Rettet"))
    team.leader.do(WithdrawAssessment(amended, 1, reason="Unødvendig"))
    other.do(AmendAssessment(team.id, "Likevel"))
    with pytest.raises(CannotUndo):
        team.leader.undo().result()


def test_only_what_is_signed_is_amended(team: Team) -> None:
    with pytest.raises(NotSigned):
        team.leader.do(AmendAssessment(team.id, "x"))


def later(team: Team, make: Make, form: str | None = None) -> Team:
    """The same raters a year later."""
    people = (team.tove.actor.id, team.jon.actor.id)
    desks = {team.tove.actor.id: team.tove, team.jon.actor.id: team.jon}
    return open_small(
        make,
        lambda _desk, actor: desks[actor.id],
        form=form or team.form,
        people=people,
        title="Året etter",
        period_from=date(2025, 11, 20),
        period_to=date(2026, 11, 20),
    )


def test_the_last_one_and_the_trend_are_of_the_same_edition(team: Team, make: Make) -> None:
    team.signed(3, 3, 3, 3, 3)
    second = later(team, make)
    other = later(team, make, keep_form(make, "2021"))
    facts = second.facts()
    assert facts.previous is not None
    assert (facts.previous.id, facts.previous.total_text) == (team.id, "3.00")
    assert facts.previous.items == dict.fromkeys("12345", 3)
    assert [point.assessment_id for point in facts.trend] == [team.id]
    assert other.facts().previous is None
    assert other.facts().trend == ()
    second.signed(5, 5, 5, 5, 5)
    assert [point.total_text for point in team.facts().trend] == ["3.00", "5.00"]
    assert team.facts().previous is None
    both = team.leader.see(Comparison((second.id, team.id)))
    assert [each.id for each in both.assessments] == [team.id, second.id]
    assert both.assessments[1].groups == {"first": 5, "second": 5}
    other.signed(4, 4, 4, 4, 4)
    with pytest.raises(OtherEdition):
        team.leader.see(Comparison((other.id, team.id)))


def test_only_signed_ones_are_compared(team: Team) -> None:
    with pytest.raises(NotSigned):
        team.leader.see(Comparison((team.id,)))
    for ids in (("0" * 32,), ()):
        with pytest.raises(Gone):
            team.leader.see(Comparison(ids))


def test_signing_what_somebody_else_has_just_signed_meets(team: Team) -> None:
    team.both_done((3, 3, 3, 3, 3), (3, 3, 3, 3, 3))
    team.leader.do(SettleEqual(team.id))
    version = team.facts().version
    team.leader.do(EditAssessment(team.id, version, strengths="Nær"))
    team.leader.do(SignAssessment(team.id, version))
    assert team.facts().strengths == "Nær"
    with pytest.raises((AssessmentSigned, Conflict)):
        team.leader.do(SignAssessment(team.id, version))
