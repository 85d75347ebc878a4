"""Writing a form in: typed, pasted, brought in from files; undone; kept as an edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from factdesk.assessments.form_text import ScaleFormText
from factdesk.assessments.forms import ScaleForms
from factdesk.desk import Desk
from factdesk.store.drafts import Drafts
from ui.bridge import Bridge
from ui.scale_forms.editor import FormEditor
from ui.scale_forms.form_model import FIRST_ANCHOR, TITLE
from ui.scale_forms.text_dialog import FormTextDialog
from ui.widgets.dialogs import Question

Edit = Callable[..., FormEditor]


def paste(editor: FormEditor, qtbot: QtBot, text: str, row: int = 0, column: int = TITLE) -> None:
    """Paste a text at a cell with Ctrl+V."""
    QGuiApplication.clipboard().setText(text)
    editor.table.setFocus()
    editor.table.setCurrentIndex(editor.model.index(row, column))
    qtbot.keyClick(editor.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def titles(editor: FormEditor, *codes: str) -> list[str]:
    """The titles of some items."""
    return [editor.draft.item(code).title for code in codes]


def lines(editor: FormEditor) -> list[str]:
    """What is to be put right."""
    return [editor.problems.item(at).text() for at in range(editor.problems.count())]


def test_typing_in_a_cell_writes_and_goes_on_below(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    editor.table.setFocus()
    editor.table.setCurrentIndex(editor.model.index(4, TITLE))
    qtbot.keyClick(editor.table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: editor.table.findChild(QLineEdit) is not None)
    field = editor.table.findChild(QLineEdit)
    qtbot.keyClicks(field, "sykolog")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(editor, "4") == ["psykolog"])
    assert editor.isVisible(), "Enter in a cell is not the main button"
    assert editor.table.currentIndex().row() == 5


def test_a_table_goes_by_the_codes_in_it(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "7\tPsykolog\ta\tb\tc\td\te\tTeamstruktur\n9\tLege\n", row=30)
    assert titles(editor, "7", "9") == ["Psykolog", "Lege"]
    assert editor.draft.item("7").anchors == ("a", "b", "c", "d", "e")
    assert editor.draft.item("7").subscale == "structure"
    assert editor.progress.text() == "4 of 61 items with title and anchors"


def test_cells_without_codes_go_where_the_cursor_is(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "Psykolog\ta\tb\nLege\tc\td", row=7)
    assert titles(editor, "7", "8") == ["Psykolog", "Lege"]
    assert editor.draft.item("8").anchors == ("c", "d", "", "", "")


def test_an_anchor_that_begins_with_a_number_is_no_item(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "50 eller flere", row=7, column=FIRST_ANCHOR)
    assert editor.draft.item("7").anchors[0] == "50 eller flere"
    assert titles(editor, "50") == [""]


def test_what_finds_no_place_is_told_by_line(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "7\tPsykolog\n61\tFor mye\n8\tLege\ta\tb")
    assert lines(editor) == [
        "Line 2: «61» is not an item of this scale.",
        "Line 3, item 8: There are 2 anchors; the item has 5 scores.",
    ]
    assert not editor.notice.isHidden()
    qtbot.keyClick(editor.problems, Qt.Key.Key_Down)
    editor.problems.setCurrentRow(1)
    qtbot.keyClick(editor.problems, Qt.Key.Key_Return)
    assert editor.table.currentIndex().row() == editor.model.row_of("8")


def test_an_empty_paste_says_so_and_changes_nothing(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, " \n")
    assert editor.error == "There is nothing to paste."
    assert not editor.history.can_undo


def test_five_hundred_lines_keep_to_the_table(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "\n".join(f"Tittel {number}" for number in range(500)))
    assert titles(editor, "1", "60") == ["Tittel 0", "Tittel 60"]
    assert len(lines(editor)) == 439


def test_each_step_is_undone_and_done_again(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "7\tPsykolog\n8\tLege")
    qtbot.keyClick(editor.table, Qt.Key.Key_Delete)
    editor.table.setCurrentIndex(editor.model.index(editor.model.row_of("7"), TITLE))
    qtbot.keyClick(editor.table, Qt.Key.Key_Delete)
    assert titles(editor, "7", "8") == ["", "Lege"]
    qtbot.keyClick(editor.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(editor, "7", "8") == ["Psykolog", "Lege"])
    editor.undo()
    editor.undo()
    assert titles(editor, "7", "8") == ["", ""]
    assert not editor.undo_button.isEnabled()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(editor.table, Qt.Key.Key_Z, both)
    qtbot.waitUntil(lambda: titles(editor, "7", "8") == ["Psykolog", "Lege"])
    editor.redo_button.click()
    editor.redo()
    assert titles(editor, "7", "8") == ["", "Lege"]


def test_cells_are_copied_as_a_table(edit: Edit, qtbot: QtBot) -> None:
    editor = edit("dacts")
    editor.table.setFocus()
    editor.table.selectAll()
    qtbot.keyClick(editor.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")[0].split("\t")
    assert copied[:2] == ["H1", "Small caseload"]
    assert copied[-1] == "Human resources"


def test_a_part_with_fewer_scores_has_no_cells_for_the_rest(edit: Edit) -> None:
    model = edit("facts-2017").model
    assert not model.can_write(model.index(model.row_of("A1"), FIRST_ANCHOR + 5))
    assert model.can_write(model.index(model.row_of("B1"), FIRST_ANCHOR + 7))
    assert model.columnCount() == FIRST_ANCHOR + 8, "there are no subscales to choose"


def test_text_is_brought_in_and_stays_where_it_cannot_be(
    edit: Edit, qtbot: QtBot, host: QWidget
) -> None:
    editor = edit("tmact")
    dialog = FormTextDialog(editor, editor.draft.scale)
    dialog.read.connect(editor.bring)
    with qtbot.waitActive(dialog):
        dialog.open()
    dialog.text.set_text("ingen koder her")
    dialog.submit()
    assert dialog.error
    assert dialog.text.toPlainText() == "ingen koder her"
    dialog.text.set_text("CP1 Ute hos folk\n1 a\n2 b\n3 c\n4 d\n5 e")
    dialog.submit()
    assert titles(editor, "CP1") == ["Ute hos folk"]
    assert editor.draft.item("CP1").is_complete


def test_a_spreadsheet_is_brought_in(edit: Edit, qtbot: QtBot, tmp_path: Path) -> None:
    editor = edit()
    (tmp_path / "form.csv").write_text("Kode;Tittel\n7;Psykolog\n99;Ukjent\n", encoding="utf-8")
    editor.read_spreadsheet(tmp_path / "form.csv")
    qtbot.waitUntil(lambda: titles(editor, "7") == ["Psykolog"])
    assert lines(editor) == ["Line 3: «99» is not an item of this scale."]
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    editor.read_spreadsheet(tmp_path / "broken.xlsx")
    qtbot.waitUntil(lambda: bool(editor.error))
    assert titles(editor, "7") == ["Psykolog"]


def test_the_form_is_kept_as_an_edition(edit: Edit, qtbot: QtBot, desk: Desk) -> None:
    editor = edit()
    paste(editor, qtbot, '7\t<b>Psykolog</b> & "lege"')
    editor.edition.setText("2010, our form")
    with qtbot.waitSignal(editor.accepted):
        editor.primary.click()
    (row,) = [row for row in desk.see(ScaleForms()) if row.id]
    item = desk.see(ScaleFormText(row.key)).scale.item("7")
    assert item is not None
    assert item.title.in_language("nb") == '<b>Psykolog</b> & "lege"'


def test_what_is_wrong_is_told_and_everything_stays(edit: Edit, qtbot: QtBot) -> None:
    editor = edit()
    paste(editor, qtbot, "bare ett anker", row=editor.model.row_of("7"), column=FIRST_ANCHOR)
    editor.primary.click()
    assert lines(editor) == [
        "The edition needs a name of its own.",
        "Item 7: Write all anchors or none; missing: 2, 3, 4, 5.",
    ]
    assert editor.table.currentIndex().row() == editor.model.row_of("7")
    assert editor.isVisible()


def test_an_edition_that_is_taken_is_told(edit: Edit, qtbot: QtBot) -> None:
    first, second = edit(), edit()
    for editor, title in ((first, "Psykolog"), (second, "Lege")):
        paste(editor, qtbot, f"7\t{title}\n8\tX")
        editor.edition.setText("ours")
    with qtbot.waitSignal(first.accepted):
        first.submit()
    second.submit()
    qtbot.waitUntil(lambda: "ours" in second.error)
    assert titles(second, "7") == ["Lege"]


@pytest.mark.parametrize("leave", [True, False])
def test_leaving_with_words_written_asks_first(edit: Edit, qtbot: QtBot, leave: bool) -> None:
    editor = edit()
    paste(editor, qtbot, "7\tPsykolog\n8\tLege")
    qtbot.keyClick(editor.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor.findChild(Question) is not None)
    question = editor.findChild(Question)
    if leave:
        with qtbot.waitSignal(editor.rejected):
            question.primary.click()
    else:
        question.secondary.click()
        assert editor.isVisible()
        assert titles(editor, "7") == ["Psykolog"]


def test_the_language_of_the_form_is_chosen_before_the_first_word(edit: Edit, qtbot: QtBot) -> None:
    editor = edit("dacts")
    assert titles(editor, "H1") == ["Small caseload"]
    editor.written_in.set_value("nb")
    editor.written_in.activated.emit(0)
    assert titles(editor, "H1") == ["Liten caseload"]
    paste(editor, qtbot, "H1\tFærre brukere")
    assert not editor.written_in.isEnabled()


def test_what_was_written_is_found_again_after_a_lock(
    edit: Edit, qtbot: QtBot, bridge: Bridge
) -> None:
    editor = edit()
    editor.written_in.set_value("nb")
    editor.written_in.activated.emit(0)
    paste(editor, qtbot, "7\tPsykolog\n8\tLege")
    editor.edition.setText("ours")
    editor.edition.editingFinished.emit()
    qtbot.waitUntil(lambda: bridge.is_settled)
    editor.deleteLater()
    again = edit()
    qtbot.waitUntil(lambda: titles(again, "7", "8") == ["Psykolog", "Lege"])
    assert again.draft.edition == "ours"
    assert again.draft.language == "nb"
    again.undo()
    assert titles(again, "7", "8") == ["", ""]


def test_a_form_that_is_kept_or_thrown_away_leaves_no_draft(
    edit: Edit, qtbot: QtBot, bridge: Bridge, desk: Desk
) -> None:
    editor = edit()
    paste(editor, qtbot, "7\tPsykolog\n8\tLege")
    editor.edition.setText("ours")
    with qtbot.waitSignal(editor.accepted):
        editor.submit()
    qtbot.waitUntil(lambda: bridge.is_settled)
    assert desk.see(Drafts("scale-form/")) == ()
