"""The copy holds what the server holds, and nothing that its user may not see."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from factdesk.desk import Desk
from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.plans.tables import IndividualPlan, PlanGoal
from factdesk.store.action import Reader
from factdesk.store.drafts import SaveDraft
from factdesk.store.seat import filling, refusals
from factdesk.store.seat.copy import FillCancelled, LocalCopy
from factdesk.store.seat.scope import Owner, Scope, whole
from tests.store.seat.conftest import Bench, Same, rows_of
from tests.support.builders import Make


def test_a_filled_copy_equals_the_server_in_every_table(
    desk: Desk, copy: LocalCopy, make: Make, same: Same
) -> None:
    person = make.person()
    make.place(person)
    make.contact(person, make.staff())
    desk.do(AddNote(person, "Sov godt i natt"))
    copy.fill(desk.store, desk.actor, whole)
    same(copy.store, desk.store)
    assert copy.standing.number == desk.store.newest()


def test_tables_longer_than_a_page_come_whole(
    desk: Desk, copy: LocalCopy, make: Make, same: Same, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "PAGE", 3)
    for number in range(10):
        make.person(f"Person{number}")
    told: list[tuple[int, int]] = []
    copy.fill(desk.store, desk.actor, whole, progress=lambda *step: told.append(step))
    same(copy.store, desk.store)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_the_copy_follows_new_changed_and_removed_rows(
    desk: Desk, copy: LocalCopy, make: Make, same: Same
) -> None:
    person = make.person()
    copy.fill(desk.store, desk.actor, whole)
    note = desk.do(AddNote(person, "Første"))
    desk.do(EditNote(note, 1, "Rettet"))
    desk.do(AddNote(person, "Angret"))
    desk.undo().result()
    desk.do(SaveDraft("person.x.note", "halvt"))
    copy.catch_up(desk.store, desk.actor, whole)
    same(copy.store, desk.store)
    desk.undo().result()
    desk.undo().result()
    copy.catch_up(desk.store, desk.actor, whole)
    same(copy.store, desk.store)


def test_others_drafts_stay_out(desk: Desk, copy: LocalCopy, make: Make) -> None:
    other = replace(desk.actor, id=make.staff())
    desk.store.run(SaveDraft("board", "andres"), other)
    desk.do(SaveDraft("board", "mitt"))
    copy.fill(desk.store, desk.actor, whole)
    assert [row["text"] for row in rows_of(copy.store)["drafts"]] == ["mitt"]
    desk.store.run(SaveDraft("board2", "andres"), other)
    copy.catch_up(desk.store, desk.actor, whole)
    assert [row["text"] for row in rows_of(copy.store)["drafts"]] == ["mitt"]


def _scope(reader: Reader, *barred: str) -> Scope:
    return Scope(
        reader.actor.id,
        own_only={"drafts": "actor_id"},
        owners={
            "persons": Owner("id"),
            "notes": Owner("person_id"),
            "plans": Owner("person_id"),
            "plan_goals": Owner("plan_id", "plans"),
            "contacts": Owner("person_id"),
        },
        parts=frozenset({"notes", "plans", "plan_goals"}),
        named={"persons": frozenset({"given_name", "family_name"})},
        barred=frozenset(barred),
    )


def _plan(person: str, important: str) -> IndividualPlan:
    day = date(2026, 11, 2)
    return IndividualPlan(
        person_id=person,
        important=important,
        started_on=day,
        period_from=day,
        period_to=day,
        review_on=day,
    )


def _words_in(copy: LocalCopy) -> str:
    return str(rows_of(copy.store))


def test_a_barred_persons_record_stays_out_and_what_others_show_is_kept(
    desk: Desk, copy: LocalCopy, make: Make
) -> None:
    barred, other = make.person("Even", phone="40000001"), make.person("Åse", phone="40000002")
    for person, word in ((barred, "sperret"), (other, "åpent")):
        desk.do(AddNote(person, f"notat {word}"))
        make.contact(person, make.staff(f"Tove {word}"), note=f"kontakt {word}")
        plan = make.rows(_plan(person, f"ønske {word}"))[0]
        make.rows(PlanGoal(plan_id=plan, life_area="home", text=f"mål {word}", position=1))
    copy.fill(desk.store, desk.actor, lambda reader: _scope(reader, barred))
    held = _words_in(copy)
    for word in ("notat", "kontakt", "ønske", "mål"):
        assert f"{word} sperret" not in held
        assert f"{word} åpent" in held
    assert "40000001" not in held
    assert "40000002" in held
    assert "Even" in held
    assert len(rows_of(copy.store)["contacts"]) == 2
    desk.do(AddNote(barred, "nytt sperret"))
    make.rows(PlanGoal(plan_id=plan, life_area="home", text="nytt åpent mål", position=2))
    copy.catch_up(desk.store, desk.actor, lambda reader: _scope(reader, barred))
    held = _words_in(copy)
    assert "nytt sperret" not in held
    assert "nytt åpent mål" in held


def test_a_block_set_or_taken_away_is_followed(
    desk: Desk, copy: LocalCopy, make: Make, same: Same, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.person("Even")
    desk.do(AddNote(person, "notat som sperres"))
    copy.fill(desk.store, desk.actor, _scope)
    same(copy.store, desk.store)

    def lost(*_arguments: object, **_named: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as cut:
        cut.setattr(copy, "fill", lost)
        with pytest.raises(ConnectionResetError):
            copy.catch_up(desk.store, desk.actor, lambda reader: _scope(reader, person))
    assert "notat som sperres" not in _words_in(copy), "gone before anything is asked for anew"
    copy.catch_up(desk.store, desk.actor, lambda reader: _scope(reader, person))
    assert "notat som sperres" not in _words_in(copy)
    copy.catch_up(desk.store, desk.actor, _scope)
    same(copy.store, desk.store)


def test_a_role_that_opens_no_records_has_nobodys(desk: Desk, copy: LocalCopy, make: Make) -> None:
    person = make.person("Even", phone="40000001")
    desk.do(AddNote(person, "journalnotat"))

    def reduced(reader: Reader) -> Scope:
        return replace(_scope(reader), is_reduced=True, left_out=frozenset({"access_log"}))

    copy.fill(desk.store, desk.actor, reduced)
    held = _words_in(copy)
    assert "journalnotat" not in held
    assert "40000001" not in held
    assert "Even" in held
    assert copy.standing.scope.withholds(frozenset({"notes"}))
    assert not copy.standing.scope.withholds(frozenset({"contacts"}))


def test_a_server_set_back_to_an_older_state_is_noticed_and_the_copy_left(
    desk: Desk, copy: LocalCopy, make: Make
) -> None:
    person = make.person()
    desk.do(AddNote(person, "finnes bare her"))
    copy.fill(desk.store, desk.actor, whole)
    with desk.store.writing.connect() as connection, connection.begin():
        n = desk.store.newest()
        connection.execute(text("DELETE FROM change_log WHERE number = :n"), {"n": n})
        connection.execute(text("DELETE FROM acts WHERE last = :n"), {"n": n})
        connection.execute(text("DELETE FROM notes"))
        connection.execute(
            text(
                "UPDATE change_counter SET n = :n - 1,"
                " last_hash = (SELECT hash FROM change_log WHERE number = :n - 1)"
            ),
            {"n": n},
        )
    with pytest.raises(refusals.ServerRestored):
        copy.catch_up(desk.store, desk.actor, whole)
    desk.do(AddNote(person, "en annen historie"))
    desk.do(AddNote(person, "og videre"))
    with pytest.raises(refusals.ServerRestored):
        copy.catch_up(desk.store, desk.actor, whole)
    assert "finnes bare her" in _words_in(copy)
    assert "en annen historie" not in _words_in(copy)


def test_a_cancelled_filling_leaves_the_copy_as_it_was(
    desk: Desk, copy: LocalCopy, make: Make
) -> None:
    copy.fill(desk.store, desk.actor, whole)
    before = rows_of(copy.store)
    make.person()
    with pytest.raises(FillCancelled):
        copy.fill(desk.store, desk.actor, whole, cancelled=lambda: True)
    assert rows_of(copy.store) == before
    assert not copy.folder.filling.exists


def test_a_copy_is_opened_again_as_it_was_left(bench: Bench, make: Make) -> None:
    make.person()
    with bench.open() as folder:
        first = LocalCopy(folder, bench.clock)
        first.fill(bench.desk.store, bench.desk.actor, whole)
        before, standing = rows_of(first.store), first.standing
        first.close()
    with bench.open() as folder:
        again = LocalCopy(folder, bench.clock)
        assert again.open()
        assert (rows_of(again.store), again.standing) == (before, standing)
        again.close()


def test_nothing_of_the_team_stands_open_on_the_disk(bench: Bench, make: Make) -> None:
    make.person("Even", "Lyngstad")
    with bench.open() as folder:
        copy = LocalCopy(folder, bench.clock)
        copy.fill(bench.desk.store, bench.desk.actor, whole)
        for file in bench.path.iterdir():
            content = file.read_bytes()
            assert b"Lyngstad" not in content
            assert not content.startswith(b"SQLite format 3")
        copy.close()
