"""What is open over the window goes with the lock, whatever it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.whole.conftest import settle
from ui.page import ContactWanted, PaperWanted
from ui.routes import Routes
from ui.team.cars import CarsSection
from ui.team.lists import ListsSection
from ui.team.members import MembersSection
from ui.team.page import TeamPage
from ui.team.users import UsersSection
from ui.window import Window

Open = Callable[[], Window]


def team_page(window: Window) -> TeamPage:
    assert window.workplace is not None
    window.workplace.show_page("team")
    page = window.workplace.page("team")
    assert isinstance(page, TeamPage)
    return page


def routes(window: Window) -> Routes:
    assert window.routes is not None
    return window.routes


def a_member(window: Window) -> None:
    page = team_page(window)
    section = page.part("members")
    assert isinstance(section, MembersSection)
    page.show_part("members")
    section.edit(page.bridge.team.members[0])


def a_car(window: Window) -> None:
    page = team_page(window)
    section = page.part("cars")
    assert isinstance(section, CarsSection)
    page.show_part("cars")
    section.add_car()


def a_choice(window: Window) -> None:
    page = team_page(window)
    section = page.part("lists")
    assert isinstance(section, ListsSection)
    page.show_part("lists")
    section.lines.added.emit()


def a_passphrase(window: Window) -> None:
    page = team_page(window)
    section = page.part("users")
    assert isinstance(section, UsersSection)
    page.show_part("users")
    section.change_mine()


def a_recovery_key(window: Window) -> None:
    page = team_page(window)
    section = page.part("users")
    assert isinstance(section, UsersSection)
    page.show_part("users")
    section.show_key("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH-JJJJ")


def a_contact(window: Window) -> None:
    person = routes(window).board.facts.rows[0].person_id  # type: ignore[union-attr]
    routes(window).show_contact(ContactWanted(person_id=person))


def a_paper(window: Window) -> None:
    routes(window).show_paper(PaperWanted("board"))


def the_finder(window: Window) -> None:
    assert window.workplace is not None
    window.workplace.open_search()


def the_import(window: Window) -> None:
    routes(window).show_import()


def the_wall(window: Window) -> None:
    routes(window).show_wall()


@pytest.mark.parametrize(
    "open_it",
    [
        a_member, a_car, a_choice, a_passphrase, a_recovery_key, a_contact, a_paper, the_finder,
        the_import, the_wall,
    ],
)  # fmt: skip
def test_what_is_open_over_the_window_goes_with_the_lock(
    open_window: Open, qtbot: QtBot, open_it: Callable[[Window], None]
) -> None:
    window = open_window()
    before = set(seen())
    open_it(window)
    settle(qtbot, window)
    assert set(seen()) - before
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    qtbot.waitUntil(lambda: set(seen()) == {window}, timeout=5000)


def seen() -> list[object]:
    """Every window on the screen."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]
