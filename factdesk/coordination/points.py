"""The nine points of many plans at once, from what the coordinator's statements bring.

The rule is that of the plans room; here stands only what it needs to be asked with.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from factdesk.coordination.around import Around
from factdesk.people.consents import ConsentStanding, ConsentTerms, standing
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.facts import GoalRow, MeasureRow, PartyFact, PlanRow, grouped
from factdesk.plans.kinds import GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.rules import check_points

_PLAN_FIELDS = tuple(name for name in PlanRow.__dataclass_fields__ if name != "person_id")


def terms_of(line: Any) -> ConsentTerms:
    """A line of a consent as the rules read it."""
    return ConsentTerms(ConsentGiver(line.word), line.first_on, line.second_on, line.third_on)


def consents_of(around: Around, day: date) -> dict[str, list[ConsentTerms]]:
    """Consents by the service or next of kin they are for; under an empty key those to the plan.

    Those for a service that takes part no longer are left out.
    """
    left = {line.id for line in around.parts["service"] if _has_left(line, day)}
    found: dict[str, list[ConsentTerms]] = {}
    for line in around.parts["consent"]:
        whom = line.service_id or line.kin_id or ""
        if whom not in left and (whom or line.kind == ConsentKind.PLAN.value):
            found.setdefault(whom, []).append(terms_of(line))
    return found


def _has_left(line: Any, day: date) -> bool:
    """Whether a service takes part no longer; next of kin never leave."""
    return line.first_on is not None and line.first_on <= day


def points_met(
    person: Any, around: Around, former: Collection[str], day: date
) -> tuple[bool, ...] | None:
    """Which of the nine points the person's plan meets; ``None`` without a plan here.

    ``former`` are the ids of members who have left the team.
    """
    if person.plan_id_ is None:
        return None
    values = {name: getattr(person, f"plan_{name}_") for name in _PLAN_FIELDS}
    plan = PlanRow(person_id=person.id, **values)
    parties = _parties(person, around, former, day)
    left = {one.party for one in parties if one.has_left}
    goals = grouped(
        [_goal(line) for line in around.parts["goal"]],
        [_measure(line, left) for line in around.parts["measure"]],
        (),
    )
    terms = [
        terms_of(line) for line in around.parts["consent"] if line.kind == ConsentKind.PLAN.value
    ]
    consent: ConsentStanding[Any] = standing(
        terms, person.birth_date, day, person.consent_notice_days
    )
    checks = check_points(plan, goals, parties, consent, person.coordinator_id)
    return tuple(check.is_met for check in checks)


def _goal(line: Any) -> GoalRow:
    return GoalRow(line.id, 1, line.above, "", "", GoalStatus(line.status), 0)


def _measure(line: Any, left: set[Party]) -> MeasureRow:
    party = _party(line)
    return MeasureRow(
        id=line.id,
        version=1,
        goal_id=line.above,
        text="",
        how="·" if line.has_how else None,
        extent="·" if line.has_extent else None,
        responsible=party,
        responsible_name="",
        responsible_left=party in left,
        start_on=None,
        due_on=None,
        status=MeasureStatus(line.status),
        position=0,
        is_late=False,
    )


def _party(line: Any) -> Party | None:
    if line.by_person:
        return Party(PartyKind.PERSON)
    for kind, found in (
        (PartyKind.STAFF, line.staff_id),
        (PartyKind.SERVICE, line.service_id),
        (PartyKind.NEXT_OF_KIN, line.kin_id),
    ):
        if found is not None:
            return Party(kind, found)
    return None


def _parties(person: Any, around: Around, former: Collection[str], day: date) -> list[PartyFact]:
    """Who is around the plan, as far as the points ask: who takes part, with which consent."""
    staff = {person.clinician_id, person.child_coordinator_id, person.coordinator_id}
    staff |= {line.staff_id for line in around.parts["worker"]}
    staff |= {line.staff_id for line in around.parts["measure"]}
    found = [
        PartyFact(Party(PartyKind.STAFF, one), "", "", None, None, True, one in former, None)
        for one in staff
        if one is not None
    ]
    shares: dict[str, list[ConsentTerms]] = {}
    for line in around.parts["consent"]:
        whom = line.service_id or line.kin_id
        if whom is not None:
            shares.setdefault(whom, []).append(terms_of(line))
    notice = person.consent_notice_days
    states = {
        whom: standing(terms, person.birth_date, day, notice).state
        for whom, terms in shares.items()
    }
    for kind, part in ((PartyKind.SERVICE, "service"), (PartyKind.NEXT_OF_KIN, "kin")):
        found += [
            PartyFact(
                Party(kind, line.id), "", "", None, None, bool(line.yes), _has_left(line, day),
                states.get(line.id),
            )
            for line in around.parts[part]
        ]  # fmt: skip
    return found
