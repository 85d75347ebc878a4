"""Understanding a team's workbook: from sheets and their mapping to a plan of what comes in."""

from dataclasses import replace
from datetime import date

from factdesk.exchange.building import build_person
from factdesk.exchange.mapping import Mapping
from factdesk.exchange.matching import KnownPerson, group_rows, match_known
from factdesk.exchange.plan import ImportPlan, LeftOut, PlannedCategory, RowVerdict
from factdesk.exchange.row_reading import PersonRow, read_sheet
from factdesk.exchange.sheets import Workbook
from factdesk.exchange.staff_reading import Colleagues, KnownStaff, read_staff


def understand(
    workbook: Workbook,
    mapping: Mapping,
    known_persons: tuple[KnownPerson, ...],
    known_staff: tuple[KnownStaff, ...],
    today: date,
) -> ImportPlan:
    """Return what bringing the workbook in would do; nothing is written.

    `today` is the day of the import: weeks without a year are counted back from it, and what
    stands under "today" is planned on it. Every filled cell is in `used` or in `left_out`.
    """
    person_rows: list[PersonRow] = []
    staff_rows: list[PersonRow] = []
    left_out: list[LeftOut] = []
    verdicts: list[RowVerdict] = []
    used: set[tuple[str, str]] = set()
    for sheet, part in zip(workbook.sheets, mapping.sheets, strict=True):
        reading = read_sheet(sheet, part)
        (staff_rows if part.kind == "staff" else person_rows).extend(reading.rows)
        left_out += reading.left_out
        verdicts += reading.unreadable
        used |= reading.used
    staff, staff_verdicts, staff_cells = read_staff(staff_rows, known_staff)
    colleagues = Colleagues.of((*staff, *known_staff))
    groups = group_rows(person_rows, today)
    match_known(groups, known_persons)
    built = [
        build_person(group, f"p{number}", colleagues, today)
        for number, group in enumerate(groups, start=1)
    ]
    for each in built:
        verdicts += each.verdicts
        used |= each.used
    placed = [each.episode for each in built if each.episode is not None]
    categories = _categories([episode.category for episode in placed])
    episodes = tuple(
        replace(episode, category=categories[_category_key(episode.category)]) for episode in placed
    )
    return ImportPlan(
        workbook=workbook.name,
        persons=tuple(each.person for each in built),
        episodes=episodes,
        staff=tuple(staff),
        categories=tuple(categories.values()),
        rows=_in_order(workbook, [*verdicts, *staff_verdicts]),
        left_out=tuple(left_out),
        unknown_staff=tuple(colleagues.unknown),
        used=frozenset(used | staff_cells),
    )


def _categories(found: list[PlannedCategory]) -> dict[str, PlannedCategory]:
    """Return each category once, as it is first written, in the order of the workbook."""
    categories: dict[str, PlannedCategory] = {}
    for category in found:
        categories.setdefault(_category_key(category), category)
    return categories


def _category_key(category: PlannedCategory) -> str:
    """Return what "KRISE" and "Krise " share."""
    return " ".join(category.name.casefold().split())


def _in_order(workbook: Workbook, verdicts: list[RowVerdict]) -> tuple[RowVerdict, ...]:
    """Return the verdicts sheet by sheet and row by row."""
    sheets = {sheet.title: at for at, sheet in enumerate(workbook.sheets)}
    return tuple(
        sorted(
            verdicts,
            key=lambda row: (sheets[row.sheet], int("".join(filter(str.isdigit, row.cell)))),
        )
    )
