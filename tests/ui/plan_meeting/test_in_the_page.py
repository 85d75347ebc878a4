"""Plan meetings among the parts of a person's page."""

from datetime import datetime

from factdesk.clock import OSLO
from factdesk.plans.actions.plan_meetings import PlanAMeeting
from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting
from ui.people.person_page import PersonPage
from ui.plan_meeting.run_panel import RunPanel
from ui.routes import PARTS


def test_a_running_meeting_leads_to_the_plan_and_back(desk, make, bridge, host, messages, qtbot):
    person = make.person()
    meeting = desk.do(PlanAMeeting(person, datetime(2026, 11, 23, 9, tzinfo=OSLO)))
    desk.do(BeginPlanMeeting(meeting, 1))
    page = PersonPage(bridge, messages, person, PARTS, "plan-meetings", parent=host)
    page.resize(host.size())
    page.show()
    qtbot.waitUntil(lambda: page.record is not None)
    parts = page.content.parts
    tab = parts.tabs["plan-meetings"]
    qtbot.waitUntil(lambda: isinstance(tab.panel, RunPanel))
    commands = page.commands()
    keys = [command.keys for command in commands if command.keys]
    assert len(keys) == len(set(keys))
    next(one for one in commands if one.id == "plan-meeting.plan").run()
    qtbot.waitUntil(lambda: parts.current == "plan")
    page.show_part("plan-meetings")
    assert parts.tabs["plan-meetings"] is tab
    assert isinstance(tab.panel, RunPanel)
