"""The sheet of an assessment by real keys on a real desk: one rater scores."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.assessments.actions.open_assessment import NewAssessor
from factdesk.assessments.figure_views import Figures as FigureView
from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.store.drafts import Drafts
from tests.support.accessible import unnamed
from tests.support.screens import type_
from tests.support.small_scale import open_small
from tests.ui.fidelity.conftest import press
from ui.fidelity.evidence_list import EvidenceDialog
from ui.fidelity.figures import FigureState
from ui.fidelity.figures import signed as as_signed
from ui.fidelity.sheet_dialogs import MissingDialog
from ui.fidelity.sheet_state import Mode
from ui.fidelity.small_dialogs import ReasonDialog

KEY = Qt.Key


def scores(team, desk):
    """What somebody has given, by item."""
    facts = team.facts(desk)
    mine = team.row(desk)
    return {row.item: row.score or row.mark.value for (who, _item), row in facts.ratings.items()
            if who == mine}  # fmt: skip


def test_everything_is_scored_by_the_keyboard_and_finished(team, sheet_of, messages, qtbot):
    sheet = sheet_of(team.tove, team.id)
    assert sheet.mode is Mode.RATING
    for slot, key in (("1", KEY.Key_4), ("2", KEY.Key_5), ("3", KEY.Key_3), ("4", KEY.Key_R)):
        assert sheet.slot == slot
        press(sheet, key)
        qtbot.waitUntil(lambda: slot in sheet._given and not sheet.acts.pending)  # noqa: B023
        press(sheet, KEY.Key_N)
    assert sheet.slot == "5"
    press(sheet, KEY.Key_2)
    qtbot.waitUntil(lambda: len(scores(team, team.tove)) == 5)
    assert scores(team, team.tove) == {"1": 4, "2": 5, "3a": 3, "4": "NR", "5": 2}
    complete = "SMALL · complete, 5 of 5"
    qtbot.waitUntil(lambda: sheet.scores.standing.text() == complete)
    qtbot.waitUntil(lambda: sheet.scores.total.text() == "3.50")
    sheet.finish()
    assert messages.questions[-1][0] == "Finish the rating?"
    qtbot.waitUntil(lambda: sheet.mode is Mode.READING)
    assert "Waiting for Jon Dahl (0 of 5)." in sheet.head.state.text()
    press(sheet, KEY.Key_1)
    assert scores(team, team.tove)["5"] == 2


def test_what_has_no_score_is_said_before_one_is_done(team, sheet_of, shown_dialog, qtbot):
    team.rate(team.tove, "1", 4)
    sheet = sheet_of(team.tove, team.id)
    sheet.finish()
    dialog = shown_dialog(MissingDialog)
    sheet.go_to("5")
    QTest.keyClick(dialog, KEY.Key_Return)
    qtbot.waitUntil(lambda: sheet.slot == "2")
    assert not team.facts().assessors[0].is_done


def test_a_key_without_a_score_on_this_scale_does_nothing(team, sheet_of, messages):
    sheet = sheet_of(team.tove, team.id)
    press(sheet, KEY.Key_8)
    press(sheet, KEY.Key_R)
    assert messages.infos == ["This item cannot be left out."]
    assert sheet.acts.pending == {}


def test_two_scores_in_one_breath_leave_the_last(team, sheet_of, messages, qtbot):
    sheet = sheet_of(team.tove, team.id)
    sheet.press(2)
    sheet.press(3)
    sheet.press(5)
    assert sheet.panel.anchors.score == 5
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"1": 5})
    qtbot.waitUntil(lambda: sheet.acts.pending == {})
    assert messages.problems == []
    assert sheet.panel.anchors.score == 5


def test_a_score_is_taken_away(team, sheet_of, qtbot):
    team.rate(team.tove, "1", 4)
    sheet = sheet_of(team.tove, team.id)
    sheet.go_to("1")
    press(sheet, KEY.Key_Delete)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {})
    qtbot.waitUntil(lambda: sheet.panel.anchors.score is None)


def test_of_two_variants_the_one_chosen_is_scored(team, sheet_of, qtbot):
    sheet = sheet_of(team.tove, team.id)
    sheet.go_to("3")
    variants = sheet.panel.head.variants
    variants.button("3b").click()
    assert sheet.panel.head.title.text() == "Three, composite"
    press(sheet, KEY.Key_4)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"3b": 4})
    qtbot.waitUntil(lambda: not sheet.acts.pending)
    variants.button("3a").click()
    assert sheet.panel.anchors.score is None
    press(sheet, KEY.Key_2)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"3a": 2})


def test_the_others_scores_are_not_seen_before_both_are_done(team, sheet_of, qtbot):
    team.rate_all(team.jon, 1, 1, 1, 1, 1)
    team.finish(team.jon)
    sheet = sheet_of(team.tove, team.id)
    mine, theirs, _consensus = sheet.panel.cards.words
    assert (mine.value, theirs.value) == ("–", "hidden until both are done")
    assert all(choice.choice.raters == () for choice in sheet.panel.anchors.buttons)
    assert sheet.panel.texts.isHidden()
    team.rate_all(team.tove, 2, 1, 1, 1, 1)
    team.finish(team.tove)
    qtbot.waitUntil(lambda: sheet.mode is Mode.SETTLING)
    sheet.go_to("1")
    assert [card.value for card in sheet.panel.cards.words] == ["2", "1", "–"]
    assert [each.choice.raters for each in sheet.panel.anchors.buttons][:2] == [("JD",), ("TK",)]


def test_the_sheet_opens_where_it_was_left(team, sheet_of, qtbot):
    team.rate(team.tove, "1", 4)
    sheet = sheet_of(team.tove, team.id)
    assert sheet.slot == "2"
    sheet.go_to("4")
    place = f"assessment/{team.id}/place"
    qtbot.waitUntil(lambda: [one.text for one in team.tove.see(Drafts(place))] == ["4"])
    again = sheet_of(team.tove, team.id)
    assert again.slot == "4"


def test_the_arrows_go_from_item_to_item(team, sheet_of):
    sheet = sheet_of(team.tove, team.id)
    sheet.items.setFocus()
    press(sheet, KEY.Key_Down)
    assert sheet.slot == "2"
    # The heading between the subscales is stepped over.
    press(sheet, KEY.Key_Down)
    assert sheet.slot == "3"
    press(sheet, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert sheet.slot == "2"
    press(sheet, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert sheet.slot == "3"


def test_a_note_typed_before_the_score_is_saved_with_it(team, sheet_of, qtbot):
    sheet = sheet_of(team.tove, team.id)
    area = sheet.panel.note.area
    area.setFocus()
    type_(area, "Så det på tavlemøtet 4. november")
    assert scores(team, team.tove) == {}
    sheet.panel.anchors.buttons[3].setFocus()
    press(sheet, KEY.Key_4)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"1": 4})
    row = team.facts(team.tove).rating(team.row(team.tove), "1")
    assert row.note == "Så det på tavlemøtet 4. november"
    qtbot.waitUntil(lambda: team.tove.see(Drafts("rater/")) == ())


def test_a_note_saves_itself_when_the_item_is_left(team, sheet_of, qtbot):
    team.rate(team.tove, "2", 3)
    sheet = sheet_of(team.tove, team.id)
    sheet.go_to("2")
    type_(sheet.panel.note.area, "Ni av ti")
    sheet.step(1)
    note = lambda: team.facts(team.tove).rating(team.row(team.tove), "2").note  # noqa: E731
    qtbot.waitUntil(lambda: note() == "Ni av ti")


def test_a_note_without_a_score_is_there_again_when_one_comes_back(team, sheet_of, qtbot):
    sheet = sheet_of(team.tove, team.id)
    type_(sheet.panel.note.area, "Spør Jon")
    sheet.step(1)
    assert sheet.panel.note.area.toPlainText() == ""
    sheet.step(-1)
    assert sheet.panel.note.area.toPlainText() == "Spør Jon"
    sheet.press(3)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"1": 3} and not sheet.acts.pending)
    sheet.step(1)
    sheet.step(-1)
    type_(sheet.panel.note.area, "!")
    sheet.step(1)
    note = lambda: team.facts(team.tove).rating(team.row(team.tove), "1").note  # noqa: E731
    qtbot.waitUntil(lambda: "!" in (note() or ""))


def test_what_is_being_typed_survives_a_lock(team, sheet_of, qtbot):
    team.rate(team.tove, "1", 3)
    sheet = sheet_of(team.tove, team.id)
    sheet.go_to("1")
    type_(sheet.panel.note.area, "Halvferdig")
    sheet.keep_drafts()
    qtbot.waitUntil(lambda: [one.text for one in team.tove.see(Drafts("rater/"))] == ["Halvferdig"])
    again = sheet_of(team.tove, team.id)
    assert again.slot == "1"
    qtbot.waitUntil(lambda: again.panel.note.area.toPlainText() == "Halvferdig")
    assert team.facts(team.tove).rating(team.row(team.tove), "1").note is None


def test_who_scores_otherwise_than_the_figure_is_asked_quietly(team, make, sheet_of, qtbot):
    sheet = sheet_of(team.tove, team.id)
    qtbot.waitUntil(lambda: sheet.figures.state is FigureState.HERE)
    suggested = sheet.panel.suggested_score()
    other = 1 if suggested != 1 else 2
    sheet.press(other)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"1": other} and not sheet.acts.pending)
    asks = sheet.panel.note.asks
    assert asks.isHidden() is (suggested is None)
    row = team.facts(team.tove).rating(team.row(team.tove), "1")
    assert row.suggested == suggested


def test_blind_first_shows_neither_figure_nor_suggestion_before_the_score(
    make, second_desk, sheet_of, qtbot
):
    blind_team = open_small(make, second_desk, blind_first=True)
    sheet = sheet_of(blind_team.tove, blind_team.id)
    qtbot.waitUntil(lambda: sheet.figures.state is FigureState.HERE)
    panel = sheet.panel
    assert panel.figure.found is None
    assert panel.figure.why.text().startswith("Blind first")
    assert panel.suggested_score() is None
    press(sheet, KEY.Key_3)
    qtbot.waitUntil(lambda: panel.figure.found is not None)
    row = blind_team.facts(blind_team.tove).rating(blind_team.row(blind_team.tove), "1")
    assert row.suggested is None


def test_the_sheet_goes_on_where_the_figures_fail(team, sheet_of, monkeypatch, messages, qtbot):
    def broken(_self, _reader):
        raise RuntimeError("no figures today")

    monkeypatch.setattr(FigureView, "read", broken)
    sheet = sheet_of(team.tove, team.id)
    qtbot.waitUntil(lambda: sheet.figures.state is FigureState.FAILED)
    assert sheet.panel.figure.why.text().startswith("The figures could not be computed")
    assert len(messages.bugs) == 1
    press(sheet, KEY.Key_4)
    qtbot.waitUntil(lambda: scores(team, team.tove) == {"1": 4})


def test_the_rows_behind_a_figure_are_one_key_away(team, make, sheet_of, qtbot):
    person = make.person()
    sheet = sheet_of(team.tove, team.id)
    qtbot.waitUntil(lambda: sheet.figures.state is FigureState.HERE)
    qtbot.waitUntil(lambda: sheet.panel.figure.found is not None)
    press(sheet, KEY.Key_E)
    table = sheet.panel.figure.table
    assert table is not None
    assert table.isVisible()
    assert "Ødegård" not in " ".join(line.row.label for line in table.rows)
    with qtbot.waitSignal(sheet.person_wanted) as wanted:
        table.opened.emit(next(line for line in table.rows if line.row.person_id))
    assert wanted.args == [person]
    press(sheet, KEY.Key_E)
    assert not table.isVisible()


def test_evidence_is_noted_and_removed(team, sheet_of, shown_dialog, qtbot):
    sheet = sheet_of(team.tove, team.id)
    press(sheet, KEY.Key_V)
    dialog = shown_dialog(EvidenceDialog)
    dialog.kind.set_value(EvidenceKind.OBSERVATION.value)
    type_(dialog.text, "Tavlemøtet 4. november")
    QTest.keyClick(dialog.text, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(sheet.panel.evidence.rows) == 1)
    (row,) = team.facts(team.tove).evidence
    assert (row.item, row.kind, row.text) == (
        "1", EvidenceKind.OBSERVATION, "Tavlemøtet 4. november",
    )  # fmt: skip
    assert team.facts(team.jon).evidence == ()
    sheet.acts.remove_evidence(row)
    qtbot.waitUntil(lambda: sheet.panel.evidence.rows == ())


def test_reopening_asks_why(team, sheet_of, shown_dialog, qtbot):
    team.rate_all(team.tove, 1, 2, 3, 4, 5)
    team.finish(team.tove)
    sheet = sheet_of(team.tove, team.id)
    assert sheet.mode is Mode.READING
    sheet.reopen()
    dialog = shown_dialog(ReasonDialog)
    type_(dialog.reason, "Glemte en side")
    dialog.submit()
    qtbot.waitUntil(lambda: sheet.mode is Mode.RATING)


def test_a_leader_writes_for_a_rater_on_paper(make, second_desk, sheet_of, qtbot):
    raters = (NewAssessor(None, "Siri Nygård", "Kompetansetjenesten", is_outside=True),)
    paper_team = open_small(make, second_desk, assessors=raters)
    sheet = sheet_of(paper_team.leader, paper_team.id)
    assert sheet.mode is Mode.RATING
    assert not sheet.head.who.isHidden()
    assert sheet.head.finish.text() == "Finish for Siri Nygård"
    press(sheet, KEY.Key_3)
    paper = next(each for each in paper_team.facts().assessors if each.staff_id is None)
    qtbot.waitUntil(lambda: paper_team.facts().rating(paper.id, "1") is not None)
    qtbot.waitUntil(lambda: sheet.scores.total.text() == "3.00")
    assert paper_team.facts().rating(paper.id, "1").mark is RatingMark.SCORE


def test_everything_has_a_name_for_a_screen_reader(team, sheet_of, qtbot):
    team.rate_all(team.tove, 1, 2, 3, 4, 5)
    sheet = sheet_of(team.tove, team.id)
    assert unnamed(sheet) == []
    sheet.go_to("3")
    qtbot.waitUntil(sheet.panel.anchors.isVisible)
    assert unnamed(sheet) == []
    assert "One, score 1" in sheet.items.lines[1].spoken
    assert sheet.scores.bars.accessibleName() == "First: 1.50; Second: 4.00"


def test_tab_goes_from_the_items_to_the_anchors_and_on(team, sheet_of, qtbot):
    sheet = sheet_of(team.tove, team.id)
    qtbot.waitUntil(lambda: sheet.figures.state is FigureState.HERE)
    sheet.step(1)
    qtbot.waitUntil(sheet.panel.evidence.add_button.isVisible)
    order = [sheet.items, sheet.panel.anchors.buttons[0], sheet.panel.note.area]
    order += [sheet.panel.evidence.add_button, sheet.scores.report]
    sheet.items.setFocus()
    met = [sheet.items]
    for _step in range(8):
        press(sheet, KEY.Key_Tab)
        met.append(sheet.window().focusWidget())
    assert [widget for widget in met if widget in order][:5] == order


def test_in_a_narrow_window_the_items_are_a_list_to_choose_from(team, sheet_of, qtbot):
    sheet = sheet_of(team.tove, team.id)
    assert sheet.items.isVisible()
    sheet.resize(560, 700)
    assert not sheet.items.isVisible()
    assert sheet.picker.isVisible()
    sheet.picker.setCurrentIndex(3)
    sheet.picker.activated.emit(3)
    assert sheet.slot == "4"
    qtbot.waitUntil(lambda: sheet.panel.anchors.width() < sheet.width())


def test_in_a_narrow_window_every_anchor_is_whole(team, sheet_of, qtbot):
    """One below the other they take more than the one row that the bar hints at."""
    sheet = sheet_of(team.tove, team.id)
    sheet.resize(560, 700)
    anchors = sheet.panel.anchors
    qtbot.waitUntil(lambda: anchors.buttons[0].is_line)
    last = anchors.buttons[-1]
    assert last.geometry().bottom() <= anchors.height()
    assert last.height() >= last.height_at(last.width(), is_line=True)


def test_a_signed_sheet_shows_the_rows_as_they_were(team, sheet_of, make, qtbot):
    team.signed(5, 4, 3, 2, 1)
    make.staff("Ny Ansatt")
    sheet = sheet_of(team.leader, team.id)
    sheet.go_to("1")
    panel = sheet.panel.figure
    assert "as it was signed" in panel.basis.text()
    qtbot.waitUntil(panel.rows_button.isVisible)
    sheet.panel.toggle_rows()
    assert panel.table is not None
    kept = team.facts().figures["1"].rows
    assert tuple(line.row for line in panel.table.rows) == kept
    assert kept
    assert "NA" not in " ".join(row.label for row in kept)
    assert panel.method.isVisible()


def test_a_sheet_signed_without_rows_says_so(team):
    team.signed(5, 4, 3, 2, 1)
    facts = team.facts()
    bare = replace(facts, figures={"1": replace(facts.figures["1"], rows=None)})
    found = as_signed(bare).of("1")
    assert "the rows were not kept then" in found.basis
    assert "as it was signed" in found.basis
    assert found.method[:-1] in found.basis
