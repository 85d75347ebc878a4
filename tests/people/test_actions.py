"""What users do about a person, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factdesk.board.actions.close_person import ClosePerson
from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.admissions import Admit, EditAdmission
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.actions.information_limits import AddInformationLimit, EndInformationLimit
from factdesk.people.actions.legal_status import AddLegalStatus, EditLegalStatus
from factdesk.people.actions.next_of_kin import AddNextOfKin, EditNextOfKin, RemoveNextOfKin
from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.actions.set_stage import SetStage
from factdesk.people.actions.warnings import AddWarning, EditWarning
from factdesk.people.actions.workers import AddWorker, EndWorker
from factdesk.people.birth_number import BadBirthNumber
from factdesk.people.errors import (
    BirthDateAhead,
    BirthDateDisagrees,
    Blocked,
    DateAhead,
    DatesOutOfOrder,
    NameMissing,
    PossibleDuplicate,
    ReviewMissing,
    SameBirthNumber,
    TextMissing,
    WrongStage,
)
from factdesk.people.kinds import AdmissionKind, Stage
from factdesk.people.record import PersonRecord, Record
from factdesk.people.rules import stage_word
from factdesk.people.views import People, PersonPick, WhoHasLooked
from factdesk.store.action import Actor
from factdesk.store.conflict import Conflict, Gone, Refused
from factdesk.team.roles import Role, rights_of
from tests.support.builders import Make

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
NUMBER = "07900476285"  # synthetic: month + 80


def record(desk: Desk, person: str) -> Record:
    return desk.see(PersonRecord(person))


def test_a_substance_use_disorder_is_said_unsaid_and_undone(any_desk: Desk, make: Make) -> None:
    person = make.person()
    assert record(any_desk, person).person.has_substance_disorder is None
    any_desk.do(EditPerson(person, 1, has_substance_disorder=False))
    assert record(any_desk, person).person.has_substance_disorder is False
    any_desk.do(EditPerson(person, 2, has_substance_disorder=True))
    any_desk.do(EditPerson(person, 3, has_substance_disorder=None))
    assert record(any_desk, person).person.has_substance_disorder is None
    any_desk.undo().result()
    assert record(any_desk, person).person.has_substance_disorder is True


def test_a_new_person_is_referred_today_with_the_birth_date_of_the_number(any_desk: Desk) -> None:
    person = any_desk.do(AddPerson("Čáhppe", "Ødegård-Þórsson", birth_number="079004 76285"))
    found = record(any_desk, person)
    assert found.name == "Čáhppe Ødegård-Þórsson"
    assert found.person.birth_number == NUMBER
    assert found.person.birth_date == date(2004, 10, 7)
    assert (found.person.stage, found.person.referred_on) == (Stage.REFERRED, TODAY)
    assert any_desk.history().result().undo.label == "New person: Čáhppe Ødegård-Þórsson"


def test_a_person_may_have_one_name_and_no_number(any_desk: Desk) -> None:
    person = any_desk.do(AddPerson(family_name="Amina", birth_date=date(2008, 2, 29)))
    assert record(any_desk, person).age == 18


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (AddPerson("  ", ""), NameMissing),
        (AddPerson("Åse", birth_number="07900476286"), BadBirthNumber),
        (AddPerson("Åse", birth_number=NUMBER, birth_date=date(2004, 10, 8)), BirthDateDisagrees),
        (AddPerson("Åse", birth_date=TODAY + timedelta(days=1)), BirthDateAhead),
    ],
)
def test_wrong_identities_are_refused(
    any_desk: Desk, command: AddPerson, error: type[Exception]
) -> None:
    before = any_desk.store.newest()
    with pytest.raises(error):
        any_desk.do(command)
    assert any_desk.store.newest() == before


def test_the_same_birth_number_is_never_taken_twice(any_desk: Desk) -> None:
    first = any_desk.do(AddPerson("Åse", "Ødegård", birth_number=NUMBER))
    with pytest.raises(SameBirthNumber) as caught:
        any_desk.do(AddPerson("Kari", "Ruud", birth_number=NUMBER, even_so=True))
    assert caught.value.person_id == first
    other = any_desk.do(AddPerson("Kari", "Ruud"))
    with pytest.raises(SameBirthNumber):
        any_desk.do(EditPerson(other, 1, birth_number=NUMBER))


def test_a_namesake_is_asked_about_unless_dates_tell_them_apart(any_desk: Desk) -> None:
    first = any_desk.do(AddPerson("Åse", "Ødegård", birth_date=date(1953, 6, 20)))
    with pytest.raises(PossibleDuplicate) as caught:
        any_desk.do(AddPerson("Åse", "Ødegård"))
    assert caught.value.person_id == first
    any_desk.do(AddPerson("Åse", "Ødegård", birth_date=date(1980, 1, 1)))
    any_desk.do(AddPerson("Åse", "Ødegård", even_so=True))
    assert len(any_desk.see(People())) == 3


def test_editing_changes_what_is_given_and_nothing_else(any_desk: Desk, make: Make) -> None:
    person = make.person("Åse", "Ødegård", phone="1")
    any_desk.do(EditPerson(person, 1, address="  Storgata 1 ", gp=""))
    found = record(any_desk, person).person
    assert (found.address, found.gp, found.phone) == ("Storgata 1", None, "1")


def test_a_new_birth_number_brings_its_date(any_desk: Desk, make: Make) -> None:
    person = make.person("Åse", "Ødegård", birth_date=date(1950, 1, 1))
    any_desk.do(EditPerson(person, 1, birth_number=NUMBER))
    assert record(any_desk, person).person.birth_date == date(2004, 10, 7)


def test_two_who_edit_the_same_field_collide(any_desk: Desk, make: Make) -> None:
    person = make.person()
    any_desk.do(EditPerson(person, 1, phone="1"))
    with pytest.raises(Conflict):
        any_desk.do(EditPerson(person, 1, phone="2"))
    any_desk.do(EditPerson(person, 1, address="Storgata 1"))


def test_from_referral_to_closure_and_back(any_desk: Desk) -> None:
    person = any_desk.do(AddPerson("Åse", referred_on=TODAY - timedelta(days=90)))
    steps = [(Stage.ASSESSED, 60), (Stage.ENROLLED, 30)]
    for version, (stage, ago) in enumerate(steps, start=1):
        any_desk.do(SetStage(person, version, stage, TODAY - timedelta(days=ago)))
    with pytest.raises(TextMissing):
        any_desk.do(ClosePerson(person, 3, TODAY))
    any_desk.do(ClosePerson(person, 3, TODAY, "moved", " til Nes "))
    assert record(any_desk, person).person.closure_note == "til Nes"
    any_desk.do(SetStage(person, 4, Stage.ENROLLED, TODAY))
    found = record(any_desk, person).person
    assert (found.closed_on, found.closure_reason) == (None, None)
    assert found.enrolled_on == TODAY


def test_stages_do_not_jump_and_dates_stay_in_order(any_desk: Desk) -> None:
    person = any_desk.do(AddPerson("Åse", referred_on=TODAY))
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(SetStage(person, 1, Stage.ENROLLED, TODAY - timedelta(days=1)))
    with pytest.raises(DateAhead, match="«Enrolled» cannot be after today"):
        any_desk.do(SetStage(person, 1, Stage.ENROLLED, TODAY + timedelta(days=1)))
    any_desk.do(SetStage(person, 1, Stage.ENROLLED, TODAY))
    with pytest.raises(WrongStage):
        any_desk.do(SetStage(person, 2, Stage.ASSESSED, TODAY))


def test_a_case_is_not_opened_again_before_it_was_closed(any_desk: Desk, make: Make) -> None:
    closed_on = TODAY - timedelta(days=10)
    person = make.person(stage=Stage.CLOSED, closed_on=closed_on, closure_reason="moved")
    for stage in (Stage.ENROLLED, Stage.REFERRED):
        with pytest.raises(DatesOutOfOrder, match=f"«{stage_word(stage)}» cannot be before"):
            any_desk.do(SetStage(person, 1, stage, closed_on - timedelta(days=1)))
    any_desk.do(SetStage(person, 1, Stage.ENROLLED, closed_on))
    assert record(any_desk, person).person.enrolled_on == closed_on


def test_a_step_to_closed_cannot_go_around_the_board(make: Make) -> None:
    with pytest.raises(ValueError, match="ClosePerson"):
        SetStage(make.person(), 1, Stage.CLOSED, TODAY)


def test_what_belongs_to_a_person_comes_and_goes(any_desk: Desk, make: Make) -> None:
    person = make.person()
    tove = make.staff("Tove Kvam")
    kin = any_desk.do(AddNextOfKin(person, "Mor", "mor", is_guardian=True))
    any_desk.do(EditNextOfKin(kin, 1, "Mor", email="mor@example.no", in_plan=True))
    legal = any_desk.do(AddLegalStatus(person, "tud", TODAY, TODAY + timedelta(days=90)))
    any_desk.do(EditLegalStatus(legal, 1, "tud", TODAY, ended_on=TODAY))
    stay = any_desk.do(Admit(person, AdmissionKind.PSYCHIATRIC_WARD, TODAY, "DPS"))
    any_desk.do(EditAdmission(stay, 1, AdmissionKind.PSYCHIATRIC_WARD, TODAY, discharged_on=TODAY))
    warning = any_desk.do(AddWarning(person, "dog"))
    any_desk.do(EditWarning(warning, 1, "dog", date(2027, 2, 23), ended_on=TODAY))
    limit = any_desk.do(AddInformationLimit(person, "foreldre", "rus", "uro", TODAY))
    any_desk.do(EndInformationLimit(limit, 1, TODAY))
    note = any_desk.do(AddNote(person, "x" * 100_000))
    any_desk.do(EditNote(note, 1, "kort"))
    worker = any_desk.do(AddWorker(person, tove, "case_manager", TODAY))
    any_desk.do(EndWorker(worker, 1, TODAY))
    found = record(any_desk, person)
    assert found.kin[0].email == "mor@example.no"
    assert found.legal[0].ended_on == TODAY
    assert found.admissions[0].discharged_on == TODAY
    assert found.warnings[0].review_on == date(2027, 2, 23)
    assert found.limits[0].ended_on == TODAY
    assert found.notes[0].text == "kort"
    assert found.workers[0].valid_to == TODAY
    any_desk.do(RemoveNextOfKin(kin))
    assert record(any_desk, person).kin == ()
    any_desk.undo().result()
    assert record(any_desk, person).kin[0].email == "mor@example.no"


@pytest.mark.parametrize(
    "command",
    [
        lambda p: AddLegalStatus(p, "tud", TODAY, TODAY - timedelta(days=1)),
        lambda p: AddLegalStatus(p, "tud", TODAY, None, TODAY - timedelta(days=1)),
        lambda p: AddLegalStatus(p, "tud", TODAY, TODAY + timedelta(days=2), TOMORROW),
        lambda p: Admit(p, AdmissionKind.PRISON, TODAY, "", False, False, date(2026, 1, 1)),
    ],
)
def test_dates_that_cannot_be_are_refused(any_desk: Desk, make: Make, command: object) -> None:
    person = make.person()
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(command(person))  # type: ignore[operator]


@pytest.mark.parametrize(
    "command",
    [
        lambda p: AddLegalStatus(p, "tud", TOMORROW),
        lambda p: Admit(p, AdmissionKind.PRISON, TOMORROW),
        lambda p: AddInformationLimit(p, "foreldre", "rus", "uro", TOMORROW),
    ],
)
def test_what_has_been_is_not_dated_ahead(any_desk: Desk, make: Make, command: object) -> None:
    person = make.person()
    with pytest.raises(DateAhead):
        any_desk.do(command(person))  # type: ignore[operator]


def test_a_corrected_decision_keeps_its_dates_in_order(any_desk: Desk, make: Make) -> None:
    legal = any_desk.do(AddLegalStatus(make.person(), "tud", TODAY))
    with pytest.raises(DateAhead):
        any_desk.do(EditLegalStatus(legal, 1, "tud", TOMORROW))
    with pytest.raises(DatesOutOfOrder, match="«Expires» cannot be before «Control»"):
        any_desk.do(EditLegalStatus(legal, 1, "tud", TODAY, TOMORROW, TODAY))


def test_a_warning_is_always_looked_at_again(any_desk: Desk, make: Make) -> None:
    person = make.person()
    with pytest.raises(ReviewMissing):
        any_desk.do(AddWarning(person, "dog", review_on=TODAY))
    warning = any_desk.do(AddWarning(person, "dog"))
    with pytest.raises(ReviewMissing):
        any_desk.do(EditWarning(warning, 1, "dog", TODAY))


def test_opening_is_logged_and_shown(any_desk: Desk, make: Make) -> None:
    person = make.person()
    any_desk.do(OpenRecord(person))
    any_desk.do(EditPerson(person, 1, phone="1"))
    looks = any_desk.see(WhoHasLooked(person))
    assert {look.purpose for look in looks} == {"record", "change"}
    assert "Changed: Åse Ødegård" in {look.what for look in looks}
    with pytest.raises(Gone):
        any_desk.do(OpenRecord("0" * 32))


def test_a_blocked_member_opens_only_in_an_emergency(any_desk: Desk, make: Make) -> None:
    person = make.person()
    any_desk.do(BlockAccess(person, any_desk.actor.id, "nabo"))
    with pytest.raises(Blocked):
        any_desk.do(OpenRecord(person))
    any_desk.do(OpenRecord(person, emergency_reason="fare for liv"))
    look = any_desk.see(WhoHasLooked(person))[0]
    assert (look.purpose, look.reason) == ("emergency", "fare for liv")


def test_the_reduced_view_names_without_health_data(any_desk: Desk, make: Make) -> None:
    person = make.person("Åse", "Ødegård", birth_date=date(1953, 6, 20), phone="1")
    rights = rights_of(Role.MEMBER, is_administrator=False, has_health_basis=False)
    nav = Actor("nav", "Guro Dahle", "pc", rights)
    rows = any_desk.store.ask(People(), nav)
    assert [(row.name, row.age, row.birth_date, row.phone) for row in rows] == [
        ("Åse Ødegård", None, None, "")
    ]
    assert (rows[0].is_reduced, any_desk.store.ask(PersonPick(), nav)[0].hint) == (True, "")
    with pytest.raises(Refused):
        any_desk.store.ask(PersonRecord(person), nav)
