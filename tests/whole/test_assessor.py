"""An assessor from outside: the fidelity page and the own account, and nobody the team follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from factdesk import opening, users
from factdesk.assessments.assessors import NewAssessor
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.views import PersonPick
from factdesk.store.action import Action, View
from factdesk.store.conflict import Refused
from factdesk.team.roles import RIGHTS, Role
from factdesk.words import _
from tests.store.test_views import every
from tests.support.builders import Make
from tests.support.desks import ADMINISTRATOR, PASSPHRASE
from tests.support.measurements import opened, the
from tests.whole.conftest import settle
from ui.application import make_application
from ui.fidelity.page import FIGURES, FidelityPage
from ui.fidelity.sheet import SheetView
from ui.home import Background
from ui.shell.finder import Finder
from ui.team.account import AccountSection
from ui.team.page import TeamPage
from ui.widgets.fields import SearchField
from ui.widgets.rows_model import RowsModel
from ui.window import Window

HERS = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
WAIT = 20_000

#: What is asked without a right: the team's words and members, and what is one's own.
OPEN_VIEWS = {"TheTeam", "Drafts", "BoardSetup", "PaperOf", "OthersSince"}


@pytest.fixture
def assessment(busy_folder: Path, clock: FixedClock) -> str:
    """An assessment that the team opened with an assessor from outside, who has a key."""
    with opening.open_team(busy_folder, PASSPHRASE, ADMINISTRATOR, clock) as desk:
        eva = Make(desk).staff("Eva Ytre", initials="EY9", role=Role.ASSESSOR)
        users.add_user(desk, eva, "Eva Ytre", HERS)
        hers = NewAssessor(staff_id=eva, is_outside=True)
        return opened(desk, raters=(NewAssessor(staff_id=desk.actor.id), hers))


@pytest.fixture
def names(busy_folder: Path, clock: FixedClock) -> set[str]:
    """The names of everybody whom the team follows."""
    with opening.open_team(busy_folder, PASSPHRASE, ADMINISTRATOR, clock) as desk:
        return {person.name for person in desk.see(PersonPick())}


@pytest.fixture
def hers(busy_folder: Path, assessment: str, names: set[str], clock: FixedClock) -> Desk:
    """The assessor's desk; the window closes it."""
    assert assessment
    assert names
    return opening.open_team(busy_folder, HERS, "Eva Ytre", clock=clock)


@pytest.fixture
def window(hers: Desk, settings: QSettings, qtbot: QtBot) -> Iterator[Window]:
    """Her window, unlocked and settled."""
    make_application()
    background = Background()
    made = Window(background, settings)
    made.resize(1920, 1080)
    made.show()
    with qtbot.waitSignal(made.opened, timeout=WAIT):
        made.take_desk(hers)
    settle(qtbot, made)
    yield made
    if made.workplace is not None:
        with qtbot.waitSignal(made.locked, timeout=WAIT):
            made.lock()
    made.close()
    made.deleteLater()
    background.close()


def page(window: Window) -> FidelityPage:
    assert window.workplace is not None
    found = window.workplace.page("fidelity")
    assert isinstance(found, FidelityPage)
    return found


def said(window: QWidget) -> str:
    """Everything that is written anywhere in the window or a part of it."""
    words = [label.text() for label in window.findChildren(QLabel)]
    words += [child.accessibleName() for child in window.findChildren(QWidget)]
    for model in window.findChildren(RowsModel):
        words += [
            str(model.index(row, column).data())
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join(words)


def test_the_rail_has_the_fidelity_page_first_and_the_own_account(window: Window) -> None:
    assert window.workplace is not None
    assert list(window.workplace.pages) == ["fidelity", "team"]
    assert window.workplace.stack.currentWidget() is page(window)


def test_no_command_of_the_teams_own_work_is_there(window: Window) -> None:
    assert window.workplace is not None
    ids = {command.id for command in window.workplace.commands}
    assert not ids & {"contact", "import", "meeting", "wall", "print.board", "print.day-list"}
    assert not ids & {"fidelity.new", "fidelity.forms", "page.board", "page.people"}
    assert not page(window).new.isVisible()
    assert not page(window).forms.isVisible()
    alt = {each.keys for each in window.workplace.commands if each.id.startswith("page.")}
    assert alt == {"Alt+1", "Alt+2"}


def test_the_finder_finds_actions_and_nobody(window: Window, names: set[str], qtbot: QtBot) -> None:
    assert window.workplace is not None
    window.workplace.open_search()
    finder = next(one for one in window.findChildren(Finder) if one.isVisible())
    assert finder.windowTitle() == _("Search for an action")
    for name in sorted(names)[:3]:
        finder.findChildren(SearchField)[0].setText(name)
        assert finder.shown == ()
    qtbot.keyClick(finder, Qt.Key.Key_Escape)


def test_she_scores_her_own_sheet_and_figures_name_nobody(
    window: Window, hers: Desk, assessment: str, names: set[str], qtbot: QtBot
) -> None:
    fidelity = page(window)
    qtbot.waitUntil(lambda: len(fidelity.list.rows) == 1, timeout=WAIT)
    assert not fidelity.list.may_withdraw
    fidelity.show_assessment(assessment)
    settle(qtbot, window)
    sheet = fidelity.over
    assert isinstance(sheet, SheetView)
    qtbot.waitUntil(lambda: sheet.panel is not None, timeout=WAIT)
    sheet.press(4)
    settle(qtbot, window)
    mine = next(each for each in the(hers, assessment).assessors if each.is_me)
    assert mine.answered == 1
    sheet.leave()
    fidelity.show_part(FIGURES)
    figures = fidelity.figures
    assert figures is not None
    qtbot.waitUntil(lambda: figures.model.total > 0, timeout=WAIT)
    figures.table.setCurrentIndex(figures.model.index_of("S1"))
    figures.show_rows()
    settle(qtbot, window)
    told = said(window)
    assert not [name for name in names if name in told]


def test_the_team_page_has_only_the_own_account(window: Window, qtbot: QtBot) -> None:
    workplace = window.workplace
    assert workplace is not None
    workplace.show_page("team")
    settle(qtbot, window)
    team = workplace.page("team")
    assert isinstance(team, TeamPage)
    assert isinstance(team.section, AccountSection)
    assert team.nav.count() == 1
    assert "Eva Ytre" in said(window)
    assert "Marit Holm" not in said(team)


def test_every_view_but_those_of_fidelity_refuses_her(hers: Desk) -> None:
    allowed = RIGHTS[Role.ASSESSOR]
    free = {
        view.__name__
        for view in every(View)
        if view.__module__.startswith("factdesk.") and (view.right is None or view.right in allowed)
    }
    of_fidelity = {
        view.__name__ for view in every(View) if view.__module__.startswith("factdesk.assessments.")
    }
    assert free - of_fidelity == OPEN_VIEWS
    with hers, pytest.raises(Refused):
        hers.see(PersonPick())


def test_every_action_but_those_of_a_rater_refuses_her() -> None:
    allowed = RIGHTS[Role.ASSESSOR]
    free = {
        action.__module__
        for action in every(Action)
        if action.__module__.startswith("factdesk.") and action.right in allowed
    }
    assert all(module.startswith("factdesk.assessments.") for module in free)


def test_for_a_leader_the_page_stands_between_my_people_and_team(
    open_window: Callable[[], Window],
) -> None:
    window = open_window()
    assert window.workplace is not None
    keys = {each.id: each.keys for each in window.workplace.commands}
    assert list(window.workplace.pages)[-3:] == ["my-people", "fidelity", "team"]
    assert keys["page.fidelity"] == "Alt+5"
