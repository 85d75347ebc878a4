"""The command that brings a team's spreadsheet in."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.cli.asking import add_store_options, open_desk
from factdesk.errors import KnownError
from factdesk.words import _, ngettext

if TYPE_CHECKING:
    from factdesk.exchange.bringing.record import BroughtIn
    from factdesk.exchange.mapping import Mapping
    from factdesk.exchange.plan import ImportPlan, LeftOut, PlannedPerson, Verdict
    from factdesk.exchange.sheets import Workbook
    from factdesk.exchange.views import Ground

# How much of a text a line shows, and how many like cells get a line each.
_LONGEST, _MOST_ALIKE = 60, 3


def add_commands(commands: Any) -> None:
    """Add it to the parser."""
    command = commands.add_parser("import", help=_("bring in a spreadsheet (xlsx, ods, csv)"))
    add_store_options(command)
    command.add_argument("file", type=Path, metavar="FILE", help=_("the team's workbook"))
    command.add_argument(
        "--dry-run", action="store_true", help=_("tell what would come in, and change nothing")
    )
    command.add_argument("--json", action="store_true", help=_("the result as JSON"))
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help=_("how to read the sheets: JSON, as --json prints it under “mapping”"),
    )
    command.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    # The reader of workbooks takes a moment to import, and the other commands do not need it.
    from factdesk.exchange.actions.bring_in import BringIn
    from factdesk.exchange.bringing.decisions import left_persons
    from factdesk.exchange.reading import understand
    from factdesk.exchange.views import ImportGround
    from factdesk.exchange.workbook_file import read_workbook

    workbook = read_workbook(options.file)
    given = None if options.mapping is None else _given_mapping(options.mapping)
    with open_desk(options) as desk:
        ground, today = desk.see(ImportGround()), desk.clock.today()
        mapping = _mapping(workbook, ground, given, today)
        plan = understand(workbook, mapping, ground.persons, ground.staff, today)
        done = None
        if not options.dry_run:
            done = desk.do(BringIn(plan, {}, mapping.to_json(), mapping.fingerprint()))
    left = left_persons(plan, {})
    if options.json:
        told = plan.summary() | {
            "done": done is not None,
            "left": [_left(person) for person in left],
            "brought_in": None if done is None else asdict(done),
            "mapping": json.loads(mapping.to_json()),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(plan, left, done)
    return 0


def _mapping(workbook: Workbook, ground: Ground, given: Mapping | None, today: Any) -> Mapping:
    """The mapping given, else what the team decided last time, else the guess."""
    from factdesk.exchange.guess import guess

    guessed = guess(workbook, today)
    return ground.remembered(guessed) if given is None else guessed.remembering(given)


def _given_mapping(file: Path) -> Mapping:
    """The mapping in a file. Raises :class:`KnownError` for anything else."""
    from factdesk.exchange.mapping import Mapping

    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
        return Mapping.from_json(json.dumps(told.get("mapping", told)))
    except (OSError, ValueError, AttributeError) as error:
        raise KnownError(
            _("The mapping {file} cannot be read.").format(file=file),
            _("Give a JSON file as --dry-run --json prints it. Nothing was brought in."),
        ) from error


def _left(person: PlannedPerson) -> dict[str, Any]:
    sheet, cell = person.rows[0]
    return {
        "sheet": sheet,
        "cell": cell,
        "text": f"{person.given} {person.family}".strip(),
        "why": person.why,
        "may_be": list(person.may_be),
    }


def _tell(plan: ImportPlan, left: tuple[PlannedPerson, ...], done: BroughtIn | None) -> None:
    """Totals first, then everything that somebody should look at."""
    for line in _totals(plan):
        print(line)
    if plan.unknown_staff:
        print(
            _("Initials that nobody in the team has: {initials}").format(
                initials=", ".join(plan.unknown_staff)
            )
        )
    for row in plan.rows:
        if row.verdict in ("unclear", "not_readable"):
            print(f"{row.sheet.strip()} {row.cell}: {_word(row.verdict)}: {row.text}: {row.why}")
    left_out = plan.left_out if done is None else (*plan.left_out, *done.left_out)
    for line in _left_out(left_out):
        print(line)
    for person in left:
        sheet, cell = person.rows[0]
        print(
            _("{sheet} {cell}: NOT brought in, may be somebody the team has: {name}").format(
                sheet=sheet.strip(), cell=cell, name=f"{person.given} {person.family}".strip()
            )
        )
    if done is None:
        print(_("Nothing was changed: this was a dry run."))
    else:
        print(_result(done))


def _left_out(cells: Iterable[LeftOut]) -> Iterator[str]:
    """A line for each cell; many beside each other for one reason share a line."""
    word = _("left out")
    for (sheet, why), some in groupby(cells, key=lambda each: (each.sheet.strip(), each.why)):
        alike = list(some)
        if len(alike) > _MOST_ALIKE:
            count = _("{count} cells").format(count=len(alike))
            yield f"{sheet} {alike[0].cell}–{alike[-1].cell}: {word}: {count}: {why}"
            continue
        for each in alike:
            text = each.text if len(each.text) <= _LONGEST else each.text[:_LONGEST] + " …"
            yield f"{sheet} {each.cell}: {word}: {text}: {why}"


def _totals(plan: ImportPlan) -> list[str]:
    summary = plan.summary()
    counted = summary["persons"]
    return [
        _("Persons: {total} ({new} new, {same} the team has, {unclear} unclear; {closed} closed)")
        .format(total=len(plan.persons), closed=summary["closed"], **counted),
        _("On the board: {on_board} in {categories} categories").format(
            on_board=summary["on_board"], categories=summary["categories"]
        ),
        _("Staff: {staff}").format(staff=summary["staff"]),
        _("Rows that cannot be read: {rows}; cells left out: {cells}").format(
            rows=summary["not_readable"], cells=len(plan.left_out)
        ),
    ]  # fmt: skip


def _result(done: BroughtIn) -> str:
    persons = ngettext("{count} new person", "{count} new persons", done.new)
    notes = ngettext("{count} note", "{count} notes", done.notes)
    contacts = ngettext("{count} contact planned", "{count} contacts planned", done.contacts)
    parts = (
        persons.format(count=done.new),
        _("{count} placed on the board").format(count=done.placed),
        contacts.format(count=done.contacts),
        notes.format(count=done.notes),
    )
    return _("Brought in: {what}.").format(what=", ".join(parts))


def _word(verdict: Verdict) -> str:
    words = {
        "new": _("new"),
        "same": _("same person"),
        "unclear": _("unclear"),
        "not_readable": _("not readable"),
    }
    return words[verdict]
