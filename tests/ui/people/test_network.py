"""Network and consents by keys and buttons on a real desk."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.actions.consents import GiveConsent
from factdesk.people.actions.next_of_kin import AddNextOfKin
from factdesk.people.actions.participants import AddParticipant
from factdesk.people.consents import ConsentState
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.record import PersonRecord
from ui.page import PaperWanted
from ui.people.consent_dialogs import ConsentDialog, RenewDialog, WithdrawDialog
from ui.people.network_dialogs import KinDialog, LeaveDialog, ParticipantDialog
from ui.widgets.texts import Label

TODAY = date(2026, 11, 23)
IN_A_YEAR = date(2027, 11, 22)
SELF, PARENT = ConsentGiver.SELF, ConsentGiver.PARENT


@pytest.fixture
def network(opened):
    """Return a function that opens the network of a person."""

    def open_(person):
        page = opened(person)
        page.show_part("network")
        return page.content.network

    return open_


def give(desk, person, kind=ConsentKind.SHARE, by=SELF, **values):
    return desk.do(GiveConsent(person, kind, by, about="Avtaler", **values))


def press(card, act, at=0):
    """Press a button on a line with the space bar."""
    QTest.keyClick(card.lines[at].buttons[act], Qt.Key.Key_Space)


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(Label))


def chips(card, at=0):
    return [text for text, _tone in card.lines[at].facts.chips]


def test_a_network_without_anybody_says_so(make, network):
    tab = network(make.person(birth_date=date(1984, 6, 17)))
    shown = texts(tab)
    for text in ("No service is noted.", "No next of kin is noted.", "No consent is noted."):
        assert text in shown
    assert "From 16 the person consents alone" in tab.age.rule.text()
    assert "access has ended" in tab.age.parents.text()


def test_a_service_is_added_in_three_actions(desk, make, network, shown_dialog, qtbot):
    person = make.person()
    tab = network(person)
    QTest.keyClick(tab.services.add_button, Qt.Key.Key_Space)
    dialog = shown_dialog(ParticipantDialog)
    dialog.service.set_value("nav")
    QTest.keyClicks(dialog.organisation, "NAV Nordfjell")
    QTest.keyClick(dialog.organisation, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(tab.services.lines) == 1)
    assert tab.services.lines[0].facts.title == "NAV Nordfjell"
    assert chips(tab.services) == ["No consent in force", "In the plan"]


def test_a_consent_begins_as_usual_and_is_saved_in_three_actions(
    desk, make, network, shown_dialog, qtbot
):
    person = make.person(birth_date=date(1984, 6, 17))
    desk.do(AddParticipant(person, "nav"))
    tab = network(person)
    press(tab.services, "consent")
    dialog = shown_dialog(ConsentDialog)
    QTest.keyClicks(dialog.about, "Timer og avtaler")
    QTest.keyClick(dialog.about, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(tab.consents.lines) == 1)
    (consent,) = desk.see(PersonRecord(person)).consents
    assert (consent.given_by, consent.given_on, consent.valid_to) == (SELF, TODAY, IN_A_YEAR)
    assert (consent.with_name, consent.about) == ("NAV", "Timer og avtaler")
    assert "Consent in force" in chips(tab.services)


def test_a_new_consent_is_first_to_the_plan(make, network, shown_dialog):
    tab = network(make.person(birth_date=date(2015, 1, 1)))
    QTest.keyClick(tab.consents.add_button, Qt.Key.Key_Space)
    dialog = shown_dialog(ConsentDialog)
    assert dialog.whom.value == ""
    assert dialog.given.giver.value == "parent"


def test_a_parents_consent_ends_by_itself_before_the_16th_birthday(make, network, shown_dialog):
    tab = network(make.person(birth_date=date(2010, 12, 4)))
    assert tab.age.turning.accessibleName() == "Turns 16 on 4 December 2026, in 11 days"
    QTest.keyClick(tab.consents.add_button, Qt.Key.Key_Space)
    assert shown_dialog(ConsentDialog).given.to.value == date(2026, 12, 3)


def test_who_may_not_consent_is_refused_and_what_was_typed_stays(
    desk, make, network, shown_dialog, qtbot
):
    person = make.person(birth_date=date(1984, 6, 17))
    tab = network(person)
    QTest.keyClick(tab.consents.add_button, Qt.Key.Key_Space)
    dialog = shown_dialog(ConsentDialog)
    dialog.given.giver.set_value("parent")
    dialog.about.set_text("Planen")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.error != "")
    assert "From 16 the person consents alone" in dialog.error
    assert dialog.about.toPlainText() == "Planen"
    assert desk.see(PersonRecord(person)).consents == ()


def test_a_day_that_does_not_exist_never_reaches_the_store(desk, make, network, shown_dialog):
    person = make.person()
    tab = network(person)
    QTest.keyClick(tab.consents.add_button, Qt.Key.Key_Space)
    dialog = shown_dialog(ConsentDialog)
    dialog.given.to.line.setText("31.02.2027")
    dialog.submit()
    assert dialog.isVisible()
    assert desk.see(PersonRecord(person)).consents == ()


def test_withdrawing_says_what_follows(desk, make, network, shown_dialog, qtbot):
    person = make.person()
    give(desk, person, ConsentKind.PLAN, given_on=TODAY)
    tab = network(person)
    press(tab.consents, "withdraw")
    dialog = shown_dialog(WithdrawDialog)
    assert "not begun or revised before there is a new consent" in texts(dialog)
    dialog.submit()
    qtbot.waitUntil(lambda: chips(tab.consents) == ["Withdrawn"])
    assert "not begun or revised" in tab.consents.lines[0].facts.detail
    assert list(tab.consents.lines[0].buttons) == ["renew"]


def test_what_a_parent_consented_to_is_renewed_by_the_youth(
    desk, make, network, shown_dialog, qtbot
):
    person = make.person(birth_date=date(2010, 11, 23))
    kin = desk.do(AddNextOfKin(person, "Máret", "mor", is_guardian=True))
    give(desk, person, by=PARENT, next_of_kin_id=kin, given_on=date(2026, 3, 1))
    tab = network(person)
    assert chips(tab.consents) == ["Must be renewed by the young person"]
    assert chips(tab.kin) == ["Is told only what is necessary"]
    press(tab.consents, "renew")
    dialog = shown_dialog(RenewDialog)
    assert dialog.given.giver.value == "self"
    dialog.submit()
    qtbot.waitUntil(lambda: chips(tab.consents) == ["In force"])
    newest, oldest = desk.see(PersonRecord(person)).consents
    assert (newest.given_by, newest.about) == (SELF, "Avtaler")
    assert (oldest.valid_to, oldest.state) == (date(2026, 11, 22), ConsentState.RUN_OUT)
    assert chips(tab.kin) == ["May be told by consent"]


def test_a_service_leaves_and_its_consents_are_the_users_own_choice(
    desk, make, network, shown_dialog, qtbot
):
    person = make.person()
    service = desk.do(AddParticipant(person, "school", name="Kari Moe"))
    give(desk, person, participant_id=service, given_on=TODAY)
    tab = network(person)
    press(tab.services, "leave")
    dialog = shown_dialog(LeaveDialog)
    assert "Withdraw it afterwards" in texts(dialog)
    dialog.submit()
    qtbot.waitUntil(lambda: tab.services.lines == [])
    assert chips(tab.consents) == ["In force", "Has left the care group"]
    assert list(tab.consents.lines[0].buttons) == ["withdraw"]


def test_a_next_of_kin_goes_with_the_consents(desk, make, network, shown_dialog, qtbot):
    person = make.person()
    kin = desk.do(AddNextOfKin(person, "Máret", "søster", phone="10 11 12 13"))
    give(desk, person, next_of_kin_id=kin, given_on=TODAY)
    tab = network(person)
    QTest.keyClick(tab.kin.lines[0], Qt.Key.Key_Return)
    dialog = shown_dialog(KinDialog)
    assert dialog.remove.text() == "Take off the list, with 1 consent"
    dialog.remove.click()
    qtbot.waitUntil(lambda: tab.kin.lines == [] and tab.consents.lines == [])
    desk.undo().result()
    qtbot.waitUntil(lambda: len(tab.kin.lines) == len(tab.consents.lines) == 1)


def test_the_consents_are_asked_for_on_paper_once_there_is_one(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    page.show_part("network")
    assert page.content.network.print.isHidden()
    desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF))
    qtbot.waitUntil(lambda: not page.content.network.print.isHidden())
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        page.content.network.print.click()
    assert wanted.args == [PaperWanted("consents", person_id=person)]
