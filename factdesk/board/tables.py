"""The board: its categories and levels, who is on it, what was agreed, and the board meetings."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.store.base import ID, Entity, Sealed


class Level(enum.StrEnum):
    """The status of a person on the board; the team writes what each means."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    NONE = "none"


class BoardCategory(Entity):
    """A section of the board. ``code`` marks a built-in one whose name is translated."""

    __tablename__ = "board_categories"

    code: Mapped[str | None]
    name: Mapped[str | None]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class StatusMeaning(Entity):
    """What the team means by a level, in its own words."""

    __tablename__ = "status_meanings"

    level: Mapped[Level] = mapped_column(unique=True)
    word: Mapped[str | None]
    meaning: Mapped[str | None]


class BoardEpisode(Entity):
    """A person's time on the board, from on to off. At most one is open per person.

    ``agreed`` is the standing agreement in one text; ``next_check_on`` the day the team looks
    again; ``position`` orders rows inside a category.
    """

    __tablename__ = "board_episodes"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    category_id: Mapped[str] = mapped_column(ID, ForeignKey("board_categories.id"))
    level: Mapped[Level] = mapped_column(default=Level.YELLOW)
    reason: Mapped[str] = mapped_column(Sealed, default="")
    agreed: Mapped[str] = mapped_column(Sealed, default="")
    next_check_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    placed_at: Mapped[datetime]
    placed_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    removal_reason: Mapped[str | None] = mapped_column(Sealed)
    decided_by_team: Mapped[bool | None]

    __table_args__ = (
        Index(
            "uq_board_episodes_open",
            "person_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )


class Task(Entity):
    """An agreed action with its owner and the day it is due.

    ``origin`` names the rule that raised it («turns:16:2026-12-01»); such a rule raises it once
    per person.
    """

    __tablename__ = "tasks"

    person_id: Mapped[str | None] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    text: Mapped[str] = mapped_column(Sealed)
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    due_on: Mapped[date | None]
    made_at: Mapped[datetime]
    meeting_id: Mapped[str | None] = mapped_column(ID, ForeignKey("board_meetings.id"))
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    dropped_at: Mapped[datetime | None]
    origin: Mapped[str | None] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("person_id", "origin"),)


class BoardMeeting(Entity):
    """One board meeting; while ``ended_at`` is null it runs and can be resumed."""

    __tablename__ = "board_meetings"

    day: Mapped[date] = mapped_column(index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    chair_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    writer_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    current: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None] = mapped_column(Sealed)


class MeetingAttendance(Entity):
    """A member who was in a meeting, and how (here or video)."""

    __tablename__ = "meeting_attendance"

    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("board_meetings.id"), index=True)
    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"))
    how: Mapped[str]


class ItemSection(enum.StrEnum):
    """Why a person came up in a meeting."""

    BOARD = "board"
    REFERRAL = "referral"
    ROTATION = "rotation"


class Outcome(enum.StrEnum):
    """What the meeting decided about a person's place on the board."""

    STAY = "stay"
    MOVED = "moved"
    REMOVED = "removed"
    PLACED = "placed"
    NOTED = "noted"


class MeetingItem(Entity):
    """A person as the meeting went through them: the four questions, the outcome, the seconds."""

    __tablename__ = "meeting_items"

    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("board_meetings.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    section: Mapped[ItemSection]
    position: Mapped[int]
    category_id: Mapped[str | None] = mapped_column(ID, ForeignKey("board_categories.id"))
    news: Mapped[str] = mapped_column(Sealed, default="")
    needs: Mapped[str] = mapped_column(Sealed, default="")
    safety: Mapped[str] = mapped_column(Sealed, default="")
    family: Mapped[str] = mapped_column(Sealed, default="")
    outcome: Mapped[Outcome | None]
    discussed_at: Mapped[datetime | None]
    seconds: Mapped[int] = mapped_column(default=0)
