"""The unit of work, undo and conflicts on both engines."""

from factdesk.desk import Desk
from factdesk.team.views import TheTeam


def test_a_new_team_has_its_administrator_and_lists(any_desk: Desk) -> None:
    team = any_desk.see(TheTeam())
    assert [m.initials for m in team.members] == ["MH"]
    assert team.word("contact_kind", "face_to_face") == "Face to face"


def test_builders(any_desk: Desk, make) -> None:
    person = make.person()
    tove = make.staff("Tove Kvam")
    make.place(person)
    make.contact(person, tove)
