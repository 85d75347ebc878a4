"""Notes, contacts and the log on a person's page, and its keys, on a real desk."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.record import PersonRecord
from factdesk.people.tables import Note
from factdesk.store.action import Actor
from factdesk.store.drafts import Drafts
from factdesk.team.roles import Right
from tests.support.desks import member
from tests.support.screens import type_
from ui.page import ContactWanted
from ui.people.notes_tab import NoteDialog
from ui.people.person_page import PersonPage


def row(page: PersonPage, name: str):
    return page.content.overview.rows[name]


def test_a_note_is_kept_as_a_draft_until_it_is_saved(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    page.write_note()
    text = page.content.notes.text
    type_(text, "Sover bedre")
    text.flush_draft()
    qtbot.waitUntil(lambda: [one.text for one in desk.see(Drafts("person."))] == ["Sover bedre"])
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.content.notes.cards) == 1)
    assert text.toPlainText() == ""
    assert desk.see(Drafts("person.")) == ()


def test_the_draft_of_a_note_is_here_again(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    type_(page.content.notes.text, "Sover")
    page.content.notes.text.flush_draft()
    qtbot.waitUntil(lambda: len(desk.see(Drafts("person."))) == 1)
    again = opened(person)
    qtbot.waitUntil(lambda: again.content.notes.text.toPlainText() == "Sover")


def test_a_note_brought_in_shows_its_source_and_is_corrected(
    desk, make, opened, shown_dialog, qtbot, clock
):
    person = make.person()
    make.rows(Note(person_id=person, at=clock.now(), text="x" * 100_000, source="Tavle.xlsx, F12"))
    page = opened(person)
    page.show_part("notes")
    card = page.content.notes.cards[0]
    assert len(card.text.text()) < 2000
    card.edit_wanted.emit()
    dialog = shown_dialog(NoteDialog)
    dialog.text.set_text("Nøkkel hos vaktmester")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.see(PersonRecord(person)).notes[0].text == "Nøkkel hos vaktmester")
    assert desk.see(PersonRecord(person)).notes[0].source == "Tavle.xlsx, F12"


def test_a_correction_left_with_esc_is_here_again(desk, make, opened, shown_dialog, qtbot, clock):
    person = make.person()
    make.rows(Note(person_id=person, at=clock.now(), text="Nøkkel"))
    page = opened(person)
    page.content.notes.cards[0].edit_wanted.emit()
    dialog = shown_dialog(NoteDialog)
    dialog.text.selectAll()
    type_(dialog.text, "Hos vaktmester")
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(desk.see(Drafts("note."))) == 1)
    page.content.notes.cards[0].edit_wanted.emit()
    again = shown_dialog(NoteDialog)
    qtbot.waitUntil(lambda: again.text.toPlainText() == "Hos vaktmester")
    QTest.keyClick(again.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.see(PersonRecord(person)).notes[0].text == "Hos vaktmester")
    qtbot.waitUntil(lambda: desk.see(Drafts("note.")) == ())


def test_enter_on_a_contact_opens_it_and_earlier_ones_are_paged(make, desk, opened, qtbot, clock):
    person = make.person()
    for back in range(53):
        make.contact(person, desk.actor.id, start=clock.now() - timedelta(days=back))
    page = opened(person)
    page.show_part("contacts")
    contacts = page.content.contacts
    qtbot.waitUntil(lambda: contacts.model.rowCount() == 50)
    contacts.more.click()
    qtbot.waitUntil(lambda: contacts.model.rowCount() == 53)
    assert contacts.more.isHidden()
    with qtbot.waitSignal(page.contact_wanted) as wanted:
        QTest.keyClick(contacts.table, Qt.Key.Key_Return)
    assert wanted.args == [ContactWanted(contact_id=contacts.model.row(0).key)]


def test_the_keys_of_the_page(make, opened, qtbot):
    person = make.person()
    page = opened(person)
    keys = {command.keys: command for command in page.commands()}
    with qtbot.waitSignal(page.contact_wanted) as wanted:
        keys["K"].run()
    assert wanted.args == [ContactWanted(person_id=person)]
    with qtbot.waitSignal(page.place_wanted) as placed:
        keys["P"].run()
    assert placed.args == [person]
    keys["Ctrl+5"].run()
    qtbot.waitUntil(lambda: page.content.looks.model.rowCount() > 0)
    with qtbot.waitSignal(page.closed):
        keys["Esc"].run()


def test_a_member_without_the_right_edits_nothing(
    desk, make, second_desk, bridge_to, opened, qtbot
):
    tove, person = make.staff("Tove Kvam"), make.person(phone="1")
    full = member(tove, "Tove Kvam")
    seeing = Actor(tove, "Tove Kvam", "test", full.rights - {Right.EDIT_PEOPLE.value})
    page = opened(person, bridge_to(second_desk(desk, seeing)))
    QTest.keyClick(row(page, "phone"), Qt.Key.Key_F2)
    assert not row(page, "phone").is_editing
    assert page.content.overview.legal.add_button.isHidden()
    assert page.content.overview.blocks.isHidden()
