"""The team as every page needs it: settings, members and where they are, cars, lists."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Reader, View
from factdesk.team.defaults import word
from factdesk.team.roles import Role
from factdesk.team.tables import (
    Car,
    Employer,
    EmployerKind,
    ListItem,
    Model,
    Presence,
    PresenceState,
    Staff,
    StaffFunction,
    Team,
)


@dataclass(frozen=True)
class Settings:
    """What the team has decided for itself; units as in ``tables.Team``."""

    id: str
    version: int
    name: str
    model: Model
    language: str
    autolock_minutes: int
    meeting_minutes: int
    rotation_persons: int
    contact_due_days: int
    staff_seen_norm: int
    crisis_plan_months: int
    legal_notice_days: int
    discharge_contact_days: int
    plan_review_months: int
    first_plan_weeks: int
    consent_notice_days: int
    specialist_seen_days: int
    long_leave_days: int
    away_days: int
    wall_shows_reason: bool
    wall_shows_agreed: bool
    recovery_key_at: datetime | None


@dataclass(frozen=True)
class Member:
    """A member of the team on the day asked for.

    ``is_active`` says whether the dates of employment cover the day.
    """

    id: str
    version: int
    name: str
    initials: str
    profession: str
    profession_word: str
    employer_id: str | None
    employer: str
    fte_percent: Decimal
    phone: str | None
    email: str | None
    valid_from: date | None
    valid_to: date | None
    user_name: str | None
    passphrase_at: datetime | None
    role: Role
    is_administrator: bool
    has_health_basis: bool
    language: str | None
    functions: tuple[str, ...]
    presence: PresenceState
    presence_note: str | None
    presence_version: int | None
    is_active: bool


@dataclass(frozen=True)
class CarRow:
    """A car of the team."""

    id: str
    version: int
    name: str
    plate: str | None
    active: bool


@dataclass(frozen=True)
class EmployerRow:
    """An employer of members."""

    id: str
    version: int
    name: str
    kind: EmployerKind


@dataclass(frozen=True)
class Choice:
    """One choice of a list: its code, the built-in code it means, its word, and its row."""

    code: str
    means: str
    label: str
    id: str
    version: int
    own_label: str | None
    position: int
    active: bool


@dataclass(frozen=True)
class BackupMade:
    """The newest backup: when, and by whom, "" for one who is no member."""

    at: datetime
    initials: str


@dataclass(frozen=True)
class TeamFacts:
    """Everything about the team on one day. Members are in order of initials."""

    day: date
    settings: Settings
    members: tuple[Member, ...]
    employers: tuple[EmployerRow, ...]
    cars: tuple[CarRow, ...]
    lists: dict[str, tuple[Choice, ...]]
    backup: BackupMade | None

    @property
    def active(self) -> tuple[Member, ...]:
        """The members employed on the day."""
        return tuple(member for member in self.members if member.is_active)

    def member(self, staff_id: str | None) -> Member | None:
        """A member by id, former ones too."""
        return next((member for member in self.members if member.id == staff_id), None)

    def initials(self, staff_id: str | None) -> str:
        """A member's initials, empty for nobody."""
        member = self.member(staff_id)
        return member.initials if member else ""

    def by_initials(self, initials: str) -> Member | None:
        """An active member by initials, in any case."""
        wanted = initials.strip().casefold()
        return next(
            (member for member in self.active if member.initials.casefold() == wanted), None
        )

    def choices(self, list_name: str) -> tuple[Choice, ...]:
        """The choices of a list that are in use, in the team's order."""
        return tuple(choice for choice in self.lists.get(list_name, ()) if choice.active)

    def word(self, list_name: str, code: str | None) -> str:
        """The team's word for a code, put to rest or not."""
        if code is None:
            return ""
        for choice in self.lists.get(list_name, ()):
            if choice.code == code:
                return choice.label
        return word(list_name, code)

    def means(self, list_name: str, code: str) -> str:
        """The built-in code a code of the team follows."""
        for choice in self.lists.get(list_name, ()):
            if choice.code == code:
                return choice.means
        return code


@dataclass(frozen=True)
class TheTeam(View[TeamFacts]):
    """The team on a day; today where none is given. Six statements."""

    day: date | None = None

    touches: ClassVar[frozenset[str]] = frozenset(
        {"team", "employers", "staff", "staff_functions", "presence", "cars", "list_items"}
    )

    def read(self, reader: Reader) -> TeamFacts:
        """Fill the facts."""
        day = self.day or reader.today
        session = reader.session
        team = session.scalars(select(Team)).one()
        employers = {
            row.id: row
            for row in session.scalars(select(Employer).order_by(Employer.name, Employer.id))
        }
        presence = {
            row.staff_id: row
            for row in session.scalars(select(Presence).where(Presence.day == day))
        }
        functions = defaultdict(list)
        for row in session.scalars(select(StaffFunction).order_by(StaffFunction.id)):
            if _covers(row.valid_from, row.valid_to, day):
                functions[row.staff_id].append(row.function)
        members = tuple(
            _member(staff, employers, presence.get(staff.id), tuple(functions[staff.id]), day)
            for staff in session.scalars(select(Staff).order_by(Staff.initials, Staff.id))
        )
        lists = defaultdict(list)
        for item in session.scalars(select(ListItem).order_by(ListItem.position, ListItem.id)):
            lists[item.list_name].append(_choice(item))
        return TeamFacts(
            day=day,
            settings=Settings(
                **{name: getattr(team, name) for name in Settings.__dataclass_fields__}
            ),
            members=members,
            employers=tuple(
                EmployerRow(row.id, row.version, row.name, row.kind) for row in employers.values()
            ),
            cars=tuple(
                CarRow(row.id, row.version, row.name, row.plate, row.active)
                for row in session.scalars(select(Car).order_by(Car.name, Car.id))
            ),
            lists={name: tuple(choices) for name, choices in lists.items()},
            backup=_backup(team, members),
        )


def _backup(team: Team, members: tuple[Member, ...]) -> BackupMade | None:
    if team.backed_up_at is None:
        return None
    by = next((one.initials for one in members if one.id == team.backed_up_by), "")
    return BackupMade(team.backed_up_at, by)


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def _member(
    staff: Staff,
    employers: dict[str, Employer],
    presence: Presence | None,
    functions: tuple[str, ...],
    day: date,
) -> Member:
    employer = employers.get(staff.employer_id or "")
    return Member(
        id=staff.id,
        version=staff.version,
        name=staff.name,
        initials=staff.initials,
        profession=staff.profession,
        profession_word=word("profession", staff.profession),
        employer_id=staff.employer_id,
        employer=employer.name if employer else "",
        fte_percent=staff.fte_percent,
        phone=staff.phone,
        email=staff.email,
        valid_from=staff.valid_from,
        valid_to=staff.valid_to,
        user_name=staff.user_name,
        passphrase_at=staff.passphrase_at,
        role=staff.role,
        is_administrator=staff.is_administrator,
        has_health_basis=staff.has_health_basis,
        language=staff.language,
        functions=functions,
        presence=presence.state if presence else PresenceState.HERE,
        presence_note=presence.note if presence else None,
        presence_version=presence.version if presence else None,
        is_active=_covers(staff.valid_from, staff.valid_to, day),
    )


def _choice(item: ListItem) -> Choice:
    return Choice(
        code=item.code,
        means=item.means,
        label=item.label or word(item.list_name, item.code),
        id=item.id,
        version=item.version,
        own_label=item.label,
        position=item.position,
        active=item.active,
    )
