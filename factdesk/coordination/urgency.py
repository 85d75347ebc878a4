"""What is urgent about a person, how urgent, and in which words. Plain values, the day passed in.

A weight says how far up a reason brings a person. From ``RED`` on something is late that may harm;
from ``YELLOW`` on something must be done soon; below stand things to know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from factdesk.coordination.facts import Level, Reason
from factdesk.people.consents import OWN_CONSENT, ConsentState
from factdesk.people.rules import next_turning
from factdesk.plans.crisis_rules import is_old
from factdesk.words import _, format_date, ngettext, relative_day

RED, YELLOW, BLUE = 600, 300, 100

#: How many days ahead a review is told of.
REVIEW_NOTICE_DAYS = 14
#: From how many times the agreed interval on no contact with a person is urgent.
MUCH_TOO_LONG = 2


@dataclass(frozen=True, slots=True)
class Norms:
    """What the team has agreed for itself, in the units of its settings."""

    plan_review_months: int
    first_plan_weeks: int
    crisis_plan_months: int
    consent_notice_days: int
    specialist_seen_days: int
    legal_notice_days: int
    discharge_contact_days: int


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A date of a decision: ``word`` of the decision, and whether it ends or is controlled."""

    word: str
    on: date
    is_expiry: bool


@dataclass(frozen=True, slots=True)
class AConsent:
    """A consent: whom it is shared with (empty for the plan), where it is, its last day."""

    with_name: str
    state: ConsentState
    holds_to: date | None
    is_for_plan: bool


@dataclass(frozen=True)
class Situation:
    """What is known of one person on a day. ``seen_on`` is of the last contact that took place.

    ``seen_in_ward`` says that it was there. ``discharged_on`` is the last discharge within the
    days the team counts down; ``is_admitted`` says that the person stays in a ward or in prison.
    ``tasks`` are the days tasks are due.
    """

    day: date
    birth_date: date | None
    is_enrolled: bool
    enrolled_on: date | None
    seen_on: date | None
    next_on: date | None
    every_days: int
    specialist_seen_on: date | None
    has_plan: bool
    has_plan_here: bool
    plan_on: date | None
    review_on: date | None
    missing_points: int
    crisis_plan_on: date | None
    seen_in_ward: bool = False
    is_admitted: bool = False
    discharged_on: date | None = None
    consents: tuple[AConsent, ...] = ()
    legal: tuple[LegalDate, ...] = ()
    tasks: tuple[date | None, ...] = field(default=())


def reasons(known: Situation, norms: Norms) -> tuple[Reason, ...]:
    """Everything that is urgent about a person, the heaviest first."""
    found: list[Reason] = [*_legal(known, norms), *_turning(known), *_tasks(known)]
    if known.is_enrolled:
        found += _contact(known, norms)
        found += _plan(known, norms)
        found += _crisis_plan(known, norms)
        found += _consents(known)
    return tuple(sorted(found, key=lambda one: (-one.weight, one.code, one.text)))


def level_of(found: tuple[Reason, ...]) -> Level:
    """The level of a person with these reasons."""
    heaviest = max((one.weight for one in found), default=0)
    if heaviest >= RED:
        return "red"
    if heaviest >= YELLOW:
        return "yellow"
    return "blue" if heaviest >= BLUE else "green"


def order_of(found: tuple[Reason, ...]) -> tuple[int, ...]:
    """Where a person stands among others: smaller goes first.

    The weights of the reasons one after the other, so that a further reason never moves a person
    down.
    """
    return (*(-one.weight for one in sorted(found, key=lambda one: -one.weight)), 0)


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)


def _in_days(day: date, today: date) -> str:
    return relative_day(day, today)


def _legal(known: Situation, norms: Norms) -> list[Reason]:
    found = []
    for one in known.legal:
        left = (one.on - known.day).days
        if left > norms.legal_notice_days:
            continue
        if left < 0:
            text = _("{what}: ended {when}") if one.is_expiry else _("{what}: control was {when}")
            weight = 900
        else:
            text = _("{what}: ends {when}") if one.is_expiry else _("{what}: control {when}")
            weight = 800 - left if left <= 7 else 500 - left
        when = _in_days(one.on, known.day)
        found.append(Reason("legal", weight, text.format(what=one.word, when=when)))
    return found


def _turning(known: Situation) -> list[Reason]:
    turning = next_turning(known.birth_date, known.day)
    if turning is None:
        return []
    text = {
        12: _("Turns 12 {when}: own view on what parents are told"),
        16: _("Turns 16 {when}: consents alone, consents must be renewed"),
        18: _("Turns 18 {when}: consents and child coordinator"),
    }[turning.years]
    when = _in_days(turning.on, known.day)
    # Who consents changes on the day of 16 and 18; at 12 only what parents are told.
    is_now = turning.days_left == 0 and turning.years >= OWN_CONSENT
    weight = RED if is_now else 420 - turning.days_left
    return [Reason("turning", weight, text.format(when=when))]


def _contact(known: Situation, norms: Norms) -> list[Reason]:
    found = []
    discharged = known.discharged_on
    if discharged is not None and not _met_since(known, discharged):
        due = discharged + timedelta(days=norms.discharge_contact_days)
        if due < known.day:
            text = _("No contact since the discharge {when}")
            text = text.format(when=_in_days(discharged, known.day))
            found.append(Reason("discharge", 880, text))
        else:
            text = _("First contact after discharge by {day}")
            text = text.format(day=format_date(due, "day"))
            # Always above those whom nobody has met for long.
            left = min((due - known.day).days, 30)
            found.append(Reason("discharge", 700 - left, text))
    elif not known.is_admitted:
        found += _seen(known)
    specialist = known.specialist_seen_on
    enrolled = known.enrolled_on or known.day
    since = specialist or enrolled
    if (known.day - since).days > norms.specialist_seen_days:
        if specialist is None:
            text = _("Not seen by a specialist since enrolment")
        else:
            text = _("Not seen by a specialist for {days}")
            text = text.format(days=_days((known.day - since).days))
        found.append(Reason("specialist", 210, text))
    return found


def _met_since(known: Situation, discharged: date) -> bool:
    """Whether there was a contact after the discharge; one in the ward that day was before it."""
    if known.seen_on is None or known.seen_on < discharged:
        return False
    return known.seen_on > discharged or not known.seen_in_ward


def _seen(known: Situation) -> list[Reason]:
    """Too long since the last contact, against what was agreed."""
    if known.seen_on is None:
        if known.enrolled_on is None or (known.day - known.enrolled_on).days <= known.every_days:
            return []
        return [Reason("contact", 620, _("No contact yet"))]
    gap = (known.day - known.seen_on).days
    if gap <= known.every_days:
        return []
    text = _("No contact for {days}, agreed every {agreed}")
    agreed = ngettext("day", "{count} days", known.every_days).format(count=known.every_days)
    weight = 640 if gap >= MUCH_TOO_LONG * known.every_days else 380
    if known.next_on is None:
        weight += 20
    return [Reason("contact", weight, text.format(days=_days(gap), agreed=agreed))]


def _plan(known: Situation, norms: Norms) -> list[Reason]:
    if not known.has_plan:
        return _no_plan(known, norms)
    found = []
    if known.review_on is not None:
        left = (known.review_on - known.day).days
        when = _in_days(known.review_on, known.day)
        if left < 0:
            weight = 400 if left >= -30 else 450
            text = _("The plan should have been reviewed {when}")
            found.append(Reason("review", weight, text.format(when=when)))
        elif left <= REVIEW_NOTICE_DAYS:
            text = _("The plan is reviewed {when}")
            found.append(Reason("review", 320 - left, text.format(when=when)))
    elif known.plan_on is not None:
        due = known.plan_on + relativedelta(months=norms.plan_review_months)
        if due < known.day:
            text = _("The plan is of {day} and has no date of review")
            text = text.format(day=format_date(known.plan_on, "medium"))
            found.append(Reason("review", 360, text))
    if known.has_plan_here and known.missing_points:
        text = ngettext(
            "{count} point is missing in the plan",
            "{count} points are missing in the plan",
            known.missing_points,
        ).format(count=known.missing_points)
        found.append(Reason("points", 180 + known.missing_points, text))
    return found


def _no_plan(known: Situation, norms: Norms) -> list[Reason]:
    since = known.enrolled_on
    if since is None or _is_refused(known):
        return [Reason("plan", 200, _("No individual plan"))]
    due = since + timedelta(weeks=norms.first_plan_weeks)
    if due < known.day:
        text = _("No individual plan, enrolled since {day}")
        return [Reason("plan", 430, text.format(day=format_date(since, "medium")))]
    text = _("First plan by {day}").format(day=format_date(due, "medium"))
    left = (due - known.day).days
    return [Reason("plan", 310 if left <= REVIEW_NOTICE_DAYS else 120, text)]


def _is_refused(known: Situation) -> bool:
    """Whether the consent to a plan was taken back: a plan is a right, not a duty."""
    withdrawn = ConsentState.WITHDRAWN
    return any(one.is_for_plan and one.state is withdrawn for one in known.consents)


def _crisis_plan(known: Situation, norms: Norms) -> list[Reason]:
    if known.crisis_plan_on is None:
        return [Reason("crisis", 290, _("Crisis plan is missing"))]
    if is_old(known.crisis_plan_on, known.day, norms.crisis_plan_months):
        text = _("Crisis plan is of {day}")
        text = text.format(day=format_date(known.crisis_plan_on, "medium"))
        return [Reason("crisis", 230, text)]
    return []


def _consents(known: Situation) -> list[Reason]:
    """Those of the plan weigh more; several that must be renewed are one reason."""
    found = []
    wanted = [one for one in known.consents if known.has_plan or not one.is_for_plan]
    outgrown = [one for one in wanted if one.state is ConsentState.OUTGROWN]
    if outgrown:
        text = ngettext(
            "{count} consent must be renewed by the young person",
            "{count} consents must be renewed by the young person",
            len(outgrown),
        )
        found.append(Reason("consent", 610, text.format(count=len(outgrown))))
    for one in wanted:
        name = _("the plan") if one.is_for_plan else one.with_name
        if one.state is ConsentState.ENDING and one.holds_to is not None:
            text = _("Consent for {whom} runs out {when}")
            when = _in_days(one.holds_to, known.day)
            weight = 390 if one.is_for_plan else 330
            left = (one.holds_to - known.day).days
            text = text.format(whom=name, when=when)
            found.append(Reason("consent", weight - min(left, 29), text))
        elif one.is_for_plan and one.state is ConsentState.WITHDRAWN:
            found.append(Reason("consent", 460, _("The consent to the plan is withdrawn")))
        elif one.state is ConsentState.RUN_OUT:
            text = _("Consent for {whom} has run out").format(whom=name)
            found.append(Reason("consent", 410 if one.is_for_plan else 305, text))
    return found


def _tasks(known: Situation) -> list[Reason]:
    late = [day for day in known.tasks if day is not None and day < known.day]
    if late:
        text = ngettext("{count} task is late", "{count} tasks are late", len(late))
        return [Reason("task", 370, text.format(count=len(late)))]
    if known.day in known.tasks:
        return [Reason("task", 300, _("A task is due today"))]
    return []
