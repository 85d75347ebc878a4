"""The fidelity page: from an empty list to a sheet, its parts, its keys, its dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factdesk.assessments.views import Assessments
from factdesk.desk import Desk
from factdesk.team.roles import Role
from factdesk.team.views import TheTeam
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.measurements import signed, the
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.fidelity.compare_part import ComparePart
from ui.fidelity.open_dialog import OpenDialog, owners_of
from ui.fidelity.page import FIGURES, IMPROVEMENT, FidelityPage
from ui.fidelity.sheet import SheetView
from ui.page import PaperWanted

WAIT = 20_000


@pytest.fixture
def page(
    bridge: Bridge, messages: RecordedMessages, shown: Callable[[Any], Any], qtbot: QtBot
) -> Callable[[], FidelityPage]:
    """Return a function that shows the page and waits for its list."""

    def show() -> FidelityPage:
        made: FidelityPage = shown(FidelityPage(bridge, messages))
        qtbot.waitUntil(lambda: made.list.live.asked > 0 and bridge.is_settled, timeout=WAIT)
        made.setFocus()
        return made

    return show


@pytest.fixture
def dialog(
    page: Callable[[], FidelityPage], shown_dialog: Callable[[type[Any]], Any], qtbot: QtBot
) -> OpenDialog:
    """The dialog of a new assessment with its proposals."""
    page().new_assessment()
    found: OpenDialog = shown_dialog(OpenDialog)
    qtbot.waitUntil(lambda: found.scale.count() > 0, timeout=WAIT)
    return found


def test_a_new_assessment_has_a_proposal_for_everything(
    dialog: OpenDialog, desk: Desk, qtbot: QtBot
) -> None:
    assert (dialog.first.value, dialog.to.value) == (date(2025, 11, 24), date(2026, 11, 23))
    assert dialog.title.text().endswith("autumn 2026")
    assert dialog.raters.text() == "MH"
    assert unnamed(dialog) == []
    assert dialog.owners.text() == "Fjellbygda kommune"
    dialog.area.setText("Fjellbygda og Nes")
    with qtbot.waitSignal(dialog.opened, timeout=WAIT) as made:
        dialog.submit()
    facts = the(desk, made.args[0])
    assert (facts.owners, facts.area) == ("Fjellbygda kommune", "Fjellbygda og Nes")
    assert (facts.scale_id, facts.sample_size, facts.blind_first) == ("dacts", 10, False)
    assert [each.name for each in facts.assessors] == ["Marit Holm"]


def test_the_owners_are_those_who_employ_somebody_now(desk: Desk) -> None:
    team = desk.see(TheTeam())
    one, last = team.employers[:2]
    employed = tuple(
        replace(team.members[0], id=each.id, employer_id=each.id) for each in (one, last)
    )
    assert owners_of(replace(team, members=employed)) == f"{one.name} and {last.name}"
    assert owners_of(replace(team, members=employed[1:])) == last.name
    assert owners_of(replace(team, members=())) == ""


def test_the_sheet_follows_and_one_comes_back_to_the_list(
    page: Callable[[], FidelityPage], shown_dialog: Callable[[type[Any]], Any], qtbot: QtBot
) -> None:
    shown = page()
    shown.new_assessment()
    opened = shown_dialog(OpenDialog)
    qtbot.waitUntil(lambda: opened.scale.count() > 0, timeout=WAIT)
    opened.submit()
    qtbot.waitUntil(
        lambda: isinstance(shown.over, SheetView) and shown.over.facts is not None, timeout=WAIT
    )
    assert isinstance(shown.over, SheetView)
    shown.over.leave()
    qtbot.waitUntil(lambda: shown.over is None and shown.list.isVisible(), timeout=WAIT)
    qtbot.waitUntil(lambda: len(shown.list.rows) == 1, timeout=WAIT)


def test_raters_are_members_assessors_with_a_key_and_people_on_paper(
    dialog: OpenDialog, desk: Desk, make: Make, qtbot: QtBot
) -> None:
    make.staff("Eva Ytre", role=Role.ASSESSOR)
    dialog.raters.setText("MH + EY")
    qtbot.waitUntil(lambda: not dialog.raters.unknown, timeout=WAIT)
    dialog.outside.setPlainText("Ola Revisor, Nasjonalt senter\n\nKari Nord")
    with qtbot.waitSignal(dialog.opened, timeout=WAIT) as made:
        dialog.submit()
    told = [
        (each.name, each.organisation, each.is_outside, each.staff_id is not None)
        for each in the(desk, made.args[0]).assessors
    ]
    assert told == [
        ("Marit Holm", None, False, True),
        ("Eva Ytre", None, True, True),
        ("Ola Revisor", "Nasjonalt senter", True, False),
        ("Kari Nord", None, True, False),
    ]


def test_an_assessment_without_raters_is_refused_and_what_was_written_stays(
    dialog: OpenDialog, desk: Desk
) -> None:
    dialog.title.setText("Vårmåling")
    dialog.raters.setText("")
    dialog.submit()
    assert "rater" in dialog.error
    dialog.raters.setText("QQ")
    dialog.submit()
    assert "QQ" in dialog.error
    assert dialog.title.text() == "Vårmåling"
    assert desk.see(Assessments()) == ()


def test_a_scale_without_its_wording_leads_to_the_forms(dialog: OpenDialog, qtbot: QtBot) -> None:
    assert not dialog.load.isVisible()
    dialog.scale.set_value("tmact")
    assert dialog.load.isVisible()
    with qtbot.waitSignal(dialog.forms_wanted):
        qtbot.mouseClick(dialog.load, Qt.MouseButton.LeftButton)


def test_enter_opens_the_sheet_and_the_report_is_asked_for(
    desk: Desk, page: Callable[[], FidelityPage], qtbot: QtBot
) -> None:
    made = signed(desk)
    shown = page()
    with qtbot.waitSignal(shown.paper_wanted) as wanted:
        shown.list.print()
    assert wanted.args == [PaperWanted("assessment", row_id=made)]
    shown.list.table.setFocus()
    qtbot.keyClick(shown.list.table, Qt.Key.Key_Return)
    assert isinstance(shown.over, SheetView)
    assert shown.over.assessment_id == made


def test_two_signed_ones_are_compared_and_esc_comes_back(
    desk: Desk, page: Callable[[], FidelityPage], qtbot: QtBot
) -> None:
    signed(desk, "DACTS 2024", to=date(2024, 11, 22))
    signed(desk, "DACTS 2025")
    shown = page()
    shown.list.compare()
    assert isinstance(shown.over, ComparePart)
    part = shown.over
    qtbot.waitUntil(lambda: part.table is not None, timeout=WAIT)
    qtbot.keyClick(part, Qt.Key.Key_Escape)
    assert shown.over is None
    assert shown.list.isVisible()


def test_the_parts_have_commands_of_their_own_and_no_two_are_alike(
    page: Callable[[], FidelityPage], qtbot: QtBot
) -> None:
    shown = page()
    for key in (FIGURES, IMPROVEMENT, "list"):
        shown.show_part(key)
        ids = [command.id for command in shown.commands()]
        assert len(ids) == len(set(ids))
        assert shown.parts.value == key
        assert unnamed(shown) == []
    assert {"fidelity.new", "fidelity.forms"} <= set(ids)
    with qtbot.waitSignal(shown.scale_forms_wanted):
        qtbot.mouseClick(shown.forms, Qt.MouseButton.LeftButton)


def test_every_command_of_the_list_does_something_from_the_finder(
    desk: Desk, page: Callable[[], FidelityPage]
) -> None:
    made = signed(desk)
    shown = page()
    next(each for each in shown.commands() if each.id == "fidelity.open").run()
    assert isinstance(shown.over, SheetView)
    assert shown.over.assessment_id == made
