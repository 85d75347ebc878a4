"""Assessments of one edition side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from tests.support.accessible import unnamed
from tests.support.measurements import signed
from ui.bridge import Bridge
from ui.fidelity.compare_part import ComparePart

WAIT = 20_000


@pytest.fixture
def part(
    desk: Desk, bridge: Bridge, shown: Callable[[Any], Any], qtbot: QtBot, bokmal: None
) -> ComparePart:
    """The comparison of two years: H1 better, O1 worse."""
    last = signed(desk, "DACTS 2025", others={"H1": 5, "O1": 2})
    first = signed(desk, "DACTS 2024", to=date(2024, 11, 22), others={"H1": 3})
    made: ComparePart = shown(ComparePart(bridge, (last, first)))
    qtbot.waitUntil(lambda: made.table is not None, timeout=WAIT)
    return made


def row_of(part: ComparePart, key: str) -> list[str]:
    assert part.model is not None
    at = part.model.index_of(key).row()
    return [str(part.model.index(at, column).data()) for column in range(5)]


def test_the_earliest_stands_first_and_the_change_has_its_sign(part: ComparePart) -> None:
    assert row_of(part, "item:H1")[2:] == ["3", "5", "+2"]
    assert row_of(part, "item:O1")[2:] == ["4", "2", "−2"]
    assert row_of(part, "item:S1")[2:] == ["4", "4", "="]
    assert row_of(part, "total")[2:] == ["3,96", "3,96", "="]
    assert unnamed(part) == []


def test_the_change_of_a_mean_is_that_of_the_numbers_shown(part: ComparePart) -> None:
    groups = [row_of(part, line.key) for line in part.model.rows if line.key.startswith("group:")]
    assert ["3,91", "4,09", "+0,18"] in [row[2:] for row in groups]


def test_only_what_differs_is_left_by_one_key(part: ComparePart, qtbot: QtBot) -> None:
    assert part.model is not None
    everything = part.model.total
    part.only.setChecked(True)
    shown = [line.key for line in part.model.rows]
    assert "item:H1" in shown
    assert "item:S1" not in shown
    assert len(shown) < everything


def test_esc_goes_back(part: ComparePart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(part.closed):
        qtbot.keyClick(part, Qt.Key.Key_Escape)
