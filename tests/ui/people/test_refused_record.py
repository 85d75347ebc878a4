"""A record that is not, or no longer, open to who wants to see it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.views import WhoHasLooked
from factdesk.store.action import Actor
from factdesk.team.roles import Role, rights_of
from tests.support.desks import member
from tests.support.screens import type_
from ui.people.person_page import PersonPage
from ui.widgets.texts import Label


def test_a_blocked_record_asks_for_a_reason_and_is_marked(
    desk, make, second_desk, bridge_to, host, messages, qtbot
):
    tove, person = make.staff("Tove Kvam"), make.person()
    desk.do(BlockAccess(person, tove, "Neighbours"))
    bridge = bridge_to(second_desk(desk, member(tove, "Tove Kvam")))
    page = PersonPage(bridge, messages, person, parent=host)
    page.show()
    qtbot.waitUntil(lambda: page.emergency is not None)
    assert page.content is None
    QTest.keyClick(page.emergency.reason, Qt.Key.Key_Return)
    assert page.content is None
    type_(page.emergency.reason, "Brann i huset")
    QTest.keyClick(page.emergency.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.record is not None)
    look = desk.see(WhoHasLooked(person))[0]
    assert (look.purpose, look.reason) == ("emergency", "Brann i huset")


def test_a_block_set_while_the_page_is_open_takes_the_record_away(
    desk, make, second_desk, bridge_to, opened, messages, qtbot
):
    tove, person = make.staff("Tove Kvam"), make.person(phone="912 34 567")
    hers = second_desk(desk, member(tove, "Tove Kvam"))
    page = opened(person, bridge_to(hers))
    page.show_part("looks")
    qtbot.waitUntil(lambda: page.content.looks.model.rowCount() > 0)
    type_(page.content.notes.text, "Sover bedre")
    old = page.content
    with qtbot.waitSignal(old.destroyed):
        desk.do(BlockAccess(person, tove, "Neighbours"))
        hers.do(AddPerson("Inga", "Li"))  # her desk hears of what it does itself
    assert page.emergency.isVisible()
    assert (page.content, page.record, page.title()) == (None, None, "Person")
    assert "Ødegård" not in " ".join(one.text() for one in page.findChildren(Label))
    assert messages.problems == []
    type_(page.emergency.reason, "Brann i huset")
    QTest.keyClick(page.emergency.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.record is not None)
    qtbot.waitUntil(lambda: page.content.notes.text.toPlainText() == "Sover bedre")


def test_a_reader_is_refused_kindly_and_nothing_is_opened(
    desk, make, second_desk, bridge_to, host, messages, qtbot
):
    reader, person = make.staff("Nina Nav", has_health_basis=False), make.person()
    rights = rights_of(Role.READER, is_administrator=False, has_health_basis=False)
    bridge = bridge_to(second_desk(desk, Actor(reader, "Nina Nav", "test", rights)))
    page = PersonPage(bridge, messages, person, parent=host)
    page.show()
    assert any(one.text() == "Records are not open to you" for one in page.findChildren(Label))
    assert all(look.purpose != "record" for look in desk.see(WhoHasLooked(person)))
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.leads_to, Qt.Key.Key_Return)
