"""House rules of the code: small files, no waiting by the clock, nothing unfinished."""

import ast

import pytest

from tests.support.sources import PACKAGES, calls, name_of, place, python_files, tree

EVERYWHERE = (*PACKAGES, "tests")
MOST_LINES = 500

# The application's own loop, and a drag, which Qt can only do so; every dialog uses open().
LOOPS = {"app", "application", "QApplication", "QGuiApplication", "drag"}


def test_a_file_is_short_enough_to_live_in():
    long = {
        str(path): count
        for path in python_files(*EVERYWHERE)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long, "give the room a second one with a name of its own"


def _breaks(call: ast.Call) -> str | None:
    """Return which rule about waiting a call breaks."""
    name = name_of(call.func)
    owner, _dot, last = name.rpartition(".")
    if last in {"exec", "exec_"} and owner.rpartition(".")[2] not in LOOPS:
        return "open() instead of exec(): the loop within the loop outlives its window"
    if last == "processEvents":
        return "wait for a signal instead of handling events in the middle of a function"
    if name == "time.sleep" or (name == "sleep"):
        return "wait for an event instead of for seconds"
    if last == "wait" and "qtbot" in owner:
        return "qtbot.waitSignal or waitUntil instead of seconds"
    return None


def test_nobody_waits_by_the_clock_or_in_a_loop_of_its_own():
    broken = [
        f"{place(path, call)}: {rule}"
        for path in python_files(*EVERYWHERE)
        for call in calls(tree(path))
        if (rule := _breaks(call))
    ]
    assert not broken


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("dialog.exec()", False),
        ("QMessageBox(self).exec()", False),
        ("app.exec()", True),
        ("QApplication.exec()", True),
        ("connection.exec_driver_sql('')", True),
        ("time.sleep(1)", False),
        ("qtbot.wait(10)", False),
        ("qtbot.waitUntil(ready)", True),
        ("thread.wait()", True),
        ("QCoreApplication.processEvents()", False),
    ],
)
def test_the_rule_about_waiting_finds_what_it_should(code, allowed):
    (call,) = (one for one in calls(ast.parse(code)) if name_of(one.func) != "QMessageBox")
    assert (_breaks(call) is None) is allowed


def test_nothing_is_left_unfinished():
    unfinished = [
        place(path, node)
        for path in python_files(*PACKAGES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node)
    ]
    assert not unfinished


def test_fidelity_needs_nothing_installed():
    import sys

    foreign = []
    for path in python_files("fidelity"):
        for node in ast.walk(tree(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            tops = {name.partition(".")[0] for name in names}
            foreign += [f"{place(path, node)}: {top}" for top in tops - {"fidelity"}
                        if top not in sys.stdlib_module_names]  # fmt: skip
    assert not foreign
