"""The contact entry by real keys: quick, forgiving, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.clock import OSLO
from factdesk.contacts.views import ContactRow, PersonContacts
from factdesk.store.action import View
from factdesk.store.drafts import Drafts
from tests.support.messages import RecordedMessages
from tests.support.screens import type_
from ui.bridge import Bridge
from ui.contacts.dialog import ContactDialog
from ui.page import ContactWanted
from ui.theme import install

SHIFT_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Opens = Callable[[ContactWanted], ContactDialog]


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    install(qapp)
    made = QWidget()
    made.resize(1366, 900)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def bridge(desk, host: QWidget, qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge(desk, RecordedMessages(), lambda *_args: None, host)
    with qtbot.waitSignal(made.ready):
        pass
    yield made
    made.close()


@pytest.fixture
def opened(bridge: Bridge, host: QWidget, qtbot: QtBot) -> Opens:
    def open_(wanted: ContactWanted) -> ContactDialog:
        dialog = ContactDialog(bridge, RecordedMessages(), wanted, host)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
        return dialog

    return open_


def see(bridge: Bridge, qtbot: QtBot, view: View):
    answers: list = []
    bridge.ask(view, on=bridge, then=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def contacts(bridge: Bridge, qtbot: QtBot, person: str) -> tuple[ContactRow, ...]:
    return see(bridge, qtbot, PersonContacts(person)).contacts


def test_a_contact_is_registered_by_few_keys(desk, make, bridge, opened, qtbot):
    erik, person = make.staff("Erik Øen"), make.person("Even", "Ali")
    with qtbot.waitSignal(bridge.team_changed):
        make.car("Bil 2")
    dialog = opened(ContactWanted(person))
    typed = "eø hjemme 30 sov dårlig"
    type_(dialog.focusWidget(), typed)
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert len(typed) + 1 <= 24
    (row,) = contacts(bridge, qtbot, person)
    assert (row.staff, row.place, row.minutes) == ((erik,), "home", 30)
    assert (row.short_note, row.kind, row.state) == ("sov dårlig", "face_to_face", "done")
    assert row.start == datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


def test_without_a_word_it_is_half_an_hour_at_home_with_me(desk, make, bridge, opened, qtbot):
    person = make.person()
    dialog = opened(ContactWanted(person))
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    (row,) = contacts(bridge, qtbot, person)
    assert (row.staff, row.minutes, row.place) == ((desk.actor.id,), 30, "home")


def test_a_group_and_what_it_was_about_are_said_beside_the_line(make, bridge, opened, qtbot):
    person = make.person()
    dialog = opened(ContactWanted(person))
    form = dialog.form
    assert (form.focus.value, form.is_group.isChecked()) == (None, False)
    form.focus.setCurrentIndex(form.focus.findText("Substance use"))
    form.focus.activated.emit(form.focus.currentIndex())
    QTest.keyClick(form.is_group, Qt.Key.Key_Space)
    type_(dialog.line, "kontor 90")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    (row,) = contacts(bridge, qtbot, person)
    assert (row.focus, row.is_group, row.place, row.minutes) == (
        "substance_use", True, "office", 90
    )  # fmt: skip


def test_the_line_is_shown_as_it_is_understood(make, opened, qtbot):
    dialog = opened(ContactWanted(make.person()))
    type_(dialog.line, "MH XY tlf 10")
    assert dialog.line.accessibleDescription() == (
        "Staff MH, Nobody has XY?, Telephone, 10 min, Note XY"
    )
    dialog.line.clear()
    dialog.reject()


def test_a_field_filled_by_hand_stays_when_the_line_goes_on(make, opened, qtbot):
    dialog = opened(ContactWanted(make.person()))
    form = dialog.form
    form.minutes.selectAll()
    type_(form.minutes, "55")
    type_(dialog.line, "tlf 10")
    assert form.minutes.text() == "55"
    assert form.kind.value == "telephone"
    dialog.reject()


def test_yesterday_asks_for_the_true_time(make, bridge, opened, qtbot):
    person = make.person()
    dialog = opened(ContactWanted(person))
    type_(dialog.line, "i går hjemme")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.form.fields["at"].error == "Write when it began: the true time."
    type_(dialog.form.at.line, "1330")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.form.at.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = contacts(bridge, qtbot, person)
    assert row.start == datetime(2026, 11, 22, 13, 30, tzinfo=OSLO)


def test_planned_without_a_time_is_for_the_day(make, bridge, opened, qtbot):
    person = make.person()
    dialog = opened(ContactWanted(person, planned=True, day=date(2026, 11, 25)))
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    (row,) = contacts(bridge, qtbot, person)
    assert (row.state, row.day_only, row.staff) == ("planned", True, ())


def test_leaving_keeps_a_draft_that_comes_back(make, bridge, opened, qtbot):
    person = make.person()
    dialog = opened(ContactWanted(person))
    type_(dialog.line, "tlf 10 ringte mor")
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(see(bridge, qtbot, Drafts("contact/"))) == 1)
    again = opened(ContactWanted(person))
    qtbot.waitUntil(lambda: again.line.text() == "tlf 10 ringte mor")
    assert again.form.short_note.text() == "ringte mor"
    with qtbot.waitSignal(again.saved):
        QTest.keyClick(again.line, Qt.Key.Key_Return)
    assert see(bridge, qtbot, Drafts("contact/")) == ()


def test_save_and_next_goes_on_with_another_person_on_the_same_day(make, bridge, opened, qtbot):
    first, second = make.person("Even", "Ali"), make.person("Kari", "Ruud")
    dialog = opened(ContactWanted(first))
    type_(dialog.line, "i går 9:00 hjemme")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.line, Qt.Key.Key_Return, SHIFT_CTRL)
    type_(dialog.focusWidget(), "kari")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog._choosing)
    type_(dialog.line, "10:00")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    (row,) = contacts(bridge, qtbot, second)
    assert row.start == datetime(2026, 11, 22, 10, tzinfo=OSLO)


def test_without_a_person_nothing_is_saved(make, opened, qtbot):
    make.person()
    dialog = opened(ContactWanted())
    type_(dialog.line, "tlf")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.line.clear()
    dialog.reject()


def test_a_refusal_is_shown_at_its_field_and_all_is_kept(make, opened, qtbot):
    dialog = opened(ContactWanted(make.person()))
    type_(dialog.line, "23:00 hjemme sov")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.form.fields["day"].error))
    assert dialog.line.text() == "23:00 hjemme sov"
    dialog.form.minutes.setText("0")
    dialog.submit()
    assert dialog.form.fields["minutes"].error
    dialog.reject()


def test_a_contact_that_exists_is_corrected(desk, make, bridge, opened, qtbot):
    person = make.person()
    contact = make.contact(person, desk.actor.id, short_note="Sliten")
    dialog = opened(ContactWanted(person, contact))
    qtbot.waitUntil(lambda: dialog.form.short_note.text() == "Sliten")
    assert dialog.form.at.value == time(8, 30)
    type_(dialog.form.short_note, " i dag")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog.form.short_note, Qt.Key.Key_Return)
    (row,) = contacts(bridge, qtbot, person)
    assert (row.short_note, row.version) == ("Sliten i dag", 2)
