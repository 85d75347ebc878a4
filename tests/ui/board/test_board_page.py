"""The board as a user meets it: by keyboard, with colleagues who change it meanwhile."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.cells import AGREED, PERSON, REASON, STATUS, VISITS
from factdesk.board.rules import draft_place
from factdesk.board.tables import Level, Task
from factdesk.board.views import Board
from factdesk.contacts.tables import ContactState
from factdesk.store.drafts import Drafts, SaveDraft
from tests.support.messages import RecordedMessages
from ui.board.lines import PersonLine, SectionLine
from ui.board.page import BoardPage
from ui.bridge import Bridge
from ui.field_words import field_word
from ui.theme import install
from ui.widgets.fields import TextArea

K = Qt.Key


@pytest.fixture
def messages():
    return RecordedMessages()


@pytest.fixture
def conflicts():
    return []


@pytest.fixture
def open_page(qapp, qtbot, desk, messages, conflicts):
    """Return a function that shows the board, once everything is made."""
    install(qapp)
    opened = []

    def open_it():
        bridge = Bridge(desk, messages, lambda error, again: conflicts.append((error, again)))
        with qtbot.waitSignal(bridge.ready):
            pass
        page = BoardPage(bridge, messages)
        qtbot.addWidget(page)
        page.resize(1400, 800)
        page.show()
        qtbot.waitUntil(lambda: page.facts is not None)
        page.table.setFocus()
        opened.append((bridge, page))
        return page

    yield open_it
    for bridge, page in opened:
        page.close()
        bridge.close()


def names(page):
    return [line.row.name for line in page.model.rows if isinstance(line, PersonLine)]


def press(page, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.table, key, modifier)


def see(page, episode):
    return page.looking.row(episode)


def test_sections_stand_in_order_and_fold(open_page, make, qtbot):
    make.place(make.person("Åse", "Ødegård"), "crisis")
    make.place(make.person("Madonna", ""), "new")
    page = open_page()
    heads = [line for line in page.model.rows if isinstance(line, SectionLine)]
    assert [head.name for head in heads][:2] == [
        "Crisis and crisis prevention", "Intensive follow-up",
    ]  # fmt: skip
    page.table.setCurrentIndex(page.model.index(0, PERSON))
    press(page, K.Key_Left)
    assert names(page) == ["Madonna"]
    press(page, K.Key_Right)
    assert names(page) == ["Åse Ødegård", "Madonna"]


def test_an_empty_board_says_what_to_do_first(open_page):
    page = open_page()
    assert page.empty.isVisible()
    assert page.empty.button.text() == "Place person"


def test_status_by_control_and_a_digit_and_the_row_by_control_arrow(open_page, make, qtbot):
    one = make.place(make.person("Anne", "A"), position=1)
    two = make.place(make.person("Berit", "B"), position=2)
    page = open_page()
    page.table.go_to(one, STATUS)
    press(page, K.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: see(page, one).level == "red")
    wanted = []
    page.table.level_wanted.connect(lambda *said: wanted.append(said))
    for digit in (K.Key_0, K.Key_2, K.Key_3, K.Key_4):
        press(page, digit)
    assert wanted == []
    press(page, K.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(page) == ["Berit B", "Anne A"])
    assert page.table.current_person().row.episode_id == one
    press(page, K.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: see(page, one).category_id != see(page, two).category_id)


def test_typing_writes_in_place_and_enter_saves(open_page, make, qtbot, desk):
    episode = make.place(make.person())
    page = open_page()
    page.table.go_to(episode, AGREED)
    press(page, K.Key_R)
    (area,) = page.table.findChildren(TextArea)
    assert page.table.is_editing
    QTest.keyClicks(area, "inge ")
    area.insertPlainText("čŋđ 🙂")
    QTest.keyClick(area, K.Key_Return)
    qtbot.waitUntil(lambda: see(page, episode).agreed.startswith("ringe"))
    qtbot.waitUntil(lambda: desk.see(Drafts("board.")) == ())


def test_f2_writes_what_was_agreed_from_any_column(open_page, make, qtbot):
    episode = make.place(make.person())
    page = open_page()
    for column in (STATUS, PERSON, REASON, VISITS):
        page.table.go_to(episode, column)
        press(page, K.Key_F2)
        (area,) = page.table.findChildren(TextArea)
        assert page.table.currentIndex().column() == AGREED
        QTest.keyClick(area, K.Key_Escape)
        qtbot.waitUntil(lambda: not page.table.findChildren(TextArea))


def test_letters_outside_a_written_column_never_go_to_another_person(open_page, make):
    one = make.place(make.person("Anne", "A"), position=1)
    make.place(make.person("Rune", "R"), position=2)
    page = open_page()
    page.table.go_to(one, PERSON)
    press(page, K.Key_R)
    assert page.table.current_person().row.episode_id == one


def test_the_board_takes_the_keyboard_when_it_is_shown(open_page, make):
    make.place(make.person())
    page = open_page()
    page.heading.search.setFocus()
    page.setFocus()
    assert page.focusWidget() is page.table


def test_what_a_colleague_writes_waits_while_one_types(open_page, make, qtbot, desk):
    episode = make.place(make.person())
    page = open_page()
    page.table.go_to(episode, AGREED)
    page.table.edit(page.table.currentIndex())
    (area,) = page.table.findChildren(TextArea)
    area.setPlainText("mitt")
    desk.do(EditBoardRow(episode, 1, placement_reason="Sover ikke"))
    assert area.toPlainText() == "mitt"
    QTest.keyClick(area, K.Key_Return)
    qtbot.waitUntil(lambda: see(page, episode).agreed == "mitt")
    assert see(page, episode).reason == "Sover ikke"


def test_two_who_write_the_same_see_both_values(open_page, make, qtbot, desk, conflicts):
    episode = make.place(make.person())
    page = open_page()
    page.table.go_to(episode, REASON)
    page.table.edit(page.table.currentIndex())
    (area,) = page.table.findChildren(TextArea)
    area.setPlainText("mitt")
    desk.do(EditBoardRow(episode, 1, placement_reason="ditt"))
    QTest.keyClick(area, K.Key_Return)
    qtbot.waitUntil(lambda: bool(conflicts))
    error, use_mine = conflicts[0]
    assert error.fields["reason"].mine == "mitt"
    assert field_word(error.entity, "reason") == "Reason"
    use_mine()
    qtbot.waitUntil(lambda: see(page, episode).reason == "mitt")


def test_a_draft_that_outlived_a_crash_is_offered(open_page, make, qtbot, desk):
    episode = make.place(make.person())
    desk.do(SaveDraft(draft_place(episode, "agreed"), "halvt skrevet", 1))
    page = open_page()
    qtbot.waitUntil(page.draft_bar.isVisible)
    assert "halvt skrevet" in page.draft_bar.words.text()
    page.draft_bar.more.click()
    (area,) = page.table.findChildren(TextArea)
    assert area.toPlainText() == "halvt skrevet"
    QTest.keyClick(area, K.Key_Escape)
    qtbot.waitUntil(lambda: desk.see(Drafts("board.")) == ())
    assert not page.draft_bar.isVisible()


def test_initials_put_a_colleague_on_the_visit_or_plan_one(open_page, make, qtbot, messages):
    js, tk = make.staff("Jon Solberg"), make.staff("Tove Kvam")
    person = make.person()
    episode = make.place(person)
    page = open_page()

    def write(text):
        page.table.go_to(episode, VISITS)
        page.table.edit(page.table.currentIndex())
        line = page.table.viewport().findChildren(QLineEdit)[-1]
        line.setText(text)
        QTest.keyClick(line, K.Key_Return)

    write("10:00 js")
    qtbot.waitUntil(lambda: len(see(page, episode).visits) == 1)
    write("tk")
    qtbot.waitUntil(lambda: len(see(page, episode).visits[0].staff) == 2)
    assert {mark.id for mark in see(page, episode).visits[0].staff} == {js, tk}
    write("tk tlf")
    qtbot.waitUntil(lambda: len(see(page, episode).visits) == 2)
    assert sorted(visit.kind for visit in see(page, episode).visits) == [
        "face_to_face",
        "telephone",
    ]
    write("XX")
    assert messages.problems[0].message == "Nobody here has the initials XX."


def test_a_refused_visit_stands_in_the_editor_again(open_page, make, qtbot, messages):
    make.staff("Jon Solberg")
    episode = make.place(make.person())
    page = open_page()
    page.table.go_to(episode, VISITS)
    page.table.edit(page.table.currentIndex())
    (line,) = page.table.viewport().findChildren(QLineEdit)
    line.setText("10:00 js xx")
    QTest.keyClick(line, K.Key_Return)
    qtbot.waitUntil(lambda: bool(messages.problems))

    def texts():
        return [one.text() for one in page.table.viewport().findChildren(QLineEdit)]

    qtbot.waitUntil(lambda: page.table.is_editing and texts() == ["10:00 js xx"])
    (again,) = page.table.viewport().findChildren(QLineEdit)
    again.setText("10:00 js")
    QTest.keyClick(again, K.Key_Return)
    qtbot.waitUntil(lambda: len(see(page, episode).visits) == 1)


def test_the_filter_knows_fields_and_answers_while_typing(open_page, make):
    tk = make.staff("Tove Kvam")
    make.place(make.person("Åse", "Ødegård", coordinator_id=tk), level=Level.RED)
    make.place(make.person("Ailo", "Tran"), "new")
    page = open_page()
    for typed, found in {
        "odegard": ["Åse Ødegård"],
        "coordinator:tk": ["Åse Ødegård"],
        "category:new": ["Ailo Tran"],
        "-status:red": ["Ailo Tran"],
        "": ["Åse Ødegård", "Ailo Tran"],
    }.items():
        page.heading.search.setText(typed)
        assert names(page) == found


def test_sorting_stays_within_the_sections(open_page, make):
    make.place(make.person("Berit", "B"), position=1, level=Level.GREEN)
    make.place(make.person("Anne", "A"), position=2, level=Level.RED)
    make.place(make.person("Aa", "Aa"), "new")
    page = open_page()
    page.model.sort(PERSON)
    assert names(page) == ["Anne A", "Berit B", "Aa Aa"]
    page.model.sort(-1)
    assert names(page) == ["Berit B", "Anne A", "Aa Aa"]


def test_enter_opens_the_details_and_a_click_ends_a_task(open_page, make, qtbot, desk):
    person = make.person(own_goal="Ro om natta")
    episode = make.place(person)
    make.rows(Task(person_id=person, text="Ringe", made_at=desk.clock.now()))
    page = open_page()
    page.table.go_to(episode, PERSON)
    press(page, K.Key_Return)
    qtbot.waitUntil(lambda: page.looking.shape.opened.get(episode) is not None)
    index = page.model.index_of(("detail", episode), PERSON)
    assert "Ro om natta" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    page.table.grab()
    ((box, _task),) = page.table.delegate.boxes[episode]
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    qtbot.waitUntil(lambda: see(page, episode).tasks == ())


def test_placing_takes_a_name_a_reason_and_two_enters(open_page, make, qtbot):
    make.place(make.person("Åse", "Ødegård"))
    make.person("Ailo", "Tran")
    page = open_page()
    press(page, K.Key_Plus)
    (dialog,) = page.findChildren(QDialog)
    qtbot.waitUntil(lambda: dialog.people.current != "")
    QTest.keyClicks(dialog.people.search, "tran")
    QTest.keyClick(dialog.people.search, K.Key_Return)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog._just_picked)
    QTest.keyClicks(dialog.reason, "Utskrevet")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.reason, K.Key_Return)
    qtbot.waitUntil(lambda: "Ailo Tran" in names(page))
    qtbot.waitUntil(lambda: page.table.current_person().row.name == "Ailo Tran")


def test_who_is_there_already_is_gone_to_and_not_placed_again(open_page, make, qtbot):
    make.place(make.person("Åse", "Ødegård"))
    ailo = make.person("Ailo", "Tran")
    make.place(ailo)
    page = open_page()
    page.heading.search.setText("ødegård")
    assert names(page) == ["Åse Ødegård"]
    page.place(ailo)
    assert page.findChildren(QDialog) == []
    assert page.table.current_person().row.name == "Ailo Tran"
    assert page.heading.search.text() == ""


def test_taking_off_asks_why_and_whether_the_team_decided(open_page, make, qtbot, desk):
    episode = make.place(make.person())
    page = open_page()
    page.table.go_to(episode, PERSON)
    press(page, K.Key_Delete)
    (dialog,) = page.findChildren(QDialog)
    dialog.submit()
    assert dialog.why.error
    dialog.reason.setText("Stabil")
    dialog.submit()
    assert dialog.isVisible()
    dialog.decided.set_value("team")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert desk.see(Board()).on_board == 0
    qtbot.waitUntil(page.empty.isVisible)


def test_a_task_is_written_and_another_ticked_in_one_go(open_page, make, qtbot, desk):
    person = make.person()
    episode = make.place(person)
    make.rows(Task(person_id=person, text="Gammel", made_at=desk.clock.now()))
    page = open_page()
    page.table.go_to(episode, PERSON)
    press(page, K.Key_T)
    (dialog,) = page.findChildren(QDialog)
    dialog.ticks[0][0].setChecked(True)
    dialog.text.setText("Ringe NAV")
    dialog.owner.setText("mh")
    dialog.due.set_value(date(2026, 11, 27))
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    qtbot.waitUntil(lambda: [task.text for task in see(page, episode).tasks] == ["Ringe NAV"])
    assert see(page, episode).tasks[0].owner == "MH"


def test_a_badge_says_where_a_colleague_is(open_page, make, qtbot):
    make.place(make.person())
    page = open_page()
    page.heading._flow.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: page.facts.members[0].presence == "video")
    assert page.heading._flow.itemAt(0).widget().accessibleName() == "Marit Holm, on video"


def test_every_cell_is_said_in_words(open_page, make):
    person = make.person(birth_date=date(1953, 1, 1))
    episode = make.place(person, level=Level.RED)
    make.contact(
        person, state=ContactState.PLANNED, start=make.desk.clock.now() + timedelta(hours=2)
    )
    page = open_page()
    said = [
        page.model.index_of(("person", episode), column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(9)
    ]
    assert said[STATUS] == "Status: Act now"
    assert said[PERSON] == "Person: Åse Ødegård, 73 years"
    assert "No contact yet" in said[4]
    assert "10:30" in said[VISITS]
    assert "missing" in said[8]


def test_a_drop_upon_a_section_moves_there(open_page, make, qtbot):
    episode = make.place(make.person())
    page = open_page()
    target = next(
        line for line in page.model.rows if isinstance(line, SectionLine) and "New" in line.name
    )
    data = page.model.mimeData([page.model.index_of(("person", episode))])
    assert "Ødegård" not in str(bytes(data.data(data.formats()[0]).data()))
    parent = page.model.index_of(target.key)
    page.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, parent)
    qtbot.waitUntil(lambda: see(page, episode).category_id == target.section_id)


@pytest.mark.parametrize(("gone", "lands"), [(0, 1), (1, 2), (2, 1)])
def test_after_a_person_is_off_the_keyboard_is_on_the_next(
    open_page, make, qtbot, desk, gone, lands
):
    """The second is the last of its section, the third the last of the board."""
    sections = ("crisis", "crisis", "admitted")
    rows = [
        make.place(make.person("Per", name), section, position=at)
        for at, (name, section) in enumerate(zip("ABC", sections, strict=True))
    ]
    page = open_page()
    page.table.go_to(rows[gone], STATUS)
    row = see(page, rows[gone])
    desk.do(TakeOffBoard(row.episode_id, row.version, True, reason="Bedre"))
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert page.table.current_person().row.episode_id == rows[lands]
    assert page.table.currentIndex().column() == STATUS
