"""Posts and leaves: written, changed, taken away, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from factdesk.store.conflict import CannotUndo, Conflict, Refused
from factdesk.team.actions.leaves import AddLeave, EditLeave, RemoveLeave
from factdesk.team.actions.posts import AddPost, EditPost, RemovePost
from factdesk.team.errors import DatesReversed, FteUnfit, TextNeeded, UnknownCode
from factdesk.team.kinds import LeaveKind
from factdesk.team.posts import AwayAlready, PostsAndLeaves
from tests.support.desks import leader, member

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def test_a_post_is_written_changed_and_taken_away(any_desk):
    any_desk.do(AddPost("  Nurse   1 ", "nurse", Decimal("37.5"), date(2025, 1, 1)))
    (post,) = any_desk.see(PostsAndLeaves()).posts
    assert (post.title, post.profession, post.fte_percent) == ("Nurse 1", "nurse", Decimal("37.5"))
    assert (post.valid_from, post.valid_to, post.is_there) == (date(2025, 1, 1), None, True)
    any_desk.do(EditPost(post.id, post.version, "Nurse", None, Decimal(80), None, TODAY - DAY))
    (post,) = any_desk.see(PostsAndLeaves()).posts
    assert (post.profession, post.fte_percent, post.is_there) == (None, Decimal(80), False)
    any_desk.do(RemovePost(post.id, post.version))
    assert any_desk.see(PostsAndLeaves()).posts == ()
    assert any_desk.undo().result() == "Removed the post Nurse"
    assert any_desk.see(PostsAndLeaves()).posts[0].title == "Nurse"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ((" ", None, Decimal(100), None, None), TextNeeded),
        (("Post", "astronaut", Decimal(100), None, None), UnknownCode),
        (("Post", None, Decimal(101), None, None), FteUnfit),
        (("Post", None, Decimal("0.3"), None, None), FteUnfit),
        (("Post", None, Decimal(100), TODAY, TODAY - DAY), DatesReversed),
    ],
)
def test_impossible_posts_are_refused(desk, fields, error):
    with pytest.raises(error):
        desk.do(AddPost(*fields))
    post_id = desk.do(AddPost("Post"))
    with pytest.raises(error):
        desk.do(EditPost(post_id, 1, *fields))


def test_a_post_of_one_day_is_there_that_day(desk):
    desk.do(AddPost("One day", valid_from=TODAY, valid_to=TODAY))
    assert desk.see(PostsAndLeaves()).posts[0].is_there


def test_a_leave_is_written_changed_and_taken_away(any_desk, make):
    tove = make.staff("Tove Kvam")
    any_desk.do(AddLeave(tove, LeaveKind.SICK, TODAY))
    (leave,) = any_desk.see(PostsAndLeaves()).leaves
    assert (leave.initials, leave.kind, leave.first_day, leave.last_day) == (
        "TK", LeaveKind.SICK, TODAY, None,
    )  # fmt: skip
    any_desk.do(EditLeave(leave.id, leave.version, LeaveKind.OTHER, TODAY - DAY, TODAY))
    (leave,) = any_desk.see(PostsAndLeaves()).leaves
    assert (leave.kind, leave.first_day, leave.last_day) == (LeaveKind.OTHER, TODAY - DAY, TODAY)
    any_desk.do(RemoveLeave(leave.id, leave.version))
    assert any_desk.see(PostsAndLeaves()).leaves == ()
    assert any_desk.undo().result() == "Removed a leave of TK"


def test_leaves_of_one_member_do_not_overlap(desk, make):
    tove, odd = make.staff("Tove Kvam"), make.staff("Odd Nes")
    first = desk.do(AddLeave(tove, LeaveKind.SICK, TODAY, TODAY + 9 * DAY))
    for days in ((TODAY + 9 * DAY, None), (TODAY - DAY, TODAY), (TODAY - DAY, None)):
        with pytest.raises(AwayAlready, match=r"23\.11\.2026"):
            desk.do(AddLeave(tove, LeaveKind.OTHER, *days))
    after = desk.do(AddLeave(tove, LeaveKind.PARENTAL, TODAY + 10 * DAY))
    desk.do(AddLeave(odd, LeaveKind.SICK, TODAY))
    with pytest.raises(AwayAlready):
        desk.do(EditLeave(after, 1, LeaveKind.PARENTAL, TODAY + 9 * DAY, None))
    desk.do(EditLeave(first, 1, LeaveKind.SICK, TODAY + DAY, TODAY + 9 * DAY))


def test_a_leave_does_not_end_before_it_begins(desk, make):
    tove = make.staff()
    with pytest.raises(DatesReversed):
        desk.do(AddLeave(tove, LeaveKind.SICK, TODAY, TODAY - DAY))
    leave = desk.do(AddLeave(tove, LeaveKind.SICK, TODAY, TODAY))
    with pytest.raises(DatesReversed):
        desk.do(EditLeave(leave, 1, LeaveKind.SICK, TODAY, TODAY - DAY))


def test_an_undo_does_not_bring_a_second_leave_to_a_day(desk, make, second_desk):
    tove, odd = make.staff("Tove Kvam"), make.staff("Odd Nes")
    leave = desk.do(AddLeave(tove, LeaveKind.SICK, TODAY))
    desk.do(RemoveLeave(leave, 1))
    second_desk(desk, leader(odd, "Odd Nes")).do(AddLeave(tove, LeaveKind.OTHER, TODAY))
    with pytest.raises(CannotUndo):
        desk.undo().result()


def test_what_somebody_changed_meanwhile_is_not_removed_unseen(desk, make):
    post = desk.do(AddPost("Nurse"))
    desk.do(EditPost(post, 1, "Nurse 1", None, Decimal(100), None, None))
    with pytest.raises(Conflict):
        desk.do(RemovePost(post, 1))
    leave = desk.do(AddLeave(make.staff(), LeaveKind.SICK, TODAY))
    desk.do(EditLeave(leave, 1, LeaveKind.SICK, TODAY, TODAY + DAY))
    with pytest.raises(Conflict):
        desk.do(RemoveLeave(leave, 1))


def test_why_somebody_is_away_is_for_those_who_edit_the_team(desk, make, second_desk):
    tove = make.staff()
    hers = second_desk(desk, member(tove, "Tove Kvam"))
    for asked in (
        lambda: hers.see(PostsAndLeaves()),
        lambda: hers.do(AddPost("Nurse")),
        lambda: hers.do(AddLeave(tove, LeaveKind.SICK, TODAY)),
    ):
        with pytest.raises(Refused):
            asked()
