"""«My people» by real keys on a real desk: who needs what, and the ways on."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.tables import AccessBlock
from factdesk.store.action import Actor
from factdesk.team.actions.set_deputy import SetDeputy
from factdesk.team.roles import Role, rights_of
from tests.support.accessible import unnamed
from ui.coordination.columns import columns, hidden
from ui.coordination.details import DetailsPanel
from ui.page import ContactWanted
from ui.theme import theme
from ui.widgets.texts import Label


@pytest.fixture
def mine(desk):
    """What makes a person the actor's own."""
    return {"coordinator_id": desk.actor.id}


def names(page):
    return [line.person.name for line in page.table.lines.rows if not line.is_details]


def press(page, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.table, key, modifiers)


def quiet(today):
    """What a person has who needs nothing."""
    return {
        "plan_on": today - timedelta(days=30),
        "plan_review_on": today + timedelta(days=120),
        "crisis_plan_on": today - timedelta(days=30),
    }


def test_the_most_urgent_stands_first_with_the_reason_in_words(desk, make, mine, shown, qtbot):
    today = desk.clock.today()
    calm = make.person("Máret", "Olsen", **mine, **quiet(today))
    make.contact(calm, desk.actor.id)
    make.person("Åse", "Ødegård", **mine)
    page = shown()
    qtbot.waitUntil(lambda: names(page) == ["Åse Ødegård", "Máret Olsen"])
    assert page.head.title.text() == "My people, Marit Holm"
    assert page.head.line.text().startswith("2 persons · 1 needs something today")
    first = page.table.lines.rows[0].person
    assert page.table.lines.index(0, 2).data() == first.reasons[0].text


def test_of_a_blocked_record_nothing_is_said_not_even_that_all_is_in_order(
    desk, make, mine, shown, qtbot
):
    person = make.person("Åse", "Ødegård", municipality="Sørdal", **mine)
    today = desk.clock.today()
    make.rows(AccessBlock(person_id=person, staff_id=desk.actor.id, why="Nabo", since=today))
    page = shown()
    qtbot.waitUntil(lambda: names(page) == ["Åse Ødegård"])
    (line,) = page.table.lines.rows
    model, role = page.table.lines, Qt.ItemDataRole.AccessibleTextRole
    heard = [model.index(0, column).data(role) for column in range(model.columnCount())]
    panel = DetailsPanel(line.person, today, may_contact=False)
    qtbot.addWidget(panel)
    said = [*filter(None, heard), *(label.text() for label in panel.findChildren(Label))]
    assert "the record is not open to you" in " ".join(said)
    for false in ("in order", "Sørdal", "never", "missing", "none planned", "Green", "OK"):
        assert not [text for text in said if false in text], false


def test_a_screen_reader_hears_every_cell(make, mine, shown):
    make.person("Åse", "Ødegård", **mine)
    page = shown()
    model, role = page.table.lines, Qt.ItemDataRole.AccessibleTextRole
    heard = [model.index(0, column).data(role) for column in range(model.columnCount())]
    assert all(heard)
    assert heard[1].startswith("Åse Ødegård")
    headings = [
        model.headerData(column, Qt.Orientation.Horizontal, role)
        for column in range(model.columnCount())
    ]
    assert all(headings)


def test_everything_that_takes_the_keyboard_has_a_name(desk, make, mine, shown):
    make.person("Åse", "Ødegård", **mine, plan_review_on=desk.clock.today() + timedelta(days=9))
    page = shown()
    press(page, Qt.Key.Key_Space)
    assert unnamed(page) == []


def test_enter_opens_the_person_and_the_keys_lead_on(make, mine, shown, qtbot):
    person = make.person("Åse", "Ødegård", **mine)
    page = shown()
    keys = {command.keys: command for command in page.commands()}
    with qtbot.waitSignal(page.person_wanted) as wanted:
        press(page, Qt.Key.Key_Return)
    assert wanted.args == [person]
    with qtbot.waitSignal(page.part_wanted) as part:
        keys["P"].run()
    assert part.args == [person, "plan"]
    with qtbot.waitSignal(page.contact_wanted) as contact:
        keys["K"].run()
    assert contact.args == [ContactWanted(person_id=person)]


def test_the_line_opens_downwards_with_every_reason_and_the_ways_on(make, mine, shown, qtbot):
    person = make.person("Åse", "Ødegård", **mine)
    page = shown()
    press(page, Qt.Key.Key_Right)
    panel = page.table.panels[person]
    assert page.table.lines.rowCount() == 2
    assert panel.height() >= panel.height_at(panel.width())
    press(page, Qt.Key.Key_Right)
    qtbot.waitUntil(panel.buttons[0].hasFocus)
    QTest.keyClick(panel.buttons[0], Qt.Key.Key_Right)
    with qtbot.waitSignal(page.part_wanted) as part:
        QTest.keyClick(panel.buttons[1], Qt.Key.Key_Space)
    assert part.args == [person, "crisis"]
    QTest.keyClick(panel.buttons[1], Qt.Key.Key_Escape)
    assert page.table.lines.rowCount() == 1
    assert page.table.hasFocus()


def test_the_filter_and_the_quick_filters_choose(desk, make, mine, shown, qtbot):
    make.person("Åse", "Ødegård", **mine, municipality="Sørdal")
    today = desk.clock.today()
    make.person("Kari", "Ruud", **mine, **(quiet(today) | {"plan_review_on": today}))
    page = shown()
    QTest.keyClicks(page.search, "sordal")
    qtbot.waitUntil(lambda: names(page) == ["Åse Ødegård"])
    page.search.setText("nobody here")
    qtbot.waitUntil(lambda: page._list.currentWidget() is page._no_hit)
    page.search.setText("")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    QTest.mouseClick(page.quick.button("review"), Qt.MouseButton.LeftButton)
    assert names(page) == ["Kari Ruud"]
    assert page.quick.button("no-plan").text() == "No plan (1)"
    assert page.quick.button("deputised").isHidden()


def test_a_column_sorts_and_an_opened_line_follows_its_person(make, mine, shown):
    last = make.person("Åse", "Ødegård", **mine)
    make.person("Kari", "Ruud", **mine)
    page = shown()
    page.table.go_to(last)
    press(page, Qt.Key.Key_Space)
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert set(names(page)) == {"Kari Ruud", "Åse Ødegård"}
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(1, order)
        keys = [line.key for line in page.table.lines.rows]
        assert keys.index((last, True)) == keys.index((last, False)) + 1


def test_a_colleagues_change_does_not_move_what_one_reads(desk, make, mine, shown, qtbot):
    people = [make.person("Person", f"N{number}", **mine) for number in range(25)]
    page = shown()
    qtbot.waitUntil(lambda: len(names(page)) == 25)
    page.table.go_to(people[12])
    qtbot.waitUntil(lambda: page.table.verticalScrollBar().maximum() > 0)
    page.table.scrollTo(page.table.currentIndex(), page.table.ScrollHint.PositionAtCenter)
    top = page.table.visualRect(page.table.currentIndex()).top()
    years_ago = {"plan_on": date(2023, 1, 1), "plan_review_on": date(2024, 1, 1)}
    make.person("Aaa", "Urgent", **mine, enrolled_on=date(2020, 1, 1), **years_ago)
    qtbot.waitUntil(lambda: len(names(page)) == 26)
    assert page.table.current_person().person_id == people[12]
    assert page.table.visualRect(page.table.currentIndex()).top() == top


def test_a_mark_on_the_strip_opens_the_person_at_the_right_part(desk, make, mine, shown, qtbot):
    due = desk.clock.today() + timedelta(days=20)
    person = make.person("Åse", "Ødegård", **mine, plan_on=date(2026, 1, 1), plan_review_on=due)
    page = shown()
    qtbot.waitUntil(lambda: bool(page.strip.strip.buttons))
    button = page.strip.strip.buttons[0]
    assert "review" in button.accessibleName()
    assert button.toolTip() == button.accessibleName()
    button.setFocus()
    with qtbot.waitSignal(page.part_wanted) as wanted:
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert wanted.args == [person, "plan"]


def test_crowded_marks_are_one_place_with_a_menu(desk, make, mine, shown, qtbot):
    due = desk.clock.today() + timedelta(days=20)
    for name in ("Åse", "Kari", "Yusuf"):
        make.person(name, "X", **mine, plan_on=date(2026, 1, 1), plan_review_on=due)
    page = shown()
    qtbot.waitUntil(lambda: bool(page.strip.strip.buttons))
    strip = page.strip.strip
    assert [len(one.spot.marks) for one in strip.buttons] == [3]
    QTest.keyClick(strip.buttons[0], Qt.Key.Key_Space)
    assert len(strip.menu.actions()) == 3
    with qtbot.waitSignal(page.part_wanted):
        strip.menu.actions()[1].trigger()
    strip.menu.close()


def test_the_arrows_go_along_the_strip_with_one_tab_stop(desk, make, mine, shown, qtbot):
    for days in (10, 40, 80):
        due = desk.clock.today() + timedelta(days=days)
        make.person("Åse", f"N{days}", **mine, plan_on=date(2026, 1, 1), plan_review_on=due)
    page = shown()
    qtbot.waitUntil(lambda: len(page.strip.strip.buttons) == 3)
    buttons = page.strip.strip.buttons
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Right)
    qtbot.waitUntil(buttons[1].hasFocus)
    QTest.keyClick(buttons[1], Qt.Key.Key_End)
    qtbot.waitUntil(buttons[2].hasFocus)
    stops = [one for one in buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [buttons[2]]


def test_the_plans_of_those_chosen_or_of_all_are_printed(make, mine, shown, qtbot):
    people = {make.person("Person", f"N{number}", **mine) for number in range(3)}
    page = shown()
    print_plans = next(one for one in page.commands() if one.keys == "Ctrl+P")
    with qtbot.waitSignal(page.papers_wanted) as wanted:
        print_plans.run()
    assert set(wanted.args[0]) == people
    press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(page.papers_wanted) as wanted:
        print_plans.run()
    assert len(wanted.args[0]) == 2


def test_a_deputy_sees_the_persons_of_the_absent(desk, make, shown, qtbot):
    tove = make.staff("Anne Berg")
    make.person("Åse", "Ødegård", coordinator_id=tove)
    today = desk.clock.today()
    desk.do(SetDeputy(tove, desk.actor.id, today, today + timedelta(days=4)))
    page = shown()
    qtbot.waitUntil(lambda: names(page) == ["Åse Ødegård"])
    assert "deputy for AB until 27 Nov (1 person)" in page.head.line.text()
    assert (
        page.table.lines.index(0, 1)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .startswith("Åse Ødegård, for AB")
    )
    assert page.quick.button("deputised").text() == "As deputy (1)"


def test_nobody_yet_says_what_to_do(shown, qtbot):
    page = shown()
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._nobody)
    assert page._nobody.accessibleName() == "Nobody has you as coordinator"
    assert "Choose" in page._nobody.accessibleDescription()
    assert page.head.contact.isHidden()


def test_a_member_neither_leads_nor_hands_over(desk, make, second_desk, bridge_to, shown, qtbot):
    tove = make.staff("Tove Kvam")
    make.person("Åse", "Ødegård", coordinator_id=tove)
    rights = rights_of(Role.COORDINATOR, is_administrator=False, has_health_basis=True)
    page = shown(bridge_to(second_desk(desk, Actor(tove, "Tove Kvam", "Test", rights))))
    qtbot.waitUntil(lambda: names(page) == ["Åse Ødegård"])
    assert page.head.whose.isHidden()
    assert page.head.hand_over.isHidden()
    assert not page.head.contact.isHidden()
    assert "mine.hand_over" not in {command.id for command in page.commands()}


def test_a_changed_person_is_shown_anew_in_the_opened_line(desk, make, mine, shown, qtbot):
    person = make.person("Åse", "Ødegård", **mine, municipality="Nes")
    page = shown()
    press(page, Qt.Key.Key_Space)
    seen = page.table.lines.rows[0].person.version
    desk.do(EditPerson(person, seen, municipality="Sørdal"))
    qtbot.waitUntil(lambda: page.table.lines.rows[0].person.municipality == "Sørdal")
    assert page.table.panels[person].person.municipality == "Sørdal"


def test_columns_give_way_before_the_reasons_do():
    shown = columns()
    assert hidden(shown, 1784) == set()
    at_laptop = hidden(shown, 1218)
    assert {shown[at].title() for at in at_laptop} == {"Crisis plan", "Tasks", "Open"}
    names = {one.title() for at, one in enumerate(shown) if at not in hidden(shown, 540)}
    assert {"Person", "Why on top"} <= names


def test_at_twice_the_text_all_is_reached_in_a_small_window(make, mine, shown, qtbot):
    make.person("Åse", "Ødegård", **mine)
    theme().set_text_scale(2.0)
    try:
        page = shown(size=(1190, 690))
        qtbot.waitUntil(lambda: not page.brief.isHidden())
        assert page.quick.isHidden()
        assert page.strip.strip.isHidden()
        assert page.minimumSizeHint().width() <= 1190
        QTest.mouseClick(page.strip.fold, Qt.MouseButton.LeftButton)
        assert not page.strip.strip.isHidden()
    finally:
        theme().set_text_scale(1.0)
