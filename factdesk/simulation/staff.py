"""The made-up members: who they are, when they are employed, and on which days they are away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from factdesk.simulation import names
from factdesk.simulation.rhythm import is_working_day
from factdesk.simulation.wish import Given, Rows, Wish
from factdesk.team.roles import Role
from factdesk.team.rules import initials_of
from factdesk.team.tables import (
    Car,
    Employer,
    EmployerKind,
    Leave,
    LeaveKind,
    Model,
    Post,
    Presence,
    PresenceState,
    Staff,
    StaffFunction,
)

#: How many members a team has, former ones included.
MEMBERS = 12

_M, _H = "municipality", "health_trust"
#: Profession, employer, percent of a post, functions. The first is the leader.
_POSTS = (
    ("nurse", _M, 100, ("team_leader", "chair", "case_manager")),
    ("psychiatrist", _H, 60, ("responsible_clinician",)),
    ("psychologist", _H, 100, ("responsible_clinician", "case_manager")),
    ("nurse", _H, 100, ("case_manager", "coordinator")),
    ("social_worker", _M, 100, ("case_manager", "coordinator", "writer")),
    ("social_educator", _M, 100, ("case_manager", "coordinator")),
    ("substance_specialist", _M, 80, ("case_manager",)),
    ("peer_worker", _M, 50, ()),
    ("employment_specialist", _H, 100, ()),
    ("nurse", _M, 100, ("case_manager", "coordinator")),
    # One who has left, and the one who came instead.
    ("social_worker", _H, 100, ("case_manager", "coordinator")),
    ("nurse", _H, 100, ("case_manager", "coordinator")),
)
_TITLES = {
    "nurse": "Sykepleier", "psychiatrist": "Psykiater", "psychologist": "Psykolog",
    "social_worker": "Sosionom", "social_educator": "Vernepleier",
    "substance_specialist": "Ruskonsulent", "peer_worker": "Erfaringskonsulent",
    "employment_specialist": "Jobbspesialist",
}  # fmt: skip
_YOUNG = {"substance_specialist": "family_therapist", "social_educator": "child_welfare_worker"}
_LEFT, _CAME = 10, 11
#: Who was ill for long, and when: days before today.
_ILL, _ILL_FROM, _ILL_TO = 6, 250, 190
#: A post that nobody has been found for, with its percent.
_VACANT = ("psychologist", "Psykolog", 50)


@dataclass
class Member:
    """A member: employed from and to, days away and on video, and who may coordinate."""

    id: str
    name: str
    initials: str
    profession: str
    functions: tuple[str, ...]
    first: date
    last: date | None
    away: set[date] = field(default_factory=set)
    video: set[date] = field(default_factory=set)

    def is_employed(self, day: date) -> bool:
        """Whether the member belongs to the team on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def is_there(self, day: date) -> bool:
        """Whether the member is at work on a day."""
        return self.is_employed(day) and day not in self.away


@dataclass
class Team:
    """The members, the cars, and who is at work on a day."""

    members: list[Member]
    cars: list[str]

    def there(self, day: date) -> list[Member]:
        """Those at work; at weekends one of them."""
        found = [one for one in self.members if one.is_there(day)]
        return found if day.weekday() < 5 else found[day.toordinal() % 5 :][:1]

    def coordinators(self, day: date) -> list[Member]:
        """Those employed who follow persons."""
        found = [one for one in self.members if one.is_employed(day)]
        return [one for one in found if "case_manager" in one.functions] or found

    def clinicians(self) -> list[Member]:
        """Those with the responsibility for treatment."""
        return [one for one in self.members if "responsible_clinician" in one.functions]


def make_team(rows: Rows, wish: Wish, given: Given) -> Team:
    """Members up to twelve, of two employers; those the store has come first."""
    rng = rows.rng
    employers = _employers(rows, given)
    drawn = iter(names.of_staff(rng, MEMBERS))
    taken = {one.initials for one in given.members}
    members = []
    for number, (usual, kind, percent, functions) in enumerate(_POSTS):
        young = given.model is Model.FACT_UNG
        profession = _YOUNG.get(usual, usual) if young else usual
        first, last = _employment(rng, wish, number)
        known = given.members[number] if number < len(given.members) else None
        if known is not None:
            last = None
        values = {
            "profession": profession,
            "employer_id": (known.employer_id if known else None) or employers[kind],
            "fte_percent": Decimal(percent),
            "phone": f"10 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
            "valid_from": first,
            "valid_to": last,
        }
        if known is not None:
            rows.edits[known.id] = values
            staff_id, name, initials = known.id, known.name, known.initials
        else:
            name = next(drawn)
            initials = initials_of(name, taken)
            role = Role.LEADER if number == 0 else Role.MEMBER
            basis = profession != "employment_specialist"
            staff_id = rows.add(
                Staff, name=name, initials=initials, role=role, has_health_basis=basis, **values
            )
        taken.add(initials)
        members.append(Member(staff_id, name, initials, profession, functions, first, last))
        for function in functions:
            rows.add(
                StaffFunction, staff_id=staff_id, function=function, valid_from=first, valid_to=last
            )
        ill = _long_illness(rows, wish, members[-1]) if number == _ILL else set()
        _presence(rows, wish, members[-1], percent, ill, is_leader=number == 0)
    _posts(rows, wish)
    cars = [rows.add(Car, name=f"Bil {n}", plate=f"XX 1000{n}") for n in (1, 2, 3)]
    return Team(members, cars)


def _employers(rows: Rows, given: Given) -> dict[str, str]:
    names_ = {_M: "Fjellbygda kommune", _H: "Nordfjell HF"}
    return {
        kind: given.employers.get(kind)
        or rows.add(Employer, name=name, kind=EmployerKind(kind))
        for kind, name in names_.items()
    }  # fmt: skip


def _employment(rng: Random, wish: Wish, number: int) -> tuple[date, date | None]:
    """Most came before the first day; one left in the middle, and another came instead."""
    middle = wish.start + timedelta(days=int(wish.days * 0.55))
    if number == _LEFT:
        return wish.start - timedelta(days=rng.randint(200, 900)), middle
    if number == _CAME:
        return min(middle + timedelta(days=14), wish.today), None
    return wish.start - timedelta(days=rng.randint(100, 1500)), None


def _posts(rows: Rows, wish: Wish) -> None:
    """A post for each member, the one who left and the one who came have the same, and a vacant."""
    since = wish.start - timedelta(days=2000)
    filled = [
        (profession, percent)
        for number, (profession, _kind, percent, _functions) in enumerate(_POSTS)
        if number != _LEFT
    ]
    counts: dict[str, int] = {}
    for profession, percent in filled:
        counts[profession] = counts.get(profession, 0) + 1
        title = f"{_TITLES[profession]} {counts[profession]}"
        rows.add(Post, title=title, profession=profession, fte_percent=Decimal(percent),
                 valid_from=since, valid_to=None)  # fmt: skip
    profession, title, percent = _VACANT
    rows.add(Post, title=title, profession=profession, fte_percent=Decimal(percent),
             valid_from=wish.today - timedelta(days=300), valid_to=None)  # fmt: skip


def _long_illness(rows: Rows, wish: Wish, member: Member) -> set[date]:
    """The days that a member was ill for long, where the simulation goes so far back."""
    first = wish.today - timedelta(days=_ILL_FROM)
    last = wish.today - timedelta(days=_ILL_TO)
    if first <= max(wish.start, member.first):
        return set()
    rows.add(Leave, staff_id=member.id, kind=LeaveKind.SICK, first_day=first, last_day=last)
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def _presence(
    rows: Rows, wish: Wish, member: Member, percent: int, ill: set[date], *, is_leader: bool
) -> None:
    """Summer and autumn holidays, illness, part-time days, and days on video."""
    rng = rows.rng
    off = set(rng.sample(range(5), round(5 * (100 - percent) / 100)))
    leave = _leave(rng, wish)
    ill_until = wish.start
    day = wish.start
    until = wish.today + timedelta(days=14)
    while day <= until:
        # The leader is there today, so that somebody can hold the meeting.
        is_needed = is_leader and day == wish.today
        if is_working_day(day) and member.is_employed(day) and not is_needed:
            note = None
            if day in leave:
                note = "Ferie"
            elif day.weekday() in off:
                note = "Fri"
            elif day in ill or (day <= ill_until and day > wish.start):
                note = "Syk"
            elif day <= wish.today and rng.random() < 0.012:
                ill_until, note = day + timedelta(days=rng.randint(0, 4)), "Syk"
            if note is not None:
                member.away.add(day)
                rows.add(Presence, staff_id=member.id, day=day, state=PresenceState.AWAY, note=note)
            elif rng.random() < (0.3 if member.profession == "psychiatrist" else 0.03):
                member.video.add(day)
                rows.add(
                    Presence, staff_id=member.id, day=day, state=PresenceState.VIDEO, note=None
                )
        day += timedelta(days=1)


def _leave(rng: Random, wish: Wish) -> set[date]:
    """Three weeks around July and one in the rest of each year."""
    days: set[date] = set()
    for year in range(wish.start.year, wish.today.year + 1):
        summer = date.fromisocalendar(year, rng.randint(26, 30), 1)
        other = date.fromisocalendar(year, rng.choice((8, 9, 40, 41, 42)), 1)
        days |= {summer + timedelta(days=n) for n in range(21)}
        days |= {other + timedelta(days=n) for n in range(7)}
    return days
