"""Contacts that have been: a rhythm per person, and who of those at work takes part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from factdesk.contacts.tables import Contact, ContactStaff, ContactState, WithWhom
from factdesk.people.kinds import AdmissionKind
from factdesk.simulation import phrases
from factdesk.simulation.lives import Life
from factdesk.simulation.rhythm import activity, at, is_working_day
from factdesk.simulation.staff import Member, Team
from factdesk.simulation.wish import Rows, Wish

#: Contacts in an ordinary week while on the board, per category.
WEEKLY = {
    "crisis": 5.2, "intensive": 3.4, "admitted": 1.9, "prison": 0.6, "difficult_to_engage": 2.4,
    "life_events": 2.8, "legal": 1.6, "new": 2.4, "other": 1.2,
}  # fmt: skip
_DID_NOT_COME = {"calm": 0.05, "difficult_to_engage": 0.45, "crisis": 0.14, "new": 0.1}
_KINDS = ("face_to_face", "telephone", "video", "written")
_KIND_WEIGHTS = (68, 100 - 13, 91, 100)
#: What contacts are about, with weights for those who use substances and for the others.
_FOCUS = (
    "mental_health", "substance_use", "work_school", "housing", "physical_health", "network",
    "practical", "other",
)  # fmt: skip
_FOCUS_WEIGHTS = {True: (30, 28, 9, 9, 6, 6, 10, 2), False: (44, 1, 15, 10, 9, 8, 11, 2)}
#: The working day is cut into half hours from eight; so many of them.
SLOTS, FIRST_HOUR = 16, 8


@dataclass
class Diary:
    """Which half hours of a day each member has given away."""

    taken: dict[str, int] = field(default_factory=dict)

    def find(self, rng: Random, members: list[Member], halves: int) -> int:
        """A half hour when all of them are free for so long; any where there is none. Takes it."""
        mask = (1 << halves) - 1
        busy = 0
        for one in members:
            busy |= self.taken.get(one.id, 0)
        # Nobody is out before the board meeting is over, at nine.
        slot = rng.randrange(2, SLOTS - halves + 1)
        for step in range(SLOTS):
            candidate = 2 + (slot - 2 + step) % (SLOTS - halves - 1)
            if not busy & (mask << candidate):
                slot = candidate
                break
        for one in members:
            self.taken[one.id] = self.taken.get(one.id, 0) | mask << slot
        return slot


@dataclass
class State:
    """What a person's days are about now: the section, or calm; where the person stays."""

    life: Life
    about: str
    weekly: float
    stay: AdmissionKind | None = None


def add_contacts(rows: Rows, wish: Wish, lives: list[Life], team: Team) -> None:
    """Contacts from the first day to yesterday."""
    events = _events(wish, lives)
    scale = 1.0
    if wish.contacts is not None:
        expected = _expected(wish, events)
        scale = wish.contacts / expected if expected else 1.0
    active: dict[str, State] = {}
    day = wish.start
    while day < wish.today:
        for life, state in events.get(day, ()):
            if state is None:
                active.pop(life.id, None)
            else:
                active[life.id] = state
        share = activity(day) * scale / 5
        there = team.there(day) if share else []
        if there:
            _day(rows, day, list(active.values()), there, share)
        day += timedelta(days=1)


def _events(wish: Wish, lives: list[Life]) -> dict[date, list[tuple[Life, State | None]]]:
    """What changes for whom on which day, in order."""
    found: dict[date, list[tuple[Life, State | None]]] = defaultdict(list)
    for life in lives:
        if life.assessed is not None and life.enrolled is None:
            found[max(life.assessed, wish.start)].append((life, State(life, "new", 0.8)))
        if life.enrolled is None:
            continue
        turns: list[tuple[date, State | None]] = [(life.enrolled, State(life, "calm", life.weekly))]
        for episode in life.episodes:
            stay = episode.scenario.stay if episode.stay_from is not None else None
            first = episode.came_from or episode.scenario.category
            turns.append(
                (episode.first, _on_board(life, first, None if episode.came_from else stay))
            )
            if episode.moved_on is not None:
                turns.append((episode.moved_on, _on_board(life, episode.scenario.category, stay)))
            if episode.stay_to is not None:
                home = State(life, "admitted", WEEKLY["crisis"] * 0.6)
                turns.append((episode.stay_to + timedelta(days=1), home))
            if episode.last is not None:
                after = episode.last + timedelta(days=1)
                turns.append((after, State(life, "calm", life.weekly)))
        if life.closed is not None:
            turns.append((life.closed + timedelta(days=1), None))
        turns.sort(key=lambda turn: turn[0])
        for day, state in turns:
            found[max(day, wish.start)].append((life, state))
    return found


def _on_board(life: Life, category: str, stay: AdmissionKind | None) -> State:
    return State(life, category, WEEKLY[category], stay)


def _expected(wish: Wish, events: dict[date, list[tuple[Life, State | None]]]) -> float:
    """How many contacts the rhythm gives without scaling."""
    active: dict[str, float] = {}
    total, day = 0.0, wish.start
    while day < wish.today:
        for life, state in events.get(day, ()):
            active[life.id] = state.weekly if state is not None else 0.0
        total += sum(active.values()) * activity(day) / 5
        day += timedelta(days=1)
    return total


def _day(rows: Rows, day: date, states: list[State], there: list[Member], share: float) -> None:
    rng = rows.rng
    diary = Diary()
    is_weekend = not is_working_day(day)
    noon = at(day, 12)
    for state in states:
        expected = state.weekly * share
        if is_weekend:
            # At weekends only those in crisis are seen.
            expected = expected * 8 if state.about == "crisis" else expected * 0.2
        count = int(expected)
        if rng.random() < expected - count:
            count += 1
        for _number in range(count):
            _contact(rows, noon, state, there, diary)


def _contact(rows: Rows, noon: datetime, state: State, there: list[Member], diary: Diary) -> None:
    rng, life = rows.rng, state.life
    draw = rng.random()
    with_whom = WithWhom.PERSON
    place = "other"
    if draw < 0.06:
        kind, with_whom = "telephone", WithWhom.NEXT_OF_KIN
        note = rng.choice(phrases.WITH_KIN)
    elif draw < 0.13:
        kind, with_whom = rng.choice(("telephone", "video", "face_to_face")), WithWhom.SERVICE
        note = rng.choice(phrases.WITH_SERVICE)
    elif draw < 0.13 + _DID_NOT_COME.get(state.about, 0.07) and state.stay is None:
        kind, place = "did_not_come", rng.choice(("home", "home", "office"))
        note = rng.choice(phrases.DID_NOT_COME)
    else:
        kind = _kind(rng, state)
        note = rng.choice(phrases.NOTES[state.about])
    if kind == "face_to_face":
        place = place_of(rng, state, with_whom)
    minutes = _minutes(rng, kind)
    needs = 1
    if kind == "face_to_face" and place in ("home", "outdoors"):
        needs = 2 if life.goes_two or rng.random() < 0.08 else 1
    members = who(rng, state, there, needs)
    start = noon + timedelta(minutes=_start(rng, members, minutes, diary))
    state_ = ContactState.CANCELLED if rng.random() < 0.015 else ContactState.DONE
    if state_ is ContactState.CANCELLED:
        note = rng.choice(phrases.CANCELLED)
    contact = rows.add(
        Contact,
        person_id=life.id,
        state=state_,
        kind=kind,
        with_whom=with_whom,
        place=place,
        start=start,
        minutes=minutes,
        needs=needs,
        focus=_focus(rng, life) if kind not in ("did_not_come", "written") else None,
        short_note=note if rng.random() < 0.85 else None,
        note=rng.choice(phrases.LONGER) if rng.random() < 0.05 else None,
    )
    for member in members:
        rows.add(ContactStaff, contact_id=contact, staff_id=member.id)


def _focus(rng: Random, life: Life) -> str | None:
    """What a contact was about; not everybody writes it down each time."""
    if rng.random() < 0.3:
        return None
    return rng.choices(_FOCUS, _FOCUS_WEIGHTS[bool(life.has_substance_disorder)])[0]


def _start(rng: Random, members: list[Member], minutes: int, diary: Diary) -> int:
    """Minutes after noon (before it: negative); seldom in the evening."""
    if rng.random() < 0.025:
        return rng.randrange(5 * 60, 8 * 60, 15)
    slot = diary.find(rng, members, min(-(-minutes // 30), 4))
    return (FIRST_HOUR - 12) * 60 + slot * 30 + rng.choice((0, 0, 0, 5, 10))


def _kind(rng: Random, state: State) -> str:
    draw = rng.randrange(100)
    if state.stay is not None:
        return "face_to_face" if draw < 65 else "telephone"
    return next(
        kind for kind, edge in zip(_KINDS, _KIND_WEIGHTS, strict=True) if draw < edge
    )  # fmt: skip


def place_of(rng: Random, state: State, with_whom: WithWhom = WithWhom.PERSON) -> str:
    """Where a meeting face to face takes place."""
    if with_whom is WithWhom.SERVICE:
        return "office"
    if state.stay is AdmissionKind.PRISON:
        return "prison"
    if state.stay is not None:
        return "ward"
    draw = rng.random()
    return (
        "home"
        if draw < 0.55
        else "outdoors"
        if draw < 0.78
        else "office"
        if draw < 0.93
        else "other"
    )


def _minutes(rng: Random, kind: str) -> int:
    if kind == "face_to_face":
        return rng.choice((30, 45, 45, 60, 60, 75, 90))
    if kind == "did_not_come":
        return rng.choice((10, 15, 20))
    return rng.choice((5, 10, 10, 15, 20, 30)) if kind != "video" else rng.choice((30, 45))


def who(rng: Random, state: State, there: list[Member], needs: int) -> list[Member]:
    """Who of those at work takes part: mostly the coordinator, in a crisis more and others."""
    life = state.life
    chosen: list[Member] = []
    alone = 0.35 if state.about in ("crisis", "new", "difficult_to_engage") else 0.6
    if life.coordinator in there and rng.random() < alone:
        chosen.append(life.coordinator)
    near = [one for one in life.circle if one in there and one not in chosen]
    while len(chosen) < needs:
        others = near if near and rng.random() < 0.75 else there
        one = rng.choice(others)
        if one in chosen:
            if len(there) <= len(chosen):
                break
            one = next(other for other in there if other not in chosen)
        chosen.append(one)
        if one in near:
            near.remove(one)
    return chosen
