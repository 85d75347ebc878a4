"""The address of a team server: ``postgresql://marit.holm@db.example.no/factdesk``.

It names the login role, the host, the database and, where the user is in several teams, the
team. It never holds a password, and the connection is always encrypted and the server verified,
but on the machine itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Any, Literal, Self
from urllib.parse import quote, unquote_to_bytes

from factdesk.store.server import roots
from factdesk.store.server.refusals import (
    AddressUnreadable,
    PasswordInAddress,
    UserNameUnfit,
    WeakerTls,
)
from factdesk.words import _

Feed = Literal["auto", "polling"]
Pooling = Literal["session", "transaction"]

DEFAULT_PORT = 5432
#: PostgreSQL cuts longer names off, in silence.
_LONGEST_NAME = 63
_LONGEST_ROLE = 60
_SCHEME = re.compile(r"\s*(postgres|postgresql)://", re.IGNORECASE)
_KNOWN = ("team", "feed", "pooling", "sslmode", "sslrootcert", "hostaddr", "host", "port")
_ALIKE = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "œ": "oe"}
)
#: Roles of the database's own, and ours that nobody signs in with.
_RESERVED = ("pg_", "factdesk_", "postgres", "public", "none")


def is_address(text: str) -> bool:
    """Whether a text is meant as the address of a server rather than as a path."""
    return _SCHEME.match(text) is not None


def role_name(user_name: str) -> str:
    """The login name of a user: «Marit Holm» is marit.holm. Raises UserNameUnfit."""
    plain = unicodedata.normalize("NFKC", user_name).casefold().translate(_ALIKE)
    plain = unicodedata.normalize("NFKD", plain)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    name = re.sub(r"[^a-z0-9._-]", "", re.sub(r"\s+", ".", letters.strip()))
    name = re.sub(r"\.{2,}", ".", name)[:_LONGEST_ROLE].strip("._-")
    if not name or name.startswith(_RESERVED[:2]) or name in _RESERVED:
        raise UserNameUnfit
    return name


@dataclass(frozen=True)
class ServerAddress:
    """A readable address. ``text`` is its one spelling; ``host`` may be the folder of a socket."""

    text: str
    role: str
    host: str
    port: int
    database: str
    team: str | None = None
    feed: Feed = "auto"
    pooling: Pooling = "session"
    sslrootcert: str | None = None
    hostaddr: str | None = None
    sslmode: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address. Raises AddressUnreadable, never with what was given in its words."""
        found = _SCHEME.match(text)
        if found is None:
            raise AddressUnreadable(_("It does not begin with postgresql://."))
        rest = text[found.end() :].rstrip()
        if not rest.isprintable():
            raise AddressUnreadable(_("It holds signs that do not show."))
        rest, hash_sign, _fragment = rest.partition("#")
        if hash_sign:
            raise AddressUnreadable(_("It holds the sign #, which must be written %23."))
        before, _mark, query = rest.partition("?")
        options = _options(query)
        authority, slash, path = before.partition("/")
        role, host, port = _authority(authority, options)
        if "/" in path:
            raise AddressUnreadable(_("More follows after the name of the database."))
        database = _decoded(path)
        if not slash or not database:
            raise AddressUnreadable(_("The name of the database is missing."))
        if len(database.encode()) > _LONGEST_NAME or len(role.encode()) > _LONGEST_NAME:
            raise AddressUnreadable(_("A name in it is too long."))
        made = cls(
            "", role, host, port, database,
            team=options.get("team") or None,
            feed=_one_of(options, "feed", ("auto", "polling")),
            pooling=_one_of(options, "pooling", ("session", "transaction")),
            sslrootcert=options.get("sslrootcert") or None,
            hostaddr=_hostaddr(options.get("hostaddr")),
            sslmode=options.get("sslmode") or None,
        )  # fmt: skip
        _demand_tls(made)
        return replace(made, text=_spelled(made))

    @property
    def is_socket(self) -> bool:
        """Whether it is a socket file of this machine."""
        return self.host.startswith(("/", "@"))

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine, so that TLS is not asked for."""
        return self.is_socket or (
            _is_loopback(self.host) and (self.hostaddr is None or _is_loopback(self.hostaddr))
        )

    @property
    def is_verified(self) -> bool:
        """Whether the line must be TLS and the server proven by its certificate."""
        if self.is_socket:
            return False
        return not self.is_local or self.sslrootcert is not None or self.sslmode == "verify-full"

    @property
    def is_polled(self) -> bool:
        """Whether notifications cannot pass on this way, so that the feed asks now and then."""
        return self.feed == "polling" or self.pooling == "transaction"

    @property
    def shown(self) -> str:
        """The address as screens show it, without its options."""
        port = "" if self.port == DEFAULT_PORT else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.role}@{host}{port}/{self.database}"

    def with_role(self, role: str) -> Self:
        """The same place for another login."""
        changed = replace(self, role=role)
        return replace(changed, text=_spelled(changed))

    def with_team(self, team: str | None) -> Self:
        """The same place, naming a team."""
        changed = replace(self, team=team)
        return replace(changed, text=_spelled(changed))

    def from_elsewhere(self, server: str) -> str:
        """How other machines write it, with a word where only they know the server's name."""
        return _spelled(replace(self, host=server, hostaddr=None, sslmode=None))

    def arguments(self, password: str | None) -> dict[str, Any]:
        """What ``psycopg.connect`` takes; ``None`` leaves the password to libpq (administrators).

        A server can never make us send the password itself: it must know the SCRAM verifier.
        A dead line is noticed within seconds.
        """
        arguments: dict[str, Any] = {
            "host": self.host,
            "port": self.port,
            "user": self.role,
            "dbname": self.database,
            "application_name": "factdesk",
            "client_encoding": "utf8",
            "connect_timeout": 3,
            "keepalives": 1,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
            "gssencmode": "disable",  # it would come before TLS, and instead of it
            "target_session_attrs": "read-write",  # a standby is as good as away
            # Said even where there is nothing to say: else the environment has a say.
            "hostaddr": self.hostaddr or "",
            "options": "",
        }
        if not self.is_socket:
            arguments |= self._tls()
            arguments["require_auth"] = "!password,!md5" if password is None else "scram-sha-256"
        if password is not None:
            arguments["password"] = password
        if self.pooling == "transaction":
            arguments["prepare_threshold"] = None
        return arguments

    def _tls(self) -> dict[str, str]:
        if not self.is_verified:
            return {"sslmode": self.sslmode or "prefer"}
        return {"sslmode": "verify-full", "sslrootcert": self.sslrootcert or roots.system_roots()}


def _spelled(address: ServerAddress) -> str:
    options: dict[str, str | None] = {
        "team": address.team,
        "feed": None if address.feed == "auto" else address.feed,
        "pooling": None if address.pooling == "session" else address.pooling,
        "sslmode": address.sslmode,
        "sslrootcert": address.sslrootcert,
        "hostaddr": address.hostaddr,
    }
    host = f"[{address.host}]" if ":" in address.host else quote(address.host, safe="")
    port = "" if address.port == DEFAULT_PORT else f":{address.port}"
    query = "&".join(f"{name}={quote(value, safe='/')}" for name, value in options.items() if value)
    place = f"postgresql://{quote(address.role, safe='')}@{host}{port}"
    return f"{place}/{quote(address.database, safe='')}" + (f"?{query}" if query else "")


def _demand_tls(address: ServerAddress) -> None:
    modes = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
    if address.sslmode is not None and address.sslmode not in modes:
        raise AddressUnreadable(_("The option {name} has no such choice.").format(name="sslmode"))
    if address.sslmode not in (None, "verify-full") and not address.is_local:
        raise WeakerTls


def _authority(authority: str, options: dict[str, str]) -> tuple[str, str, int]:
    """Role, host and port; libpq's ``?host=`` for a socket's folder is understood too."""
    login, at, place = authority.rpartition("@")
    role, colon, password = login.partition(":")
    if colon and password:
        raise PasswordInAddress
    role = _decoded(role)
    if not at or not role:
        raise AddressUnreadable(_("The user name before the sign @ is missing."))
    host, port = _host_and_port(place)
    host = options.get("host", "") or host
    if "," in host:
        raise AddressUnreadable(_("It names several servers; it may name one."))
    if not host:
        raise AddressUnreadable(_("The name of the server is missing."))
    return role, _spelled_host(host), _port(options.get("port", "") or port)


def _host_and_port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, bracket, after = place[1:].partition("]")
        if not bracket or (after and not after.startswith(":")) or not _is_ip(host):
            raise AddressUnreadable(_("The number of the server is not readable."))
        return host, after[1:]
    if place.count(":") > 1:
        raise AddressUnreadable(_("A server's number with colons stands in brackets: [::1]."))
    host, _colon, port = place.partition(":")
    return _decoded(host), port


def _spelled_host(host: str) -> str:
    """A name in the letters the network knows; the folder of a socket stays as it is."""
    if host.startswith(("/", "@")) or _is_ip(host):
        return host
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise AddressUnreadable(_("The name of the server is not readable.")) from error
    if not re.fullmatch(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9])?\.?", name):
        raise AddressUnreadable(_("The name of the server is not readable."))
    return name


def _port(text: str) -> int:
    if not text:
        return DEFAULT_PORT
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise AddressUnreadable(_("The port is a number from 1 to 65535."))
    return int(text)


def _options(query: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for part in query.split("&") if query else ():
        name, _equals, value = part.partition("=")
        if name.lower() in ("password", "passfile", "sslpassword", "passphrase"):
            raise PasswordInAddress
        if name not in _KNOWN:
            raise AddressUnreadable(
                _("After the sign ? it may have only: {names}.").format(names=", ".join(_KNOWN))
            )
        if name in options:
            raise AddressUnreadable(_("The option {name} stands there twice.").format(name=name))
        options[name] = _decoded(value)
    return options


def _one_of(options: dict[str, str], name: str, choices: tuple[Any, ...]) -> Any:
    value = options.get(name) or choices[0]
    if value not in choices:
        raise AddressUnreadable(_("The option {name} has no such choice.").format(name=name))
    return value


def _hostaddr(text: str | None) -> str | None:
    if not text:
        return None
    if not _is_ip(text):
        raise AddressUnreadable(_("The number of the server is not readable."))
    return text


def _decoded(text: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise AddressUnreadable(_("The sign % stands there alone; it is written %25."))
    try:
        decoded = unquote_to_bytes(text).decode()
    except UnicodeDecodeError as error:
        raise AddressUnreadable(_("It holds signs that are not UTF-8.")) from error
    if not decoded.isprintable():
        raise AddressUnreadable(_("It holds signs that do not show."))
    return unicodedata.normalize("NFC", decoded)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_ip(host) and ip_address(host.partition("%")[0]).is_loopback)
