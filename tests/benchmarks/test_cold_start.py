"""From the start of the process to the painted board, against a bare window with a derivation."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from factdesk import opening
from factdesk.board.views import Board
from factdesk.clock import FixedClock
from factdesk.store.folder import slots
from tests.support.desks import MONDAY, PASSPHRASE

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ROUNDS = 7
#: Seconds after which a start has failed.
MOST = 60


def _start(script: str, compiled: Path, *arguments: str, told: str = "") -> float:
    """Seconds from the start of the process to what it printed."""
    # As installed, both have their bytecode; the warm-up writes it where this run forbids it.
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(compiled),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments],
        input=told,
        capture_output=True,
        text=True,
        timeout=MOST,
        env=environment,
        check=False,
    )
    assert done.stdout.strip(), done.stderr
    return float(done.stdout.split()[0]) - began


def _with_tuned_key(usual_folder: Path, path: Path) -> slots.KdfCost:
    """Copy the team and give its user a key as slow as a real one."""
    shutil.copytree(usual_folder, path)
    with opening.open_team(path, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        desk.folder._cost = slots.tune()
        desk.folder.change_passphrase(desk.folder.user, PASSPHRASE, PASSPHRASE + " igjen")
        return desk.folder._cost


def test_the_board_is_painted_within_one_and_a_half_bare_starts(
    compare, usual_folder, usual_desk, tmp_path
):
    rows = usual_desk.see(Board()).on_board
    usual_desk.close()
    cost = _with_tuned_key(usual_folder, tmp_path / "team")
    bare_arguments = [str(n) for n in (rows, cost.memory_kib, cost.time, cost.lanes)]
    settings = str(tmp_path / "settings.ini")
    compiled = tmp_path / "compiled"
    times: dict[str, list[float]] = {"ours": [], "bare": []}

    def ours() -> None:
        told = PASSPHRASE + " igjen\n"
        team = str(tmp_path / "team")
        times["ours"].append(_start("cold_start_ours.py", compiled, team, settings, told=told))

    def bare() -> None:
        times["bare"].append(_start("cold_start_bare.py", compiled, *bare_arguments))

    result = compare.measure("Cold start to the painted board", ours, bare, goal=1.5,
                             rounds=ROUNDS, seconds=times)  # fmt: skip
    assert result.is_reached, result.line()
