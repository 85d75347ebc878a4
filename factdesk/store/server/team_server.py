"""A team on a server: what ``TeamFolder`` is for a folder.

One passphrase is the user's login on the server and opens the key slot that the server keeps.
The data key is unwrapped here and never leaves the program. Users change by the functions of
schema ``factdesk``, which ask again who may do it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

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
from factdesk.store.folder.secrets import SecretKey, same_name, wipe
from factdesk.store.folder.slots import KeySlot
from factdesk.store.server import connecting, passwords, refusals
from factdesk.store.server.address import ServerAddress, role_name
from factdesk.store.server.members import (
    Login,
    Membership,
    as_jsonb,
    chosen,
    enter,
    memberships,
    read_jsonb,
    team_logins,
)
from factdesk.store.server.policies import LOADER, OWNER


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
            data_key = member.slot.opened_by(passphrase, member.tenant)
            if data_key is None:
                raise refusals.KeyUnfit
            opened = cls(address, login, data_key, member.slot, member.tenant, member.staff_id)
            opened.machine_ahead = ahead
            opened.refresh_users()
        except BaseException:
            login.wipe()
            raise
        return opened

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
        data_key = slot.opened_by(passphrase, store_id)
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
        with self._changing, self._transaction() as connection:
            rewrapped = [
                (member.tenant, _rewrapped(member, role, old, new))
                for member in memberships(connection)
                if member.is_active and member.slot is not None
            ]
            if self.tenant not in dict(rewrapped):
                raise UnknownUser
            verifier = self._verifier(connection, role, new)
            for tenant, slot in rewrapped:
                enter(connection, tenant)
                connection.execute(
                    "SELECT factdesk.set_slot(%s, %s, %s)", (role, as_jsonb(slot), verifier)
                )
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
        return slots.user_slot(
            self.data_key,
            passphrase,
            self.store_id,
            self.slot.cost,
            user=role,
            staff_id=staff_id,
        )

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
            enter(connection, self.tenant)
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


def _rewrapped(member: Membership, role: str, old: str, new: str) -> KeySlot:
    slot = member.slot
    key = None if slot is None else slot.opened_by(old, member.tenant)
    if slot is None or key is None:
        raise WrongPassphrase
    try:
        return slots.user_slot(
            key, new, member.tenant, slot.cost, user=role, staff_id=member.staff_id
        )
    finally:
        key.wipe()


def _machine_ahead(connection: psycopg.Connection) -> timedelta:
    row = connection.execute("SELECT now()").fetchone()
    now = datetime.now(UTC)
    return timedelta(0) if row is None else now - row[0]
