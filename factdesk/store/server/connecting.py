"""Connecting to a team server, and what a user is told when it fails.

While a connection is made the database library tells of errors in words only. Its own are in
English; the server's may be in the server's language, so what is not recognised is judged by
whether a password had been asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from factdesk.errors import KnownError
from factdesk.store import faults
from factdesk.store.folder.refusals import NameTaken, UnknownUser
from factdesk.store.server import refusals
from factdesk.store.server.address import ServerAddress

OLDEST_POSTGRES = 15

#: Words in the library's message, and what they mean; the first that fits counts.
_TOLD: tuple[tuple[tuple[str, ...], type[refusals.ServerRefusal]], ...] = (
    (("certificate verify failed",), refusals.CertificateWrong),
    (("does not match host name",), refusals.HostNameWrong),
    (("root certificate file", "could not read root certificate"), refusals.CertificateFileMissing),
    (("does not support ssl",), refusals.TlsRequired),
    (
        ("could not translate host name", "name or service not known", "getaddrinfo failed",
         "nodename nor servname", "temporary failure in name resolution"),
        refusals.HostUnknown,
    ),
    (
        ("authentication method requirement", "server did not complete authentication",
         "channel binding required"),
        refusals.WeakLogin,
    ),
    (("is not permitted to log in",), refusals.Removed),
    (("pg_hba.conf",), refusals.NotAllowedFromHere),
    (("permission denied for database",), refusals.NoTeamHere),
    (
        ("remaining connection slots", "too many clients", "too many connections",
         "starting up", "shutting down", "recovery mode", "not yet accepting connections",
         "not currently accepting connections", "cannot connect to invalid database"),
        refusals.ServerBusy,
    ),
    (("session is read-only", "server is in hot standby"), refusals.ServerStandsBy),
    (
        ("server closed the connection", "could not receive data", "could not send data",
         "timeout expired", "connection reset"),
        refusals.ServerAway,
    ),
    (("authentication failed", "no password supplied"), refusals.LoginRefused),
)  # fmt: skip

#: What the functions of schema ``factdesk`` and the policies refuse.
_REFUSED: dict[str, Callable[[], KnownError]] = {
    "25006": refusals.ServerStandsBy,
    "42501": refusals.NotAllowed,
    "ZF001": refusals.LoginNameTaken,
    "ZF002": refusals.UserNameUnfit,
    "ZF003": UnknownUser,
    "ZF004": refusals.NotAllowed,
    "ZF006": NameTaken,
    "ZF007": refusals.UsedElsewhere,
}


def connect(address: ServerAddress, password: str | None) -> psycopg.Connection:
    """A new connection, outside a transaction until one is begun. Raises a ServerRefusal.

    ``None`` as the password is a database administrator, whose login libpq finds itself.
    """
    try:
        return psycopg.connect(**address.arguments(password))
    except psycopg.Error as error:
        raise _refusal_of_connecting(error, is_user=password is not None) from None


def _refusal_of_connecting(error: psycopg.Error, *, is_user: bool) -> KnownError:
    words = str(error).casefold()
    if 'database "' in words and "does not exist" in words:
        return refusals.DatabaseUnknown()
    kind = next((kind for told, kind in _TOLD if any(each in words for each in told)), None)
    if kind is None and getattr(error.pgconn, "used_password", False):
        kind = refusals.LoginRefused
    if kind is None and 'role "' in words and "does not exist" in words:
        kind = refusals.LoginRefused
    if not is_user and kind in (refusals.LoginRefused, refusals.Removed):
        return refusals.AdministratorRefused()
    return refusals.ServerAway() if kind is None else kind()  # type: ignore[call-arg]


def refusal_for(error: BaseException) -> KnownError | None:
    """What a user is to be told of an error on an open connection; ``None`` for a bug."""
    known = faults.explain_server(error)
    if known is not None:
        return known
    kind = _REFUSED.get(getattr(error, "sqlstate", None) or "")
    return None if kind is None else kind()


@contextmanager
def told() -> Iterator[None]:
    """Turn the library's errors on a connection of ours into what a user can meet."""
    try:
        yield
    except psycopg.Error as error:
        known = refusal_for(error)
        if known is None and isinstance(error, psycopg.OperationalError) and not error.sqlstate:
            known = refusals.ServerAway()
        if known is None:
            raise
        raise known from None


def opens(address: ServerAddress, password: str) -> bool:
    """Whether a login is opened by a password, which shows that it is the same person's.

    It shows so only where the server asks for it: a socket may let everybody in.
    """
    try:
        psycopg.connect(**address.arguments(password) | {"require_auth": "scram-sha-256"}).close()
    except psycopg.Error as error:
        known = _refusal_of_connecting(error, is_user=True)
        if isinstance(known, refusals.ServerAway):
            raise known from None
        return False
    return True


def demand_new_enough(connection: psycopg.Connection) -> None:
    """Raise PostgresTooOld for what lacks what the policies are written with."""
    found = connection.info.server_version // 10000
    if found < OLDEST_POSTGRES:
        raise refusals.PostgresTooOld(found)


def demand_fit(connection: psycopg.Connection) -> None:
    """Raise PostgresTooOld, ServerNotPrepared, SchemaTooOld or SchemaTooNew."""
    from factdesk.store.schema import HEAD

    demand_new_enough(connection)
    row = connection.execute("SELECT to_regclass('factdesk.schema_info') IS NOT NULL").fetchone()
    if row is None or not row[0]:
        raise refusals.ServerNotPrepared
    with told():
        info = connection.execute("SELECT head, oldest_client FROM factdesk.schema_info").fetchone()
    if info is None:
        raise refusals.ServerNotPrepared
    head, oldest = str(info[0]), str(info[1])
    # Revisions are numbered with leading zeros, so they are in the order of their texts.
    if oldest > HEAD:
        raise refusals.SchemaTooNew
    if head < HEAD:
        raise refusals.SchemaTooOld
