"""Any acts of two raters and a leader, each undone or not: rating stays apart, done stays done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factdesk.assessments.actions.change_assessors import (
    AddAssessor,
    LeaveAssessors,
    NewAssessor,
)
from factdesk.assessments.actions.edit_assessment import EditAssessment, WithdrawAssessment
from factdesk.assessments.actions.evidence import AddEvidence
from factdesk.assessments.actions.finish_rating import FinishRating, ReopenRating
from factdesk.assessments.actions.rate import ClearRating, Rate
from factdesk.assessments.actions.settle import Settle, SettleEqual, WriteItem
from factdesk.assessments.actions.sign_assessment import AmendAssessment, SignAssessment
from factdesk.assessments.facts import AssessmentFacts
from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.assessments.tables import Rating
from factdesk.assessments.views import Assessments, TheAssessment
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store import check
from factdesk.store.action import Action, Actor
from factdesk.store.conflict import Conflict
from tests.support.builders import Make
from tests.support.small_scale import CODES, SLOTS, S, Team, open_small

KINDS = (
    "rate", "rate", "rate", "all", "all", "clear", "finish", "finish", "reopen", "evidence",
    "leave", "paper", "settle", "settle", "equal", "equal", "write", "edit", "sign", "sign",
    "amend", "amend", "withdraw", "undo", "undo", "undo", "redo",
)  # fmt: skip


class World:
    """The team, what each has been shown, and what each had given when first shown the others."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.desks = (team.leader, team.tove, team.jon)
        self.shown: set[str] = set()
        self.frozen: dict[str, dict[str, Any]] = {}

    def newest(self) -> str:
        """The assessment that acts are about: the newest amendment."""
        rows = self.team.leader.see(Assessments())
        return max((row.opened_at, row.id) for row in rows)[1]

    def facts(self, desk: Desk) -> AssessmentFacts:
        """As somebody sees it."""
        return desk.see(TheAssessment(self.newest()))

    def act(self, desk: Desk, kind: str, pick: int) -> None:
        """One act of a kind, by somebody; refused or not."""
        if kind in ("undo", "redo"):
            (desk.undo if kind == "undo" else desk.redo)().result()
            return
        for each in _ACTS[kind](self.facts(desk), desk, pick):
            desk.do(each)

    def true(self) -> None:
        """What must hold after every act, as each of the three is told it."""
        for desk in self.desks:
            facts = self.facts(desk)
            self._apart(desk, facts)
            self._stands(facts)

    def _apart(self, desk: Desk, facts: AssessmentFacts) -> None:
        waiting = any(not each.is_done and not each.has_left for each in facts.assessors)
        for (assessor_id, _item), rating in facts.ratings.items():
            whose = next(each for each in facts.assessors if each.id == assessor_id)
            paper = whose.staff_id is None and desk is self.team.leader
            assert rating.assessor_id == assessor_id
            assert whose.is_me or paper or not waiting or facts.state == "signed"
        assert facts.hidden.isdisjoint(assessor for assessor, _item in facts.ratings)
        for evidence in facts.evidence:
            assert evidence.assessor_id not in facts.hidden

    def _stands(self, facts: AssessmentFacts) -> None:
        """Nobody's scores change once that rater was shown another's, and nothing once signed."""
        if facts.state == "signed":
            assert facts.hash_holds
            assert facts.consensus.is_complete
        if facts.state == "settling":
            self.shown.add(facts.id)
        if facts.id in self.shown and facts.state != "withdrawn":
            assert facts.state in ("settling", "signed")
        if facts.id in self.shown:
            now = self._scores(facts.id)
            assert self.frozen.setdefault(facts.id, now) == now

    def _scores(self, assessment_id: str) -> dict[str, Any]:
        store = self.team.leader.store
        with store.reading(self.team.leader.actor) as reader:
            rows = reader.session.scalars(
                select(Rating).where(Rating.assessment_id == assessment_id)
            )
            return {row.id: (row.item, row.mark, row.score, row.note) for row in rows}


def _rate(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    slot = SLOTS[pick % 5]
    rows = [each for each in facts.assessors if each.is_me or each.staff_id is None]
    if not rows:
        return []
    row = rows[pick % len(rows)]
    seen = facts.rating(row.id, slot)
    mark, score = (S, pick % 5 + 1) if slot != "4" else (RatingMark.NOT_RATED, None)
    version = seen.version if seen else None
    return [Rate(facts.id, row.id, CODES[slot], mark, score, version, note=f"n{pick}")]


def _all(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    me = next((each for each in facts.assessors if each.may_rate), None)
    acts: list[Action[Any]] = []
    for slot, code in CODES.items() if me is not None else ():
        if facts.rating(me.id, slot) is None:  # type: ignore[union-attr]
            acts.append(Rate(facts.id, me.id, code, S, pick % 5 + 1, None))  # type: ignore[union-attr]
    return acts


def _clear(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    rows = sorted(facts.ratings.values(), key=lambda row: row.id)
    row = rows[pick % len(rows)] if rows else None
    return [] if row is None else [ClearRating(row.id, row.version)]


def _finish(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    me = facts.assessors[pick % len(facts.assessors)]
    return [FinishRating(me.id, me.version)]


def _reopen(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    me = facts.assessors[pick % len(facts.assessors)]
    return [ReopenRating(me.id, me.version, reason="Feil")]


def _leave(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    row = facts.assessors[pick % len(facts.assessors)]
    return [LeaveAssessors(row.id, row.version)]


def _settle(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    slot = SLOTS[pick % 5]
    row = facts.settled.get(slot)
    seen = row.version if row else None
    return [Settle(facts.id, slot, CODES[slot], S, pick % 5 + 1, seen, why="x")]


def _write(facts: AssessmentFacts, desk: Desk, pick: int) -> list[Action[Any]]:
    slot = SLOTS[pick % 5]
    row = facts.settled.get(slot)
    seen = row.version if row else None
    return [WriteItem(facts.id, slot, seen, comment=f"k{pick}", is_main=pick % 2 == 0)]


_ACTS: dict[str, Callable[[AssessmentFacts, Desk, int], list[Action[Any]]]] = {
    "rate": _rate,
    "all": _all,
    "clear": _clear,
    "finish": _finish,
    "reopen": _reopen,
    "leave": _leave,
    "settle": _settle,
    "write": _write,
    "equal": lambda facts, _desk, _pick: [SettleEqual(facts.id)],
    "evidence": lambda facts, _desk, pick: [
        AddEvidence(facts.id, SLOTS[pick % 5], EvidenceKind.OTHER, f"e{pick}")
    ],
    "paper": lambda facts, _desk, pick: [AddAssessor(facts.id, NewAssessor(None, f"Papir {pick}"))],
    "edit": lambda facts, _desk, pick: [
        EditAssessment(facts.id, facts.version, strengths=f"s{pick}")
    ],
    "sign": lambda facts, _desk, _pick: [SignAssessment(facts.id, facts.version)],
    "amend": lambda facts, _desk, _pick: [AmendAssessment(facts.id, "Rettet")],
    "withdraw": lambda facts, _desk, _pick: [
        WithdrawAssessment(facts.id, facts.version, reason="Feil")
    ],
}


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(KINDS), st.integers(0, 9)),
        min_size=10,
        max_size=24,
    ),
    begun=st.integers(0, 2),
)
def test_rating_stays_apart_and_done_stays_done(
    any_desk: Desk,
    make: Make,
    second_desk: Callable[[Desk, Actor], Desk],
    acts: list[tuple[int, str, int]],
    begun: int,
) -> None:
    known: dict[str, Any] = any_desk.__dict__.setdefault("_machine", {})
    if not known:
        first = open_small(make, second_desk, sample_size=0)
        known |= {"form": first.form, "tove": first.tove, "jon": first.jon}
    desks = {known[name].actor.id: known[name] for name in ("tove", "jon")}
    world = World(
        open_small(
            make,
            lambda _desk, actor: desks[actor.id],
            form=known["form"],
            people=(known["tove"].actor.id, known["jon"].actor.id),
            sample_size=0,
        )
    )
    if begun:
        acts = [(1, "all", 1), (1, "finish", 0), (2, "all", begun), (2, "finish", 1), *acts]
    if begun == 1:
        acts[4:4] = [(0, "equal", 0), (0, "sign", 0)]
    for who, kind, pick in acts:
        try:
            world.act(world.desks[who], kind, pick)
        except KnownError as refused:
            if isinstance(refused, Conflict):
                assert kind not in ("rate", "all")
        world.true()
    assert all(found.is_in_order for found in check.check(any_desk.store, None))
