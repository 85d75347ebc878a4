"""The papers of one person: what each is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from factdesk.papers.order import Order
from factdesk.people.care_group import ConsentRow, load_consents
from factdesk.people.rules import display_name
from factdesk.people.tables import Person
from factdesk.plans.tables import PlanMeeting
from factdesk.words import N_, language


def individual_plan(order: Order) -> tuple[bytes, date]:
    """The individual plan, as it is now or as a kept version has it."""
    from factdesk.papers.plan_paper import PlanContents, plan_pdf
    from factdesk.plans.view import PersonPlan, PlanAt

    person_id = order.whose()
    facts = order.see(PersonPlan(person_id))
    kept = None
    if order.number is not None and (facts.plan is None or facts.plan.number != order.number):
        kept = next((one for one in facts.versions if one.number == order.number), None)
        if kept is None:
            raise order.nothing(
                N_("There is no such version of the plan."), N_("Nothing was printed.")
            )
        facts = order.see(PlanAt(person_id, order.number))
    if facts.plan is None:
        raise order.nothing(
            N_("There is no individual plan to print."),
            N_("Make one on the person's page, or print an earlier version."),
        )
    born = order.reader.session.get_one(Person, person_id).birth_date
    contents = PlanContents(facts, _consents(order), order.team, born, kept)
    printed_at = order.reader.now
    made = plan_pdf(contents, printed_at=printed_at, language=language(), layout=order.layout)
    return made, order.day


def crisis_plan(order: Order) -> tuple[bytes, date]:
    """The crisis plan on one page."""
    from factdesk.papers.crisis_paper import crisis_pdf

    return _of_crisis(order, crisis_pdf)


def pocket_card(order: Order) -> tuple[bytes, date]:
    """The crisis plan as a folded card."""
    from factdesk.papers.pocket_card import pocket_card_pdf

    return _of_crisis(order, pocket_card_pdf)


def consents(order: Order) -> tuple[bytes, date]:
    """Every consent that holds or has to be renewed, for signing."""
    from factdesk.papers.consents_paper import consents_pdf, to_sign

    person = order.reader.session.get_one(Person, order.whose())
    rows = to_sign(_consents(order))
    if not rows:
        raise order.nothing(
            N_("There is no consent to print."),
            N_("Write consents on the person's page, under the network."),
        )
    made = consents_pdf(
        display_name(person.given_name, person.family_name, person.preferred_name),
        person.birth_date,
        rows,
        order.team,
        printed_at=order.reader.now,
        language=language(),
        layout=order.layout,
    )
    return made, order.day


def plan_meeting(order: Order) -> tuple[bytes, date]:
    """The minutes of a plan meeting: the one asked for, or the person's last that was begun."""
    from factdesk.clock import OSLO
    from factdesk.papers.plan_meeting_paper import plan_meeting_pdf
    from factdesk.plans.meeting_view import ThePlanMeeting

    meeting_id = order.row_id or _last_meeting(order)
    if meeting_id is None or order.reader.session.get(PlanMeeting, meeting_id) is None:
        raise order.nothing(
            N_("There is no plan meeting to print."), N_("Plan one on the person's page.")
        )
    facts = order.see(ThePlanMeeting(meeting_id))
    if facts.person_id != order.whose():
        raise order.nothing(N_("The meeting is about somebody else."), N_("Nothing was printed."))
    made = plan_meeting_pdf(
        facts,
        order.team,
        printed_at=order.reader.now,
        language=language(),
        layout=order.layout,
    )
    return made, facts.start.astimezone(OSLO).date()


def _of_crisis(order: Order, make: Callable[..., bytes]) -> tuple[bytes, date]:
    from factdesk.plans.crisis_view import CrisisPlanAt, PersonCrisisPlan

    person_id = order.whose()
    facts = order.see(PersonCrisisPlan(person_id))
    current = facts.plan.number if facts.plan is not None else None
    if order.number is not None and order.number != current:
        if all(one.number != order.number for one in facts.versions):
            raise order.nothing(
                N_("There is no such version of the plan."), N_("Nothing was printed.")
            )
        facts = order.see(CrisisPlanAt(person_id, order.number))
    if facts.plan is None:
        raise order.nothing(
            N_("There is no crisis plan to print."), N_("Make one on the person's page.")
        )
    made = make(facts, order.team, printed_at=order.reader.now, language=language())
    return made, order.day


def _consents(order: Order) -> tuple[ConsentRow, ...]:
    person_id = order.whose()
    found = load_consents(order.reader.session, [person_id], order.day)
    return found.get(person_id, ())


def _last_meeting(order: Order) -> str | None:
    """The meeting begun last; without one the next that is planned."""
    meetings = select(PlanMeeting.id).where(
        PlanMeeting.person_id == order.whose(), PlanMeeting.cancelled_at.is_(None)
    )
    held = meetings.where(PlanMeeting.began_at.is_not(None))
    for wanted in (
        held.order_by(PlanMeeting.start.desc(), PlanMeeting.id.desc()),
        meetings.order_by(PlanMeeting.start, PlanMeeting.id),
    ):
        found = order.reader.session.scalars(wanted.limit(1)).first()
        if found is not None:
            return found
    return None
