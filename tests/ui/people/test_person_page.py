"""A person's page by real keys on a real desk."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.views import Board
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.kinds import Stage
from factdesk.people.record import PersonRecord
from factdesk.people.tables import InformationLimit, LegalStatus, VisitWarning
from factdesk.people.views import WhoHasLooked
from factdesk.plans.tables import IndividualPlan
from factdesk.store.drafts import Drafts
from tests.support.desks import member
from tests.support.screens import type_
from ui.conflicts import ConflictPanel
from ui.people.around_dialogs import EndLineDialog, LimitDialog
from ui.people.care_dialogs import AdmissionDialog, LegalDialog, WarningDialog
from ui.people.network_dialogs import KinDialog
from ui.people.person_page import PersonPage
from ui.people.stage_dialog import StageDialog
from ui.widgets.texts import Label


def row(page: PersonPage, name: str):
    return page.content.overview.rows[name]


def editor(page: PersonPage, name: str) -> QLineEdit:
    """Begin to edit a field with F2 and give its line."""
    QTest.keyClick(row(page, name), Qt.Key.Key_F2)
    return row(page, name).editor.widget


# opening


def test_opening_is_logged_and_the_name_stands(desk, make, opened):
    person = make.person("Čáhppe", "Ødegård-Þórsson", birth_date=date(1984, 6, 17))
    page = opened(person)
    assert page.title() == "Čáhppe Ødegård-Þórsson"
    assert "42 years" in page.content.head.meta.text()
    assert desk.see(WhoHasLooked(person))[0].purpose == "record"


def test_a_person_with_one_name_and_no_birth_date(make, opened):
    page = opened(make.person("Sukarno", "", stage=Stage.REFERRED, enrolled_on=None))
    assert page.title() == "Sukarno"
    assert "age unknown" in page.content.head.meta.text()
    assert "Referred" in page.content.head.chips


def test_warnings_and_decisions_with_days_left_stand_in_the_head(make, opened, clock):
    person = make.person()
    today = clock.today()
    make.rows(
        VisitWarning(person_id=person, kind="go_two", since=today, review_on=today),
        LegalStatus(
            person_id=person,
            kind="tud",
            decided_on=today,
            control_on=today + timedelta(days=6),
            expires_on=today + timedelta(days=90),
        ),
    )
    chips = opened(person).content.head.chips
    assert chips == ["Always go two", "Compulsory outpatient care · control in 6 days"]


def test_a_young_person_has_limits_and_the_coming_birthday_in_words(desk, make, opened):
    young = make.person("Iver", "Myhre", birth_date=date(2011, 1, 3))
    make.rows(
        InformationLimit(
            person_id=young,
            towards="Parents",
            about="drugs",
            why="Afraid at home",
            decided_by=desk.actor.id,
            decided_on=date(2026, 10, 1),
        )
    )
    page = opened(young)
    told = [banner.message for banner in page.content.head.banners]
    assert told == [
        "Parents are not told about: drugs",
        "Turns 16 on 3 January 2027 (in 41 days).",
    ]
    assert "weighs heavily" in page.content.overview.limits.intro.text()


# editing in place


def test_f2_types_and_enter_saves(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    type_(editor(page, "phone"), "012 34 567")
    QTest.keyClick(row(page, "phone").editor.widget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row(page, "phone").words == "012 34 567")
    assert not row(page, "phone").is_editing
    assert desk.see(PersonRecord(person)).person.phone == "012 34 567"
    qtbot.waitUntil(lambda: desk.see(Drafts("person.")) == ())


def test_a_click_opens_and_esc_leaves_it_as_it_was(desk, make, opened, qtbot):
    person = make.person(phone="1")
    page = opened(person)
    QTest.mouseClick(row(page, "phone"), Qt.MouseButton.LeftButton)
    type_(row(page, "phone").editor.widget, "99")
    QTest.keyClick(row(page, "phone").editor.widget, Qt.Key.Key_Escape)
    assert (row(page, "phone").is_editing, row(page, "phone").words) == (False, "1")
    assert desk.see(PersonRecord(person)).person.phone == "1"


def test_esc_in_an_editor_does_not_leave_the_page(make, opened, qtbot):
    page = opened(make.person(phone="1"))
    left: list[str] = []
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    QShortcut(QKeySequence("Esc"), page, lambda: left.append("page"))
    type_(editor(page, "phone"), "99")
    QTest.keyClick(row(page, "phone").editor.widget, Qt.Key.Key_Escape)
    assert (left, row(page, "phone").is_editing) == ([], False)
    QTest.keyClick(row(page, "phone"), Qt.Key.Key_Escape)
    assert left == ["page"]


def test_an_editor_only_looked_into_leaves_no_draft(desk, make, opened, qtbot):
    page = opened(make.person(phone="1"))
    editor(page, "phone")
    row(page, "phone").flush_draft()
    type_(editor(page, "address"), "A")
    row(page, "address").flush_draft()
    qtbot.waitUntil(lambda: len(desk.see(Drafts("person."))) == 1)
    assert desk.see(Drafts("person."))[0].text == "A"


def test_what_is_typed_is_a_draft_that_comes_back(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    type_(editor(page, "address"), "Fjellveien 12")
    row(page, "address").flush_draft()
    qtbot.waitUntil(lambda: len(desk.see(Drafts("person."))) == 1)
    again = opened(person)
    qtbot.waitUntil(lambda: row(again, "address").is_editing)
    assert row(again, "address").editor.text() == "Fjellveien 12"
    QTest.keyClick(row(again, "address").editor.widget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.see(PersonRecord(person)).person.address == "Fjellveien 12")
    qtbot.waitUntil(lambda: desk.see(Drafts("person.")) == ())


def test_a_wrong_birth_number_is_said_and_what_was_typed_stays(make, opened, qtbot):
    page = opened(make.person())
    type_(editor(page, "birth_number"), "12345678901")
    QTest.keyClick(row(page, "birth_number").editor.widget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(row(page, "birth_number").problem))
    assert row(page, "birth_number").editor.text() == "12345678901"


def test_a_name_cannot_be_emptied(desk, make, opened, qtbot):
    person = make.person("Sukarno", "")
    page = opened(person)
    editor(page, "given_name").clear()
    QTest.keyClick(row(page, "given_name").editor.widget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "at least one name" in row(page, "given_name").problem)
    assert desk.see(PersonRecord(person)).name == "Sukarno"


@pytest.mark.parametrize(("typed", "kept"), [("3", 3), ("", None)])
def test_children_are_a_number_or_not_asked(desk, make, opened, qtbot, typed, kept):
    person = make.person(children_under_18=1)
    page = opened(person)
    line = editor(page, "children_under_18")
    line.clear()
    type_(line, "many")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "number" in row(page, "children_under_18").problem
    line.clear()
    type_(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.see(PersonRecord(person)).person.children_under_18 == kept)


def test_the_coordinator_is_chosen_by_arrows(desk, make, opened, qtbot):
    tove, person = make.staff("Tove Kvam"), make.person()
    page = opened(person)
    qtbot.waitUntil(lambda: page.bridge.team.member(tove) is not None)
    choice = editor(page, "coordinator_id")
    QTest.keyClick(choice, Qt.Key.Key_End)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row(page, "coordinator_id").words == "Tove Kvam · TK")
    assert desk.see(PersonRecord(person)).person.coordinator_id == tove


def test_several_lines_are_saved_with_enter(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    area = editor(page, "own_goal")
    type_(area, "Ro om natta")
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_(area, "Fjellet")
    QTest.keyClick(area, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: desk.see(PersonRecord(person)).person.own_goal == "Ro om natta\nFjellet"
    )


def test_the_same_field_changed_by_two_shows_both_values(
    desk, make, second_desk, opened, shown_dialog, qtbot
):
    tove, person = make.staff("Tove Kvam"), make.person(phone="000")
    page = opened(person)
    line = editor(page, "phone")
    line.clear()
    type_(line, "111")
    second_desk(desk, member(tove, "Tove Kvam")).do(EditPerson(person, 1, phone="222"))
    QTest.keyClick(line, Qt.Key.Key_Return)
    panel = shown_dialog(ConflictPanel)
    told = [label.text() for label in panel.findChildren(Label)]
    assert "Telephone" in told
    assert all(any(value in text for text in told) for value in ("111", "222", "000"))
    assert line.text() == "111"
    panel.primary.click()
    qtbot.waitUntil(lambda: desk.see(PersonRecord(person)).person.phone == "111")
    qtbot.waitUntil(lambda: not row(page, "phone").is_editing)


def test_another_field_changed_meanwhile_is_shown_while_this_is_typed(desk, make, opened, qtbot):
    person = make.person(phone="1", address="A")
    page = opened(person)
    line = editor(page, "phone")
    type_(line, "2")
    desk.do(EditPerson(person, 1, address="B"))
    qtbot.waitUntil(lambda: row(page, "address").words == "B")
    assert row(page, "phone").is_editing
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not row(page, "phone").is_editing)
    kept = desk.see(PersonRecord(person)).person
    assert (kept.phone, kept.address) == ("2", "B")


# dialogs


def test_a_decision_is_added_and_ended(desk, make, opened, shown_dialog, qtbot, clock):
    person = make.person()
    page = opened(person)
    card = page.content.overview.legal
    QTest.keyClick(card.add_button, Qt.Key.Key_Return)
    dialog = shown_dialog(LegalDialog)
    type_(dialog.control.line, "29.11.2026")
    QTest.keyClick(dialog.control.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(card.lines) == 1)
    assert "control in 6 days" in card.lines[0].facts.spoken
    QTest.keyClick(card.lines[0], Qt.Key.Key_Return)
    dialog = shown_dialog(LegalDialog)
    type_(dialog.ended.line, "23.11.2026")
    QTest.keyClick(dialog.ended.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.lines == [])
    assert desk.see(PersonRecord(person)).legal[0].ended_on == clock.today()


def test_a_refused_dialog_keeps_what_was_typed(make, opened, shown_dialog, qtbot):
    page = opened(make.person())
    page.content.overview.stays.added.emit()
    dialog = shown_dialog(AdmissionDialog)
    type_(dialog.place, "DPS Nordfjell")
    dialog.admitted.set_value(date(2027, 1, 1))
    QTest.keyClick(dialog.place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.error))
    assert dialog.place.text() == "DPS Nordfjell"
    dialog.reject()


def test_a_warning_is_looked_at_again(desk, make, opened, shown_dialog, qtbot):
    person = make.person()
    make.rows(
        VisitWarning(
            person_id=person, kind="dog", since=date(2026, 1, 1), review_on=date(2026, 11, 1)
        )
    )
    page = opened(person)
    line = page.content.overview.warnings.lines[0]
    assert "Must be looked at again" in line.facts.spoken
    QTest.keyClick(line, Qt.Key.Key_Return)
    dialog = shown_dialog(WarningDialog)
    QTest.keyClick(dialog.review.line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: desk.see(PersonRecord(person)).warnings[0].review_on == date(2027, 2, 23)
    )


def test_an_information_limit_is_decided_and_ended(desk, make, opened, shown_dialog, qtbot):
    person = make.person(birth_date=date(2011, 1, 3))
    page = opened(person)
    card = page.content.overview.limits
    card.added.emit()
    dialog = shown_dialog(LimitDialog)
    type_(dialog.about, "drugs")
    type_(dialog.why, "Afraid")
    QTest.keyClick(dialog.about, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.content.head.banners) == 2)
    QTest.keyClick(card.lines[0], Qt.Key.Key_Return)
    QTest.keyClick(shown_dialog(EndLineDialog).ended.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.content.head.banners) == 1)


def test_limits_neither_apply_to_a_grown_person_nor_are_offered(desk, make, opened):
    person = make.person(birth_date=date(2008, 11, 22))
    make.rows(
        InformationLimit(
            person_id=person,
            towards="Parents",
            about="drugs",
            why="Afraid at home",
            decided_by=desk.actor.id,
            decided_on=date(2026, 10, 1),
        )
    )
    content = opened(person).content
    assert content.overview.limits.add_button.isHidden()
    assert (content.overview.limits.lines, content.head.banners) == ([], [])


@pytest.fixture
def placed(make) -> str:
    """Somebody on the board."""
    person = make.person()
    make.place(person)
    return person


def test_who_is_on_the_board_is_shown_there_and_else_placed(
    placed, opened, qtbot, desk, make, host
):
    page = opened(placed)
    board = page.content.head.board
    qtbot.waitUntil(lambda: board.text().startswith("Show on the board"))
    assert {one.text for one in page.commands()} >= {"Show on the board"}
    with qtbot.waitSignal(page.place_wanted) as wanted:
        board.click()
    assert wanted.args == [placed]
    row = next(row for row in desk.see(Board()).rows if row.person_id == placed)
    desk.do(TakeOffBoard(row.episode_id, row.version, decided_by_team=True, reason="rolig"))
    qtbot.waitUntil(lambda: board.text().startswith("Place on the board"))


def test_who_is_on_the_board_is_not_closed(placed, opened, shown_dialog, qtbot):
    page = opened(placed)
    page.change_stage()
    dialog = shown_dialog(StageDialog)
    qtbot.waitUntil(lambda: not dialog.first.isHidden())
    assert not dialog.primary.isEnabled()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        dialog.first.acted.emit()
    assert wanted.args == ["board"]


def test_closing_asks_why(desk, make, opened, shown_dialog, qtbot):
    person = make.person()
    page = opened(person)
    page.change_stage()
    dialog = shown_dialog(StageDialog)
    dialog.why.set_value("moved")
    QTest.keyClick(dialog.on.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row(page, "stage").words == "Closed")
    assert desk.see(PersonRecord(person)).person.closure_reason == "moved"


def test_next_of_kin_are_added_and_taken_off(desk, make, opened, shown_dialog, qtbot):
    person = make.person()
    page = opened(person)
    page.show_part("network")
    kin = page.content.network.kin
    QTest.keyClick(kin.add_button, Qt.Key.Key_Return)
    dialog = shown_dialog(KinDialog)
    type_(dialog.name, "Inga Þórsson")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(kin.lines) == 1)
    assert "Is not told without consent" in kin.lines[0].facts.spoken
    QTest.keyClick(kin.lines[0], Qt.Key.Key_Return)
    shown_dialog(KinDialog).remove.click()
    qtbot.waitUntil(lambda: kin.lines == [])


# plans kept here, agreed contact


def test_dates_of_a_plan_kept_here_lead_to_the_plan(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    overview = page.content.overview
    assert row(page, "plan_on").away is None
    make.rows(IndividualPlan(person_id=person, started_on=date(2026, 11, 1)))
    desk.do(AddPerson("Inga", "Li"))  # the page hears of what its own desk does
    qtbot.waitUntil(lambda: row(page, "plan_review_on").away is not None)
    assert row(page, "crisis_plan_on").away is None
    QTest.keyClick(row(page, "plan_on"), Qt.Key.Key_F2)
    assert not row(page, "plan_on").is_editing
    with qtbot.waitSignal(overview.part_wanted) as wanted:
        QTest.keyClick(row(page, "plan_on").away, Qt.Key.Key_Space)
    assert wanted.args == ["plan"]


def test_how_often_contact_is_agreed(desk, make, opened, qtbot):
    person = make.person()
    page = opened(person)
    assert row(page, "contact_every_days").words == "as the team: every 7 days"
    type_(editor(page, "contact_every_days"), "91")
    QTest.keyClick(row(page, "contact_every_days").editor.widget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 to 90 days" in row(page, "contact_every_days").problem)
    line = row(page, "contact_every_days").editor.widget
    line.clear()
    type_(line, "14")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row(page, "contact_every_days").words == "every 14 days")
    assert desk.see(PersonRecord(person)).person.contact_every_days == 14


@pytest.mark.parametrize(
    ("born", "shown"), [(date(2008, 11, 24), True), (date(2008, 11, 23), False)]
)
def test_a_child_coordinator_is_asked_for_until_18(make, opened, born, shown):
    page = opened(make.person(birth_date=born))
    assert row(page, "child_coordinator_id").isHidden() is not shown
