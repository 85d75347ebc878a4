"""What another seat changes appears at once, and never under what one reads or types."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.cells import AGREED
from factdesk.board.views import Board
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.actions.notes import AddNote
from factdesk.people.record import PersonRecord
from ui.board.page import BoardPage
from ui.people.person_page import PersonPage
from ui.together import Together
from ui.widgets.fields import TextArea

NAMES = "Even Ali, Åse Ødegård, Fatima Andersen, Sindre Strand, Kari Ruud, Ailo Tran".split(", ")


@pytest.fixture
def person(make):
    return make.person("Åse", "Ødegård")


@pytest.fixture
def episodes(make):
    people = [make.person(*name.split(" ")) for name in NAMES]
    return [make.place(one, "crisis", position=at) for at, one in enumerate(people)]


@pytest.fixture
def row_of(qtbot, person, seats):
    """Return a function that gives a row of the person's overview at my seat."""
    seat = seats.mine
    page = PersonPage(seat.bridge, seat.messages, person, parent=seat.host)
    page.resize(seat.host.size())
    page.show()
    qtbot.waitUntil(lambda: page.record is not None)
    return lambda name: page.content.overview.rows[name]


@pytest.fixture
def board(qtbot, episodes, seats):
    seat = seats.mine
    page = BoardPage(seat.bridge, seat.messages, seat.host)
    page.resize(seat.host.size())
    page.show()
    qtbot.waitUntil(lambda: page.facts is not None)
    page.table.setFocus()
    return page


def changes(seats, person, **fields):
    """Tove changes fields of the person, as she sees them now."""
    desk = seats.hers.desk
    desk.do(EditPerson(person, desk.see(PersonRecord(person)).version, **fields))


def now(seats, person):
    return seats.hers.desk.see(PersonRecord(person)).person


def tag_at(seats, field):
    tag = Together.of(seats.mine.bridge).tag(field)
    return tag.words if tag is not None else ""


def typed(row, text):
    row.edit()
    row.editor.set_text(text)


def test_before_saving_it_is_said_that_somebody_has_changed_it(qtbot, seats, person, row_of):
    row = row_of("phone")
    typed(row, "11 11 11 11")
    changes(seats, person, phone="22 22 22 22")
    qtbot.waitUntil(lambda: tag_at(seats, row) == "Changed meanwhile by Tove Kvam")
    assert row.editor.text() == "11 11 11 11"
    assert "22 22 22 22" in Together.of(seats.mine.bridge).tag(row).toolTip()


def test_what_was_not_touched_follows_the_other(qtbot, seats, person, row_of):
    row = row_of("phone")
    row.edit()
    changes(seats, person, phone="22 22 22 22")
    qtbot.waitUntil(lambda: row.editor.text() == "22 22 22 22")
    assert tag_at(seats, row) == ""
    row.save()
    assert not row.is_editing
    assert seats.mine.panels == []


def test_the_tag_opens_the_choice_and_theirs_may_stand(qtbot, seats, person, row_of):
    row = row_of("phone")
    typed(row, "11 11 11 11")
    changes(seats, person, phone="22 22 22 22")
    qtbot.waitUntil(lambda: tag_at(seats, row) != "")
    Together.of(seats.mine.bridge).tag(row).click()
    qtbot.waitUntil(lambda: seats.mine.panels != [])
    seats.mine.panels[0].secondary.click()
    qtbot.waitUntil(lambda: not row.is_editing)
    assert (row.words, tag_at(seats, row)) == ("22 22 22 22", "")
    assert now(seats, person).phone == "22 22 22 22"


def test_esc_chooses_nothing_and_what_is_typed_stays(qtbot, seats, person, row_of):
    row = row_of("own_goal")
    typed(row, "Bo hjemme")
    changes(seats, person, own_goal="Jobbe litt")
    row.save()
    qtbot.waitUntil(lambda: seats.mine.panels != [])
    seats.mine.panels[0].reject()
    assert row.editor.text() == "Bo hjemme"
    assert now(seats, person).own_goal == "Jobbe litt"


def test_both_texts_can_stand(qtbot, seats, person, row_of):
    row = row_of("own_goal")
    typed(row, "Bo hjemme")
    changes(seats, person, own_goal="Jobbe litt")
    qtbot.waitUntil(lambda: tag_at(seats, row) != "")
    row.save()
    qtbot.waitUntil(lambda: seats.mine.panels != [])
    panel = seats.mine.panels[0]
    assert panel.both.isVisibleTo(panel)
    panel.both.click()
    qtbot.waitUntil(lambda: row.words == "Jobbe litt\n\nBo hjemme")
    assert now(seats, person).own_goal == "Jobbe litt\n\nBo hjemme"


def test_another_field_of_the_same_row_is_shown_and_said(qtbot, seats, person, row_of):
    mine, other = row_of("phone"), row_of("gp")
    typed(mine, "11 11 11 11")
    changes(seats, person, gp="Legen i sentrum")
    qtbot.waitUntil(lambda: other.words == "Legen i sentrum")
    assert mine.editor.text() == "11 11 11 11"
    mine.save()
    qtbot.waitUntil(lambda: not mine.is_editing)
    assert (now(seats, person).phone, now(seats, person).gp) == ("11 11 11 11", "Legen i sentrum")
    qtbot.waitUntil(lambda: seats.mine.messages.infos != [])
    assert seats.mine.messages.infos == [
        "Tove Kvam has changed at the same time: General practitioner"
    ]


def test_a_letter_being_composed_is_kept(qtbot, seats, person, row_of):
    row = row_of("own_goal")
    row.edit()
    area = row.editor.widget
    QApplication.sendEvent(area, QInputMethodEvent("¨", []))
    changes(seats, person, gp="Legen")
    qtbot.waitUntil(lambda: row_of("gp").words == "Legen")
    event = QInputMethodEvent("", [])
    event.setCommitString("ö")
    QApplication.sendEvent(area, event)
    assert area.toPlainText() == "ö"


def test_the_board_keeps_scroll_current_row_and_focus(qtbot, episodes, seats, board):
    table = board.table
    table.go_to(episodes[2], AGREED)
    board.looking.turn_details(episodes[4])
    qtbot.waitUntil(lambda: board.looking.shape.opened[episodes[4]] is not None)
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum())
    scrolled = bar.value()
    desk = seats.hers.desk
    row = desk.see(Board()).row(episodes[0])
    desk.do(EditBoardRow(row.episode_id, row.version, agreed="Tove ringer"))
    qtbot.waitUntil(lambda: board.looking.row(episodes[0]).agreed == "Tove ringer")
    assert board.table.current_person().row.episode_id == episodes[2]
    assert table.currentIndex().column() == AGREED
    assert episodes[4] in board.looking.shape.opened
    assert bar.value() == scrolled
    assert table.hasFocus()


def test_what_is_read_stays_where_it_is_when_a_row_comes_above_it(qtbot, episodes, seats, board):
    table = board.table
    board.resize(1366, 480)
    bar = table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 120)
    bar.setValue(bar.maximum() - 20)
    line = next(
        one
        for one in board.model.rows
        if table.rowViewportPosition(board.model.index_of(one.key).row()) > 40
    )
    before = table.rowViewportPosition(board.model.index_of(line.key).row())
    desk = seats.hers.desk
    first = desk.see(Board()).sections[0].id
    new = desk.do(AddPerson("Liv", "Dal", even_so=True))
    placed = desk.do(PlaceOnBoard(new, first, reason="Uro"))
    qtbot.waitUntil(lambda: board.looking.row(placed) is not None)
    assert table.rowViewportPosition(board.model.index_of(line.key).row()) == before


def test_a_row_that_another_moves_stays_the_current_one(qtbot, episodes, seats, board):
    board.table.go_to(episodes[1], AGREED)
    desk = seats.hers.desk
    facts = desk.see(Board())
    row = facts.row(episodes[1])
    other = next(one.id for one in facts.sections if one.id != row.category_id)
    desk.do(MoveOnBoard(row.episode_id, row.version, other))
    qtbot.waitUntil(lambda: board.looking.row(episodes[1]).category_id == other)
    assert board.table.current_person().row.episode_id == episodes[1]


def test_a_text_of_the_board_says_what_was_changed_meanwhile(qtbot, episodes, seats, board):
    board.table.write_agreed(episodes[1])
    area = board.table.findChild(TextArea)
    QTest.keyClicks(area, "Jeg ringer")
    desk = seats.hers.desk
    row = desk.see(Board()).row(episodes[1])
    desk.do(EditBoardRow(row.episode_id, row.version, agreed="Tove ringer"))
    qtbot.waitUntil(lambda: tag_at(seats, area) == "Changed meanwhile by Tove Kvam")
    assert area.toPlainText() == "Jeg ringer"
    QTest.keyClick(area, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seats.mine.panels != [])
    qtbot.waitUntil(lambda: "Jeg ringer" in board.draft_bar.words.text())
    seats.mine.panels[0].both.click()
    qtbot.waitUntil(lambda: "Jeg ringer" in board.looking.row(episodes[1]).agreed)
    assert board.looking.row(episodes[1]).agreed == "Tove ringer\n\nJeg ringer"
    qtbot.waitUntil(lambda: not board.draft_bar.isVisibleTo(board))


def test_notes_of_another_come_without_moving_the_one_that_is_read(qtbot, person, seats, row_of):
    desk = seats.hers.desk
    for number in range(12):
        desk.do(AddNote(person, f"Notat {number} " + "ord " * 400))
    page = seats.mine.host.findChild(PersonPage)
    notes = page.content.notes
    page.content.parts.show_part("notes")
    qtbot.waitUntil(lambda: len(notes.cards) == 12)
    scroll = next(one for one in page.findChildren(QScrollArea) if one.widget() is notes)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 600)
    card = notes.cards[3]
    card._unfold()
    qtbot.waitUntil(lambda: card.height() > 100)
    scroll.verticalScrollBar().setValue(card.y() + 40)
    before = card.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    desk.do(AddNote(person, "Et nytt notat"))
    qtbot.waitUntil(lambda: len(notes.cards) == 13)
    qtbot.waitUntil(lambda: card.mapTo(scroll.viewport(), QPoint(0, 0)).y() == before)
    assert card in notes.cards
    assert [one.note for one in notes.cards] == list(page.record.notes)
    assert "…" not in card.text.text()
