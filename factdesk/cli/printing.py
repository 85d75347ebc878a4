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

_TEAM_KINDS = ("board", "day-list", "minutes")
_PERSON_KINDS = ("plan", "crisis-plan", "pocket-card", "consents", "plan-meeting")
_ASSESSMENT = "assessment"
_KINDS = (*_TEAM_KINDS, *_PERSON_KINDS, _ASSESSMENT)
_LAYOUTS = ("ordinary", "easy")


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
    command.add_argument(
        "--language", choices=LANGUAGES, help=_("otherwise the person's or the team's")
    )
    command.add_argument(
        "--person",
        metavar="PERSON",
        help=_("the id, the whole name or the birth number, for: {papers}").format(
            papers=", ".join(_PERSON_KINDS)
        ),
    )
    command.add_argument("--layout", choices=_LAYOUTS, help=_("easy is easy to read"))
    command.add_argument(
        "--version", type=int, metavar="N", help=_("a kept version; otherwise as it is now")
    )
    command.add_argument(
        "--meeting", metavar="ID", help=_("a plan meeting; otherwise the person's last")
    )
    command.add_argument(
        "--assessment", metavar="ID", help=_("otherwise the newest signed, or the newest")
    )
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    command.set_defaults(run=_print)


def _print(options: argparse.Namespace) -> int:
    from factdesk.papers.making import PaperOf, make
    from factdesk.papers.saving import check_place, save
    from factdesk.papers.whose import Whose

    day = read_day(options.day)
    _check_fit(options)
    check_place(options.output)
    with open_desk(options) as desk:
        person_id = desk.see(Whose(options.person)) if options.person else None
        wanted = PaperOf(
            options.paper,
            day,
            row_id=options.meeting or options.assessment,
            language=options.language,
            person_id=person_id,
            layout=options.layout or _LAYOUTS[0],
            number=options.version,
        )
        paper = make(desk, wanted)
    save(paper.content, options.output)
    print(_("{file} is written. It is not encrypted.").format(file=options.output), file=sys.stderr)
    return 0


def _check_fit(options: argparse.Namespace) -> None:
    """Refuse what does not go with the paper, before a passphrase is asked for."""
    paper = options.paper
    is_personal = paper in _PERSON_KINDS
    if is_personal and not options.person and not (paper == "plan-meeting" and options.meeting):
        raise KnownError(
            _("«{paper}» is of one person.").format(paper=paper),
            _("Say which with --person: an id, a whole name or a birth number."),
        )
    fits = {
        "--person": is_personal,
        "--layout": paper in ("plan", "consents", "plan-meeting"),
        "--version": paper in ("plan", "crisis-plan", "pocket-card"),
        "--meeting": paper == "plan-meeting",
        "--assessment": paper == _ASSESSMENT,
        "--day": paper in _TEAM_KINDS,
    }
    for option, fit in fits.items():
        if not fit and getattr(options, option.removeprefix("--")) is not None:
            raise KnownError(
                _("{option} does not go with «{paper}».").format(option=option, paper=paper),
                _("Leave it out."),
            )


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
