"""A small team with answers worked out by hand: who is in it, whom it follows, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from factdesk.assessments.indicators import (
    board_figures,
    post_figures,
    staff_figures,
    team_figures,
)
from factdesk.assessments.indicators.figure import Figure, Wanted
from factdesk.assessments.indicators.labels import person_labels
from factdesk.assessments.indicators.stretches import months_back
from factdesk.board.tables import BoardMeeting, ItemSection, MeetingItem
from factdesk.clock import OSLO
from factdesk.desk import Desk
from factdesk.team.actions.edit_staff import EditStaff
from factdesk.team.members import MemberFields
from factdesk.team.tables import Leave, LeaveKind, Post, StaffFunction
from factdesk.team.views import TheTeam
from tests.support.builders import Make

MAKERS = {
    **staff_figures.MAKERS,
    **post_figures.MAKERS,
    **board_figures.MAKERS,
    **team_figures.MAKERS,
}
LAST = date(2026, 11, 22)  # a Sunday
DAY = timedelta(days=1)
BEGAN = date(2024, 1, 1)
ENROLLED = date(2025, 1, 15)


def figure(desk: Desk, code: str, last: date = LAST, sample: tuple[str, ...] = ()) -> Figure:
    """One figure of the store as it is."""
    with desk.store.reading(desk.actor) as reader:
        labels = person_labels(reader.session)
        return MAKERS[code](Wanted(reader.session, months_back(last, 12), last, sample, labels))


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day in Norway."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=OSLO)


@dataclass
class Team:
    """Ten persons on the caseload, and six and a half full posts, one of them the leader's.

    | Marit (leader)  | 100 % | nurse                 |
    | Nina            | 100 % | nurse                 |
    | Per             |  50 % | psychiatrist          |
    | Rut             |  80 % | substance_specialist  |
    | Jon             | 100 % | employment_specialist |
    | Eva             |  50 % | peer_worker           |
    | Siv             |  70 % | secretary             |
    | Odd             | 100 % | social_worker         |
    """

    make: Make
    leader: str
    nina: str
    odd: str
    persons: tuple[str, ...]

    def met(self, number: int, day: date, *staff: str, **fields: object) -> str:
        """A contact with a person on a day."""
        return self.make.contact(self.persons[number], *staff, start=at(day), **fields)

    def post(self, title: str, percent: int = 100, profession: str | None = None, **days) -> str:
        """A funded post."""
        row = Post(title=title, profession=profession, fte_percent=Decimal(percent), **days)
        return self.make.rows(row)[0]

    def leave(self, staff: str, first: date, last: date | None) -> str:
        """A member's leave."""
        row = Leave(staff_id=staff, kind=LeaveKind.SICK, first_day=first, last_day=last)
        return self.make.rows(row)[0]

    def meeting(self, day: date, *discussed: int, ended: bool = True) -> str:
        """A board meeting that went through some of the persons."""
        (meeting,) = self.make.rows(
            BoardMeeting(
                day=day, started_at=at(day, 8), ended_at=at(day, 9) if ended else None, current=0
            )
        )
        self.make.rows(
            *(
                MeetingItem(
                    meeting_id=meeting,
                    person_id=self.persons[number],
                    section=ItemSection.BOARD,
                    position=place,
                    discussed_at=at(day, 8),
                )
                for place, number in enumerate(discussed)
            )
        )
        return meeting


def the_administrator(desk: Desk, percent: int, first: date | None = BEGAN) -> str:
    """Marit Holm, who is in every store, as a nurse, from a day on."""
    marit = desk.see(TheTeam()).members[0]
    fields = MemberFields(
        name=marit.name, initials=marit.initials, profession="nurse", employer_id=None,
        fte_percent=Decimal(percent), phone="", email="", valid_from=first, valid_to=None,
        has_health_basis=True, language=None,
    )  # fmt: skip
    desk.do(EditStaff(marit.id, marit.version, fields))
    return marit.id


def small_team(desk: Desk, make: Make) -> Team:
    """Make it; the store's administrator leads it."""

    def staff(name: str, percent: int, profession: str) -> str:
        return make.staff(
            name, fte_percent=Decimal(percent), profession=profession, valid_from=BEGAN
        )

    leader = the_administrator(desk, 100)
    nina = staff("Nina Vik", 100, "nurse")
    staff("Per Lund", 50, "psychiatrist")
    staff("Rut Moe", 80, "substance_specialist")
    staff("Jon Li", 100, "employment_specialist")
    staff("Eva Bø", 50, "peer_worker")
    staff("Siv Aas", 70, "secretary")
    odd = staff("Odd Nes", 100, "social_worker")
    make.rows(StaffFunction(staff_id=leader, function="team_leader"))
    persons = tuple(
        make.person(f"Person{number}", referred_on=ENROLLED, enrolled_on=ENROLLED)
        for number in range(10)
    )
    return Team(make, leader, nina, odd, persons)
