"""What the users page says of a team folder, and what of a team server: two places, two truths."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store.server.address import role_name
from factdesk.words import _


@dataclass(frozen=True)
class UserWords:
    """The words of one kind of place; ``added`` has the place ``{name}``."""

    intro: str
    removal: str
    added: str
    outside: str
    recovery: str
    about_names: str


def is_on_server(desk: Desk) -> bool:
    """Whether the team of a desk is on a server."""
    return desk.store.is_shared


def user_words(desk: Desk) -> UserWords:
    """The words for where the team is."""
    return _of_a_server() if is_on_server(desk) else _of_a_folder()


def kept_name(desk: Desk, name: str) -> str:
    """A user name as it is kept: on a server the login name, as far as one can be made of it."""
    if not is_on_server(desk):
        return name
    try:
        return role_name(name)
    except KnownError:
        return ""


def place_name(desk: Desk) -> str:
    """What a recovery key opens: the folder's name, or server and database."""
    if desk.folder is not None:
        return desk.folder.path.name
    address = getattr(desk.keys, "address", None)
    return f"{address.host}/{address.database}" if address is not None else ""


def _of_a_folder() -> UserWords:
    return UserWords(
        intro=_(
            "Each user opens the team folder with a passphrase of their own. Removing a user "
            "ends the access to this folder; an old copy of it stays as it was."
        ),
        removal=_(
            "The passphrase no longer opens the team folder. This cannot be undone by a key."
        ),
        added=_("{name} can open the team folder."),
        outside=_(
            "The screens show an assessor only the fidelity assessments, but a key opens the whole "
            "team folder on the machine where it is used. Let the assessor score on the team's own "
            "machine, or without a key: a team leader writes in the scores from paper."
        ),
        recovery=_("The recovery key opens the folder when every passphrase is lost."),
        about_names="",
    )


def _of_a_server() -> UserWords:
    return UserWords(
        intro=_(
            "Each user has a seat: a login of their own on the team server, and a copy on each "
            "computer they work on. Removing a user ends the login at once, and the copies are "
            "deleted when those computers next start FACTdesk."
        ),
        removal=_(
            "The login ends at once, also where it is open now. The user's copies are deleted when "
            "their computers next start FACTdesk; what waits on them unsent is lost. This cannot "
            "be undone by a key."
        ),
        added=_("{name} can open the team on the server."),
        outside=_(
            "The screens show an assessor only the fidelity assessments, but a login with its key "
            "reads the team's data on the server. Let the assessor score on the team's own "
            "machine, or without a login: a team leader writes in the scores from paper."
        ),
        recovery=_("The recovery key opens the team's data when every passphrase is lost."),
        about_names=_("The login name on the server is made of it: {name}"),
    )
