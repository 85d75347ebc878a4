"""One person of «My people», from what the statements bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from factdesk.clock import OSLO
from factdesk.coordination.around import Around, Seen
from factdesk.coordination.facts import PersonLine
from factdesk.coordination.points import consents_of, points_met
from factdesk.coordination.urgency import (
    AConsent,
    LegalDate,
    Norms,
    Situation,
    level_of,
    reasons,
)
from factdesk.people.consents import ConsentState, consent_state, holds_to, standing
from factdesk.people.kinds import Stage
from factdesk.people.rules import age_on, display_name
from factdesk.plans.crisis_rules import is_old
from factdesk.team.defaults import word
from factdesk.words import _, format_date, ngettext, relative_day

#: How many days back a discharge is looked for: the longest a team counts it down, and some.
DISCHARGE_DAYS = 60


@dataclass(frozen=True)
class Members:
    """The team: initials by id, and who has left."""

    initials: Mapping[str, str]
    former: frozenset[str]


def person_line(
    person: Any, around: Around, team: Members, day: date, *, is_deputised: bool
) -> PersonLine:
    """The line of a person; without anything of the record where it is blocked."""
    name = display_name(person.given_name, person.family_name, person.preferred_name)
    first = (person.preferred_name or person.given_name or person.family_name).split()[:1]
    points = None if person.barred else points_met(person, around, team.former, day)
    known = situation(person, around, points, day)
    found = () if person.barred else reasons(known, _norms(person))
    age = age_on(person.birth_date, day)
    next_task = _next_task(around)
    return PersonLine(
        person_id=person.id,
        version=person.version,
        name=name,
        first_name=first[0] if first else name,
        age=None if person.barred else age,
        municipality="" if person.barred else person.municipality or "",
        where=_where(around, day),
        coordinator_id=person.coordinator_id,
        coordinator=team.initials.get(person.coordinator_id or "", ""),
        is_deputised=is_deputised,
        is_reduced=bool(person.barred),
        level=level_of(found),
        reasons=found,
        points_met=points,
        plan_state="" if person.barred else _plan_state(known),
        plan_on=known.plan_on,
        review_on=known.review_on,
        crisis_plan_on=known.crisis_plan_on,
        crisis_old=_is_old(known.crisis_plan_on, person.crisis_plan_months, day),
        consents=_consent_words(known.consents, day),
        last_contact=_last(around.contacts.get("last"), team),
        next_contact=_next(around.contacts.get("next"), team),
        contact_every_days=0 if person.barred else known.every_days,
        specialist_seen_on=known.specialist_seen_on,
        open_tasks=len(around.parts["task"]),
        next_task=next_task,
        legal=_legal_words(known.legal, day),
    )


def situation(person: Any, around: Around, points: tuple[bool, ...] | None, day: date) -> Situation:
    """What the rules of urgency ask about; empty where the record is blocked."""
    barred = bool(person.barred)
    here = person.plan_id_ is not None
    plan_on = person.plan_started_on_ if here else person.plan_on
    stays = around.parts["stay"]
    seen = {part: _day(contact) for part, contact in around.contacts.items()}
    return Situation(
        day=day,
        birth_date=None if barred else person.birth_date,
        is_enrolled=person.stage == Stage.ENROLLED.value,
        enrolled_on=person.enrolled_on,
        seen_on=seen.get("last"),
        next_on=seen.get("next"),
        every_days=person.contact_every_days or person.contact_due_days,
        specialist_seen_on=seen.get("specialist"),
        seen_in_ward="last" in around.contacts and around.contacts["last"].in_ward,
        has_plan=not barred and (here or person.plan_on is not None),
        has_plan_here=here and not barred,
        plan_on=None if barred else max(filter(None, (plan_on, person.plan_on)), default=None),
        review_on=None if barred else person.plan_review_on_ if here else person.plan_review_on,
        missing_points=0 if points is None else points.count(False),
        crisis_plan_on=None if barred else person.crisis_plan_on,
        is_admitted=any(stay.second_on is None for stay in stays),
        discharged_on=_discharged(stays, person.discharge_contact_days, day),
        consents=tuple(_consents(person, around, day)),
        legal=tuple(_legal(around)),
        tasks=tuple(task.first_on for task in around.parts["task"]),
    )


def _norms(person: Any) -> Norms:
    return Norms(**{name: getattr(person, name) for name in Norms.__dataclass_fields__})


def _day(contact: Seen) -> date:
    return contact.start.astimezone(OSLO).date()


def _discharged(stays: list[Any], counted: int, day: date) -> date | None:
    """The last discharge, while the team counts it down and twice as long after."""
    if any(stay.second_on is None for stay in stays):
        return None
    last: date | None = max((stay.second_on for stay in stays), default=None)
    if last is None or last > day or (day - last).days > min(3 * counted, DISCHARGE_DAYS):
        return None
    return last


def _consents(person: Any, around: Around, day: date) -> Iterable[AConsent]:
    """What the consents to each thing amount to; one that is followed by another is not ending."""
    names = {line.id: _service(line) for line in around.parts["service"]}
    names |= {line.id: line.name for line in around.parts["kin"]}
    born, notice = person.birth_date, person.consent_notice_days
    for whom, terms in consents_of(around, day).items():
        found = standing(terms, born, day, notice)
        states = [consent_state(each, born, day, notice) for each in terms]
        is_renewed = found.state is ConsentState.ENDING and ConsentState.AHEAD in states
        if found.state is not None and found.row is not None and not is_renewed:
            last = holds_to(found.row, born)
            yield AConsent(names.get(whom, ""), found.state, last, not whom)


def _service(line: Any) -> str:
    return line.organisation or line.name or line.word or word("service", line.kind)


def _legal(around: Around) -> Iterable[LegalDate]:
    for line in around.parts["legal"]:
        label = line.word or word("legal_kind", line.kind)
        if line.first_on is not None:
            yield LegalDate(label, line.first_on, False)
        if line.second_on is not None and line.second_on != line.first_on:
            yield LegalDate(label, line.second_on, True)


def _where(around: Around, day: date) -> str:
    """«DPS Nordfjell» for who is in a ward, «discharged Saturday» for who is just home."""
    stays = around.parts["stay"]
    inside = next((stay for stay in stays if stay.second_on is None), None)
    if inside is not None:
        return inside.name or _("admitted")
    last = max((stay.second_on for stay in stays), default=None)
    if last is None or last > day or (day - last).days > 14:
        return ""
    return _("discharged {when}").format(when=relative_day(last, day))


def _plan_state(known: Situation) -> str:
    if known.has_plan_here:
        return ""
    if known.plan_on is None:
        return _("no plan")
    text = _("kept elsewhere, of {day}")
    return text.format(day=format_date(known.plan_on, "medium"))


def _is_old(day: date | None, months: int, today: date) -> bool:
    return day is not None and is_old(day, today, months)


_TOLD = (ConsentState.OUTGROWN, ConsentState.ENDING, ConsentState.RUN_OUT, ConsentState.WITHDRAWN)


def _consent_words(consents: Iterable[AConsent], day: date) -> str:
    """The most pressing in words, the rest as a number; empty while all hold."""
    told = [one for one in consents if one.state in _TOLD]
    outgrown = [one for one in told if one.state is ConsentState.OUTGROWN]
    if outgrown:
        text = ngettext("{count} must be renewed", "{count} must be renewed", len(outgrown))
        return text.format(count=len(outgrown))
    if not told:
        return ""
    first = min(told, key=lambda one: (_TOLD.index(one.state), one.holds_to or date.max))
    name = _("the plan") if first.is_for_plan else first.with_name
    if first.state is ConsentState.ENDING and first.holds_to is not None:
        text = _("{whom} runs out {day}").format(whom=name, day=_short(first.holds_to, day))
    elif first.state is ConsentState.RUN_OUT:
        text = _("{whom} has run out").format(whom=name)
    else:
        text = _("{whom} is withdrawn").format(whom=name)
    return text if len(told) == 1 else f"{text} +{len(told) - 1}"


def _legal_words(dates: Iterable[LegalDate], day: date) -> str:
    """The next date of a decision."""
    ahead = sorted((one for one in dates if one.on >= day), key=lambda one: one.on)
    if not ahead:
        return ""
    text = _("{what} ends {day}") if ahead[0].is_expiry else _("{what} control {day}")
    return text.format(what=ahead[0].word, day=_short(ahead[0].on, day))


def _short(on: date, today: date) -> str:
    """A date without its year where that is this one."""
    return format_date(on, "short" if on.year == today.year else "medium")


def _next_task(around: Around) -> str | None:
    tasks = sorted(around.parts["task"], key=lambda each: (each.first_on or date.max, str(each.id)))
    return tasks[0].name if tasks else None


def _initials(contact: Seen, team: Members) -> str:
    return ", ".join(sorted(team.initials.get(one, "") for one in contact.staff))


def _last(contact: Seen | None, team: Members) -> Any:
    return None if contact is None else (contact.start, _initials(contact, team))


def _next(contact: Seen | None, team: Members) -> Any:
    if contact is None:
        return None
    return contact.start, contact.day_only, _initials(contact, team)
