"""A meeting whose program is killed goes on at the same person with the same text."""

import signal
import subprocess
import sys

from factdesk import opening
from factdesk.board.meeting_rules import Outcome
from factdesk.board.meeting_views import CurrentMeeting
from factdesk.store.drafts import Drafts
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE

HOLD_A_MEETING = """
import sys
from datetime import datetime
from pathlib import Path
from factdesk import opening
from factdesk.board.actions.go_to_meeting_item import GoToMeetingItem
from factdesk.board.actions.set_meeting_outcome import SetMeetingOutcome
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.actions.write_meeting_item import WriteMeetingItem, draft_place
from factdesk.board.meeting_rules import Outcome
from factdesk.board.meeting_views import CurrentMeeting
from factdesk.clock import FixedClock
from factdesk.store.drafts import SaveDraft

clock = FixedClock(datetime.fromisoformat(sys.argv[2]))
desk = opening.open_team(Path(sys.argv[1]), sys.stdin.readline().strip(), clock=clock)
desk.do(StartMeeting())
meeting = desk.see(CurrentMeeting())
first, second = meeting.items[:2]
desk.do(WriteMeetingItem(first.id, first.version, news="Ferdig med dette"))
desk.do(SetMeetingOutcome(first.id, first.version, Outcome.STAY))
desk.do(GoToMeetingItem(meeting.id, second.position, first.id, 55, discussed=True))
desk.do(SaveDraft(draft_place(second.id, "needs"), "følge til N", second.version))
print("in the middle", flush=True)
sys.stdin.read()
"""


def test_nothing_is_lost_when_the_program_is_killed_in_the_middle(team_folder, clock):
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        make = Make(desk)
        for position, name in enumerate(("Even", "Åse", "Kari")):
            make.place(make.person(name, "Ali"), "crisis", position=position)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_A_MEETING, str(team_folder), clock.now().isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        child.stdin.write(f"{PASSPHRASE}\n")
        child.stdin.flush()
        assert child.stdout.readline() == "in the middle\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        meeting = desk.see(CurrentMeeting())
        first, second = meeting.items[:2]
        assert not meeting.left
        assert meeting.place == 1
        assert (first.news, first.outcome, first.seconds) == ("Ferdig med dette", Outcome.STAY, 55)
        assert [(draft.place, draft.text) for draft in desk.see(Drafts("meeting/"))] == [
            (f"meeting/{second.id}/needs", "følge til N")
        ]
