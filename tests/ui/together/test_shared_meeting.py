"""The board meeting at two machines: one leads, the other writes, both are at the same person."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.board.actions.end_meeting import EndMeeting
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.meeting_views import CurrentMeeting
from factdesk.store.drafts import Drafts
from factdesk.store.link import LinkState
from tests.support.meetings import settled
from ui.board.page import BoardPage
from ui.meeting.page import MeetingPage
from ui.together import Together

NAMES = "Even Ali, Åse Ødegård, Fatima Andersen, Sindre Strand".split(", ")


@pytest.fixture
def people(make):
    for at, name in enumerate(NAMES):
        make.place(make.person(*name.split(" ")), "crisis", position=at)


@pytest.fixture
def pages(qtbot, people, seats):
    """The meeting's page at both seats; Marit has begun the meeting, Tove has opened the page."""
    found = []
    for seat in (seats.mine, seats.hers):
        page = MeetingPage(seat.bridge, seat.messages, seat.host)
        page.resize(seat.host.size())
        page.show()
        found.append(page)
    mine, hers = found
    qtbot.waitUntil(mine.start_panel.start.isVisible)
    mine.start_panel.start.click()
    for page in found:
        qtbot.waitUntil(lambda page=page: page.running and at(page) is not None)
        qtbot.waitUntil(lambda page=page: page.run_panel.person.person is not None)
    return mine, hers


def at(page):
    item = page.run_panel.person.item
    return None if item is None else item.name


def both_at(qtbot, pages, place):
    qtbot.waitUntil(lambda: all(page.run_panel.place == place for page in pages))
    assert at(pages[0]) == at(pages[1])


def write(page, name, text):
    answer = page.run_panel.person.answers[name]
    page.window().activateWindow()
    answer.setFocus()
    QTest.keyClicks(answer, text)
    return answer


def test_who_opens_the_page_of_a_running_meeting_is_in_it(qtbot, pages):
    _mine, hers = pages
    assert hers.running
    assert hers.stack.currentWidget() is hers.run_panel
    assert hers.run_panel.follow_bar.isVisibleTo(hers)
    assert hers.run_panel.follow_bar.switch.isChecked()
    both_at(qtbot, pages, 0)


def test_whoever_goes_on_takes_the_other_along(qtbot, pages):
    mine, hers = pages
    mine.run_panel.go_on()
    both_at(qtbot, pages, 1)
    hers.run_panel.go_on()
    both_at(qtbot, pages, 2)
    mine.run_panel.agenda.chosen.emit(0)
    both_at(qtbot, pages, 0)


def test_what_is_half_written_is_not_taken_away_and_saved_on_going_along(qtbot, pages, seats):
    mine, hers = pages
    answer = write(hers, "news", "Sover lite")
    first = at(hers)
    mine.run_panel.go_on()
    bar = hers.run_panel.follow_bar
    qtbot.waitUntil(lambda: at(mine) in bar.where.text())
    assert (at(hers), answer.text) == (first, "Sover lite")
    assert hers.window().focusWidget() is answer
    QTest.keyClicks(answer, " igjen")
    QTest.keyClick(answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    both_at(qtbot, pages, 1)
    qtbot.waitUntil(lambda: mine.meeting.items[0].news == "Sover lite igjen")
    assert bar.where.text() == ""
    assert seats.hers.messages.problems == []


def test_esc_out_of_a_text_goes_along_too(qtbot, pages):
    mine, hers = pages
    answer = write(hers, "news", "Sover lite")
    mine.run_panel.go_on()
    qtbot.waitUntil(hers.run_panel.follow_bar.join.isVisible)
    QTest.keyClick(answer, Qt.Key.Key_Escape)
    both_at(qtbot, pages, 1)
    qtbot.waitUntil(lambda: mine.meeting.items[0].news == "Sover lite")


def test_a_writer_who_has_written_nothing_yet_goes_along_in_the_same_question(qtbot, pages):
    mine, hers = pages
    answer = write(hers, "needs", "")
    mine.run_panel.go_on()
    both_at(qtbot, pages, 1)
    assert hers.window().focusWidget() is answer


def test_letting_go_looks_around_alone_and_comes_back(qtbot, pages, seats):
    mine, hers = pages
    QTest.keyClick(hers, Qt.Key.Key_J)
    bar = hers.run_panel.follow_bar
    assert not bar.switch.isChecked()
    hers.run_panel.go_on()
    assert hers.run_panel.place == 1
    assert seats.mine.desk.see(CurrentMeeting()).place == 0
    mine.run_panel.agenda.chosen.emit(3)
    qtbot.waitUntil(lambda: at(mine) in bar.where.text())
    assert hers.run_panel.place == 1
    QTest.keyClick(hers, Qt.Key.Key_J)
    both_at(qtbot, pages, 3)
    assert bar.switch.isChecked()


def test_who_goes_on_while_the_server_is_away_looks_around_alone(qtbot, pages, seats):
    mine, hers = pages
    seat, bar = seats.hers, hers.run_panel.follow_bar
    with qtbot.waitSignal(seat.bridge.link_changed):
        seat.desk.links.away("The cable is out.")
    assert bar.where.text() == "The server is away: you look around alone."
    hers.run_panel.go_on()
    assert hers.run_panel.place == 1
    assert not bar.switch.isChecked()
    settled(seat.desk)
    assert seats.mine.desk.see(CurrentMeeting()).place == 0
    assert seat.messages.problems == []
    with qtbot.waitSignal(seat.bridge.link_changed):
        seat.desk.links.reached(LinkState.LIVE)
    assert at(mine) in bar.where.text()
    QTest.keyClick(hers, Qt.Key.Key_J)
    both_at(qtbot, pages, 0)


def test_a_lost_mark_is_made_up_for_by_the_meeting_itself(qtbot, pages, seats, monkeypatch):
    mine, _hers = pages
    monkeypatch.setattr(seats.hers.desk.marks, "heard", lambda _marks: None)
    mine.run_panel.go_on()
    both_at(qtbot, pages, 1)


def test_a_mark_alone_leads_and_what_it_says_is_looked_at(qtbot, pages, seats):
    mine, hers = pages
    item = mine.meeting.items[2]
    for value in ("{", json.dumps({"n": 9, "item": "nobody"}), json.dumps([1])):
        seats.mine.desk.marks.set("meeting", mine.meeting.id, value)
    assert hers.run_panel.place == 0
    seats.mine.desk.marks.set("meeting", mine.meeting.id, json.dumps({"n": 12, "item": item.id}))
    qtbot.waitUntil(lambda: hers.run_panel.place == 2)


def test_two_who_go_on_at_once_end_at_the_same_person(qtbot, pages):
    mine, hers = pages
    mine.run_panel.agenda.chosen.emit(2)
    hers.run_panel.agenda.chosen.emit(3)
    qtbot.waitUntil(lambda: mine.run_panel.place == hers.run_panel.place)


def test_both_write_about_the_same_person_and_both_texts_stand(qtbot, pages, seats):
    mine, hers = pages
    write(hers, "news", "Sover lite")
    write(mine, "needs", "Ring i morgen")
    mine.run_panel.leave()
    hers.run_panel.leave()
    qtbot.waitUntil(lambda: mine.meeting.items[0].news == "Sover lite")
    qtbot.waitUntil(lambda: hers.meeting.items[0].needs == "Ring i morgen")


def test_the_same_answer_of_two_is_chosen_and_nothing_is_lost(qtbot, pages, seats):
    mine, hers = pages
    write(hers, "news", "Sover lite")
    write(mine, "news", "Sover godt")
    mine.run_panel.leave()
    qtbot.waitUntil(lambda: hers.meeting.items[0].news == "Sover godt")
    hers.run_panel.go_on()
    qtbot.waitUntil(lambda: seats.hers.panels != [])
    seats.hers.panels[0].reject()
    both_at(qtbot, pages, 1)
    hers.run_panel.go_back()
    both_at(qtbot, pages, 0)
    assert hers.run_panel.person.answers["news"].text == "Sover lite"
    drafts = seats.hers.desk.see(Drafts("meeting/"))
    assert [draft.text for draft in drafts] == ["Sover lite"]


def test_the_end_is_shown_to_both_and_led_back_from(qtbot, pages):
    mine, _hers = pages
    mine.run_panel.finish()
    for page in pages:
        qtbot.waitUntil(lambda page=page: page.stack.currentWidget() is page.minutes_panel)
    mine.minutes_panel.go_back.click()
    for page in pages:
        qtbot.waitUntil(lambda page=page: page.stack.currentWidget() is page.run_panel)


def test_a_note_being_written_when_the_other_ends_the_meeting_is_kept_and_said(qtbot, pages, seats):
    mine, hers = pages
    mine.run_panel.finish()
    for page in pages:
        qtbot.waitUntil(lambda page=page: page.stack.currentWidget() is page.minutes_panel)
    hers.window().activateWindow()
    hers.minutes_panel.note.setFocus()
    QTest.keyClicks(hers.minutes_panel.note, "Neste gang")
    tags = Together.of(seats.mine.bridge)
    note = mine.minutes_panel.note
    qtbot.waitUntil(lambda: (tag := tags.tag(note)) is not None and "Tove Kvam" in tag.words)
    mine.minutes_panel.ended.emit("")
    qtbot.waitUntil(lambda: seats.hers.messages.infos != [])
    assert "kept as a draft" in seats.hers.messages.infos[0]
    assert seats.mine.messages.infos == []
    settled(seats.hers.desk)
    drafts = seats.hers.desk.see(Drafts("meeting"))
    assert "Neste gang" in [draft.text for draft in drafts]


def test_the_board_leads_into_the_meeting_that_a_colleague_holds(qtbot, people, seats):
    mine, hers = seats.mine, seats.hers
    board = BoardPage(hers.bridge, hers.messages, hers.host)
    board.show()
    button, told = board.heading.meeting, board.heading.about
    qtbot.waitUntil(lambda: board.facts is not None)
    assert button.text() == "Start meeting"
    with qtbot.waitSignal(board.commands_changed):
        mine.desk.run(StartMeeting(chair_id=mine.desk.actor.id))
    qtbot.waitUntil(lambda: button.text() == "Join the meeting")
    assert told.text().startswith("Marit Holm is holding the board meeting")
    assert button.accessibleDescription() == "Marit Holm is holding the board meeting"
    words = {command.id: command.text for command in board.commands()}
    assert words["board.meeting"] == "Join the meeting"
    meeting = hers.desk.see(CurrentMeeting())
    hers.desk.do(EndMeeting(meeting.id, meeting.version))
    qtbot.waitUntil(lambda: button.text() == "Start meeting")
    assert "holding" not in told.text()


def test_who_holds_the_meeting_goes_on_with_it(qtbot, people, seats):
    mine = seats.mine
    board = BoardPage(mine.bridge, mine.messages, mine.host)
    board.show()
    mine.desk.run(StartMeeting(chair_id=mine.desk.actor.id))
    qtbot.waitUntil(lambda: board.heading.meeting.text() == "Continue the meeting")
