"""Colleagues out of a staff sheet, and finding colleagues by initials or name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from factdesk.exchange.header_words import Field
from factdesk.exchange.names import name_key
from factdesk.exchange.plan import PlannedNote, PlannedStaff, RowVerdict
from factdesk.exchange.row_reading import PersonRow
from factdesk.exchange.sheets import CellValue, text_of
from factdesk.exchange.visits import are_initials, split_staff
from factdesk.words import _, pgettext

_STAFF_FIELDS: Final[frozenset[Field]] = frozenset(
    {"name", "name_family_first", "given", "family", "initials", "profession", "fte", "employer"}
)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|prosent|percent)?")


@dataclass(frozen=True, slots=True)
class KnownStaff:
    """A colleague the team's store has already."""

    id: str
    initials: str
    name: str


@dataclass(slots=True)
class Colleagues:
    """Everybody an initial or a name in the workbook may mean, and those it meant in vain."""

    initials: set[str] = field(default_factory=set)
    by_name: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)

    @staticmethod
    def of(staff: Iterable[PlannedStaff | KnownStaff]) -> "Colleagues":
        """Return the colleagues of the staff sheet and of the store together."""
        found = Colleagues()
        for one in staff:
            found.initials.add(one.initials)
            found.by_name[name_key(one.name)] = one.initials
        return found

    def find(self, text: str) -> tuple[str, ...] | None:
        """Return the initials a cell names: "GD/TK", or a colleague's name; None for neither.

        Initials that no colleague bears are returned too, and remembered as unknown.
        """
        if (initials := self.by_name.get(name_key(text))) is not None:
            return (initials,)
        parts = split_staff(text)
        if parts and all(part in self.initials for part in parts):
            return tuple(dict.fromkeys(parts))
        if are_initials(parts):
            self.unknown.update(dict.fromkeys(part for part in parts if part not in self.initials))
            return tuple(dict.fromkeys(parts))
        return None

    def are_known(self, initials: Iterable[str]) -> bool:
        """Return whether every one of them is a colleague."""
        return set(initials) <= self.initials


def read_staff(
    rows: list[PersonRow], known: tuple[KnownStaff, ...]
) -> tuple[list[PlannedStaff], list[RowVerdict], set[tuple[str, str]]]:
    """Return the colleagues of the staff sheets, a verdict per row, and the cells used."""
    staff: list[PlannedStaff] = []
    verdicts: list[RowVerdict] = []
    used: set[tuple[str, str]] = set()
    for row in rows:
        one = _planned(row, known)
        used |= {(row.sheet, cell.address) for cell in row.cells.values()}
        used |= {(row.sheet, cell.address) for _h, cell in (*row.others, *row.comments)}
        staff.append(one)
        why = _("The team has this colleague already.") if one.matches else ""
        verdict = RowVerdict(
            row.sheet, row.address, "same" if one.matches else "new", one.name, why
        )
        verdicts.append(verdict)
    return staff, verdicts, used


def fte_percent(value: CellValue) -> float | None:
    """Return a part of full time in percent: 100, "80 %", 0.5 and "50" are 100, 80, 50 and 50.

    Numbers up to 1 are parts of one. None for anything that is no percentage from 0 to 100.
    """
    match = _PERCENT.fullmatch(text_of(value))
    if match is None or isinstance(value, bool):
        return None
    number = float(match[1].replace(",", "."))
    if number <= 1 and not text_of(value).endswith(("%", "t")):
        number *= 100
    return number if number <= 100 else None


def _planned(row: PersonRow, known: tuple[KnownStaff, ...]) -> PlannedStaff:
    """Return the colleague of one row; what has no field becomes a note."""
    name = " ".join(part for part in (row.name.given, row.name.family) if part)
    initials_cell = row.cell("initials")
    initials = initials_cell.text if initials_cell else _initials(name)
    notes = [
        PlannedNote(row.headings[each], cell.text, row.sheet, cell.address)
        for each, cell in row.cells.items()
        if each not in _STAFF_FIELDS
    ]
    notes += [
        PlannedNote(heading, cell.text, row.sheet, cell.address)
        for heading, cell in (*row.others, *row.spare_names())
    ]
    notes += [
        PlannedNote(heading, cell.comment or "", row.sheet, cell.address)
        for heading, cell in row.comments
    ]
    notes += [
        PlannedNote(pgettext("spreadsheet", "name"), remark, row.sheet, row.address)
        for remark in (*row.name.remarks, row.name.marks)
        if remark
    ]
    fte_cell = row.cell("fte")
    percent = fte_percent(fte_cell.value) if fte_cell else None
    if fte_cell and percent is None:
        notes.append(PlannedNote(row.headings["fte"], fte_cell.text, row.sheet, fte_cell.address))
    profession, employer = row.cell("profession"), row.cell("employer")
    matches = _match(row.name.key, initials, known)
    return PlannedStaff(
        initials,
        name,
        profession.text if profession else None,
        percent,
        employer.text if employer else None,
        tuple(notes),
        matches,
        row.sheet,
        row.address,
    )


def _match(key: str, initials: str, known: tuple[KnownStaff, ...]) -> str | None:
    """Return the colleague with this name, or with these initials and a name that fits.

    The same initials with another name are another colleague.
    """
    named = next((one.id for one in known if name_key(one.name) == key), None)
    words = set(key.split())
    alike = (
        one.id
        for one in known
        if one.initials.casefold() == initials.casefold()
        and (words <= (theirs := set(name_key(one.name).split())) or theirs <= words)
    )
    return named or next(alike, None)


def _initials(name: str) -> str:
    """Return the first letters of the first and last word of a name."""
    words = name.split()
    return "".join(word[0].upper() for word in {0: words[0], 1: words[-1]}.values())
