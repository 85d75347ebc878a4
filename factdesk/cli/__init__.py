"""The terminal's front door: one command, ``factdesk``.

Without arguments, or with the path of a team folder (``./team``) or the address of a team server,
it opens the window.

Exit status: 0 done, 1 the thing checked is not in order, 2 wrong use. An error is one line on
standard error, never a traceback.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from factdesk.cli.demonstrating import add_commands as add_demonstration
from factdesk.cli.exporting import add_commands as add_export
from factdesk.cli.importing import add_commands as add_import
from factdesk.cli.indicators import add_commands as add_indicators
from factdesk.cli.printing import add_commands as add_print
from factdesk.cli.scales import add_commands as add_scales
from factdesk.cli.scoring import add_commands as add_scoring
from factdesk.cli.servers import add_commands as add_servers
from factdesk.cli.simulating import add_commands as add_simulation
from factdesk.cli.stores import add_commands as add_stores
from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.places import Place
from factdesk.store.server.address import ServerAddress, is_address
from factdesk.words import _, default_language, set_language

_ROOMS = (
    add_stores,
    add_servers,
    add_import,
    add_export,
    add_print,
    add_indicators,
    add_scoring,
    add_scales,
    add_simulation,
    add_demonstration,
)

DONE, NOT_IN_ORDER, WRONG_USE = 0, 1, 2

# Where argparse repeats what was given: it may be a passphrase in the wrong place.
_REPEATED = re.compile(
    r"(invalid choice|invalid \w+ value|ignored explicit argument)(?::| ).*?"
    r"( \(choose from [^()]*\))?$",
    re.DOTALL,
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and never with what was given.

    An option is written in full: ``--passphrase`` is not short for ``--passphrase-file``.
    """

    def __init__(self, **settings: Any) -> None:
        """Take what argparse takes."""
        super().__init__(**{**settings, "allow_abbrev": False})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse what is left over here, where the options that there are can be named."""
        known, rest = super().parse_known_args(args, namespace)
        if rest:
            options = ", ".join(re.findall(r"--[a-z-]+", self.format_usage()))
            told = _("Something was given that this command does not take.")
            takes = _("It takes {options}.").format(options=options or "--help")
            self.error(f"{told} {takes}")
        return known, rest

    def error(self, message: str) -> None:  # type: ignore[override]
        """Leave with status 2."""
        told = _REPEATED.sub(r"\1\2", message)
        print(f"{self.prog}: {told}", file=sys.stderr)
        raise SystemExit(WRONG_USE)


def parser() -> argparse.ArgumentParser:
    """The command and its parts."""
    root = _Parser(prog="factdesk", description=_("The board and caseload of a FACT team."))
    commands = root.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=_Parser)
    for add in _ROOMS:
        add(commands)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    set_language(default_language(os.environ))
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not given:
            return _open_window(None)
        if len(given) == 1 and os.sep in given[0] and Path(given[0]).is_dir():
            return _open_window(Path(given[0]))
        if len(given) == 1 and is_address(given[0]):
            return _open_window(ServerAddress.parse(given[0]))
        options = parser().parse_args(given)
        status: int = options.run(options)
    except KnownError as error:
        print(f"factdesk: {error}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - a bug, told by its number and never by its values
        told = _("The program failed ({number}). What was saved before is kept.")
        print(f"factdesk: {told.format(number=report(error))}", file=sys.stderr)
        return WRONG_USE
    return status


def _open_window(folder: Place | None) -> int:
    from ui.application import run

    return run(folder=folder)
