"""The made-up persons: who they are, their way through the team, and who is around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from factdesk.people.kinds import LanguageForm, Stage
from factdesk.people.tables import Person
from factdesk.simulation import names, phrases
from factdesk.simulation.birth_numbers import synthetic
from factdesk.simulation.rhythm import after, last_working_day
from factdesk.simulation.staff import Member, Team
from factdesk.simulation.wish import Rows, Wish

if TYPE_CHECKING:
    from factdesk.simulation.episodes import Episode

MUNICIPALITIES = ("Fjellbygda", "Sørdal", "Nes")
_INTERPRETERS = ("somali", "tigrinja", "arabisk", "vietnamesisk", "ukrainsk", "polsk")


@dataclass(frozen=True)
class Kin:
    """A relative: until when there is a consent to tell them, or ``None`` without one."""

    id: str
    name: str
    relation: str
    phone: str
    is_guardian: bool
    told_until: date | None


@dataclass
class Life:
    """A person in the making. ``weekly`` is how many contacts an ordinary week has."""

    id: str
    born: date
    stage: Stage
    referred: date
    assessed: date | None
    enrolled: date | None
    closed: date | None
    coordinator: Member | None
    clinician: Member | None
    weekly: float
    circle: list[Member] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    goes_two: bool = False
    kin: list[Kin] = field(default_factory=list)
    plan_on: date | None = None
    review_on: date | None = None
    crisis_plan_on: date | None = None
    has_substance_disorder: bool | None = None

    def age(self, day: date) -> int:
        """Age in whole years."""
        return relativedelta(day, self.born).years


def make_lives(rows: Rows, wish: Wish, team: Team, *, young: bool) -> list[Life]:
    """Everybody, in a drawn order."""
    numbers: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    stages = _stages(rows.rng, wish.people)
    return [_life(rows, wish, team, young, each, numbers, pairs) for each in stages]


def _stages(rng: Random, people: int) -> list[tuple[Stage, bool]]:
    """Stage, and whether enrolled in the last weeks, of each person."""
    closed, new = round(people * 0.08), round(people * 0.05)
    referred, assessed = round(people * 0.02), round(people * 0.015)
    rest = people - closed - new - referred - assessed
    found = (
        [(Stage.CLOSED, False)] * closed
        + [(Stage.ENROLLED, True)] * new
        + [(Stage.REFERRED, False)] * referred
        + [(Stage.ASSESSED, False)] * assessed
        + [(Stage.ENROLLED, False)] * rest
    )
    rng.shuffle(found)
    return found


def _life(
    rows: Rows,
    wish: Wish,
    team: Team,
    young: bool,
    stage_new: tuple[Stage, bool],
    numbers: set[str],
    pairs: set[tuple[str, str]],
) -> Life:
    rng = rows.rng
    stage, is_new = stage_new
    referred, assessed, enrolled, closed = _way(rng, wish, stage, is_new)
    born = _born(rng, wish.today, young)
    while born + relativedelta(years=12) > referred:
        born -= timedelta(days=200)
    female = rng.random() < 0.45
    given, family = names.of_person(rng, female=female, taken=pairs)
    number = synthetic(rng, born, female=female, taken=numbers) if rng.random() > 0.02 else None
    coordinator = clinician = None
    if enrolled is not None:
        coordinator = rng.choice(team.coordinators(wish.today))
        clinician = rng.choice(team.clinicians())
    plan = _plans(rng, wish.today, enrolled, closed)
    adult_children = rng.choices((0, 1, 2, 3, None), (40, 15, 12, 4, 20))[0]
    is_foreign = family in ("Warsame", "Haile", "Tekle", "Haddad", "Shevchuk")
    closure = rng.choice(list(phrases.CLOSURES)) if closed else None
    disorder = rng.choices((True, False, None), (12, 80, 8) if young else (42, 52, 6))[0]
    person = rows.add(
        Person,
        given_name=given,
        family_name=family,
        preferred_name=given.split()[0] if rng.random() < 0.06 else None,
        birth_number=number,
        birth_date=born,
        language=rng.choices(list(LanguageForm), (80, 15, 5))[0],
        interpreter=rng.choice(_INTERPRETERS) if is_foreign and rng.random() < 0.6 else None,
        address=f"{rng.choice(phrases.STREETS)} {rng.randint(1, 88)}",
        municipality=rng.choices(MUNICIPALITIES, (48, 30, 22))[0],
        phone=_phone(rng) if rng.random() < 0.9 else None,
        gp=rng.choice(phrases.GPS),
        gp_phone=_phone(rng),
        coordinator_id=coordinator.id if coordinator else None,
        clinician_id=clinician.id if clinician else None,
        children_under_18=None if young and rng.random() < 0.5 else 0 if young else adult_children,
        children_note="Bor hos den andre forelderen" if not young and adult_children == 2 else None,
        own_goal=rng.choice(phrases.YOUNG_GOALS if young else phrases.GOALS) if enrolled else None,
        has_substance_disorder=disorder,
        **plan,
        stage=stage,
        referred_on=referred,
        referred_by=_referred_by(rng, young),
        referral_reason=rng.choice(phrases.YOUNG_REFERRALS if young else phrases.REFERRALS),
        assessed_on=assessed,
        enrolled_on=enrolled,
        closed_on=closed,
        closure_reason=closure,
        closure_note=phrases.CLOSURES[closure] if closure else None,
    )
    others = [one for one in team.members if one is not coordinator]
    circle = rng.sample(others, min(3, len(others)))
    return Life(
        person, born, stage, referred, assessed, enrolled, closed, coordinator, clinician,
        rng.triangular(0.5, 2.2, 1.2), circle, plan_on=plan["plan_on"],
        review_on=plan["plan_review_on"], crisis_plan_on=plan["crisis_plan_on"],
        has_substance_disorder=disorder,
    )  # fmt: skip


def _way(
    rng: Random, wish: Wish, stage: Stage, is_new: bool
) -> tuple[date, date | None, date | None, date | None]:
    """Referred, assessed, enrolled and closed, in that order and none after yesterday."""
    today = wish.today
    if stage is Stage.REFERRED:
        return after(rng, today, -12, -2), None, None, None
    if stage is Stage.ASSESSED:
        assessed = after(rng, today, -9, -2)
        return after(rng, assessed, -25, -7), assessed, None, None
    if is_new:
        enrolled = after(rng, today, -45, -6)
    elif rng.random() < 0.35 and wish.days > 120:
        enrolled = wish.start + timedelta(days=rng.randint(1, wish.days - 60))
    else:
        enrolled = wish.start - timedelta(days=rng.randint(10, 1800))
    enrolled = last_working_day(enrolled + timedelta(days=1))
    closed = None
    if stage is Stage.CLOSED:
        earliest = max(enrolled + timedelta(days=20), wish.start + timedelta(days=1))
        if earliest >= today:
            earliest = today - timedelta(days=1)
            enrolled = min(enrolled, earliest - timedelta(days=20))
        closed = earliest + timedelta(days=rng.randint(0, (today - earliest).days - 1))
    assessed = after(rng, enrolled, -40, -7)
    return after(rng, assessed, -28, -4), assessed, enrolled, closed


def _born(rng: Random, today: date, young: bool) -> date:
    low, high, usual = (12, 24, 17) if young else (20, 76, 40)
    years = rng.triangular(low + 0.1, high + 0.9, usual)
    return today - timedelta(days=int(years * 365.25))


def _plans(
    rng: Random, today: date, enrolled: date | None, closed: date | None
) -> dict[str, date | None]:
    """Days of plan, its review and the crisis plan: some old, some missing."""
    plan = review = crisis = None
    last = closed or today
    if enrolled is not None:
        if (last - enrolled).days > 60 and rng.random() < 0.9:
            plan = max(enrolled + timedelta(days=40), last - timedelta(days=rng.randint(10, 235)))
            review = plan + relativedelta(months=rng.choice((6, 6, 12)))
        if (last - enrolled).days > 30 and rng.random() < 0.9:
            crisis = max(enrolled + timedelta(days=20), last - timedelta(days=rng.randint(5, 480)))
    return {"plan_on": plan, "plan_review_on": review, "crisis_plan_on": crisis}


def _referred_by(rng: Random, young: bool) -> str:
    codes = ("dps", "gp", "municipality", "ward", "child_services", "self")
    weights = (10, 15, 15, 15, 35, 10) if young else (40, 15, 20, 18, 0, 7)
    return rng.choices(codes, weights)[0]


def _phone(rng: Random) -> str:
    """A number that nobody can have: subscribers' numbers do not begin with 1."""
    return f"10 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
