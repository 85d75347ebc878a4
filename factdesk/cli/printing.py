"""Print a paper into a PDF file. The file is plain text outside the store: whoever has it reads it.

The file appears whole or not at all.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from factdesk.cli.asking import add_store_options, open_desk
from factdesk.errors import KnownError
from factdesk.words import LANGUAGES, _

_KINDS = ("board", "day-list", "minutes")


def add_commands(commands: Any) -> None:
    """Add «print» to the parser."""
    command = commands.add_parser(
        "print",
        help=_("make a paper as a PDF file"),
        description=_("The file is not encrypted: keep it where others cannot read it."),
    )
    add_store_options(command)
    command.add_argument("paper", metavar="PAPER", choices=_KINDS, help=", ".join(_KINDS))
    command.add_argument("--day", metavar="DATE", help=_("like 2026-11-23; otherwise today"))
    command.add_argument("--language", choices=LANGUAGES, help=_("otherwise the team's"))
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    command.set_defaults(run=_print)


def _print(options: argparse.Namespace) -> int:
    from factdesk.papers.making import PaperOf, make
    from factdesk.papers.saving import check_place, save

    day = read_day(options.day)
    check_place(options.output)
    with open_desk(options) as desk:
        paper = make(desk, PaperOf(options.paper, day, language=options.language))
    save(paper.content, options.output)
    print(_("{file} is written. It is not encrypted.").format(file=options.output), file=sys.stderr)
    return 0


def read_day(given: str | None) -> date | None:
    """The day of ``--day``, as 2026-11-23 or 23.11.2026. Raises :class:`KnownError`."""
    if given is None:
        return None
    text = given.strip()
    parts = text.split("-") if "-" in text else text.split(".")[::-1]
    try:
        if len(parts) != 3 or len(parts[0]) != 4 or not all(part.isdecimal() for part in parts):
            raise ValueError(text)
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError as error:
        raise KnownError(
            _("«{given}» is not a date.").format(given=given), _("Write it like 2026-11-23.")
        ) from error
