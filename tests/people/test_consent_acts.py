"""What users do about care group and consents, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from factdesk.board.actions.close_person import ClosePerson
from factdesk.desk import Desk
from factdesk.people.actions.consents import (
    EditConsent,
    GiveConsent,
    RenewConsent,
    WithdrawConsent,
)
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.actions.next_of_kin import AddNextOfKin, RemoveNextOfKin
from factdesk.people.actions.participants import AddParticipant, EditParticipant, LeaveCareGroup
from factdesk.people.care_group import kin_told
from factdesk.people.consents import ConsentState, Told
from factdesk.people.errors import (
    Blocked,
    ConsentWithWhom,
    DateAhead,
    DatesOutOfOrder,
    HasLeftGroup,
    MayNotConsent,
    NoChildCoordinator,
    OddInterval,
    StillInUse,
    TextMissing,
    WithdrawnAlready,
)
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.record import PersonRecord, Record
from factdesk.people.tables import AccessBlock, InformationLimit
from factdesk.people.views import WhoHasLooked
from factdesk.plans.kinds import MeasureStatus
from factdesk.plans.standing import PlansHere, Standing
from factdesk.plans.tables import CrisisPlan, IndividualPlan, PlanGoal, PlanMeasure
from factdesk.store.action import Action, Actor
from factdesk.store.conflict import Conflict
from factdesk.store.feed import Changes
from tests.support.builders import Make
from tests.support.desks import member

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PLAN, SHARE = ConsentKind.PLAN, ConsentKind.SHARE
SELF, PARENT = ConsentGiver.SELF, ConsentGiver.PARENT

Beside = Callable[[Desk, Actor], Desk]


def record(desk: Desk, person: str) -> Record:
    return desk.see(PersonRecord(person))


def give(desk: Desk, person: str, kind: ConsentKind = PLAN, by: Any = SELF, **values: Any) -> str:
    return desk.do(GiveConsent(person, kind, by, **{"about": "Avtaler", **values}))


def test_a_consent_to_share_says_with_whom_and_until_when(any_desk: Desk, make: Make) -> None:
    person = make.person()
    nav = any_desk.do(AddParticipant(person, "nav", "NAV Nordfjell", "Kari Moe"))
    give(any_desk, person, SHARE, participant_id=nav, given_on=TODAY, valid_to=TODAY)
    found = record(any_desk, person)
    assert found.participants[0].name == "Kari Moe"
    (consent,) = found.consents
    assert (consent.with_name, consent.state) == (
        "Kari Moe (NAV Nordfjell)",
        ConsentState.ENDING,
    )


@pytest.mark.parametrize(
    ("born", "by"),
    [(date(2010, 11, 23), PARENT), (date(1984, 6, 17), PARENT), (date(2014, 11, 24), SELF)],
    ids=["turns 16 today", "adult", "turns 12 tomorrow"],
)
def test_who_may_not_consent_is_refused(
    any_desk: Desk, make: Make, born: date, by: ConsentGiver
) -> None:
    person = make.person(birth_date=born)
    with pytest.raises(MayNotConsent):
        give(any_desk, person, by=by, given_on=TODAY)
    assert record(any_desk, person).consents == ()


def test_the_age_on_the_day_it_was_given_counts(any_desk: Desk, make: Make) -> None:
    person = make.person(birth_date=date(2010, 11, 23))
    row = give(any_desk, person, by=PARENT, given_on=YESTERDAY)
    assert record(any_desk, person).consents[0].state is ConsentState.OUTGROWN
    any_desk.do(EditConsent(row, 1, note="Ringt mor"))
    with pytest.raises(MayNotConsent):
        any_desk.do(EditConsent(row, 2, given_on=TODAY))


@pytest.mark.parametrize(
    ("dates", "error"),
    [
        ({"given_on": TOMORROW}, DateAhead),
        ({"given_on": TODAY, "valid_to": YESTERDAY}, DatesOutOfOrder),
    ],
)
def test_dates_that_cannot_be_are_refused(
    any_desk: Desk, make: Make, dates: dict[str, date], error: type[Exception]
) -> None:
    person = make.person()
    with pytest.raises(error):
        give(any_desk, person, **dates)
    row = give(any_desk, person)
    with pytest.raises(error):
        any_desk.do(EditConsent(row, 1, **dates))


def test_a_consent_to_share_is_with_exactly_one_of_the_persons_own(
    any_desk: Desk, make: Make
) -> None:
    person, other = make.person(), make.person("Ola", "Li")
    theirs = any_desk.do(AddNextOfKin(other, "Mor"))
    service = any_desk.do(AddParticipant(person, "school"))
    for whom in (
        {},
        {"next_of_kin_id": theirs},
        {"next_of_kin_id": theirs, "participant_id": service},
    ):
        with pytest.raises(ConsentWithWhom):
            give(any_desk, person, SHARE, **whom)
    with pytest.raises(ConsentWithWhom):
        give(any_desk, person, PLAN, participant_id=service)
    with pytest.raises(TextMissing):
        give(any_desk, person, SHARE, participant_id=service, about=" ")


def test_withdrawn_once_and_not_before_it_was_given(any_desk: Desk, make: Make) -> None:
    person = make.person()
    row = give(any_desk, person, given_on=YESTERDAY)
    for on, error in ((TOMORROW, DateAhead), (YESTERDAY - timedelta(1), DatesOutOfOrder)):
        with pytest.raises(error):
            any_desk.do(WithdrawConsent(row, 1, on))
    any_desk.do(WithdrawConsent(row, 1, TODAY))
    assert record(any_desk, person).consents[0].state is ConsentState.WITHDRAWN
    with pytest.raises(WithdrawnAlready):
        any_desk.do(WithdrawConsent(row, 2, TODAY))
    any_desk.undo().result()
    assert record(any_desk, person).consents[0].state is ConsentState.IN_FORCE


def test_a_renewed_consent_ends_the_day_before(any_desk: Desk, make: Make) -> None:
    person = make.person(birth_date=date(2010, 11, 23))
    row = give(any_desk, person, by=PARENT, given_on=date(2026, 1, 5), excludes="Rus")
    any_desk.do(RenewConsent(row, 1, SELF, TODAY, date(2027, 11, 22), is_written=True))
    both = {each.id: each for each in record(any_desk, person).consents}
    old = both.pop(row)
    (new,) = both.values()
    assert (old.valid_to, old.state) == (YESTERDAY, ConsentState.RUN_OUT)
    assert (new.about, new.excludes, new.given_by) == ("Avtaler", "Rus", SELF)
    assert (new.valid_to, new.is_written) == (date(2027, 11, 22), True)
    any_desk.undo().result()
    (old,) = record(any_desk, person).consents
    assert old.valid_to is None


def test_a_consent_is_not_renewed_on_the_day_it_was_given(any_desk: Desk, make: Make) -> None:
    row = give(any_desk, make.person(), given_on=TODAY)
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(RenewConsent(row, 1, SELF, TODAY))


def test_two_who_correct_the_same_consent_see_both_values(any_desk: Desk, make: Make) -> None:
    row = give(any_desk, make.person())
    any_desk.do(EditConsent(row, 1, about="Alt"))
    with pytest.raises(Conflict) as error:
        any_desk.do(EditConsent(row, 1, about="Lite"))
    assert error.value.fields["about"].now == "Alt"


def test_a_service_that_left_stays_with_its_consents(any_desk: Desk, make: Make) -> None:
    person = make.person()
    service = any_desk.do(AddParticipant(person, "dps"))
    give(any_desk, person, SHARE, participant_id=service)
    any_desk.do(EditParticipant(service, 1, role="Behandler", in_plan=False))
    with pytest.raises(DateAhead):
        any_desk.do(LeaveCareGroup(service, 2, TOMORROW))
    any_desk.do(LeaveCareGroup(service, 2, TODAY))
    found = record(any_desk, person)
    assert (found.participants[0].left_on, found.participants[0].role) == (TODAY, "Behandler")
    assert found.consents[0].state is ConsentState.IN_FORCE
    with pytest.raises(HasLeftGroup):
        give(any_desk, person, SHARE, participant_id=service)
    any_desk.do(LeaveCareGroup(service, 3, None))
    give(any_desk, person, SHARE, participant_id=service)


def test_a_next_of_kin_goes_with_the_consents_and_comes_back_with_them(
    any_desk: Desk, make: Make
) -> None:
    person = make.person()
    kin = any_desk.do(AddNextOfKin(person, "Inga"))
    give(any_desk, person, SHARE, next_of_kin_id=kin)
    any_desk.do(RemoveNextOfKin(kin))
    assert (record(any_desk, person).kin, record(any_desk, person).consents) == ((), ())
    any_desk.undo().result()
    assert record(any_desk, person).consents[0].next_of_kin_id == kin


def test_who_has_a_measure_is_not_removed(any_desk: Desk, make: Make) -> None:
    person = make.person()
    kin = any_desk.do(AddNextOfKin(person, "Inga"))
    (plan,) = make.rows(IndividualPlan(person_id=person, started_on=TODAY))
    (goal,) = make.rows(PlanGoal(plan_id=plan, life_area="home", text="Egen bolig"))
    make.rows(
        PlanMeasure(
            plan_id=plan, goal_id=goal, text="Flytte", next_of_kin_id=kin,
            status=MeasureStatus.PLANNED,
        )
    )  # fmt: skip
    with pytest.raises(StillInUse):
        any_desk.do(RemoveNextOfKin(kin))
    assert record(any_desk, person).kin[0].id == kin


def test_a_child_coordinator_is_for_who_is_under_18(any_desk: Desk, make: Make) -> None:
    tove = make.staff("Tove Kvam")
    for born, refused in ((date(2008, 11, 23), True), (date(2008, 11, 24), False)):
        person = make.person(birth_date=born)
        edit = EditPerson(person, 1, child_coordinator_id=tove)
        if refused:
            with pytest.raises(NoChildCoordinator):
                any_desk.do(edit)
        else:
            any_desk.do(edit)
            assert record(any_desk, person).person.child_coordinator_id == tove


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (90, True), (91, False)])
def test_agreed_contact_is_every_1_to_90_days(
    any_desk: Desk, make: Make, days: int, fits: bool
) -> None:
    person = make.person()
    if not fits:
        with pytest.raises(OddInterval):
            any_desk.do(EditPerson(person, 1, contact_every_days=days))
        return
    any_desk.do(EditPerson(person, 1, contact_every_days=days))
    assert record(any_desk, person).person.contact_every_days == days
    any_desk.do(EditPerson(person, 2, contact_every_days=None))
    assert record(any_desk, person).person.contact_every_days is None


def test_who_may_not_read_a_record_does_not_write_in_it(
    any_desk: Desk, make: Make, second_desk: Beside
) -> None:
    tove, person = make.staff("Tove Kvam"), make.person()
    kin = any_desk.do(AddNextOfKin(person, "Inga"))
    consent = give(any_desk, person)
    service = any_desk.do(AddParticipant(person, "nav"))
    make.rows(AccessBlock(person_id=person, staff_id=tove, why="Nabo", since=TODAY))
    hers = second_desk(any_desk, member(tove, "Tove Kvam"))
    acts: tuple[Action[Any], ...] = (
        EditPerson(person, 1, phone="1"),
        RemoveNextOfKin(kin),
        GiveConsent(person, PLAN, SELF),
        EditConsent(consent, 1, about="x"),
        WithdrawConsent(consent, 1, TODAY),
        RenewConsent(consent, 1, SELF, TODAY),
        AddParticipant(person, "nav"),
        LeaveCareGroup(service, 1, TODAY),
        ClosePerson(person, 1, TODAY, "moved"),
    )
    for act in acts:
        with pytest.raises(Blocked):
            hers.do(act)
    assert record(any_desk, person).person.phone != "1"


def test_what_each_next_of_kin_may_be_told(any_desk: Desk, make: Make) -> None:
    born = date(2012, 5, 5)
    person = make.person(birth_date=born)
    aunt = any_desk.do(AddNextOfKin(person, "Inga", "tante"))
    any_desk.do(AddNextOfKin(person, "Máret", "mor", is_guardian=True))
    give(any_desk, person, SHARE, SELF, next_of_kin_id=aunt, valid_to=TOMORROW, excludes="Rus")
    give(any_desk, person, SHARE, SELF, next_of_kin_id=aunt, about="Krise", valid_to=TODAY)

    def told() -> Any:
        with any_desk.store.reading(any_desk.actor) as reader:
            found = kin_told(reader.session, person, born, TODAY)
        return sorted(found, key=lambda each: each.name)

    inga, mother = told()
    assert inga.told is Told.BY_CONSENT
    assert sorted(inga.about.split("; ")) == ["Avtaler (but not: Rus)", "Krise"]
    assert (inga.until, mother.told, mother.is_limited) == (TODAY, Told.AS_PARENT, False)
    make.rows(
        InformationLimit(
            person_id=person, towards="Foreldre", about="Rus", why="Frykt",
            decided_by=any_desk.actor.id, decided_on=TODAY,
        )
    )  # fmt: skip
    assert told()[1].is_limited


def test_who_has_looked_tells_of_consents_and_plans_also_of_what_is_gone(
    any_desk: Desk, make: Make
) -> None:
    person, other = make.person(), make.person("Ola", "Li")
    kin = any_desk.do(AddNextOfKin(person, "Inga"))
    give(any_desk, person, SHARE, next_of_kin_id=kin)
    any_desk.do(RemoveNextOfKin(kin))
    (plan,) = make.rows(IndividualPlan(person_id=person, started_on=TODAY))
    make.rows(PlanGoal(plan_id=plan, life_area="home", text="Egen bolig"))
    give(any_desk, other)
    with any_desk.store.counting() as statements:
        looks = any_desk.see(WhoHasLooked(person))
    assert len([one for one in statements if one.startswith("SELECT")]) <= 6
    told = [look.what for look in looks]
    assert sum("Consent given" in what for what in told) == 1
    assert sum("Next of kin removed" in what for what in told) == 1
    # The person, the plan and its goal were added row by row.
    assert len(told) == 6
    assert WhoHasLooked(person).touched_by(
        Changes(0, 1, frozenset({("plan_goals", "x")}), frozenset())
    )


def test_which_plans_are_kept_here(any_desk: Desk, make: Make) -> None:
    person = make.person()
    assert any_desk.see(PlansHere(person)) == Standing(False, False)
    make.rows(IndividualPlan(person_id=person, started_on=TODAY, ended_on=TODAY))
    make.rows(CrisisPlan(person_id=person, made_on=TODAY))
    assert any_desk.see(PlansHere(person)) == Standing(False, True)
