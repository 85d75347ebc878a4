"""The printed recovery key: one page for the safe."""

from collections.abc import Callable
from datetime import datetime

from reportlab.platypus import Flowable, Spacer

from factdesk.clock import OSLO
from factdesk.papers.frame import Sheet, build
from factdesk.papers.styles import Looks
from factdesk.words import _, format_date


def recovery_key_pdf(
    key: str, *, team: str, folder: str, made_at: datetime, on_server: bool = False
) -> bytes:
    """The key in groups as shown on the screen, what it opens, and how it is kept and used.

    ``folder`` is the team folder's own name, not its whole path, or server and database. The page
    names no person.
    """
    looks = Looks(12)
    sheet = Sheet(
        title=_("Recovery key"),
        subject=_("Opens the team's data when every passphrase is lost"),
        team=team,
        printed_at=made_at,
        is_confidential=False,
    )
    return build(sheet, looks, lambda: _story(looks, key, team, folder, made_at, on_server))


_of_a_folder: tuple[Callable[[], str], ...] = (
    lambda: _("Whoever holds this page and the team folder can read everything in it."),
    lambda: _(
        "To use it: start FACTdesk, choose “Use the recovery key”, and type the groups. "
        "Capitals, spaces and hyphens do not matter."
    ),
)
_of_a_server: tuple[Callable[[], str], ...] = (
    lambda: _("Whoever holds this page and the database can read everything of the team in it."),
    lambda: _(
        "To use it: whoever looks after the server runs “factdesk recovery”, and somebody "
        "of the team types the groups. Capitals, spaces and hyphens do not matter."
    ),
)


def _story(
    looks: Looks, key: str, team: str, folder: str, made_at: datetime, on_server: bool
) -> list[Flowable]:
    groups = key.split("-")
    middle = len(groups) // 2
    day = format_date(made_at.astimezone(OSLO).date())
    how: list[Callable[[], str]] = [
        lambda: _("Keep this page in a safe, apart from the computer. Do not photograph it."),
        *(_of_a_server if on_server else _of_a_folder),
        lambda: _("A new recovery key ends this one. Shred this page then."),
    ]
    made = (
        _("The team {team} on the server {folder}, made on {day}.")
        if on_server
        else _("Team folder “{folder}” of {team}, made on {day}.")
    )
    return [
        looks.text(_("Recovery key"), "title"),
        Spacer(1, 6),
        looks.text(made.format(folder=folder, team=team, day=day)),
        Spacer(1, 24),
        looks.text("  –  ".join(groups[:middle]), "title"),
        Spacer(1, 10),
        looks.text("  –  ".join(groups[middle:]), "title"),
        Spacer(1, 24),
        *(piece for say in how for piece in (looks.text(say()), Spacer(1, 8))),
    ]
