"""Which member of the team a word in the terminal means: a login name, a name or initials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from factdesk.errors import KnownError
from factdesk.store.server.address import role_name
from factdesk.words import _, format_date

if TYPE_CHECKING:
    from factdesk.team.views import Member, TeamFacts

#: So many members are listed where nobody is found.
LISTED = 20


def the_employed(team: TeamFacts, wanted: str) -> Member:
    """Whom a login can be given: employed today. Raises KnownError, with who could be meant."""
    found = _meant(team.active, wanted)
    away = _meant([each for each in team.members if not each.is_active], wanted)
    if not found and away:
        raise _not_employed(team, away[0])
    if len(found) != 1:
        told = _("Say who it is with --staff and the name or the initials: {members}.")
        raise _nobody(told, [f"{each.initials} {each.name}" for each in team.active])
    return found[0]


def the_user(team: TeamFacts, wanted: str) -> Member:
    """Whose login it is, employed or not. Raises KnownError, with the logins there are."""
    users = [each for each in team.members if each.user_name is not None]
    found = _meant(users, wanted)
    if len(found) != 1:
        told = _("Say the login name; the team has these: {members}.")
        raise _nobody(told, [each.user_name or "" for each in users])
    return found[0]


def _meant(members: Iterable[Member], wanted: str) -> list[Member]:
    """The members whom a word fits in the first way that fits any."""
    from factdesk.store.folder.secrets import same_name

    members, login = list(members), _role(wanted)
    ways = (
        [each for each in members if login and _role(each.user_name) == login],
        [each for each in members if same_name(each.name) == same_name(wanted)],
        [each for each in members if same_name(each.initials) == same_name(wanted)],
        [each for each in members if login and _role(each.name) == login],
    )
    return next((each for each in ways if each), [])


def _role(name: str | None) -> str:
    from factdesk.store.server.refusals import UserNameUnfit

    try:
        return role_name(name or "")
    except UserNameUnfit:
        return ""


def _not_employed(team: TeamFacts, member: Member) -> KnownError:
    """Say when an employment ended, or begins."""
    day = member.valid_from
    told = _("The employment of {name} begins on {date}.")
    if member.valid_to is not None and member.valid_to < team.day:
        day, told = member.valid_to, _("The employment of {name} in the team ended on {date}.")
    return KnownError(
        told.format(name=member.name, date=format_date(day or team.day, "medium")),
        _("Nothing was changed. The dates stand in the team's list of members."),
    )


def _nobody(told: str, could_be: list[str]) -> KnownError:
    names, rest = ", ".join(could_be[:LISTED]), len(could_be) - LISTED
    if rest > 0:
        names = _("{members} and {count} more").format(members=names, count=rest)
    return KnownError(_("No member of the team is found by this name."), told.format(members=names))
