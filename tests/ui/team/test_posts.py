"""The part of the team page with posts and leaves, on a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.team.actions.leaves import AddLeave
from factdesk.team.actions.posts import AddPost
from factdesk.team.kinds import LeaveKind
from factdesk.team.posts import PostsAndLeaves
from tests.support.desks import member
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.team.page import TeamPage
from ui.team.post_dialogs import LeaveDialog, PostDialog
from ui.team.posts import PostsSection
from ui.theme import install

WAIT = 15000


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def open_page(qapp: QApplication, qtbot: QtBot, messages: RecordedMessages) -> Iterator[object]:
    """Opens the team page on a desk, and closes it behind the test."""
    install(qapp)
    opened: list[tuple[TeamPage, Bridge]] = []

    def on(desk: Desk) -> TeamPage:
        bridge = Bridge(desk, messages, lambda _error, _mine: None)
        with qtbot.waitSignal(bridge.ready, timeout=WAIT):
            pass
        page = TeamPage(bridge, messages)
        opened.append((page, bridge))
        page.show()
        return page

    yield on
    for page, bridge in opened:
        bridge.close()
        page.close()
        page.deleteLater()


@pytest.fixture
def section(open_page, desk: Desk, qtbot: QtBot) -> PostsSection:
    """The part as it is when nothing is written yet."""
    page = open_page(desk)
    page.show_part("posts")
    part = page.part("posts")
    qtbot.waitUntil(lambda: part._live.asked > 0, timeout=WAIT)
    return part


def command(section: PostsSection, name: str):
    return next(each for each in section.commands() if each.id == name)


def test_the_empty_part_says_why_it_is_asked_for(section, qtbot):
    assert section._no_posts.isVisible()
    assert "suggest no score" in section._no_posts.accessibleDescription()
    qtbot.mouseClick(section._no_posts.button, Qt.MouseButton.LeftButton)
    dialog = section.findChild(PostDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_a_post_is_written_by_keyboard(section, desk, qtbot):
    command(section, "team.post").run()
    dialog = section.findChild(PostDialog)
    qtbot.keyClicks(dialog.name, "Nurse 1")
    dialog.profession.set_value("nurse")
    dialog.fte.setText("37,5")
    qtbot.keyClicks(dialog.first_day.line, "1.1.2025")
    dialog.submit()
    qtbot.waitUntil(lambda: section.posts.rowCount() == 1, timeout=WAIT)
    (post,) = desk.see(PostsAndLeaves()).posts
    assert (post.title, post.profession, post.fte_percent, post.valid_from) == (
        "Nurse 1", "nurse", Decimal("37.5"), date(2025, 1, 1),
    )  # fmt: skip
    assert section.posts.rows[0].profession == "Nurse"
    assert not section._no_posts.isVisible()
    assert "0.38 full posts" in section._posts_total.text()


def test_a_refused_post_keeps_what_was_typed(section, qtbot):
    section.add_post()
    dialog = section.findChild(PostDialog)
    dialog.name.setText("Nurse")
    dialog.fte.setText("mye")
    dialog.submit()
    assert "share of a post" in dialog.error
    dialog.fte.setText("100")
    dialog.first_day.set_value(date(2026, 2, 1))
    dialog.last_day.set_value(date(2026, 1, 1))
    dialog.submit()
    qtbot.waitUntil(lambda: "before the first day" in dialog.error, timeout=WAIT)
    assert dialog.name.text() == "Nurse"
    dialog.reject()


def test_enter_changes_the_chosen_post_and_a_key_removes_it(section, desk, qtbot, messages):
    desk.do(AddPost("Nurse"))
    qtbot.waitUntil(lambda: section.posts.rowCount() == 1, timeout=WAIT)
    section.post_table.selectRow(0)
    qtbot.keyClick(section.post_table, Qt.Key.Key_Return)
    dialog = section.findChild(PostDialog)
    assert (dialog.name.text(), dialog.fte.text()) == ("Nurse", "100")
    dialog.name.setText("Nurse 2")
    dialog.submit()
    qtbot.waitUntil(lambda: section.posts.rows[0].post.title == "Nurse 2", timeout=WAIT)
    section.post_table.selectRow(0)
    assert command(section, "team.remove_post").enabled()
    command(section, "team.remove_post").run()
    qtbot.waitUntil(lambda: section.posts.rowCount() == 0, timeout=WAIT)
    qtbot.waitUntil(lambda: messages.infos == ["The post is removed."], timeout=WAIT)
    desk.undo().result()
    qtbot.waitUntil(lambda: section.posts.rowCount() == 1, timeout=WAIT)


def test_a_leave_is_written_changed_and_removed(section, desk, make, qtbot, messages):
    tove = make.staff("Tove Kvam")
    qtbot.waitUntil(lambda: section.bridge.team.by_initials("TK") is not None, timeout=WAIT)
    command(section, "team.leave").run()
    dialog = section.findChild(LeaveDialog)
    dialog.member.set_value(tove)
    dialog.kind.set_value("parental")
    dialog.submit()
    qtbot.waitUntil(lambda: section.leaves.rowCount() == 1, timeout=WAIT)
    assert section.leaves.rows[0].length == "–"
    section.leave_table.opened.emit(section.leaves.rows[0])
    changing = next(one for one in section.findChildren(LeaveDialog) if one.isVisible())
    changing.last_day.set_value(date(2026, 12, 2))
    changing.submit()
    qtbot.waitUntil(lambda: section.leaves.rows[0].length == "10 days", timeout=WAIT)
    section.leave_table.selectRow(0)
    section.remove_leave()
    qtbot.waitUntil(lambda: section.leaves.rowCount() == 0, timeout=WAIT)
    qtbot.waitUntil(lambda: messages.infos == ["The leave is removed."], timeout=WAIT)


def test_a_leave_needs_a_first_day_and_free_days(section, desk, make, qtbot):
    tove = make.staff("Tove Kvam")
    desk.do(AddLeave(tove, LeaveKind.SICK, date(2026, 11, 1)))
    qtbot.waitUntil(lambda: section.leaves.rowCount() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: section.bridge.team.by_initials("TK") is not None, timeout=WAIT)
    section.add_leave()
    dialog = section.findChild(LeaveDialog)
    dialog.member.set_value(tove)
    dialog.first_day.set_value(None)
    dialog.submit()
    assert "first day is missing" in dialog.error
    dialog.first_day.set_value(date(2026, 11, 20))
    dialog.submit()
    qtbot.waitUntil(lambda: "has a leave" in dialog.error, timeout=WAIT)
    dialog.reject()


def test_who_does_not_edit_the_team_has_no_such_part(open_page, desk, make, second_desk):
    tove = make.staff("Tove Kvam")
    page = open_page(second_desk(desk, member(tove, "Tove Kvam")))
    assert "posts" not in page._kinds
