"""A team on a server: what ``TeamFolder`` is for a folder.

One passphrase is the user's login on the server and opens the key slot that the server keeps.
The data key is unwrapped here and never leaves the program. Users change by the functions of
schema ``factdesk``, which ask again who may do it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

import psycopg

from factdesk.errors import KnownError
from factdesk.store.folder import recovery, slots, strength
from factdesk.store.folder.refusals import (
    LastUser,
    NameTaken,
    UnknownUser,
    WrongPassphrase,
    WrongRecoveryKey,
)
from factdesk.store.folder.secrets import SecretKey, passphrase_bytes, same_name, wipe
from factdesk.store.folder.slots import KdfCost, KeySlot
from factdesk.store.server import connecting, passwords, refusals
from factdesk.store.server.address import ServerAddress, role_name
from factdesk.store.server.policies import LOADER, OWNER


@dataclass(frozen=True)
class Membership:
    """One team that a login belongs to; ``slot`` is None where the key was taken away."""

    tenant: str
    team: str
    staff_id: str
    slot: KeySlot | None
    is_active: bool


@dataclass(frozen=True)
class Login:
    """One login of the team, as every member may see it."""

    role: str
    staff_id: str
    has_slot: bool
    is_active: bool


class TeamServer:
    """An opened team on a server: its address, key and login. Use as a context manager."""

    def __init__(
        self,
        address: ServerAddress,
        login: SecretKey | None,
        data_key: SecretKey,
        slot: KeySlot,
        store_id: str,
        staff_id: str | None,
    ) -> None:
        """Hold what ``open`` made; not to be called by others. ``login`` None: administrator."""
        self.address = address
        self.store_id = self.tenant = store_id
        self.staff_id = staff_id
        self.slot = slot
        self.machine_ahead = timedelta(0)
        self._login = login
        self._key = data_key
        self._changing = threading.RLock()
        self._logins: tuple[Login, ...] | None = None

    # -- open --------------------------------------------------------------------------------

    @classmethod
    def open(cls, address: ServerAddress, passphrase: str) -> Self:
        """Sign in and unwrap the key. Raises the refusals of ``store.server``; changes nothing."""
        address = address.with_role(role_name(address.role))
        login = passwords.login_key(passphrase, address.database, address.role)
        try:
            with closing(connecting.connect(address, passwords.as_password(login))) as connection:
                connection.autocommit = True
                connecting.demand_fit(connection)
                member = chosen(memberships(connection), address.team)
                ahead = _machine_ahead(connection)
            if member.slot is None:
                raise refusals.KeyMissing
            opened = cls._unwrapped(address, login, passphrase, member.slot, member)
            opened.machine_ahead = ahead
            opened.refresh_users()
        except BaseException:
            login.wipe()
            raise
        return opened

    @classmethod
    def _unwrapped(
        cls,
        address: ServerAddress,
        login: SecretKey,
        passphrase: str,
        slot: KeySlot,
        member: Membership,
    ) -> Self:
        secret = passphrase_bytes(passphrase)
        try:
            data_key = slot.unwrap(secret, member.tenant)
        finally:
            wipe(secret)
        if data_key is None:
            raise refusals.KeyUnfit
        return cls(address, login, data_key, slot, member.tenant, member.staff_id)

    @classmethod
    def from_slot(
        cls,
        address: ServerAddress,
        passphrase: str,
        slot: KeySlot,
        store_id: str,
        staff_id: str,
    ) -> Self:
        """Open without the server, from a slot kept beside a local copy. Raises WrongPassphrase."""
        address = address.with_role(role_name(address.role))
        secret = passphrase_bytes(passphrase)
        try:
            data_key = slot.unwrap(secret, store_id)
        finally:
            wipe(secret)
        if data_key is None:
            raise WrongPassphrase
        login = passwords.login_key(passphrase, address.database, address.role)
        return cls(address, login, data_key, slot, store_id, staff_id)

    @classmethod
    def open_with_recovery(cls, address: ServerAddress, recovery_key: str) -> Self:
        """Open with the printed recovery key and the database administrator's login, together.

        The key tells which of the server's teams it is of. Only a passphrase is to be set
        afterwards. Raises RecoveryKeyMistyped, WrongRecoveryKey and the refusals of connecting.
        """
        secret = recovery.from_text(recovery_key)
        try:
            with closing(connecting.connect(address, None)) as connection, connecting.told():
                connecting.demand_fit(connection)
                connection.execute(f"SET ROLE {OWNER}")
                rows = connection.execute(
                    "SELECT tenant, recovery_slot FROM factdesk.teams"
                    " WHERE recovery_slot IS NOT NULL ORDER BY tenant"
                ).fetchall()
            for store_id, raw in rows:
                slot = read_jsonb(raw)
                key = slot.unwrap(secret, store_id)
                if key is not None:
                    opened = cls(address, None, key, slot, store_id, None)
                    opened.refresh_users()
                    return opened
        finally:
            wipe(secret)
        raise WrongRecoveryKey

    # -- what it is --------------------------------------------------------------------------

    @property
    def user(self) -> str | None:
        """The login role; None where a database administrator opened it."""
        return None if self._login is None else self.address.role

    @property
    def is_open(self) -> bool:
        """Whether the key is still held."""
        return not self._key.wiped

    @property
    def data_key(self) -> SecretKey:
        """The key under which further keys are derived. Raises ServerClosed when locked."""
        self._demand_open()
        return self._key

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told about this opening, in the user's language."""
        return ()

    def connect(self) -> psycopg.Connection:
        """A new connection with this login, for the engine and the listener.

        Raises a ServerRefusal, ServerClosed after ``close``.
        """
        self._demand_open()
        if self._login is not None:
            return connecting.connect(self.address, passwords.as_password(self._login))
        connection = connecting.connect(self.address, None)
        # Row-level security holds for the loader, and not for an administrator's own role.
        connection.execute(f"SET ROLE {LOADER}")
        connection.commit()
        return connection

    def refusal_for(self, error: BaseException) -> KnownError | None:
        """What a user is to be told of an error of the database library; None for a bug."""
        return connecting.refusal_for(error)

    def users(self) -> tuple[str, ...]:
        """The logins that have a key, as last read: nothing is asked of the server here."""
        return tuple(each.role for each in self._logins or () if each.has_slot and each.is_active)

    @property
    def knows_users(self) -> bool:
        """Whether the logins have been read since it was opened."""
        return self._logins is not None

    def refresh_users(self) -> None:
        """Read the logins of the team. Raises ServerAway."""
        with self._transaction() as connection:
            self._logins = team_logins(connection)

    def staff_id_of(self, user: str) -> str | None:
        """The staff member a login is. Raises UnknownUser."""
        return self._demand(user).staff_id

    @staticmethod
    def clean_name(name: str) -> str:
        """A user name as it is kept: the login name. Raises UserNameUnfit."""
        return role_name(name)

    # -- users and passphrases ---------------------------------------------------------------

    def add_user(
        self,
        name: str,
        passphrase: str,
        staff_id: str | None = None,
        *,
        about: Iterable[str] = (),
    ) -> None:
        """Give a member a login and a key. Raises NameTaken, LoginNameTaken, WeakPassphrase."""
        if staff_id is None:
            raise UnknownUser
        role = role_name(name)
        if self._find(role) is not None:
            raise NameTaken
        with self._changing:
            slot = self._new_slot(role, passphrase, staff_id, about)
            password = passwords.database_password(passphrase, self.address.database, role)
            try:
                self._add_member(role, staff_id, password, slot, is_new=True)
            except refusals.LoginNameTaken:
                # Another team's user too, who must have typed the passphrase of there.
                if not connecting.opens(self.address.with_role(role), password):
                    raise
                self._add_member(role, staff_id, password, slot, is_new=False)

    def remove_user(self, name: str) -> None:
        """End a login in this team at once. Raises UnknownUser, LastUser."""
        with self._changing:
            role = self._demand(name).role
            if len(self.users()) == 1:
                raise LastUser
            with self._transaction() as connection:
                connection.execute("SELECT factdesk.remove_member(%s)", (role,))
                self._logins = team_logins(connection)

    def change_passphrase(
        self, user: str, old: str, new: str, *, about: Iterable[str] = ()
    ) -> None:
        """Replace one's own passphrase: the login and the key of every team, or nothing.

        Raises WrongPassphrase, WeakPassphrase, UnknownUser.
        """
        role = self._demand(user).role
        strength.demand_strength(new, guessable(about, role))
        old_secret, new_secret = passphrase_bytes(old), passphrase_bytes(new)
        try:
            with self._changing, self._transaction() as connection:
                rewrapped = [
                    (member.tenant, _rewrapped(member, role, old_secret, new_secret))
                    for member in memberships(connection)
                    if member.is_active and member.slot is not None
                ]
                if self.tenant not in dict(rewrapped):
                    raise UnknownUser
                verifier = self._verifier(connection, role, new)
                for tenant, slot in rewrapped:
                    _use(connection, tenant)
                    connection.execute(
                        "SELECT factdesk.set_slot(%s, %s, %s)", (role, as_jsonb(slot), verifier)
                    )
        finally:
            wipe(old_secret)
            wipe(new_secret)
        self._took(role, new, dict(rewrapped)[self.tenant])

    def set_passphrase(self, user: str, new: str, *, about: Iterable[str] = ()) -> None:
        """Set a user's passphrase without the old one, as an administrator or after recovery.

        Raises UnknownUser, WeakPassphrase, UsedElsewhere.
        """
        with self._changing:
            member = self._demand(user)
            slot = self._new_slot(member.role, new, member.staff_id, about)
            with self._transaction() as connection:
                verifier = self._verifier(connection, member.role, new)
                connection.execute(
                    "SELECT factdesk.set_slot(%s, %s, %s)",
                    (member.role, as_jsonb(slot), verifier),
                )
                self._logins = team_logins(connection)
            self._took(member.role, new, slot)

    def new_recovery_key(self) -> str:
        """Replace the recovery key; the text to print, shown this once."""
        with self._changing:
            printed, slot = slots.recovery_slot(self.data_key, self.store_id, self.slot.cost)
            with self._transaction() as connection:
                connection.execute("SELECT factdesk.set_recovery_slot(%s)", (as_jsonb(slot),))
            return printed

    def _add_member(
        self, role: str, staff_id: str, password: str, slot: KeySlot, *, is_new: bool
    ) -> None:
        with self._transaction() as connection:
            verifier = passwords.verifier(connection, role, password) if is_new else None
            connection.execute(
                "SELECT factdesk.add_member(%s, %s, %s, %s)",
                (role, staff_id, verifier, as_jsonb(slot)),
            )
            self._logins = team_logins(connection)

    def _new_slot(
        self, role: str, passphrase: str, staff_id: str | None, about: Iterable[str]
    ) -> KeySlot:
        strength.demand_strength(passphrase, guessable(about, role))
        return new_slot(self.data_key, self.store_id, role, staff_id, passphrase, self.slot.cost)

    def _verifier(self, connection: psycopg.Connection, role: str, passphrase: str) -> str:
        password = passwords.database_password(passphrase, self.address.database, role)
        return passwords.verifier(connection, role, password)

    def _took(self, role: str, passphrase: str, slot: KeySlot) -> None:
        """Go on with a passphrase that this very login now has."""
        if role != self.user:
            return
        old = self._login
        self._login = passwords.login_key(passphrase, self.address.database, role)
        self.slot = slot
        if old is not None:
            old.wipe()

    def _find(self, user: str) -> Login | None:
        wanted = same_name(user)
        return next(
            (each for each in self._logins or () if each.is_active and each.role == wanted), None
        )

    def _demand(self, user: str) -> Login:
        found = self._find(user)
        if found is None:
            raise UnknownUser
        return found

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection]:
        """A connection of its own in one transaction, in this team."""
        with (
            closing(self.connect()) as connection,
            connecting.told(),
            connection.transaction(),
        ):
            _use(connection, self.tenant)
            yield connection

    # -- closing -----------------------------------------------------------------------------

    def close(self) -> None:
        """Drop and wipe the keys; may be called again. Connections are the caller's to close."""
        self._key.wipe()
        if self._login is not None:
            self._login.wipe()

    def _demand_open(self) -> None:
        if not self.is_open:
            raise refusals.ServerClosed

    def __enter__(self) -> Self:
        """Return the opened team itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def guessable(about: Iterable[str], role: str) -> list[str]:
    """What whoever knows the team and the login name would try first."""
    return [*about, role, role.replace(".", " ")]


def new_slot(
    key: SecretKey, store_id: str, role: str, staff_id: str | None, passphrase: str, cost: KdfCost
) -> KeySlot:
    """A slot of a login that the passphrase opens."""
    secret = passphrase_bytes(passphrase)
    try:
        return slots.wrap(key, secret, store_id, cost, user=role, staff_id=staff_id)
    finally:
        wipe(secret)


def as_jsonb(slot: KeySlot) -> str:
    """A slot as the server keeps it."""
    return json.dumps(slot.as_json(), sort_keys=True)


def read_jsonb(raw: Any) -> KeySlot:
    """A slot as it came from the server. Raises KeyUnfit for what we never wrote."""
    try:
        return slots.read_slot(raw)
    except ValueError as error:
        raise refusals.KeyUnfit from error


def memberships(connection: psycopg.Connection) -> tuple[Membership, ...]:
    """The teams of the login that is connected."""
    with connecting.told():
        rows = connection.execute("SELECT * FROM factdesk.my_memberships()").fetchall()
    return tuple(
        Membership(tenant, team, staff_id, None if slot is None else read_jsonb(slot), is_active)
        for tenant, team, staff_id, slot, is_active in rows
    )


def team_logins(connection: psycopg.Connection) -> tuple[Login, ...]:
    """The logins of the team that the transaction is in."""
    rows = connection.execute("SELECT * FROM factdesk.team_members()").fetchall()
    return tuple(Login(*row) for row in rows)


def chosen(members: Iterable[Membership], team: str | None) -> Membership:
    """The team to open. Raises NoTeamHere, NotAMember, Removed, SeveralTeams."""
    mine = tuple(members)
    if not mine:
        raise refusals.NoTeamHere
    if team is not None:
        mine = tuple(
            each for each in mine if team == each.tenant or same_name(team) == same_name(each.team)
        )
        if not mine:
            raise refusals.NotAMember
    active = [each for each in mine if each.is_active]
    if not active:
        raise refusals.Removed
    if len(active) > 1:
        raise refusals.SeveralTeams(tuple(each.team for each in active))
    return active[0]


def _rewrapped(member: Membership, role: str, old: bytearray, new: bytearray) -> KeySlot:
    slot = member.slot
    key = None if slot is None else slot.unwrap(old, member.tenant)
    if slot is None or key is None:
        raise WrongPassphrase
    try:
        return slots.wrap(key, new, member.tenant, slot.cost, user=role, staff_id=member.staff_id)
    finally:
        key.wipe()


def _use(connection: psycopg.Connection, tenant: str) -> None:
    connection.execute("SELECT set_config('factdesk.tenant', %s, true)", (tenant,))


def _machine_ahead(connection: psycopg.Connection) -> timedelta:
    row = connection.execute("SELECT now()").fetchone()
    now = datetime.now(UTC)
    return timedelta(0) if row is None else now - row[0]
