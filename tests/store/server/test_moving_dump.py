"""What a database administrator holds: a dump, the server's log, a backup; and what it tells.

A simulated team is moved to a server that logs everything it can log. Then everything that could
name somebody is looked for in all that the server wrote.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Table

from factdesk import moving, opening
from factdesk.clock import FixedClock
from factdesk.opening_server import open_server
from factdesk.people.tables import Person
from factdesk.server_check import check_team
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.store.base import Base
from factdesk.team.tables import Model, Staff
from tests.support.builders import Make
from tests.support.cluster import Cluster, running
from tests.support.desks import ADMINISTRATOR, CHEAP, EMPLOYERS, MONDAY, PASSPHRASE
from tests.support.moving import PASSWORD, Place, everything, new_place_in

#: Texts of several words, and numbers of persons and telephones. A single word may stand in a
#: code as well; that no name does is looked for apart.
_TELLING = re.compile(r"\w{3,}\W+\w{3,}|\d{8,}")
_WORD = re.compile(r"\w+")
_LOGS_EVERYTHING = {
    "log_statement": "'all'",
    "log_min_duration_statement": "0",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
    "log_min_messages": "'debug1'",
    "log_min_error_statement": "'debug1'",
}


@dataclass
class Moved:
    """A simulated team on a server: where, and the secrets that nobody there may read."""

    place: Place
    secrets: frozenset[str]
    short_secrets: frozenset[str]
    rows: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def talkative() -> Iterator[Cluster]:
    """A cluster that writes everything it can into its log."""
    with running() as made:
        with closing(made.connect()) as connection:
            for name, value in _LOGS_EVERYTHING.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        yield made


@pytest.fixture(scope="module")
def moved(talkative: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    """Forty persons and a year, moved to a server and worked with there."""
    path = tmp_path_factory.mktemp("simulated") / "team"
    clock = FixedClock(MONDAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", PASSWORD)
        desk, _key = opening.create_team(
            path, team="FACT Fjellbygda", model=Model.FACT, user=ADMINISTRATOR,
            passphrase=PASSPHRASE, employers=EMPLOYERS, clock=clock, cost=CHEAP,
        )  # fmt: skip
        place = new_place_in(talkative)
        with desk:
            fill(desk, Wish(clock.today(), people=40, days=200))
            moving.upload(desk, place.administrator, PASSPHRASE)
        with open_server(place.user(), PASSPHRASE, clock) as there:
            make = Make(there)
            make.contact(
                make.person("Gunnbjørg", "Solstrandvik"), note="Ville helst bade i Hesjevatn"
            )
            rows = everything(there)
    yield Moved(place, *_secrets(rows), rows)
    place.forget()


def _secrets(
    rows: dict[str, list[tuple[object, ...]]],
) -> tuple[frozenset[str], frozenset[str]]:
    """Every text in a sealed column of the team, and the single names in them."""
    texts: set[str] = set()
    for table in Base.metadata.sorted_tables:
        for place, column in enumerate(table.columns):
            if getattr(column.type, "is_sealed", False):
                texts |= {str(row[place]) for row in rows[table.name] if row[place]}
    names: set[str] = set()
    for table_class, columns in ((Person, ("given_name", "family_name")), (Staff, ("name",))):
        table = table_class.__table__
        assert isinstance(table, Table)
        for column in columns:
            place = list(table.columns.keys()).index(column)
            names |= {part for row in rows[table.name] for part in str(row[place]).split()}
    long = {text for text in texts if _TELLING.search(text) and set(text) != {"0"}}
    return frozenset(long), frozenset(name for name in names if len(name) > 5)


def found_in(content: bytes, moved: Moved) -> list[str]:
    """Which secrets stand in the bytes: as text, in hexadecimal, in base64, or in a sealed value.

    Words are compared with words first: few texts have all their words there.
    """
    opened = b"\n".join(
        base64.b64decode(value + b"=" * (-len(value) % 4))
        for value in re.findall(rb"s1:([A-Za-z0-9+/]+)", content)
    )
    rest = re.sub(rb"s1:[A-Za-z0-9+/=]+", b" ", content)
    found = []
    for part in (rest, opened):
        text = part.decode("utf-8", "replace")
        words = set(_WORD.findall(text))
        found += [name for name in moved.short_secrets if name in words]
        found += [
            secret
            for secret in moved.secrets
            if words.issuperset(_WORD.findall(secret)) and secret in text
        ]
    folded = rest.decode("ascii", "replace").casefold()
    for name in moved.short_secrets:
        if name.encode().hex() in folded or any(each in rest for each in _coded(name)):
            found.append(name)
    return found


def _coded(name: str) -> list[bytes]:
    """The middle of a name in base64, wherever the name begins in a longer text."""
    raw = name.encode()
    coded = [base64.b64encode(bytes(shift) + raw)[4:-4] for shift in range(3)]
    return [each for each in coded if len(each) >= 6]


def run(cluster: Cluster, *arguments: str) -> bytes:
    """What one of the server's own tools gives, as its superuser."""
    done = subprocess.run(
        [cluster.bin / arguments[0], "-h", str(cluster.folder), "-p", str(cluster.port),
         "-U", "postgres", *arguments[1:]],
        capture_output=True, check=False, timeout=300,
        env={**os.environ, "PGCLIENTENCODING": "UTF8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_the_secrets_that_are_looked_for_are_real_ones(moved: Moved) -> None:
    assert len(moved.secrets) > 3000
    assert "Solstrandvik" in moved.short_secrets
    assert "Ville helst bade i Hesjevatn" in moved.secrets
    assert any(re.fullmatch(r"\d{11}", text) for text in moved.secrets)  # birth numbers
    assert any(re.fullmatch(r"[+\d ]{8,}", text) for text in moved.secrets)  # phone numbers
    assert found_in(b"Notat om Solstrandvik", moved) == ["Solstrandvik"]
    coded = base64.b64encode(b'{"family_name":"Solstrandvik"}')
    assert "Solstrandvik" in found_in(coded, moved)
    assert found_in(b"s1:" + coded, moved)
    assert found_in(b"... bade: Ville helst bade i Hesjevatn.", moved)


def test_a_dump_of_the_database_names_nobody(moved: Moved) -> None:
    plain = run(moved.place.cluster, "pg_dump", moved.place.database)
    assert b"change_log" in plain
    assert found_in(plain, moved) == []


def test_the_server_s_log_names_nobody(moved: Moved) -> None:
    content = (moved.place.cluster.folder / "log").read_bytes()
    assert b"INSERT INTO persons" in content or b"persons" in content
    assert b"COPY public." in content
    assert found_in(content, moved) == []


def test_the_log_never_holds_a_passphrase_or_a_password(moved: Moved) -> None:
    content = (moved.place.cluster.folder / "log").read_text(errors="replace")
    assert PASSPHRASE not in content
    logged = re.findall(r"PASSWORD '([^']+)'", content)
    assert all(each.startswith("SCRAM-SHA-256$") or each == PASSWORD for each in logged)


def test_the_files_of_the_cluster_name_nobody(moved: Moved) -> None:
    with closing(moved.place.cluster.connect()) as connection:
        connection.execute("CHECKPOINT")
    data = moved.place.cluster.folder / "data"
    seen = 0
    for file in sorted((data / "base").rglob("*")) + sorted((data / "pg_wal").glob("0*")):
        if file.is_file():
            seen += 1
            words = set(_WORD.findall(file.read_bytes().decode("utf-8", "replace")))
            assert not words & moved.short_secrets, file
    assert seen > 100


def test_what_pg_dump_took_pg_restore_brings_back_whole(
    moved: Moved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    cluster, database = moved.place.cluster, moved.place.database
    dump = tmp_path / "team.dump"
    dump.write_bytes(run(cluster, "pg_dump", "--format=custom", database))
    cluster.drop_database(database)
    run(cluster, "pg_restore", "--create", "--exit-on-error", "--dbname=postgres", str(dump))
    with open_server(moved.place.user(), PASSPHRASE, FixedClock(MONDAY)) as there:
        assert everything(there) == moved.rows
    assert [step for step in check_team(moved.place.user(), PASSPHRASE) if step.problems] == []


def test_the_log_of_changes_is_sealed_entry_by_entry(moved: Moved) -> None:
    [(unsealed,)] = moved.place.asked(
        "SELECT count(*) FROM change_log WHERE coalesce(before, 's1:') NOT LIKE 's1:%'"
        " OR coalesce(after, 's1:') NOT LIKE 's1:%' OR hash NOT LIKE 's1:%'"
    )
    assert unsealed == 0
