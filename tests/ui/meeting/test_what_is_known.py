"""What the meeting says of a person before anybody speaks: agreed, seen, tried, the relatives."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.meeting_person_view import MeetingPerson
from factdesk.people.care_group import KinTold
from factdesk.people.consents import Told
from tests.support.meetings import begun, shown_person
from ui.meeting.facts import agreed_line, family_hint, reason_line, tags, tried_line
from ui.widgets.texts import Label


def known(desk, page):
    """The facts of the first on the agenda."""
    return desk.see(MeetingPerson(page.meeting.items[0].id))


def said(page):
    return [one.text() for one in page.run_panel.person.findChildren(Label) if one.isVisible()]


def test_what_was_agreed_last_time_stands_under_the_reason(qtbot, desk, page, keys):
    begun(qtbot, page, keys)
    assert not any("Avtalt" in text for text in said(page))
    row = known(desk, page).on_board
    desk.do(EditBoardRow(row.id, row.version, agreed="TØ ringer søster fredag"))
    qtbot.waitUntil(lambda: "Avtalt sist: TØ ringer søster fredag" in said(page))
    assert agreed_line(known(desk, page).reduced()) == ""


def test_seen_is_face_to_face_and_what_was_tried_since_is_said_beside_it(
    qtbot, desk, clock, make, page, keys
):
    tove = page.bridge.team.by_initials("TK").id
    eli = page.bridge.team.by_initials("EØ").id
    begun(qtbot, page, keys)
    person = known(desk, page).person_id
    make.contact(person, tove, start=clock.now() - timedelta(days=7))
    make.contact(person, eli, start=clock.now() - timedelta(days=3), kind="did_not_come")
    keys.press(Qt.Key.Key_Space)
    shown_person(qtbot, page, 1)
    keys.press(Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "Sist sett for 7 dager siden av TK." in said(page))
    assert "Siste forsøk fredag, EØ: møtte ikke." in said(page)
    make.contact(person, eli, start=clock.now() - timedelta(days=1), kind="telephone")
    line, missed = tried_line(known(desk, page), page.bridge.team, clock.today())
    assert line.startswith("Siste kontakt i går, EØ: ")
    assert not missed
    make.contact(person, eli, start=clock.now() - timedelta(hours=1))
    assert known(desk, page).seen.tried is None


@pytest.fixture
def facts(qtbot, desk, page, keys):
    begun(qtbot, page, keys)
    return known(desk, page)


def kin(name, relation, told, until=None):
    return KinTold(name, relation, None, told, None, until, is_limited=False)


def test_a_consent_says_its_year_and_only_the_line_begins_with_a_capital(facts):
    relatives = (
        kin("Mari", "søster", Told.BY_CONSENT, until=date(2027, 9, 21)),
        kin("Ola", "far", Told.NOT),
        kin("Liv", "tante", Told.NO_LONGER),
        kin("Kari", "mor", Told.WHAT_IS_NEEDED),
    )
    hint = family_hint(replace(facts, kin=relatives))
    assert hint == (
        "Søster, samtykke til 21.09.2027; far, ingenting kan fortelles; "
        "tante, samtykket gjelder ikke lenger; mor, får bare det nødvendige"
    )


def test_who_was_placed_today_is_new_today(facts, clock, page):
    placed = replace(facts, on_board=replace(facts.on_board, days=0))
    section = page.meeting.items[0].section
    line = reason_line(placed, section, None, page.bridge.team, clock.today())
    assert line == "Sover lite. Ny i dag."


def test_children_under_18_are_a_chip_as_on_the_board(facts, page):
    shown = replace(facts, children_under_18=3)
    assert "3 barn under 18" in [tag.text for tag in tags(shown, page.bridge.team)]
    assert shown.reduced().children_under_18 is None
