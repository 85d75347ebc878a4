"""Rights within a team: what each kind of login may write, whatever program it uses."""

from __future__ import annotations

from contextlib import closing

import pytest

from factdesk.store.ids import new_id
from factdesk.store.server.functions import Refusal
from tests.support.two_teams import Place, Team

Two = tuple[Place, Team, Team]

CAR = "INSERT INTO cars (id, version, name, active) VALUES ('{id}', 1, 'n', true)"
PERSON = (
    "INSERT INTO persons (id, version, given_name, family_name, language, stage)"
    " VALUES ('{id}', 1, 's1:x', 's1:y', 'nb', 'admitted')"
)
FORM = (
    "INSERT INTO assessment_evidence (id, version, assessment_id, item, kind, text,"
    " noted_at) VALUES ('{id}', 1, 'x', 'i', 'k', 's1:t', now())"
)
DRAFT = "INSERT INTO drafts (actor_id, place, text, at) VALUES ('{me}', '{id}', 's1:t', now())"
LOOKED = (
    "INSERT INTO access_log (id, at, actor_id, station, person_id, purpose) VALUES ('{id}', now(),"
    " '{me}', 's', 'p', 'w')"
)
#: What each kind of login may write.
MAY_WRITE = {
    "admin": {CAR, PERSON, FORM, DRAFT, LOOKED},
    "leader": {CAR, PERSON, FORM, DRAFT, LOOKED},
    "coordinator": {PERSON, FORM, DRAFT, LOOKED},
    "member": {PERSON, FORM, DRAFT, LOOKED},
    "assessor": {FORM, DRAFT, LOOKED},
    "reader": {DRAFT, LOOKED},
}


@pytest.mark.parametrize("kind", MAY_WRITE)
def test_a_role_writes_what_it_may_and_nothing_else(two_teams: Two, kind: str) -> None:
    _place, a, _b = two_teams
    login = a[kind]
    for statement in (CAR, PERSON, FORM, DRAFT, LOOKED):
        attempt = statement.format(id=new_id(), me=login.staff_id)
        attempt = f"BEGIN; SET CONSTRAINTS ALL DEFERRED; {attempt}; ROLLBACK"
        if statement in MAY_WRITE[kind]:
            assert login.gets(attempt).endswith("ROLLBACK")
        else:
            assert login.is_refused(attempt) == Refusal.NOT_ALLOWED


@pytest.mark.parametrize("kind", ["reader", "assessor"])
def test_who_may_not_write_may_not_change_or_remove(two_teams: Two, kind: str) -> None:
    place, a, _b = two_teams
    login = a[kind]
    assert login.is_refused("UPDATE persons SET given_name = 'z'") == Refusal.NOT_ALLOWED
    assert login.is_refused("UPDATE team SET name = 'z'; UPDATE staff SET name = 'z'") == (
        Refusal.NOT_ALLOWED
    )
    assert login.gets("DELETE FROM persons") == "DELETE 0"
    assert place.value("SELECT given_name FROM persons WHERE id = :id", id=a.person_id) == "s1:x"


def test_drafts_are_ones_own(two_teams: Two) -> None:
    _place, a, _b = two_teams
    login = a["member"]
    draft = DRAFT.format(id=new_id(), me=login.staff_id)
    with closing(login.connect()) as mine, closing(a["admin"].connect()) as other:
        mine.execute(draft)
        assert other.execute("SELECT count(*) FROM drafts").fetchone() == (0,)
        assert other.execute("DELETE FROM drafts").rowcount == 0
        assert mine.execute("DELETE FROM drafts").rowcount == 1
    forged = DRAFT.format(id=new_id(), me=a["admin"].staff_id)
    assert login.is_refused(forged) == Refusal.NOT_ALLOWED


@pytest.mark.parametrize("kind", ["leader", "coordinator", "member", "assessor", "reader"])
@pytest.mark.parametrize(
    "change",
    [
        "SET is_administrator = true",
        "SET role = 'leader', is_administrator = true",
        "SET user_name = 'x'",
        "SET id = '{other}'",
    ],
)
def test_nobody_gives_themselves_power(two_teams: Two, kind: str, change: str) -> None:
    _place, a, _b = two_teams
    login = a[kind]
    for whose in (login.staff_id, a["admin"].staff_id):
        if "is_administrator" in change and whose == a["admin"].staff_id:
            continue
        attempt = f"UPDATE staff {change.format(other=new_id())} WHERE id = '{whose}'"
        assert login.is_refused(attempt) == Refusal.NOT_ALLOWED


def test_a_leader_makes_no_administrator_and_removes_none(two_teams: Two) -> None:
    _place, a, _b = two_teams
    leader = a["leader"]
    for role, admin in (("leader", "false"), ("member", "true")):
        assert (
            leader.is_refused(
                "INSERT INTO staff (id, version, name, initials, profession, fte_percent, role,"
                f" is_administrator, has_health_basis) VALUES ('{new_id()}', 1, 'n', 'i', 'n', 100,"
                f" '{role}', {admin}, true)"
            )
            == Refusal.NOT_ALLOWED
        )
    for kind in ("admin", "member"):
        attempt = f"DELETE FROM staff WHERE id = '{a[kind].staff_id}'"
        assert leader.is_refused(attempt) == Refusal.NOT_ALLOWED


def test_a_user_writes_only_when_the_own_passphrase_was_set(two_teams: Two) -> None:
    _place, a, _b = two_teams
    login = a["reader"]
    mine = f"WHERE id = '{login.staff_id}'"
    set_at = "UPDATE staff SET passphrase_at = now(), version = version + 1"
    assert login.gets(f"BEGIN; {set_at} {mine}; ROLLBACK").splitlines()[1] == "UPDATE 1"
    assert login.is_refused(set_at) == Refusal.NOT_ALLOWED
    for column in ("valid_to = NULL, name = 'x'", "has_health_basis = false", "initials = 'X'"):
        assert login.is_refused(f"UPDATE staff SET {column} {mine}") == Refusal.NOT_ALLOWED
