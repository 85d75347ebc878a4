"""The unit of work on both engines: rows and log together, versions, collisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from sqlalchemy import bindparam, event, func, select, text

from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.tables import Person
from factdesk.store import engine, log
from factdesk.store.action import Action, Actor
from factdesk.store.check import check
from factdesk.store.conflict import CannotUndo, Conflict, Gone, Refused
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.store.encoding import loads
from factdesk.store.engine import WrongThread
from factdesk.store.faults import Busy
from factdesk.store.tables import Act, ChangeEntry
from factdesk.store.undo import UndoAct
from factdesk.store.work import Work
from tests.support.builders import Make


@dataclass(frozen=True)
class EditPerson(Action[int]):
    """Edit any field of a person; the tests' own."""

    person: str
    seen: int | None
    fields: tuple[tuple[str, Any], ...]
    reason: str | None = None

    code: ClassVar[str] = "test.edit_person"

    def do(self, work: Work) -> int:
        row = work.edit(Person, self.person, self.seen, **dict(self.fields))
        work.session.flush()
        return row.version


@dataclass(frozen=True)
class AddThenFail(Action[None]):
    """Write something and then fail."""

    code: ClassVar[str] = "test.add_then_fail"

    def do(self, work: Work) -> None:
        work.add(Person(given_name="Aldri", family_name="Lagret"))
        raise KnownError("no", "nothing was changed")


@dataclass(frozen=True)
class NeedsARight(Action[None]):
    """Needs a right nobody has."""

    code: ClassVar[str] = "test.needs_a_right"
    right: ClassVar[str | None] = "fly"

    def do(self, work: Work) -> None:
        raise AssertionError("never reached")


@dataclass(frozen=True)
class InsertThenRead(Action[int]):
    """Change one person, insert another, and count both by a plain statement."""

    person: str
    reason: str | None = None

    code: ClassVar[str] = "test.insert_then_read"

    def do(self, work: Work) -> int:
        work.edit(Person, self.person, None, municipality="Nes")
        work.insert(Person, given_name="Ane", municipality="Nes")
        named = select(func.count()).where(Person.municipality == bindparam("name"))
        return work.read(named, name="Nes").scalar_one()


def edit(person: str, seen: int | None, **fields: Any) -> EditPerson:
    return EditPerson(person, seen, tuple(fields.items()))


def person_row(desk: Desk, person: str) -> Person:
    with desk.store.reading(desk.actor) as reader:
        row = reader.session.get(Person, person)
        assert row is not None
        reader.session.expunge(row)
        return row


def count(desk: Desk, table: type[Any]) -> int:
    with desk.store.reading(desk.actor) as reader:
        return reader.session.scalars(select(func.count()).select_from(table)).one()


def test_a_change_is_logged_with_before_and_after(any_desk: Desk, make: Make) -> None:
    person = make.person("Åse", "Ødegård")
    any_desk.do(edit(person, 1, phone="40 00 00 00"))
    with any_desk.store.reading(any_desk.actor) as reader:
        entry = reader.session.scalars(
            select(ChangeEntry).order_by(ChangeEntry.number.desc()).limit(1)
        ).one()
        assert (entry.entity, entry.entity_id) == ("persons", person)
        assert entry.before == '{"phone":null,"version":1}'
        assert entry.after == '{"phone":"40 00 00 00","version":2}'
        assert entry.actor_id == any_desk.actor.id


def test_numbers_have_no_gaps_and_the_chain_holds(any_desk: Desk, make: Make) -> None:
    person = make.person()
    for number in range(5):
        any_desk.do(edit(person, None, phone=str(number)))
    with any_desk.store.reading(any_desk.actor) as reader:
        numbers = reader.session.scalars(select(ChangeEntry.number).order_by(ChangeEntry.number))
        found = list(numbers)
        assert found == list(range(1, len(found) + 1))
        assert list(log.verify(reader.session)) == []


def test_a_failing_handler_leaves_nothing(any_desk: Desk) -> None:
    before = (count(any_desk, Person), count(any_desk, Act), any_desk.store.newest())
    with pytest.raises(KnownError):
        any_desk.do(AddThenFail())
    assert (count(any_desk, Person), count(any_desk, Act), any_desk.store.newest()) == before


def test_an_act_without_changes_leaves_no_trace(any_desk: Desk, make: Make) -> None:
    person = make.person("Åse", "Ødegård")
    before = any_desk.store.newest()
    any_desk.do(edit(person, 1, given_name="Åse"))
    assert any_desk.store.newest() == before


def test_a_right_is_demanded_before_anything(any_desk: Desk) -> None:
    with pytest.raises(Refused):
        any_desk.do(NeedsARight())


def test_a_row_that_is_gone_is_said_to_be_gone(any_desk: Desk) -> None:
    with pytest.raises(Gone):
        any_desk.do(edit("0" * 32, 1, phone="1"))


def test_the_same_field_changed_by_two_is_a_conflict_with_all_three_values(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person(phone="base")
    tove = make.staff("Tove Kvam")
    other = second_desk(any_desk, Actor(tove, "Tove Kvam", "pc-2", any_desk.actor.rights))
    other.do(edit(person, 1, phone="theirs"))
    with pytest.raises(Conflict) as caught:
        any_desk.do(edit(person, 1, phone="mine"))
    collision = caught.value.fields["phone"]
    assert (collision.mine, collision.base, collision.now) == ("mine", "base", "theirs")
    assert (caught.value.by, caught.value.version) == (tove, 2)
    assert person_row(any_desk, person).phone == "theirs"


def test_sending_again_with_the_new_version_writes_mine(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person(phone="base")
    second_desk(any_desk).do(edit(person, 1, phone="theirs"))
    with pytest.raises(Conflict) as caught:
        any_desk.do(edit(person, 1, phone="mine"))
    any_desk.do(edit(person, caught.value.version, phone="mine"))
    assert person_row(any_desk, person).phone == "mine"


def test_different_fields_of_one_row_merge(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person()
    second_desk(any_desk).do(edit(person, 1, phone="40"))
    any_desk.do(edit(person, 1, address="Storgata 1"))
    row = person_row(any_desk, person)
    assert (row.phone, row.address, row.version) == ("40", "Storgata 1", 3)


def test_both_writing_the_same_value_is_no_conflict(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person()
    second_desk(any_desk).do(edit(person, 1, phone="40"))
    any_desk.do(edit(person, 1, phone="40"))
    assert person_row(any_desk, person).version == 2


def test_a_field_changed_and_changed_back_is_no_conflict(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person(phone="base")
    other = second_desk(any_desk)
    other.do(edit(person, 1, phone="theirs"))
    other.do(edit(person, 2, phone="base"))
    any_desk.do(edit(person, 1, phone="mine"))
    assert person_row(any_desk, person).phone == "mine"


def test_many_writers_at_once_lose_nothing(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    """Four desks write sixty times between them at once; every act stands in the log."""
    persons = [make.person(str(number), "") for number in range(4)]
    desks = [any_desk, *(second_desk(any_desk) for _number in range(3))]
    futures = [
        desk.run(edit(person, None, phone=str(turn)))
        for turn in range(15)
        for desk, person in zip(desks, persons, strict=True)
    ]
    for future in futures:
        future.result()
    assert [person_row(any_desk, person).version for person in persons] == [16] * 4
    with any_desk.store.reading(any_desk.actor) as reader:
        assert list(log.verify(reader.session)) == []


def test_texts_come_back_as_they_were_written(any_desk: Desk, make: Make) -> None:
    for written in (
        "Čáhppe Ødegård-Þórsson",
        'O\'Brien "x" ; --',
        "🙂🙃",
        "æ" * 100_000,
        "a\nb\tc",
    ):
        person = make.person(written, "")
        assert person_row(any_desk, person).given_name == written


def test_the_feed_tells_every_listener_and_can_be_pulled(any_desk: Desk, make: Make) -> None:
    heard = []
    stop = any_desk.subscribe(heard.append)
    start = any_desk.store.newest()
    person = make.person()
    any_desk.do(edit(person, 1, phone="1"))
    stop()
    any_desk.do(edit(person, 2, phone="2"))
    assert [changes.tables for changes in heard] == [{"persons"}, {"persons"}]
    pulled = any_desk.store.changes_since(start)
    assert pulled is not None
    assert pulled.ids("persons") == {person}
    assert pulled.last - pulled.first == 2
    assert any_desk.store.changes_since(pulled.last) is None


def test_the_screens_thread_may_not_use_the_database(desk: Desk) -> None:
    import threading

    desk.store.forbidden_thread = threading.get_ident()
    with pytest.raises(WrongThread):
        desk.store.newest()
    desk.store.forbidden_thread = None


def test_a_clock_set_back_is_told_and_loses_nothing(
    team_folder: Any, clock: Any, make: Make, desk: Desk
) -> None:
    from datetime import timedelta

    from factdesk import opening
    from tests.support.desks import PASSPHRASE

    make.person()
    desk.close()
    clock.move(timedelta(days=-400))
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as again:
        assert any("clock" in notice for notice in again.notices)
        person = again.do(edit(Make(again).person(), 1, phone="1"))
        assert person == 2
        with again.store.reading(again.actor) as reader:
            assert list(log.verify(reader.session)) == []


def test_a_plain_statement_sees_what_the_act_has_written(any_desk: Desk, make: Make) -> None:
    assert any_desk.do(InsertThenRead(make.person("Ida", "Gammel"))) == 2


def test_a_row_inserted_plainly_is_logged_like_a_row_added(any_desk: Desk, make: Make) -> None:
    added = make.person("Ida", "Gammel")
    any_desk.do(InsertThenRead(added))
    with any_desk.store.reading(any_desk.actor) as reader:
        (row,) = (one for one in reader.session.scalars(select(Person)) if one.given_name == "Ane")
        first = select(ChangeEntry.after).where(ChangeEntry.before.is_(None))
        logged, inserted = (
            loads(reader.session.scalars(first.where(ChangeEntry.entity_id == one)).one())
            for one in (added, row.id)
        )
        assert inserted.keys() == logged.keys()
        assert inserted["version"] == row.version == 1
        assert inserted["stage"] == row.stage.value


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [("a\0b", "ab"), ("\0", ""), ("x\ud83dy", "x\N{REPLACEMENT CHARACTER}y"), ("æ\0\udc00", "æ�")],
)
def test_what_is_no_text_is_left_out_alike_in_row_log_and_reason(
    any_desk: Desk, make: Make, pasted: str, kept: str
) -> None:
    """PostgreSQL refuses NUL and neither engine holds half a sign; a paste may bring both."""
    person = make.person(pasted, "")
    texts = (("address", pasted), ("municipality", pasted))
    any_desk.do(EditPerson(person, 1, texts, reason=pasted))
    any_desk.do(SaveDraft("note/1", pasted))
    row = person_row(any_desk, person)
    assert (row.given_name, row.address) == (kept, kept)
    with any_desk.store.reading(any_desk.actor) as reader:
        found = select(Person.id).where(Person.municipality == pasted)
        assert reader.session.scalars(found).all() == [person]
    assert [draft.text for draft in any_desk.see(Drafts("note"))] == [kept]
    assert all(step.is_in_order for step in check(any_desk.store, any_desk.folder))
    any_desk.undo().result()
    assert person_row(any_desk, person).address is None


@dataclass(frozen=True)
class AddUnlessThere(Action[bool]):
    """Add a person of a name unless one is there: a rule no constraint keeps."""

    name: str
    reason: str | None = None

    code: ClassVar[str] = "test.add_unless_there"

    def do(self, work: Work) -> bool:
        if work.session.scalars(select(Person).where(Person.municipality == self.name)).first():
            return False
        work.add(Person(given_name=self.name, municipality=self.name))
        return True


def test_a_rule_that_was_checked_still_holds_at_the_commit(
    any_desk: Desk, second_desk: Callable[..., Desk]
) -> None:
    desks = [any_desk, *(second_desk(any_desk) for _number in range(3))]
    futures = [desk.run(AddUnlessThere(str(turn))) for turn in range(15) for desk in desks]
    assert sum(future.result() for future in futures) == 15
    assert count(any_desk, Person) == 15


@dataclass(frozen=True)
class Isolation(Action[str]):
    """How the writer's transaction is isolated, on the server."""

    code: ClassVar[str] = "test.isolation"

    def do(self, work: Work) -> str:
        return str(work.session.execute(text("SHOW transaction_isolation")).scalar_one())


@pytest.mark.parametrize("any_desk", ["postgres"], indirect=True)
def test_on_the_server_writers_read_what_is_committed_and_readers_a_snapshot(
    any_desk: Desk,
) -> None:
    assert any_desk.do(Isolation()) == "read committed"
    with any_desk.store.reading(any_desk.actor) as reader:
        show = reader.session.execute(text("SHOW transaction_isolation"))
        assert show.scalar_one() == "repeatable read"


def test_a_writer_that_cannot_get_its_turn_is_told_that_others_write(
    any_desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.person()
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 20)
    with any_desk.store.writing.begin() as other:
        if not any_desk.store.is_shared:
            any_desk.store.engine.dispose()
            event.listen(any_desk.store.engine, "connect", impatient)
        other.execute(text("UPDATE persons SET municipality = 'Nes'"))
        with pytest.raises(Busy):
            any_desk.do(edit(person, 1, phone="2"))
    any_desk.do(edit(person, None, phone="2"))


def impatient(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout = 20")


def test_a_reader_sees_one_moment_while_others_write(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person(phone="before")
    other = second_desk(any_desk)
    with any_desk.store.reading(any_desk.actor) as reader:
        phone = select(Person.phone).where(Person.id == person)
        assert reader.session.execute(phone).scalar_one() == "before"
        other.do(edit(person, 1, phone="after"))
        assert reader.session.execute(phone).scalar_one() == "before"


@dataclass(frozen=True)
class AddMany(Action[tuple[str, str]]):
    """Add a person one by one and another among many; the tests' own."""

    reason: str | None = None

    code: ClassVar[str] = "test.add_many"

    def do(self, work: Work) -> tuple[str, str]:
        one = work.add(Person(given_name="Ane")).id
        many = "f" * 32
        work.add_many(Person, [{"id": many, "given_name": "Åse"}])
        return one, many


def test_rows_added_many_at_once_are_logged_whole(any_desk: Desk) -> None:
    """What the log does not hold, undo cannot see changed since, nor a conflict be told of."""
    ids = any_desk.do(AddMany())
    with any_desk.store.reading(any_desk.actor) as reader:
        logged = [
            loads(
                reader.session.scalars(
                    select(ChangeEntry.after).where(ChangeEntry.entity_id == one)
                ).one()
            )
            for one in ids
        ]
    assert logged[0].keys() == logged[1].keys()
    any_desk.do(edit(ids[1], 1, address="Storgata 1"))
    any_desk.undo().result()
    other = any_desk.do(edit(ids[1], 3, address="Storgata 2"))
    assert other == 4
    with pytest.raises(CannotUndo):
        any_desk.do(UndoAct(act_of(any_desk, ids[1])))


def act_of(desk: Desk, entity_id: str) -> str:
    """The act that made a row."""
    with desk.store.reading(desk.actor) as reader:
        made = select(ChangeEntry.act_id).where(
            ChangeEntry.entity_id == entity_id, ChangeEntry.before.is_(None)
        )
        return str(reader.session.scalars(made).one())
