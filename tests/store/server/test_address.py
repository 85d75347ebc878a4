"""The address of a team server: what is read, what is refused, and how it is connected to."""

from __future__ import annotations

import pytest

from factdesk.store.server.address import ServerAddress, is_address, role_name
from factdesk.store.server.refusals import (
    AddressUnreadable,
    PasswordInAddress,
    UserNameUnfit,
    WeakerTls,
)

PLAIN = "postgresql://marit.holm@db.example.no/factdesk"


def test_an_address_says_who_where_and_which_database() -> None:
    address = ServerAddress.parse(PLAIN + "?team=FACT Nord&feed=polling&pooling=transaction")
    assert (address.role, address.host, address.port) == ("marit.holm", "db.example.no", 5432)
    assert (address.database, address.team) == ("factdesk", "FACT Nord")
    assert (address.feed, address.pooling) == ("polling", "transaction")
    assert address.shown == "marit.holm@db.example.no/factdesk"


@pytest.mark.parametrize(
    ("text", "host", "port", "database"),
    [
        ("postgres://a@db.example.no/f", "db.example.no", 5432, "f"),
        ("POSTGRESQL://a@DB.Example.no/F", "db.example.no", 5432, "F"),
        ("postgresql://a@[2001:db8::7]:6543/f", "2001:db8::7", 6543, "f"),
        ("postgresql://a@[::1]/f", "::1", 5432, "f"),
        ("postgresql://a@10.0.0.7:1/f", "10.0.0.7", 1, "f"),
        ("postgresql://a@blåbær.no/f", "xn--blbr-roah.no", 5432, "f"),
        ("postgresql://a@db/fjell og ås", "db", 5432, "fjell og ås"),
        ("postgresql://a@db/fjell%20og%20%C3%A5s", "db", 5432, "fjell og ås"),
        ("postgresql://a@db/fjell%20og%20a%CC%8As", "db", 5432, "fjell og ås"),
        ("postgresql://a@db/ny%2Fgammel", "db", 5432, "ny/gammel"),
        ("postgresql://a@/f?host=/run/postgresql&port=5433", "/run/postgresql", 5433, "f"),
        ("postgresql://a@%2Frun%2Fpostgresql/f", "/run/postgresql", 5432, "f"),
        ("postgresql://a:@db/f", "db", 5432, "f"),
        ("  postgresql://a@db/f \n", "db", 5432, "f"),
    ],
)
def test_every_way_of_writing_a_place_is_read(
    text: str, host: str, port: int, database: str
) -> None:
    address = ServerAddress.parse(text)
    assert (address.host, address.port, address.database) == (host, port, database)
    assert ServerAddress.parse(address.text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "marit.holm@db.example.no/factdesk",
        "mysql://a@db/f",
        "postgresql+psycopg://a@db/f",
        "postgresql://db/f",
        "postgresql://@db/f",
        "postgresql://a@/f",
        "postgresql://a@db",
        "postgresql://a@db/",
        "postgresql://a@db/?team=x",
        "postgresql://a@db/f/g",
        "postgresql://a@db:0/f",
        "postgresql://a@db:65536/f",
        "postgresql://a@db:abc/f",
        "postgresql://a@db:-1/f",
        "postgresql://a@db:٣/f",
        "postgresql://a@one,two/f",
        "postgresql://a@2001:db8::7/f",
        "postgresql://a@[2001:db8::7/f",
        "postgresql://a@[no]/f",
        "postgresql://a@[::1]x/f",
        "postgresql://a@d b/f",
        "postgresql://a@-db/f",
        "postgresql://a@..no/f",
        "postgresql://a@db/f?feed=never",
        "postgresql://a@db/f?pooling=statement",
        "postgresql://a@db/f?sslmode=please",
        "postgresql://a@db/f?hostaddr=db.example.no",
        "postgresql://a@db/f?options=-csearch_path",
        "postgresql://a@db/f?service=x",
        "postgresql://a@db/f?team=a&team=b",
        "postgresql://a@db/f#g",
        "postgresql://a@db/100%",
        "postgresql://a@db/%ff",
        "postgresql://a@db/f%00g",
        "postgresql://a@db/f%0Ag",
        "postgresql://a@db/f\tg",
        "postgresql://a@db/" + "å" * 32,
        "postgresql://" + "a" * 64 + "@db/f",
    ],
)
def test_what_is_not_an_address_is_refused_in_words(text: str) -> None:
    with pytest.raises(AddressUnreadable) as refused:
        ServerAddress.parse(text)
    assert refused.value.advice


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://a:hemmelig@db/f",
        "postgresql://a:hemmelig@sted@db/f",
        "postgresql://a@db/f?password=hemmelig",
        "postgresql://a@db/f?sslpassword=hemmelig",
        "postgresql://a@db/f?Password=hemmelig",
        "postgresql://a@db/f?passfile=hemmelig",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(PasswordInAddress) as refused:
        ServerAddress.parse(text)
    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
@pytest.mark.parametrize(
    "place", ["db.example.no", "10.0.0.7", "[2001:db8::7]", "localhost.example.no"]
)
def test_a_weaker_connection_than_verified_tls_is_refused(place: str, mode: str) -> None:
    with pytest.raises(WeakerTls):
        ServerAddress.parse(f"postgresql://a@{place}/f?sslmode={mode}")


def test_a_local_name_that_leads_elsewhere_is_not_local() -> None:
    with pytest.raises(WeakerTls):
        ServerAddress.parse("postgresql://a@localhost/f?hostaddr=10.0.0.7&sslmode=disable")
    away = ServerAddress.parse("postgresql://a@localhost/f?hostaddr=10.0.0.7")
    assert away.arguments("x")["sslmode"] == "verify-full"


def test_a_name_that_leads_to_this_machine_is_verified_all_the_same() -> None:
    address = ServerAddress.parse("postgresql://a@db.example.no/f?hostaddr=127.0.0.1")
    assert address.arguments("x")["sslmode"] == "verify-full"


def test_a_connection_verifies_the_server_and_never_gives_the_password_itself() -> None:
    arguments = ServerAddress.parse(PLAIN).arguments("x")
    assert arguments["sslmode"] == "verify-full"
    assert arguments["sslrootcert"]
    assert arguments["require_auth"] == "scram-sha-256"
    assert arguments["gssencmode"] == "disable"
    assert arguments["application_name"] == "factdesk"
    own = ServerAddress.parse(PLAIN + "?sslrootcert=/etc/own/root.crt").arguments("x")
    assert own["sslrootcert"] == "/etc/own/root.crt"


def test_a_dead_line_is_noticed_in_seconds() -> None:
    arguments = ServerAddress.parse(PLAIN).arguments("x")
    assert arguments["connect_timeout"] <= 3
    seconds = arguments["keepalives_idle"] + (
        arguments["keepalives_interval"] * arguments["keepalives_count"]
    )
    assert seconds <= 15
    assert arguments["tcp_user_timeout"] <= 15_000


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "[::1]", "localhost"])
def test_on_this_machine_tls_is_not_asked_for(host: str) -> None:
    arguments = ServerAddress.parse(f"postgresql://a@{host}/f").arguments("x")
    assert arguments["sslmode"] == "prefer"
    assert arguments["require_auth"] == "scram-sha-256"


def test_on_this_machine_it_may_be_asked_for() -> None:
    asked = ServerAddress.parse("postgresql://a@localhost/f?sslmode=verify-full").arguments("x")
    named = ServerAddress.parse("postgresql://a@localhost/f?sslrootcert=/r").arguments("x")
    assert asked["sslmode"] == named["sslmode"] == "verify-full"


def test_a_socket_needs_neither() -> None:
    arguments = ServerAddress.parse("postgresql://a@%2Frun%2Fp/f").arguments("x")
    assert "sslmode" not in arguments
    assert "require_auth" not in arguments


def test_a_pooler_by_transaction_gets_no_prepared_statements() -> None:
    arguments = ServerAddress.parse(PLAIN + "?pooling=transaction").arguments("x")
    assert arguments["prepare_threshold"] is None


def test_an_administrators_password_is_left_to_the_library() -> None:
    arguments = ServerAddress.parse(PLAIN).arguments(None)
    assert "password" not in arguments
    assert arguments["require_auth"] == "!password,!md5"


def test_another_login_or_team_at_the_same_place() -> None:
    address = ServerAddress.parse(PLAIN + "?feed=polling")
    other = address.with_role("tove.kvam").with_team("FACT Sør & Øst")
    assert other.text == (
        "postgresql://tove.kvam@db.example.no/factdesk"
        "?team=FACT%20S%C3%B8r%20%26%20%C3%98st&feed=polling"
    )
    assert ServerAddress.parse(other.text) == other


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(PLAIN, True), ("postgres://", True), (" PostgreSQL://x", True), ("./team", False),
     ("postgresql", False), ("C:\\team", False), ("", False)],
)  # fmt: skip
def test_an_address_is_told_from_a_path(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Marit Holm", "marit.holm"),
        ("marit.holm", "marit.holm"),
        ("  Marit   Holm ", "marit.holm"),
        ("Bjørg Åse Lærum-Ødegård", "bjorg.ase.laerum-odegard"),
        ("a\u030ase", "ase"),
        ("Ellen Müller", "ellen.muller"),
        ("O'Neill (vikar)", "oneill.vikar"),
        ("Łukasz Þór", "lukasz.thor"),
        ("M. Holm", "m.holm"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_login_name_is_made_of_a_user_name(name: str, role: str) -> None:
    assert role_name(name) == role
    assert role_name(role) == role


@pytest.mark.parametrize(
    "name", ["", "  ", "...", "李小龍", "pg_marit", "factdesk_owner", "postgres", "Public", "🙂"]
)
def test_a_name_no_login_can_be_made_of_is_refused(name: str) -> None:
    with pytest.raises(UserNameUnfit):
        role_name(name)


@pytest.mark.parametrize(
    ("options", "is_polled"),
    [("", False), ("?feed=polling", True), ("?pooling=transaction", True), ("?feed=auto", False)],
)
def test_where_notifications_cannot_pass_the_address_says_so(options: str, is_polled: bool) -> None:
    text = f"postgresql://marit.holm@db.example.no/factdesk{options}"
    assert ServerAddress.parse(text).is_polled is is_polled


@pytest.mark.parametrize(
    ("address", "verified"),
    [
        (PLAIN, True),
        ("postgresql://a@127.0.0.1/f", False),
        ("postgresql://a@localhost/f?sslmode=disable", False),
        ("postgresql://a@localhost/f?sslmode=verify-full", True),
        ("postgresql://a@localhost/f?sslrootcert=/root.pem", True),
        ("postgresql://a@localhost/f?hostaddr=10.1.2.3", True),
        ("postgresql://a@%2Fvar%2Frun%2Fpostgresql/f", False),
    ],
)
def test_only_on_this_machine_the_line_may_be_without_a_verified_server(
    address: str, verified: bool
) -> None:
    assert ServerAddress.parse(address).is_verified == verified
