"""The guards around every test do find what a test leaves behind."""

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def run(pytester, monkeypatch, request):
    """Run one test function's text under the guards; return how many passed, failed, broke."""

    def run_text(body: str) -> dict[str, int]:
        pytester.makepyfile("import logging, threading\nimport pytest\n\n" + body)
        pytester.makeini("[pytest]\nqt_api = pyside6\n")
        result = pytester.runpytest_subprocess("-p", "tests.support.guards", "-p", "no:randomly")
        return result.parseoutcomes()

    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    return run_text


@pytest.mark.parametrize(
    "body",
    [
        "def test_it(): logging.getLogger('store').warning('lost')",
        "def test_it(expected_log): expected_log('never comes')",
        "def test_it():\n"
        "    threading.Thread(target=threading.Event().wait, args=(20,), daemon=True).start()",
        "def test_it(qapp):\n"
        "    from PySide6.QtWidgets import QWidget\n"
        "    global kept\n"
        "    kept = QWidget()",
        "def test_it(qapp):\n"
        "    from PySide6.QtCore import QTimer\n"
        "    global kept\n"
        "    kept = QTimer()\n"
        "    kept.start(1000)",
        "def test_it(qapp):\n"
        "    from PySide6.QtCore import QThread\n"
        "    global kept\n"
        "    kept = QThread()\n"
        "    kept.start()",
    ],
    ids=["log line", "expected line", "thread", "window", "timer", "thread of Qt"],
)
def test_what_is_left_behind_is_found(run, body):
    assert run(body) == {"passed": 1, "errors": 1}


@pytest.mark.parametrize(
    "body",
    [
        "def test_it(expected_log):\n"
        "    expected_log('^store: lost')\n"
        "    logging.getLogger('store').warning('lost')",
        "def test_it():\n"
        "    thread = threading.Thread(target=print)\n"
        "    thread.start()",
        "def test_it(qtbot):\n"
        "    from PySide6.QtWidgets import QLabel\n"
        "    label = QLabel('here')\n"
        "    qtbot.addWidget(label)\n"
        "    label.show()",
        "def test_it(qapp):\n"
        "    from PySide6.QtCore import QTimer\n"
        "    timer = QTimer()\n"
        "    timer.start(1000)\n"
        "    timer.stop()",
    ],
    ids=["expected line", "ended thread", "closed window", "stopped timer"],
)  # fmt: skip
def test_what_is_cleaned_up_passes(run, body):
    assert run(body) == {"passed": 1}
