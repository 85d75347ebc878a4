"""Commands that move a team: server upload, download, stay; and a server's backup and restore."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.cli.asking import add_passphrase_option, open_desk, secret
from factdesk.cli.servers import tell_of_elsewhere
from factdesk.cli.simulating import Meter
from factdesk.errors import KnownError
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.carrying import VERIFYING
from factdesk.words import _

if TYPE_CHECKING:
    from factdesk.moving import Uploaded
    from factdesk.store.server.carrying import Progress


def add_commands(parts: Any) -> None:
    """Add them to the parts of «server»."""
    upload = parts.add_parser("upload", help=_("move a team folder's team to a server"))
    upload.add_argument("store", type=Path, metavar="STORE", help=_("the team folder"))
    upload.add_argument(
        "address",
        type=ServerAddress.parse,
        metavar="URL",
        help=_("the address with the database administrator's login"),
    )
    upload.add_argument("--user", metavar="NAME", help=_("not needed where there is one user"))
    add_passphrase_option(upload)
    upload.set_defaults(run=_upload)

    download = parts.add_parser("download", help=_("carry a server's team into a new team folder"))
    download.add_argument(
        "store",
        type=ServerAddress.parse,
        metavar="URL",
        help=_("the address with the login of an administrator of the team"),
    )
    download.add_argument("folder", type=Path, metavar="STORE", help=_("a new or empty folder"))
    add_passphrase_option(download)
    download.set_defaults(user=None)
    download.set_defaults(run=_download)

    stay = parts.add_parser(
        "stay", help=_("work on in a team folder although its team was moved to a server")
    )
    stay.add_argument("store", type=Path, metavar="STORE", help=_("the team folder"))
    stay.add_argument("--user", metavar="NAME", help=_("not needed where there is one user"))
    add_passphrase_option(stay)
    stay.set_defaults(run=_stay)


def told_progress() -> Progress:
    """Tells the progress on standard error, whichever table it is in."""
    meter = Meter()
    verifying = False

    def progress(table: str, carried: int, total: int) -> bool:
        nonlocal verifying
        if table != VERIFYING:
            return meter(carried, total)
        if not verifying:
            verifying = True
            told = _("Everything is carried; it is read again and verified.")
            print(told, file=sys.stderr, flush=True)
        return True

    return progress


def tell_upload(done: Uploaded) -> None:
    """What was moved, on standard output, and what is left to do, on standard error."""
    print(done.address.text)
    tell_of_elsewhere(done.address)
    told = _("The team is on the server, with {count} rows, and everything was verified.")
    print(told.format(count=done.rows), file=sys.stderr)
    if done.without_key:
        told = _("These users get a passphrase with factdesk server add-user: {names}.")
        print(told.format(names=", ".join(done.without_key)), file=sys.stderr)
    if done.trouble is not None:
        told = _("Signing in there did not work yet: {reason}")
        print("factdesk: " + told.format(reason=done.trouble), file=sys.stderr)


def _upload(options: argparse.Namespace) -> int:
    from factdesk.moving import upload
    from factdesk.opening import open_folder
    from factdesk.store.folder.team_folder import TeamFolder

    passphrase = secret(options.passphrase_file, _("Passphrase"))
    folder = TeamFolder.open(options.store, passphrase, options.user)
    with open_folder(folder, moved_too=True) as desk:
        done = upload(desk, options.address, passphrase, told_progress())
    tell_upload(done)
    return 0


def _download(options: argparse.Namespace) -> int:
    from factdesk.moving import download

    with open_desk(options) as desk:
        rows = download(desk, options.folder, told_progress())
    told = _("The team folder is made, with {count} rows, and everything was verified.")
    print(told.format(count=rows))
    return 0


def back_up(options: argparse.Namespace) -> int:
    """Copy a server's team into one file."""
    from factdesk.server_backups import back_up_server

    with open_desk(options) as desk:
        back_up_server(desk, options.file, told_progress())
    return 0


def restore_to(options: argparse.Namespace) -> int:
    """Bring a team from a backup to a server; the address is the database administrator's."""
    from factdesk.server_backups import restore_to_server

    passphrase = secret(options.passphrase_file, _("Passphrase"))
    done = restore_to_server(options.file, options.store, passphrase, options.user, told_progress())
    tell_upload(done)
    return 0


def _stay(options: argparse.Namespace) -> int:
    from factdesk.moving import stay
    from factdesk.store.folder.team_folder import TeamFolder

    passphrase = secret(options.passphrase_file, _("Passphrase"))
    with TeamFolder.open(options.store, passphrase, options.user) as folder:
        moved = folder.moved
        if moved is None:
            raise KnownError(
                _("The team of this folder was not moved."), _("It can be opened as it is.")
            )
        stay(folder)
    print(
        _(
            "The folder can be worked in again. What is written at {address} does not come here, "
            "and what is written here does not go there: the team works at one place only."
        ).format(address=moved.to)
    )
    return 0
