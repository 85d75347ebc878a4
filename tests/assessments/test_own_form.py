"""A form is written from an edition: typed, pasted, built into a scale file of a new edition."""

from __future__ import annotations

import tomllib
from fractions import Fraction

import pytest

from factdesk.assessments.own_form.building import build
from factdesk.assessments.own_form.draft import FormDraft, ItemWords, begin
from factdesk.assessments.own_form.pasting import read_pasted
from factdesk.assessments.own_form.problems import FormProblems, NoItems, NothingPasted
from factdesk.assessments.own_form.rows import Brought
from factdesk.assessments.own_form.unfinished import as_text, from_text
from factdesk.assessments.scales import load_shipped
from fidelity.model import Scale
from fidelity.scoring import score
from fidelity.suggesting import suggest


def shipped(scale_id: str) -> Scale:
    """A scale that comes with the program."""
    return load_shipped(scale_id)[0]


def draft(scale_id: str = "facts-2010", edition: str = "2010, our form") -> FormDraft:
    """A draft begun from a shipped scale, in bokmål."""
    return begin(*load_shipped(scale_id), "nb", edition)


def told(brought: Brought) -> list[str]:
    """The problems in words."""
    return [str(each) for each in brought.problems]


def test_a_draft_begins_with_what_is_known_and_leaves_the_rest_to_be_written() -> None:
    begun = draft()
    assert begun.item("1").anchors[0] == "50 eller flere"
    assert begun.item("7").title == ""
    assert begun.item("7").standing == "Ledd 7 (tittel i teamets eget skjema)"
    assert begun.item("7").anchors == ("",) * 5
    assert begun.complete == 3


def test_a_part_has_an_anchor_for_each_of_its_scores() -> None:
    assert len(draft("facts-2017").item("B1").anchors) == 8


def test_written_words_become_a_new_edition() -> None:
    written = draft().with_title("7", "  Egen   psykolog ")
    for index in range(5):
        written = written.with_anchor("7", index, f"Anker {index + 1}")
    scale, content = build(written.with_subscale("7", "structure"))
    item = scale.item("7")
    assert item is not None
    assert (scale.id, scale.edition) == ("facts-2010", "2010, our form")
    assert item.title.in_language("en") == "Egen psykolog"
    assert [each.text.in_language("nb") for each in item.anchors][4] == "Anker 5"
    assert item.subscale == "structure"
    assert scale.needs_form, "other items still have no wording"
    assert tomllib.loads(content)["edition"] == "2010, our form"


def test_a_form_with_every_anchor_needs_nothing_more() -> None:
    words = [
        ItemWords(each.code, f"Tittel {each.code}", anchors=("a", "b", "c", "d", "e"))
        for each in shipped("tmact").items
    ]
    scale, _content = build(begin(*load_shipped("tmact"), "nb", "own").taking(words))
    assert not scale.needs_form
    assert "eget skjema" not in str([each.title for each in scale.items])


def test_the_subscales_that_no_item_has_are_left_out_once_some_have() -> None:
    scale, _content = build(draft().with_subscale("1", "structure").with_subscale("2", "process"))
    assert [each.code for each in scale.subscales] == ["structure", "process"]


def test_variants_of_an_item_stay_in_one_subscale() -> None:
    begun = draft().with_subscale("3b", "structure")
    assert begun.item("3a").subscale == "structure"


def test_a_loaded_form_gives_subscale_means() -> None:
    begun = draft()
    for item in begun.items:
        begun = begun.with_subscale(item.code, "structure" if item.code < "3" else "process")
    scale, _content = build(begun)
    given = {code: 4 for code, _items in scale.slots() if code != "3"} | {"3a": 4}
    outcome = score(scale, given)
    means = {each.code: each.mean for each in outcome.groups if each.kind == "subscale"}
    assert means == {"structure": Fraction(4), "process": Fraction(4)}


def test_the_same_words_build_the_same_file() -> None:
    assert build(draft()) == build(draft())


def test_a_scale_built_from_dacts_keeps_its_ranges_and_its_hole() -> None:
    scale, _content = build(draft("dacts", "ours"))
    assert [each.anchors for each in scale.items] == [
        each.anchors for each in shipped("dacts").items
    ]


def test_new_anchors_of_a_numeric_item_are_read_for_their_ranges() -> None:
    new = ("Over 60", "40-60", "31–39", "21 til 30", "20 eller færre")
    scale, _content = build(draft().taking([ItemWords("1", anchors=new)]))
    item = scale.item("1")
    assert item is not None
    found = suggest(item, Fraction(30))
    assert found is not None
    assert found.score == 4
    assert item.is_confirmed


@pytest.mark.parametrize(
    "new",
    [
        ("mange", "nokså mange", "noen", "få", "svært få"),
        ("Over 60", "40-50", "31–39", "21 til 30", "20 eller færre"),
    ],
)
def test_anchors_whose_ranges_are_not_whole_suggest_nothing(new: tuple[str, ...]) -> None:
    scale, _content = build(draft().taking([ItemWords("1", anchors=new)]))
    item = scale.item("1")
    assert item is not None
    assert not item.is_numeric
    assert tuple(each.text.in_language("nb") for each in item.anchors) == new


def test_an_edition_needs_a_name_of_its_own() -> None:
    for edition in ("", "  ", "2010"):
        with pytest.raises(FormProblems):
            build(draft(edition=edition))


def test_half_the_anchors_are_told_with_the_item_and_what_is_missing() -> None:
    with pytest.raises(FormProblems) as caught:
        build(draft().with_anchor("7", 0, "ingen").with_anchor("7", 3, "de fleste"))
    assert [str(each) for each in caught.value.problems] == [
        "Item 7: Write all anchors or none; missing: 2, 3, 5."
    ]


@pytest.mark.parametrize("bad", ["\x07bell", "\u202eturned", "x" * 2001])
def test_what_cannot_be_shown_is_refused(bad: str) -> None:
    with pytest.raises(FormProblems) as caught:
        build(draft().with_title("9", bad))
    assert caught.value.problems[0].item == "9"


def test_markup_in_a_title_is_a_title() -> None:
    scale, _content = build(draft().with_title("9", '<b onclick="x">Tavle</b> & [mer]'))
    item = scale.item("9")
    assert item is not None
    assert item.title.in_language("nb") == '<b onclick="x">Tavle</b> & [mer]'


# Pasting.


def test_a_table_from_a_spreadsheet() -> None:
    brought = read_pasted("H1\tFå brukere\ta\tb\tc\td\te\nH2\tTeam\n", shipped("dacts"))
    assert brought.problems == ()
    assert [(each.code, each.title, each.anchors) for each in brought.words] == [
        ("H1", "Få brukere", ("a", "b", "c", "d", "e")),
        ("H2", "Team", ()),
    ]


def test_a_heading_names_the_columns_in_any_order() -> None:
    text = "Delskala\tKode\t5\t4\t3\t2\t1\tTittel\nTeamstruktur\t7\te\td\tc\tb\ta\tPsykolog"
    brought = read_pasted(text, shipped("facts-2010"))
    assert brought.words == (
        ItemWords("7", "Psykolog", None, ("a", "b", "c", "d", "e"), "structure", 2),
    )


def test_the_subscale_may_stand_behind_the_anchors() -> None:
    brought = read_pasted("7\tPsykolog\ta\tb\tc\td\te\tTeamprosess", shipped("facts-2010"))
    assert brought.words[0].subscale == "process"


def test_semicolons_and_cells_of_several_lines() -> None:
    brought = read_pasted('h1;"Få; brukere"\r\nH2;Team\r\n', shipped("dacts"))
    assert [each.title for each in brought.words] == ["Få; brukere", "Team"]
    brought = read_pasted('H1\t"Få\nbrukere"\nH2\tTeam', shipped("dacts"))
    assert [(each.title, each.line) for each in brought.words] == [("Få\nbrukere", 1), ("Team", 3)]


def test_lines_as_a_form_is_written() -> None:
    text = "H1. Få brukere\n  per ansatt\n1 mange\n2: færre\n3) noen\n4 få\n5 svært få\n\nH2 Team"
    brought = read_pasted(text, shipped("dacts"))
    assert [(each.title, each.anchors) for each in brought.words] == [
        ("Få brukere per ansatt", ("mange", "færre", "noen", "få", "svært få")),
        ("Team", ()),
    ]


def test_numbered_items_are_told_from_numbered_anchors() -> None:
    text = "1 Caseload\n1 ≥50\n2 35-49\n3 25-34\n4 16-24\n5 ≤15\n2 Stillinger\n4 Neste"
    brought = read_pasted(text, shipped("facts-2010"))
    assert [(each.code, each.title, len(each.anchors)) for each in brought.words] == [
        ("1", "Caseload", 5),
        ("2", "Stillinger", 0),
        ("4", "Neste", 0),
    ]


def test_each_mistake_is_told_with_its_line_and_the_rest_comes_in() -> None:
    text = "H1\tA\tx\ty\nH99\tB\nH2\tC\nH2\tD\nH3\tE\ta\tb\tc\td\te\tUkjent\nH4\t\x07\n"
    brought = read_pasted(text, shipped("dacts"))
    assert told(brought) == [
        "Line 1, item H1: There are 2 anchors; the item has 5 scores.",
        "Line 2: «H99» is not an item of this scale.",
        "Line 4, item H2: The item stands twice.",
        "Line 5, item H3: «Ukjent» is not a subscale of this scale.",
        "Line 6, item H4: The text has a character that cannot be shown.",
    ]
    assert [(each.code, each.title) for each in brought.words] == [
        ("H1", "A"),
        ("H2", "C"),
        ("H3", "E"),
    ]


def test_an_unknown_item_among_lines_is_told() -> None:
    brought = read_pasted("H1 Få brukere\nH77 Ukjent", shipped("dacts"))
    assert told(brought) == ["Line 2: «H77» is not an item of this scale."]


@pytest.mark.parametrize("text", ["", "   \n\t\n "])
def test_an_empty_paste_says_so(text: str) -> None:
    with pytest.raises(NothingPasted):
        read_pasted(text, shipped("dacts"))


@pytest.mark.parametrize("text", ["Hei på deg", "a\tb\tc\n1\t2\t3", "<html><b>H1</b></html>"])
def test_a_text_without_items_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NoItems) as caught:
        read_pasted(text, shipped("dacts"))
    assert "H1, H2, H3" in caught.value.advice


def test_far_too_many_lines_are_cut_and_told() -> None:
    text = "H1\tA\n" + "".join(f"X{number}\tB\n" for number in range(500))
    brought = read_pasted(text, shipped("dacts"))
    assert len(brought.words) == 1
    assert told(brought)[0] == "Line 401: There are 501 lines; only the first 400 are read."


def test_a_stray_quote_swallows_nothing_silently() -> None:
    text = 'H1\t"' + "x" * 140_000 + "\nH2\tTeam\n"
    brought = read_pasted(text, shipped("dacts"))
    assert [each.code for each in brought.words] == ["H2"]
    assert len(brought.problems) == 1


def test_an_unfinished_form_is_text_and_comes_back() -> None:
    written = draft(edition="ours").with_title("7", "Psykolog").with_anchor("8", 2, "noen")
    written = written.with_subscale("3a", "structure")
    assert from_text(as_text(written), draft()) == written


@pytest.mark.parametrize(
    "text", ["", "[]", '{"language": "nb"}', as_text(draft("facts-2017"))[:-2]]
)
def test_a_text_that_does_not_fit_is_no_form(text: str) -> None:
    assert from_text(text, draft()) is None
