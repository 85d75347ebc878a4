"""Commands about the store itself: init, check, backup, restore, passphrase, recovery."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.cli.asking import (
    add_passphrase_option,
    add_store_options,
    open_desk,
    place,
    secret,
    tell,
)
from factdesk.cli.servers import check_server, init_server, recover
from factdesk.errors import KnownError
from factdesk.places import open_place, place_of
from factdesk.store.server.address import ServerAddress
from factdesk.words import _

if TYPE_CHECKING:
    from factdesk.store.check import Step
    from factdesk.store.folder.team_folder import TeamFolder
    from factdesk.team.tables import EmployerKind

_KINDS = ("municipality", "health_trust", "nav", "other")


def add_commands(commands: Any) -> None:
    """Add them to the parser."""
    init = commands.add_parser("init", help=_("make an encrypted team folder"))
    init.add_argument(
        "store",
        type=place_of,
        metavar="STORE",
        help=_("a new or empty folder, or the address of a server as in server init"),
    )
    add_team_options(init)
    init.set_defaults(run=_init)

    check = commands.add_parser("check", help=_("is the team folder whole and untouched"))
    add_store_options(check)
    check.add_argument("--json", action="store_true", help=_("the result as JSON"))
    check.set_defaults(run=_check)

    backup = commands.add_parser("backup", help=_("copy the team into one file, encrypted"))
    add_store_options(backup)
    backup.add_argument("file", type=Path, metavar="FILE", help=_("a new file"))
    backup.set_defaults(run=_backup)

    restore = commands.add_parser(
        "restore", help=_("make a team folder, or a team on a server, from a backup")
    )
    restore.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
    add_store_options(restore)
    restore.set_defaults(run=_restore)

    passphrase = commands.add_parser("passphrase", help=_("change your passphrase"))
    add_store_options(passphrase)
    add_passphrase_option(passphrase, "--new-passphrase-file", _("your own new passphrase"))
    passphrase.set_defaults(run=_passphrase)

    recovery = commands.add_parser(
        "recovery", help=_("set a new passphrase with the recovery key, or renew the key")
    )
    add_store_options(recovery)
    recovery.add_argument(
        "--renew", action="store_true", help=_("make a new recovery key, with the passphrase")
    )
    add_passphrase_option(recovery, "--recovery-key-file", _("the team's recovery key"))
    add_passphrase_option(
        recovery, "--new-passphrase-file", _("the new passphrase of the user (--user)")
    )
    recovery.set_defaults(run=_recovery)


def add_team_options(command: argparse.ArgumentParser) -> None:
    """What a new team is made of."""
    command.add_argument("--team", required=True, metavar="NAME")
    command.add_argument("--model", required=True, choices=("FACT", "ACT", "FACT-ung"))
    command.add_argument("--user", required=True, metavar="NAME", help=_("the first administrator"))
    command.add_argument(
        "--employer",
        action="append",
        default=[],
        metavar="NAME[:KIND]",
        help=_("an employer of the team, once for each; KIND is one of {kinds}").format(
            kinds=", ".join(_KINDS)
        ),
    )
    command.add_argument("--language", choices=("nb", "nn", "en"), default="nb")
    add_passphrase_option(command, whose=_("the passphrase of the first administrator"))


def _init(options: argparse.Namespace) -> int:
    from factdesk.opening import create_team
    from factdesk.team.tables import Model

    if isinstance(options.store, ServerAddress):
        return init_server(options)
    employers = employers_of(options)
    passphrase = secret(options.passphrase_file, _("New passphrase"), twice=True)
    desk, recovery_key = create_team(
        options.store,
        team=options.team,
        model=Model(options.model),
        user=options.user,
        passphrase=passphrase,
        employers=employers,
        language=options.language,
    )
    desk.close()
    tell_recovery_key(recovery_key)
    return 0


def employers_of(options: argparse.Namespace) -> tuple[tuple[str, EmployerKind], ...]:
    """The employers given. Raises KnownError for what is none."""
    from factdesk.team.tables import EmployerKind

    employers = []
    for given in options.employer:
        name, _colon, kind = given.rpartition(":") if ":" in given else (given, "", "other")
        if kind not in _KINDS or not name.strip():
            raise KnownError(
                _("«{given}» is not an employer.").format(given=given),
                _("Write NAME:KIND with one of {kinds}.").format(kinds=", ".join(_KINDS)),
            )
        employers.append((name.strip(), EmployerKind(kind)))
    return tuple(employers)


def _check(options: argparse.Namespace) -> int:
    from factdesk.store.folder import refusals

    store = place(options)
    if isinstance(store, ServerAddress):
        return check_server(options)
    passphrase = secret(options.passphrase_file, _("Passphrase"))
    try:
        steps = _checked(store, passphrase, options.user)
    except refusals.DAMAGE as error:
        if options.json:
            print(json.dumps({"in_order": False, "problems": [str(error)]}, ensure_ascii=False))
        print(f"factdesk: {error}", file=sys.stderr)
        return 1
    return tell_steps(steps, as_json=options.json)


def _checked(path: Path, passphrase: str, user: str | None) -> list[Step]:
    """Check without signing in and without upgrading: a damaged store must still be told of."""
    from factdesk.store.folder.team_folder import TeamFolder

    with TeamFolder.open(path, passphrase, user) as folder:
        tell(folder.notices)
        return _steps(folder)


def _steps(folder: TeamFolder) -> list[Step]:
    import factdesk.tables  # noqa: F401 - every mapped class: what is not known is not checked
    from factdesk.clock import SystemClock
    from factdesk.store.check import check
    from factdesk.store.engine import embedded

    store = embedded(folder, SystemClock())
    try:
        return check(store, folder, _progress)
    finally:
        store.close()


def tell_steps(steps: list[Step], *, as_json: bool = False) -> int:
    """The result as text or as JSON; the exit status."""
    in_order = all(step.is_in_order for step in steps)
    if as_json:
        told = {"in_order": in_order, "steps": {step.code: step.problems for step in steps}}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0 if in_order else 1
    for step in steps:
        verdict = _("in order") if step.is_in_order else _("NOT in order")
        print(f"{step.name}: {verdict}")
        for problem in step.problems:
            print(f"  {problem}")
    return 0 if in_order else 1


def _backup(options: argparse.Namespace) -> int:
    from factdesk.backups import back_up_unlocked
    from factdesk.cli.moving import back_up
    from factdesk.store.folder.team_folder import TeamFolder

    store = place(options)
    if isinstance(store, ServerAddress):
        return back_up(options)
    passphrase = secret(options.passphrase_file, _("Passphrase"))
    with TeamFolder.open(store, passphrase, options.user) as folder:
        tell(folder.notices)
        not_noted = back_up_unlocked(folder, options.file)
        if not_noted is not None:
            print(f"factdesk: {not_noted}", file=sys.stderr)
            told = _("The backup is made all the same; the team folder does not remember it.")
            print(f"factdesk: {told}", file=sys.stderr)
    return 0


def _restore(options: argparse.Namespace) -> int:
    """Restore and prove it: a restored store is checked like any other."""
    from factdesk.cli.moving import restore_to
    from factdesk.store.folder.backup import restore
    from factdesk.store.folder.team_folder import TeamFolder

    if isinstance(options.store, ServerAddress):
        return restore_to(options)
    passphrase = secret(options.passphrase_file, _("Passphrase"))

    def unlock(path: Path) -> TeamFolder:
        return TeamFolder.open(path, passphrase, options.user)

    with restore(options.file, options.store, unlock) as folder:
        return tell_steps(_steps(folder))


def _passphrase(options: argparse.Namespace) -> int:
    from factdesk.users import change_passphrase

    store = place(options)
    old = secret(options.passphrase_file, _("Passphrase"))
    new = secret(options.new_passphrase_file, _("New passphrase"), twice=True)
    with open_place(store, old, options.user, keeps_copy=False) as desk:
        change_passphrase(desk, old, new)
    print(_("The passphrase is changed."))
    return 0


def _recovery(options: argparse.Namespace) -> int:
    from factdesk.opening import open_folder
    from factdesk.store.folder.team_folder import TeamFolder
    from factdesk.users import new_recovery_key, set_passphrase

    if options.renew:
        with open_desk(options) as desk:
            tell_recovery_key(new_recovery_key(desk))
        return 0
    if isinstance(options.store, ServerAddress):
        return recover(options)
    key = secret(options.recovery_key_file, _("Recovery key"))
    folder = TeamFolder.open_with_recovery(options.store, key)
    try:
        users = folder.users()
        user = options.user or (users[0] if len(users) == 1 else None)
        if user is None:
            raise KnownError(
                _("The team folder has several users."), _("Say whose passphrase with --user.")
            )
        new = secret(options.new_passphrase_file, _("New passphrase"), twice=True)
        with open_folder(folder, user=user) as desk:
            set_passphrase(desk, desk.actor.id, new)
    finally:
        folder.close()
    print(_("The new passphrase is set."))
    return 0


def tell_recovery_key(key: str) -> None:
    """The key alone on standard output; what to do with it beside."""
    print(
        _("This is the recovery key. It is shown only now: print it and lock it away."),
        file=sys.stderr,
    )
    print(key)


def _progress(name: str, number: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"{number}/{total} {name}", file=sys.stderr)
