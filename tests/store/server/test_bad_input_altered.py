"""What somebody with all power over the server has altered: what the users see, and who tells."""

from __future__ import annotations

import json

import pytest

from factdesk import opening_server, users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.tables import Person
from factdesk.people.views import People
from factdesk.server_check import check_team
from factdesk.signing_in import LoginMoved
from factdesk.store.folder.refusals import WrongRecoveryKey
from factdesk.store.sealing import SealBroken
from factdesk.store.server.refusals import KeyUnfit
from factdesk.store.server.team_server import TeamServer
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.people import PASSPHRASE
from tests.support.servers import ROLE, ServerTeam

HERS = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else


@pytest.fixture
def make(server_desk: Desk) -> Make:
    """Builders on the server's desk."""
    return Make(server_desk)


def found(team: ServerTeam) -> dict[str, tuple[str, ...]]:
    """What the check of the server tells."""
    steps = check_team(team.address(), PASSPHRASE)
    return {step.code: step.problems for step in steps if step.problems}


@pytest.fixture
def tove(server_desk: Desk, make: Make) -> str:
    """Another member with a login of her own; the staff id."""
    staff_id = make.staff("Tove Kvam")
    users.add_user(server_desk, staff_id, "tove.kvam", HERS)
    return staff_id


# -- sealed values ---------------------------------------------------------------------------

SPOILT = "overlay(address placing 'AAAA' from 30)"


def test_an_altered_value_is_never_shown_and_its_place_is_told(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    person = make.person("Kari", "Ruud", address="Storgata 1")
    server_team.sql(f"UPDATE persons SET address = {SPOILT}")
    with pytest.raises(SealBroken, match=f"persons.address {person}"):
        server_desk.see(People())
    assert server_desk.see(TheTeam()).settings.name


def test_nothing_is_written_over_an_altered_value_and_nothing_is_undone_over_it(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    """Whoever saves next to it would else make it look as if it had been meant."""
    person = make.person("Kari", "Ruud", address="Storgata 1")
    server_desk.do(EditPerson(person, 1, own_goal="Ro"))
    server_team.sql(f"UPDATE persons SET address = {SPOILT}")
    before = server_desk.store.newest()
    with pytest.raises(SealBroken):
        server_desk.do(EditPerson(person, 2, own_goal="Fred"))
    with pytest.raises(SealBroken):
        server_desk.undo().result()
    assert server_desk.store.newest() == before
    assert "rows" in found(server_team)


def test_a_value_of_another_row_does_not_open(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    kari, ola = make.person("Kari", "Ruud"), make.person("Ola", "Berg")
    server_team.sql(
        "UPDATE persons SET family_name = (SELECT family_name FROM persons WHERE id = %s)"
        " WHERE id = %s", kari, ola,
    )  # fmt: skip
    with pytest.raises(SealBroken, match=f"persons.family_name {ola}"):
        server_desk.see(People())


def test_the_server_itself_takes_no_plain_text(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    make.person("Kari", "Ruud")
    with pytest.raises(Exception, match="fd_sealed"):
        server_team.sql("UPDATE persons SET family_name = 'Ruud'")
    server_team.sql("UPDATE persons SET phone = NULL")


def test_a_row_that_was_given_to_another_team_is_missed(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    kari, ola = make.person("Kari", "Ruud"), make.person("Ola", "Berg")
    server_team.sql("ALTER TABLE persons DISABLE TRIGGER ALL")
    server_team.sql("UPDATE persons SET tenant = repeat('0', 32) WHERE id = %s", kari)
    server_team.sql("ALTER TABLE persons ENABLE TRIGGER ALL")
    with server_desk.store.reading(server_desk.actor) as reader:
        assert reader.session.get(Person, kari) is None
    assert any("persons" in each and kari in each for each in found(server_team)["rows"])
    assert ola not in " ".join(found(server_team)["rows"])


# -- the log ---------------------------------------------------------------------------------

_LAST = "(SELECT max(number) FROM change_log)"


@pytest.mark.parametrize(
    "deed",
    [
        f"UPDATE change_log SET actor_id = repeat('0', 32) WHERE number = {_LAST}",
        f"UPDATE change_log SET at = at - interval '1 day' WHERE number = {_LAST} - 1",
        f"DELETE FROM change_log WHERE number = {_LAST}",
        f"DELETE FROM change_log WHERE number = {_LAST} - 1",
        "UPDATE change_counter SET n = n - 1",
        "UPDATE change_counter SET n = n + 1",
        "UPDATE change_counter SET last_hash = NULL",
        "INSERT INTO change_log (tenant, number, act_id, at, actor_id, station, code, entity,"
        " entity_id, before, after, reason, previous_hash, hash)"
        f" SELECT tenant, {_LAST} + 1, act_id, at, actor_id, station, code,"
        " entity, entity_id, before, after, reason, previous_hash, hash FROM change_log"
        " WHERE number = 3",
        f"UPDATE change_log AS l SET after = o.after FROM change_log AS o WHERE l.number = {_LAST}"
        f" AND o.number = {_LAST} - 1",
        "UPDATE acts SET code = 'person.edit' WHERE first = 1",
        "DELETE FROM acts WHERE first = 1",
    ],
)
def test_a_log_that_was_touched_is_told(
    server_team: ServerTeam, server_desk: Desk, make: Make, deed: str
) -> None:
    make.person("Kari", "Ruud")
    make.person("Ola", "Berg")
    assert found(server_team) == {}
    for table in ("change_log", "change_counter", "acts"):
        server_team.sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    server_team.sql(deed)
    for table in ("change_log", "change_counter", "acts"):
        server_team.sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert "chain" in found(server_team)


def test_power_that_was_given_in_the_table_is_told(
    server_team: ServerTeam, server_desk: Desk, tove: str
) -> None:
    """Roles are plain, for the server goes by them: who alters them there has them, and is seen."""
    server_team.sql("UPDATE staff SET role = 'leader', is_administrator = true WHERE id = %s", tove)
    assert any(tove in each and "role" in each for each in found(server_team)["rows"])


# -- keys and logins -------------------------------------------------------------------------


def test_keys_that_were_exchanged_between_members_open_nothing(
    server_team: ServerTeam, server_desk: Desk, tove: str
) -> None:
    server_team.sql(
        "UPDATE factdesk.members AS m SET slot = o.slot FROM factdesk.members AS o"
        " WHERE o.role <> m.role"
    )
    for role, passphrase in ((ROLE, PASSPHRASE), ("tove.kvam", HERS)):
        with pytest.raises(KeyUnfit):
            TeamServer.open(server_team.address(role), passphrase)


def test_a_login_that_was_led_to_another_member_is_refused(
    server_team: ServerTeam, server_desk: Desk, tove: str, clock: FixedClock
) -> None:
    """She would act in another's name, with another's rights."""
    server_team.sql("UPDATE factdesk.members SET is_active = false WHERE role = %s", ROLE)
    server_team.sql(
        "UPDATE factdesk.members SET staff_id = %s WHERE role = 'tove.kvam'", server_desk.actor.id
    )
    with pytest.raises(LoginMoved):
        opening_server.open_server(server_team.address("tove.kvam"), HERS, clock)


def test_a_replaced_recovery_key_is_refused_and_a_key_of_another_kind_is_read_by_nobody(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    [(slot,)] = server_team.sql("SELECT slot FROM factdesk.members WHERE role = %s", ROLE)
    for other in (slot, {"kdf": {"name": "argon2id", "memory_kib": 1}}, ["no slot"]):
        server_team.sql("UPDATE factdesk.teams SET recovery_slot = %s", json.dumps(other))
        with pytest.raises((WrongRecoveryKey, KeyUnfit)):
            TeamServer.open_with_recovery(server_team.administrator, server_team.recovery_key)


def test_a_team_that_was_renamed_is_the_same_team(
    server_team: ServerTeam, server_desk: Desk, clock: FixedClock
) -> None:
    """The server's name for it leads there; what the screen shows is the team's own."""
    server_team.sql("UPDATE factdesk.teams SET name = 'FACT Annensted'")
    with opening_server.open_server(server_team.address(), PASSPHRASE, clock) as desk:
        assert desk.see(TheTeam()).settings.name == "FACT Fjellbygda"
