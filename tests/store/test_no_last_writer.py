"""Where an act has no row's version to go by, it tells what the user saw, and overwrites nobody."""

import pytest

from factdesk.board.actions.order_categories import OrderCategories
from factdesk.board.actions.set_meeting_attendance import SetMeetingAttendance
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.meeting_views import CurrentMeeting
from factdesk.board.setup_view import BoardSetup
from factdesk.people.actions.next_of_kin import AddNextOfKin, EditNextOfKin, RemoveNextOfKin
from factdesk.people.record import PersonRecord
from factdesk.store.conflict import Conflict, SetMeanwhile
from factdesk.team.actions.edit_staff import EditStaff
from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.kinds import PresenceState
from factdesk.team.members import MemberFields
from factdesk.team.views import TheTeam

HERE, VIDEO, AWAY = PresenceState.HERE, PresenceState.VIDEO, PresenceState.AWAY


def presence(desk, staff_id):
    member = desk.see(TheTeam()).member(staff_id)
    return member.presence, member.presence_note


def test_where_somebody_is_today_is_not_set_over_what_another_has_set(any_desk, make):
    tove, today = make.staff("Tove Kvam"), any_desk.clock.today()
    any_desk.do(SetPresence(tove, today, AWAY, "kurs", was=HERE))
    with pytest.raises(SetMeanwhile):
        any_desk.do(SetPresence(tove, today, VIDEO, was=HERE))
    assert presence(any_desk, tove) == (AWAY, "kurs")
    any_desk.do(SetPresence(tove, today, AWAY, was=HERE))
    any_desk.do(SetPresence(tove, today, VIDEO, was=AWAY))
    assert presence(any_desk, tove) == (VIDEO, "kurs")


def test_who_is_in_the_meeting_likewise(any_desk, make):
    tove = make.staff("Tove Kvam")
    meeting = any_desk.do(StartMeeting(((any_desk.actor.id, "here"),)))
    any_desk.do(SetMeetingAttendance(meeting, tove, "video", None))
    with pytest.raises(SetMeanwhile):
        any_desk.do(SetMeetingAttendance(meeting, tove, "here", None))
    any_desk.do(SetMeetingAttendance(meeting, tove, "here", "video"))
    how = {one.staff_id: one.how for one in any_desk.see(CurrentMeeting()).attendance}
    assert how[tove] == "here"


def test_an_order_is_made_of_the_order_that_was_seen(any_desk):
    ids = tuple(one.id for one in any_desk.see(BoardSetup()).categories)
    hers = (ids[1], ids[0], *ids[2:])
    any_desk.do(OrderCategories(hers, ids))
    with pytest.raises(SetMeanwhile):
        any_desk.do(OrderCategories((ids[2], ids[0], ids[1], *ids[3:]), ids))
    assert tuple(one.id for one in any_desk.see(BoardSetup()).categories) == hers


def test_who_was_changed_is_not_removed_unseen(any_desk, make):
    person = make.person("Åse", "Ødegård")
    kin = any_desk.do(AddNextOfKin(person, "Kari"))
    seen = any_desk.see(PersonRecord(person)).kin[0].version
    any_desk.do(EditNextOfKin(kin, seen, "Kari", phone="41234567"))
    with pytest.raises(Conflict):
        any_desk.do(RemoveNextOfKin(kin, seen))
    any_desk.do(RemoveNextOfKin(kin, seen + 1))


def test_two_who_give_functions_both_get_what_they_wanted(any_desk, make):
    tove = make.staff("Tove Kvam")
    seen = any_desk.see(TheTeam()).member(tove)
    fields = MemberFields(
        **{name: getattr(seen, name) for name in MemberFields.__dataclass_fields__}
    )
    any_desk.do(EditStaff(tove, seen.version, fields, ("chair",), ()))
    any_desk.do(EditStaff(tove, seen.version, fields, ("writer",), ()))
    assert set(any_desk.see(TheTeam()).member(tove).functions) == {"chair", "writer"}
    any_desk.do(EditStaff(tove, seen.version, fields, ("writer",), ("chair", "writer")))
    assert set(any_desk.see(TheTeam()).member(tove).functions) == {"writer"}
