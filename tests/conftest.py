"""What holds for every test: no screen, no user's own settings, a known language, no leftovers."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

from factdesk.words import set_language
from tests.support import temporary
from tools.translations import compile_all

temporary.in_memory()

# Qt reads its platform when the first application is made: before any fixture.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [
    "tests.support.guards",
    "tests.support.keys",
    "tests.support.cluster",
    "tests.support.two_teams",
    "tests.support.postgres",
    "tests.support.servers",
    "tests.support.desks",
    "tests.support.shared_desks",
    "tests.support.moving",
]

# The build machine is shared: how long an example takes says nothing there.
settings.register_profile("factdesk", deadline=None)
settings.load_profile("factdesk")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: who waits for a server leaves its core to another."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) + 1
    return (os.cpu_count() or 1) + 1


def pytest_report_header() -> list[str]:
    """Compile the translations before the first test; say it when that cannot be done."""
    return [f"translations: {problem}" for problem in compile_all()]


@pytest.fixture(scope="session", autouse=True)
def _own_settings() -> Iterator[None]:
    """Keep every test away from the settings and the data of whoever runs it."""
    with (
        tempfile.TemporaryDirectory(prefix="factdesk-tests-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
            patch.setenv(f"XDG_{name}", f"{folder}/{name.lower()}")
            os.mkdir(f"{folder}/{name.lower()}", 0o700)
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    """Begin every test in English; ask for `bokmal` or `nynorsk` to have another language."""
    set_language("en")


@pytest.fixture
def bokmal(_english: None) -> None:
    """Speak bokmål during the test."""
    set_language("nb")


@pytest.fixture
def nynorsk(_english: None) -> None:
    """Speak nynorsk during the test."""
    set_language("nn")
