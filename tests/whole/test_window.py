"""The whole program through its window: pages, keys, undo, locking."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk import opening
from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.clock import FixedClock
from factdesk.errors import KnownError
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.words import set_language
from tests.support.desks import PASSPHRASE
from tests.whole.conftest import LONGEST, Watchdog, settle
from ui.application import make_application
from ui.home import Background
from ui.loading import load_pages
from ui.shell.finder import Finder
from ui.widgets.banner import Banner
from ui.window import Window

Open = Callable[[], Window]


def place(window: Window) -> QWidget:
    assert window.workplace is not None
    return window.workplace


def test_the_board_is_shown_first_with_everybody_on_it(open_window: Open) -> None:
    window = open_window()
    assert window.routes is not None
    facts = window.routes.board.facts
    assert facts is not None
    assert facts.on_board == len(facts.rows) > 3


def test_going_through_all_pages_never_blocks_the_screen(
    open_window: Open, qtbot: QtBot, watchdog: Watchdog
) -> None:
    window = open_window()
    workplace = window.workplace
    assert workplace is not None
    load_pages().result(20)  # as somebody who looks at the first page for a second
    watchdog.forget()
    for key in [*workplace.pages, "board"]:
        workplace.show_page(key)
        settle(qtbot, window)
    assert watchdog.longest < LONGEST


def test_every_page_has_keys_that_help_and_finder_show(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    workplace = window.workplace
    assert workplace is not None
    for key in workplace.pages:
        workplace.show_page(key)
        settle(qtbot, window)
        commands = workplace.commands
        assert all(command.text and command.id for command in commands)
        ids = [command.id for command in commands]
        assert len(ids) == len(set(ids))
        workplace.show_keys()
        finder_parent_dialogs = workplace.findChildren(QWidget, options=Qt.FindDirectChildrenOnly)
        for dialog in finder_parent_dialogs:
            if dialog.isWindow():
                dialog.close()


def test_a_person_is_found_by_a_few_letters(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    workplace, routes = window.workplace, window.routes
    assert workplace is not None
    assert routes is not None
    facts = routes.board.facts
    assert facts is not None
    name = facts.rows[0].name
    workplace.open_search()
    settle(qtbot, window)
    finder = workplace.findChild(Finder)
    assert finder is not None
    qtbot.keyClicks(finder.focusWidget() or finder, name)
    assert finder.shown[0].text == name
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert workplace.stack.currentWidget() is not routes.board


def test_undo_from_the_top_bar_after_a_change(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    workplace, routes = window.workplace, window.routes
    assert workplace is not None
    assert routes is not None
    facts = routes.board.facts
    assert facts is not None
    row = facts.rows[0]
    workplace.bridge.run(
        EditBoardRow(row.episode_id, row.version, placement_reason="Helt ny årsak"), on=workplace
    )
    qtbot.waitUntil(lambda: routes.board.facts.rows[0].reason == "Helt ny årsak", timeout=10_000)
    workplace.bridge.undo()
    qtbot.waitUntil(lambda: routes.board.facts.rows[0].reason == row.reason, timeout=10_000)


def test_a_lock_drops_views_pools_and_key_and_keeps_drafts(
    open_window: Open, qtbot: QtBot, busy_folder: Path, clock: FixedClock
) -> None:
    window = open_window()
    workplace = window.workplace
    assert workplace is not None
    desk = workplace.bridge.desk
    folder = desk.folder
    assert folder is not None
    workplace.bridge.run(SaveDraft("test/place", "halvskrevet"), on=workplace)
    pages = [workplace.page(key) for key in workplace.pages]
    gone = [weakref.ref(each) for each in (workplace, workplace.bridge, *pages)]
    del workplace, pages
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    assert window.workplace is None
    assert not folder.is_open
    assert not desk.is_open
    assert desk.store.engine.pool.checkedin() == 0
    qtbot.waitUntil(lambda: gc.collect() >= 0 and all(ref() is None for ref in gone), timeout=5000)
    with opening.open_team(busy_folder, PASSPHRASE, clock=clock) as again:
        assert [draft.text for draft in again.see(Drafts("test/"))] == ["halvskrevet"]


def test_no_name_is_left_on_the_locked_screen(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    assert window.routes is not None
    facts = window.routes.board.facts
    assert facts is not None
    names = [row.name for row in facts.rows]
    del facts
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    shown = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        shown += [widget.accessibleName(), widget.toolTip()]
        text = getattr(widget, "text", None)
        shown.append(str(text()) if callable(text) else "")
    told = "\n".join(shown)
    assert not [name for name in names if name in told]


def test_the_window_closes_by_locking(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_at_every_text_size_the_pages_fit_the_window(
    open_window: Open, qtbot: QtBot, scale: float
) -> None:
    from ui.theme import theme

    window = open_window()
    workplace = window.workplace
    assert workplace is not None
    theme().set_text_scale(scale)
    try:
        for key in workplace.pages:
            page = workplace.page(key)
            workplace.show_page(key)
            settle(qtbot, window)
            assert page.minimumSizeHint().width() <= 1920 - workplace.rail.width(), key
    finally:
        theme().set_text_scale(1.0)


def test_a_failure_while_the_pages_are_made_is_told_where_one_unlocks(
    qtbot: QtBot,
    settings: QSettings,
    clock: FixedClock,
    busy_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Nothing half built is left, and the key is not either."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    make_application()
    background = Background()
    window = Window(background, settings)
    window.show()
    monkeypatch.setattr("ui.routes.Routes.__init__", lambda *_args: 1 / 0)
    desk = opening.open_team(busy_folder, PASSPHRASE, clock=clock)
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.take_desk(desk)
    told = [banner.message for banner in window.findChildren(Banner) if banner.isVisible()]
    assert any("Noe gikk galt" in text for text in told)  # the team speaks bokmål
    assert not desk.is_open
    window.close()
    window.deleteLater()
    background.close()


def test_a_problem_goes_when_the_next_change_goes_well(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    workplace, routes = window.workplace, window.routes
    assert workplace is not None
    assert routes is not None
    workplace.messages.problem(KnownError("Ingen her har initialene XX."))
    workplace.messages.info("Noe gikk bra.")
    row = routes.board.facts.rows[0]
    workplace.bridge.run(
        EditBoardRow(row.episode_id, row.version, agreed="Ringer i morgen"), on=workplace
    )
    qtbot.waitUntil(
        lambda: [banner.message for banner in workplace.messages.shown] == ["Noe gikk bra."],
        timeout=10_000,
    )


def test_every_word_of_the_team_is_in_the_users_language(open_window: Open) -> None:
    set_language("en")
    window = open_window()
    assert window.workplace is not None
    team = window.workplace.bridge.team
    assert team.word("contact_kind", "face_to_face") == "Ansikt til ansikt"
