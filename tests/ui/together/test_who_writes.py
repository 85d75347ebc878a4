"""Who writes where is seen by the others, calmly, and by nobody on a folder."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from factdesk.people.record import PersonRecord
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from tests.support.messages import RecordedMessages
from tests.support.seats import make_window
from ui.board.page import BoardPage
from ui.bridge import Bridge
from ui.crisis.tab import CrisisTab
from ui.people.person_page import PersonPage
from ui.together import Together
from ui.widgets.fields import TextArea


@pytest.fixture
def person(make):
    return make.person("Åse", "Ødegård")


@pytest.fixture
def episode(make, person):
    return make.place(person, "crisis")


def page_of(qtbot, seat, person_id):
    page = PersonPage(seat.bridge, seat.messages, person_id, parent=seat.host)
    page.resize(seat.host.size())
    page.show()
    qtbot.waitUntil(lambda: page.record is not None)
    return page


def words_at(seat, field: QWidget) -> str:
    tag = Together.of(seat.bridge).tag(field)
    return tag.words if tag is not None else ""


def geometry(page):
    return [(row.name, row.geometry()) for row in page.content.overview.rows.values()]


def test_a_value_being_written_says_who_writes_and_moves_nothing(qtbot, seats, person):
    here, there = page_of(qtbot, seats.mine, person), page_of(qtbot, seats.hers, person)
    before = geometry(there)
    here.content.overview.rows["phone"].edit()
    row = there.content.overview.rows["phone"]
    qtbot.waitUntil(lambda: words_at(seats.hers, row) == "Marit Holm is writing here")
    assert geometry(there) == before
    tag = Together.of(seats.hers.bridge).tag(row)
    assert tag.accessibleName() == "Marit Holm is writing here"
    assert tag.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert words_at(seats.mine, here.content.overview.rows["phone"]) == ""
    here.content.overview.rows["phone"].cancel()
    qtbot.waitUntil(lambda: words_at(seats.hers, row) == "")


def test_the_other_writes_all_the_same(qtbot, seats, person):
    here, there = page_of(qtbot, seats.mine, person), page_of(qtbot, seats.hers, person)
    here.content.overview.rows["phone"].edit()
    row = there.content.overview.rows["phone"]
    qtbot.waitUntil(lambda: words_at(seats.hers, row) != "")
    row.edit()
    assert row.is_editing
    row.editor.set_text("90 12 34 56")
    row.save()
    qtbot.waitUntil(lambda: not row.is_editing)
    assert seats.mine.desk.see(PersonRecord(person)).person.phone == "90 12 34 56"


def test_a_mark_goes_with_the_page(qtbot, seats, person):
    here, there = page_of(qtbot, seats.mine, person), page_of(qtbot, seats.hers, person)
    here.content.overview.rows["phone"].edit()
    row = there.content.overview.rows["phone"]
    qtbot.waitUntil(lambda: words_at(seats.hers, row) != "")
    here.setParent(None)
    here.deleteLater()
    qtbot.waitUntil(lambda: words_at(seats.hers, row) == "")
    assert seats.mine.desk.marks.own() == ()


def test_a_text_that_is_always_open_is_written_in_from_the_first_key(qtbot, seats, person):
    seats.mine.desk.do(MakeCrisisPlan(person))
    tabs = []
    for seat in (seats.mine, seats.hers):
        tab = CrisisTab(seat.bridge, seat.messages, person)
        tab.setParent(seat.host)
        tab.resize(seat.host.size())
        tab.show()
        tabs.append(tab)
    name = "level.warning.signs"
    qtbot.waitUntil(lambda: all(name in tab.saver.texts for tab in tabs))
    here, there = (tab.saver.texts[name] for tab in tabs)
    here.area.setFocus()
    assert seats.mine.desk.marks.own() == ()
    QTest.keyClicks(here.area, "Ring søster")
    qtbot.waitUntil(lambda: words_at(seats.hers, there.area) == "Marit Holm is writing here")
    here.area.clearFocus()
    qtbot.waitUntil(lambda: words_at(seats.hers, there.area) == "")


def test_on_the_board_a_badge_stands_in_the_row(qtbot, episode, seats):
    boards = []
    for seat in (seats.mine, seats.hers):
        page = BoardPage(seat.bridge, seat.messages, seat.host)
        page.resize(seat.host.size())
        page.show()
        boards.append(page)
    here, there = boards
    qtbot.waitUntil(lambda: all(one.facts is not None for one in boards))
    here.table.setFocus()
    here.table.write_agreed(episode)
    qtbot.waitUntil(lambda: there.company.said(episode) == "Marit Holm is writing here")
    assert there.table.delegate.writers(episode) == "MH"
    index = there.model.index_of(("person", episode), 1)
    assert "Marit Holm is writing here" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert here.table.delegate.writers(episode) == ""
    QTest.keyClick(here.table.findChild(TextArea), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: there.company.said(episode) == "")


def test_a_folder_is_not_shared(qtbot, desk, make):
    person = make.person("Kari", "Ruud")
    messages = RecordedMessages()
    bridge = Bridge(desk, messages, lambda *_any: None)
    qtbot.waitUntil(lambda: bridge._team is not None)
    host = make_window(qtbot)
    page = PersonPage(bridge, messages, person, parent=host)
    page.show()
    qtbot.waitUntil(lambda: page.record is not None)
    page.content.overview.rows["phone"].edit()
    assert desk.marks.all() == ()
    assert not Together.of(bridge).is_shared
    page.content.overview.rows["phone"].cancel()
    bridge.close()
