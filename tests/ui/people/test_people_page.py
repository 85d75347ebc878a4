"""The list of persons and the dialog for a new one, by real keys on a real desk."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.kinds import Stage
from factdesk.people.views import People
from factdesk.store.action import Actor
from factdesk.team.roles import Role, rights_of
from tests.support.screens import type_
from ui.bridge import Bridge
from ui.page import ContactWanted
from ui.people.list_columns import columns, hidden
from ui.people.list_page import PeoplePage
from ui.people.new_person import NewPersonDialog

Shows = Callable[..., PeoplePage]


@pytest.fixture
def shown(bridge, host, messages, qtbot) -> Shows:
    def show(rows: int, through: Bridge | None = None) -> PeoplePage:
        page = PeoplePage(through or bridge, messages, host)
        page.resize(1366, 768)
        page.show()
        qtbot.waitUntil(lambda: page._model.rowCount() == rows)
        return page

    return show


def names(page: PeoplePage) -> list[str]:
    return [line.person.list_name for line in page._model.rows]


def test_the_enrolled_in_norwegian_order_with_counts(make, shown):
    make.person("Åse", "Aas"), make.person("Per", "Ås"), make.person("Kari", "Zahl")
    make.person("Sukarno", "", stage=Stage.REFERRED)
    page = shown(3)
    assert names(page)[0] != "Ås, Per"
    assert page._tabs.button("waiting").text() == "Waiting (1)"
    assert page._tabs.button("all").text() == "All (4)"


def test_a_tab_and_the_filter_choose(make, shown, qtbot):
    tove = make.staff("Tove Kvam")
    make.person("Even", "Ali", coordinator_id=tove)
    make.person("Kari", "Ruud")
    make.person("Sukarno", "", stage=Stage.REFERRED)
    page = shown(2)
    type_(page._search, "coordinator:TK")
    assert names(page) == ["Ali, Even"]
    QTest.keyClick(page._search, Qt.Key.Key_Escape)
    page._tabs.button("waiting").click()
    assert names(page) == ["Sukarno"]


def test_enter_opens_and_the_keys_act_on_the_row(make, shown, qtbot):
    person = make.person("Even", "Ali")
    page = shown(1)
    keys = {command.keys: command for command in page.commands()}
    with qtbot.waitSignal(page.person_wanted) as wanted:
        QTest.keyClick(page._table, Qt.Key.Key_Return)
    assert wanted.args == [person]
    with qtbot.waitSignal(page.contact_wanted) as contact:
        keys["K"].run()
    assert contact.args == [ContactWanted(person_id=person)]
    with qtbot.waitSignal(page.place_wanted) as place:
        keys["P"].run()
    assert place.args == [person]


def test_a_reader_sees_the_reduced_form(desk, make, second_desk, bridge_to, shown):
    reader = make.staff("Nina Nav", has_health_basis=False)
    make.person("Even", "Ali", phone="012", birth_date=date(1990, 1, 1))
    rights = rights_of(Role.READER, is_administrator=False, has_health_basis=False)
    bridge = bridge_to(second_desk(desk, Actor(reader, "Nina Nav", "test", rights)))
    page = shown(1, bridge)
    titles = [column.title() for column in page._model.columns]
    assert titles == ["Name", "Municipality", "Coordinator", "Stage", "Since"]


def test_a_missing_plan_is_a_word_only_where_one_is_expected(make, shown):
    make.person("Even", "Ali")
    make.person("Sukarno", "", stage=Stage.REFERRED)
    page = shown(1)
    page._tabs.button("all").click()
    plan = next(one for one in page._model.columns if one.title() == "Crisis plan")
    assert {line.person.name: plan.text(line) for line in page._model.rows} == {
        "Even Ali": "missing",
        "Sukarno": "",
    }


def test_columns_give_way_to_names():
    shown = columns(whole=True)
    wide = hidden(shown, 1800, one_stage=False)
    narrow = {shown[at].title() for at in hidden(shown, 1000, one_stage=True)}
    assert wide == set()
    assert {"Stage", "Telephone"} <= narrow
    assert "Name" not in narrow
    assert "Crisis plan" not in narrow


def test_a_new_person_by_keyboard_is_opened(desk, shown, shown_dialog, qtbot):
    page = shown(0)
    page.add_person()
    dialog = shown_dialog(NewPersonDialog)
    type_(dialog.given, "Čáhppe")
    type_(dialog.family, "Ødegård-Þórsson")
    with qtbot.waitSignal(page.person_wanted) as wanted:
        QTest.keyClick(dialog.family, Qt.Key.Key_Return)
    row = desk.see(People())[0]
    assert (row.id, row.name) == (wanted.args[0], "Čáhppe Ødegård-Þórsson")
    qtbot.waitUntil(lambda: page._tabs.button("waiting").text() == "Waiting (1)")


def test_a_namesake_is_asked_about(desk, make, shown, shown_dialog, qtbot):
    person = make.person("Even", "Ali")
    page = shown(1)
    page.add_person()
    dialog = shown_dialog(NewPersonDialog)
    type_(dialog.given, "Even")
    type_(dialog.family, "Ali")
    QTest.keyClick(dialog.family, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.error))
    assert len(desk.see(People())) == 1
    with qtbot.waitSignal(page.person_wanted) as wanted:
        dialog._open.click()
    assert wanted.args == [person]


def test_a_wrong_birth_number_is_said_while_typing(shown, shown_dialog):
    page = shown(0)
    page.add_person()
    dialog = shown_dialog(NewPersonDialog)
    type_(dialog.number, "12345678901")
    assert dialog._number_field.error
    dialog.reject()
