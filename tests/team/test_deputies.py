"""Who stands in for an absent member, on which days, and who may say so."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.coordination.views import MyPeople
from factdesk.store.conflict import CannotUndo, Refused
from factdesk.team.actions.end_deputy import EndDeputy
from factdesk.team.actions.set_deputy import SetDeputy
from factdesk.team.deputies import (
    Deputies,
    DeputyLeaves,
    DeputyTaken,
    OwnDeputy,
    any_overlap,
    overlap,
)
from factdesk.team.errors import DatesReversed
from tests.support.desks import member

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
periods = st.tuples(days, st.none() | days).filter(lambda one: one[1] is None or one[0] <= one[1])


@given(periods, periods)
def test_two_periods_overlap_when_a_day_is_in_both(one, other) -> None:
    def within(period, day):
        return period[0] <= day and (period[1] is None or day <= period[1])

    shared = within(one, other[0]) or within(other, one[0])
    assert overlap(one, other) == overlap(other, one) == shared
    assert any_overlap([one, other]) == shared


def test_the_people_of_an_absent_member_show_with_the_deputy_on_those_days(any_desk, make, clock):
    absent, deputy = make.staff("Anne Bakke"), make.staff("Tove Kvam")
    own = make.person("Kari", "Ruud", coordinator_id=deputy)
    theirs = make.person("Åse", "Ødegård", coordinator_id=absent)
    any_desk.do(SetDeputy(absent, deputy, TODAY + DAY, TODAY + 4 * DAY))
    assert [row.person_id for row in any_desk.see(MyPeople(deputy)).rows] == [own]
    clock.move(DAY)
    facts = any_desk.see(MyPeople(deputy))
    assert {(row.person_id, row.is_deputised) for row in facts.rows} == {
        (own, False),
        (theirs, True),
    }
    assert facts.deputy_for == ((absent, "AB", "Anne Bakke", TODAY + 4 * DAY, 1),)
    clock.move(3 * DAY)
    assert len(any_desk.see(MyPeople(deputy)).rows) == 2
    clock.move(DAY)
    assert len(any_desk.see(MyPeople(deputy)).rows) == 1


def test_impossible_deputies_are_refused(desk, make) -> None:
    absent, deputy = make.staff("Anne Bakke"), make.staff("Tove Kvam", valid_to=TODAY + 10 * DAY)
    with pytest.raises(OwnDeputy):
        desk.do(SetDeputy(absent, absent, TODAY))
    with pytest.raises(DatesReversed):
        desk.do(SetDeputy(absent, deputy, TODAY, TODAY - DAY))
    with pytest.raises(DeputyLeaves):
        desk.do(SetDeputy(absent, deputy, TODAY, TODAY + 11 * DAY))
    with pytest.raises(DeputyLeaves):
        desk.do(SetDeputy(absent, deputy, TODAY))
    desk.do(SetDeputy(absent, deputy, TODAY, TODAY + 5 * DAY))
    with pytest.raises(DeputyTaken):
        desk.do(SetDeputy(absent, desk.actor.id, TODAY + 5 * DAY))
    desk.do(SetDeputy(absent, desk.actor.id, TODAY + 6 * DAY))


def test_everybody_chooses_their_own_deputy_and_a_leader_for_others(desk, make, second_desk):
    tove, ola = make.staff("Tove Kvam"), make.staff("Ola Berg")
    beside = second_desk(desk, member(tove, "Tove Kvam"))
    with pytest.raises(Refused):
        beside.do(SetDeputy(ola, tove, TODAY))
    row = beside.do(SetDeputy(tove, ola, TODAY))
    desk.do(EndDeputy(row, 1, TODAY + DAY))
    assert [each.valid_to for each in desk.see(Deputies(tove))] == [TODAY + DAY]


def test_a_deputy_who_has_not_begun_is_taken_away_and_comes_back_by_undo(desk, make) -> None:
    tove, ola = make.staff("Tove Kvam"), make.staff("Ola Berg")
    row = desk.do(SetDeputy(tove, ola, TODAY + 5 * DAY))
    desk.do(EndDeputy(row, 1, TODAY))
    assert desk.see(Deputies()) == ()
    desk.undo().result()
    assert [each.id for each in desk.see(Deputies())] == [row]


def test_an_undo_does_not_bring_a_second_deputy_to_a_day(desk, make, second_desk) -> None:
    tove, ola, siv = (make.staff(name) for name in ("Tove Kvam", "Ola Berg", "Siv Lie"))
    row = desk.do(SetDeputy(tove, ola, TODAY, TODAY + 9 * DAY))
    desk.do(EndDeputy(row, 1, TODAY + DAY))
    beside = second_desk(desk, member(tove, "Tove Kvam"))
    beside.do(SetDeputy(tove, siv, TODAY + 2 * DAY))
    with pytest.raises(CannotUndo):
        desk.undo().result()
