"""From the rows about one person to the records an import would write."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from factdesk.exchange.dates import read_date
from factdesk.exchange.header_words import Field
from factdesk.exchange.matching import Group, Identity
from factdesk.exchange.plan import (
    PersonState,
    PlannedEpisode,
    PlannedNote,
    PlannedPerson,
    PlannedVisit,
    RowVerdict,
)
from factdesk.exchange.row_reading import PersonRow
from factdesk.exchange.sheets import Cell
from factdesk.exchange.staff_reading import Colleagues
from factdesk.exchange.visits import read_visit
from factdesk.words import _, pgettext

_STATES: Final[dict[str, PersonState]] = {
    "aktiv": "enrolled", "active": "enrolled", "inne": "enrolled", "enrolled": "enrolled",
    "på vent": "referred", "venter": "referred", "venteliste": "referred", "waiting": "referred",
    "henvist": "referred", "tilvist": "referred", "referred": "referred",
    "avsluttet": "closed", "avslutta": "closed", "closed": "closed", "ended": "closed",
    "utskrevet": "closed", "discharged": "closed",
}  # fmt: skip
# A team's own shade of meaning that the state does not carry is kept as a note.
_PLAIN_STATES: Final = frozenset({"aktiv", "active", "avsluttet", "avslutta", "closed", "enrolled"})
_TEXT_FIELDS: Final[tuple[Field, ...]] = ("municipality", "phone", "preferred")
_DONE: Final[frozenset[Field]] = frozenset(
    {"name", "name_family_first", "given", "family", "birth_number", "birth_date"}
)
_EPISODE_FIELDS: Final[frozenset[Field]] = frozenset(
    {"category", "reason", "placed_on", "responsible", "agreed", "today", "this_week",
     "next_contact"}
)  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """One person while the rows are gone through: first value wins, a different one is a note."""

    group: Group
    key: str
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    state: PersonState | None = None
    coordinator: str | None = None
    first_staff: str | None = None
    notes: list[PlannedNote] = field(default_factory=list)
    episode: PlannedEpisode | None = None
    verdicts: list[RowVerdict] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)

    def note(self, row: PersonRow, heading: str, text: str, cell: Cell) -> None:
        """Keep a text as a note, with where it stood."""
        self.notes.append(PlannedNote(heading, text, row.sheet, cell.address))

    def set_text(self, name: str, row: PersonRow, heading: str, cell: Cell) -> None:
        """Set a field from a cell; where another row has said something else, keep a note."""
        if self.texts.setdefault(name, cell.text) != cell.text:
            self.note(row, heading, cell.text, cell)


@dataclass(frozen=True, slots=True)
class BuiltPerson:
    """The records of one person, a verdict for each of its rows, and the cells they hold."""

    person: PlannedPerson
    episode: PlannedEpisode | None
    verdicts: tuple[RowVerdict, ...]
    used: frozenset[tuple[str, str]]


def build_person(group: Group, key: str, colleagues: Colleagues, today: date) -> BuiltPerson:
    """Return the records of one person out of all rows about it."""
    draft = _Draft(group, key)
    for at, identity in enumerate(group.members):
        row = identity.row
        doubts = _identity(draft, identity)
        _fields(draft, row, colleagues, today, doubts)
        if row.category is not None:
            _place(draft, row, colleagues, today, doubts)
        else:
            _off_board(draft, row, colleagues)
        for heading, cell in row.others:
            draft.note(row, heading, cell.text, cell)
        for heading, cell in row.comments:
            draft.note(row, heading, cell.comment or "", cell)
        cells = [*row.cells.values(), *(cell for _h, cell in (*row.others, *row.comments))]
        draft.used |= {(row.sheet, cell.address) for cell in cells}
        draft.verdicts.append(_verdict(draft, identity, at, doubts))
    person = _person(draft)
    return BuiltPerson(person, draft.episode, tuple(draft.verdicts), frozenset(draft.used))


def _identity(draft: _Draft, identity: Identity) -> list[str]:
    """Note what name, birth number and birth date say beyond their fields; return the doubts."""
    row, doubts = identity.row, []
    name_cell = next(cell for cell in row.cells.values() if cell.address == row.address)
    for remark in (*row.name.remarks, row.name.marks):
        if remark:
            draft.note(row, _("beside the name"), remark, name_cell)
    for heading, cell in row.spare_names():
        draft.note(row, heading, cell.text, cell)
    if row.name.key != draft.group.members[0].row.name.key:
        draft.note(row, _("also written"), f"{row.name.given} {row.name.family}", name_cell)
        doubts.append(_("The birth number stands with two different names."))
    number_cell, born_cell = row.cell("birth_number"), row.cell("birth_date")
    if identity.problem and number_cell:
        draft.note(row, row.headings["birth_number"], number_cell.text, number_cell)
        doubts.append(
            _("Birth number: {problem} It was left empty.").format(problem=identity.problem)
        )
    if born_cell and identity.born:
        born = identity.born
        if born.value is None or born.rest or born.value != draft.group.birth_date:
            draft.note(row, row.headings["birth_date"], born_cell.text, born_cell)
        if born.value is None:
            doubts.append(
                _("Birth date “{text}”: {why} It was not taken.").format(
                    text=born_cell.text[:40], why=born.why
                )
            )
        elif born.value != draft.group.birth_date:
            doubts.append(_("The birth date does not agree with the birth number."))
    return doubts


def _fields(
    draft: _Draft, row: PersonRow, colleagues: Colleagues, today: date, doubts: list[str]
) -> None:
    """Take every field that is about the person rather than about the board."""
    for what, cell in row.cells.items():
        heading = row.headings[what]
        if what in _DONE or what in _EPISODE_FIELDS:
            continue
        if what in _TEXT_FIELDS:
            draft.set_text(what, row, heading, cell)
        elif what in ("crisis_plan", "individual_plan"):
            _plan(draft, row, what, cell, today)
        elif what == "enrolled_on":
            _dated(draft, row, what, cell, today, doubts)
        elif what == "state":
            state = _STATES.get(cell.text.casefold())
            draft.state = draft.state or state
            if cell.text.casefold() not in _PLAIN_STATES or state != draft.state:
                draft.note(row, heading, cell.text, cell)
        elif what == "coordinator":
            _coordinator(draft, row, cell, colleagues)
        else:
            draft.note(row, heading, cell.text, cell)


def _plan(draft: _Draft, row: PersonRow, what: Field, cell: Cell, today: date) -> None:
    """Take a plan's date where the text says one; whatever else it says is a note as well."""
    draft.texts.setdefault(what, cell.text)
    read = read_date(cell.value, today)
    if read.value is not None:
        draft.dates.setdefault(what, read.value)
    if read.kind != "day" or read.rest or draft.dates.get(what) != read.value:
        draft.note(row, row.headings[what], cell.text, cell)


def _dated(
    draft: _Draft, row: PersonRow, what: Field, cell: Cell, today: date, doubts: list[str]
) -> None:
    """Take a date; the text is kept as a note wherever the date does not say all of it."""
    read = read_date(cell.value, today)
    if read.value is not None:
        draft.dates.setdefault(what, read.value)
    else:
        doubts.append(
            _("{heading} “{text}”: {why} It was not taken.").format(
                heading=row.headings[what], text=cell.text[:40], why=read.why
            )
        )
    if read.kind != "day" or read.rest or draft.dates.get(what) != read.value:
        draft.note(row, row.headings[what], cell.text, cell)


def _coordinator(draft: _Draft, row: PersonRow, cell: Cell, colleagues: Colleagues) -> None:
    """Take the coordinator as initials where the colleague is known, otherwise as written."""
    found = colleagues.find(cell.text)
    if found is None:
        colleagues.unknown[cell.text] = None
    coordinator = found[0] if found else cell.text
    is_all = found is not None and len(found) == 1 and colleagues.are_known(found)
    draft.coordinator = draft.coordinator or coordinator
    if not is_all or draft.coordinator != coordinator:
        draft.note(row, row.headings["coordinator"], cell.text, cell)


def _off_board(draft: _Draft, row: PersonRow, colleagues: Colleagues) -> None:
    """Keep what a row that is not on the board says about the board as notes."""
    for what, cell in row.cells.items():
        if what == "responsible":
            found = colleagues.find(cell.text)
            draft.first_staff = draft.first_staff or (found[0] if found else None)
        if what in _EPISODE_FIELDS:
            draft.note(row, row.headings[what], cell.text, cell)


def _place(
    draft: _Draft, row: PersonRow, colleagues: Colleagues, today: date, doubts: list[str]
) -> None:
    """Put the person on the board; where it stands there already, keep the rest as notes."""
    category = row.category
    assert category is not None  # noqa: S101 - the caller looked
    if draft.episode is not None:
        doubts.append(_("The person stands on the board twice; the second place became notes."))
        cell = next(cell for cell in row.cells.values() if cell.address == row.address)
        draft.note(row, pgettext("spreadsheet", "category"), category.name, cell)
        _off_board(draft, row, colleagues)
        return
    staff = _staff(draft, row, colleagues)
    placed = row.cell("placed_on")
    if placed is not None:
        _dated(draft, row, "placed_on", placed, today, doubts)
    visits = _visits(draft, row, colleagues, staff, today)
    written = row.cell("category")
    if written is not None and written.text != category.name:
        draft.note(row, row.headings["category"], written.text, written)
    reason, agreed = row.cell("reason"), row.cell("agreed")
    if (week := row.cell("this_week")) is not None:
        if agreed is None:
            agreed = week
        else:
            draft.note(row, row.headings["this_week"], week.text, week)
    draft.episode = PlannedEpisode(
        draft.key,
        category,
        reason.text if reason else "",
        draft.dates.get("placed_on"),
        agreed.text if agreed else "",
        row.status,
        staff,
        tuple(visits),
        row.sheet,
        row.address,
    )


def _staff(draft: _Draft, row: PersonRow, colleagues: Colleagues) -> tuple[str, ...]:
    """Return who follows the person up; a text that is not wholly colleagues is a note as well."""
    cell = row.cell("responsible")
    if cell is None:
        return ()
    staff = colleagues.find(cell.text)
    if staff is None:
        colleagues.unknown[cell.text] = None
    if staff is None or not colleagues.are_known(staff):
        draft.note(row, row.headings["responsible"], cell.text, cell)
    if staff:
        draft.first_staff = draft.first_staff or staff[0]
    return staff or ()


def _visits(
    draft: _Draft, row: PersonRow, colleagues: Colleagues, staff: tuple[str, ...], today: date
) -> list[PlannedVisit]:
    """Return the contacts the row plans; a text that plans none for certain is a note.

    "ring" alone is a telephone call today that nobody is assigned to yet, so that it is seen.
    """
    visits = []
    if (cell := row.cell("today")) is not None:
        visit = read_visit(cell.text, frozenset(colleagues.initials))
        if visit is None:
            draft.note(row, row.headings["today"], cell.text, cell)
        else:
            colleagues.find("/".join(visit.staff))
            visits.append(
                PlannedVisit(today, visit.at, visit.kind, visit.staff, visit.car, cell.text)
            )
    if (cell := row.cell("next_contact")) is not None:
        read = read_date(cell.value, today)
        if read.value is not None and read.kind == "day" and read.value >= today:
            visits.append(PlannedVisit(read.value, read.at, "visit", staff[:1], None, cell.text))
        else:
            draft.note(row, row.headings["next_contact"], cell.text, cell)
    return visits


def _verdict(draft: _Draft, identity: Identity, at: int, doubts: list[str]) -> RowVerdict:
    """Return what becomes of one row, in words."""
    row, group = identity.row, draft.group
    whys = [*doubts, *(group.doubts if at == 0 or id(row) in group.joined_by else [])]
    joined = group.joined_by.get(id(row))
    first = group.members[0].row
    is_same = bool(group.matches) or at > 0
    if group.matched_by and at == 0:
        whys.append(group.matched_by)
    if at > 0:
        whys.append(
            _("The same person as in {sheet} {cell}: {how}.").format(
                sheet=first.sheet.strip(),
                cell=first.address,
                how=joined or _("the same name and birth date"),
            )
        )
    if row.is_hidden:
        whys.append(_("The row or its sheet is hidden in the workbook."))
    unclear = bool(doubts) or (bool(group.doubts) and (at == 0 or joined is not None))
    name = " ".join(part for part in (row.name.given, row.name.family) if part)
    return RowVerdict(
        row.sheet,
        row.address,
        "unclear" if unclear else "same" if is_same else "new",
        name,
        " ".join(dict.fromkeys(whys)),
    )


def _person(draft: _Draft) -> PlannedPerson:
    """Return the person; the name is taken from the row that is surest about its parts."""
    group = draft.group
    name = max((member.row.name for member in group.members), key=lambda one: one.is_certain)
    unclear = [row.why for row in draft.verdicts if row.verdict == "unclear"]
    verdict = "unclear" if unclear else group.verdict
    return PlannedPerson(
        key=draft.key,
        given=name.given,
        family=name.family,
        verdict=verdict,
        why=" ".join(dict.fromkeys(unclear)) or group.matched_by,
        birth_number=group.number.digits if group.number else None,
        birth_date=group.birth_date,
        preferred=draft.texts.get("preferred"),
        municipality=draft.texts.get("municipality"),
        phone=draft.texts.get("phone"),
        coordinator=draft.coordinator or draft.first_staff,
        enrolled_on=draft.dates.get("enrolled_on"),
        state=draft.state or "enrolled",
        crisis_plan_on=draft.dates.get("crisis_plan"),
        crisis_plan_text=draft.texts.get("crisis_plan"),
        individual_plan_on=draft.dates.get("individual_plan"),
        individual_plan_text=draft.texts.get("individual_plan"),
        notes=tuple(draft.notes),
        matches=group.matches,
        may_be=group.may_be,
        rows=tuple((member.row.sheet, member.row.address) for member in group.members),
    )
