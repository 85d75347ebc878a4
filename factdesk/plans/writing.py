"""What the actions on individual plans share: checks, positions, who is responsible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from factdesk.people.care_group import ConsentRow, load_consents, plan_standing
from factdesk.people.consents import ConsentStanding
from factdesk.people.tables import NextOfKin, Participant, Person
from factdesk.people.writing import demand_order, demand_text, tell_of, tidy
from factdesk.plans.errors import CannotBeResponsible, PlanEnded, TextTooLong
from factdesk.plans.field_words import field_word
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.parties import party_of, references
from factdesk.plans.rules import LONGEST_TEXT
from factdesk.plans.tables import IndividualPlan, PlanGoal, PlanMeasure
from factdesk.store.conflict import Collision, Conflict, Gone
from factdesk.store.keep import given
from factdesk.store.work import Work
from factdesk.team.tables import Staff, Team


def open_for_writing(work: Work, plan_id: str, **details: str | None) -> IndividualPlan:
    """A plan that may be changed, its person told of. Raises Gone, Blocked and PlanEnded."""
    plan = work.get(IndividualPlan, plan_id)
    tell_of(work, plan.person_id, **details)
    if plan.ended_on is not None:
        raise PlanEnded
    return plan


def goal_for_writing(work: Work, goal_id: str) -> PlanGoal:
    """A goal in a plan that may be changed."""
    goal = work.get(PlanGoal, goal_id)
    open_for_writing(work, goal.plan_id)
    return goal


def measure_for_writing(work: Work, measure_id: str) -> PlanMeasure:
    """A measure in a plan that may be changed."""
    measure = work.get(PlanMeasure, measure_id)
    open_for_writing(work, measure.plan_id)
    return measure


def demand_goal_of(work: Work, person_id: str, goal_id: str) -> None:
    """Raise Gone for a goal that is in none of the person's plans."""
    if work.get(IndividualPlan, work.get(PlanGoal, goal_id).plan_id).person_id != person_id:
        raise Gone(PlanGoal.__tablename__, goal_id)


def plan_consent(work: Work, person: Person) -> ConsentStanding[ConsentRow]:
    """What the person's consents to a plan amount to today. Two statements."""
    consents = load_consents(work.session, [person.id], work.today).get(person.id, ())
    notice = work.session.scalars(select(Team.consent_notice_days)).one()
    return plan_standing(consents, person.birth_date, work.today, notice)


def written(fields: dict[str, Any], *needed: str) -> dict[str, Any]:
    """The fields a command sets, as they are stored: blanks are nothing, texts not too long.

    Raises TextMissing for one of ``needed`` that is empty, and TextTooLong.
    """
    found = given(fields)
    for name in found:
        if name in needed:
            found[name] = demand_text(found[name], field_word(name))
        # The codes of enums are texts too, and left as they are.
        elif type(found[name]) is str:
            found[name] = tidy(found[name])
        if isinstance(found[name], str) and len(found[name]) > LONGEST_TEXT:
            raise TextTooLong(field_word(name), LONGEST_TEXT)
    return found


def demand_plan_dates(
    started_on: date, period_from: date | None, period_to: date | None, review_on: date | None
) -> None:
    """Raise DatesOutOfOrder: a period ends after it begins, a review is in the plan's time."""
    period, review = field_word("period_from"), field_word("review_on")
    demand_order((period, period_from), (field_word("period_to"), period_to))
    demand_order((field_word("started_on"), started_on), (review, review_on))
    demand_order((period, period_from), (review, review_on))


def demand_measure_dates(start_on: date | None, due_on: date | None) -> None:
    """Raise DatesOutOfOrder for a measure that is due before it starts."""
    demand_order((field_word("start_on"), start_on), (field_word("due_on"), due_on))


def keep_dates_of_person(work: Work, person_id: str, **dates: date | None) -> None:
    """The dates of the plan that stand with the person, kept true."""
    work.edit(Person, person_id, None, **dates)


def is_around(work: Work, person_id: str, party: Party) -> bool:
    """Whether somebody is around the person today: not another's, and not one who has left."""
    if party.kind is PartyKind.PERSON:
        return True
    session, party_id = work.session, party.id or ""
    if party.kind is PartyKind.STAFF:
        member = session.get(Staff, party_id)
        return member is not None and (member.valid_to is None or member.valid_to >= work.today)
    if party.kind is PartyKind.NEXT_OF_KIN:
        kin = session.get(NextOfKin, party_id)
        return kin is not None and kin.person_id == person_id
    service = session.get(Participant, party_id)
    if service is None or service.person_id != person_id:
        return False
    return service.left_on is None or service.left_on > work.today


def demand_responsible(work: Work, person_id: str, party: Party | None) -> None:
    """Raise CannotBeResponsible for who has left or is not around the person."""
    if party is not None and not is_around(work, person_id, party):
        raise CannotBeResponsible


def edit_measure(work: Work, row: PlanMeasure, seen: int, fields: dict[str, Any]) -> None:
    """Change a measure; a collision over who is responsible is one of the field of that name."""
    if "responsible" not in fields:
        work.edit(PlanMeasure, row.id, seen, **fields)
        return
    mine = fields.pop("responsible")
    columns = references(mine)
    try:
        work.edit(PlanMeasure, row.id, seen, **fields, **columns)
    except Conflict as conflict:
        raise _of_responsible(conflict, mine, row, columns) from conflict


def _of_responsible(
    conflict: Conflict, mine: Party | None, row: PlanMeasure, columns: dict[str, Any]
) -> Conflict:
    collided = {name: each for name, each in conflict.fields.items() if name in columns}
    if not collided:
        return conflict
    base = _Columns({name: getattr(row, name) for name in columns})
    base.values |= {name: each.base for name, each in collided.items()}
    rest = {name: each for name, each in conflict.fields.items() if name not in columns}
    rest["responsible"] = Collision(mine, party_of(base), party_of(row))
    return Conflict(
        conflict.entity, conflict.entity_id, conflict.version, rest, conflict.by, conflict.at
    )


class _Columns:
    """Values that can be read as a row's."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __getattr__(self, name: str) -> Any:
        return self.values[name]


def move(
    work: Work, cls: type[PlanGoal] | type[PlanMeasure], rows: Sequence[Any], row: Any, to: int
) -> None:
    """Put a row at a place among its siblings (``rows``, in order), and number all of them."""
    order = [each for each in rows if each.id != row.id]
    order.insert(max(0, min(to, len(order))), row)
    for position, each in enumerate(order):
        work.edit(cls, each.id, None, position=position)


def goals_beside(work: Work, plan_id: str, parent_id: str | None) -> list[PlanGoal]:
    """The goals of a plan, or the sub-goals of a goal, in order."""
    return list(
        work.session.scalars(
            select(PlanGoal)
            .where(PlanGoal.plan_id == plan_id, PlanGoal.parent_id == parent_id)
            .order_by(PlanGoal.position, PlanGoal.id)
        )
    )


def measures_beside(work: Work, goal_id: str) -> list[PlanMeasure]:
    """The measures of a goal, in order."""
    return list(
        work.session.scalars(
            select(PlanMeasure)
            .where(PlanMeasure.goal_id == goal_id)
            .order_by(PlanMeasure.position, PlanMeasure.id)
        )
    )


def next_position(rows: Sequence[PlanGoal] | Sequence[PlanMeasure]) -> int:
    """The place behind the last."""
    return max((row.position for row in rows), default=-1) + 1
