"""The sheet when the raters are done: settling, signing, and what is frozen after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from factdesk.assessments.actions.settle import Settle, SettleEqual
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.tables import Settled
from factdesk.store.drafts import Drafts
from tests.support.screens import type_
from tests.ui.fidelity.conftest import press
from ui.conflicts import ConflictPanel
from ui.fidelity.sheet_dialogs import SignDialog
from ui.fidelity.sheet_state import Mode
from ui.fidelity.small_dialogs import ReasonDialog
from ui.page import PaperWanted

KEY = Qt.Key
S = RatingMark.SCORE


@pytest.fixture
def apart(team):
    """The raters are done, and differ on 2 and 5."""
    team.both_done((4, 3, 2, 4, 5), (4, 2, 2, 4, 3))
    return team


@pytest.fixture
def settled(apart):
    """All is settled, and nothing signed."""
    apart.leader.do(SettleEqual(apart.id))
    apart.settle("2", 3)
    apart.settle("5", 4)
    return apart


def lines(sheet):
    return {line.slot: line for line in sheet.items.lines if line.slot}


def test_both_scores_stand_side_by_side_and_what_differs_is_marked(apart, sheet_of):
    sheet = sheet_of(apart.leader, apart.id)
    assert sheet.mode is Mode.SETTLING
    assert [slot for slot, line in lines(sheet).items() if line.differs] == ["2", "5"]
    assert lines(sheet)["2"].spoken == "2, Two, no score, the assessors differ"
    sheet.go_to("2")
    assert [card.value for card in sheet.panel.cards.words] == ["3", "2", "–"]
    assert sheet.panel.note.isHidden()


def test_the_equal_ones_are_taken_and_the_rest_settled_by_keys(apart, sheet_of, qtbot):
    sheet = sheet_of(apart.leader, apart.id)
    sheet.head.equal.click()
    qtbot.waitUntil(lambda: sorted(sheet._given) == ["1", "3", "4"])
    press(sheet, KEY.Key_N)
    assert sheet.slot == "2"
    press(sheet, KEY.Key_3)
    qtbot.waitUntil(lambda: "2" in apart.facts().settled)
    qtbot.waitUntil(lambda: not sheet.panel.consensus.isHidden() and not sheet.acts.pending)
    type_(sheet.panel.consensus.dissent, "Jon: 2")
    type_(sheet.panel.consensus.why, "Etter journalene")
    press(sheet, KEY.Key_N)
    if sheet.slot != "5":
        sheet.next_unscored()
    row = lambda: apart.facts().settled["2"]  # noqa: E731
    qtbot.waitUntil(lambda: (row().dissent, row().why) == ("Jon: 2", "Etter journalene"))
    sheet.press(4)
    qtbot.waitUntil(lambda: not sheet.head.sign.isHidden())
    assert sheet.scores.standing.text() == "SMALL · complete, 5 of 5"


def test_comment_and_recommendation_save_themselves(apart, sheet_of, qtbot):
    sheet = sheet_of(apart.leader, apart.id)
    texts = sheet.panel.texts
    type_(texts.comment, "Få på hver")
    type_(texts.recommendation, "Hold på det")
    texts.is_main.click()
    sheet.step(1)
    row = lambda: apart.facts().settled.get("1")  # noqa: E731
    qtbot.waitUntil(
        lambda: (
            row() is not None
            and (row().comment, row().recommendation, row().is_main)
            == ("Få på hver", "Hold på det", True)
        )
    )
    qtbot.waitUntil(lambda: apart.leader.see(Drafts(f"assessment/{apart.id}/1/")) == ())
    assert row().mark is None


def test_what_is_typed_stays_when_another_settles_and_is_a_draft(apart, sheet_of, qtbot):
    sheet = sheet_of(apart.leader, apart.id)
    comment = sheet.panel.texts.comment
    comment.setFocus()
    type_(comment, "Halvt")
    apart.settle("1", 4)
    qtbot.waitUntil(lambda: sheet.panel.cards.words[-1].value == "4")
    assert (sheet.slot, comment.toPlainText()) == ("1", "Halvt")
    assert sheet.panel.anchors.score == 4
    sheet.keep_drafts()
    place = f"assessment/{apart.id}/1/comment"
    qtbot.waitUntil(lambda: [one.text for one in apart.leader.see(Drafts(place))] == ["Halvt"])
    again = sheet_of(apart.leader, apart.id)
    again.go_to("1")
    qtbot.waitUntil(lambda: again.panel.texts.comment.toPlainText() == "Halvt")


def test_two_who_settle_at_once_choose(apart, sheet_of, shown_dialog, qtbot):
    sheet = sheet_of(apart.leader, apart.id)
    sheet.go_to("2")
    apart.tove.do(Settle(apart.id, "2", "2", S, 2, None))
    press(sheet, KEY.Key_3)
    panel = shown_dialog(ConflictPanel)
    assert apart.facts().settled["2"].score == 2
    panel.primary.click()
    qtbot.waitUntil(lambda: apart.facts().settled["2"].score == 3)
    qtbot.waitUntil(lambda: sheet.panel.anchors.score == 3 and not sheet.acts.pending)


def test_signing_says_what_freezes_and_then_nothing_is_changed(
    settled, sheet_of, shown_dialog, qtbot
):
    sheet = sheet_of(settled.leader, settled.id)
    sheet.head.sign.click()
    dialog = shown_dialog(SignDialog)
    words = " ".join(label.text() for label in dialog.findChildren(type(sheet.waiting)))
    assert "the consensus: 3.40, Low" in words
    dialog.primary.click()
    qtbot.waitUntil(lambda: sheet.mode is Mode.READING)
    facts = settled.facts()
    assert facts.is_frozen
    assert (facts.content_hash or "")[:12] in sheet.head.state.text()
    assert "by Marit Holm" in sheet.head.state.text()
    assert not any(button.isEnabled() for button in sheet.panel.anchors.buttons)
    assert sheet.panel.texts.comment.isReadOnly()
    press(sheet, KEY.Key_1)
    assert settled.facts().content_hash == facts.content_hash
    assert "sheet.score-1" not in [command.id for command in sheet.commands()]


def test_what_was_changed_behind_the_signature_is_told(settled, make, sheet_of):
    settled.sign()
    row = settled.facts().settled["1"]
    with settled.leader.store.engine.begin() as connection:
        table = Settled.__table__
        connection.execute(table.update().where(table.c.id == row.id).values(score=5))
    sheet = sheet_of(settled.leader, settled.id)
    assert settled.facts().hash_holds is False
    assert "changed outside of FACTdesk" in sheet.head.state.text()


def test_a_correction_is_an_amendment_of_its_own(settled, sheet_of, shown_dialog, qtbot):
    settled.sign()
    sheet = sheet_of(settled.leader, settled.id)
    sheet.head.amend.click()
    dialog = shown_dialog(ReasonDialog)
    type_(dialog.reason, "Feil i 5")
    dialog.submit()
    qtbot.waitUntil(lambda: sheet.facts is not None and sheet.facts.amends_id == settled.id)
    assert sheet.mode is Mode.SETTLING
    assert sheet.head.state.text() == "Amendment: Feil i 5"
    sheet.go_to("5")
    sheet.press(3)
    qtbot.waitUntil(lambda: sheet.scores.total.text() == "3.20")
    assert settled.facts().settled["5"].score == 4


def test_the_report_and_the_comparison_are_asked_for(settled, sheet_of, qtbot):
    sheet = sheet_of(settled.leader, settled.id)
    with qtbot.waitSignal(sheet.paper_wanted) as wanted:
        sheet.scores.report.click()
    assert wanted.args == [PaperWanted("assessment", row_id=settled.id)]
    assert sheet.scores.compare.isHidden()


def test_who_reads_only_reads(settled, make, second_desk, sheet_of):
    from tests.support.desks import member

    reader = make.staff("Nina Berg")
    sheet = sheet_of(second_desk(settled.leader, member(reader, "Nina Berg")), settled.id)
    assert sheet.mode is Mode.READING
    assert not any(button.isEnabled() for button in sheet.panel.anchors.buttons)
    assert sheet.head.sign.isHidden()
    assert lines(sheet)["5"].shown == "4"
