"""The line to a team server is encrypted and the server verified, or nothing is sent over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factdesk.server_check import check_team
from factdesk.store.server import refusals, roots
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.team_server import TeamServer
from tests.support.certificates import Authority
from tests.support.people import PASSPHRASE
from tests.support.servers import ROLE, ServerTeam
from tests.support.wire import Wire

HOST = "db.example.no"

Wired = Callable[..., Wire]


@pytest.fixture
def wired(server_team: ServerTeam) -> Iterator[Wired]:
    """Return a function that puts a wire before the server, which speaks TLS or refuses it."""
    wires: list[Wire] = []

    def make(*given: Any, **options: Any) -> Wire:
        target = ("127.0.0.1", server_team.cluster.port)
        wires.append(Wire(target, *given, **options))
        return wires[-1]

    yield make
    for wire in wires:
        wire.close()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Who signs the server's certificate."""
    return Authority(tmp_path)


def address(wire: Wire, root: Path | None, host: str = HOST) -> ServerAddress:
    trusted = "" if root is None else f"&sslrootcert={root}"
    where = f"postgresql://{ROLE}@{host}:{wire.port}/factdesk?hostaddr=127.0.0.1{trusted}"
    return ServerAddress.parse(where)


def test_a_verified_server_is_used(wired: Wired, authority: Authority) -> None:
    wire = wired(authority.context(HOST))
    with (
        TeamServer.open(address(wire, authority.path), PASSPHRASE) as team,
        closing(team.connect()) as connection,
    ):
        assert connection.pgconn.ssl_in_use
    steps = check_team(address(wire, authority.path), PASSPHRASE)
    assert [step.problems for step in steps if step.code == "line"] == [()]


@pytest.mark.parametrize(
    ("host", "expired", "stranger", "refusal"),
    [
        ("db.example.org", False, False, refusals.HostNameWrong),
        (HOST, True, False, refusals.CertificateWrong),
        (HOST, False, True, refusals.CertificateWrong),
    ],
)
def test_a_server_that_does_not_prove_who_it_is_gets_nothing(
    wired: Wired,
    authority: Authority,
    tmp_path: Path,
    host: str,
    expired: bool,
    stranger: bool,
    refusal: type[refusals.ServerRefusal],
) -> None:
    signs = Authority(tmp_path, "A stranger") if stranger else authority
    wire = wired(signs.context(host, expired=expired))
    with pytest.raises(refusal) as told:
        TeamServer.open(address(wire, authority.path), PASSPHRASE)
    assert type(told.value) is refusal
    assert not isinstance(told.value, refusals.ServerAway)


def test_a_server_whose_authority_only_the_system_could_know_is_not_trusted(
    wired: Wired, authority: Authority
) -> None:
    wire = wired(authority.context(HOST))
    with pytest.raises(refusals.CertificateWrong):
        TeamServer.open(address(wire, None), PASSPHRASE)


def test_an_authority_that_the_system_trusts_is_trusted(
    wired: Wired, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roots, "system_roots", lambda: str(authority.path))
    TeamServer.open(address(wired(authority.context(HOST)), None), PASSPHRASE).close()


def test_a_server_without_tls_gets_nothing(wired: Wired, authority: Authority) -> None:
    wire = wired(refuses_tls=True)
    with pytest.raises(refusals.TlsRequired):
        TeamServer.open(address(wire, authority.path), PASSPHRASE)


def test_a_root_certificate_that_is_not_there_is_told_of(
    wired: Wired, authority: Authority, tmp_path: Path
) -> None:
    wire = wired(authority.context(HOST))
    with pytest.raises(refusals.CertificateFileMissing):
        TeamServer.open(address(wire, tmp_path / "none.pem"), PASSPHRASE)


def test_nobody_weakens_the_line_from_outside_the_address(
    wired: Wired, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "PGSSLMODE": "disable",
        "PGREQUIREAUTH": "none",
        "PGGSSENCMODE": "prefer",
    }.items():
        monkeypatch.setenv(name, value)
    wire = wired(refuses_tls=True)
    with pytest.raises(refusals.TlsRequired):
        TeamServer.open(address(wire, authority.path), PASSPHRASE)


def test_nobody_leads_the_line_elsewhere_from_outside_the_address(
    server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PGHOSTADDR", "PGHOST"):
        monkeypatch.setenv(name, "127.0.0.7")
    monkeypatch.setenv("PGOPTIONS", "-c search_path=elsewhere")
    with (
        TeamServer.open(server_team.address(), PASSPHRASE) as team,
        closing(team.connect()) as connection,
    ):
        assert connection.info.hostaddr == "127.0.0.1"
        row = connection.execute("SHOW search_path").fetchone()
    assert row == ('"$user", public',)


def test_a_line_that_is_cut_while_signing_in_is_an_absence(
    wired: Wired, authority: Authority
) -> None:
    wire = wired(authority.context(HOST))
    wire.refuse()
    with pytest.raises(refusals.ServerAway):
        TeamServer.open(address(wire, authority.path), PASSPHRASE)
