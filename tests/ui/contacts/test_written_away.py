"""What the fields of a contact give can wait for the server, and is the same when it is sent."""

from dataclasses import replace
from datetime import date, time

import pytest

from factdesk.contacts.tables import ContactState
from factdesk.contacts.views import ContactDetails
from factdesk.desk import Desk
from factdesk.store.seat.command_json import from_json, to_json
from tests.support.builders import Make
from ui.contacts.form_values import FormValues, changing_action, new_action, of_contact

DAY = date(2026, 11, 23)
VALUES = FormValues(
    planned=False, day=DAY, at=time(9, 30), minutes=45, staff=("s",), kind="face_to_face",
    place="home", with_whom="next_of_kin", car_id="c", needs=2, short_note="Kort", note="Lang",
    focus="housing", is_group=True,
)  # fmt: skip


@pytest.mark.parametrize("with_whom", ["person", "next_of_kin", "service"])
@pytest.mark.parametrize("planned", [False, True])
def test_a_new_contact(planned: bool, with_whom: str) -> None:
    action = new_action(replace(VALUES, planned=planned, with_whom=with_whom), "p", "contacts:p")
    again = from_json(action.code, to_json(action))
    assert again == action
    assert type(again.with_whom).__name__ == "WithWhom"  # type: ignore[attr-defined]


@pytest.mark.parametrize("planned", [False, True])
def test_a_contact_that_is_changed_or_answered(desk: Desk, make: Make, planned: bool) -> None:
    contact = make.contact(make.person(), desk.actor.id)
    row = desk.see(ContactDetails(contact))
    row = replace(row, state=ContactState.PLANNED) if planned else row
    values = replace(of_contact(row), planned=False, with_whom="service", note="Nytt", minutes=20)
    action = changing_action(values, row, "contacts:p")
    assert action is not None
    assert from_json(action.code, to_json(action)) == action
