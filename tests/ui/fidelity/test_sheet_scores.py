"""What stands beside the item: means against the measurement before, trend, other ranges."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from factdesk.assessments.actions.rate import Rate
from factdesk.assessments.kinds import RatingMark
from tests.support.measurements import opened, rated, signed, the
from tests.ui.fidelity.conftest import press
from ui.fidelity.sheet_words import band_level

S = RatingMark.SCORE


@pytest.fixture
def third(desk):
    """An open DACTS with one score, after two that are signed."""
    signed(desk, "DACTS 2024", to=date(2024, 11, 22), score=3)
    signed(desk, "DACTS 2025", to=date(2025, 11, 22), score=4)
    made = opened(desk, "DACTS 2026")
    desk.do(Rate(made, the(desk, made).my_id, "H1", S, 5, None))
    return made


def test_the_measurement_before_stands_beside_what_is_scored_so_far(desk, third, sheet_of, qtbot):
    panel = sheet_of(desk, third).scores
    assert panel.standing.text() == "DACTS · provisional, 1 of 28"
    assert panel.total.text() == "5.00"
    assert panel.sum.isHidden(), "a sum of some of the items says nothing"
    assert panel.band.words.text() == "High fidelity: an established ACT team · so far"
    first = panel.bars.bars[0]
    assert (first.text, first.share, first.before) == ("5.00", Fraction(1), Fraction(3, 4))
    assert not first.is_complete
    assert first.spoken == "Human resources: 5.00, 10 missing, previous measurement 4.00"
    assert panel.before.text().endswith("4.00")
    assert [(point.text, point.is_provisional) for point in panel.trend.points] == [
        ("3.00", False), ("4.00", False), ("5.00", True),
    ]  # fmt: skip
    assert panel.trend.accessibleName().endswith("5.00, provisional")


def test_only_what_is_signed_is_compared(desk, third, sheet_of, qtbot):
    sheet = sheet_of(desk, third)
    ids = tuple(point.assessment_id for point in sheet.facts.trend)
    with qtbot.waitSignal(sheet.compare_wanted) as wanted:
        sheet.scores.compare.click()
    assert wanted.args == [ids]


def test_the_second_part_of_facts_is_scored_to_eight(desk, sheet_of, qtbot):
    made = opened(desk, "FACTs", form="facts-2017")
    sheet = sheet_of(desk, made)
    sheet.go_to("A1")
    assert len(sheet.panel.anchors.buttons) == 5
    press(sheet, Qt.Key.Key_8)
    sheet.go_to("B1")
    assert len(sheet.panel.anchors.buttons) == 8
    press(sheet, Qt.Key.Key_8)
    me = the(desk, made).my_id
    qtbot.waitUntil(lambda: the(desk, made).rating(me, "B1") is not None)
    assert the(desk, made).rating(me, "B1").score == 8
    assert the(desk, made).rating(me, "A1") is None
    assert not sheet.panel.head.wording.isHidden()


def test_subscales_that_are_not_known_are_told(desk, sheet_of):
    made = opened(desk, "FACTs 2010", form="facts-2010")
    panel = sheet_of(desk, made).scores
    assert panel.bars.isHidden()
    assert panel.notes.text().startswith("Which items belong to which subscale is not known")


def test_each_band_has_a_shape_of_its_own(desk, sheet_of):
    scale = the(desk, opened(desk, "FACTs", form="facts-2017")).scale
    assert len({band_level(scale, band) for band in scale.bands}) == len(scale.bands)


def test_one_rater_alone_settles_at_once(desk, sheet_of, qtbot):
    made = opened(desk)
    rated(desk, made, 4)
    sheet = sheet_of(desk, made)
    sheet.head.equal.click()
    qtbot.waitUntil(lambda: not sheet.head.sign.isHidden())
    assert sheet.scores.total.text() == "4.00"
