"""The list of editions: where each is from, how it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.assessments.actions.scale_forms import KeepScaleForm
from factdesk.assessments.form_text import ScaleFormText
from factdesk.assessments.own_form.building import build
from factdesk.assessments.own_form.draft import begin
from factdesk.assessments.scales import load_shipped
from factdesk.desk import Desk
from tests.support.builders import Make
from tests.support.desks import member
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.scale_forms.dialog import ScaleFormsDialog
from ui.scale_forms.editor import FormEditor


def own(edition: str = "ours") -> str:
    """The file of an own form."""
    draft = begin(*load_shipped("facts-2010"), "nb", edition)
    return build(draft.with_title("7", "Psykolog"))[1]


def cells(dialog: ScaleFormsDialog, row: int) -> list[str]:
    """What a row of the list says."""
    return [str(dialog.model.index(row, at).data()) for at in range(dialog.model.columnCount())]


def test_the_shipped_editions_are_listed_with_their_standing(dialog: ScaleFormsDialog) -> None:
    assert dialog.model.total == 5
    assert cells(dialog, 0)[1:] == ["2008", "28", "With the program", "ready"]
    assert cells(dialog, 2)[1:] == ["2010", "60", "With the program", "wording missing"]
    assert not dialog.away_button.isEnabled()
    assert dialog.primary.isEnabled()


def test_enter_opens_the_editor_on_the_chosen_edition(
    dialog: ScaleFormsDialog, qtbot: QtBot
) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(2, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.findChild(FormEditor) is not None)
    editor = dialog.findChild(FormEditor)
    assert editor.draft.scale.id == "facts-2010"


def test_a_scale_file_is_brought_in_put_away_and_brought_back(
    dialog: ScaleFormsDialog, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    path = tmp_path / "scale.toml"
    path.write_text(own(), encoding="utf-8")
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.model.total == 6 and bool(messages.infos))
    dialog.table.setCurrentIndex(dialog.model.index(3, 0))
    assert cells(dialog, 3)[1:4] == ["ours", "60", "From a file"]
    dialog.away_button.click()
    qtbot.waitUntil(lambda: "put away" in cells(dialog, 5)[4])
    dialog.table.setCurrentIndex(dialog.model.index(5, 0))
    assert dialog.away_button.text() == "Bring back"
    dialog.away_button.click()
    qtbot.waitUntil(lambda: "put away" not in cells(dialog, 5)[4])


def test_a_broken_scale_file_is_shown_by_its_lines(
    dialog: ScaleFormsDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "scale.toml"
    path.write_text(own().replace('at_least = "4.1"', 'at_least = "4.3"'), encoding="utf-8")
    dialog.read(path)
    qtbot.waitUntil(lambda: bool(dialog.error))
    assert dialog.problems.count() == 1
    assert dialog.problems.item(0).text().startswith("Line ")
    dialog.read(tmp_path / "gone.toml")
    qtbot.waitUntil(lambda: "gone.toml" in dialog.error)
    assert dialog.model.total == 5


def test_an_edition_is_given_out_as_a_file(
    dialog: ScaleFormsDialog, desk: Desk, qtbot: QtBot, tmp_path: Path, messages: RecordedMessages
) -> None:
    form = desk.see(ScaleFormText(desk.do(KeepScaleForm(own()))))
    dialog.write(form, tmp_path / form.file_name)
    qtbot.waitUntil(lambda: bool(messages.infos))
    assert (tmp_path / "facts-2010-ours.toml").read_text(encoding="utf-8") == own()
    dialog.write(form, tmp_path / "no" / "folder.toml")
    qtbot.waitUntil(lambda: bool(dialog.error))


def test_who_does_not_lead_looks_and_changes_nothing(
    bridge_to: Callable[[Desk], Bridge],
    second_desk: Callable[..., Desk],
    desk: Desk,
    make: Make,
    host: QWidget,
    messages: RecordedMessages,
    qtbot: QtBot,
) -> None:
    other = second_desk(desk, member(make.staff("Ola Berg"), "Ola Berg"))
    dialog = ScaleFormsDialog(bridge_to(other), messages, host)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.model.total == 5)
    for button in (dialog.primary, dialog.bring_button, dialog.give_button, dialog.away_button):
        assert not button.isEnabled()
    dialog.submit()
    assert dialog.findChild(FormEditor) is None


def test_another_users_form_comes_into_the_list(
    dialog: ScaleFormsDialog, desk: Desk, qtbot: QtBot
) -> None:
    desk.do(KeepScaleForm(own()))
    qtbot.waitUntil(lambda: dialog.model.total == 6)
    assert cells(dialog, 3)[3] == "The team's own form"
