"""Members: who is in the team, with initials nobody else has and dates in order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from factdesk.desk import Desk
from factdesk.store.conflict import Conflict, Refused
from factdesk.team.actions.add_staff import AddStaff
from factdesk.team.actions.edit_staff import EditStaff
from factdesk.team.actions.end_staff import EndStaff
from factdesk.team.actions.set_functions import SetFunctions
from factdesk.team.actions.set_role import SetRole
from factdesk.team.errors import (
    DatesReversed,
    FteUnfit,
    InitialsTaken,
    InitialsUnfit,
    LastAdministrator,
    NotOneself,
    TextNeeded,
    UnknownCode,
)
from factdesk.team.members import MemberFields
from factdesk.team.roles import Role
from factdesk.team.views import Member, TheTeam
from tests.support.desks import member as as_member

TOVE = MemberFields("Tove  Kvam ", "tk", "nurse", phone=" 412 34 567 ", fte_percent=Decimal("37.5"))


def found(desk: Desk, staff_id: str, day: date | None = None) -> Member:
    member = desk.see(TheTeam(day)).member(staff_id)
    assert member is not None
    return member


def test_a_new_member_is_written_as_typed_with_clean_name_and_initials(any_desk: Desk) -> None:
    tove = found(any_desk, any_desk.do(AddStaff(TOVE, ("chair", "coordinator"))))
    assert (tove.name, tove.initials, tove.phone) == ("Tove Kvam", "TK", "412 34 567")
    assert tove.fte_percent == Decimal("37.5")
    assert set(tove.functions) == {"chair", "coordinator"}
    assert any_desk.history().result().undo.label == "New member Tove Kvam"


def test_a_new_member_with_functions_is_undone_whole(any_desk: Desk) -> None:
    staff_id = any_desk.do(AddStaff(TOVE, ("chair",)))
    any_desk.undo().result()
    assert any_desk.see(TheTeam()).member(staff_id) is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"name": "  "}, TextNeeded),
        ({"initials": "M H"}, InitialsUnfit),
        ({"initials": "LANGEINITIALER"}, InitialsUnfit),
        ({"initials": "mh"}, InitialsTaken),
        ({"fte_percent": Decimal("100.5")}, FteUnfit),
        ({"fte_percent": Decimal("33.3")}, FteUnfit),
        ({"fte_percent": Decimal("NaN")}, FteUnfit),
        ({"valid_from": date(2026, 11, 2), "valid_to": date(2026, 11, 1)}, DatesReversed),
        ({"profession": "astronaut"}, UnknownCode),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(desk, changed, refusal) -> None:
    with pytest.raises(refusal):
        desk.do(AddStaff(replace(TOVE, **changed)))
    assert len(desk.see(TheTeam()).members) == 1


def test_initials_of_a_member_who_has_left_may_be_used_again(desk: Desk) -> None:
    left = desk.do(AddStaff(replace(TOVE, valid_to=date(2026, 11, 20))))
    desk.do(AddStaff(replace(TOVE, name="Terje Kolås")))
    with pytest.raises(InitialsTaken):
        desk.do(EndStaff(left, found(desk, left).version, None))


def test_two_who_change_the_same_field_meet_a_conflict(desk: Desk) -> None:
    staff_id = desk.do(AddStaff(TOVE))
    seen = found(desk, staff_id).version
    desk.do(EditStaff(staff_id, seen, replace(TOVE, phone="1")))
    with pytest.raises(Conflict) as told:
        desk.do(EditStaff(staff_id, seen, replace(TOVE, phone="2")))
    assert set(told.value.fields) == {"phone"}


def test_functions_given_up_stay_dated_and_one_of_today_vanishes(desk: Desk, clock) -> None:
    staff_id = desk.do(AddStaff(TOVE, ("chair", "writer")))
    desk.do(SetFunctions(staff_id, ("chair",)))
    assert found(desk, staff_id).functions == ("chair",)
    clock.move(timedelta(days=3))
    desk.do(SetFunctions(staff_id, ("writer",)))
    assert found(desk, staff_id).functions == ("writer",)
    assert found(desk, staff_id, date(2026, 11, 24)).functions == ("chair",)


def test_a_member_leaves_and_is_former_from_the_next_day(desk: Desk) -> None:
    staff_id = desk.do(AddStaff(TOVE))
    desk.do(EndStaff(staff_id, 1, date(2026, 11, 23)))
    assert found(desk, staff_id).is_active
    assert not found(desk, staff_id, date(2026, 11, 24)).is_active
    assert desk.history().result().undo.label == "Last day of Tove Kvam: 23 November 2026"


def test_the_last_administrator_keeps_the_administration(any_desk: Desk) -> None:
    me = found(any_desk, any_desk.actor.id)
    other = any_desk.do(AddStaff(TOVE))
    any_desk.do(SetRole(other, 1, Role.LEADER, is_administrator=True))
    # The other is administrator by role, but has no key and could not manage anything.
    with pytest.raises(LastAdministrator):
        any_desk.do(SetRole(me.id, me.version, Role.MEMBER, is_administrator=False))
    with pytest.raises(LastAdministrator):
        any_desk.do(EndStaff(me.id, me.version, date(2027, 1, 1)))
    fields = MemberFields(me.name, me.initials, me.profession, valid_to=date(2027, 1, 1))
    with pytest.raises(LastAdministrator):
        any_desk.do(EditStaff(me.id, me.version, fields))


def test_a_member_without_the_right_edits_neither_team_nor_roles(desk, make, second_desk) -> None:
    hers = second_desk(desk, as_member(make.staff(), "Tove Kvam"))
    with pytest.raises(Refused):
        hers.do(AddStaff(replace(TOVE, initials="XX")))
    with pytest.raises(Refused):
        hers.do(SetRole(hers.actor.id, 1, Role.LEADER, is_administrator=True))


def test_nobody_gives_themselves_the_right_to_open_records(desk: Desk) -> None:
    me = desk.see(TheTeam()).members[0]
    without = MemberFields(me.name, me.initials, me.profession, has_health_basis=False)
    desk.do(EditStaff(me.id, me.version, without))
    with pytest.raises(NotOneself):
        desk.do(EditStaff(me.id, me.version + 1, replace(without, has_health_basis=True)))
