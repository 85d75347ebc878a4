"""What a cell shows when its column is narrow: nothing that must be known is cut."""

from datetime import timedelta

import pytest

from factdesk.board.cells import REASON, row_cells
from factdesk.words import set_language
from tests.support.papers import MONDAY, board_row
from ui.board.cell_paint import cell_height, foot_lines
from ui.theme import install


@pytest.fixture(autouse=True)
def bokmal():
    set_language("nb")
    yield
    set_language("en")


@pytest.fixture(params=[1.0, 2.0])
def looks(qapp, request):
    theme = install(qapp)
    theme.set_text_scale(request.param)
    yield theme
    theme.set_text_scale(1.0)


@pytest.fixture
def reason():
    row = board_row(placed_by="TK", days=12, next_check_on=MONDAY + timedelta(days=16))
    return row_cells(row, MONDAY, 3)[REASON]


def test_a_wide_column_says_it_in_full(looks, reason):
    text = "12 dager på tavla · plassert av TK · vurderes igjen 9.12."
    assert text in reason.words
    assert foot_lines(reason, looks.px(600), looks.factor) == (text,)


@pytest.mark.parametrize("width", [170, 200, 250, 300])
def test_a_narrow_column_says_it_shortly_and_never_cuts_the_day(looks, reason, width):
    lines = foot_lines(reason, looks.px(width), looks.factor)
    assert " ".join(lines) == "12 d · TK · vurderes 9.12."


def test_a_row_is_as_high_as_its_foot_needs(looks, reason):
    wide, narrow = looks.px(600), looks.px(110)
    assert len(foot_lines(reason, narrow, looks.factor)) == 2
    assert cell_height(reason, narrow, looks.factor) > cell_height(reason, wide, looks.factor)
