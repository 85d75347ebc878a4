"""The board as the screen, the wall and the papers show it; a row's details; who is not on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.board import assemble, rules
from factdesk.board.assemble import Around, Contacts, Setting
from factdesk.board.details import read_details
from factdesk.board.facts import BoardFacts, BoardRow, BoardSection
from factdesk.board.queries import AROUND, CONTACTS, ROWS, WORDS
from factdesk.board.row_facts import RowFacts
from factdesk.board.tables import BoardEpisode, Level
from factdesk.clock import OSLO
from factdesk.collation import sort_key
from factdesk.people.kinds import Stage
from factdesk.people.rules import age_on
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.tables import Staff


@dataclass(frozen=True)
class Board(View[BoardFacts]):
    """The whole board on a day, today where none is given. Four statements.

    Without the right to records, and for persons whose record is barred from the reader, rows
    come in the reduced view.
    """

    day: date | None = None

    right: ClassVar[str | None] = Right.SEE_BOARD
    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "board_categories", "board_episodes", "board_meetings", "status_meanings", "tasks",
            "persons", "legal_status", "warnings", "admissions", "next_of_kin", "consents",
            "workers", "access_blocks", "contacts", "contact_staff", "staff", "presence", "cars",
            "list_items", "team",
        }
    )  # fmt: skip

    def read(self, reader: Reader) -> BoardFacts:
        """Fill the facts."""
        day = self.day or reader.today
        since = rules.last_working_day(day)
        times = _times(day, reader, since)
        run = reader.session.execute
        words = assemble.read_words(run(WORDS, times))
        lines = run(ROWS, times).all()
        first = lines[0] if lines else None
        contacts = assemble.read_contacts(run(CONTACTS, times), words, day)
        around = assemble.read_around(
            run(AROUND, times), words, day, first.legal_notice_days if first else 0
        )
        setting = Setting(
            today=day,
            words=words,
            contact_due_days=first.contact_due_days if first else 0,
            crisis_plan_months=first.crisis_plan_months if first else 0,
            discharge_contact_days=first.discharge_contact_days if first else 0,
            sees_records=Right.SEE_RECORD in reader.actor.rights,
        )
        sections = _sections(lines, contacts, around, setting)
        rows = {row.episode_id: row for section in sections for row in section.rows}
        return BoardFacts(
            day=day,
            sections=sections,
            levels=tuple(words.levels[level.value] for level in Level),
            on_board=len(rows),
            enrolled=first.enrolled if first else 0,
            since=since,
            new=_count_new(lines, since),
            discharged=first.discharged if first else 0,
            members=tuple(words.active),
            seen_norm=first.staff_seen_norm if first else 0,
            _rows=rows,
        )


def _times(day: date, reader: Reader, since: date) -> dict[str, Any]:
    """The bound values of the statements. A board of another day looks from that day's end.

    Which records are blocked is asked of the day it is read on, whatever day the board is of.
    """
    start, horizon = assemble.midnights(day)
    until = max(reader.now, start)
    return {
        "today": day,
        "tomorrow": day + timedelta(days=1),
        "now": min(until, horizon),
        "midnight": start,
        "horizon": horizon - timedelta(microseconds=1),
        "seen_from": start - timedelta(days=rules.SEEN_DAYS),
        "since": since,
        "stays_from": day - timedelta(days=2 * rules.DISCHARGE_SHOWN_DAYS),
        "reader": reader.actor.id,
        "read_on": reader.today,
    }


def _sections(
    lines: Sequence[Any], contacts: dict[str, Contacts], around: dict[str, Around], setting: Setting
) -> tuple[BoardSection, ...]:
    """Sections in the team's order; one at rest is shown only while somebody is in it."""
    heads: dict[str, Any] = {}
    rows: dict[str, list[BoardRow]] = {}
    nothing, nobody = Around(), Contacts()
    for line in lines:
        heads.setdefault(line.section_id, line)
        mine = rows.setdefault(line.section_id, [])
        if line.episode_id is not None:
            about = around.get(line.person_id, nothing)
            seen = contacts.get(line.person_id, nobody)
            mine.append(assemble.make_row(line, len(mine), about, seen, setting))
    return tuple(
        BoardSection(
            id=section_id,
            version=head.section_version,
            code=head.code,
            name=rules.shown_category(head.code, head.section_name),
            active=bool(head.active),
            rows=tuple(rows[section_id]),
        )
        for section_id, head in heads.items()
        if head.active or rows[section_id]
    )


def _count_new(lines: Sequence[Any], since: date) -> int:
    """Persons placed since the meeting of the last working day, else since its morning."""
    start = datetime.combine(since, datetime.min.time(), OSLO)
    meeting = lines[0].last_meeting if lines else None
    if meeting is not None and meeting > start:
        start = meeting
    return sum(line.episode_id is not None and line.placed_at > start for line in lines)


@dataclass(frozen=True)
class RowDetails(View[RowFacts | None]):
    """A row opened downwards; ``None`` for a person who is gone or barred from the reader."""

    person_id: str

    right: ClassVar[str | None] = Right.SEE_RECORD
    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "persons", "contacts", "contact_staff", "notes", "tasks", "warnings", "next_of_kin",
            "consents", "information_limits", "access_blocks", "list_items", "staff", "plans",
            "plan_goals",
        }
    )  # fmt: skip

    def read(self, reader: Reader) -> RowFacts | None:
        """Fill the facts. Seven statements."""
        return read_details(self.person_id, reader)


@dataclass(frozen=True)
class IsOnBoard(View[bool]):
    """Whether a person is on the board now."""

    person_id: str

    right: ClassVar[str | None] = Right.SEE_BOARD
    touches: ClassVar[frozenset[str]] = frozenset({"board_episodes"})

    def read(self, reader: Reader) -> bool:
        """Look. One statement."""
        placed = select(BoardEpisode.id).where(
            BoardEpisode.person_id == self.person_id, BoardEpisode.removed_at.is_(None)
        )
        return reader.session.scalars(placed).first() is not None


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who can be placed."""

    person_id: str
    name: str
    age: int | None
    municipality: str | None
    is_enrolled: bool
    coordinator: str


@dataclass(frozen=True)
class OffBoard(View[tuple[PersonChoice, ...]]):
    """Those with the team, or referred to it, who are not on the board; by name."""

    right: ClassVar[str | None] = Right.SEE_BOARD
    touches: ClassVar[frozenset[str]] = frozenset({"persons", "board_episodes", "staff"})

    def read(self, reader: Reader) -> tuple[PersonChoice, ...]:
        """Fill the choices. One statement."""
        placed = select(BoardEpisode.person_id).where(BoardEpisode.removed_at.is_(None))
        lines = reader.session.execute(
            select(
                Person.id,
                Person.given_name,
                Person.family_name,
                Person.preferred_name,
                Person.birth_date,
                Person.municipality,
                Person.stage,
                Staff.initials,
            )
            .outerjoin(Staff, Staff.id == Person.coordinator_id)
            .where(Person.stage != Stage.CLOSED, Person.id.not_in(placed))
        ).all()
        lines = sorted(
            lines,
            key=lambda line: (
                sort_key(f"{line.family_name} {line.given_name}".strip()),
                line.id,
            ),
        )
        return tuple(
            PersonChoice(
                line.id,
                assemble.shown(line),
                age_on(line.birth_date, reader.today),
                line.municipality,
                line.stage is Stage.ENROLLED,
                line.initials or "",
            )
            for line in lines
        )
