"""What an import would bring in: plain frozen records, a verdict per row, and what is left out.

The plan is shown before anything is written, and written as it is in one go.
"""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any, Literal

from factdesk.exchange.mapping import Status
from factdesk.exchange.visits import VisitKind

Verdict = Literal["new", "same", "unclear", "not_readable"]
"""New; the same person as in an earlier row or in the team already; to be settled; not read."""

PersonState = Literal["referred", "enrolled", "closed"]


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """A text that has no field of its own: the column's heading, the text, and where it stood."""

    heading: str
    text: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """One person of the workbook, whatever number of rows is about them.

    `key` ties episodes and visits to the person within the plan. `matches` is the id of the
    person in the team's store who this certainly is; `may_be` are ids that somebody must look at.
    `birth_number` is eleven digits. `coordinator` is initials where the colleague is known,
    otherwise the text of the sheet. `rows` are the rows about the person as (sheet, cell).
    """

    key: str
    given: str
    family: str
    verdict: Verdict
    why: str
    birth_number: str | None = None
    birth_date: date | None = None
    preferred: str | None = None
    municipality: str | None = None
    phone: str | None = None
    coordinator: str | None = None
    enrolled_on: date | None = None
    state: PersonState = "enrolled"
    crisis_plan_on: date | None = None
    crisis_plan_text: str | None = None
    individual_plan_on: date | None = None
    individual_plan_text: str | None = None
    notes: tuple[PlannedNote, ...] = ()
    matches: str | None = None
    may_be: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A contact to come: the day, the time if known, who goes, and the text as it stood.

    No staff means that nobody is assigned yet.
    """

    on: date
    at: time | None
    kind: VisitKind
    staff: tuple[str, ...]
    car: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PlannedCategory:
    """A section of the board by the team's own name; `code` is the usual category, if it is one."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class PlannedEpisode:
    """A person's place on the board. `person` is the key of a `PlannedPerson`.

    `staff` are initials, the first of them the one who stood first in the cell. `placed_on` is
    None where the sheet says no certain day: the text is then among the person's notes.
    """

    person: str
    category: PlannedCategory
    reason: str
    placed_on: date | None
    agreed: str
    status: Status | None
    staff: tuple[str, ...]
    visits: tuple[PlannedVisit, ...]
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class PlannedStaff:
    """One colleague. `fte_percent` is 0 to 100; `matches` is the id of a colleague in the store."""

    initials: str
    name: str
    profession: str | None
    fte_percent: float | None
    employer: str | None
    notes: tuple[PlannedNote, ...] = ()
    matches: str | None = None
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What becomes of one row: where it stands, the verdict, its name, and the reason in words."""

    sheet: str
    cell: str
    verdict: Verdict
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not brought in, with the reason: a title, a total, an unreadable row."""

    sheet: str
    cell: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything one workbook would bring in.

    `used` is the address of every cell whose content is in a record, as (sheet, cell);
    `unknown_staff` are initials and names that no colleague bears.
    """

    workbook: str
    persons: tuple[PlannedPerson, ...]
    episodes: tuple[PlannedEpisode, ...]
    staff: tuple[PlannedStaff, ...]
    categories: tuple[PlannedCategory, ...]
    rows: tuple[RowVerdict, ...]
    left_out: tuple[LeftOut, ...]
    unknown_staff: tuple[str, ...]
    used: frozenset[tuple[str, str]]

    def summary(self) -> dict[str, Any]:
        """Return the counts and lists that `factdesk import --json` prints."""
        verdicts = [person.verdict for person in self.persons]
        return {
            "persons": {each: verdicts.count(each) for each in ("new", "same", "unclear")},
            "closed": sum(person.state == "closed" for person in self.persons),
            "on_board": len(self.episodes),
            "categories": len(self.categories),
            "staff": len(self.staff),
            "not_readable": sum(row.verdict == "not_readable" for row in self.rows),
            "unknown_staff": list(self.unknown_staff),
            "left_out": [asdict(each) for each in self.left_out],
            "rows": [asdict(row) for row in self.rows],
        }
