"""Editions in the store: kept whole, never changed, put away and brought back, given to others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factdesk.assessments.actions.scale_forms import (
    BringBackScaleForm,
    KeepScaleForm,
    PutAwayScaleForm,
)
from factdesk.assessments.facts import FormRow
from factdesk.assessments.form_text import ScaleFormText, file_name_of
from factdesk.assessments.forms import ScaleForms
from factdesk.assessments.kinds import Origin
from factdesk.assessments.own_form.building import build
from factdesk.assessments.own_form.draft import begin
from factdesk.assessments.own_form.problems import EditionTaken, FormProblems
from factdesk.assessments.own_form.scale_files import CannotSave, load_file, save_file
from factdesk.assessments.scales import load_shipped
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store.action import Actor
from factdesk.store.conflict import Refused


def own(edition: str = "2010, ours", title: str = "Psykolog") -> str:
    """The file of an own form."""
    return build(begin(*load_shipped("facts-2010"), "nb", edition).with_title("7", title))[1]


def kept(desk: Desk) -> list[FormRow]:
    """What the store itself has."""
    return [row for row in desk.see(ScaleForms()) if row.id is not None]


def test_a_form_is_kept_and_read_back_whole(any_desk: Desk) -> None:
    form_id = any_desk.do(KeepScaleForm(own()))
    found = any_desk.see(ScaleFormText(form_id))
    assert found.content == own()
    assert found.scale.edition == "2010, ours"
    assert found.file_name == "facts-2010-2010-ours.toml"
    (row,) = kept(any_desk)
    assert (row.origin, row.edition, row.needs_wording) == (Origin.TEAM, "2010, ours", True)


def test_a_shipped_scale_is_told_by_its_id(desk: Desk) -> None:
    assert desk.see(ScaleFormText("dacts")).scale.title.in_language("en").startswith("Dartmouth")
    with pytest.raises(KnownError):
        desk.see(ScaleFormText("no-such-form"))


def test_the_same_file_once_more_is_the_same_form(desk: Desk) -> None:
    first = desk.do(KeepScaleForm(own()))
    assert desk.do(KeepScaleForm(own(), Origin.FILE)) == first
    assert len(kept(desk)) == 1


def test_an_edition_is_never_changed(desk: Desk) -> None:
    desk.do(KeepScaleForm(own()))
    with pytest.raises(EditionTaken):
        desk.do(KeepScaleForm(own(title="Psykologspesialist")))
    corrected = desk.do(KeepScaleForm(own("2010, ours, corrected", "Psykologspesialist")))
    assert {row.id for row in kept(desk)} >= {corrected}
    assert len(kept(desk)) == 2


def test_nothing_is_kept_under_the_name_of_a_shipped_edition(desk: Desk) -> None:
    content = load_shipped("dacts")[1].replace("Small caseload", "Big caseload")
    with pytest.raises(EditionTaken):
        desk.do(KeepScaleForm(content, Origin.FILE))
    desk.do(KeepScaleForm(load_shipped("dacts")[1], Origin.FILE))
    assert [row.origin for row in kept(desk)] == [Origin.SHIPPED]


def test_put_away_brought_back_and_undone(desk: Desk) -> None:
    form_id = desk.do(KeepScaleForm(own()))
    (row,) = kept(desk)
    assert row.version is not None
    desk.do(PutAwayScaleForm(form_id, row.version))
    (row,) = kept(desk)
    assert row.put_away
    assert row.version is not None
    desk.do(BringBackScaleForm(form_id, row.version))
    assert not kept(desk)[0].put_away
    desk.undo().result()
    assert kept(desk)[0].put_away
    desk.do(KeepScaleForm(own()))
    assert not kept(desk)[0].put_away, "keeping the same file takes it back"


def test_the_acts_are_told_in_words() -> None:
    assert KeepScaleForm.label({"form": "FACTs, 2010"}) == "Scale kept: FACTs, 2010"
    assert PutAwayScaleForm.label({}) == "Scale put away"
    assert BringBackScaleForm.label({}) == "Scale brought back"


def test_only_who_leads_assessments_keeps_forms(
    desk: Desk, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    member = Actor(desk.actor.id, "Ola", "test", frozenset({"see_fidelity", "rate"}))
    other = second_desk(desk, member)
    with pytest.raises(Refused):
        other.do(KeepScaleForm(own()))
    with pytest.raises(Refused):
        other.see(ScaleFormText("dacts"))


@pytest.mark.parametrize(
    "content",
    ["", "not a file", "format = 2\n", "\x00", own().replace("highest = 5", "highest = 6")],
)
def test_a_broken_file_is_refused_with_its_lines(desk: Desk, content: str) -> None:
    with pytest.raises(FormProblems) as caught:
        desk.do(KeepScaleForm(content))
    assert all(each.line >= 1 and each.what for each in caught.value.problems)
    assert kept(desk) == []


def test_a_file_given_out_is_brought_in_by_another_team(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "scale.toml"
    save_file(path, own())
    form_id = desk.do(KeepScaleForm(load_file(path), Origin.FILE))
    assert desk.see(ScaleFormText(form_id)).content == own()


def test_files_that_cannot_be_read_or_written_say_so(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        load_file(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes("tittel = 'på'".encode("latin-1"))
    with pytest.raises(KnownError):
        load_file(tmp_path / "latin.toml")
    with pytest.raises(CannotSave):
        save_file(tmp_path / "no" / "folder.toml", own())


def test_a_file_name_is_safe_whatever_the_edition_is_called() -> None:
    scale, _content = build(begin(*load_shipped("tmact"), "nb", "../../Å: <ny> utgave"))
    assert file_name_of(scale) == "tmact-å-ny-utgave.toml"


def test_a_file_with_five_hundred_items_is_refused(desk: Desk) -> None:
    more = "".join(f'\n[[items]]\ncode = "X{number}"\n' for number in range(500))
    with pytest.raises(FormProblems) as caught:
        desk.do(KeepScaleForm(own() + more))
    assert any("200" in each.what for each in caught.value.problems)


def test_a_file_of_a_newer_program_says_so(desk: Desk) -> None:
    with pytest.raises(FormProblems) as caught:
        desk.do(KeepScaleForm(own().replace("format = 1", "format = 2")))
    assert "newer FACTdesk" in caught.value.advice


def test_two_who_keep_the_same_edition_at_once_have_one_between_them(
    desk: Desk, second_desk: Callable[[Desk, Actor], Desk]
) -> None:
    other = second_desk(desk, desk.actor)
    both = [each.run(KeepScaleForm(own())) for each in (desk, other)]
    assert both[0].result() == both[1].result()
    assert len(kept(desk)) == 1
