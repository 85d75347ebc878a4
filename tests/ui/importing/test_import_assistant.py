"""The import assistant on a real team folder: read, corrected, decided, brought in, undone."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.exchange.views import ImportGround
from tests.support.builders import Make
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.importing.assistant import CHOOSE, DONE, MAP, ROWS, ImportAssistant, open_import
from ui.theme import install

SAMPLES = Path(__file__).parents[2] / "exchange" / "samples"
Save = Callable[[dict[str, list[list[Any]]]], Path]


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def bridge(qapp: QApplication, qtbot: QtBot, desk: Desk, messages: RecordedMessages) -> Any:
    install(qapp)
    bridge = Bridge(desk, messages, lambda _conflict, _again: None)
    with qtbot.waitSignal(bridge.history_changed):
        pass
    yield bridge
    bridge.close()


@pytest.fixture
def assistant(
    bridge: Bridge, messages: RecordedMessages, qtbot: QtBot
) -> Iterator[ImportAssistant]:
    """An assistant over an empty window."""
    window = QWidget()
    window.resize(1600, 900)
    qtbot.addWidget(window)
    window.show()
    assistant = open_import(window, bridge, messages)
    yield assistant
    assistant.done_with()


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def saved(sheets: dict[str, list[list[Any]]]) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "tavle.xlsx"
        workbook.save(path)
        return path

    return saved


def reach(qtbot: QtBot, assistant: ImportAssistant, step: int, act: Callable[[], object]) -> None:
    with qtbot.waitSignal(assistant.shown, check_params_cb=lambda shown: shown == step):
        act()


def read(qtbot: QtBot, assistant: ImportAssistant, path: Path) -> None:
    reach(qtbot, assistant, MAP, lambda: assistant.begin(path))


def bring_in(qtbot: QtBot, assistant: ImportAssistant) -> None:
    if assistant.step == MAP:
        assistant.primary.click()
    assistant.primary.click()
    qtbot.waitUntil(lambda: assistant.step == DONE and assistant.primary.isEnabled())


def test_a_sample_is_read_brought_in_and_undone_with_one_click(
    assistant: ImportAssistant, qtbot: QtBot, desk: Desk, messages: RecordedMessages
) -> None:
    read(qtbot, assistant, SAMPLES / "tavle-fjellbygda.xlsx")
    assert assistant.map.sheets.count() == 8
    assert assistant.steps.accessibleName() == "Step 2 of 4: How it is read"
    bring_in(qtbot, assistant)
    assert len(desk.see(ImportGround()).persons) == 41
    qtbot.waitUntil(assistant.ending.undo_row.isVisible)
    with qtbot.waitSignal(assistant.finished):
        assistant.ending.undo.click()
    assert desk.see(ImportGround()).persons == ()
    assert messages.infos == ["The import is taken back: everything is as it was before."]


def test_an_import_that_brought_nothing_offers_no_undo(
    assistant: ImportAssistant, qtbot: QtBot, desk: Desk, bridge: Bridge
) -> None:
    read(qtbot, assistant, SAMPLES / "tavle-enkel.xlsx")
    bring_in(qtbot, assistant)
    again = open_import(assistant.parentWidget(), bridge, RecordedMessages())
    read(qtbot, again, SAMPLES / "tavle-enkel.xlsx")
    bring_in(qtbot, again)
    assert not again.ending.undo_row.isVisible()
    with qtbot.waitSignal(again.board_wanted):
        again.primary.click()
    assert len(desk.see(ImportGround()).persons) == 14


def test_a_corrected_column_changes_the_plan_at_once_and_is_remembered(
    assistant: ImportAssistant, qtbot: QtBot, save: Save, bridge: Bridge
) -> None:
    path = save({"KRISE": [["Navn", "Gjøremål"], ["Live Lie", "ring NAV"]]})
    read(qtbot, assistant, path)
    choice = assistant.map.table.choice(1)
    assert choice.value == "note"
    choice.set_value("agreed")
    choice.activated.emit(choice.currentIndex())
    assert not assistant.primary.isEnabled()
    qtbot.waitUntil(assistant.primary.isEnabled)
    assert assistant.understanding is not None
    assert assistant.understanding.plan.episodes[0].agreed == "ring NAV"
    bring_in(qtbot, assistant)
    again = open_import(assistant.parentWidget(), bridge, RecordedMessages())
    read(qtbot, again, path)
    assert again.map.table.choice(1).value == "agreed"
    assert again.understanding is not None
    assert again.understanding.is_remembered
    again.reject()


def test_a_field_is_in_one_column_only(
    assistant: ImportAssistant, qtbot: QtBot, save: Save
) -> None:
    read(qtbot, assistant, save({"KRISE": [["Navn", "Årsak", "Hvem"], ["A B", "x", "Live Lie"]]}))
    with qtbot.waitSignal(assistant.map.changed) as told:
        assistant.map.table.chosen.emit(2, "name")
    fields = [column.field for column in told.args[0].sheets[0].columns]
    assert fields == ["note", "reason", "name"]
    qtbot.waitUntil(assistant.primary.isEnabled)


def test_sheet_section_headings_and_colours_are_corrected(
    assistant: ImportAssistant, qtbot: QtBot, save: Save
) -> None:
    read(qtbot, assistant, save({"Bolig": [["Tavla"], ["Navn", "Årsak"], ["Live Lie", "x"]]}))
    step = assistant.map

    def correct(select: Any, value: object) -> None:
        select.set_value(value)
        select.activated.emit(select.currentIndex())
        qtbot.waitUntil(assistant.primary.isEnabled)

    assert (step.kind.value, step.header.value, step.category.value) == ("board", 2, "")
    correct(step.category, "difficult_to_engage")
    assert assistant.understanding is not None
    assert assistant.understanding.plan.categories[0].code == "avoiding"
    correct(step.header, 0)
    assert len(assistant.understanding.mapping.sheets[0].columns) == 2
    assert assistant.understanding.mapping.sheets[0].header_row is None
    correct(step.kind, "leave_out")
    assert assistant.understanding.plan.persons == ()


def test_an_unclear_person_is_decided_by_keyboard(
    assistant: ImportAssistant, qtbot: QtBot, save: Save, desk: Desk, make: Make
) -> None:
    known = make.person("Live", "Larsen", birth_date=date(1951, 10, 9))
    path = save({"KRISE": [["Navn", "Årsak"], ["Live Larsen", "sover lite"], ["Per Moen", "y"]]})
    again = open_import(assistant.parentWidget(), assistant._bridge, RecordedMessages(), path)
    qtbot.waitUntil(lambda: again.step == MAP)
    reach(qtbot, again, ROWS, again.primary.click)
    rows = again.rows
    assert [row.group for row in rows.model.rows] == ["unclear", "new"]
    assert rows.decision.value == "leave"
    assert "Live Larsen in the team" in rows.decision.itemText(1)
    qtbot.keyClick(rows.table, Qt.Key.Key_Return)
    rows.decision.set_value(known)
    rows.decision.activated.emit(1)
    assert again.decisions == {rows.model.rows[0].person.key: known}
    assert rows.model.data(rows.model.index(0, 5)) == "The same person"
    bring_in(qtbot, again)
    assert len(desk.see(ImportGround()).persons) == 2
    again.accept()


def test_the_counts_filter_the_rows(assistant: ImportAssistant, qtbot: QtBot) -> None:
    read(qtbot, assistant, SAMPLES / "tavle-fjellbygda.xlsx")
    reach(qtbot, assistant, ROWS, assistant.primary.click)
    rows = assistant.rows
    assert len(rows.model.rows) == 138
    rows.show_group("left_out")
    assert {row.group for row in rows.model.rows} == {"left_out"}
    rows.show_group("unclear")
    assert rows.table.isHidden()
    rows.show_group("all")
    rows.search.setText("sheet:krise odegard")
    assert [row.cell for row in rows.model.rows] == ["A6"]
    reach(qtbot, assistant, MAP, assistant.back.click)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not a workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_place(
    assistant: ImportAssistant, qtbot: QtBot, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "tavle.xlsx"
    path.write_bytes(content)
    assistant.begin(path)
    qtbot.waitUntil(lambda: bool(assistant.error))
    assert said in assistant.error
    assert assistant.step == CHOOSE
    assert assistant.choose.button.isEnabled()


def test_reading_that_is_cancelled_shows_nothing(
    assistant: ImportAssistant, qtbot: QtBot, save: Save
) -> None:
    assistant.begin(SAMPLES / "tavle-fjellbygda.xlsx")
    assistant.choose.cancelled.emit()
    read(qtbot, assistant, save({"KRISE": [["Navn", "Årsak"], ["Live Lie", "x"]]}))
    assert assistant.map.sheets.count() == 1


def test_a_file_can_be_dropped(assistant: ImportAssistant, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLES / "tavle-enkel.xlsx"))])
    drop = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    reach(qtbot, assistant, MAP, lambda: assistant.choose._area.dropEvent(drop))
    assert assistant.understanding is not None


def test_a_plan_grown_old_brings_nothing_and_says_so(
    assistant: ImportAssistant, qtbot: QtBot, save: Save, desk: Desk, make: Make
) -> None:
    rows = [["Navn", "Født", "Årsak"], ["Live Lie", "3.4.1990", "x"]]
    read(qtbot, assistant, save({"KRISE": rows}))
    assistant.primary.click()
    make.person("Live", "Lie", birth_date=date(1990, 4, 3))
    assistant.primary.click()
    qtbot.waitUntil(lambda: bool(assistant.error))
    assert assistant.step == ROWS
    assert "since the workbook was read" in assistant.error
    assert len(desk.see(ImportGround()).persons) == 1
