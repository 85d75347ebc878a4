"""A small team folder, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from factdesk.store.folder.team_folder import TeamFolder
from tests.store.folder.kit import CHEAP, KARI


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed folder of the user Kari with 300 rows, and its recovery key; not to be changed."""
    path = tmp_path_factory.mktemp("pattern") / "team"
    folder, recovery_key = TeamFolder.create(path, "Kari", KARI, CHEAP, staff_id="a" * 32)
    with folder:
        connection = folder.connect()
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany(
            "INSERT INTO note (text) VALUES (?)", [(f"note {n} " * 12,) for n in range(300)]
        )
        connection.close()
    return path, recovery_key


@pytest.fixture
def team(pattern: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the closed folder for this test alone."""
    path = tmp_path / "team"
    shutil.copytree(pattern[0], path)
    return path
