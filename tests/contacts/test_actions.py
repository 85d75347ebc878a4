"""Contacts as they are registered, planned, answered, moved and struck; on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from factdesk.clock import OSLO
from factdesk.contacts.actions.assign_car import AssignCar
from factdesk.contacts.actions.assign_staff import AssignStaff
from factdesk.contacts.actions.cancel_contact import CancelContact
from factdesk.contacts.actions.complete_contact import CompleteContact
from factdesk.contacts.actions.edit_contact import EditContact
from factdesk.contacts.actions.plan_contact import PlanContact
from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.contacts.views import ContactDetails
from factdesk.contacts.writing import BadContact
from factdesk.people.kinds import Stage
from factdesk.store.conflict import Conflict, Gone, Refused
from factdesk.store.drafts import Drafts, SaveDraft


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO)


NOW = oslo(2026, 11, 23, 8, 30)


def registered(desk, make, **fields) -> str:
    values = {"staff_ids": (desk.actor.id,), "start": NOW - timedelta(hours=1)} | fields
    person = values.pop("person_id", None) or make.person("Even", "Ali")
    return desk.do(RegisterContact(person, **values))


def refused(desk, action) -> BadContact:
    with pytest.raises(BadContact) as caught:
        desk.do(action)
    return caught.value


def test_a_contact_is_kept_as_it_was_written(any_desk, make):
    tove, car = make.staff(), make.car()
    contact = registered(
        any_desk, make, staff_ids=(tove, any_desk.actor.id, tove), minutes=1440, kind="video",
        place="prison", with_whom=WithWhom.NEXT_OF_KIN, short_note="Søster\nđŋšŧž 🙂 O'Hara",
        note="to\nlinjer ", needs=2, car_id=car,
    )  # fmt: skip
    found = any_desk.see(ContactDetails(contact))
    assert found.state is ContactState.DONE
    assert found.staff == (tove, any_desk.actor.id)
    assert (found.start, found.minutes, found.day_only) == (NOW - timedelta(hours=1), 1440, False)
    assert (found.kind, found.place, found.with_whom) == ("video", "prison", "next_of_kin")
    assert (found.short_note, found.note) == ("Søster đŋšŧž 🙂 O'Hara", "to\nlinjer ")
    assert (found.needs, found.car_id, found.version) == (2, car, 1)


def test_a_note_of_a_hundred_thousand_characters_is_kept_whole(any_desk, make):
    text = "å" * 99_999 + "Z"
    contact = registered(any_desk, make, note=text, short_note=text)
    found = any_desk.see(ContactDetails(contact))
    assert (found.note, found.short_note) == (text, text)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"staff_ids": ()}, "staff"),
        ({"staff_ids": ("nobody",)}, "staff"),
        ({"start": NOW + timedelta(seconds=1)}, "start"),
        ({"kind": "telepathy"}, "kind"),
        ({"place": "moon"}, "place"),
        ({"needs": 0}, "needs"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_to_correct(desk, make, fields, where):
    person = make.person()
    action = RegisterContact(person, (desk.actor.id,), NOW)
    error = refused(desk, replace(action, **fields))
    assert error.field == where
    assert error.advice


def test_a_person_who_does_not_exist_is_gone(any_desk):
    with pytest.raises(Gone):
        any_desk.do(RegisterContact("nobody", (any_desk.actor.id,), NOW))


def test_a_closed_person_is_met_only_before_the_closure(any_desk, make):
    closed_on = NOW.date() - timedelta(days=3)
    person = make.person(stage=Stage.CLOSED, closed_on=closed_on)
    registered(any_desk, make, person_id=person, start=NOW - timedelta(days=3))
    error = refused(
        any_desk, RegisterContact(person, (any_desk.actor.id,), NOW - timedelta(days=2))
    )
    assert error.field == "person"
    assert refused(any_desk, PlanContact(person, NOW)).field == "person"


def test_yesterdays_visit_keeps_its_true_time(any_desk, make):
    yesterday = oslo(2026, 11, 22, 23, 50)
    contact = registered(any_desk, make, start=yesterday, minutes=30)
    assert any_desk.see(ContactDetails(contact)).start == yesterday


def test_registering_is_undone_and_done_again(any_desk, make):
    contact = registered(any_desk, make)
    assert any_desk.undo().result() == "Contact with Even registered"
    with pytest.raises(Gone):
        any_desk.see(ContactDetails(contact))
    any_desk.redo().result()
    assert any_desk.see(ContactDetails(contact)).staff == (any_desk.actor.id,)


def test_saving_drops_its_draft(any_desk, make):
    any_desk.do(SaveDraft("contact/new", "MH hjemme"))
    registered(any_desk, make, draft="contact/new")
    assert any_desk.see(Drafts("contact/")) == ()


def test_a_plan_for_a_day_needs_nobody_yet(any_desk, make):
    person = make.person()
    contact = any_desk.do(PlanContact(person, oslo(2026, 11, 25, 7), day_only=True, needs=2))
    found = any_desk.see(ContactDetails(contact))
    assert (found.start, found.day_only, found.staff) == (oslo(2026, 11, 25, 12), True, ())


def test_a_plan_for_earlier_today_may_be_written_but_not_for_yesterday(any_desk, make):
    person = make.person()
    any_desk.do(PlanContact(person, oslo(2026, 11, 23, 8)))
    error = refused(any_desk, PlanContact(person, oslo(2026, 11, 22, 23, 59)))
    assert error.field == "start"
    assert "Was it done?" in error.message


def planned(desk, make, *staff: str, start=None, **fields) -> str:
    person = make.person("Even", "Ali")
    return desk.do(PlanContact(person, start or oslo(2026, 11, 23, 8), staff_ids=staff, **fields))


def test_a_planned_contact_is_answered_done(any_desk, make):
    contact = planned(any_desk, make, any_desk.actor.id)
    any_desk.do(CompleteContact(contact, 1, minutes=25, short_note="Rolig"))
    found = any_desk.see(ContactDetails(contact))
    assert (found.state, found.minutes, found.short_note) == (ContactState.DONE, 25, "Rolig")
    assert any_desk.history().result().undo.label == "Contact with Even done"
    any_desk.undo().result()
    assert any_desk.see(ContactDetails(contact)).state is ContactState.PLANNED


def test_a_person_who_did_not_come(any_desk, make):
    contact = planned(any_desk, make, any_desk.actor.id)
    any_desk.do(CompleteContact(contact, 1, came=False))
    assert any_desk.see(ContactDetails(contact)).kind == "did_not_come"
    assert any_desk.history().result().undo.label == "Even did not come"


def test_what_lies_ahead_is_done_only_with_its_true_time(any_desk, make):
    contact = planned(any_desk, make, any_desk.actor.id, start=oslo(2026, 11, 23, 14))
    assert refused(any_desk, CompleteContact(contact, 1)).field == "start"
    any_desk.do(CompleteContact(contact, 1, start=NOW - timedelta(minutes=20)))
    assert any_desk.see(ContactDetails(contact)).start == NOW - timedelta(minutes=20)


def test_somebody_must_have_been_there(any_desk, make):
    contact = planned(any_desk, make)
    assert refused(any_desk, CompleteContact(contact, 1)).field == "staff"
    any_desk.do(CompleteContact(contact, 1, staff_ids=(any_desk.actor.id,)))
    assert any_desk.see(ContactDetails(contact)).staff == (any_desk.actor.id,)


def test_a_contact_is_answered_once(any_desk, make):
    contact = planned(any_desk, make, any_desk.actor.id)
    any_desk.do(CompleteContact(contact, 1))
    assert refused(any_desk, CompleteContact(contact, 2)).field == "state"


def test_a_plan_is_called_off_and_a_done_contact_struck_only_with_a_reason(any_desk, make):
    contact = planned(any_desk, make)
    any_desk.do(CancelContact(contact, 1))
    assert any_desk.see(ContactDetails(contact)).state is ContactState.CANCELLED
    done = registered(any_desk, make)
    assert refused(any_desk, CancelContact(done, 1, reason="  ")).field == "reason"
    any_desk.do(CancelContact(done, 1, reason="Feil person"))
    any_desk.undo().result()
    assert any_desk.see(ContactDetails(done)).state is ContactState.DONE


def test_what_a_contact_was_about_and_whether_it_was_a_group_is_kept_and_edited(any_desk, make):
    contact = registered(any_desk, make, focus="substance_use", is_group=True)
    found = any_desk.see(ContactDetails(contact))
    assert (found.focus, found.is_group) == ("substance_use", True)
    any_desk.do(EditContact(contact, 1, focus=None, is_group=False))
    found = any_desk.see(ContactDetails(contact))
    assert (found.focus, found.is_group) == (None, False)
    assert refused(any_desk, EditContact(contact, 2, focus="chess")).field == "focus"
    any_desk.undo().result()
    assert any_desk.see(ContactDetails(contact)).is_group is True


def test_a_planned_group_that_is_done_keeps_what_it_is_about(any_desk, make):
    plan = PlanContact(
        make.person(), NOW + timedelta(hours=2), focus="network", is_group=True,
        staff_ids=(any_desk.actor.id,),
    )  # fmt: skip
    contact = any_desk.do(plan)
    any_desk.do(CompleteContact(contact, 1, start=NOW - timedelta(hours=1), focus="substance_use"))
    found = any_desk.see(ContactDetails(contact))
    assert (found.state, found.focus, found.is_group) == (
        ContactState.DONE, "substance_use", True
    )  # fmt: skip


def test_only_what_is_said_is_edited(any_desk, make):
    contact = registered(any_desk, make, short_note="Sliten", note="lang")
    any_desk.do(EditContact(contact, 1, minutes=None, short_note=" "))
    found = any_desk.see(ContactDetails(contact))
    assert (found.minutes, found.short_note, found.note) == (None, None, "lang")
    assert refused(any_desk, EditContact(contact, 2, start=NOW + timedelta(1))).field == "start"
    assert refused(any_desk, EditContact(contact, 2, minutes=0)).field == "minutes"
    assert refused(any_desk, EditContact(contact, 2, staff_ids=())).field == "staff"


def test_moving_a_visit_to_a_time_and_a_colleague_is_one_step_of_undo(any_desk, make):
    tove, marit = make.staff(), any_desk.actor.id
    contact = planned(any_desk, make, marit, day_only=True)
    start = oslo(2026, 11, 23, 13, 30)
    any_desk.do(
        EditContact(contact, 1, start=start, day_only=False, staff_ids=(tove,), was_staff=(marit,))
    )
    found = any_desk.see(ContactDetails(contact))
    assert (found.start, found.day_only, found.staff) == (start, False, (tove,))
    any_desk.undo().result()
    found = any_desk.see(ContactDetails(contact))
    assert (found.day_only, found.staff) == (True, (marit,))


def test_a_plan_is_not_moved_into_the_past(any_desk, make):
    contact = planned(any_desk, make)
    error = refused(any_desk, EditContact(contact, 1, start=NOW - timedelta(days=1)))
    assert error.field == "start"


def test_two_who_edit_the_same_field_meet_both_values(any_desk, make):
    contact = registered(any_desk, make, short_note="Sliten")
    any_desk.do(EditContact(contact, 1, short_note="Glad"))
    with pytest.raises(Conflict) as caught:
        any_desk.do(EditContact(contact, 1, short_note="Trist"))
    assert caught.value.fields["short_note"].now == "Glad"
    any_desk.do(EditContact(contact, 1, minutes=10))
    assert any_desk.see(ContactDetails(contact)).short_note == "Glad"


def test_two_who_each_put_a_colleague_on_both_get_it(any_desk, make):
    tove, lars, marit = make.staff(), make.staff("Lars Nord"), any_desk.actor.id
    contact = planned(any_desk, make, marit)
    any_desk.do(AssignStaff(contact, (marit, tove), was=(marit,)))
    any_desk.do(AssignStaff(contact, (lars,), was=(marit,)))
    assert set(any_desk.see(ContactDetails(contact)).staff) == {tove, lars}
    assert any_desk.history().result().undo.label == "LN + TK put on Even"


def test_nobody_can_be_taken_off_the_last_of_a_done_contact(any_desk, make):
    contact = registered(any_desk, make)
    assert refused(any_desk, AssignStaff(contact, ())).field == "staff"
    plan = planned(any_desk, make, any_desk.actor.id)
    any_desk.do(AssignStaff(plan, ()))
    assert any_desk.history().result().undo.label == "Nobody on the visit to Even"


def test_a_car_is_booked_and_given_back(any_desk, make):
    contact, car = planned(any_desk, make), make.car("Bil 2")
    any_desk.do(AssignCar(contact, 1, car))
    assert any_desk.history().result().undo.label == "Bil 2 for Even"
    any_desk.do(AssignCar(contact, 2, None))
    assert any_desk.see(ContactDetails(contact)).car_id is None


def test_without_the_right_nothing_is_written(any_desk, make, second_desk):
    person = make.person()
    reader = second_desk(any_desk, replace(any_desk.actor, rights=frozenset({"see_board"})))
    for action in (
        RegisterContact(person, (any_desk.actor.id,), NOW),
        PlanContact(person, NOW),
        AssignStaff("x", ()),
        AssignCar("x", 1, None),
        CancelContact("x", 1),
        CompleteContact("x", 1),
        EditContact("x", 1),
    ):
        with pytest.raises(Refused):
            reader.do(action)
