"""The team's own settings, employers, cars and lists."""

from dataclasses import asdict

import pytest

from factdesk.desk import Desk
from factdesk.team.actions.add_car import AddCar
from factdesk.team.actions.add_employer import AddEmployer
from factdesk.team.actions.add_list_item import AddListItem
from factdesk.team.actions.edit_car import EditCar
from factdesk.team.actions.edit_employer import EditEmployer
from factdesk.team.actions.edit_settings import EditSettings
from factdesk.team.actions.order_list_items import OrderListItems
from factdesk.team.actions.rename_list_item import RenameListItem
from factdesk.team.actions.rest_car import RestCar
from factdesk.team.actions.rest_list_item import RestListItem
from factdesk.team.errors import (
    ChoiceTooLong,
    LastChoice,
    NameInUse,
    OutOfRange,
    TextNeeded,
    UnknownCode,
)
from factdesk.team.kinds import EmployerKind
from factdesk.team.rules import SETTING_RANGES
from factdesk.team.views import Choice, TeamFacts, TheTeam


def edited(team: TeamFacts, **changed: object) -> EditSettings:
    values = asdict(team.settings)
    del values["recovery_key_at"]
    return EditSettings(team_id=values.pop("id"), seen=values.pop("version"), **(values | changed))


def choice(desk: Desk, list_name: str, code: str) -> Choice:
    return next(one for one in desk.see(TheTeam()).lists[list_name] if one.code == code)


def test_settings_are_written_and_undone(any_desk: Desk) -> None:
    team = any_desk.see(TheTeam())
    any_desk.do(edited(team, autolock_minutes=12, wall_shows_reason=True, language="nn"))
    now = any_desk.see(TheTeam()).settings
    assert (now.autolock_minutes, now.wall_shows_reason, now.language) == (12, True, "nn")
    any_desk.undo().result()
    assert any_desk.see(TheTeam()).settings.autolock_minutes == 5


@pytest.mark.parametrize("name", sorted(SETTING_RANGES))
def test_a_number_outside_its_range_is_refused(desk: Desk, name: str) -> None:
    team = desk.see(TheTeam())
    low, high = SETTING_RANGES[name]
    for value in (low - 1, high + 1):
        with pytest.raises(OutOfRange):
            desk.do(edited(team, **{name: value}))
    for value in (low, high):
        desk.do(edited(desk.see(TheTeam()), **{name: value}))
        assert getattr(desk.see(TheTeam()).settings, name) == value


def test_a_language_the_program_does_not_speak_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownCode):
        desk.do(edited(desk.see(TheTeam()), language="de"))


def test_employers_have_names_of_their_own(desk: Desk) -> None:
    nav = desk.do(AddEmployer("NAV Fjellbygda", EmployerKind.NAV))
    with pytest.raises(NameInUse):
        desk.do(AddEmployer("nav fjellbygda", EmployerKind.NAV))
    desk.do(EditEmployer(nav, 1, "NAV Sørdal", EmployerKind.NAV))
    assert "NAV Sørdal" in [row.name for row in desk.see(TheTeam()).employers]


def test_a_car_at_rest_keeps_its_name_and_may_come_back(desk: Desk) -> None:
    car = desk.do(AddCar("Bil 1", "EL 12345"))
    desk.do(EditCar(car, 1, "Bil 1", " "))
    assert desk.see(TheTeam()).cars[0].plate is None
    desk.do(RestCar(car, 2))
    other = desk.do(AddCar("bil 1"))
    with pytest.raises(NameInUse):
        desk.do(RestCar(car, 3, active=True))
    desk.do(RestCar(other, 1))
    desk.do(RestCar(car, 3, active=True))
    assert [row.name for row in desk.see(TheTeam()).cars if row.active] == ["Bil 1"]


def test_the_teams_own_choice_follows_a_built_in_one(any_desk: Desk) -> None:
    code = any_desk.do(AddListItem("contact_kind", "Gåtur", "face_to_face"))
    team = any_desk.see(TheTeam())
    assert team.word("contact_kind", code) == "Gåtur"
    assert team.means("contact_kind", code) == "face_to_face"
    assert team.choices("contact_kind")[-1].code == code


def test_a_choice_that_means_nothing_or_is_there_already_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownCode):
        desk.do(AddListItem("contact_kind", "Gåtur", "walk"))
    with pytest.raises(NameInUse):
        desk.do(AddListItem("contact_kind", "telephone", "telephone"))
    with pytest.raises(ChoiceTooLong):
        desk.do(AddListItem("life_area", "Bolig " * 20, "home"))


def test_a_built_in_choice_is_renamed_and_gets_its_word_back(desk: Desk) -> None:
    video = choice(desk, "contact_kind", "video")
    desk.do(RenameListItem(video.id, video.version, "Skjerm"))
    assert choice(desk, "contact_kind", "video").label == "Skjerm"
    desk.do(RenameListItem(video.id, video.version + 1, " "))
    assert choice(desk, "contact_kind", "video").label == "Video"


def test_a_choice_of_the_teams_own_cannot_lose_its_name(desk: Desk) -> None:
    code = desk.do(AddListItem("contact_place", "Kafé", "other"))
    own = choice(desk, "contact_place", code)
    with pytest.raises(TextNeeded):
        desk.do(RenameListItem(own.id, own.version, ""))


def test_choices_are_ordered_and_put_to_rest_but_never_the_last(desk: Desk) -> None:
    team = desk.see(TheTeam())
    ids = [one.id for one in team.choices("contact_kind")]
    desk.do(OrderListItems("contact_kind", (ids[2], ids[0])))
    assert [one.id for one in desk.see(TheTeam()).choices("contact_kind")][:2] == [ids[2], ids[0]]
    for one in desk.see(TheTeam()).choices("contact_kind")[1:]:
        desk.do(RestListItem(one.id, one.version))
    last = desk.see(TheTeam()).choices("contact_kind")[0]
    with pytest.raises(LastChoice):
        desk.do(RestListItem(last.id, last.version))
