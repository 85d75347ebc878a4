"""A seat goes on without its server, and the server has everything once, in order, afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import FinishTask
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.tables import Task
from factdesk.contacts.actions.cancel_contact import CancelContact
from factdesk.contacts.actions.edit_contact import EditContact
from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.contacts.tables import Contact
from factdesk.desk import Desk
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.people.tables import Note
from factdesk.people.views import People
from factdesk.store.action import Action
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.store.engine import Store
from factdesk.store.faults import ConnectionLost
from factdesk.store.seat import refusals
from factdesk.store.seat.outbox import State
from factdesk.store.tables import Act, Draft
from factdesk.store.undo import UndoAct
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Bench, Same
from tests.support.builders import Make


def _notes(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(Note.text).order_by(Note.text)).scalars())


def _task(desk: Desk, task_id: str) -> Task:
    with desk.store.reading(desk.actor) as reader:
        task = reader.session.get(Task, task_id)
        assert task is not None
        reader.session.expunge(task)
        return task


def test_while_the_server_answers_the_copy_follows_and_nothing_waits(
    seat: Seat, desk: Desk, person: str, same: Same
) -> None:
    store = seat.open()
    seat.run(AddNote(person, "på nett"))
    desk.do(AddNote(person, "fra en annen"))
    assert store.settle()
    same(store.copy.store, desk.store)
    assert store.waiting() == ()


def test_everything_can_be_read_when_the_server_is_away(
    seat: Seat, desk: Desk, person: str
) -> None:
    store = seat.open()
    before = store.ask(People(), seat.actor)
    seat.server.lose = lambda _point: True
    assert store.ask(People(), seat.actor) == before
    assert seat.links.now.is_away
    asked = seat.server.asked
    assert store.ask(People(), seat.actor) == before
    assert seat.server.asked == asked, "the server is not asked again while it is away"


def test_an_old_line_is_tried_anew_before_anybody_is_away(seat: Seat, person: str) -> None:
    store = seat.open()
    answers = iter([True, False, True, False, False, False, False])
    seat.server.lose = lambda _point: next(answers)
    store.ask(People(), seat.actor)
    seat.run(AddNote(person, "likevel"))
    assert not seat.links.now.is_away
    assert _notes(seat.server.store) == ["likevel"]


def test_what_is_written_away_is_shown_at_once_and_saved_once_on_return(
    seat: Seat, desk: Desk, person: str, same: Same
) -> None:
    store = seat.open()
    seat.go_away()
    note = seat.run(AddNote(person, "skrevet borte"))
    seat.run(EditNote(note, 1, "rettet borte"))
    written = seat.bench.clock.now()
    assert [one.label for one in store.waiting()] == [
        "Note: Åse Ødegård",
        "Note corrected: Åse Ødegård",
    ]
    assert seat.links.now.waiting == 2
    with store.reading(seat.actor) as reader:
        assert reader.session.get(Note, note).text == "rettet borte"
    assert _notes(desk.store) == []
    seat.bench.clock.move(timedelta(hours=5))
    seat.come_back()
    assert _notes(desk.store) == ["rettet borte"]
    assert store.waiting() == ()
    assert seat.links.now.waiting == 0
    with desk.store.reading(desk.actor) as reader:
        at = reader.session.scalars(select(Note.at).where(Note.id == note)).one()
        entered = reader.session.scalars(select(Act.at).order_by(Act.last.desc())).first()
    assert (at, entered) == (written, seat.bench.clock.now()), "written then, entered now"
    same(store.copy.store, desk.store)


def test_what_only_the_server_can_do_says_so(seat: Seat, person: str) -> None:
    seat.open()
    seat.go_away()
    with pytest.raises(refusals.NotSavedAway):
        seat.run(AddPerson(given_name="Nils", family_name="Ny"))
    assert seat.store.outbox.entries() == ()


def test_a_rule_that_says_no_away_says_it_at_once(seat: Seat, person: str) -> None:
    from factdesk.errors import KnownError

    seat.open()
    seat.go_away()
    with pytest.raises(KnownError):
        seat.run(AddNote(person, "   "))
    assert seat.store.outbox.entries() == ()


def test_an_act_that_the_copy_has_got_while_its_line_was_lost_is_shown_once(
    seat: Seat, desk: Desk, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = seat.open()
    seat.server.lose = lambda point: point == "after" or seat.links.now.is_away
    overlaid = store.copy.overlaid

    def after_catching_up() -> object:
        store.copy.catch_up(desk.store, seat.actor, seat.scope_of)
        return overlaid()

    with monkeypatch.context() as late:
        late.setattr(seat.server, "find_act", lambda _id: seat.server._pass("after"))
        late.setattr(store.copy, "overlaid", after_catching_up)
        note = seat.run(AddNote(person, "en gang"))
    assert seat.links.now.is_away
    with store.reading(seat.actor) as reader:
        assert list(reader.session.scalars(select(Note.id))) == [note]
    seat.come_back()
    assert _notes(desk.store) == ["en gang"]
    assert store.outbox.entries() == ()


@pytest.mark.parametrize("point", ["before", "during", "after"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_line_lost_at_any_point_of_an_act_saves_it_once(
    seat: Seat, desk: Desk, person: str, same: Same, point: str, times: int
) -> None:
    store = seat.open()
    left = [times]

    def lose(now: str) -> bool:
        if now != point or not left[0]:
            return left[0] == 0 and seat.links.now.is_away
        left[0] -= 1
        return True

    seat.server.lose = lose
    note = seat.run(AddNote(person, "en gang"))
    with store.reading(seat.actor) as reader:
        assert reader.session.get(Note, note).text == "en gang"
    if seat.links.now.is_away:
        seat.come_back()
    assert _notes(desk.store) == ["en gang"]
    with desk.store.reading(desk.actor) as reader:
        assert reader.session.get(Note, note) is not None, "under the id that was given"
    assert store.settle()
    same(store.copy.store, desk.store)


@pytest.mark.parametrize(("point", "answer"), [("during", "was not saved"), ("after", "was saved")])
def test_what_may_not_be_done_away_and_may_be_saved_is_answered_on_return(
    seat: Seat, desk: Desk, point: str, answer: str
) -> None:
    store = seat.open()
    hit = [False]

    def lose(now: str) -> bool:
        hit[0] = hit[0] or now == point
        return hit[0]

    seat.server.lose = lose
    with pytest.raises(refusals.OutcomeUnknown):
        seat.run(AddPerson(given_name="Nils", family_name="Ny"))
    (question,) = store.waiting()
    assert question.state is State.QUESTION
    with pytest.raises(refusals.NotUndoneAway):
        store.discard(question.act_id)
    seat.come_back()
    (answered,) = store.waiting()
    assert answered.state is State.ANSWERED
    assert answer in answered.why
    assert len(desk.see(People())) == (1 if point == "after" else 0)
    store.discard(answered.act_id)
    assert store.waiting() == ()


@pytest.mark.parametrize("point", ["before", "during", "after"])
@pytest.mark.parametrize("at", range(1, 8))
def test_a_line_lost_in_the_middle_of_the_return_does_nothing_twice(
    seat: Seat, desk: Desk, person: str, same: Same, point: str, at: int
) -> None:
    store = seat.open()
    seat.go_away()
    texts = [f"notat {number}" for number in range(4)]
    for text in texts:
        seat.run(AddNote(person, text))
    left = [at]

    def lose(now: str) -> bool:
        left[0] -= now == point
        return left[0] <= 0

    seat.server.lose = lose
    try:
        store.come_back()
    except ConnectionLost:
        with store.reading(seat.actor) as reader:
            shown = list(reader.session.scalars(select(Note.text).order_by(Note.text)))
        assert shown == texts, "what was written stays shown"
        seat.close()
        store = seat.open(away=True)
        with store.reading(seat.actor) as reader:
            assert list(reader.session.scalars(select(Note.text).order_by(Note.text))) == texts
        seat.come_back()
    assert _notes(desk.store) == texts
    assert store.outbox.entries() == ()
    seat.server.lose = lambda _point: False
    assert store.settle()
    same(store.copy.store, desk.store)


def test_what_waits_is_there_and_shown_after_a_restart(seat: Seat, desk: Desk, person: str) -> None:
    seat.open()
    seat.go_away()
    seat.run(AddNote(person, "før omstart"))
    seat.close()
    store = seat.open(away=True)
    with store.reading(seat.actor) as reader:
        assert list(reader.session.scalars(select(Note.text))) == ["før omstart"]
    assert [one.label for one in store.waiting()] == ["Note: Åse Ødegård"]
    seat.close()
    seat.server.lose = lambda _point: False
    seat.open()
    assert _notes(desk.store) == ["før omstart"]
    assert seat.store.waiting() == ()


def test_undo_away_takes_back_what_waits_and_nothing_else(
    seat: Seat, desk: Desk, person: str
) -> None:
    store = seat.open()
    seat.run(AddNote(person, "på nett"))
    assert store.settle()
    saved = store.history(seat.actor).undo
    seat.go_away()
    assert store.history(seat.actor).undo is None
    seat.run(AddNote(person, "borte"))
    step = store.history(seat.actor).undo
    assert step is not None
    assert step.label == "Note: Åse Ødegård"
    assert seat.run(UndoAct(step.act_id)) == "Note: Åse Ødegård"
    with store.reading(seat.actor) as reader:
        assert list(reader.session.scalars(select(Note.text))) == ["på nett"]
    assert store.waiting() == ()
    assert saved is not None
    with pytest.raises(refusals.NotUndoneAway):
        seat.run(UndoAct(saved.act_id))
    seat.come_back()
    assert _notes(desk.store) == ["på nett"]


def test_fields_that_do_not_collide_are_merged(seat: Seat, desk: Desk, person: str) -> None:
    task = desk.do(AddTask(person, "Ringe NAV"))
    seat.open()
    seat.go_away()
    seat.run(EditTask(task, 1, text="Ringe NAV om bolig"))
    desk.do(EditTask(task, 1, due_on=date(2026, 12, 1)))
    seat.come_back()
    row = _task(desk, task)
    assert (row.text, row.due_on) == ("Ringe NAV om bolig", date(2026, 12, 1))
    assert seat.store.waiting() == ()


def test_a_field_that_both_changed_is_a_conflict_that_is_kept_and_settled(
    seat: Seat, desk: Desk, person: str
) -> None:
    task = desk.do(AddTask(person, "Ringe NAV"))
    store = seat.open()
    seat.go_away()
    seat.run(EditTask(task, 1, text="mitt"))
    desk.do(EditTask(task, 1, text="deres"))
    seat.come_back()
    (clash,) = store.waiting()
    assert clash.state is State.REFUSED
    assert clash.clash is not None
    assert clash.clash.fields == (("text", "mitt", "Ringe NAV", "deres"),)
    assert _task(desk, task).text == "deres"
    store.retry(clash.act_id)
    assert _task(desk, task).text == "mitt"
    assert store.waiting() == ()


def test_the_copys_own_versions_never_hide_what_somebody_else_wrote(
    seat: Seat, desk: Desk, person: str
) -> None:
    """The second edit away was seen at a version that on the server is somebody else's."""
    task = desk.do(AddTask(person, "Ringe NAV"))
    store = seat.open()
    seat.go_away()
    seat.run(EditTask(task, 1, text="først"))
    seat.run(EditTask(task, 2, due_on=date(2026, 12, 24)))
    seat.run(EditTask(task, 3, text="så"))
    desk.do(EditTask(task, 1, due_on=date(2026, 12, 1)))
    seat.come_back()
    row = _task(desk, task)
    assert (row.text, row.due_on) == ("så", date(2026, 12, 1))
    (clash,) = store.waiting()
    assert clash.clash is not None
    assert clash.clash.fields == (("due_on", "2026-12-24", None, "2026-12-01"),)


def test_what_depends_on_a_refused_entry_is_refused_with_it(
    seat: Seat, desk: Desk, person: str, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factdesk.people.errors import Blocked

    store = seat.open()
    seat.go_away()
    task = seat.run(AddTask(person, "blir nektet"))
    seat.run(FinishTask(task, 1))
    seat.run(AddTask(person, "står for seg selv"))
    real = AddTask.do

    def refuse(self: AddTask, work: object) -> str:
        if self.text == "blir nektet":
            raise Blocked
        return real(self, work)  # type: ignore[arg-type]

    monkeypatch.setattr(AddTask, "do", refuse)
    seat.come_back()
    first, second = store.waiting()
    assert (first.state, second.state) == (State.REFUSED, State.REFUSED)
    assert "could not be saved" in second.why
    monkeypatch.setattr(AddTask, "do", real)
    store.retry(first.act_id)
    store.retry(second.act_id)
    assert store.waiting() == ()
    assert _task(desk, task).done_at is not None


def test_a_row_that_is_gone_on_the_server_is_told(seat: Seat, desk: Desk, person: str) -> None:
    note = desk.do(AddNote(person, "angres"))
    store = seat.open()
    seat.go_away()
    seat.run(EditNote(note, 1, "rettet borte"))
    desk.undo().result()
    seat.come_back()
    (gone,) = store.waiting()
    assert gone.state is State.REFUSED
    assert "removed" in gone.why
    store.discard(gone.act_id)
    assert store.waiting() == ()


def test_contacts_drafts_and_lookings_come_through(
    seat: Seat, desk: Desk, person: str, make: Make, same: Same
) -> None:
    from factdesk.people.actions.open_record import OpenRecord

    tove = make.staff()
    store = seat.open()
    seat.go_away()
    seat.run(OpenRecord(person))
    start = seat.bench.clock.now() - timedelta(hours=1)
    contact = seat.run(RegisterContact(person, (tove,), start, 30))
    seat.run(EditContact(contact, 1, minutes=45))
    other = seat.run(RegisterContact(person, (tove,), start, 10))
    seat.run(CancelContact(other, 1, reason="feil person"))
    for text in ("h", "ha", "halv"):
        seat.run(SaveDraft("person.x", text))
    assert [row.text for row in store.ask(Drafts("person."), seat.actor)] == ["halv"]
    assert len(store.waiting()) == 4, "drafts and lookings are not what one waits for"
    seat.come_back()
    with desk.store.reading(desk.actor) as reader:
        assert reader.session.get(Contact, contact).minutes == 45
        assert list(reader.session.scalars(select(Draft.text))) == ["halv"]
    assert store.settle()
    same(store.copy.store, desk.store)


def test_two_waiting_acts_have_ids_that_nothing_else_has(seat: Seat, person: str) -> None:
    seat.open()
    seat.go_away()
    ids = [seat.run(AddNote(person, str(number))) for number in range(20)]
    moments = [each[:12] for each in ids]  # of one millisecond, any may be the first
    assert moments == sorted(moments)
    assert len(set(ids)) == 20


def test_without_a_copy_nothing_is_promised(bench: Bench, person: str) -> None:
    seat = Seat(bench)
    with pytest.raises(refusals.NoCopy):
        seat.open(away=True)
    seat.close()


def test_a_server_set_back_is_told_and_the_copy_is_not_made_anew_without_asking(
    seat: Seat, desk: Desk, person: str
) -> None:
    store = seat.open()
    seat.run(AddNote(person, "en"))
    assert store.settle()
    before = store.copy.standing
    with desk.store.writing.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE change_log SET hash = 'x' WHERE number = (SELECT n FROM change_counter)"
        )
    desk.store.run(AddNote(person, "to"), desk.actor)
    store.settle()
    assert seat.troubles == ["ServerRestored"]
    assert store.copy.standing == before
    seat.close()
    store = seat.open()
    assert seat.troubles == ["ServerRestored"], "the user was told; now it is made anew"
    assert store.copy.standing.number == desk.store.newest()


def test_an_action_not_meant_for_away_is_not_marked() -> None:
    assert not AddPerson.away
    assert Action.away is False
