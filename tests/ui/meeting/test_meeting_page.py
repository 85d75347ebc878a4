"""The board meeting driven from the keyboard, on the real page and the real store."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from factdesk.board.meeting_rules import Outcome
from factdesk.board.meeting_views import CurrentMeeting, Meetings
from factdesk.board.minutes_views import Minutes
from factdesk.team.actions.set_functions import SetFunctions
from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.kinds import PresenceState
from factdesk.words import in_language
from tests.support.meetings import Keys, begun, settled, shown_person
from ui.meeting.dialogs import MoveDialog, TakeOffDialog, TakeUpDialog, TaskDialog
from ui.meeting.scroll import Scroll
from ui.meeting.words import sentence
from ui.theme import theme
from ui.widgets.texts import Label


def test_eighteen_persons_are_gone_through_from_the_keyboard_alone(qtbot, desk, clock, page, keys):
    running = []
    page.meeting_running.connect(running.append)
    begun(qtbot, page, keys)
    count = len(page.meeting.items)
    assert count == 18
    for place in range(count):
        shown_person(qtbot, page, place)
        keys.press(Qt.Key.Key_1)
        keys.write(f"nytt {place}")
        clock.move(timedelta(seconds=40))
        if place % 2:
            keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            keys.press(Qt.Key.Key_Escape)
            keys.press(Qt.Key.Key_B if place < 15 else Qt.Key.Key_N)
            keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(page.minutes_panel.isVisible)
    assert "nytt 17" in page.minutes_panel.text()
    keys.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.minutes_panel.print.isVisible)
    rows = desk.see(Meetings())
    assert (rows[0].discussed, rows[0].minutes) == (18, 12)
    minutes = desk.see(Minutes(rows[0].id))
    assert [item.news for item in minutes.discussed] == [f"nytt {place}" for place in range(18)]
    assert minutes.discussed[0].outcome is Outcome.STAY
    assert {item.seconds for item in minutes.discussed} == {40}
    qtbot.waitUntil(lambda: running == [True, False])
    assert page.messages_said.problems == []


def test_who_usually_writes_is_proposed_unless_away(qtbot, desk, make, clock, open_page):
    away, video, writes = map(make.staff, ("Yusuf Pettersen", "Bjørn Berg", "Ola Fjeld"))
    for staff_id in (away, video, writes):
        desk.do(SetFunctions(staff_id, ("writer",)))
    desk.do(SetFunctions(video, ("writer", "chair")))
    desk.do(SetPresence(away, clock.today(), PresenceState.AWAY))
    desk.do(SetPresence(video, clock.today(), PresenceState.VIDEO))
    assert open_page().start_panel.roles.chosen == (video, writes)


def test_attendance_is_typed_and_wrong_initials_are_told(qtbot, page, keys):
    keys.write("tk xx")
    keys.press(Qt.Key.Key_Return)
    assert page.start_panel.typed.text() == "xx"
    keys.press(Qt.Key.Key_Backspace)
    keys.press(Qt.Key.Key_Backspace)
    begun(qtbot, page, keys)
    how = {one.initials: one.how for one in page.meeting.attendance}
    assert how == {"MH": "here", "TK": "video", "EØ": "here"}


def test_a_person_is_moved_and_taken_off_and_the_agenda_shows_it(qtbot, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_F)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MoveDialog))
    keys.press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: page.meeting.items[0].outcome is Outcome.MOVED)
    keys.press(Qt.Key.Key_PageDown)
    shown_person(qtbot, page, 1)
    keys.press(Qt.Key.Key_A)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TakeOffDialog))
    keys.write("Bor hos søster nå")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.meeting.items[1].outcome is Outcome.REMOVED)
    qtbot.waitUntil(lambda: "Åse: av tavla" in page.run_panel.side.decided())


def test_a_task_and_a_visit_are_agreed_while_writing(qtbot, desk, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_1)
    keys.write("sover lite")
    keys.press(Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TaskDialog))
    dialog = QApplication.activeModalWidget()
    keys.write("Ringe søster")
    dialog.owner.setText("TK")
    dialog.submit()
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_5)
    keys.write("MH EØ 13:30")
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.run_panel.person.person.visits) == 1)
    assert page.run_panel.person.person.visits[0].staff == ("MH", "EØ")
    qtbot.waitUntil(lambda: page.run_panel.person.visit.text() == "")
    qtbot.waitUntil(lambda: page.run_panel.side.decided() == ["Even: Ringe søster (TK)"])


def test_initials_nobody_has_leave_the_visit_line_as_it_is(qtbot, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_5)
    keys.write("QX 13:30")
    keys.press(Qt.Key.Key_Return)
    assert "QX" in page.run_panel.person.fields["visits"].error
    assert page.run_panel.person.visit.text() == "QX 13:30"


def test_somebody_else_is_taken_up_by_typing_a_name(qtbot, desk, make, page, keys):
    make.person("Zara", "Quist")
    begun(qtbot, page, keys)
    before = len(page.meeting.items)
    rounds = {item.name for item in page.meeting.items}
    keys.press(Qt.Key.Key_T)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TakeUpDialog))
    keys.write("zara")
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.run_panel.item.name == "Zara Quist")
    shown_person(qtbot, page, page.run_panel.place)
    assert QApplication.activeModalWidget() is None
    assert len(page.meeting.items) == before + ("Zara Quist" not in rounds)
    keys.press(Qt.Key.Key_1)
    keys.write("ringte i natt")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(desk)
    said = {item.name: item.news for item in desk.see(CurrentMeeting()).items}
    assert said["Zara Quist"] == "ringte i natt"


def test_a_visit_with_somebody_who_is_away_says_so_in_the_day_list(qtbot, desk, clock, page, keys):
    away = next(one.id for one in page.bridge.team.active if one.initials == "TK")
    desk.do(SetPresence(away, clock.today(), "away"))
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_5)
    keys.write("TK 13:30")
    keys.press(Qt.Key.Key_Return)
    side = page.run_panel.side
    lines = lambda: [one.text() for one in side.findChildren(Label) if one.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: "borte" in lines())
    assert "Even · TK →" in lines()
    word = next(one for one in side.findChildren(Label) if one.text() == "borte")
    assert word.property("tone") == "danger"


def test_letters_are_letters_while_somebody_writes(qtbot, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_1)
    keys.write("bra at far ordna 5")
    assert page.run_panel.person.answers["news"].text == "bra at far ordna 5"
    assert page.run_panel.place == 0


def test_the_clock_is_quiet_when_the_time_is_over(qtbot, clock, page, keys):
    begun(qtbot, page, keys)
    clock.move(timedelta(minutes=16))
    page.run_panel.tick()
    assert page.run_panel.side.clock.text() == "16:00"
    assert page.run_panel.side.bar.is_over


def test_a_colleague_who_moves_somebody_does_not_disturb_what_is_typed(
    qtbot, desk, make, page, keys
):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_1)
    keys.write("halv setn")
    make.person("Ny", "Person")
    qtbot.waitUntil(lambda: page._live.asked > 2)
    assert page.run_panel.person.answers["news"].text == "halv setn"


def test_another_program_start_resumes_at_the_same_person_with_the_same_text(
    qtbot, desk, open_page
):
    first = open_page()
    keys = Keys(qtbot, first)
    begun(qtbot, first, keys)
    keys.press(Qt.Key.Key_Space)
    shown_person(qtbot, first, 1)
    keys.press(Qt.Key.Key_2)
    keys.write("følge til NAV")
    first.keep_drafts()
    settled(desk)
    first.close()
    second = open_page()
    qtbot.waitUntil(second.start_panel.resume.isVisible)
    assert not second.running
    Keys(qtbot, second).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: second.running and second.run_panel.person.item is not None)
    qtbot.waitUntil(lambda: second.run_panel.person.answers["needs"].text == "følge til NAV")
    assert second.run_panel.place == 1
    assert second.run_panel.person.item.name == "Åse Ødegård"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_acts_share_a_key_in_any_language(language):
    from ui.meeting.words import act_keys

    with in_language(language):
        letters = list(act_keys().values())
    assert len(set(letters)) == len(letters)


def test_undo_of_the_end_opens_the_meeting_again(qtbot, desk, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.minutes_panel.end.isVisible)
    keys.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.minutes_panel.print.isVisible)
    qtbot.waitUntil(lambda: page.meeting is None)
    page.bridge.undo()
    qtbot.waitUntil(lambda: page.meeting is not None)
    assert desk.see(CurrentMeeting()).id == page.meeting.id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kriseplan innen 1.12.", "Kriseplan innen 1.12."),
        ("Sover lite", "Sover lite."),
        ("Er det trygt?", "Er det trygt?"),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(text, said):
    assert sentence(text) == said


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_a_person_is_cut_off_with_large_letters(qtbot, page, keys, scale):
    try:
        theme().set_text_scale(scale)
        page.resize(1276, 700)
        begun(qtbot, page, keys)
        scroll = page.run_panel.person.findChild(Scroll)
        qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() == 0)
        assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()
    finally:
        theme().set_text_scale(1.0)
