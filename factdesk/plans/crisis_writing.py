"""What the actions on a crisis plan share: finding it, checking it, and keeping its date true."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from factdesk.people.tables import Person
from factdesk.people.writing import demand_order, demand_past, tell_of, tidy
from factdesk.plans.crisis_errors import NotANumber
from factdesk.plans.crisis_rules import has_digit, newest, show_phone
from factdesk.plans.tables import CrisisContact, CrisisPlan
from factdesk.store.work import Work
from factdesk.team.tables import Team
from factdesk.words import _, pgettext


def plan_of(work: Work, crisis_plan_id: str) -> CrisisPlan:
    """A crisis plan that the actor may write in, the person's name kept for the act's label."""
    plan = work.get(CrisisPlan, crisis_plan_id)
    tell_of(work, plan.person_id)
    return plan


def demand_days(
    work: Work, made_on: date, reviewed_on: date | None, review_on: date | None
) -> None:
    """Raise DateAhead or DatesOutOfOrder: it is made, then gone through, then looked at again."""
    demand_past(work.today, (_("Made on"), made_on), (_("Gone through on"), reviewed_on))
    demand_order((_("Made on"), made_on), (_("Gone through on"), reviewed_on))
    demand_order(
        (_("Made on"), newest(made_on, reviewed_on)),
        (pgettext("crisis plan", "Next review"), review_on),
    )


def tell_date(work: Work, plan: CrisisPlan) -> None:
    """Let the person's record say when the plan was last gone through."""
    day = newest(plan.made_on, plan.reviewed_on)
    work.edit(Person, plan.person_id, None, crisis_plan_on=day)


def months(work: Work) -> int:
    """The team's interval between reviews, in months."""
    return work.session.scalars(select(Team.crisis_plan_months)).one()


def tidied(fields: dict[str, Any]) -> dict[str, Any]:
    """Texts without the spaces around them, and nothing instead of blanks."""
    return {name: tidy(one) if isinstance(one, str) else one for name, one in fields.items()}


def phone(text: str) -> str:
    """A number that can be dialled, in groups. Raises :class:`NotANumber`."""
    if not has_digit(text):
        raise NotANumber
    return show_phone(text)


def contacts_of(work: Work, crisis_plan_id: str) -> list[CrisisContact]:
    """The contacts of a plan in their order."""
    return list(
        work.session.scalars(
            select(CrisisContact)
            .where(CrisisContact.crisis_plan_id == crisis_plan_id)
            .order_by(CrisisContact.position, CrisisContact.id)
        )
    )
