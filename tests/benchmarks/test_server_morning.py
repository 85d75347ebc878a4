"""A hundred teams open their boards at once on one PostgreSQL, against pgbench and the same SQL."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from factdesk.board.views import Board
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.store import engine
from factdesk.store.action import Actor
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.server.team_server import TeamServer
from tests.benchmarks.conftest import Comparison, Result
from tests.support.desks import MONDAY
from tests.support.servers import ROLE, ServerTeam

TEAMS, DESKS = 100, 12
#: How many sign on at the same moment: PostgreSQL on two cores gains nothing by more.
AT_ONCE = 16
SIGN_ONS = TEAMS * DESKS
#: So few rows of a team that PostgreSQL may read those of all teams.
SMALL = 20


def tenant(number: int) -> str:
    """The id of a copied team."""
    return f"{number:032x}"


class Copied:
    """A copied team's server: sealed for the team it was copied from, stored under its own id."""

    def __init__(self, of: TeamServer, number: int, actor: Actor) -> None:
        self.connect, self.refusal_for = of.connect, of.refusal_for
        self.data_key, self.store_id = SecretKey(of.data_key.reveal()), of.store_id
        self.tenant, self.actor = tenant(number), actor

    def sign_on(self, clock: FixedClock) -> tuple[int, float]:
        """Connect, open the board, and leave: how many rows it showed, and how long it took."""
        began = time.perf_counter()
        store = engine.server(self, clock)  # type: ignore[arg-type]
        # The sealer is made by now; what follows asks for the copy.
        self.store_id = self.tenant
        try:
            return len(store.ask(Board(), self.actor).rows), time.perf_counter() - began
        finally:
            store.close()


@pytest.fixture
def teams(server_team: ServerTeam, clock: FixedClock) -> Desk:
    """A simulated team with 99 copies, made within the database; the desk of the first."""
    desk = server_team.desk(clock)
    fill(desk, Wish(MONDAY.date(), people=40, days=60))
    with closing(server_team.cluster.connect(database=server_team.database)) as connection:
        connection.execute("SET session_replication_role = replica")
        of = server_team.store_id
        for schema, table in [("factdesk", "teams"), ("factdesk", "members")] + [
            ("public", name) for name in _tables(connection)
        ]:
            columns = ", ".join(_columns(connection, schema, table))
            connection.execute(
                f"INSERT INTO {schema}.{table} (tenant, {columns}) "
                f"SELECT lpad(to_hex(copy_number), 32, '0'), {columns} FROM {schema}.{table}, "
                f"generate_series(1, {TEAMS}) AS copies (copy_number) WHERE tenant = '{of}'"
            )
        connection.execute("VACUUM ANALYZE")
    return desk


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute(
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name = 'tenant' ORDER BY 1"
    )
    return [row[0] for row in found]


def _columns(connection: psycopg.Connection[Any], schema: str, table: str) -> list[str]:
    found = connection.execute(
        "SELECT quote_ident(column_name) FROM information_schema.columns "
        "WHERE table_schema = %s AND table_name = %s AND column_name <> 'tenant'",
        (schema, table),
    )
    return [row[0] for row in found]


def statements_of(team: Copied, clock: FixedClock) -> list[str]:
    """What a board asks of the database, with its values in it."""
    store = engine.server(team, clock)  # type: ignore[arg-type]
    team.store_id = team.tenant
    asked: list[str] = []

    def collect(_c: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        whole = psycopg.ClientCursor(cursor.connection).mogrify(statement, parameters)
        asked.append(" ".join(whole.split()))

    event.listen(store.engine, "before_cursor_execute", collect)
    store.ask(Board(), team.actor)
    store.close()
    return asked


def pgbench(team: ServerTeam, login: TeamServer, script: Path) -> tuple[float, list[float]]:
    """The same transactions with connections of their own: how long all took, and each."""
    with closing(login.connect()) as connection:
        password = connection.info.password
    log = script.with_name("log")
    began = time.perf_counter()
    done = subprocess.run(
        [team.cluster.bin / "pgbench", "-n", "-C", "-c", str(AT_ONCE), "-j", "2",
         "-t", str(SIGN_ONS // AT_ONCE), "-f", script, "-l", f"--log-prefix={log}",
         "-h", "127.0.0.1", "-p", str(team.cluster.port), "-U", ROLE, team.database],
        env={**os.environ, "PGPASSWORD": password}, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    taken = time.perf_counter() - began
    assert done.returncode == 0, done.stderr
    lines = [line for each in script.parent.glob("log*") for line in each.read_text().splitlines()]
    assert len(lines) == SIGN_ONS, done.stdout
    return taken, [int(line.split()[2]) / 1e6 for line in lines]


def test_a_hundred_teams_open_the_board_at_once(
    compare: Comparison,
    benchmark: Any,
    teams: Desk,
    server_team: ServerTeam,
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    """1 200 sign-ons, each with a connection, SCRAM and the board; no key is derived."""
    login = teams.keys
    assert isinstance(login, TeamServer)
    expected = len(teams.see(Board()).rows)
    seats = [
        Copied(login, number, teams.actor) for _each in range(DESKS)
        for number in range(1, TEAMS + 1)
    ]  # fmt: skip
    asked = statements_of(Copied(login, 1, teams.actor), clock)
    script = tmp_path / "board.sql"
    whole = ";\n".join(["BEGIN ISOLATION LEVEL REPEATABLE READ", *asked, "COMMIT;"])
    assert whole.count(tenant(1)) == 1
    whole = whole.replace(f"'{tenant(1)}'", "lpad(to_hex(:team), 32, '0')")
    # pgbench takes a colon for the beginning of a variable of its own.
    script.write_text(f"\\set team random(1, {TEAMS})\n" + whole, encoding="utf-8")
    bare_taken, bare_each = pgbench(server_team, login, script)

    def morning() -> list[tuple[int, float]]:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda seat: seat.sign_on(clock), seats))

    began = time.perf_counter()
    ours = benchmark.pedantic(morning, rounds=1)
    taken = time.perf_counter() - began
    assert {count for count, _seconds in ours} == {expected}
    ours_each = [seconds for _count, seconds in ours]
    no_goal = float("inf")
    compare.keep(Result("100 teams × 12 desks: one board of 1 200", taken / SIGN_ONS,
                        bare_taken / SIGN_ONS, no_goal))  # fmt: skip
    compare.keep(Result("… median sign-on", median(ours_each), median(bare_each), no_goal))
    compare.keep(Result("… 99th percentile", quantiles(ours_each, n=100)[-1],
                        quantiles(bare_each, n=100)[-1], no_goal))  # fmt: skip
    benchmark.extra_info.update(explain(login, asked))


def explain(login: TeamServer, asked: list[str]) -> dict[str, Any]:
    """Every table of many rows is read by an index that begins with the tenant; RLS asks once.

    What is read whole because it is small, and how often the tenant is asked for, is told.
    """
    whole: set[str] = set()
    inits = 0
    with closing(login.connect()) as connection:
        for statement in asked:
            if "set_config" in statement:
                connection.execute(statement)
                continue
            row = connection.execute(f"EXPLAIN (FORMAT JSON, VERBOSE) {statement}").fetchone()
            assert row is not None
            for node in _nodes(row[0][0]["Plan"]):
                _is_right(connection, node)
                inits += node.get("Parent Relationship") == "InitPlan"
                if node["Node Type"] == "Seq Scan":
                    whole.add(node["Relation Name"])
    return {"statements": len(asked), "read_whole": sorted(whole), "init_plans": inits}


def _is_right(connection: psycopg.Connection[Any], node: dict[str, Any]) -> None:
    conditions = " ".join(str(node.get(name, "")) for name in ("Filter", "Index Cond"))
    assert "factdesk.tenant()" not in conditions, ("asked once per row", node)
    if node["Node Type"] == "Seq Scan":
        size = connection.execute(
            "SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)",
            (f"public.{node['Relation Name']}",),
        ).fetchone()
        assert size is not None
        assert size[0] <= SMALL * TEAMS, ("read whole", node["Relation Name"], size)
    elif "Index" in node["Node Type"]:
        assert re.search(r"\btenant = ", node.get("Index Cond", "")), ("not by tenant", node)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)
