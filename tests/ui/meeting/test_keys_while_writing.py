"""The keys that reach past the field somebody writes in, and those after the end."""

import pytest
from PySide6.QtCore import Qt

from factdesk.words import in_language
from tests.support.meetings import begun

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_control_and_a_digit_go_to_another_field_while_somebody_writes(qtbot, page, keys):
    begun(qtbot, page, keys)
    keys.press(Qt.Key.Key_1)
    keys.write("sov 5 timer")
    keys.press(Qt.Key.Key_5, CONTROL)
    assert page.focusWidget() is page.run_panel.person.visit
    keys.press(Qt.Key.Key_2, CONTROL)
    keys.write("2 besøk")
    answers = page.run_panel.person.answers
    assert (answers["news"].text, answers["needs"].text) == ("sov 5 timer", "2 besøk")
    listed = {command.keys: command.text for command in page.commands()}
    assert listed["Ctrl+3"] == "Er det trygt?"
    assert {f"Ctrl+{digit}" for digit in range(1, 6)} <= set(listed)


@pytest.mark.parametrize("key", [(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
                                 (Qt.Key.Key_P, CONTROL)])  # fmt: skip
def test_after_the_end_enter_and_ctrl_p_print_the_minutes(qtbot, page, keys, key):
    papers = []
    page.paper_wanted.connect(papers.append)
    begun(qtbot, page, keys)
    meeting = page.meeting.id
    keys.press(Qt.Key.Key_E, ALT)
    qtbot.waitUntil(page.minutes_panel.end.isVisible)
    keys.press(Qt.Key.Key_P, CONTROL)
    assert papers == []
    keys.press(Qt.Key.Key_E, ALT)
    qtbot.waitUntil(page.minutes_panel.print.hasFocus)
    keys.press(*key)
    assert [(paper.kind, paper.row_id) for paper in papers] == [("minutes", meeting)]
    printing = next(one for one in page.commands() if one.keys == "Ctrl+P")
    assert printing.enabled()
    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(page.start_panel.isVisible)
    assert not printing.enabled()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_keys_of_the_help_are_the_same(page, language):
    with in_language(language):
        listed = [command.keys for command in page.commands() if command.keys]
    assert len(set(listed)) == len(listed)
