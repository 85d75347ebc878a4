"""The finder: found without accents, chosen by Enter, left by Esc, and as quick as the keys."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.support.accessible import unnamed
from ui.page import Command
from ui.shell.finder import MOST, Finder, Found, found_commands

#: One frame of a screen, in seconds.
FRAME = 1 / 60
PERSONS = (("Åse Ødegård", "73 år"), ("Máret Olsen", "26 år"), ("Kåre Åsen", "51 år, Nes"))


class Chosen(list[str]):
    """What was chosen, in order."""

    def person(self, name: str, hint: str) -> Found:
        return Found(name, hint, "user", "", lambda: self.append(name))

    def command(self, text: str, *, enabled: bool = True) -> Command:
        return Command(text, text, lambda: self.append(text), "F5", "Tavle", lambda: enabled)


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


def open_finder(window: QWidget, items: list[Found]) -> tuple[Finder, QLineEdit]:
    finder = Finder(window, items)
    finder.open()
    search = finder.findChild(QLineEdit)
    assert search is not None
    return finder, search


@pytest.fixture
def finder(window: QWidget, chosen: Chosen) -> tuple[Finder, QLineEdit]:
    commands = found_commands([chosen.command("Åpne møtet")])
    return open_finder(window, commands + [chosen.person(*person) for person in PERSONS])


def texts(finder: Finder) -> list[str]:
    return [item.text for item in finder.shown]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("odegard", ["Åse Ødegård"]),
        ("MARET", ["Máret Olsen"]),
        ("ase", ["Åse Ødegård", "Kåre Åsen"]),
        ("nes", ["Kåre Åsen"]),
        ("olsen mar", ["Máret Olsen"]),
        ("xyz", []),
    ],
)
def test_names_are_found_without_accents_and_in_order(
    finder: tuple[Finder, QLineEdit], qtbot: QtBot, typed: str, found: list[str]
) -> None:
    sheet, search = finder
    qtbot.keyClicks(search, typed)
    assert texts(sheet) == found


def test_before_anything_is_typed_the_first_ones_are_shown(
    finder: tuple[Finder, QLineEdit],
) -> None:
    assert texts(finder[0]) == ["Åpne møtet", *(name for name, _hint in PERSONS)]


def test_enter_chooses_the_marked_one_and_closes(
    finder: tuple[Finder, QLineEdit], chosen: Chosen, qtbot: QtBot
) -> None:
    sheet, search = finder
    qtbot.keyClicks(search, "ase")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert search.accessibleDescription() == "Kåre Åsen, 51 år, Nes"
    with qtbot.waitSignal(sheet.accepted):
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert chosen == ["Kåre Åsen"]


def test_esc_empties_then_leaves_and_chooses_nothing(
    finder: tuple[Finder, QLineEdit], chosen: Chosen, qtbot: QtBot
) -> None:
    sheet, search = finder
    qtbot.keyClicks(search, "ase")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert chosen == []


def test_without_a_hit_it_says_so_and_enter_does_nothing(
    finder: tuple[Finder, QLineEdit], chosen: Chosen, qtbot: QtBot
) -> None:
    sheet, search = finder
    qtbot.keyClicks(search, "xyz")
    assert search.accessibleDescription().startswith("Nothing is called that.")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert chosen == []


def test_what_cannot_be_done_now_is_not_offered(chosen: Chosen) -> None:
    offered = found_commands([chosen.command("A"), chosen.command("B", enabled=False)])
    assert [item.text for item in offered] == ["A"]


def test_everything_in_it_is_read_by_name(finder: tuple[Finder, QLineEdit]) -> None:
    assert unnamed(finder[0]) == []


def test_five_hundred_persons_are_searched_within_a_frame(
    window: QWidget, chosen: Chosen, qtbot: QtBot
) -> None:
    persons = [chosen.person(f"Åse Bjørg Ødegård-{n}", f"{n % 90} år, Sørdal") for n in range(500)]
    sheet, search = open_finder(window, persons)
    took = []
    for letters in ("o", "od", "ode", "odegard-49", "ase"):
        began = time.thread_time()
        search.setText(letters)
        took.append(time.thread_time() - began)
    assert len(sheet.shown) == MOST
    assert sorted(took)[len(took) // 2] < FRAME
