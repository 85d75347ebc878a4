"""Write down what was looked at for an item, change it, or take it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.errors import NotYourRating
from factdesk.assessments.kinds import EvidenceKind
from factdesk.assessments.raters import Raters
from factdesk.assessments.rules import own, writes
from factdesk.assessments.tables import Evidence
from factdesk.assessments.writing import (
    demand_part,
    demand_slot,
    leads,
    open_assessment,
    scale_of,
    written,
)
from factdesk.store.action import Action
from factdesk.store.conflict import Gone
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddEvidence(Action[str]):
    """Gives the id. It belongs to the actor's own row, or to ``assessor_id`` on paper.

    Of somebody who leads and does not rate it is everybody's. Another rater's is shown when all
    are done. Raises NoSuchItem, TextMissing, TextTooLong, NotYourRating, Refused and the refusals
    of what is signed or withdrawn.
    """

    assessment_id: str
    item: str
    kind: EvidenceKind
    text: str
    assessor_id: str | None = None

    code: ClassVar[str] = "assessment.add_evidence"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> str:
        """Write it down."""
        assessment = open_assessment(work, self.assessment_id)
        raters = demand_part(work, assessment.id)
        demand_slot(scale_of(work, assessment), self.item)
        me = own(raters.raters, work.actor.id)
        whose = self.assessor_id or (me.id if me is not None else None)
        _demand_own(work, raters, whose)
        work.tell(item=self.item)
        return work.add(
            Evidence(
                assessment_id=assessment.id,
                assessor_id=whose,
                item=self.item,
                kind=self.kind,
                noted_at=work.now,
                **written({"text": self.text}, "text"),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Evidence for H1»."""
        return _("Evidence for {item}").format(**details)


@dataclass(frozen=True)
class EditEvidence(Action[None]):
    """Only the fields given are changed. Raises what AddEvidence does, Gone and Conflict."""

    evidence_id: str
    seen: int
    kind: EvidenceKind | Keep = KEEP
    text: str | Keep = KEEP

    code: ClassVar[str] = "assessment.edit_evidence"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> None:
        """Change the fields given."""
        evidence = _own_evidence(work, self.evidence_id)
        fields = given({"kind": self.kind}) | written({"text": self.text}, "text")
        work.edit(Evidence, evidence.id, self.seen, **fields)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed evidence for H1»."""
        return _("Changed evidence for {item}").format(**details)


@dataclass(frozen=True)
class RemoveEvidence(Action[None]):
    """It was written by mistake. Raises what EditEvidence does."""

    evidence_id: str
    seen: int

    code: ClassVar[str] = "assessment.remove_evidence"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> None:
        """Take it away, unless it has changed since it was seen."""
        evidence = _own_evidence(work, self.evidence_id)
        demand_unchanged(work, evidence, self.seen)
        work.delete(evidence)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Removed evidence for H1»."""
        return _("Removed evidence for {item}").format(**details)


def _own_evidence(work: Work, evidence_id: str) -> Evidence:
    evidence = work.session.get(Evidence, evidence_id)
    if evidence is None:
        raise Gone(Evidence.__tablename__, evidence_id)
    open_assessment(work, evidence.assessment_id)
    _demand_own(work, demand_part(work, evidence.assessment_id), evidence.assessor_id)
    work.tell(item=evidence.item)
    return evidence


def _demand_own(work: Work, raters: Raters, assessor_id: str | None) -> None:
    """Raise NotYourRating for another rater's; what is everybody's is for who leads."""
    if assessor_id is None:
        if leads(work.actor):
            return
        raise NotYourRating
    rater = next((each for each in raters.raters if each.id == assessor_id), None)
    if rater is None or not writes(raters.raters, rater, work.actor.id, leads=leads(work.actor)):
        raise NotYourRating
