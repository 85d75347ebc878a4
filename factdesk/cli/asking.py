"""What the commands share: where the passphrase comes from, and opening a store with it."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterable
from pathlib import Path

from factdesk.clock import Clock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.places import Place, open_place, place_of
from factdesk.store.server.address import ServerAddress, role_name
from factdesk.words import _


def add_store_options(command: argparse.ArgumentParser) -> None:
    """STORE, the user and the passphrase file."""
    command.add_argument(
        "store",
        type=place_of,
        metavar="STORE",
        help=_("the team folder, or the address of a team server"),
    )
    command.add_argument(
        "--user",
        metavar="NAME",
        help=_("not needed where there is one user; the address of a server names its own"),
    )
    add_passphrase_option(command)


def add_passphrase_option(
    command: argparse.ArgumentParser, name: str = "--passphrase-file", whose: str | None = None
) -> None:
    """A file whose first line is a passphrase; a passphrase is never an argument.

    ``whose`` says whose and which it is, where it is not the own one.
    """
    told = _("a file whose first line is {passphrase}; otherwise it is asked for")
    command.add_argument(
        name,
        type=Path,
        metavar="FILE",
        help=told.format(passphrase=whose or _("your own passphrase")),
    )


def secret(file: Path | None, question: str, *, twice: bool = False) -> str:
    """A secret from a file, the keyboard (``twice`` for a new one), or standard input."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise KnownError(
                # Without its name: somebody may have given the passphrase itself.
                _("The passphrase file cannot be read."),
                _("Give a text file whose first line is the passphrase."),
            ) from error
        return _first_line(text)
    if not sys.stdin.isatty():
        return _first_line(sys.stdin.readline())
    answer = getpass.getpass(question + ": ")
    if twice and getpass.getpass(_("Once more") + ": ") != answer:
        raise KnownError(_("The two passphrases are not the same."), _("Nothing was changed."))
    return answer


def place(options: argparse.Namespace) -> Place:
    """STORE. An address names the user, so ``--user`` may not name another."""
    store: Place = options.store
    named = store.role if isinstance(store, ServerAddress) else None
    if named and options.user and role_name(options.user) != role_name(named):
        raise KnownError(
            _("The address names another user than --user."),
            _("Leave --user out: the name before the sign @ is the user."),
        )
    return store


def open_desk(options: argparse.Namespace, clock: Clock | None = None) -> Desk:
    """The desk of STORE, with what it has to tell on standard error."""
    store = place(options)
    passphrase = secret(options.passphrase_file, _("Passphrase"))
    desk = open_place(store, passphrase, options.user, clock, keeps_copy=False)
    tell(desk.notices)
    return desk


def tell(notices: Iterable[str]) -> None:
    """What an opening has to tell, on standard error."""
    for notice in notices:
        print(f"factdesk: {notice}", file=sys.stderr)


def _first_line(text: str) -> str:
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise KnownError(_("No passphrase was given."), _("Nothing was changed."))
    return line
