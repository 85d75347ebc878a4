"""Placing, moving, writing and taking off: the rules, the words, and two desks at once."""

from datetime import date

import pytest
from sqlalchemy import select

from factdesk.board.actions.add_category import AddCategory
from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import DropTask, FinishTask
from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.order_categories import OrderCategories
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.actions.rename_category import RenameCategory
from factdesk.board.actions.rest_category import RestCategory, WakeCategory
from factdesk.board.actions.set_level import SetLevel
from factdesk.board.actions.set_level_meaning import SetLevelMeaning
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.errors import (
    AlreadyOnBoard,
    CategoryAtRest,
    CategoryInUse,
    NotOnBoard,
    PersonIsClosed,
    ReasonMissing,
    SameName,
    TaskIsClosed,
    TextMissing,
)
from factdesk.board.rules import draft_place
from factdesk.board.tables import BoardCategory, BoardEpisode
from factdesk.board.views import Board
from factdesk.people.kinds import Stage
from factdesk.store.conflict import CannotUndo, Conflict
from factdesk.store.drafts import Drafts, SaveDraft


def section(desk, code):
    return next(one for one in desk.see(Board()).sections if one.code == code)


def order(desk, code):
    return [row.episode_id for row in section(desk, code).rows]


def row(desk, episode):
    return desk.see(Board()).row(episode)


def test_anyone_places_at_once_and_the_undo_says_where(desk, make):
    person = make.person()
    episode = desk.do(PlaceOnBoard(person, make.category("crisis"), "red", reason=" Sover lite "))
    placed = row(desk, episode)
    assert (placed.reason, placed.level, placed.days, placed.placed_by) == (
        "Sover lite", "red", 0, "MH",
    )  # fmt: skip
    assert desk.history().result().undo.label == "Placed in Crisis and crisis prevention"
    desk.undo().result()
    assert desk.see(Board()).on_board == 0


def test_a_person_stands_on_the_board_once(any_desk, make):
    person = make.person()
    make.place(person, "admitted")
    with pytest.raises(AlreadyOnBoard) as refused:
        any_desk.do(PlaceOnBoard(person, make.category("crisis"), reason="igjen"))
    assert refused.value.category == "Admitted"


def test_of_two_who_place_a_person_at_the_same_moment_one_is_told(any_desk, second_desk, make):
    there = second_desk(any_desk, any_desk.actor)
    for _round in range(5):
        action = PlaceOnBoard(make.person(), make.category("crisis"), reason="Sover lite")
        errors = [future.exception() for future in (any_desk.run(action), there.run(action))]
        assert sorted(type(error) for error in errors if error) == [AlreadyOnBoard]


def test_a_closed_person_a_missing_reason_and_a_category_at_rest_are_refused(desk, make):
    closed = make.person(stage=Stage.CLOSED)
    with pytest.raises(PersonIsClosed):
        desk.do(PlaceOnBoard(closed, make.category(), reason="x"))
    person = make.person()
    with pytest.raises(ReasonMissing):
        desk.do(PlaceOnBoard(person, make.category(), reason="  "))
    prison = section(desk, "prison")
    desk.do(RestCategory(prison.id, prison.version))
    with pytest.raises(CategoryAtRest):
        desk.do(PlaceOnBoard(person, prison.id, reason="x"))


def test_a_row_goes_above_another_or_last_and_moves_alone(desk, make):
    crisis = make.category("crisis")
    ids = [desk.do(PlaceOnBoard(make.person(), crisis, reason="x")) for _ in range(4)]
    desk.do(MoveOnBoard(ids[3], 1, crisis, before=ids[1]))
    assert order(desk, "crisis") == [ids[0], ids[3], ids[1], ids[2]]
    assert [row(desk, one).version for one in ids[:3]] == [1, 1, 1]
    desk.do(MoveOnBoard(ids[0], 1, crisis))
    assert order(desk, "crisis") == [ids[3], ids[1], ids[2], ids[0]]
    desk.do(MoveOnBoard(ids[1], 1, make.category("new")))
    assert desk.history().result().undo.label == "Moved to New service users"
    assert order(desk, "crisis") == [ids[3], ids[2], ids[0]]


def test_there_is_always_room_between_two_rows(desk, make):
    crisis = make.category("crisis")
    ids = [desk.do(PlaceOnBoard(make.person(), crisis, reason="x")) for _ in range(3)]
    for _ in range(24):
        shown = order(desk, "crisis")
        desk.do(MoveOnBoard(shown[2], row(desk, shown[2]).version, crisis, before=shown[1]))
        assert order(desk, "crisis") == [shown[0], shown[2], shown[1]]
    assert sorted(order(desk, "crisis")) == sorted(ids)


def test_who_order_a_section_do_not_collide_but_two_sections_do(any_desk, make):
    crisis = make.category("crisis")
    one, other = (make.place(make.person(), position=at) for at in (1, 2))
    any_desk.do(MoveOnBoard(one, 1, crisis))
    any_desk.do(MoveOnBoard(one, 1, crisis, before=other))
    any_desk.do(MoveOnBoard(one, 1, make.category("new")))
    with pytest.raises(Conflict) as collision:
        any_desk.do(MoveOnBoard(one, 1, make.category("legal")))
    assert set(collision.value.fields) == {"category_id"}


def test_two_desks_that_write_the_same_text_are_both_shown(any_desk, second_desk, make):
    episode = make.place(make.person(), agreed="Ringe")
    there = second_desk(any_desk, any_desk.actor)
    there.do(EditBoardRow(episode, 1, agreed="Ringe søster"))
    there.do(EditBoardRow(episode, 1, placement_reason="Sover ikke"))
    with pytest.raises(Conflict) as collision:
        any_desk.do(EditBoardRow(episode, 1, agreed="Ringe mor"))
    fields = collision.value.fields["agreed"]
    assert (fields.mine, fields.base, fields.now) == ("Ringe mor", "Ringe", "Ringe søster")
    any_desk.do(EditBoardRow(episode, 1, next_check_on=date(2026, 12, 1)))
    assert row(any_desk, episode).agreed == "Ringe søster"


def test_a_text_saved_ends_its_draft_and_an_empty_reason_is_refused(desk, make):
    episode = make.place(make.person())
    desk.do(SaveDraft(draft_place(episode, "agreed"), "halvt skrev"))
    desk.do(SaveDraft(draft_place(episode, "reason"), "annet"))
    desk.do(EditBoardRow(episode, 1, agreed="helt skrevet 🙂 " + "lang " * 20_000))
    assert [draft.text for draft in desk.see(Drafts("board."))] == ["annet"]
    with pytest.raises(ReasonMissing):
        desk.do(EditBoardRow(episode, 2, placement_reason=" "))


def test_taking_off_keeps_the_answer_and_nobody_writes_afterwards(desk, make):
    episode = make.place(make.person())
    with pytest.raises(ReasonMissing):
        desk.do(TakeOffBoard(episode, 1, decided_by_team=True))
    desk.do(TakeOffBoard(episode, 1, decided_by_team=False, reason="Stabil i tre uker"))
    with desk.store.reading(desk.actor) as reader:
        kept = reader.session.get(BoardEpisode, episode)
        assert (kept.removal_reason, kept.decided_by_team) == ("Stabil i tre uker", False)
        assert kept.removed_by == desk.actor.id
    for action in (
        EditBoardRow(episode, 1, agreed="x"),
        SetLevel(episode, 1, "red"),
        MoveOnBoard(episode, 1, make.category()),
        TakeOffBoard(episode, 1, True, "igjen"),
    ):
        with pytest.raises(NotOnBoard):
            desk.do(action)
    desk.undo().result()
    assert row(desk, episode) is not None


def test_a_removal_is_not_undone_over_a_new_placing(any_desk, make):
    person = make.person()
    episode = make.place(person)
    any_desk.do(TakeOffBoard(episode, 1, True, "rolig"))
    make.place(person, "new")
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_levels_have_the_teams_own_words(desk, make):
    episode = make.place(make.person())
    version = next(one.version for one in desk.see(Board()).levels if one.level == "red")
    desk.do(SetLevelMeaning("red", version, "Nå", "Daglig ansikt til ansikt"))
    desk.do(SetLevel(episode, 1, "red"))
    shown = row(desk, episode)
    assert (shown.level_word, shown.level_meaning) == ("Nå", "Daglig ansikt til ansikt")
    assert desk.history().result().undo.label == "Status: Nå"


def test_a_task_has_one_end(desk, make):
    person = make.person()
    episode = make.place(person)
    with pytest.raises(TextMissing):
        desk.do(AddTask(person, " "))
    task = desk.do(AddTask(person, "Ringe søster", desk.actor.id, date(2026, 11, 20)))
    shown = row(desk, episode).tasks[0]
    assert (shown.text, shown.owner, shown.is_overdue) == ("Ringe søster", "MH", True)
    desk.do(EditTask(task, 1, due_on=None))
    assert row(desk, episode).tasks[0].due_on is None
    desk.do(FinishTask(task, 2))
    assert row(desk, episode).tasks == ()
    with pytest.raises(TaskIsClosed):
        desk.do(DropTask(task, 3))
    desk.undo().result()
    desk.do(DropTask(task, row(desk, episode).tasks[0].version))
    assert row(desk, episode).tasks == ()


def test_categories_are_the_teams(desk, make):
    new = desk.do(AddCategory("Skolefravær"))
    with pytest.raises(SameName):
        desk.do(AddCategory("skolefravær"))
    with pytest.raises(SameName):
        desk.do(RenameCategory(new, 1, "Admitted"))
    desk.do(RenameCategory(new, 1, "Skolevegring"))
    desk.do(OrderCategories((new,)))
    first = desk.see(Board()).sections[0]
    assert (first.id, first.name) == (new, "Skolevegring")
    with pytest.raises(TextMissing):
        desk.do(RenameCategory(new, first.version, ""))


def test_a_category_in_use_is_put_to_rest_only_with_somewhere_to_go(desk, make):
    crisis, episode = section(desk, "crisis"), make.place(make.person())
    with pytest.raises(CategoryInUse) as refused:
        desk.do(RestCategory(crisis.id, crisis.version))
    assert refused.value.count == 1
    desk.do(RestCategory(crisis.id, crisis.version, move_to=make.category("new")))
    assert order(desk, "new") == [episode]
    assert all(one.code != "crisis" for one in desk.see(Board()).sections)
    desk.do(WakeCategory(crisis.id, crisis.version + 1))
    assert section(desk, "crisis").rows == ()


def test_the_board_is_read_from_one_table_of_open_rows(desk, make):
    make.place(make.person())
    with desk.store.reading(desk.actor) as reader:
        assert len(reader.session.scalars(select(BoardCategory)).all()) == 9
