"""The agenda a plan meeting has where nobody writes another: from the plan as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.contacts.rules import day_of
from factdesk.people.care_group import ConsentRow, load_consents
from factdesk.people.consents import ConsentState, standing
from factdesk.people.kinds import ConsentKind
from factdesk.people.tables import Person
from factdesk.plans.crisis_rules import is_old
from factdesk.plans.kinds import GoalStatus, MeasureStatus
from factdesk.plans.meeting_rules import HEADING_SIGNS
from factdesk.plans.rules import short
from factdesk.plans.tables import IndividualPlan, PlanGoal, PlanMeasure, PlanMeeting
from factdesk.team.tables import Team
from factdesk.words import _, format_date, in_language, ngettext

_TO_RENEW = (ConsentState.ENDING, ConsentState.OUTGROWN, ConsentState.RUN_OUT)
#: How many late measures are named in a heading; of more, the count is said.
NAMED = 3


@dataclass(frozen=True)
class AgendaLine:
    """One heading, and the goal it is about."""

    heading: str
    goal_id: str | None = None


def open_plan(session: Session, person_id: str) -> IndividualPlan | None:
    """The person's plan that has not ended, if there is one."""
    return session.scalars(
        select(IndividualPlan).where(
            IndividualPlan.person_id == person_id, IndividualPlan.ended_on.is_(None)
        )
    ).first()


def agenda_of(session: Session, person: Person, day: date) -> tuple[AgendaLine, ...]:
    """What a meeting about the person talks about, in the team's language. Six statements."""
    team = session.scalars(select(Team)).one()
    plan = open_plan(session, person.id)
    consents = load_consents(session, [person.id], day).get(person.id, ())
    with in_language(team.language):
        lines = [_since(session, person.id)]
        if plan is None:
            lines.append(AgendaLine(_("Is an individual plan wanted?")))
        else:
            lines += _goals(session, plan.id)
            lines += _late(session, plan.id, day)
        lines += _consents(consents, person, day, team.consent_notice_days)
        lines.append(_crisis(person.crisis_plan_on, team.crisis_plan_months, day))
        lines.append(AgendaLine(_("Next meeting")))
    return tuple(lines)


def _since(session: Session, person_id: str) -> AgendaLine:
    last = session.scalars(
        select(PlanMeeting.began_at)
        .where(PlanMeeting.person_id == person_id, PlanMeeting.ended_at.is_not(None))
        .order_by(PlanMeeting.began_at.desc())
        .limit(1)
    ).first()
    if last is None:
        return AgendaLine(_("How it is going now"))
    since = format_date(day_of(last), "medium")
    return AgendaLine(_("What has happened since {date}").format(date=since))


def _goals(session: Session, plan_id: str) -> list[AgendaLine]:
    rows = session.scalars(
        select(PlanGoal)
        .where(
            PlanGoal.plan_id == plan_id,
            PlanGoal.parent_id.is_(None),
            PlanGoal.status == GoalStatus.ACTIVE,
        )
        .order_by(PlanGoal.position, PlanGoal.id)
    )
    return [
        AgendaLine(_("Goal: {goal}").format(goal=short(row.text, HEADING_SIGNS)), row.id)
        for row in rows
    ]


def _late(session: Session, plan_id: str, day: date) -> list[AgendaLine]:
    texts = session.scalars(
        select(PlanMeasure.text)
        .where(
            PlanMeasure.plan_id == plan_id,
            PlanMeasure.due_on < day,
            PlanMeasure.status.in_([MeasureStatus.PLANNED, MeasureStatus.ONGOING]),
        )
        .order_by(PlanMeasure.due_on, PlanMeasure.id)
    ).all()
    if not texts:
        return []
    if len(texts) > NAMED:
        count = len(texts)
        words = ngettext("{count} measure is late", "{count} measures are late", count)
        return [AgendaLine(words.format(count=count))]
    named = "; ".join(short(text, 50) for text in texts)
    return [AgendaLine(_("Late measures: {measures}").format(measures=named))]


def _consents(
    consents: tuple[ConsentRow, ...], person: Person, day: date, notice_days: int
) -> list[AgendaLine]:
    """The consents that run out soon, or have run out without a new one."""
    about: dict[tuple[str | None, str | None], list[ConsentRow]] = {}
    for row in consents:
        about.setdefault((row.participant_id, row.next_of_kin_id), []).append(row)
    names = [
        _("the plan") if rows[0].kind is ConsentKind.PLAN else rows[0].with_name
        for rows in about.values()
        if standing(rows, person.birth_date, day, notice_days).state in _TO_RENEW
    ]
    if not names:
        return []
    named = ", ".join(name for name in names if name)
    return [AgendaLine(_("Consents that must be renewed: {names}").format(names=named))]


def _crisis(written_on: date | None, months: int, day: date) -> AgendaLine:
    if written_on is None:
        return AgendaLine(_("Crisis plan: is one wanted?"))
    if is_old(written_on, day, months):
        since = format_date(written_on, "medium")
        return AgendaLine(_("Crisis plan: not gone through since {date}").format(date=since))
    return AgendaLine(_("Crisis plan"))
