"""The board meeting through the desk: held, resumed, ended, undone, and its minutes."""

from datetime import date, timedelta

import pytest

from factdesk.board.actions.add_meeting_item import AddMeetingItem
from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.end_meeting import EndMeeting
from factdesk.board.actions.go_to_meeting_item import GoToMeetingItem
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.actions.set_meeting_attendance import SetMeetingAttendance
from factdesk.board.actions.set_meeting_outcome import SetMeetingOutcome
from factdesk.board.actions.set_meeting_roles import SetMeetingRoles
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.actions.write_meeting_item import WriteMeetingItem, draft_place
from factdesk.board.meeting_errors import MeetingEnded, MeetingNeedsSomeone, MeetingRuns
from factdesk.board.meeting_person_view import MeetingPerson
from factdesk.board.meeting_rules import ItemSection, Outcome
from factdesk.board.meeting_views import CurrentMeeting, Meetings
from factdesk.board.minutes_views import Minutes
from factdesk.contacts.actions.cancel_contact import CancelContact
from factdesk.contacts.actions.plan_contact import PlanContact
from factdesk.people.consents import Told
from factdesk.people.kinds import ConsentGiver, ConsentKind, Stage
from factdesk.people.tables import (
    AccessBlock,
    Consent,
    InformationLimit,
    LegalStatus,
    NextOfKin,
    VisitWarning,
)
from factdesk.store.conflict import Conflict, Refused
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.roles import Role, rights_of
from factdesk.team.tables import PresenceState, StaffFunction
from tests.support.desks import member


@pytest.fixture
def team(make):
    """Two on the board, one referred, four more of the caseload."""
    persons = {
        "even": make.person("Even", "Ali"),
        "kari": make.person("Kari", "Ruud"),
        "ny": make.person("Nina", "Dahl", stage=Stage.REFERRED, enrolled_on=None),
    }
    for name in ("Per", "Siri", "Tom", "Una"):
        persons[name.lower()] = make.person(name, "Berg")
    persons["even_row"] = make.place(persons["even"], "crisis")
    persons["kari_row"] = make.place(persons["kari"], "admitted")
    return persons


def started(desk, **fields):
    desk.do(StartMeeting(**fields))
    meeting = desk.see(CurrentMeeting())
    assert meeting is not None
    return meeting


def item_of(desk, person):
    return next(item for item in desk.see(CurrentMeeting()).items if item.person_id == person)


def ended(desk, **fields):
    meeting = desk.see(CurrentMeeting())
    desk.do(EndMeeting(meeting.id, meeting.version, **fields))
    return desk.see(Minutes(meeting.id))


def test_a_meeting_opens_with_those_who_are_here_and_its_agenda(any_desk, make, team):
    tove, lars = make.staff("Tove Kvam"), make.staff("Lars Nes")
    make.staff("Gro Dale", valid_to=date(2026, 1, 31))
    any_desk.do(SetPresence(tove, any_desk.clock.today(), PresenceState.VIDEO))
    any_desk.do(SetPresence(lars, any_desk.clock.today(), PresenceState.AWAY))
    meeting = started(any_desk)
    assert [(here.initials, here.how) for here in meeting.attendance] == [
        ("MH", "here"),
        ("TK", "video"),
    ]
    assert meeting.chair_id == any_desk.actor.id
    assert [item.name for item in meeting.items] == [
        "Even Ali",
        "Kari Ruud",
        "Nina Dahl",
        "Per Berg",
        "Siri Berg",
        "Tom Berg",
    ]
    assert meeting.items[0].section is ItemSection.BOARD
    assert meeting.place == 0
    assert not meeting.left


def test_the_member_with_the_function_leads(desk, make, team):
    tove = make.staff("Tove Kvam")
    make.rows(StaffFunction(staff_id=tove, function="chair"))
    assert started(desk).chair_id == tove


def test_a_meeting_without_anybody_is_refused(desk, team):
    with pytest.raises(MeetingNeedsSomeone):
        desk.do(StartMeeting(attendance=()))


def test_a_second_meeting_beside_a_running_one_is_refused_with_advice(desk, team):
    started(desk)
    with pytest.raises(MeetingRuns) as refused:
        desk.do(StartMeeting())
    assert not refused.value.left
    assert "Resume" in refused.value.advice


def test_a_meeting_left_open_on_friday_is_to_be_ended_first(desk, clock, team):
    meeting = started(desk)
    clock.move(timedelta(days=3))
    assert desk.see(CurrentMeeting()).left
    with pytest.raises(MeetingRuns) as refused:
        desk.do(StartMeeting())
    assert refused.value.left
    desk.do(EndMeeting(meeting.id, meeting.version))
    assert desk.see(Minutes(meeting.id)).minutes == 0
    assert started(desk).day == clock.today()


def test_what_is_written_is_kept_and_its_drafts_are_done_with(any_desk, team):
    meeting = started(any_desk)
    first = meeting.items[0]
    any_desk.do(SaveDraft(draft_place(first.id, "news"), "NAV har innv", first.version))
    any_desk.do(WriteMeetingItem(first.id, first.version, news=" NAV har innvilget ", needs=""))
    assert item_of(any_desk, team["even"]).news == "NAV har innvilget"
    assert item_of(any_desk, team["even"]).discussed
    assert any_desk.see(Drafts("meeting/")) == ()
    any_desk.undo().result()
    assert item_of(any_desk, team["even"]).news == ""


def test_two_who_write_the_same_answer_both_see_both(desk, team):
    first = started(desk).items[0]
    desk.do(WriteMeetingItem(first.id, first.version, safety="Ja"))
    desk.do(WriteMeetingItem(first.id, first.version, news="Nytt"))
    with pytest.raises(Conflict) as conflict:
        desk.do(WriteMeetingItem(first.id, first.version, safety="Nei"))
    assert conflict.value.fields["safety"].now == "Ja"


def test_going_on_counts_the_seconds_and_marks_the_person_as_discussed(desk, team):
    meeting = started(desk)
    first, second = meeting.items[:2]
    desk.do(GoToMeetingItem(meeting.id, second.position, first.id, 40, discussed=True))
    desk.do(GoToMeetingItem(meeting.id, first.position, second.id, 5))
    desk.do(GoToMeetingItem(meeting.id, second.position, first.id, 20, discussed=True))
    now = desk.see(CurrentMeeting())
    assert now.place == 1
    assert (now.items[0].seconds, now.items[0].discussed) == (60, True)
    assert (now.items[1].seconds, now.items[1].discussed) == (5, False)


def test_going_on_is_cheap_and_no_step_of_undo(desk, team):
    meeting = started(desk)
    before = desk.history().result().undo
    with desk.store.counting() as statements:
        desk.do(GoToMeetingItem(meeting.id, 1, meeting.items[0].id, 40, discussed=True))
    assert desk.history().result().undo == before
    assert len([text for text in statements if not text.startswith("BEGIN")]) <= 10


def test_the_outcome_follows_the_board_and_its_undo(desk, make, team):
    meeting = started(desk)
    even = meeting.items[0]
    desk.do(SetMeetingOutcome(even.id, even.version, Outcome.STAY))
    assert item_of(desk, team["even"]).outcome is Outcome.STAY
    desk.do(MoveOnBoard(team["even_row"], 1, make.category("admitted")))
    assert item_of(desk, team["even"]).outcome is Outcome.MOVED
    desk.do(TakeOffBoard(team["kari_row"], 1, True, reason="Ute av krisen"))
    assert item_of(desk, team["kari"]).outcome is Outcome.REMOVED
    desk.undo().result()
    desk.undo().result()
    assert item_of(desk, team["even"]).outcome is Outcome.STAY
    assert item_of(desk, team["kari"]).outcome is None


def test_somebody_who_is_mentioned_is_taken_up_once_in_their_own_section(desk, team):
    meeting = started(desk)
    place = desk.do(AddMeetingItem(meeting.id, team["una"]))
    assert desk.do(AddMeetingItem(meeting.id, team["una"])) == place
    now = desk.see(CurrentMeeting())
    assert now.items[-1].person_id == team["una"]
    assert now.items[-1].section is ItemSection.ROTATION


def test_attendance_chair_and_writer_can_be_changed_while_it_runs(desk, make, team):
    tove = make.staff("Tove Kvam")
    meeting = started(desk, attendance=((desk.actor.id, "here"),))
    desk.do(SetMeetingAttendance(meeting.id, tove, "video"))
    desk.do(SetMeetingRoles(meeting.id, meeting.version, tove, desk.actor.id))
    desk.do(SetMeetingAttendance(meeting.id, desk.actor.id, None))
    now = desk.see(CurrentMeeting())
    assert [(here.initials, here.how) for here in now.attendance] == [("TK", "video")]
    assert (now.chair_id, now.writer_id) == (tove, desk.actor.id)
    desk.undo().result()
    assert len(desk.see(CurrentMeeting()).attendance) == 2


def test_the_minutes_tell_the_whole_meeting(any_desk, clock, make, team):
    desk = any_desk
    tove = make.staff("Tove Kvam")
    meeting = started(desk)
    even, kari = meeting.items[:2]
    desk.do(WriteMeetingItem(even.id, even.version, news="Sov dårlig", safety="Ja"))
    desk.do(AddTask(team["even"], "Ringe søster", tove, clock.today(), meeting.id))
    desk.do(MoveOnBoard(team["even_row"], 1, make.category("admitted")))
    desk.do(TakeOffBoard(team["kari_row"], 1, True, reason="Utskrevet"))
    desk.do(PlaceOnBoard(team["per"], make.category("crisis"), reason="Savnet"))
    visit = clock.now() + timedelta(hours=5)
    desk.do(PlanContact(team["even"], visit, staff_ids=(tove,)))
    clock.move(timedelta(minutes=13, seconds=20))
    minutes = ended(desk, note="Bil 2 er på verksted", left_id=kari.id, seconds=30)
    assert minutes.minutes == 14
    assert (minutes.chair, minutes.note) == ("Marit Holm", "Bil 2 er på verksted")
    assert [here.initials for here in minutes.present] == ["MH", "TK"]
    assert [(item.name, item.outcome) for item in minutes.discussed] == [
        ("Even Ali", Outcome.MOVED),
        ("Kari Ruud", Outcome.REMOVED),
        ("Per Berg", Outcome.PLACED),
    ]
    assert minutes.discussed[0].news == "Sov dårlig"
    assert "Siri Berg" in minutes.not_reached
    assert [(task.owner, task.text, task.name) for task in minutes.tasks] == [
        ("TK", "Ringe søster", "Even Ali")
    ]
    assert [(change.name, change.before, change.after) for change in minutes.moved] == [
        ("Even Ali", "Crisis and crisis prevention", "Admitted")
    ]
    assert [(change.name, change.reason) for change in minutes.removed] == [
        ("Kari Ruud", "Utskrevet")
    ]
    assert [(change.name, change.reason) for change in minutes.placed] == [("Per Berg", "Savnet")]
    assert [(planned.name, planned.staff) for planned in minutes.visits] == [("Even Ali", ("TK",))]
    assert [row.minutes for row in desk.see(Meetings())] == [14]


def test_what_was_undone_in_the_meeting_is_not_in_its_minutes(desk, clock, make, team):
    started(desk)
    desk.do(MoveOnBoard(team["even_row"], 1, make.category("admitted")))
    desk.undo().result()
    desk.do(PlaceOnBoard(team["per"], make.category("crisis"), reason="Savnet"))
    desk.undo().result()
    contact = desk.do(PlanContact(team["even"], clock.now() + timedelta(hours=2)))
    desk.do(CancelContact(contact, 1))
    minutes = ended(desk)
    assert (minutes.moved, minutes.placed, minutes.visits) == ((), (), ())


def test_what_happens_after_the_meeting_is_not_in_its_minutes(desk, clock, make, team):
    started(desk)
    record = ended(desk)
    desk.do(PlaceOnBoard(team["per"], make.category("crisis"), reason="Savnet"))
    assert desk.see(Minutes(record.meeting_id)).placed == ()


def test_the_minutes_hold_where_the_clock_was_set_back(desk, clock, make, team):
    started(desk)
    clock.move(-timedelta(hours=2))
    desk.do(PlaceOnBoard(team["per"], make.category("crisis"), reason="Savnet"))
    assert [change.name for change in ended(desk).placed] == ["Per Berg"]


def test_an_ended_meeting_stands_until_its_ending_is_undone(any_desk, team):
    first = started(any_desk).items[0]
    record = ended(any_desk)
    with pytest.raises(MeetingEnded):
        any_desk.do(WriteMeetingItem(first.id, first.version, news="For sent"))
    any_desk.undo().result()
    meeting = any_desk.see(CurrentMeeting())
    assert meeting.id == record.meeting_id
    any_desk.do(WriteMeetingItem(first.id, first.version, news="Likevel"))
    assert ended(any_desk).discussed[0].news == "Likevel"


def test_the_next_meeting_takes_up_those_whom_this_one_did_not_reach(desk, clock, team):
    meeting = started(desk)
    per = next(item for item in meeting.items if item.person_id == team["per"])
    desk.do(GoToMeetingItem(meeting.id, per.position + 1, per.id, 30, discussed=True))
    ended(desk)
    clock.move(timedelta(days=1))
    rotation = [item.name for item in started(desk).items if item.section is ItemSection.ROTATION]
    assert rotation == ["Siri Berg", "Tom Berg", "Una Berg"]


def test_the_meeting_sees_the_facts_about_a_person(desk, clock, make, team):
    today = clock.today()
    tove, lars = make.staff("Tove Kvam"), make.staff("Lars Nes")
    make.contact(team["even"], tove, start=clock.now() - timedelta(days=9))
    make.contact(team["even"], lars, start=clock.now() - timedelta(days=20))
    make.contact(team["even"], lars, start=clock.now() - timedelta(days=1), kind="telephone")
    make.rows(
        VisitWarning(
            person_id=team["even"], kind="go_two", since=today, review_on=today + timedelta(30)
        ),
        LegalStatus(
            person_id=team["even"],
            kind="tph",
            decided_on=today - timedelta(days=60),
            control_on=today + timedelta(days=6),
            expires_on=today + timedelta(days=300),
        ),
        NextOfKin(
            person_id=team["even"],
            name="Mari Ali",
            relation="søster",
        ),
    )
    kin = make.rows(NextOfKin(person_id=team["even"], name="Omar Ali", relation="bror"))
    make.rows(
        Consent(
            person_id=team["even"],
            kind=ConsentKind.SHARE,
            next_of_kin_id=kin[0],
            about="Avtaler",
            excludes="Rus",
            given_by=ConsentGiver.SELF,
            valid_to=today,
        )
    )
    facts = desk.see(MeetingPerson(started(desk).items[0].id))
    assert (facts.name, facts.on_board.days, facts.on_board.reason) == ("Even Ali", 7, "Sover lite")
    assert (facts.seen.last_by, facts.seen.different, facts.seen.is_due) == (("TK",), 1, True)
    assert facts.seen.last_on == today - timedelta(days=9)
    tried = facts.seen.tried
    assert (tried.on, tried.by, tried.kind) == (today - timedelta(days=1), ("LN",), "telephone")
    assert not tried.did_not_come
    assert facts.crisis_plan.on is None
    assert (facts.legal[0].days, facts.legal[0].is_control, facts.legal[0].is_near) == (
        6,
        True,
        True,
    )
    assert len(facts.kin) == 2
    told = {kin.name: kin for kin in facts.kin}
    assert told["Mari Ali"].told is Told.NOT
    assert told["Omar Ali"].told is Told.BY_CONSENT
    assert (told["Omar Ali"].about, told["Omar Ali"].until) == ("Avtaler (but not: Rus)", today)
    assert facts.warnings[0].kind == "go_two"


def test_who_is_barred_from_a_record_sees_no_texts_of_it_in_the_meeting(
    desk, clock, make, team, second_desk
):
    tove = make.staff("Tove Kvam")
    first = started(desk).items[0]
    desk.do(WriteMeetingItem(first.id, first.version, news="Sov dårlig"))
    make.rows(AccessBlock(person_id=team["even"], staff_id=tove, why="Nabo", since=clock.today()))
    hers = second_desk(desk, member(tove, "Tove Kvam"))
    assert hers.see(CurrentMeeting()).items[0].news == ""
    facts = hers.see(MeetingPerson(first.id))
    assert facts.is_reduced
    assert facts.on_board.reason == ""


def test_who_is_barred_from_a_record_reads_none_of_it_in_the_minutes(
    desk, clock, make, team, second_desk
):
    tove = make.staff("Tove Kvam")
    meeting = started(desk)
    first = meeting.items[0]
    desk.do(WriteMeetingItem(first.id, first.version, news="Sov dårlig", family="Søster vet"))
    desk.do(AddTask(team["even"], "Ringe fastlege", None, None, meeting.id))
    row = desk.see(MeetingPerson(first.id)).on_board
    desk.do(TakeOffBoard(row.id, row.version, True, reason="Bor hos søster"))
    block = AccessBlock(person_id=team["even"], staff_id=tove, why="Nabo", since=clock.today())
    hers = second_desk(desk, member(tove, "Tove Kvam"))
    assert "Sov dårlig" in repr(hers.see(Minutes(meeting.id)))
    make.rows(block)
    minutes = hers.see(Minutes(meeting.id))
    for words in ("Sov dårlig", "Søster vet", "Ringe fastlege", "Bor hos søster"):
        assert words not in repr(minutes)
        assert words in repr(desk.see(Minutes(meeting.id)))
    assert minutes.discussed[0].is_reduced
    assert minutes.tasks[0].is_reduced
    assert minutes.removed[0].is_reduced
    clock.move(timedelta(days=-1))
    assert "Sov dårlig" in repr(hers.see(Minutes(meeting.id))), "the block begins tomorrow"


@pytest.mark.parametrize(
    ("born", "ended", "shown"),
    [
        (date(2010, 5, 1), None, 1),
        (None, None, 1),
        (date(2010, 5, 1), date(2026, 11, 23), 0),
        (date(2010, 5, 1), date(2026, 11, 24), 1),
        (date(2008, 11, 23), None, 0),
    ],
    ids=["16", "unknown age", "ended today", "ends tomorrow", "18 today"],
)
def test_the_meeting_tells_of_an_information_limit_only_while_it_applies(
    any_desk, make, born, ended, shown
):
    person = make.person("Iver", "Myhre", birth_date=born)
    make.place(person)
    make.rows(
        InformationLimit(
            person_id=person, towards="Foreldre", about="rus", why="uro",
            decided_by=any_desk.actor.id, decided_on=date(2026, 10, 1), ended_on=ended,
        )
    )  # fmt: skip
    assert any_desk.see(MeetingPerson(started(any_desk).items[0].id)).limits == shown


def test_a_reader_does_not_hold_meetings(desk, make, team, second_desk):
    tove = make.staff("Tove Kvam")
    actor = member(tove, "Tove Kvam")
    reader = type(actor)(
        tove, "Tove", "test", rights_of(Role.READER, is_administrator=False, has_health_basis=True)
    )
    with pytest.raises(Refused):
        second_desk(desk, reader).do(StartMeeting())
