"""The individual plan itself: made, written in, revised, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import func, select

from factdesk.people.writing import demand_order, demand_past, tell_of, tidy, with_name
from factdesk.plans.errors import ConsentNeeded, PlanOpen, RevisedMeanwhile
from factdesk.plans.field_words import field_word
from factdesk.plans.kinds import PlanKind
from factdesk.plans.loading import load_facts
from factdesk.plans.rules import review_after
from factdesk.plans.tables import IndividualPlan, PlanVersion
from factdesk.plans.versions import to_content
from factdesk.plans.writing import (
    demand_plan_dates,
    keep_dates_of_person,
    open_for_writing,
    plan_consent,
    written,
)
from factdesk.store.action import Action
from factdesk.store.conflict import Conflict
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Team
from factdesk.words import _, format_date

_NOT_FIELDS = frozenset({"plan_id", "seen", "reason"})


@dataclass(frozen=True)
class MakePlan(Action[str]):
    """A person's plan is begun; gives the id.

    ``review_on`` is after the team's usual time where it is not given. The number goes on from
    the person's earlier plans, so that a number means one version. Raises ConsentNeeded, PlanOpen
    and DatesOutOfOrder.
    """

    person_id: str
    period_from: date | None = None
    period_to: date | None = None
    review_on: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "plans.make"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Check the consent and that no plan is open, then begin."""
        person = tell_of(work, self.person_id)
        plan = select(IndividualPlan.id).where(
            IndividualPlan.person_id == person.id, IndividualPlan.ended_on.is_(None)
        )
        open_id = work.session.scalars(plan).first()
        if open_id is not None:
            raise PlanOpen(open_id)
        consent = plan_consent(work, person)
        if not consent.holds:
            raise ConsentNeeded(consent.state)
        review_on = self.review_on or review_after(work.today, _review_months(work))
        demand_plan_dates(work.today, self.period_from, self.period_to, review_on)
        made = work.add(
            IndividualPlan(
                person_id=person.id,
                number=_last_number(work, person.id) + 1,
                started_on=work.today,
                period_from=self.period_from,
                period_to=self.period_to,
                review_on=review_on,
            )
        )
        keep_dates_of_person(work, person.id, plan_on=work.today, plan_review_on=review_on)
        return made.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan begun: …»."""
        return with_name(_("Plan begun"), details)


@dataclass(frozen=True)
class EditPlan(Action[None]):
    """Change the columns given of a plan seen at version ``seen``.

    Raises PlanEnded, TextTooLong and DatesOutOfOrder. Consents are not asked for: what was agreed
    while there was one must always be possible to write down.
    """

    plan_id: str
    seen: int
    period_from: date | Keep | None = KEEP
    period_to: date | Keep | None = KEEP
    review_on: date | Keep | None = KEEP
    situation: str | Keep | None = KEEP
    important: str | Keep | None = KEEP
    strengths: str | Keep | None = KEEP
    needs: str | Keep | None = KEEP
    contribution_person: str | Keep | None = KEEP
    contribution_services: str | Keep | None = KEEP
    contribution_relatives: str | Keep | None = KEEP
    cooperation: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Check dates and texts, then change."""
        plan = open_for_writing(work, self.plan_id)
        every = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NOT_FIELDS}
        changes = written(every)
        work.tell(field=", ".join(field_word(name) for name in changes))
        _change(work, plan, self.seen, changes)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Important to me: Åse Ødegård»."""
        return with_name(details.get("field") or _("Plan changed"), details)


@dataclass(frozen=True)
class RevisePlan(Action[int]):
    """The plan has been gone through: it is kept as it is as a version; gives the next number.

    The next review is after the team's usual time where the old one is not ahead and none is
    given. Raises ConsentNeeded, RevisedMeanwhile, PlanEnded and DatesOutOfOrder.
    """

    plan_id: str
    seen: int
    why: str | None = None
    period_from: date | Keep | None = KEEP
    period_to: date | Keep | None = KEEP
    review_on: date | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.revise"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> int:
        """Keep the version, then give the plan its next number and dates."""
        plan = open_for_writing(work, self.plan_id)
        consent = plan_consent(work, tell_of(work, plan.person_id))
        if not consent.holds:
            raise ConsentNeeded(consent.state)
        number = plan.number + 1
        changes = given(
            {
                "period_from": self.period_from,
                "period_to": self.period_to,
                "review_on": self.review_on,
            }
        )
        if "review_on" not in changes and (plan.review_on or work.today) <= work.today:
            changes["review_on"] = review_after(work.today, _review_months(work))
        review_on = changes.get("review_on")
        if review_on is not None:
            demand_order((_("Revised"), work.today), (field_word("review_on"), review_on))
        kept = _version(work, plan, tidy(self.why))
        try:
            _change(work, plan, self.seen, {**changes, "number": number})
        except Conflict as conflict:
            if "number" in conflict.fields:
                raise RevisedMeanwhile from conflict
            raise
        work.add(kept)
        keep_dates_of_person(work, plan.person_id, plan_on=work.today)
        work.tell(number=str(number))
        return number

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan revised, version 3: …»."""
        words = _("Plan revised, version {number}").format(number=details.get("number", ""))
        return with_name(words, details)


@dataclass(frozen=True)
class EndPlan(Action[None]):
    """The plan ends on a day; its content is kept as a version. Raises PlanEnded and dates'."""

    plan_id: str
    seen: int
    ended_on: date
    end_reason: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "plans.end"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Keep the version and end."""
        plan = open_for_writing(work, self.plan_id, on=format_date(self.ended_on, "medium"))
        ended = field_word("ended_on")
        demand_past(work.today, (ended, self.ended_on))
        demand_order((field_word("started_on"), plan.started_on), (ended, self.ended_on))
        changes: dict[str, Any] = written({"end_reason": self.end_reason})
        changes["ended_on"] = self.ended_on
        kept = _version(work, plan, changes["end_reason"], **changes)
        work.edit(IndividualPlan, plan.id, self.seen, **changes)
        work.add(kept)
        keep_dates_of_person(work, plan.person_id, plan_on=None, plan_review_on=None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan ended: …»."""
        return with_name(_("Plan ended"), details)


def _review_months(work: Work) -> int:
    return work.session.scalars(select(Team.plan_review_months)).one()


def _last_number(work: Work, person_id: str) -> int:
    """The highest number of the person's plans and versions, 0 where there were none."""
    plans = select(func.max(IndividualPlan.number)).where(IndividualPlan.person_id == person_id)
    return work.session.scalar(plans) or 0


def _change(work: Work, plan: IndividualPlan, seen: int, changes: dict[str, Any]) -> None:
    """Change a plan whose dates then fit, and the person's review date with it."""
    if not changes.keys().isdisjoint({"period_from", "period_to", "review_on"}):
        demand_plan_dates(
            plan.started_on,
            changes.get("period_from", plan.period_from),
            changes.get("period_to", plan.period_to),
            changes.get("review_on", plan.review_on),
        )
    work.edit(IndividualPlan, plan.id, seen, **changes)
    if "review_on" in changes:
        keep_dates_of_person(work, plan.person_id, plan_review_on=changes["review_on"])


def _version(work: Work, plan: IndividualPlan, why: str | None, **changes: Any) -> PlanVersion:
    """The plan as it stands, with changes about to be made, to be kept."""
    facts = load_facts(work.session, plan.person_id, work.now, work.today)
    if facts.plan is not None:
        facts = replace(facts, plan=replace(facts.plan, **changes))
    return PlanVersion(
        person_id=plan.person_id,
        kind=PlanKind.INDIVIDUAL,
        plan_id=plan.id,
        number=plan.number,
        made_at=work.now,
        made_by=work.actor.id,
        why=why,
        content=to_content(facts),
    )
