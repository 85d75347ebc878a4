"""Many plans: each logged before it leaves, in numbered files, and one that fails stops nobody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from factdesk.papers.batch import file_of
from factdesk.papers.making import Paper
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.tables import AccessBlock
from factdesk.people.views import WhoHasLooked
from factdesk.plans.actions.plan import MakePlan
from tests.support.messages import RecordedMessages
from tests.support.papers import pages
from ui.bridge import Bridge
from ui.printing.batch_dialog import BatchDialog, open_batch
from ui.printing.batch_run import BatchRun
from ui.theme import install
from ui.widgets.banner import Banner


@pytest.fixture
def folder(tmp_path) -> Path:
    """An empty folder for the files."""
    made = tmp_path / "plans"
    made.mkdir()
    return made


@pytest.fixture
def persons(desk, make) -> tuple[str, ...]:
    """Three with plans."""
    made = tuple(make.person("Åse", f"Ødegård {number}") for number in range(3))
    for person in made:
        desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF))
        desk.do(MakePlan(person))
    return made


@pytest.fixture
def bridge(qtbot, qapp, desk) -> Iterator[Bridge]:
    install(qapp)
    bridge = Bridge(desk, RecordedMessages(), lambda *_args: None)
    with qtbot.waitSignal(bridge.ready):
        pass
    yield bridge
    bridge.close()
    bridge.deleteLater()


@pytest.fixture
def dialog(bridge) -> Iterator[Callable[..., BatchDialog]]:
    """Opens the dialog over a window."""
    host = QWidget()
    host.resize(1200, 800)
    host.show()
    yield lambda *persons: open_batch(host, bridge, persons)
    if isValid(host):
        host.close()
        host.deleteLater()


def told(dialog: BatchDialog) -> str:
    banners = [one for one in dialog.findChildren(Banner) if not one.isHidden()]
    return " ".join(f"{one.message} {one.advice}" for one in banners)


def test_plans_are_saved_as_numbered_files_that_name_nobody(qtbot, dialog, persons, desk, folder):
    shown = dialog(*persons)
    shown.save_in(folder)
    qtbot.waitUntil(lambda: "Done." in told(shown), timeout=20_000)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["plan-001.pdf", "plan-002.pdf", "plan-003.pdf"]
    for number, name in enumerate(names):
        assert f"Ødegård {number}" in pages((folder / name).read_bytes())[0]
    assert [desk.see(WhoHasLooked(person))[0].purpose for person in persons] == ["print.plan"] * 3
    assert "3 plans were printed or saved" in told(shown)
    assert "not encrypted: delete them" in told(shown)
    shown.reject()


def test_one_without_a_plan_and_one_blocked_are_told_at_the_end_and_stop_nobody(
    qtbot, dialog, persons, make, desk, folder
):
    none = make.person("Kari", "Ruud")
    today = desk.clock.today()
    make.rows(AccessBlock(person_id=persons[1], staff_id=desk.actor.id, why="x", since=today))
    shown = dialog(none, *persons)
    shown.save_in(folder)
    qtbot.waitUntil(lambda: "2 plans were not made" in told(shown), timeout=20_000)
    assert "Kari Ruud: There is no individual plan to print." in told(shown)
    assert "Åse Ødegård 1:" in told(shown)
    assert "2 plans were printed or saved" in told(shown)
    assert sorted(path.name for path in folder.iterdir()) == ["plan-002.pdf", "plan-004.pdf"]
    shown.reject()


def test_a_folder_with_plans_in_it_is_not_written_over(dialog, persons, folder):
    old = folder / "plan-002.pdf"
    old.write_bytes(b"somebody's")
    shown = dialog(*persons)
    shown.save_in(folder)
    assert "empty folder" in told(shown)
    assert old.read_bytes() == b"somebody's"
    assert len(list(folder.iterdir())) == 1
    shown.reject()


def test_a_full_disk_stops_the_rest_and_says_how_many_there_are(
    qtbot, dialog, persons, folder, monkeypatch
):
    calls = []

    def full_at_the_second(_handle: int) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("factdesk.papers.saving.os.fsync", full_at_the_second)
    shown = dialog(*persons)
    shown.save_in(folder)
    qtbot.waitUntil(lambda: "disk is full" in told(shown), timeout=20_000)
    assert "1 plan was printed or saved" in told(shown)
    assert [path.name for path in folder.iterdir()] == ["plan-001.pdf"]
    shown.reject()


class CountingTarget(QObject):
    """Takes papers one at a time and remembers how many were held at once."""

    def __init__(self, stop_at: int = 0) -> None:
        super().__init__()
        self.taken: list[int] = []
        self.run: BatchRun | None = None
        self._stop_at = stop_at

    def take(self, paper: Paper, number: int, ended: Callable[..., None]) -> None:
        self.taken.append(number)
        if number == self._stop_at and self.run is not None:
            self.run.cancel()
        ended(None)


def test_cancel_stops_after_the_plan_under_way(qtbot, bridge, persons):
    target = CountingTarget(stop_at=2)
    run = BatchRun(bridge, persons, "ordinary", target, bridge)
    target.run = run
    steps = []
    run.at.connect(lambda done, count: steps.append((done, count)))
    with qtbot.waitSignal(run.ended, timeout=20_000):
        run.start()
    assert target.taken == [1, 2]
    assert run.given == 2
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_escape_while_plans_are_made_stops_them_and_then_closes(qtbot, dialog, persons, folder):
    shown = dialog(*persons)
    shown.save_in(folder)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Stopped." in told(shown), timeout=20_000)
    assert len(list(folder.iterdir())) < 3
    with qtbot.waitSignal(shown.finished):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_plans_are_printed_as_jobs_of_their_own(qtbot, dialog, persons, folder):
    shown = dialog(*persons[:2])
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    shown.print_on(printer)
    qtbot.waitUntil(lambda: "2 plans were printed or saved" in told(shown), timeout=30_000)
    assert (folder / "printed.pdf").stat().st_size > 0
    shown.reject()


@pytest.mark.parametrize(("number", "count", "name"), [(7, 9, "007"), (7, 2500, "0007")])
def test_file_names_sort_as_the_plans_come(folder, number, count, name):
    assert file_of(folder, number, count).name == f"plan-{name}.pdf"
