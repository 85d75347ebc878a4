"""Commands about a team server: server init, add-user, remove-user, upgrade, check.

What prepares or renews a database is done with the database administrator's login, whose
password libpq finds as it does for the server's own tools: in PGPASSWORD or the password file.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from factdesk.cli.asking import add_passphrase_option, open_desk, secret
from factdesk.cli.members import the_employed, the_user
from factdesk.errors import KnownError
from factdesk.store.server.address import ServerAddress
from factdesk.words import _

if TYPE_CHECKING:
    from factdesk.desk import Desk


def add_commands(commands: Any) -> None:
    """Add «server» and its parts to the parser."""
    from factdesk.cli.moving import add_commands as add_moving
    from factdesk.cli.stores import add_team_options

    server = commands.add_parser("server", help=_("prepare and look after a team server"))
    parts = server.add_subparsers(dest="part", metavar=_("PART"), required=True)

    init = parts.add_parser("init", help=_("prepare a database and make a team in it"))
    _add_address(init, _("the address with the database administrator's login"))
    add_team_options(init)
    init.set_defaults(run=init_server)

    add = parts.add_parser("add-user", help=_("give a member of the team a login and a key"))
    _add_address(add, _of_administrator())
    add.add_argument("name", metavar="NAME", help=_("the login name, such as marit.holm"))
    add.add_argument("--staff", metavar="MEMBER", help=_("name or initials of the member"))
    add_passphrase_option(add)
    add_passphrase_option(add, "--new-passphrase-file", _("the new passphrase of the user"))
    add.set_defaults(run=_add_user)

    remove = parts.add_parser("remove-user", help=_("end a member's login at once"))
    _add_address(remove, _of_administrator())
    remove.add_argument("name", metavar="NAME", help=_("the login name, such as marit.holm"))
    add_passphrase_option(remove)
    remove.set_defaults(run=_remove_user)

    upgrade = parts.add_parser("upgrade", help=_("bring a database up to this program"))
    _add_address(upgrade, _("the address with the database administrator's login"))
    upgrade.set_defaults(run=_upgrade)

    check = parts.add_parser("check", help=_("is the server set up as it must be, and untouched"))
    _add_address(check, _("the address with a user's login"))
    add_passphrase_option(check)
    check.add_argument("--json", action="store_true", help=_("the result as JSON"))
    check.set_defaults(run=check_server)

    add_moving(parts)


def _of_administrator() -> str:
    return _("the address with the login of an administrator of the team")


def _add_address(command: argparse.ArgumentParser, meaning: str) -> None:
    command.add_argument("store", type=ServerAddress.parse, metavar="URL", help=meaning)


def init_server(options: argparse.Namespace) -> int:
    """Prepare the database, make the team and its first user; the recovery key on the output."""
    from factdesk.cli.stores import employers_of, tell_recovery_key
    from factdesk.opening_server import NewTeam, make_server_team
    from factdesk.team.tables import Model

    new = NewTeam(
        options.team, Model(options.model), options.user, employers_of(options), options.language
    )
    passphrase = secret(options.passphrase_file, _("New passphrase"), twice=True)
    address, recovery_key = make_server_team(options.store, new, passphrase)
    tell_recovery_key(recovery_key)
    told = _("The team is made. Its first user signs in at {address}")
    print(told.format(address=address.with_team(None).text), file=sys.stderr)
    tell_of_elsewhere(address.with_team(None))
    return 0


def tell_of_elsewhere(address: ServerAddress) -> None:
    """Say of an address that no other machine can use what theirs is, on standard error."""
    if not address.is_local:
        return
    told = _(
        "That address is for this machine only. On others, write the server's name, as its "
        "certificate has it, in place of SERVER: {address}"
    )
    print(told.format(address=address.from_elsewhere("SERVER")), file=sys.stderr)


def _add_user(options: argparse.Namespace) -> int:
    from factdesk.team.views import TheTeam
    from factdesk.users import add_user

    with _administering(options) as desk:
        team = desk.see(TheTeam())
        member = the_employed(team, options.staff or options.name)
        new = secret(options.new_passphrase_file, _("New passphrase of the user"), twice=True)
        is_new = add_user(desk, member.id, options.name, new)
        added = desk.see(TheTeam()).member(member.id)
    told = (
        _("{name} can sign in now.")
        if is_new
        else _("{name} was a user already, and has the new passphrase now.")
    )
    print(told.format(name=added.user_name if added else ""))
    return 0


def _remove_user(options: argparse.Namespace) -> int:
    from factdesk.team.views import TheTeam
    from factdesk.users import remove_user

    with _administering(options) as desk:
        remove_user(desk, the_user(desk.see(TheTeam()), options.name).id)
    print(_("The login is ended, and the open windows of this user are closed."))
    return 0


def _upgrade(options: argparse.Namespace) -> int:
    import factdesk.tables  # noqa: F401 - every mapped class: what is not known is not guarded
    from factdesk.store.server import making

    making.upgrade(options.store)
    print(_("The database is at this program's revision."))
    return 0


def recover(options: argparse.Namespace) -> int:
    """Set a user's passphrase with the recovery key and the database administrator's login."""
    from factdesk.opening_server import open_recovered
    from factdesk.store.server.team_server import TeamServer
    from factdesk.users import set_passphrase

    if not options.user:
        raise KnownError(
            _("With a server, the address is the database administrator's."),
            _("Say whose passphrase with --user."),
        )
    key = secret(options.recovery_key_file, _("Recovery key"))
    with TeamServer.open_with_recovery(options.store, key) as team:
        new = secret(options.new_passphrase_file, _("New passphrase"), twice=True)
        with open_recovered(team, options.user) as desk:
            set_passphrase(desk, desk.actor.id, new)
    print(_("The new passphrase is set."))
    return 0


def check_server(options: argparse.Namespace) -> int:
    """Check server and team; exit status 1 where something is not in order."""
    from factdesk.cli.stores import tell_steps
    from factdesk.server_check import NOT_IN_ORDER, check_team

    passphrase = secret(options.passphrase_file, _("Passphrase"))
    try:
        steps = check_team(options.store, passphrase, _progress)
    except NOT_IN_ORDER as error:
        if options.json:
            print(json.dumps({"in_order": False, "problems": [str(error)]}, ensure_ascii=False))
        print(f"factdesk: {error}", file=sys.stderr)
        return 1
    return tell_steps(steps, as_json=options.json)


def _administering(options: argparse.Namespace) -> Desk:
    options.user = None
    return open_desk(options)


def _progress(name: str, number: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"{number}/{total} {name}", file=sys.stderr)
