"""Who comes and goes while the meeting runs, and colleagues who change the board meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from factdesk.board.actions.end_meeting import EndMeeting
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.write_meeting_item import WriteMeetingItem
from factdesk.board.meeting_person_view import MeetingPerson
from factdesk.board.meeting_rules import Outcome
from factdesk.board.meeting_views import CurrentMeeting
from tests.support.desks import leader, member
from tests.support.meetings import begun, settled, shown_person
from ui.meeting.present import HereDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def colleague(desk, page, second_desk):
    """Another member's desk on the same store, whose changes reach the page's feed."""
    tove = page.bridge.team.by_initials("TK")
    hers = second_desk(desk, member(tove.id, tove.name))
    hers.subscribe(page.bridge.hear)
    return hers


def here_dialog(qtbot, keys):
    keys.press(Qt.Key.Key_H)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), HereDialog))
    return QApplication.activeModalWidget()


def test_who_comes_late_and_who_leads_is_told_while_the_meeting_runs(qtbot, page, keys):
    begun(qtbot, page, keys)
    dialog = here_dialog(qtbot, keys)
    tove = page.bridge.team.by_initials("TK")
    keys.write("eø tk tk")
    keys.press(Qt.Key.Key_Return)
    assert dialog.here.badges[tove.id].presence == "away"
    dialog.roles.chair.set_value(page.bridge.team.by_initials("EØ").id)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            {one.initials: one.how for one in page.meeting.attendance}
            == {"MH": "here", "EØ": "video"}
        )
    )
    qtbot.waitUntil(lambda: page.run_panel.side.roles.text() == "Møteleder EØ · Referent MH")
    assert page.messages_said.problems == []


def test_a_badge_is_clicked_and_what_was_not_touched_is_not_written(qtbot, desk, page, keys):
    begun(qtbot, page, keys)
    dialog = here_dialog(qtbot, keys)
    tove = page.bridge.team.by_initials("TK")
    qtbot.mouseClick(dialog.here.badges[tove.id], Qt.MouseButton.LeftButton)
    before = page.meeting.version
    dialog.submit()
    qtbot.waitUntil(
        lambda: {one.initials: one.how for one in page.meeting.attendance}["TK"] == "video"
    )
    assert page.meeting.version == before
    assert desk.history().result().undo.label == "TK er med i møtet"


def test_initials_nobody_has_keep_the_dialog_open(qtbot, page, keys):
    begun(qtbot, page, keys)
    dialog = here_dialog(qtbot, keys)
    keys.write("qq")
    keys.press(Qt.Key.Key_Return)
    assert "qq" in dialog.here.field.error
    dialog.submit()
    assert dialog.isVisible()


def test_a_colleague_moves_somebody_while_one_writes(qtbot, desk, colleague, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_1)
    keys.write("halv setn")
    row = colleague.see(MeetingPerson(page.meeting.items[0].id)).on_board
    other = page.meeting.items[5].category_id
    colleague.do(MoveOnBoard(row.id, row.version, other))
    qtbot.waitUntil(lambda: page.meeting.items[0].outcome is Outcome.MOVED)
    qtbot.waitUntil(lambda: any("flyttet til" in line for line in page.run_panel.side.decided()))
    keys.write("ing")
    assert page.run_panel.person.answers["news"].text == "halv setning"
    assert page.run_panel.place == 0


def test_a_colleagues_answer_to_the_same_question_is_not_written_over(
    qtbot, desk, colleague, page, keys
):
    begun(qtbot, page, keys)
    item = page.meeting.items[0]
    keys.press(Qt.Key.Key_1)
    keys.write("mitt")
    colleague.do(WriteMeetingItem(item.id, item.version, news="hennes"))
    qtbot.waitUntil(lambda: page.meeting.items[0].news == "hennes")
    assert page.run_panel.person.answers["news"].text == "mitt"
    keys.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.messages_said.problems != [])
    conflict = page.messages_said.problems[0]
    assert conflict.fields["news"].now == "hennes"
    assert desk.see(CurrentMeeting()).items[0].news == "hennes"


def test_a_colleagues_answer_to_another_question_and_mine_both_stand(
    qtbot, desk, colleague, page, keys
):
    begun(qtbot, page, keys)
    item = page.meeting.items[0]
    keys.press(Qt.Key.Key_1)
    keys.write("mitt")
    colleague.do(WriteMeetingItem(item.id, item.version, safety="hennes"))
    qtbot.waitUntil(lambda: page.run_panel.person.answers["safety"].text == "hennes")
    keys.press(Qt.Key.Key_Return, CTRL)
    shown_person(qtbot, page, 1)
    settled(desk)
    first = desk.see(CurrentMeeting()).items[0]
    assert (first.news, first.safety) == ("mitt", "hennes")
    assert page.messages_said.problems == []


def test_a_colleague_ends_the_meeting_while_one_writes(qtbot, desk, second_desk, page, keys):
    hers = second_desk(desk, leader(page.bridge.team.by_initials("TK").id, "Tove Kvam"))
    hers.subscribe(page.bridge.hear)
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_1)
    keys.write("ikke ferdig")
    meeting = hers.see(CurrentMeeting())
    hers.do(EndMeeting(meeting.id, meeting.version))
    qtbot.waitUntil(page.minutes_panel.print.isVisible)
    assert page.messages_said.infos == [
        "Møtet ble avsluttet mens du skrev. Det du skrev, er tatt vare på som kladd."
    ]
    settled(desk)
    hers.undo().result()
    qtbot.waitUntil(lambda: page.meeting is not None and page.minutes_panel.go_back.isVisible())
    page.minutes_panel.go_back.click()
    answer = page.run_panel.person.answers["news"]
    qtbot.waitUntil(lambda: page.running and answer.text == "ikke ferdig")


def test_the_minutes_follow_what_a_colleague_does(qtbot, colleague, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.minutes_panel.end.isVisible)
    keys.write("Neste møte på Sør")
    item = page.meeting.items[3]
    colleague.do(WriteMeetingItem(item.id, item.version, needs="Følge til tannlege"))
    qtbot.waitUntil(lambda: "Følge til tannlege" in page.minutes_panel.text())
    keys.write("dal")
    assert page.minutes_panel.note.text == "Neste møte på Sørdal"
