"""What the assistant knows of a workbook: how it is read, what would come in, and what is decided.

Plain values, made on a background thread and handed to the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from factdesk.exchange.bringing.decisions import LEAVE, settled
from factdesk.exchange.guess import guess
from factdesk.exchange.mapping import Mapping
from factdesk.exchange.plan import ImportPlan, PlannedPerson
from factdesk.exchange.reading import understand
from factdesk.exchange.sheets import Workbook
from factdesk.exchange.views import Ground
from factdesk.exchange.workbook_file import read_workbook
from factdesk.words import _, format_date, ngettext, pgettext
from ui.widgets.filter import SearchText, search_text

Group = Literal["new", "same", "unclear", "not_readable", "left_out"]
"""What becomes of a row, as the preview counts it."""

GROUPS: tuple[Group, ...] = ("new", "same", "unclear", "not_readable", "left_out")


@dataclass(frozen=True)
class Understanding:
    """A workbook with its mapping and the plan that follows from both.

    ``is_remembered`` says that the team has decided something about these sheets before.
    """

    workbook: Workbook
    ground: Ground
    today: date
    mapping: Mapping
    plan: ImportPlan
    is_remembered: bool

    def read_as(self, mapping: Mapping) -> Understanding:
        """Return what would come in with another mapping; takes a moment for a large workbook."""
        plan = understand(
            self.workbook, mapping, self.ground.persons, self.ground.staff, self.today
        )
        return replace(self, mapping=mapping, plan=plan)


def read(path: Path, ground: Ground, today: date) -> Understanding:
    """Read a file and understand it. Raises the ``WorkbookProblem`` that says what is wrong."""
    workbook = read_workbook(path)
    guessed = guess(workbook, today)
    mapping = ground.remembered(guessed)
    own = guessed.fingerprint()
    remembered = mapping != guessed or own in dict(ground.mappings)
    plan = understand(workbook, mapping, ground.persons, ground.staff, today)
    return Understanding(workbook, ground, today, mapping, plan, remembered)


@dataclass(frozen=True)
class PlanRow:
    """One line of the preview. ``owner`` is the person it is about, if it is about one."""

    key: tuple[str, str, str]
    group: Group
    sheet: str
    cell: str
    text: str
    why: str
    decision: str
    owner: PlannedPerson | None
    search: SearchText

    @property
    def person(self) -> PlannedPerson | None:
        """The person somebody has to decide about."""
        return self.owner if self.group == "unclear" else None


def plan_rows(plan: ImportPlan, decisions: Dict[str, str]) -> tuple[PlanRow, ...]:
    """Return every row and every cell that is left out, those to look at first."""
    fates = settled(plan, decisions)
    owners = {place: person for person in plan.persons for place in person.rows}
    rows = []
    for row in plan.rows:
        person = owners.get((row.sheet, row.cell))
        fate = fates[person.key] if person and row.verdict == "unclear" else ""
        rows.append(_row(row.verdict, row.sheet, row.cell, row.text, row.why, fate, person))
    rows += [_row("left_out", one.sheet, one.cell, one.text, one.why) for one in plan.left_out]
    order = {"unclear": 0, "not_readable": 1, "new": 2, "same": 2, "left_out": 3}
    return tuple(sorted(rows, key=lambda row: order[row.group]))


def _row(
    group: Group,
    sheet: str,
    cell: str,
    text: str,
    why: str,
    decision: str = "",
    person: PlannedPerson | None = None,
) -> PlanRow:
    sheet = sheet.strip()
    search = search_text((text, why, sheet, cell), sheet=sheet)
    return PlanRow((group, sheet, cell), group, sheet, cell, text, why, decision, person, search)


def brings(plan: ImportPlan, person: PlannedPerson) -> str:
    """Return in words what comes in with a person: the place on the board, contacts, notes."""
    episode = next((one for one in plan.episodes if one.person == person.key), None)
    parts = []
    if person.birth_date is not None:
        parts.append(_("born {date}").format(date=format_date(person.birth_date)))
    if person.state == "closed":
        parts.append(pgettext("person", "closed"))
    if episode is not None:
        parts.append(_("on the board in {category}").format(category=episode.category.name))
        visits = len(episode.visits)
        if visits:
            planned = ngettext("{count} contact planned", "{count} contacts planned", visits)
            parts.append(planned.format(count=visits))
    if person.notes:
        count = len(person.notes)
        parts.append(ngettext("{count} note", "{count} notes", count).format(count=count))
    return " · ".join(parts)


def counts(rows: tuple[PlanRow, ...]) -> dict[Group, int]:
    """Return how many rows there are of each group."""
    found = Counter(row.group for row in rows)
    return {group: found[group] for group in GROUPS}


def open_questions(plan: ImportPlan, decisions: Dict[str, str]) -> int:
    """Return how many persons stay out because nobody has decided who they are."""
    fates = settled(plan, decisions)
    return sum(
        fates[person.key] == LEAVE and person.key not in decisions for person in plan.persons
    )
