"""Two people changed the same: both values are seen, and only the user chooses."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.actions.write_meeting_item import WriteMeetingItem
from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.store.conflict import Collision, Conflict
from factdesk.team.actions.edit_settings import EditSettings
from factdesk.team.views import Settings, TheTeam
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.conflicts import BOTH, THEIRS, ConflictPanel, open_conflict
from ui.field_words import field_word, name_fields, name_values, value_words
from ui.settling import Settlement
from ui.team.field_names import install_names
from ui.theme import theme
from ui.widgets.compared import differing
from ui.widgets.texts import Label

LONG = "Sover lite, hører stemmer igjen og ønsker daglig besøk av to. " * 65


def conflict(**changed: Collision) -> Conflict:
    return Conflict("episode", "1", 3, changed)


def open_panel(window: QWidget, problem: Conflict) -> tuple[ConflictPanel, list[str]]:
    sent: list[str] = []
    panel = ConflictPanel(window, problem, lambda: sent.append("mine"))
    panel.open()
    return panel, sent


def edit(seen: Settings, minutes: int) -> EditSettings:
    """Everything as it was seen, but for the length of the meeting."""
    names = {field.name for field in fields(EditSettings)} - {"team_id", "seen", "reason"}
    values = {name: getattr(seen, name) for name in names} | {"meeting_minutes": minutes}
    return EditSettings(team_id=seen.id, seen=seen.version, **values)


def told(panel: ConflictPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(Label)]


@pytest.fixture
def written(make: Make, desk: Desk) -> tuple[str, Conflict]:
    """A person, and what met another's words in their row on the board."""
    person = make.person("Kari", "Ruud")
    row = make.place(person)
    desk.do(EditBoardRow(row, 1, placement_reason="Hører stemmer"))
    with pytest.raises(Conflict) as met:
        desk.do(EditBoardRow(row, 1, placement_reason="Sover lite"))
    return person, met.value


@pytest.fixture
def bridge(
    written: tuple[str, Conflict], window: QWidget, qtbot: QtBot, desk: Desk
) -> Iterator[Bridge]:
    made = Bridge(desk, RecordedMessages(), lambda *_args: None)
    with qtbot.waitSignal(made.ready):
        pass
    yield made
    qtbot.waitUntil(lambda: made.is_settled)
    made.close()


@pytest.fixture
def panel(window: QWidget) -> tuple[ConflictPanel, list[str]]:
    days = Collision(date(2026, 11, 24), date(2026, 11, 20), None)
    return open_panel(window, conflict(follow_up=days))


def test_mine_theirs_and_before_are_shown(panel: tuple[ConflictPanel, list[str]]) -> None:
    shown = told(panel[0])
    for who, value in (("Mine", "24.11.2026"), ("Stands now", "(empty)"), ("Before", "20.11.2026")):
        assert shown[shown.index(who) + 1] == value
    assert unnamed(panel[0]) == []


def test_use_mine_sends_mine_once(panel: tuple[ConflictPanel, list[str]], qtbot: QtBot) -> None:
    sheet, sent = panel
    with qtbot.waitSignal(sheet.accepted):
        qtbot.keyClick(sheet.primary, Qt.Key.Key_Space)
    assert sent == ["mine"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_first_key_pressed_never_writes_over_anybody(
    panel: tuple[ConflictPanel, list[str]], qtbot: QtBot, key: Qt.Key
) -> None:
    sheet, sent = panel
    assert sheet.secondary.hasFocus()
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet.secondary, key)
    assert sent == []


def test_enter_while_reading_chooses_nothing(window: QWidget, qtbot: QtBot) -> None:
    sheet, sent = open_panel(window, conflict(note=Collision(LONG, "", LONG[::-1])))
    area = sheet.findChildren(QPlainTextEdit)[0]
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Return)
    assert sheet.isVisible()
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent in ([], ["mine"])


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_four_thousand_characters_scroll_instead_of_stretching(
    window: QWidget, qtbot: QtBot, scale: float
) -> None:
    theme().set_text_scale(scale)
    sheet, _sent = open_panel(window, conflict(note=Collision(LONG, LONG[:200], LONG[::-1])))
    mine, theirs, _before = sheet.findChildren(QPlainTextEdit)
    assert sheet.height() <= window.height()
    assert mine.toPlainText() == LONG
    assert mine.isReadOnly()
    assert mine.accessibleName() == "Mine: note"
    assert mine.height() == theirs.height()
    qtbot.waitUntil(lambda: mine.verticalScrollBar().maximum() > 0)


def test_rooms_name_their_fields() -> None:
    name_fields("a_table", lambda: {"placement_reason": "Årsak"})
    assert field_word("a_table", "placement_reason") == "Årsak"
    assert field_word("a_table", "other") == "other"
    assert field_word("unknown", "other") == "other"


def test_values_are_said_as_the_user_knows_them(desk: Desk) -> None:
    team = desk.see(TheTeam())
    assert value_words(team.members[0].id, team) == "Marit Holm"
    assert [value_words(value, team) for value in (True, False, "", None, 3)] == [
        "Yes",
        "No",
        "(empty)",
        "(empty)",
        "3",
    ]


def test_use_mine_writes_over_what_the_other_wrote_knowing_it(
    window: QWidget, qtbot: QtBot, desk: Desk
) -> None:
    panels: list[ConflictPanel] = []

    def show(problem: Conflict, again: object) -> None:
        panels.append(ConflictPanel(window, problem, again, bridge.team))  # type: ignore[arg-type]
        panels[-1].open()

    bridge = Bridge(desk, RecordedMessages(), show, window)
    with qtbot.waitSignal(bridge.ready):
        pass
    seen = bridge.team.settings
    with ThreadPoolExecutor(1) as other, qtbot.waitSignal(bridge.team_changed):
        other.submit(desk.do, edit(seen, 20)).result()
    bridge.run(edit(seen, 35), on=window)
    qtbot.waitUntil(lambda: bool(panels))
    assert "20" in told(panels[0])
    assert "35" in told(panels[0])
    with qtbot.waitSignal(bridge.team_changed):
        qtbot.keyClick(panels[0].primary, Qt.Key.Key_Return)
    assert bridge.team.settings.meeting_minutes == 35
    bridge.close()


def test_a_code_is_said_in_words_and_never_shown_raw(desk: Desk) -> None:
    install_names()
    team = desk.see(TheTeam())
    assert value_words("nn", team, "staff", "language") == "Nynorsk"
    assert value_words("nurse", team, "staff", "profession") == "Nurse"
    assert value_words(team.employers[0].id, team, "staff", "employer_id") == team.employers[0].name
    name_values("a_table", {"kind": lambda code, _team: f"word of {code}"})
    assert value_words("x", team, "a_table", "kind") == "word of x"
    assert value_words(None, team, "a_table", "kind") == "(empty)"


def settled(
    window: QWidget, problem: Conflict, action: object
) -> tuple[ConflictPanel, list[object]]:
    """The panel of a refused command, and what is sent or let be."""
    sent: list[object] = []
    settle = Settlement(action, problem, sent.append, lambda: sent.append("theirs"))  # type: ignore[arg-type]
    panel = ConflictPanel(window, problem, settle)
    panel.open()
    return panel, sent


def two_fields() -> tuple[Conflict, EditBoardRow]:
    reason = Collision("Sover lite", "Uro", "Hører stemmer")
    problem = Conflict(
        "board_episodes",
        "1",
        7,
        {"reason": reason, "agreed": Collision("Jeg ringer", "", "Tove drar dit")},
    )
    return problem, EditBoardRow("1", 3, placement_reason="Sover lite", agreed="Jeg ringer")


def test_each_field_is_chosen_for_itself(window: QWidget, qtbot: QtBot) -> None:
    panel, sent = settled(window, *two_fields())
    assert not panel.primary.isEnabled()
    panel.bars["reason"].button(THEIRS).click()
    assert not panel.primary.isEnabled()
    panel.bars["agreed"].button(BOTH).click()
    with qtbot.waitSignal(panel.accepted):
        panel.primary.click()
    both = "Tove drar dit\n\nJeg ringer"
    assert sent == [EditBoardRow("1", 7, placement_reason="Hører stemmer", agreed=both)]
    assert unnamed(panel) == []


def test_theirs_in_every_field_sends_nothing(window: QWidget, qtbot: QtBot) -> None:
    panel, sent = settled(window, *two_fields())
    for bar in panel.bars.values():
        bar.button(THEIRS).click()
    panel.primary.click()
    assert sent == ["theirs"]


@pytest.mark.parametrize("by_button", [True, False])
def test_what_did_not_collide_is_saved_also_where_theirs_stand(
    window: QWidget, by_button: bool
) -> None:
    problem = Conflict("meeting_items", "1", 7, {"news": Collision("Sover", "", "Uro")})
    action = WriteMeetingItem("1", 3, news="Sover", needs="Bolig")
    panel, sent = settled(window, problem, action)
    panel.secondary.click() if by_button else panel._settle.use({"news": "Uro"})  # type: ignore[union-attr]
    assert sent == [WriteMeetingItem("1", 7, news="Uro", needs="Bolig")]


def test_esc_neither_sends_nor_lets_be(window: QWidget, qtbot: QtBot) -> None:
    panel, sent = settled(window, *two_fields())
    with qtbot.waitSignal(panel.rejected):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert sent == []


def test_a_field_that_no_command_can_set_alone_is_chosen_whole(window: QWidget) -> None:
    problem = conflict(removal_reason=Collision("flyttet", None, "bedre"))
    panel, sent = settled(window, problem, TakeOffBoard("1", 2, decided_by_team=True))
    assert panel.both.isHidden()
    panel.primary.click()
    assert sent == [TakeOffBoard("1", 3, decided_by_team=True)]


def test_only_the_words_that_differ_are_marked(window: QWidget) -> None:
    assert differing("Ring søster i dag", "Ring bror i dag") == [(5, 11)]
    assert differing("", "noe") == []
    text = "🙂 ring søster"
    assert [text[a:b] for a, b in differing(text, "🙂 ring")] == ["søster"]
    problem = conflict(note=Collision("🙂 ring søster", "", "🙂 ring bror"))
    panel, _sent = open_panel(window, problem)
    mine = panel.findChildren(QPlainTextEdit)[0]
    assert [mark.cursor.selectedText() for mark in mine.extraSelections()] == ["søster"]


def test_the_buttons_are_whole_with_large_letters(window: QWidget) -> None:
    theme().set_text_scale(2.0)
    problem, action = two_fields()
    del problem.fields["reason"]
    panel, _sent = settled(window, problem, action)
    for button in (panel.secondary, panel.both, panel.primary):
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_head_names_whose_it_is_and_nothing_moves(
    window: QWidget, qtbot: QtBot, written: tuple[str, Conflict], bridge: Bridge, scale: float
) -> None:
    theme().set_text_scale(scale)
    panel = open_conflict(window, bridge, written[1], lambda: None)
    button = panel.primary.mapTo(panel, panel.primary.rect().center())
    qtbot.waitUntil(lambda: panel.whose.text() == "Concerns Kari Ruud")
    assert panel.whose.isVisibleTo(panel)
    assert panel.accessibleDescription() == "Concerns Kari Ruud"
    panel.grab()
    assert panel.primary.mapTo(panel, panel.primary.rect().center()) == button


def test_of_a_blocked_record_the_head_names_nobody(
    window: QWidget, qtbot: QtBot, desk: Desk, written: tuple[str, Conflict], bridge: Bridge
) -> None:
    person, problem = written
    desk.do(BlockAccess(person, desk.actor.id, "nabo"))
    panel = open_conflict(window, bridge, problem, lambda: None)
    qtbot.waitUntil(lambda: bridge.is_settled)
    assert not panel.whose.text().strip()


def test_what_is_the_teams_has_no_line_for_a_person(window: QWidget, bridge: Bridge) -> None:
    problem = Conflict("team", "1", 3, {"meeting_minutes": Collision(20, 25, 30)})
    assert open_conflict(window, bridge, problem, lambda: None).whose.isHidden()
