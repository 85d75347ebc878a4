"""The team's own tasks: those about nobody, open or done today."""

from __future__ import annotations

from datetime import date, timedelta

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import DropTask, FinishTask
from factdesk.board.actions.end_meeting import EndMeeting
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.minutes_views import Minutes
from factdesk.board.team_tasks import TeamTasks
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from tests.support.builders import Make


def test_the_teams_own_tasks_earliest_first(any_desk: Desk, make: Make, clock: FixedClock) -> None:
    tove = make.staff()
    any_desk.do(AddTask(None, "En gang"))
    any_desk.do(AddTask(None, "Snart", tove, date(2026, 12, 1)))
    late = any_desk.do(AddTask(None, "Burde vært gjort", tove, date(2026, 11, 22)))
    dropped = any_desk.do(AddTask(None, "Likevel ikke"))
    any_desk.do(AddTask(make.person(), "Om en person", tove, date(2026, 11, 24)))
    any_desk.do(DropTask(dropped, 1))
    tasks = any_desk.see(TeamTasks())
    assert [(each.text, each.owner, each.is_late) for each in tasks] == [
        ("Burde vært gjort", "TK", True),
        ("Snart", "TK", False),
        ("En gang", "", False),
    ]
    any_desk.do(FinishTask(late, 1))
    tasks = any_desk.see(TeamTasks())
    assert [(each.text, each.is_late) for each in tasks] == [
        ("Snart", False),
        ("En gang", False),
        ("Burde vært gjort", False),
    ]
    clock.move(timedelta(days=1))
    assert [each.text for each in any_desk.see(TeamTasks())] == ["Snart", "En gang"]


def test_the_minutes_tell_what_the_team_ticked_off(
    any_desk: Desk, make: Make, clock: FixedClock
) -> None:
    tasks = [any_desk.do(AddTask(None, text)) for text in ("Før", "I møtet", "Etter", "Åpen")]
    any_desk.do(FinishTask(tasks[0], 1))
    clock.move(timedelta(minutes=1))
    meeting = any_desk.do(StartMeeting())
    clock.move(timedelta(minutes=5))
    any_desk.do(FinishTask(tasks[1], 1))
    assert [each.text for each in any_desk.see(Minutes(meeting)).tasks] == ["I møtet"]
    clock.move(timedelta(minutes=5))
    any_desk.do(EndMeeting(meeting, 1, ""))
    clock.move(timedelta(minutes=1))
    any_desk.do(FinishTask(tasks[2], 1))
    told = any_desk.see(Minutes(meeting)).tasks
    assert [(each.text, each.done, each.name) for each in told] == [("I møtet", True, "")]
