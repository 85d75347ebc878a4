"""What is written away is the same action when it is sent."""

import dataclasses
import json
import typing
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from factdesk.actions import load_rest
from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.contacts.tables import WithWhom
from factdesk.people.actions.notes import AddNote
from factdesk.store.action import Action
from factdesk.store.seat.command_json import from_json, to_json
from factdesk.store.seat.refusals import FromAnotherVersion

load_rest()
AWAY = sorted(
    (cls for cls in Action._by_code.values() if cls.away and cls.__module__.startswith("factdesk")),
    key=lambda cls: cls.code,
)
_TEXT = some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=20)


def _of_any(hint: Any) -> some.SearchStrategy[Any]:
    """Values of a field's type; moments in several zones, to the microsecond."""
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = typing.get_args(hint)
        if inner[-1] is Ellipsis:
            return some.lists(_of_any(inner[0]), max_size=3).map(tuple)
        return some.tuples(*map(_of_any, inner))
    if typing.get_args(hint):
        return some.one_of(*map(_of_any, typing.get_args(hint)))
    if hint is str:
        return _TEXT
    if hint is datetime:
        zones = [UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-9))]
        return some.datetimes(
            datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=some.sampled_from(zones)
        )
    if hint is Decimal:
        return some.decimals(allow_nan=False, allow_infinity=False, places=2)
    return some.from_type(hint)


def test_contacts_notes_tasks_and_drafts_may_be_written_away() -> None:
    assert {cls.code.split(".")[0] for cls in AWAY} == {
        "contacts", "people", "task", "draft", "papers",
    }  # fmt: skip
    assert len(AWAY) == 17


@pytest.mark.parametrize("cls", AWAY, ids=lambda cls: cls.code)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=some.data())
def test_every_action_that_may_wait_is_the_same_after_it_was_text(
    cls: type[Action[Any]], data: some.DataObject
) -> None:
    hints = typing.get_type_hints(cls)
    fields = {
        one.name: data.draw(_of_any(hints[one.name]))
        for one in dataclasses.fields(cls)  # type: ignore[arg-type]
    }
    action = cls(**fields)
    again = from_json(cls.code, to_json(action))
    assert again == action
    assert to_json(again) == to_json(action)


def test_a_code_that_this_version_does_not_know_is_refused() -> None:
    with pytest.raises(FromAnotherVersion):
        from_json("contacts.teleport", "{}")


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw | {"mood": "good"},
        lambda raw: {name: value for name, value in raw.items() if name != "person_id"},
        lambda raw: raw | {"minutes": "thirty"},
        lambda raw: raw | {"minutes": True},
        lambda raw: raw | {"start": {"$": "date", "value": "2026-11-23"}},
        lambda raw: raw | {"with_whom": {"$": "enum", "of": "WithWhom", "value": "nobody"}},
        lambda raw: raw | {"with_whom": {"$": "enum", "of": "Role", "value": "leader"}},
        lambda raw: raw | {"note": {"$": "call", "value": "exit()"}},
        lambda raw: [raw],
    ],
)
def test_fields_that_this_version_reads_differently_are_refused(change: Any) -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Oslo"))
    raw = json.loads(to_json(RegisterContact("p", ("s",), start)))
    with pytest.raises(FromAnotherVersion):
        from_json("contacts.register", json.dumps(change(raw)))


def test_a_field_added_since_has_its_default() -> None:
    raw = json.loads(to_json(AddNote("p", "tekst", "overskrift")))
    del raw["heading"]
    assert from_json("people.note.add", json.dumps(raw)) == AddNote("p", "tekst", "")


def test_an_hour_that_comes_twice_is_the_one_it_was() -> None:
    second = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Oslo"), fold=1)
    again = from_json("contacts.register", to_json(RegisterContact("p", ("s",), second)))
    assert again.start.timestamp() == second.timestamp()


def test_cut_text_is_refused() -> None:
    with pytest.raises(FromAnotherVersion):
        from_json("people.note.add", to_json(AddNote("p", "tekst"))[:-5])


def test_a_choice_given_as_its_text_is_that_choice() -> None:
    """As a form gives it; the program takes one for the other everywhere."""
    given_as_text = RegisterContact(
        person_id="p",
        staff_ids=("s",),
        start=datetime(2026, 11, 23, 8, tzinfo=UTC),
        with_whom=typing.cast(Any, "next_of_kin"),
    )
    again = from_json(given_as_text.code, to_json(given_as_text))
    assert again == given_as_text
    assert again.with_whom is WithWhom("next_of_kin")  # type: ignore[attr-defined]
    before = json.loads(to_json(given_as_text))
    before["with_whom"] = "next_of_kin"
    assert from_json(given_as_text.code, json.dumps(before)) == again


def test_what_could_not_be_read_back_is_not_promised() -> None:
    for wrong in ("nobody of the list", 3, ("person",)):
        with pytest.raises((TypeError, ValueError)):
            to_json(
                RegisterContact(
                    person_id="p",
                    staff_ids=("s",),
                    start=datetime(2026, 11, 23, 8, tzinfo=UTC),
                    with_whom=typing.cast(Any, wrong),
                )
            )
