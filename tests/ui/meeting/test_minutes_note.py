"""The note to the minutes outlives a lock and a program that is killed."""

import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from factdesk import opening
from factdesk.board.meeting_views import Meetings
from factdesk.board.minutes_views import Minutes
from factdesk.store.drafts import Drafts
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE
from tests.support.meetings import Keys, begun, settled
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.meeting.page import MeetingPage
from ui.theme import theme

ALT = Qt.KeyboardModifier.AltModifier

WRITE_A_NOTE = """
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from factdesk import opening
from factdesk.clock import FixedClock
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.meeting.page import MeetingPage
from ui.theme import install

application = QApplication([])
install(application)
clock = FixedClock(datetime.fromisoformat(sys.argv[2]))
desk = opening.open_team(Path(sys.argv[1]), sys.stdin.readline().strip(), clock=clock)
messages = RecordedMessages()
bridge = Bridge(desk, messages, lambda conflict, mine: None)


def steps():
    page = MeetingPage(bridge, messages)
    page.resize(1366, 700)
    page.show()
    yield lambda: page.start_panel.typed.hasFocus()
    QTest.keyClick(page.start_panel.typed, Qt.Key.Key_Return)
    yield lambda: page.running and page.run_panel.person.person is not None
    page.go_to_end()
    yield lambda: page.minutes_panel.isVisible()
    QTest.keyClicks(page.minutes_panel.note, "Neste gang: halv setn")
    page.minutes_panel.note_draft.connect(lambda _text: desk.history().result())
    kept = []
    bridge_run = bridge.run
    bridge.run = lambda action, **how: bridge_run(
        action, **how | {"then": lambda _done: kept.append(action.code)}
    )
    yield lambda: "draft.save" in kept
    print("in the middle", flush=True)
    yield lambda: False


def go_on():
    if state["wait"]():
        state["wait"] = next(walk)


walk = steps()
state = {"wait": lambda: False}
bridge.ready.connect(lambda: state.update(wait=next(walk)))
clock_work = QTimer()
clock_work.timeout.connect(go_on)
clock_work.start(10)
application.exec()
"""


@pytest.fixture
def people(team_folder, clock):
    """Three persons on the board of a closed folder."""
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        make = Make(desk)
        for position, name in enumerate(("Even", "Åse", "Kari")):
            make.place(make.person(name, "Ali"), "crisis", position=position)


def at_the_end(qtbot, page, keys):
    keys.press(Qt.Key.Key_E, ALT)
    qtbot.waitUntil(page.minutes_panel.end.isVisible)


def test_a_note_half_written_is_there_after_the_program_was_killed(
    qtbot, team_folder, people, clock
):
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_A_NOTE, str(team_folder), clock.now().isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        child.stdin.write(f"{PASSPHRASE}\n")
        child.stdin.flush()
        assert child.stdout.readline() == "in the middle\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        theme()
        messages = RecordedMessages()
        bridge = Bridge(desk, messages, lambda conflict, mine: None)
        qtbot.waitUntil(lambda: bridge._team is not None)
        page = MeetingPage(bridge, messages)
        qtbot.addWidget(page)
        page.show()
        keys = Keys(qtbot, page)
        qtbot.waitUntil(page.start_panel.resume.hasFocus)
        keys.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.running and page.run_panel.person.person is not None)
        at_the_end(qtbot, page, keys)
        assert page.minutes_panel.note.text == "Neste gang: halv setn"
        bridge.close()


def test_a_note_is_kept_by_a_lock_and_ends_in_the_minutes(qtbot, desk, open_page):
    first = open_page()
    keys = Keys(qtbot, first)
    begun(qtbot, first, keys)
    at_the_end(qtbot, first, keys)
    keys.write("Ny bil fra torsdag")
    first.keep_drafts()
    settled(desk)
    first.close()
    second = open_page()
    keys = Keys(qtbot, second)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: second.running and second.run_panel.person.person is not None)
    at_the_end(qtbot, second, keys)
    assert second.minutes_panel.note.text == "Ny bil fra torsdag"
    keys.press(Qt.Key.Key_E, ALT)
    qtbot.waitUntil(second.minutes_panel.print.isVisible)
    settled(desk)
    assert desk.see(Minutes(desk.see(Meetings())[0].id)).note == "Ny bil fra torsdag"
    assert desk.see(Drafts("meeting/")) == ()
