"""The team: its settings, employers, staff, who is here on which day, cars, and its own lists."""

import enum
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.store.base import ID, Entity, Sealed
from factdesk.team.roles import Role


class Model(enum.StrEnum):
    """The kind of team; it sets defaults (meeting form, age columns), nothing else."""

    FACT = "FACT"
    ACT = "ACT"
    FACT_UNG = "FACT-ung"


class EmployerKind(enum.StrEnum):
    """Whose staff these are."""

    MUNICIPALITY = "municipality"
    HEALTH_TRUST = "health_trust"
    NAV = "nav"
    OTHER = "other"


class PresenceState(enum.StrEnum):
    """Where a member is on a day."""

    HERE = "here"
    VIDEO = "video"
    AWAY = "away"


class LeaveKind(enum.StrEnum):
    """Why a member is away for long."""

    SICK = "sick"
    PARENTAL = "parental"
    OTHER = "other"


class Team(Entity):
    """One row: the team's name and everything it decides for itself as a number.

    Minutes, days and persons as named; ``language`` is nb, nn or en; ``recovery_key_at`` says when
    the recovery key in force was made, ``backed_up_at`` and ``backed_up_by`` when the newest backup
    was and by which member.
    """

    __tablename__ = "team"

    name: Mapped[str]
    model: Mapped[Model]
    language: Mapped[str] = mapped_column(default="nb")
    autolock_minutes: Mapped[int] = mapped_column(default=5)
    meeting_minutes: Mapped[int] = mapped_column(default=15)
    rotation_persons: Mapped[int] = mapped_column(default=3)
    contact_due_days: Mapped[int] = mapped_column(default=7)
    staff_seen_norm: Mapped[int] = mapped_column(default=2)
    crisis_plan_months: Mapped[int] = mapped_column(default=12)
    legal_notice_days: Mapped[int] = mapped_column(default=14)
    discharge_contact_days: Mapped[int] = mapped_column(default=7)
    plan_review_months: Mapped[int] = mapped_column(default=6)
    first_plan_weeks: Mapped[int] = mapped_column(default=12)
    consent_notice_days: Mapped[int] = mapped_column(default=30)
    specialist_seen_days: Mapped[int] = mapped_column(default=90)
    long_leave_days: Mapped[int] = mapped_column(default=30)
    away_days: Mapped[int] = mapped_column(default=14)
    wall_shows_reason: Mapped[bool] = mapped_column(default=False)
    wall_shows_agreed: Mapped[bool] = mapped_column(default=False)
    recovery_key_at: Mapped[datetime | None]
    backed_up_at: Mapped[datetime | None]
    backed_up_by: Mapped[str | None] = mapped_column(ID)

    __table_args__ = (CheckConstraint("autolock_minutes BETWEEN 1 AND 60", name="autolock"),)


class Employer(Entity):
    """A municipality, a health trust or another who employs members of the team."""

    __tablename__ = "employers"

    name: Mapped[str]
    kind: Mapped[EmployerKind]


class Staff(Entity):
    """A member of the team, present or former.

    ``fte_percent`` is the share of a full post in percent; ``user_name`` the key slot this
    member unlocks the store with, if any; ``role`` what the program lets this member do.
    """

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(Sealed)
    initials: Mapped[str]
    profession: Mapped[str]
    employer_id: Mapped[str | None] = mapped_column(ID, ForeignKey("employers.id"))
    fte_percent: Mapped[Decimal] = mapped_column(default=Decimal(100))
    phone: Mapped[str | None] = mapped_column(Sealed)
    email: Mapped[str | None] = mapped_column(Sealed)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    user_name: Mapped[str | None] = mapped_column(unique=True)
    passphrase_at: Mapped[datetime | None]
    role: Mapped[Role] = mapped_column(default=Role.MEMBER)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    has_health_basis: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str | None]


class StaffFunction(Entity):
    """A function a member holds (case manager, coordinator, chair …), from and to."""

    __tablename__ = "staff_functions"

    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"), index=True)
    function: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Deputy(Entity):
    """Who stands in for an absent member, from and to (both days count); open without an end."""

    __tablename__ = "deputies"

    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Post(Entity):
    """A post that the owners fund, filled or not; ``fte_percent`` is its share of a full one.

    ``profession`` is a code of the team's list, empty where the post may be filled with any.
    """

    __tablename__ = "posts"

    title: Mapped[str]
    profession: Mapped[str | None]
    fte_percent: Mapped[Decimal] = mapped_column(default=Decimal(100))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Leave(Entity):
    """A member's absence from a day through a day, null while nobody knows when it ends.

    One of at least ``Team.long_leave_days`` counts as a vacancy while it lasts.
    """

    __tablename__ = "leaves"

    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"), index=True)
    kind: Mapped[LeaveKind]
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class Presence(Entity):
    """Where a member is on one day; a day without a row is as the roster says: here."""

    __tablename__ = "presence"

    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"))
    day: Mapped[date]
    state: Mapped[PresenceState]
    note: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (
        UniqueConstraint("staff_id", "day"),
        Index("ix_presence_day", "day"),
    )


class Car(Entity):
    """A car of the team."""

    __tablename__ = "cars"

    name: Mapped[str]
    plate: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)


class ListItem(Entity):
    """One choice in a list that the team edits itself (contact kinds, professions …).

    ``code`` is what rows store; ``means`` the built-in code whose rules it follows (the team's
    own «group walk» may mean ``face_to_face``); ``label`` is the team's own word, and empty means
    the program's translated word for ``code``.
    """

    __tablename__ = "list_items"

    list_name: Mapped[str]
    code: Mapped[str]
    means: Mapped[str]
    label: Mapped[str | None]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (UniqueConstraint("list_name", "code"),)


class ImportMapping(Entity):
    """How the team's spreadsheet was read last time, by the fingerprint of its headers."""

    __tablename__ = "import_mappings"

    fingerprint: Mapped[str] = mapped_column(unique=True)
    mapping: Mapped[str] = mapped_column(Sealed)
