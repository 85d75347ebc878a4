"""Guards around every test: what a test leaves behind, it fails for.

A warning in the log, a running thread, an active timer or a widget that outlives its test is a
defect that shows itself weeks later in another place. Warnings of Python are errors, and messages
of Qt fail a test, by the settings in pyproject.toml.
"""

import gc
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

JOIN_SECONDS = 5.0
"""How long a thread that is already ending may take to end."""


class LogGuard(logging.Handler):
    """Collects what is logged at WARNING or above and was not expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: list[re.Pattern[str]] = []
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.records.append(record)

    def problems(self) -> list[str]:
        """Return what was logged and not expected, and what was expected and not logged."""
        lines = [f"{record.name}: {record.getMessage()}" for record in self.records]
        surprises = [
            f"unexpected log line: {line}"
            for line in lines
            if not any(pattern.search(line) for pattern in self.expected)
        ]
        return surprises + [
            f"expected log line did not come: {pattern.pattern}"
            for pattern in self.expected
            if not any(pattern.search(line) for line in lines)
        ]


@dataclass
class Watch:
    """What was there before a test began."""

    log: LogGuard = field(default_factory=LogGuard)
    threads: set[threading.Thread] = field(default_factory=lambda: set(threading.enumerate()))
    qt: set[int] | None = None
    failed: bool = False


_WATCH = pytest.StashKey[Watch]()
_QT_FIXTURES = frozenset({"qapp", "qtbot"})


def pytest_collection_finish() -> None:
    """Set aside what the modules are made of: looking for leftovers goes through the rest only."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Begin to watch before the first fixture of the test.

    What is there before a test with the application is set aside, so that looking around
    after it goes through what the test made and not through a whole run's objects.
    """
    watch = item.stash[_WATCH] = Watch()
    if not _QT_FIXTURES.isdisjoint(getattr(item, "fixturenames", ())):
        gc.collect()
        gc.freeze()
        watch.qt = {id(one) for one in qt_leftovers()}
    logging.getLogger().addHandler(watch.log)
    try:
        return (yield)
    except BaseException:
        watch.failed = True
        raise


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Remember a failure: what a failed test leaves behind is held by its traceback."""
    try:
        return (yield)
    except BaseException:
        item.stash[_WATCH].failed = True
        raise


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Look around after the last fixture of the test has cleaned up."""
    watch = item.stash[_WATCH]
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(watch.log)
    if not watch.failed:
        problems = watch.log.problems() + _left_threads(watch) + _left_qt(watch)
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)
    return result


@pytest.fixture
def expected_log(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say which log line the test expects: a regular expression for "logger: message".

    The test fails when the line does not come, so an expectation cannot outlive its reason.
    """
    guard = request.node.stash[_WATCH].log
    return lambda pattern: guard.expected.append(re.compile(pattern))


def _left_threads(watch: Watch) -> list[str]:
    """Return the threads that the test started and did not end."""
    left = []
    for thread in set(threading.enumerate()) - watch.threads:
        # A thread of Qt that has run Python shows as a dummy; Qt's own are looked at below.
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(JOIN_SECONDS)
        if thread.is_alive():
            left.append(f"leftover thread: {thread.name}")
    return left


def _left_qt(watch: Watch) -> list[str]:
    """Return the Qt objects that the test left, and take them away for the sake of the next.

    Only a test that asked for the application is looked at: going through every object takes time.
    """
    if watch.qt is None:
        return []
    _delete_what_waits_for_it()
    left = [one for one in qt_leftovers() if id(one) not in watch.qt]
    if left:
        del left
        gc.collect()
        _delete_what_waits_for_it()
        left = [one for one in qt_leftovers() if id(one) not in watch.qt]
    problems = [f"leftover {type(one).__name__} {one.objectName()!r}" for one in left]
    for one in left:
        # A thread that is deleted while it runs takes the whole run with it.
        if hasattr(one, "isRunning"):
            one.quit()
            one.wait(int(JOIN_SECONDS * 1000))
        else:
            one.deleteLater()
    _delete_what_waits_for_it()
    return problems


def qt_leftovers() -> list[Any]:
    """Return the windows, the active timers and the running threads of Qt; none without Qt."""
    core, widgets = sys.modules.get("PySide6.QtCore"), sys.modules.get("PySide6.QtWidgets")
    if core is None or core.QCoreApplication.instance() is None:
        return []
    from shiboken6 import isValid

    kinds = (core.QTimer, core.QThread)
    known = [one for one in gc.get_objects() if issubclass(type(one), kinds) and isValid(one)]
    busy = [one for one in known if (one.isActive if hasattr(one, "isActive") else one.isRunning)()]
    main = core.QThread.currentThread()
    windows = widgets.QApplication.topLevelWidgets() if widgets else []
    return [one for one in busy if one is not main] + [
        window for window in windows if window.parent() is None
    ]


def _delete_what_waits_for_it() -> None:
    """Let Qt delete what was told `deleteLater`; no other event is handled."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
