"""What stands around each person: relatives, warnings, decisions, limits, stays, workers, notes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from factdesk.people.tables import (
    Admission,
    InformationLimit,
    LegalStatus,
    NextOfKin,
    Note,
    VisitWarning,
    Worker,
)
from factdesk.simulation import names, phrases
from factdesk.simulation.episodes import Episode
from factdesk.simulation.lives import Kin, Life
from factdesk.simulation.rhythm import at, last_working_day, next_working
from factdesk.simulation.wish import Rows, Wish

#: How often a compulsory decision is controlled, and how long it lasts (a team's own reading).
CONTROL_MONTHS, LASTS_MONTHS = 3, 12


def add_around(rows: Rows, wish: Wish, lives: list[Life], *, young: bool) -> None:
    """Rows of every person's surroundings."""
    for life in lives:
        for episode in life.episodes:
            if episode.stay_from is not None:
                _stay(rows, wish, episode)
        _kin(rows, wish, life, young=young)
        if life.enrolled is None:
            continue
        _warnings(rows, wish, life)
        _legal(rows, wish, life, young=young)
        if young and life.age(wish.today) < 18:
            _limit(rows, wish, life)
        _workers(rows, life)
        _notes(rows, wish, life)


def _stay(rows: Rows, wish: Wish, episode: Episode) -> None:
    rng, kind = rows.rng, episode.scenario.stay
    admitted, discharged = episode.stay_from, episode.stay_to
    if kind is None or admitted is None:
        return
    expected = discharged
    if discharged is None and rng.random() < 0.7:
        expected = next_working(wish.today + timedelta(days=rng.randint(3, 25)))
    rows.add(
        Admission,
        person_id=episode.life.id,
        kind=kind,
        place=phrases.WARDS.get(kind.value, "Nordfjell HF"),
        admitted_on=admitted,
        involuntary=episode.scenario.involuntary,
        team_took_part=rng.random() < 0.6,
        expected_discharge_on=expected,
        discharged_on=discharged,
        team_planned_discharge=discharged is not None and rng.random() < 0.7,
    )


def _kin(rows: Rows, wish: Wish, life: Life, *, young: bool) -> None:
    rng = rows.rng
    is_minor = young and life.age(wish.today) < 18
    relations = (
        list(("mor", "far")[: rng.choice((1, 2, 2))])
        if is_minor
        else rng.sample(phrases.RELATIONS, rng.choices((0, 1, 2), (18, 52, 30))[0])
    )
    for relation in relations:
        female = relation in ("søster", "mor") or (
            relation not in ("bror", "far") and rng.random() < 0.5
        )
        given, family = names.of_person(rng, female=female, taken=set())
        told = rng.random() < 0.55
        name = f"{given} {family}"
        phone = f"10 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
        kin_id = rows.add(
            NextOfKin,
            person_id=life.id,
            name=name,
            relation=relation,
            phone=phone,
            is_guardian=is_minor,
            in_plan=is_minor or told,
        )
        until = wish.today + timedelta(days=rng.randint(-20, 400)) if told else None
        life.kin.append(Kin(kin_id, name, relation, phone, is_minor, until))


def _warnings(rows: Rows, wish: Wish, life: Life) -> None:
    rng = rows.rng
    on_board = any(episode.last is None for episode in life.episodes)
    if rng.random() > (0.4 if on_board else 0.12):
        return
    kind = rng.choices(list(phrases.WARNINGS), (40, 35, 15, 10))[0]
    since = _between(rng, life.enrolled or wish.start, life.closed or wish.today)
    life.goes_two = kind in ("go_two", "violence")
    review = since + relativedelta(months=6)
    while review < wish.today - timedelta(days=10):
        review += relativedelta(months=6)
    rows.add(
        VisitWarning,
        person_id=life.id,
        kind=kind,
        text=phrases.WARNINGS[kind],
        since=since,
        review_on=review,
        ended_on=life.closed,
    )


def _legal(rows: Rows, wish: Wish, life: Life, *, young: bool) -> None:
    """A decision for those in a ward against their will, and for a few at home."""
    rng = rows.rng
    current = next((each for each in life.episodes if each.last is None), None)
    forced = current is not None and current.scenario.involuntary
    at_home = rng.random() < (0.01 if young else 0.08)
    if not forced and not at_home and not (current and current.scenario.category == "legal"):
        return
    kind = "tph" if forced else rng.choices(("tud", "sentence"), (80, 20))[0]
    if forced and current is not None and current.stay_from is not None:
        decided = current.stay_from
    else:
        earliest = max(life.enrolled or wish.start, wish.today - timedelta(days=340))
        decided = _between(rng, earliest, wish.today)
    ended = life.closed
    if ended is not None and decided > ended:
        decided = ended
    control = decided + relativedelta(months=CONTROL_MONTHS)
    while control < wish.today:
        control += relativedelta(months=CONTROL_MONTHS)
    if forced:
        control = min(control, next_working(wish.today + timedelta(days=rng.randint(3, 16))))
    expires = decided + relativedelta(months=LASTS_MONTHS)
    rows.add(
        LegalStatus,
        person_id=life.id,
        kind=kind,
        decided_on=decided,
        control_on=min(control, expires),
        expires_on=expires,
        ended_on=ended,
    )


def _limit(rows: Rows, wish: Wish, life: Life) -> None:
    """What some of the young do not want their parents to know."""
    rng = rows.rng
    if life.clinician is None or life.enrolled is None or rng.random() > 0.3:
        return
    about, why = rng.choice(
        (
            ("Kjæreste og vennekrets", "Frykter reaksjoner hjemme"),
            ("Samtaler om prevensjon", "Ønsker å fortelle det selv senere"),
            ("Bruk av rusmidler ved ett tilfelle", "Kan skade samarbeidet hjemme"),
        )
    )
    rows.add(
        InformationLimit,
        person_id=life.id,
        towards="Foreldre",
        about=about,
        why=why,
        decided_by=life.clinician.id,
        decided_on=_between(rng, life.enrolled, life.closed or wish.today),
        ended_on=life.closed,
    )


def _workers(rows: Rows, life: Life) -> None:
    for member in life.circle[: rows.rng.choice((0, 1, 2))]:
        rows.add(
            Worker,
            person_id=life.id,
            staff_id=member.id,
            function="case_manager",
            valid_from=max(life.enrolled or member.first, member.first),
            valid_to=member.last or life.closed,
        )


def _notes(rows: Rows, wish: Wish, life: Life) -> None:
    rng = rows.rng
    first, last = life.enrolled or wish.start, life.closed or last_working_day(wish.today)
    for heading, text in rng.sample(phrases.PERSON_NOTES, rng.choices((0, 1, 2), (45, 35, 20))[0]):
        day = _between(rng, max(first, wish.start), max(last, first))
        day = min(day, last_working_day(wish.today))
        writer = life.coordinator if life.coordinator and life.coordinator.is_there(day) else None
        rows.add(
            Note,
            person_id=life.id,
            at=at(day, rng.randint(9, 15), rng.randrange(0, 60, 5)),
            staff_id=writer.id if writer else None,
            heading=heading,
            text=text,
        )


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, max((last - first).days, 0)))
