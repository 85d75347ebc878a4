"""Give out the team's tables as files: ``factdesk export STORE DIR``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from factdesk.cli.asking import add_store_options, open_desk
from factdesk.words import _, ngettext


def add_commands(commands: Any) -> None:
    """Add «export» to the parser."""
    command = commands.add_parser(
        "export",
        help=_("give out the team's tables as files, without names"),
        description=_("The files are not encrypted: keep them where others cannot read them."),
    )
    add_store_options(command)
    command.add_argument("folder", type=Path, metavar="DIR", help=_("a new or empty folder"))
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from factdesk.exchange.exporting import check_folder, export

    check_folder(options.folder.absolute())
    with open_desk(options) as desk:
        given = export(desk, options.folder)
    for name, count in given.rows:
        print(f"{name}.csv\t{count}")
    if given.persons_left_out:
        told = ngettext(
            "{count} person is blocked for you and is left out.",
            "{count} persons are blocked for you and are left out.",
            given.persons_left_out,
        )
        print(told.format(count=given.persons_left_out), file=sys.stderr)
    told = _("{folder} is written. It is not encrypted.").format(folder=options.folder)
    print(told, file=sys.stderr)
    return 0
