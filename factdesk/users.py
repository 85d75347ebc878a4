"""Users are members with a key slot: adding, removing, passphrases and the recovery key.

A user is two things that cannot be written in one step: a slot in the folder's header or on the
team server, which opens the data, and the user name on the member's row, which is logged and which
signing in asks for. One rule orders the two, so that a crash between them leaves no secret door:
**what gives access is logged before it is given, and what takes it away is logged after it is
gone.** So nobody ever holds a key that the log does not know of. What a crash can leave is a member
who is noted as a user without a slot: that one cannot open the team's data, the users page shows
it, and adding or removing the user again finishes the work.

Every function waits, half a second for the key derivation: never call one on the screen's thread.
It runs on the desk's writer lane, so that a lock waits for it. Nothing here can be undone by a
key, and no act's words hold a secret.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from factdesk.desk import Desk
from factdesk.store.action import Action
from factdesk.store.folder.refusals import NameTaken, UnknownUser
from factdesk.store.folder.secrets import same_name
from factdesk.store.folder.strength import demand_strength
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.server.address import role_name
from factdesk.team.actions.link_user import LinkUser
from factdesk.team.actions.note_passphrase import NotePassphrase, TakeBackPassphrase
from factdesk.team.actions.note_recovery_key import NoteRecoveryKey, TakeBackRecoveryKey
from factdesk.team.actions.unlink_user import UnlinkUser
from factdesk.team.errors import (
    LastAdministrator,
    NoKeysHere,
    NotAUser,
    NotYourself,
)
from factdesk.team.roles import Right
from factdesk.team.views import Member, TeamFacts, TheTeam

if TYPE_CHECKING:
    from factdesk.store.server.team_server import TeamServer

Keys: TypeAlias = "TeamFolder | TeamServer"
Run = Callable[[Action[Any]], Any]


def add_user(desk: Desk, staff_id: str, user_name: str, passphrase: str) -> bool:
    """Make a member a user; False where they were one, and have a new passphrase now.

    Raises UserNameTaken, NameTaken, NameEmpty, WeakPassphrase, NoSpace.
    """
    keys, team = _keys(desk), _team(desk)
    name = _clean(keys, user_name)
    demand_strength(passphrase, [team.settings.name, user_name, name])
    if _has_slot(keys, name) and not _is(team.member(staff_id), name):
        raise NameTaken

    def work(run: Run) -> bool:
        linked = run(LinkUser(staff_id, name))
        if _has_slot(keys, linked):
            keys.set_passphrase(linked, passphrase, about=[team.settings.name])
            return False
        try:
            keys.add_user(linked, passphrase, staff_id, about=[team.settings.name])
        except BaseException:
            run(UnlinkUser(staff_id))
            raise
        return True

    return desk.between(work).result()


def remove_user(desk: Desk, staff_id: str) -> None:
    """Take a member's key away. Raises NotAUser, NotYourself, LastAdministrator, LastUser.

    Whoever kept an old copy of the whole folder can still open that copy.
    """
    desk.actor.require(Right.MANAGE_USERS)
    keys, team = _keys(desk), _team(desk)
    member = _user(team, staff_id)
    if staff_id == desk.actor.id:
        raise NotYourself
    if member.is_administrator and not _others_administer(keys, team, staff_id):
        raise LastAdministrator

    def work(run: Run) -> None:
        if _has_slot(keys, member.user_name or ""):
            keys.remove_user(member.user_name or "")
        run(UnlinkUser(staff_id))

    desk.between(work).result()


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Change one's own. Raises WrongPassphrase, WeakPassphrase, NotAUser, NoSpace."""
    keys, team = _keys(desk), _team(desk)
    name = _user(team, desk.actor.id).user_name or ""

    def work(run: Run) -> None:
        # The access is the same one as before, so it is logged once it is done.
        keys.change_passphrase(name, old, new, about=[team.settings.name])
        run(NotePassphrase(desk.actor.id))

    desk.between(work).result()


def set_passphrase(desk: Desk, staff_id: str, new: str) -> None:
    """Set a passphrase without the old one: one's own after recovery, another's with the right.

    Raises Refused, NotAUser, WeakPassphrase, NoSpace.
    """
    keys, team = _keys(desk), _team(desk)
    if staff_id != desk.actor.id or keys.user is not None:
        desk.actor.require(Right.MANAGE_USERS)
    name = _user(team, staff_id).user_name or ""
    if not _has_slot(keys, name):
        raise UnknownUser
    demand_strength(new, [team.settings.name, name])

    def work(run: Run) -> None:
        before = run(NotePassphrase(staff_id))
        try:
            keys.set_passphrase(name, new, about=[team.settings.name])
        except BaseException:
            run(TakeBackPassphrase(staff_id, before))
            raise

    desk.between(work).result()


def new_recovery_key(desk: Desk) -> str:
    """Replace the recovery key; the text to print, shown this once. Raises Refused, NoSpace."""
    keys = _keys(desk)

    def work(run: Run) -> str:
        before = run(NoteRecoveryKey())
        try:
            return keys.new_recovery_key()
        except BaseException:
            run(TakeBackRecoveryKey(before))
            raise

    return desk.between(work).result()


@dataclass(frozen=True)
class UserState:
    """A member and whether a slot stands for the user name; see the module for how it may not."""

    member: Member
    has_key: bool


def users(desk: Desk, team: TeamFacts) -> tuple[UserState, ...]:
    """Every user of the team; reads nothing but what is at hand, so it may be called anywhere."""
    keys = desk.keys
    known = isinstance(keys, TeamFolder) or (keys is not None and keys.knows_users)
    return tuple(
        UserState(member, keys is None or not known or _has_slot(keys, member.user_name))
        for member in team.members
        if member.user_name is not None
    )


def refresh(desk: Desk) -> None:
    """Read from a server who has a key now; in a folder that is always known. Raises ServerAway."""
    keys = _keys(desk)
    if not isinstance(keys, TeamFolder):
        keys.refresh_users()


def _keys(desk: Desk) -> Keys:
    if desk.keys is None:
        raise NoKeysHere
    return desk.keys


def _clean(keys: Keys, user_name: str) -> str:
    """The user name as it is kept: on a server it is the login name."""
    return " ".join(user_name.split()) if isinstance(keys, TeamFolder) else role_name(user_name)


def _team(desk: Desk) -> TeamFacts:
    return desk.see(TheTeam())


def _user(team: TeamFacts, staff_id: str) -> Member:
    member = team.member(staff_id)
    if member is None or member.user_name is None:
        raise NotAUser
    return member


def _is(member: Member | None, name: str) -> bool:
    return (
        member is not None
        and member.user_name is not None
        and same_name(member.user_name) == same_name(name)
    )


def _has_slot(keys: Keys, name: str) -> bool:
    return same_name(name) in {same_name(user) for user in keys.users()}


def _others_administer(keys: Keys, team: TeamFacts, but: str) -> bool:
    return any(
        member.is_administrator
        and member.id != but
        and member.user_name is not None
        and _has_slot(keys, member.user_name)
        for member in team.active
    )
