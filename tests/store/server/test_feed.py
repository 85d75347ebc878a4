"""The live feed: what one desk does, the others hear, whatever happens to the wire."""

from __future__ import annotations

import itertools
import random
import threading
import time
from dataclasses import replace

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk.store.faults import ConnectionLost
from factdesk.store.link import LinkState
from factdesk.store.server.line import Line
from factdesk.store.server.pulling import Puller
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.servers import STORE_ID
from tests.support.shared_desks import (
    QUICK,
    Shared,
    assert_all_hear_each_other,
    assert_no_gap,
    heard_on,
    is_state,
    links_of,
    live,
    numbered,
    up_to,
)


def test_what_one_desk_does_another_hears_without_asking(shared: Shared) -> None:
    first, second = live(shared.desk()), live(shared.desk())
    heard = heard_on(second)
    person = Make(first).person()
    (changes,) = heard.until(bool)
    assert ("persons", person) in changes.rows
    assert changes.actors == {shared.staff_id}


def test_five_desks_hear_each_other_each_act_once_and_in_order(shared: Shared) -> None:
    desks = [live(shared.desk()) for _number in range(5)]
    assert_all_hear_each_other(desks, 8)


def test_an_own_act_is_told_with_what_others_did_before_the_future_is_done(shared: Shared) -> None:
    alone, other = shared.desk(follows=False), shared.desk(follows=False)
    before = alone.store.newest()
    heard = heard_on(alone)
    theirs, mine = Make(other).person(), Make(alone).person()
    (changes,) = heard.values
    assert changes.first == before + 1
    assert {("persons", theirs), ("persons", mine)} <= changes.rows


def test_an_act_is_done_also_where_others_acts_cannot_be_read_after_it(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, expected_log, tmp_path
) -> None:
    monkeypatch.setattr("factdesk.faults.user_log_path", lambda *_a, **_o: tmp_path)
    expected_log("factdesk.store: a pull after an act failed")
    desk, other = shared.desk(follows=False), shared.desk(follows=False)
    heard = heard_on(desk)
    Make(other).person()
    with monkeypatch.context() as broken:
        broken.setattr(desk._feed, "_pull", lambda _number: 1 / 0)
        mine = Make(desk).person()
        assert heard.values == []
    Make(desk).person()
    assert ("persons", mine) in heard.values[0].rows


def test_a_desk_that_finds_what_nobody_has_told_asks_from_then_on_until_it_hears_again(
    shared: Shared,
) -> None:
    near = live(shared.desk())
    far = live(shared.desk(pace=replace(QUICK, net=0.2, hello=0.2, hello_again=0.5)))
    links = links_of(far)
    shared.sql("ALTER TABLE change_counter DISABLE TRIGGER tell")
    listening = far._listening
    assert listening is not None
    hears, answers = listening._hears, iter([False])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listening, "_hears", lambda line: next(answers, True) and hears(line))
        Make(near).person()
        links.until(is_state(LinkState.POLLING))
        links.until(is_state(LinkState.LIVE))


def test_where_notifications_do_not_pass_the_desk_asks_now_and_then(shared: Shared) -> None:
    first, second = live(shared.desk()), shared.desk(polling=True)
    heard = heard_on(second)
    links_of(second).until(is_state(LinkState.POLLING))
    Make(first).person()
    heard.until(bool)
    assert second.link.state is LinkState.POLLING


def test_a_desk_that_hears_no_notification_of_its_own_asks_instead(
    shared: Shared, new_postgres_database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind a pooler that gives each transaction another connection."""
    from tests.support.shared_desks import WiredServer

    desk = shared.desk(follows=False)
    elsewhere = WiredServer(new_postgres_database())
    server = WiredServer(shared.url)
    ways = itertools.chain([server.connect], itertools.repeat(elsewhere.connect))

    def connect() -> psycopg.Connection:
        return next(ways)()

    monkeypatch.setattr(server, "connect", connect)
    links = links_of(desk)
    desk.follow(server, pace=QUICK)
    heard = heard_on(desk)
    Make(shared.desk(follows=False)).person()
    heard.until(bool)
    assert {link.state for link in links.values} == {LinkState.LOCAL, LinkState.POLLING}


@pytest.mark.parametrize("loss", ["cut", "hold"])
def test_no_act_is_missed_while_the_wire_is_down(shared: Shared, loss: str) -> None:
    wire = shared.wire()
    near, far = live(shared.desk()), live(shared.desk(wire))
    heard, links = heard_on(far), links_of(far)
    before = near.store.newest()
    if loss == "cut":
        wire.refuse()
        wire.cut()
    else:
        wire.hold()
        far.links.lost("a statement found the line dead")
    (away, *_rest) = links.until(is_state(LinkState.AWAY))[-1:]
    assert away.since is not None
    assert away.why
    for _number in range(3):
        Make(near).person()
    wire.restore()
    links.until(is_state(LinkState.LIVE))
    assert far.link.since is None
    newest = near.store.newest()
    assert_no_gap(heard.until(up_to(newest)), before + 1, newest)
    heard.until(lambda changes: any(each.everything for each in changes))


def test_a_silent_line_is_found_dead_by_the_net(shared: Shared) -> None:
    wire = shared.wire()
    desk = live(shared.desk(wire, pace=replace(QUICK, net=0.2, patience=0.3)))
    links = links_of(desk)
    wire.hold()
    links.until(is_state(LinkState.AWAY))
    wire.restore()
    links.until(is_state(LinkState.LIVE))


def test_a_backend_that_is_ended_is_replaced(shared: Shared) -> None:
    far = live(shared.desk())
    heard, links = heard_on(far), links_of(far)
    shared.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    links.until(lambda seen: any(link.is_away for link in seen))
    links.until(is_state(LinkState.LIVE))
    Make(shared.desk(follows=False)).person()
    heard.until(lambda changes: bool(numbered(changes)))


def test_what_waits_runs_before_the_desk_is_told_that_the_server_is_back(shared: Shared) -> None:
    wire = shared.wire()
    desk = live(shared.desk(wire))
    seen: list[tuple[LinkState, str]] = []
    failures = iter([True, False])

    def apply() -> None:
        seen.append((desk.link.state, threading.current_thread().name))
        if next(failures):
            raise ConnectionLost

    desk.links.on_return(apply)
    links = links_of(desk)
    wire.cut()
    links.until(lambda told: any(link.is_away for link in told))
    links.until(is_state(LinkState.LIVE))
    assert seen == [(LinkState.AWAY, "desk-writer_0")] * 2


def test_a_line_that_was_wrongly_said_to_be_dead_is_live_again_at_once(shared: Shared) -> None:
    desk = live(shared.desk())
    links = links_of(desk)
    desk.links.lost("an old connection of the pool had died")
    links.until(lambda told: told[-2].is_away and told[-1].state is LinkState.LIVE)


def test_a_desk_may_begin_away(shared: Shared) -> None:
    wire = shared.wire()
    wire.refuse()
    desk = shared.desk(wire, away="The team server does not answer.")
    links = links_of(desk)
    assert desk.link.state is LinkState.AWAY
    assert desk.link.why == "The team server does not answer."
    assert desk.link.since == shared.clock.now()
    wire.restore()
    links.until(is_state(LinkState.LIVE))


@pytest.mark.parametrize("again", [0, 3, 9], ids=["shorter", "as_long", "longer"])
def test_a_server_set_back_to_an_earlier_state_is_told(shared: Shared, again: int) -> None:
    """Whether the log is shorter now, or as long again, or longer, with other acts in it."""
    wire = shared.wire()
    near, far = shared.desk(follows=False), live(shared.desk(wire))
    heard, links = heard_on(far), links_of(far)
    earlier = near.store.newest()
    for _number in range(3):
        Make(near).person()
    newest = near.store.newest()
    heard.until(up_to(newest))
    wire.refuse()
    wire.cut()
    shared.sql(
        f"DELETE FROM change_log WHERE number > {earlier};"
        f"DELETE FROM acts WHERE last > {earlier};"
        f"UPDATE change_counter SET n = {earlier}, last_hash = NULL"
    )
    for _number in range(again):
        Make(near).person()
    wire.restore()
    links.until(is_state(LinkState.LIVE))
    heard.until(lambda changes: any(each.everything for each in changes))
    assert "set back" in far.link.why
    assert [notice for notice in far.notices if "set back" in notice] == [far.link.why]
    person = Make(near).person()
    heard.until(lambda changes: ("persons", person) in changes[-1].rows)


def test_a_flood_of_notifications_makes_no_flood_of_pulls(shared: Shared) -> None:
    near, far = live(shared.desk()), live(shared.desk())
    heard = heard_on(far)
    pulls: list[float] = []
    listening = far._listening
    assert listening is not None
    pull = Puller.pull

    def counted(self: Puller, line: Line) -> bool:
        if self is listening._puller:
            pulls.append(time.monotonic())
        return pull(self, line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Puller, "pull", counted)
        began = time.monotonic()
        for burst in range(10):
            shared.sql(
                f"SELECT pg_notify('fd_{STORE_ID}', (1000000 + i)::text)"
                f" FROM generate_series({burst}, {burst} + 5000) AS i"
            )
        Make(near).person()
        heard.until(lambda changes: bool(numbered(changes)))
        lasted = time.monotonic() - began
    assert len(pulls) <= 4 + 4 * lasted + 1


def test_a_burst_is_pulled_together(shared: Shared) -> None:
    wire = shared.wire()
    near, far = live(shared.desk()), live(shared.desk(wire))
    before = near.store.newest()
    heard = heard_on(far)
    wire.hold()
    for _number in range(30):
        Make(near).person()
    wire.restore()
    newest = near.store.newest()
    told = heard.until(up_to(newest))
    assert_no_gap(told, before + 1, newest)
    assert len(numbered(told)) <= 3


def test_a_long_absence_is_read_in_parts(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factdesk.store.server.pulling.MOST", 3)
    wire = shared.wire()
    near, far = shared.desk(follows=False), live(shared.desk(wire))
    before = near.store.newest()
    heard = heard_on(far)
    wire.refuse()
    wire.cut()
    for _number in range(10):
        Make(near).person()
    wire.restore()
    newest = near.store.newest()
    told = heard.until(up_to(newest))
    assert_no_gap(told, before + 1, newest)
    assert max(each.last - each.first + 1 for each in numbered(told)) <= 3


def test_closing_ends_the_listener_within_a_second(shared: Shared) -> None:
    wire = shared.wire()
    desk = live(shared.desk(wire))
    wire.hold()
    began = time.monotonic()
    desk.close()
    assert time.monotonic() - began < 3
    assert not [each for each in threading.enumerate() if each.name == "desk-listener"]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["act", "cut", "hold", "restore", "lost"]), max_size=30), st.integers()
)
def test_the_numbers_told_are_a_sequence_without_a_gap_under_random_cuts(
    shared: Shared, steps: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    wires = [shared.wire() for _number in range(3)]
    desks = [live(shared.desk(wire)) for wire in wires]
    before = desks[0].store.newest()
    heards = [heard_on(desk) for desk in desks]
    for step in ["act", *steps, "act"]:
        at = chance.randrange(3)
        match step:
            case "act":
                Make(desks[at]).person()
            case "cut":
                wires[at].cut()
            case "hold":
                wires[at].hold()
            case "restore":
                wires[at].restore()
            case _:
                desks[at].links.lost("so it seemed")
    for wire in wires:
        wire.restore()
    newest = desks[0].store.newest()
    for desk, heard in zip(desks, heards, strict=True):
        links_of(desk).until(is_state(LinkState.LIVE))
        assert_no_gap(heard.until(up_to(newest)), before + 1, newest)
        desk.close()


def test_what_waits_for_a_server_that_stands_still_is_broken_off(shared: Shared) -> None:
    wire = shared.wire()
    desk = live(shared.desk(wire, stores=True, pace=replace(QUICK, net=0.3, patience=0.3)))
    before = desk.store.newest()
    links = links_of(desk)
    wire.hold()
    asked = desk.ask(TheTeam())
    assert isinstance(asked.exception(20), ConnectionLost)
    assert desk.link.is_away
    wire.restore()
    links.until(is_state(LinkState.LIVE))
    assert desk.store.newest() == before


def test_a_desk_closes_also_while_something_waits_for_a_server_that_stands_still(
    shared: Shared,
) -> None:
    wire = shared.wire()
    desk = live(shared.desk(wire, stores=True, pace=replace(QUICK, net=0.3, patience=0.3)))
    wire.hold()
    asked = desk.ask(TheTeam())
    desk.close()
    assert isinstance(asked.exception(0), ConnectionLost)
