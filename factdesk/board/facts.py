"""What the board shows, as frozen values. Days are dates in Norway, moments are UTC."""

from dataclasses import dataclass, field
from datetime import date, datetime

from factdesk.people.rules import Turning


@dataclass(frozen=True, slots=True)
class StaffMark:
    """A member as a mark: initials, and where the member is on the day (here, video, away)."""

    id: str
    initials: str
    name: str
    presence: str = "here"
    note: str | None = None

    @property
    def is_away(self) -> bool:
        """Whether the member is not at work that day."""
        return self.presence == "away"


@dataclass(frozen=True, slots=True)
class LegalFact:
    """A decision in force. ``next_on`` is its next date: control or expiry, whichever is first."""

    id: str
    kind: str
    word: str
    control_on: date | None
    expires_on: date | None
    next_on: date | None
    next_is_expiry: bool
    days_left: int | None
    is_near: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the date has passed and nobody has ended or renewed the decision."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class WarningFact:
    """A warning before a visit; ``review_overdue`` when nobody has looked at it in time."""

    id: str
    kind: str
    means: str
    word: str
    text: str | None
    since: date
    review_on: date
    review_overdue: bool


@dataclass(frozen=True, slots=True)
class LastContact:
    """The last time the person was met or spoken with."""

    at: datetime
    on: date
    kind: str
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A planned contact today or tomorrow. ``time`` is empty for one without a time of day.

    ``needs`` is how many it takes; ``away`` holds those of ``staff`` who are not at work that day.
    """

    id: str
    version: int
    start: datetime
    on: date
    is_today: bool
    day_only: bool
    kind: str
    place: str
    place_word: str
    car: str | None
    needs: int
    staff: tuple[StaffMark, ...]

    @property
    def away(self) -> tuple[StaffMark, ...]:
        """Those who cannot go after all."""
        return tuple(mark for mark in self.staff if mark.is_away)

    @property
    def lacks(self) -> int:
        """How many more members it takes."""
        return max(self.needs - (len(self.staff) - len(self.away)), 0)


@dataclass(frozen=True, slots=True)
class TaskFact:
    """An agreed action still to be done."""

    id: str
    version: int
    text: str
    owner_id: str | None
    owner: str
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in a ward or in prison, open or lately ended."""

    kind: str
    place: str
    admitted_on: date
    expected_discharge_on: date | None
    discharged_on: date | None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person on the board.

    ``reason``, ``agreed``, legal status, warnings' texts, tasks and next of kin are empty where
    the reader has no right to records or is barred from this one (``is_reduced``).
    ``order`` counts from 0 within the section. ``seen_by`` is the number of different members who
    met the person face to face in the last 14 days; ``did_not_come_on`` the newest appointment
    the person did not come to since the last contact.
    """

    person_id: str
    name: str
    sort_name: str
    age: int | None
    municipality: str | None
    stay: Stay | None
    episode_id: str
    version: int
    category_id: str
    order: int
    level: str
    level_word: str
    level_meaning: str
    reason: str
    agreed: str
    next_check_on: date | None
    placed_on: date
    days: int
    placed_by: str
    last_contact: LastContact | None
    contact_overdue: bool
    did_not_come_on: date | None
    seen_by: int
    coordinator: StaffMark | None
    cover: StaffMark | None
    crisis_plan_on: date | None
    crisis_plan_months: int | None
    crisis_plan_old: bool
    contact_due_on: date | None
    turns: Turning | None
    children_under_18: int | None
    has_kin: bool
    kin_may_be_told: bool
    is_reduced: bool
    wall_alias: str | None = None
    legal: tuple[LegalFact, ...] = ()
    warnings: tuple[WarningFact, ...] = ()
    visits: tuple[PlannedVisit, ...] = ()
    tasks: tuple[TaskFact, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardSection:
    """A section with its rows in the team's order."""

    id: str
    version: int
    code: str | None
    name: str
    active: bool
    rows: tuple[BoardRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelFact:
    """A level as the team writes it. ``version`` is ``None`` where it has no row yet."""

    level: str
    word: str
    meaning: str
    own_word: str | None
    version: int | None


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """The whole board on a day, with what its heading tells.

    ``since`` is the last working day before ``day``; ``new`` counts persons placed since the
    board was last gone through, ``discharged`` those of the caseload discharged since then.
    """

    day: date
    sections: tuple[BoardSection, ...]
    levels: tuple[LevelFact, ...]
    on_board: int
    enrolled: int
    since: date
    new: int
    discharged: int
    members: tuple[StaffMark, ...] = ()
    seen_norm: int = 2
    _rows: dict[str, BoardRow] = field(default_factory=dict, repr=False, compare=False)

    def row(self, episode_id: str) -> BoardRow | None:
        """A row by the id of its episode."""
        return self._rows.get(episode_id)

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """Every row in board order."""
        return tuple(row for section in self.sections for row in section.rows)
