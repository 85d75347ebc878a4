"""What an opened row of the board shows, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from factdesk.board.facts import TaskFact, WarningFact
from factdesk.people.care_group import KinTold


@dataclass(frozen=True, slots=True)
class LastNote:
    """One of the newest notes, of a contact or on the person."""

    at: datetime
    on: date
    initials: str
    kind_word: str
    text: str
    is_contact: bool


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What an opened row shows; ``goals`` are those of the individual plan kept here."""

    person_id: str
    notes: tuple[LastNote, ...]
    own_goal: str | None
    goals: tuple[str, ...]
    tasks: tuple[TaskFact, ...]
    warnings: tuple[WarningFact, ...]
    kin: tuple[KinTold, ...]
    crisis_plan_on: date | None
    phone: str | None
    address: str | None
