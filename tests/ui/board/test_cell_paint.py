"""What a cell shows when its column is narrow: nothing that must be known is cut."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from factdesk.board.cells import REASON, Cell, ChipText, row_cells
from factdesk.words import set_language
from tests.support.papers import MONDAY, board_row
from ui.board.cell_paint import cell_height, foot_lines, paint_cell
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


def test_who_was_placed_today_is_new_today_in_full_and_in_brief():
    cell = row_cells(board_row(placed_by="TK", days=0), MONDAY, 3)[REASON]
    assert cell.foot.startswith("ny i dag · plassert av TK")
    assert cell.brief.startswith("ny i dag · TK")


def test_chips_have_an_edge_on_the_selected_row(qapp):
    """In the light theme the blue fill is nearly the ground of a selected row."""
    looks = install(qapp)
    cell = Cell(chips=(ChipText("TPH", "info"),))
    edge = looks.colour("info_text")

    def edge_points(*, chosen):
        image = QImage(200, 60, QImage.Format.Format_RGB32)
        image.fill(looks.colour("selection"))
        painter = QPainter(image)
        paint_cell(painter, QRectF(0, 0, 200, 60), cell, 1.0, chosen=chosen)
        painter.end()
        return sum(image.pixelColor(x, y) == edge for x in range(200) for y in range(60))

    assert edge_points(chosen=True) > edge_points(chosen=False) + 20
