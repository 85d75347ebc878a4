"""The board as lines of one flat table: section, person, and the details of an opened person."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from factdesk.board.cells import (
    AGREED,
    COORDINATOR,
    CRISIS,
    LAST,
    LEGAL,
    PERSON,
    REASON,
    STATUS,
    VISITS,
    Cell,
    row_cells,
)
from factdesk.board.facts import BoardFacts, BoardRow, BoardSection
from factdesk.board.row_facts import RowFacts
from factdesk.collation import sort_key
from factdesk.words import _
from ui.widgets.filter import Query, SearchText, search_text


@dataclass(frozen=True)
class SectionLine:
    """The heading of a section; `shown` differs from `count` while a filter holds."""

    section_id: str
    name: str
    count: int
    shown: int
    collapsed: bool

    @property
    def key(self) -> Hashable:
        """What makes it this line."""
        return ("section", self.section_id)


@dataclass(frozen=True)
class PersonLine:
    """A person on the board; `is_last` in its section, where the card ends below."""

    row: BoardRow
    cells: tuple[Cell, ...]
    search: SearchText = field(compare=False, repr=False)
    is_open: bool = False
    is_last: bool = False

    @property
    def key(self) -> Hashable:
        """What makes it this line."""
        return ("person", self.row.episode_id)


@dataclass(frozen=True)
class DetailLine:
    """An opened person; `facts` are empty until they have been read."""

    row: BoardRow
    facts: RowFacts | None
    is_last: bool = False

    @property
    def key(self) -> Hashable:
        """What makes it this line."""
        return ("detail", self.row.episode_id)


Line = SectionLine | PersonLine | DetailLine


def field_names() -> Mapping[str, str]:
    """The names one may type before a colon, in the reader's language and in English."""
    words = {
        _("coordinator"): "coordinator",
        _("category"): "category",
        _("status"): "status",
        _("warning"): "warning",
        _("municipality"): "municipality",
        _("legal"): "legal",
        _("reason"): "reason",
        _("agreed"): "agreed",
        _("task"): "task",
        _("today"): "visits",
        _("seen"): "last",
    }
    english = dict.fromkeys(words.values())
    return words | {name: name for name in english}


def searchable(row: BoardRow, section: str, cells: tuple[Cell, ...]) -> SearchText:
    """What a person can be found by, folded once."""
    coordinator = row.coordinator
    who = "" if coordinator is None else f"{coordinator.initials} {coordinator.name}"
    tasks = " ".join(f"{task.owner} {task.text}" for task in row.tasks)
    fields = {
        "coordinator": who,
        "category": section,
        "status": f"{row.level_word} {row.level}",
        "warning": " ".join(warning.word for warning in row.warnings),
        "municipality": row.municipality or "",
        "legal": " ".join(fact.word for fact in row.legal),
        "reason": row.reason,
        "agreed": row.agreed,
        "task": tasks,
        "visits": cells[VISITS].words,
        "last": cells[LAST].words,
    }
    return search_text((row.name, row.sort_name, *fields.values()), **fields)


def person_lines(
    facts: BoardFacts, before: BoardFacts | None, known: Mapping[str, PersonLine]
) -> dict[str, PersonLine]:
    """A line per person by episode; made once per answer, so that a keystroke only searches.

    Those of rows that are as they were `before` are taken over from `known`.
    """
    lines = {}
    names = {section.id: section.name for section in before.sections} if before else {}
    alike = before is not None and (before.day, before.seen_norm) == (facts.day, facts.seen_norm)
    for section in facts.sections:
        same = alike and names.get(section.id) == section.name
        for row in section.rows:
            old = known.get(row.episode_id) if same else None
            if old is not None and old.row == row:
                lines[row.episode_id] = old
                continue
            cells = row_cells(row, facts.day, facts.seen_norm)
            lines[row.episode_id] = PersonLine(row, cells, searchable(row, section.name, cells))
    return lines


_RANK = {"red": 0, "yellow": 1, "blue": 2, "green": 3, "none": 4}


def _last_sort(row: BoardRow) -> tuple[bool, float]:
    return (
        row.last_contact is not None,
        row.last_contact.at.timestamp() if row.last_contact is not None else 0.0,
    )


def sorters() -> Mapping[int, Callable[[BoardRow], Any]]:
    """What each column sorts by, most urgent first."""
    return {
        STATUS: lambda row: _RANK[row.level],
        PERSON: lambda row: sort_key(row.sort_name or row.name),
        REASON: lambda row: -row.days,
        LEGAL: lambda row: min(
            (fact.days_left for fact in row.legal if fact.days_left is not None), default=99_999
        ),
        LAST: _last_sort,
        VISITS: lambda row: (not row.visits, row.visits[0].start.timestamp() if row.visits else 0),
        AGREED: lambda row: min(
            (task.due_on.toordinal() for task in row.tasks if task.due_on), default=9_999_999
        ),
        COORDINATOR: lambda row: row.coordinator.initials if row.coordinator else "",
        CRISIS: lambda row: row.crisis_plan_on.toordinal() if row.crisis_plan_on else 0,
    }


@dataclass
class Shape:
    """How the user looks at the board: filter, order, collapsed sections, opened rows."""

    query: Query | None = None
    sorted_by: tuple[int, bool] | None = None
    collapsed: set[str] = field(default_factory=set)
    opened: dict[str, RowFacts | None] = field(default_factory=dict)


def lay_out(
    sections: Iterable[BoardSection], people: Mapping[str, PersonLine], shape: Shape
) -> Iterator[Line]:
    """The lines to show, in order. While a filter holds, sections with nobody in it are left out,
    and collapsed ones show whom it found."""
    query = shape.query
    for section in sections:
        found = [people[row.episode_id] for row in section.rows]
        if query:
            found = [line for line in found if query.matches(line.search)]
            if not found:
                continue
        if shape.sorted_by is not None:
            column, descending = shape.sorted_by
            value = sorters()[column]
            found.sort(key=lambda line: value(line.row), reverse=descending)
        collapsed = section.id in shape.collapsed and not query
        yield SectionLine(section.id, section.name, len(section.rows), len(found), collapsed)
        if not collapsed:
            yield from _people(found, shape)


def _people(found: list[PersonLine], shape: Shape) -> Iterator[Line]:
    for at, line in enumerate(found):
        last = at == len(found) - 1
        is_open = line.row.episode_id in shape.opened
        yield replace(line, is_open=is_open, is_last=last and not is_open)
        if is_open:
            yield DetailLine(line.row, shape.opened[line.row.episode_id], is_last=last)
