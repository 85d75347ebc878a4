"""The printed recovery key: one page for the safe."""

from collections.abc import Callable
from datetime import datetime

from reportlab.platypus import Flowable, Spacer

from factdesk.clock import OSLO
from factdesk.papers.frame import Sheet, build
from factdesk.papers.styles import Looks
from factdesk.words import _, format_date


def recovery_key_pdf(key: str, *, team: str, folder: str, made_at: datetime) -> bytes:
    """The key in groups as shown on the screen, what it opens, and how it is kept and used.

    ``folder`` is the team folder's own name, not its whole path. The page names no person.
    """
    looks = Looks(12)
    sheet = Sheet(
        title=_("Recovery key"),
        subject=_("Opens the team folder when every passphrase is lost"),
        team=team,
        printed_at=made_at,
        is_confidential=False,
    )
    return build(sheet, looks, lambda: _story(looks, key, team, folder, made_at))


def _story(looks: Looks, key: str, team: str, folder: str, made_at: datetime) -> list[Flowable]:
    groups = key.split("-")
    middle = len(groups) // 2
    day = format_date(made_at.astimezone(OSLO).date())
    how: list[Callable[[], str]] = [
        lambda: _("Keep this page in a safe, apart from the computer. Do not photograph it."),
        lambda: _("Whoever holds this page and the team folder can read everything in it."),
        lambda: _(
            "To use it: start FACTdesk, choose “Use the recovery key”, and type the groups. "
            "Capitals, spaces and hyphens do not matter."
        ),
        lambda: _("A new recovery key ends this one. Shred this page then."),
    ]
    made = _("Team folder “{folder}” of {team}, made on {day}.")
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
