"""Every page and every part of a person's page in the real window: keys, names, flashes, drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.coordination.views import MyPeople
from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting
from factdesk.plans.meeting_rules import MeetingState
from factdesk.plans.meeting_view import PlanMeetings, ThePlanMeeting
from factdesk.store.drafts import Drafts
from tests.support.accessible import unnamed
from tests.support.desks import PASSPHRASE
from tests.whole.conftest import settle
from ui.crisis.tab import CrisisTab
from ui.people.person_page import PersonPage
from ui.plan_meeting.run_panel import RunPanel
from ui.plan_meeting.tab import PlanMeetingsTab
from ui.plans.plan_tab import PlanTab
from ui.theme import theme
from ui.widgets.buttons import ChoiceBar
from ui.widgets.dialogs import Dialog
from ui.window import Window

Open = Callable[[], Window]

RUNNING = MeetingState.RUNNING
#: What the board does with the key of the window, under its own name in the finder.
_THE_BOARDS_OWN = {"F5", "F8"}


class Flashes(QObject):
    """Notes every widget that is shown as a window and is not meant to be one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is shown."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, QDialog | Window)
        ):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def flashes(qapp: QApplication) -> Iterator[Flashes]:
    """What has flashed during the test."""
    made = Flashes()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def richest(window: Window) -> str:
    """One of the user's persons with plan, crisis plan and a planned meeting."""
    assert window.workplace is not None
    desk = window.workplace.bridge.desk
    for line in desk.see(MyPeople()).rows:
        meetings = desk.see(PlanMeetings(line.person_id))
        planned = any(one.state is MeetingState.PLANNED for one in meetings)
        if planned and line.points_met and line.crisis_plan_on:
            return line.person_id
    raise AssertionError("the made-up team has nobody with all of it")


def person_page(window: Window, qtbot: QtBot, person: str, part: str) -> PersonPage:
    """The page of a person at a part, once everything is there."""
    assert window.workplace is not None
    assert window.routes is not None
    window.routes.show_person(person, part)
    settle(qtbot, window)
    page = window.workplace.stack.currentWidget()
    assert isinstance(page, PersonPage)
    return page


def every_place(window: Window, qtbot: QtBot) -> Iterator[str]:
    """Go to every page, then to every part of a person's page; gives the name of each."""
    workplace = window.workplace
    assert workplace is not None
    for key in workplace.pages:
        workplace.show_page(key)
        settle(qtbot, window)
        yield key
    page = person_page(window, qtbot, richest(window), "overview")
    assert page.content is not None
    for key, _word in page.content.parts.words():
        page.show_part(key)
        settle(qtbot, window)
        yield f"person/{key}"


def test_no_key_does_two_things_and_all_is_named_and_nothing_flashes(
    open_window: Open, flashes: Flashes, qtbot: QtBot
) -> None:
    window = open_window()
    workplace = window.workplace
    assert workplace is not None
    nameless: dict[str, list[str]] = {}
    for place in every_place(window, qtbot):
        keys = Counter(one.keys.casefold() for one in workplace.commands if one.keys)
        twice = {key.upper() for key, count in keys.items() if count > 1}
        assert twice == (_THE_BOARDS_OWN if place == "board" else set()), place
        if found := unnamed(window):
            nameless[place] = found
    assert not nameless
    assert flashes.seen == []


def dialogs_of_a_person(window: Window, qtbot: QtBot) -> Iterator[tuple[str, Callable[[], None]]]:
    """What opens over the parts of a person's page, by name."""
    person = richest(window)
    page = person_page(window, qtbot, person, "plan")
    plan = page.content.parts.tabs["plan"]  # type: ignore[union-attr]
    assert isinstance(plan, PlanTab)
    for act in (plan.revise, plan.end_plan, plan.show_versions, plan.record_consent):
        yield act.__name__, act
    value = next(iter(plan.keeper.values.values()))
    yield "what stood there before", lambda: plan.show_history(value)
    page.show_part("crisis")
    settle(qtbot, window)
    crisis = page.content.parts.tabs["crisis"]  # type: ignore[union-attr]
    assert isinstance(crisis, CrisisTab)
    yield "crisis review", crisis.review
    yield "somebody to call", crisis.add_contact
    yield "crisis panel", lambda: window.routes.show_crisis(person)  # type: ignore[union-attr]
    page.show_part("plan-meetings")
    settle(qtbot, window)
    meetings = page.content.parts.tabs["plan-meetings"]  # type: ignore[union-attr]
    assert isinstance(meetings, PlanMeetingsTab)
    yield "new plan meeting", meetings.plan
    row = next(one for one in meetings.rows if one.state is MeetingState.PLANNED)
    for what in ("edit", "off", "file"):
        yield f"plan meeting {what}", lambda what=what: meetings.list.wanted.emit(what, row)


def test_every_dialog_of_the_plans_is_named_fits_and_goes_with_the_lock(
    open_window: Open, flashes: Flashes, qtbot: QtBot
) -> None:
    window = open_window()
    window.resize(1366, 768)
    workplace = window.workplace
    assert workplace is not None
    for name, act in dialogs_of_a_person(window, qtbot):
        act()
        settle(qtbot, window)
        shown = [one for one in workplace.findChildren(Dialog) if one.isVisible()]
        assert len(shown) == 1, name
        assert unnamed(shown[0]) == [], name
        assert shown[0].height() <= window.height(), name
        assert shown[0].focusWidget() is not None, name
        if not name.endswith("file"):
            shown[0].reject()
            settle(qtbot, window)
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    qtbot.waitUntil(
        lambda: [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    )
    assert flashes.seen == []


def test_what_is_being_typed_in_plan_and_meeting_is_a_draft_after_the_lock(
    open_window: Open, busy_folder: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    window = open_window()
    person, page = begun_meeting(window, qtbot)
    tabs = page.content.parts.tabs  # type: ignore[union-attr]
    meetings, panel = tabs["plan-meetings"], tabs["plan-meetings"].panel  # type: ignore[attr-defined]
    assert isinstance(panel, RunPanel)
    panel.summary.setFocus()
    QTest.keyClicks(panel.summary, "Vedtatt")
    page.show_part("plan")
    settle(qtbot, window)
    plan = tabs["plan"]
    assert isinstance(plan, PlanTab)
    value = next(one for spot, one in plan.keeper.values.items() if spot.field == "important")
    value.setFocus()
    QTest.keyClick(value, Qt.Key.Key_F2)
    assert value.editor is not None
    QTest.keyClicks(value.editor.widget, " abc")
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    qtbot.waitUntil(lambda: not isValid(meetings) and not isValid(plan))
    with opening.open_team(busy_folder, PASSPHRASE, clock=clock) as desk:
        assert [one.text[-4:] for one in desk.see(Drafts("plan."))] == [" abc"]
        meeting = next(one for one in desk.see(PlanMeetings(person)) if one.state is RUNNING)
        assert desk.see(ThePlanMeeting(meeting.id)).summary == "Vedtatt"


def test_nothing_is_cut_at_twice_the_text_on_a_small_screen(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    window.resize(1366, 768)
    theme().set_text_scale(2.0)
    try:
        _person, page = begun_meeting(window, qtbot)
        for part in ("plan-meetings", "plan", "crisis", "network"):
            page.show_part(part)
            settle(qtbot, window)
            assert cut(page) == [], part
    finally:
        theme().set_text_scale(1.0)


def test_who_is_there_is_whole_on_a_small_screen(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.resize(1366, 768)
    _person, page = begun_meeting(window, qtbot)
    assert cut(page) == []


def begun_meeting(window: Window, qtbot: QtBot) -> tuple[str, PersonPage]:
    """A person and their page, where a plan meeting has just begun."""
    assert window.workplace is not None
    desk, person = window.workplace.bridge.desk, richest(window)
    meeting = next(
        one for one in desk.see(PlanMeetings(person)) if one.state is MeetingState.PLANNED
    )
    desk.do(BeginPlanMeeting(meeting.id, meeting.version))
    page = person_page(window, qtbot, person, "plan-meetings")
    tab = page.content.parts.tabs["plan-meetings"]  # type: ignore[union-attr]
    assert isinstance(tab, PlanMeetingsTab)
    qtbot.waitUntil(lambda: isinstance(tab.panel, RunPanel))
    settle(qtbot, window)
    return person, page


def cut(page: QWidget) -> list[str]:
    """The texts of a page that have less room than they take."""
    shown = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    low = [
        one for one in shown if one.wordWrap() and one.height() < one.heightForWidth(one.width())
    ]
    slim = [one for one in shown if not one.wordWrap() and one.width() < one.sizeHint().width()]
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    slim_buttons = [one for one in buttons if one.width() < one.minimumSizeHint().width()]
    return [one.text() for one in (*low, *slim, *slim_buttons)]


def test_tab_reaches_everything_on_every_page(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    for place in every_place(window, qtbot):
        assert window.workplace is not None
        page = window.workplace.stack.currentWidget()
        there = {
            one
            for one in page.findChildren(QWidget)
            if one.isVisible()
            and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.focusProxy() is None
            and not isinstance(one.parentWidget(), ChoiceBar)
        }
        reached = set()
        at = QApplication.focusWidget()
        while at is not None and at not in reached:
            reached.add(at)
            QTest.keyClick(at, Qt.Key.Key_Tab)
            at = QApplication.focusWidget()
        missed = [f"{type(one).__name__} {one.accessibleName()!r}" for one in there - reached]
        assert missed == [], place


def test_tab_goes_through_the_crisis_plan_as_it_is_read(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    page = person_page(window, qtbot, richest(window), "crisis")
    crisis = page.content.parts.tabs["crisis"]  # type: ignore[union-attr]
    assert isinstance(crisis, CrisisTab)
    assert crisis.form is not None
    crisis.form.contacts.lines[-1].setFocus()
    seen = []
    for _step in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    first, second = crisis.form.levels[0], crisis.form.levels[1]
    assert seen == [*(text.area for text in first.texts), second.texts[0].area]
