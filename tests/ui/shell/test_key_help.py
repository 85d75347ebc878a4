"""The help of the keys: every key once, under its heading, reachable by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.support.accessible import unnamed
from ui.page import Command
from ui.shell.key_help import KeyHelp
from ui.widgets.marks import KeyCap
from ui.widgets.texts import Heading, Label


def command(id_: str, keys: str, group: str = "Tavle", text: str = "") -> Command:
    return Command(id_, text or id_, lambda: None, keys, group)


def open_help(window: QWidget, *commands: Command) -> KeyHelp:
    sheet = KeyHelp(window, commands)
    sheet.open()
    return sheet


def keys(sheet: KeyHelp) -> list[str]:
    shown = (cap.accessibleName() for cap in sheet.findChildren(KeyCap))
    return sorted(name.removeprefix("key ") for name in shown)


def test_every_key_is_shown_once_and_the_page_comes_before_the_window(
    window: QWidget, qtbot: QtBot
) -> None:
    sheet = open_help(
        window,
        command("place", "Ctrl+N", text="Place"),
        command("move", "M"),
        command("find", "Ctrl+K", "Everywhere"),
        command("other", "Ctrl+N", "Everywhere", text="Not here"),
        command("print", "", "Everywhere", text="Print"),
    )
    assert keys(sheet) == ["Ctrl+K", "Ctrl+N", "M"]
    told = {label.text() for label in sheet.findChildren(Label)}
    assert "Place" in told
    assert not told & {"Not here", "Print"}


def test_the_groups_keep_the_order_of_the_commands(window: QWidget, qtbot: QtBot) -> None:
    sheet = open_help(
        window,
        command("a", "A", "Tavle"),
        command("b", "B", "Everywhere"),
        command("c", "C", "Ark"),
    )
    headings = [heading.text() for heading in sheet.findChildren(Heading)]
    assert sorted(headings) == ["Ark", "Everywhere", "Keys", "Tavle"]


def test_many_keys_scroll_in_the_window_by_keyboard(window: QWidget, qtbot: QtBot) -> None:
    sheet = open_help(window, *(command(f"{n}", f"Ctrl+F{n}", f"G{n}") for n in range(1, 30)))
    scroll = sheet.findChild(QScrollArea)
    assert scroll is not None
    bar = scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert sheet.height() <= window.height()
    scroll.setFocus()
    qtbot.keyClick(scroll, Qt.Key.Key_Down)
    assert bar.value() > 0
    assert unnamed(sheet) == []


def test_esc_and_enter_close_it(window: QWidget, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        sheet = open_help(window, command("a", "A"))
        with qtbot.waitSignal(sheet.finished):
            qtbot.keyClick(sheet, key)
