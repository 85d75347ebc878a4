"""The day by keyboard and by mouse, on a real store."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.clock import OSLO
from factdesk.contacts.tables import ContactState
from factdesk.contacts.views import DayVisit
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.page import ContactWanted, PaperWanted
from ui.theme import install
from ui.today.dialogs import CancelDialog, DoneDialog
from ui.today.page import TodayPage
from ui.widgets.pickers import StaffPicker


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=OSLO)


def plan(make, person, *staff, start, **fields) -> str:
    return make.contact(person, *staff, state=ContactState.PLANNED, start=start, **fields)


@pytest.fixture
def page(desk, make, qapp: QApplication, qtbot: QtBot) -> Iterator[TodayPage]:
    """Today with one visit for nobody, one for Marit at 10, and Tove who is free."""
    install(qapp)
    tove = make.staff("Tove Kvam")
    plan(make, make.person("Even", "Ali"), desk.actor.id, start=at(10), minutes=60)
    plan(make, make.person("Kari", "Ruud"), start=at(13))
    assert tove
    host = QWidget()
    host.resize(1366, 768)
    qtbot.addWidget(host)
    bridge = Bridge(desk, RecordedMessages(), lambda *_args: None, host)
    with qtbot.waitSignal(bridge.ready):
        pass
    made = TodayPage(bridge, RecordedMessages(), host)
    made.resize(1366, 768)
    host.show()
    host.activateWindow()
    # As the workplace does: the page has the keyboard before its visits have come.
    qtbot.waitUntil(host.isActiveWindow)
    made.setFocus()
    qtbot.waitUntil(lambda: bool(made.timeline.lanes.entries))
    yield made
    bridge.close()


def visit(page: TodayPage, person: str) -> DayVisit:
    return next(one.visit for one in page.timeline.lanes.entries if one.visit.person == person)


def choose(page: TodayPage, person: str) -> None:
    page.timeline.select(visit(page, person).id)


def dialog(page: TodayPage, kind: type):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def test_arrows_move_between_visits_and_enter_opens(page, qtbot):
    # Whether the keyboard or the visits came first, from where nothing is chosen yet.
    page.timeline.setCurrentIndex(QModelIndex())
    QTest.keyClick(page.timeline, Qt.Key.Key_Down)
    assert page.current.person == "Kari Ruud"
    QTest.keyClick(page.timeline, Qt.Key.Key_Down)
    assert page.current.person == "Even Ali"
    with qtbot.waitSignal(page.contact_wanted) as wanted:
        QTest.keyClick(page.timeline, Qt.Key.Key_Return)
    assert wanted.args == [ContactWanted(page.current.person_id, page.current.id)]


def test_initials_typed_on_a_visit_put_a_colleague_on_it(page, qtbot):
    choose(page, "Kari Ruud")
    QTest.keyClick(page.timeline, "t")
    editor = page.timeline.viewport().findChild(StaffPicker)
    QTest.keyClick(editor, "k")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(visit(page, "Kari Ruud").staff) == 1)
    assert [lane.kind for lane in page.timeline.lanes.lanes] == ["staff", "staff"]


def test_a_second_colleague_is_added_to_the_first(page, desk, qtbot):
    choose(page, "Even Ali")
    QTest.keyClick(page.timeline, "t")
    editor = page.timeline.viewport().findChild(StaffPicker)
    assert editor.text() == "MH + T"
    qtbot.keyClicks(editor, "K")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(visit(page, "Even Ali").staff) == 2)


def test_unknown_initials_stay_to_be_corrected_and_esc_leaves_all_as_it_was(page, qtbot):
    choose(page, "Kari Ruud")
    QTest.keyClick(page.timeline, "x")
    editor = page.timeline.viewport().findChild(StaffPicker)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.property("wrong")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert visit(page, "Kari Ruud").staff == ()


def test_space_asks_how_it_went_and_saves_it(page, desk, qtbot, clock):
    clock.at = at(11, 30)
    choose(page, "Even Ali")
    QTest.keyClick(page.timeline, Qt.Key.Key_Space)
    asked = dialog(page, DoneDialog)
    assert (asked.at.line.text(), asked.minutes.text()) == ("10:00", "60")
    qtbot.keyClicks(asked.note, "Rolig")
    with qtbot.waitSignal(asked.finished):
        QTest.keyClick(asked.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not visit(page, "Even Ali").is_planned)
    assert visit(page, "Even Ali").short_note == "Rolig"


def test_what_has_not_been_yet_is_refused_in_the_dialog(page, qtbot):
    choose(page, "Even Ali")
    QTest.keyClick(page.timeline, Qt.Key.Key_Space)
    asked = dialog(page, DoneDialog)
    asked.at.line.setText("9:00")
    asked.submit()
    qtbot.waitUntil(lambda: bool(asked._fields["start"].error))
    assert asked.isVisible()
    asked.reject()


def test_del_asks_before_it_calls_off(page, desk, qtbot):
    choose(page, "Kari Ruud")
    QTest.keyClick(page.timeline, Qt.Key.Key_Delete)
    asked = dialog(page, CancelDialog)
    with qtbot.waitSignal(asked.finished):
        asked.primary.click()
    qtbot.waitUntil(lambda: len(page.timeline.lanes.entries) == 1)


def test_a_visit_is_dragged_to_a_colleague(page, desk, qtbot):
    timeline = page.timeline
    entry = next(one for one in timeline.lanes.entries if one.visit.person == "Kari Ruud")
    lane = next(n for n, one in enumerate(timeline.lanes.lanes) if one.title == "TK")
    rect = timeline.rect_in_view(entry)
    start = QPoint(round(rect.left()) + 10, round(rect.center().y()))
    there = QPoint(start.x() + 2, round(timeline.geometry_now.lane_rect(lane).center().y()))
    view = timeline.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, there)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=there)
    qtbot.waitUntil(lambda: len(visit(page, "Kari Ruud").staff) == 1)
    assert visit(page, "Kari Ruud").start == at(13)


def test_another_day_and_back(page, qtbot):
    page.go(1)
    qtbot.waitUntil(lambda: not page.timeline.lanes.entries)
    assert page.title() == "Tuesday 24 November"
    with qtbot.waitSignal(page.contact_wanted) as wanted:
        page.plan()
    assert wanted.args == [ContactWanted(planned=True, day=date(2026, 11, 24))]
    page.go_today()
    qtbot.waitUntil(lambda: bool(page.timeline.lanes.entries))
    with qtbot.waitSignal(page.paper_wanted) as paper:
        page.print_day()
    assert paper.args == [PaperWanted("day-list", day=date(2026, 11, 23))]


def test_what_was_planned_yesterday_is_asked_for(page, desk, make, qtbot):
    plan(make, make.person("Siri", "Myhre"), desk.actor.id, start=at(14, day=22))
    qtbot.waitUntil(page.follow_up.isVisible)
    page.follow_up.buttons["missed"].click()
    asked = dialog(page, DoneDialog)
    assert asked.missed.isChecked()
    with qtbot.waitSignal(asked.finished):
        asked.primary.click()
    qtbot.waitUntil(lambda: not page.follow_up.isVisible())


def test_every_visit_is_read_aloud_with_its_lane_and_its_warnings(page):
    choose(page, "Kari Ruud")
    words = page.timeline.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == ("Nobody yet: 13:00–13:45, Kari Ruud, At home, ?, planned, Nobody goes yet")
