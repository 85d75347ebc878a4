"""The tables that are given out, column by column: enough to recompute every figure, no more.

Names, birth numbers, addresses and everything written freely stay in the store.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from factdesk.board.tables import (
    BoardCategory,
    BoardEpisode,
    BoardMeeting,
    MeetingAttendance,
    MeetingItem,
)
from factdesk.contacts.tables import Contact, ContactStaff
from factdesk.people.tables import Admission, Person
from factdesk.plans.tables import IndividualPlan
from factdesk.store.base import Entity
from factdesk.team.tables import Leave, ListItem, Post, Presence, Staff, StaffFunction, Team


@dataclass(frozen=True)
class Table:
    """One file: its rows' class, its columns, and what each column holds.

    ``person`` is the column that names a person, where there is one; ``through`` the class that has
    it, where the rows' own class has none.
    """

    name: str
    cls: type[Entity]
    about: str
    columns: tuple[tuple[str, str], ...]
    person: InstrumentedAttribute[str] | None = None
    through: type[Entity] | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    def rows(self) -> Select[tuple[object, ...]]:
        """Every row in the order of its id, the person's id last where there is a person."""
        columns = [getattr(self.cls, name) for name, _means in self.columns]
        if self.person is not None:
            columns.append(self.person)
        wanted = select(*columns).select_from(self.cls).order_by(self.cls.id)
        return wanted if self.through is None else wanted.join(self.through)


_ID = ("id", "the row")
_PERSON = ("person_id", "the row in people.csv")
_MEMBER = ("staff_id", "the row in staff.csv")
_FROM = ("valid_from", "first day; empty: from the beginning")
_TO = ("valid_to", "last day; empty: no end")

TABLES: tuple[Table, ...] = (
    Table(
        "team",
        Team,
        "The team's own numbers that figures use.",
        (
            _ID,
            ("model", "FACT, ACT or FACT-ung"),
            ("long_leave_days", "a leave of at least so many days counts as a vacancy"),
            ("away_days", "a seat away from the team's server longer than this is emptied"),
            ("contact_due_days", "a person is due for a contact after so many days"),
            ("staff_seen_norm", "how many members a person should meet in two weeks"),
        ),
    ),
    Table(
        "lists",
        ListItem,
        "The team's own lists; codes in other tables are the column code of a list here.",
        (
            _ID,
            ("list_name", "which list: contact_kind, contact_place, profession ..."),
            ("code", "what rows hold"),
            ("means", "the built-in code whose rules it follows"),
            ("label", "the team's own word; empty: the program's"),
            ("active", "whether it may still be chosen"),
        ),
    ),
    Table(
        "staff",
        Staff,
        "Members, present and former; initials, no names.",
        (
            _ID,
            ("initials", "as on the board"),
            ("profession", "code of the list profession"),
            ("fte_percent", "share of a full post in percent"),
            ("role", "member, coordinator, leader, assessor or reader"),
            _FROM,
            _TO,
        ),
    ),
    Table(
        "staff_functions",
        StaffFunction,
        "Functions that members hold.",
        (_ID, _MEMBER, ("function", "code of the list function"), _FROM, _TO),
    ),
    Table(
        "posts",
        Post,
        "Posts that the owners fund, filled or not.",
        (
            _ID,
            ("title", "the post's name"),
            ("profession", "code of the list profession; empty: any"),
            ("fte_percent", "share of a full post in percent"),
            _FROM,
            _TO,
        ),
    ),
    Table(
        "leaves",
        Leave,
        "Absences of members from a day through a day; why is not given out.",
        (
            _ID,
            _MEMBER,
            ("first_day", "first day away"),
            ("last_day", "last day away; empty: not known yet"),
        ),
    ),
    Table(
        "presence",
        Presence,
        "Where a member was on a day; a day without a row: here.",
        (_ID, _MEMBER, ("day", "the day"), ("state", "here, video or away")),
    ),
    Table(
        "people",
        Person,
        "Persons the team follows or has followed; no names.",
        (
            _ID,
            ("stage", "referred, assessed, enrolled or closed"),
            ("referred_on", "the day of the referral"),
            ("assessed_on", "the day of the assessment"),
            ("enrolled_on", "the day the team took the person in; it counts"),
            ("closed_on", "the day the team ended; the person is not on the caseload that day"),
            ("closure_reason", "code of the list closure_reason"),
            ("has_substance_disorder", "true, false; empty: nobody has said"),
            ("coordinator_id", "the row in staff.csv"),
            ("clinician_id", "the row in staff.csv"),
            ("plan_on", "the day of the newest individual plan, wherever it is kept"),
            ("plan_review_on", "the day it shall be looked at again"),
            ("crisis_plan_on", "the day of the newest crisis plan, wherever it is kept"),
        ),
        person=Person.id,
    ),
    Table(
        "contacts",
        Contact,
        "Contacts, planned and done.",
        (
            _ID,
            _PERSON,
            ("state", "planned, done or cancelled"),
            ("kind", "code of the list contact_kind"),
            ("with_whom", "person, next_of_kin or service"),
            ("place", "code of the list contact_place"),
            ("start", "when it began"),
            ("day_only", "true: the time of day is not known"),
            ("minutes", "how long it was; empty: not known"),
            ("needs", "how many members it takes"),
            ("focus", "code of the list contact_focus; empty: not said"),
            ("is_group", "true: a group that the person took part in"),
        ),
        person=Contact.person_id,
    ),
    Table(
        "contact_staff",
        ContactStaff,
        "Who takes part in a contact.",
        (_ID, ("contact_id", "the row in contacts.csv"), _MEMBER),
        person=Contact.person_id,
        through=Contact,
    ),
    Table(
        "board_categories",
        BoardCategory,
        "The sections of the board.",
        (
            _ID,
            ("code", "a built-in section; empty: the team's own"),
            ("position", "its place on the board"),
            ("active", "whether it is in use"),
        ),
    ),
    Table(
        "board_episodes",
        BoardEpisode,
        "A person's time on the board, from on to off.",
        (
            _ID,
            _PERSON,
            ("category_id", "the row in board_categories.csv"),
            ("level", "red, yellow, green, blue or none"),
            ("placed_at", "when it was put on"),
            ("placed_by", "the row in staff.csv"),
            ("removed_at", "when it was taken off; empty: it is on"),
            ("removed_by", "the row in staff.csv"),
            ("decided_by_team", "whether the team decided to take it off"),
        ),
        person=BoardEpisode.person_id,
    ),
    Table(
        "meetings",
        BoardMeeting,
        "Board meetings.",
        (
            _ID,
            ("day", "the day"),
            ("started_at", "when it began"),
            ("ended_at", "when it ended; empty: it runs"),
            ("chair_id", "the row in staff.csv"),
            ("writer_id", "the row in staff.csv"),
        ),
    ),
    Table(
        "meeting_attendance",
        MeetingAttendance,
        "Who was in a board meeting.",
        (_ID, ("meeting_id", "the row in meetings.csv"), _MEMBER, ("how", "here or video")),
    ),
    Table(
        "meeting_items",
        MeetingItem,
        "Persons as a board meeting went through them.",
        (
            _ID,
            ("meeting_id", "the row in meetings.csv"),
            _PERSON,
            ("section", "board, referral or rotation"),
            ("position", "the order"),
            ("category_id", "the row in board_categories.csv"),
            ("outcome", "stay, moved, removed, placed or noted"),
            ("discussed_at", "when; empty: not reached"),
            ("seconds", "how long"),
        ),
        person=MeetingItem.person_id,
    ),
    Table(
        "admissions",
        Admission,
        "Stays in wards and in prison.",
        (
            _ID,
            _PERSON,
            ("kind", "psychiatric_ward, substance_ward, somatic_ward, youth_ward, prison, other"),
            ("admitted_on", "the day in"),
            ("involuntary", "whether it was against the person's will"),
            ("team_took_part", "whether the team took part in the admission"),
            ("expected_discharge_on", "the day out that was expected"),
            ("discharged_on", "the day out; empty: still there"),
            ("team_planned_discharge", "whether the team took part in planning the discharge"),
        ),
        person=Admission.person_id,
    ),
    Table(
        "plans",
        IndividualPlan,
        "Individual plans that are kept here.",
        (
            _ID,
            _PERSON,
            ("number", "its version"),
            ("started_on", "the day it was begun"),
            ("period_from", "first day of its period"),
            ("period_to", "last day of its period"),
            ("review_on", "the day it shall be looked at again"),
            ("ended_on", "the day it ended; empty: in use"),
        ),
        person=IndividualPlan.person_id,
    ),
)
