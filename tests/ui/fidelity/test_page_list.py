"""The list of assessments: states, totals, development of one edition, withdrawing, amending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factdesk.assessments.facts import WITHDRAWN
from factdesk.assessments.views import Assessments
from factdesk.desk import Desk
from tests.support.accessible import unnamed
from tests.support.desks import member
from tests.support.measurements import opened, signed, the
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.fidelity.list_part import ListPart
from ui.fidelity.small_dialogs import ReasonDialog

WAIT = 20_000
Shown = Callable[[Any], Any]


@pytest.fixture
def part(
    bridge: Bridge, messages: RecordedMessages, shown: Shown, qtbot: QtBot
) -> Callable[[], ListPart]:
    """Return a function that shows the list and waits for it."""

    def show() -> ListPart:
        made: ListPart = shown(ListPart(bridge, messages))
        qtbot.waitUntil(lambda: made.live.asked > 0 and bridge.is_settled, timeout=WAIT)
        return made

    return show


def told(part: ListPart, row: int) -> list[str]:
    lines = part.table.lines
    return [str(lines.index(row, at).data()) for at in range(lines.columnCount())]


def test_an_empty_list_says_what_to_do_first(part: Callable[[], ListPart], qtbot: QtBot) -> None:
    shown = part()
    assert shown.empty.isVisible()
    assert shown.empty.button is not None
    with qtbot.waitSignal(shown.new_wanted):
        qtbot.mouseClick(shown.empty.button, Qt.MouseButton.LeftButton)


def test_a_member_who_does_not_lead_is_told_who_opens_one(
    desk: Desk,
    second_desk: Callable[..., Desk],
    make: Any,
    bridge_to: Callable[[Desk], Bridge],
    messages: RecordedMessages,
    shown: Shown,
    qtbot: QtBot,
) -> None:
    tove = make.staff("Tove Kvam")
    bridge = bridge_to(second_desk(desk, member(tove, "Tove Kvam")))
    part = shown(ListPart(bridge, messages))
    qtbot.waitUntil(part.empty.isVisible, timeout=WAIT)
    assert part.empty.button is None


def test_each_row_tells_state_period_total_and_raters(
    desk: Desk, part: Callable[[], ListPart], bokmal: None
) -> None:
    signed(desk, "DACTS 2025", others={"H1": 5, "H2": 5, "H3": 1})
    opened(desk, "DACTS 2026")
    shown = part()
    assert [line.row.title for line in shown.table.lines.rows] == ["DACTS 2026", "DACTS 2025"]
    now, before = told(shown, 0), told(shown, 1)
    assert now[3:6] == ["Skåres", "0 av 28 skåret", "Marit Holm"]
    assert before[2] == "22.11.2024 – 22.11.2025"
    assert before[3] == "Signert"
    assert before[4].startswith("3,96 · ")
    assert before[6] == "23.11.2026"
    assert unnamed(shown) == []


def test_development_is_drawn_of_one_edition_only(
    desk: Desk, part: Callable[[], ListPart], qtbot: QtBot
) -> None:
    signed(desk, "DACTS 2024", to=date(2024, 11, 22), score=3)
    signed(desk, "DACTS 2025", score=4)
    signed(desk, "TMACT 2025", form="tmact", to=date(2025, 6, 30), score=2)
    shown = part()
    assert [point.text for point in shown.trend.points] == ["3.00", "4.00"]
    shown.table.setCurrentIndex(shown.table.lines.index(1, 0))
    assert shown.current is not None
    assert shown.current.title == "TMACT 2025"
    assert len(shown.trend.points) == 1


def test_what_cannot_be_compared_says_why(desk: Desk, part: Callable[[], ListPart]) -> None:
    signed(desk, "DACTS 2025")
    shown = part()
    assert not shown.compare_button.isEnabled()
    assert "Two signed assessments" in shown.compare_button.toolTip()


def test_two_editions_are_not_compared(
    desk: Desk, part: Callable[[], ListPart], messages: RecordedMessages, qtbot: QtBot
) -> None:
    first, last = signed(desk, "DACTS 2024", to=date(2024, 11, 22)), signed(desk, "DACTS 2025")
    signed(desk, "TMACT 2023", form="tmact", to=date(2023, 6, 30))
    shown = part()
    with qtbot.waitSignal(shown.compare_wanted) as wanted:
        shown.compare()
    assert set(wanted.args[0]) == {first, last}
    shown.table.selectAll()
    shown.compare()
    assert any("Two editions" in problem.message for problem in messages.problems)


def test_withdrawing_asks_why_and_the_row_stays(
    desk: Desk,
    part: Callable[[], ListPart],
    shown_dialog: Callable[[type[Any]], Any],
    qtbot: QtBot,
) -> None:
    opened(desk)
    shown = part()
    shown.withdraw()
    dialog = shown_dialog(ReasonDialog)
    dialog.submit()
    assert dialog.isVisible()
    dialog.reason.setPlainText("Åpnet ved en feil")
    dialog.submit()
    qtbot.waitUntil(lambda: told(shown, 0)[3] == "Withdrawn", timeout=WAIT)
    assert [row.state for row in desk.see(Assessments())] == [WITHDRAWN]
    assert not shown.may_withdraw


def test_an_amendment_takes_the_place_only_when_it_is_signed(
    desk: Desk,
    part: Callable[[], ListPart],
    shown_dialog: Callable[[type[Any]], Any],
    qtbot: QtBot,
) -> None:
    first = signed(desk)
    shown = part()
    shown.amend()
    dialog = shown_dialog(ReasonDialog)
    dialog.reason.setPlainText("H1 var talt feil")
    with qtbot.waitSignal(shown.opened) as made:
        dialog.submit()
    qtbot.waitUntil(lambda: len(shown.rows) == 2, timeout=WAIT)
    assert the(desk, made.args[0]).amends_id == first
    assert {line.row.id: line.state for line in shown.table.lines.rows}[first] == "Being amended"
    assert len(shown.trend.points) == 1


def test_the_chart_gives_way_on_a_low_screen(desk: Desk, part: Callable[[], ListPart]) -> None:
    signed(desk)
    shown = part()
    assert shown.trend.isVisible()
    shown.resize(1000, 400)
    assert not shown.trend.isVisible()
