"""Benchmarks: each is a ratio against a bare baseline that takes turns with it in the same run.

`make bench` runs them and prints the table; `--benchmark-json FILE` keeps the ratios under
`extra_info`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.store.folder.slots import KdfCost
from factdesk.team.tables import Model
from tests.support import temporary
from tests.support.desks import ADMINISTRATOR, CHEAP, EMPLOYERS, MONDAY, PASSPHRASE

temporary.on_disk()

_RESULTS = pytest.StashKey[list["Result"]]()


@dataclass(frozen=True)
class Result:
    """One comparison, in seconds; ``goal`` is the most the ratio (or the seconds) may be."""

    name: str
    ours: float
    bare: float
    goal: float
    in_seconds: bool = False

    @property
    def ratio(self) -> float:
        """How many times as long as the baseline."""
        return self.ours / self.bare

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached."""
        return (self.ours if self.in_seconds else self.ratio) <= self.goal

    def line(self) -> str:
        """One line of the table."""
        goal = f"≤ {self.goal * 1000:.1f} ms" if self.in_seconds else f"≤ {self.goal:g} ×"
        verdict = "yes" if self.is_reached else "NO"
        return (
            f"{self.name:44} {self.ours * 1000:9.2f} {self.bare * 1000:9.2f} "
            f"{self.ratio:7.2f} {goal:>10}  {verdict}"
        )


class Comparison:
    """Runs ours and the baseline in turns, and keeps the medians."""

    def __init__(self, benchmark: BenchmarkFixture, results: list[Result]) -> None:
        self._benchmark, self._results = benchmark, results

    def measure(
        self,
        name: str,
        ours: Callable[..., Any],
        bare: Callable[[], Any],
        *,
        goal: float,
        rounds: int,
        before: Callable[[], tuple[Any, ...]] = tuple,
        in_seconds: bool = False,
        seconds: dict[str, list[float]] | None = None,
    ) -> Result:
        """``before`` gives the arguments of a round of ours; it is not part of the time.

        ``seconds`` holds what the runs measured themselves («ours», «bare»), where that is less
        than the whole of a run.
        """
        taken: list[float] = []

        def turn() -> tuple[tuple[Any, ...], dict[str, Any]]:
            began = time.perf_counter()
            bare()
            taken.append(time.perf_counter() - began)
            return before(), {}

        self._benchmark.pedantic(ours, setup=turn, rounds=rounds, warmup_rounds=2)
        # The first two of each only warm up.
        ours_taken = seconds["ours"][2:] if seconds else [self._benchmark.stats.stats.median]
        bare_taken = (seconds["bare"] if seconds else taken)[2:]
        result = Result(name, median(ours_taken), median(bare_taken), goal, in_seconds)
        self.keep(result)
        return result

    def keep(self, result: Result) -> None:
        """Put a result in the table and in the JSON."""
        self._benchmark.extra_info.update(
            name=result.name,
            ours_ms=result.ours * 1000,
            bare_ms=result.bare * 1000,
            ratio=result.ratio,
            goal=result.goal,
            reached=result.is_reached,
        )
        self._results.append(result)


def pytest_configure(config: pytest.Config) -> None:
    """Begin the table."""
    config.stash[_RESULTS] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    results = terminalreporter.config.stash.get(_RESULTS, [])
    if results:
        terminalreporter.section("against the bare baselines (medians)")
        terminalreporter.line(
            f"{'':44} {'ours ms':>9} {'bare ms':>9} {'ratio':>7} {'goal':>10}  reached"
        )
        for result in results:
            terminalreporter.line(result.line())


@pytest.fixture
def compare(benchmark: BenchmarkFixture, pytestconfig: pytest.Config) -> Comparison:
    """What a benchmark measures with."""
    return Comparison(benchmark, pytestconfig.stash[_RESULTS])


def _team(path: Path, wish: Wish, cost: KdfCost) -> Path:
    desk, _recovery = opening.create_team(
        path,
        team="FACT Fjellbygda",
        model=Model.FACT,
        user=ADMINISTRATOR,
        passphrase=PASSPHRASE,
        employers=EMPLOYERS,
        clock=FixedClock(MONDAY),
        cost=cost,
    )
    with desk:
        fill(desk, wish)
    return path


@pytest.fixture(scope="session")
def usual_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """250 persons and 18 months, closed; benchmarks may write in it."""
    path = tmp_path_factory.mktemp("usual") / "team"
    return _team(path, Wish(MONDAY.date(), people=250), CHEAP)


@pytest.fixture(scope="session")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """250 persons, ten years, 400 000 contacts, closed. About a minute to make."""
    path = tmp_path_factory.mktemp("large") / "team"
    return _team(path, Wish(MONDAY.date(), people=250, days=3652, contacts=400_000), CHEAP)


@pytest.fixture
def usual_desk(usual_folder: Path) -> Iterator[Desk]:
    """A desk on 250 persons and 18 months."""
    with opening.open_team(usual_folder, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        yield desk


@pytest.fixture
def large_desk(large_folder: Path) -> Iterator[Desk]:
    """A desk on 250 persons and ten years."""
    with opening.open_team(large_folder, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        yield desk
