"""House rules of the whole: who may import whom, what files may name, what is pinned."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.sources import ROOT, project_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")

# Written in halves: this file is read by its own rule.
HOSTS = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "conda" + r"\.org"]))
MACHINE = re.compile(r"(?<![\w.~-])/(?:wor" + "k|roo" + "t|hom" + r"e)/\w")


def test_the_rooms_import_only_what_they_may():
    program = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("package", ["factdesk", "ui"])
def test_every_room_is_named_in_the_import_rules(package):
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    named = {
        name.strip("() ").removeprefix(f"{package}.")
        for contract in contracts
        if contract["type"] == "independence" or contract.get("containers") == [package]
        for entry in contract.get("layers", []) + contract.get("modules", [])
        for name in re.split(r"[|:]", entry)
    }
    rooms = {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
    assert rooms <= named


def _lines(path: Path) -> list[str]:
    """Return the lines of a text file; none of a picture, a font or a PDF."""
    content = path.read_bytes()
    return [] if b"\0" in content[:8000] else content.decode("utf-8", "replace").splitlines()


def test_no_file_names_a_package_host_or_a_path_of_one_machine():
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in project_files()
        for number, line in enumerate(_lines(path), 1)
        if HOSTS.search(line) or MACHINE.search(line)
    ]
    assert not named


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_one_version_with_hashes_and_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[a-z]+\])?==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert "://" not in entry
        assert "-url" not in entry


def _name(requirement: str) -> str:
    """Return the name in a requirement: "psycopg[binary]>=3" -> "psycopg"."""
    return re.split(r"[\[<>=;\s]", requirement)[0].lower()


def _required() -> set[str]:
    """Return the names of everything the project asks for by itself."""
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {_name(requirement) for requirement in asked}


def test_everything_asked_for_is_pinned_and_explained():
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert {name for name in _required() if f"\n{name}" not in f"\n{pinned}"} == set()
    assert {name for name in _required() if f"**{name}**" not in explained} == set()


def test_what_a_build_machine_runs_is_the_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make test" in readme
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"
