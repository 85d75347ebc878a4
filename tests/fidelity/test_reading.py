"""A scale file is read whole, or refused with everything wrong by file and line."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fidelity.model import LeftOut, Mark, TotalRule
from fidelity.places import places_of
from fidelity.problems import ScaleErrors
from fidelity.reading import MOST_BYTES, read_scale
from tests.support.scale_files import SMALL, changed, line_of, small


def problems(text):
    """(code, line) of everything wrong."""
    with pytest.raises(ScaleErrors) as errors:
        read_scale(text, "small.toml")
    assert str(errors.value).splitlines()
    return [(each.code, each.line) for each in errors.value.problems]


def test_everything_of_a_scale_is_read():
    scale = small()
    assert (scale.id, scale.edition, scale.total_rule) == ("small", "1", TotalRule.MEAN_OF_ITEMS)
    assert (scale.decimals, scale.has_sum, len(scale.digest)) == (1, True, 64)
    assert [item.part for item in scale.items] == ["A"] * 6
    assert [code for code, _items in scale.slots()] == ["X1", "X2", "Y1", "Y2", "Y3"]
    assert scale.left_out == (LeftOut(("Y2", "Y3"), (Mark.NOT_RATED,), "X2"),)
    assert scale.bands[1].at_least == Fraction(3)
    assert [note.in_language("nb") for note in scale.notes] == ["One", "Two"]


def test_the_example_in_the_documentation_is_a_whole_scale(pytestconfig):
    told = (pytestconfig.rootpath / "docs" / "scales.md").read_text(encoding="utf-8")
    scale = read_scale(told.split("```toml\n")[1].split("```")[0], "scales.md")
    assert [code for code, _items in scale.slots()] == ["X1", "X2"]
    assert scale.items[0].references == {}
    assert scale.subscales[0].references == {"published": Fraction("3.4")}
    assert not scale.items[0].is_confirmed


def test_numbers_are_exact():
    scale = small(("at_least = 37", 'at_least = "37.0"'), ("below = 10", 'below = "60/6"'))
    assert scale.items[0].anchors[2].at_least == 37
    assert scale.items[0].anchors[0].below == 10


def test_a_mark_at_the_beginning_and_windows_lines_change_nothing():
    scale = read_scale("\ufeff" + SMALL.replace("\n", "\r\n"), "small.toml")
    assert scale.items == small().items


def test_markup_in_a_title_is_text():
    scale = small(('en = "Share"', "en = '<b onclick=\"x()\">Share</b>&amp;'"))
    assert scale.items[0].title.in_language("en") == '<b onclick="x()">Share</b>&amp;'


def test_a_known_hole_between_anchors_may_be_declared():
    hole = ("at_most = 36,", "at_most = 30, hole = true,")
    assert small(hole).items[0].anchors[1].at_most == 30


def test_ranges_may_touch_where_one_end_is_open():
    changes = (("at_most = 36", "below = 37"), ("at_most = 63", 'below = "64"'))
    assert small(*changes).items[0].anchors[1].below == 37


def test_the_grid_of_the_anchors_may_be_finer():
    finer = changed(
        ('unit = "percent"', 'unit = "percent"\nstep = "0.1"'),
        ("at_most = 36", 'at_most = "36.9"'),
        ("at_most = 63", 'at_most = "63.9"'),
        ("at_most = 89", 'at_most = "89.9"'),
    )
    assert read_scale(finer, "small.toml").items[0].step == Fraction(1, 10)


CHANGES = [
    # what is changed, the code of the problem, the text of its line and its number among such
    (("year = 2020", "year = "), "syntax", "year ="),
    (("format = 1\n", ""), "format_missing", 'id = "small"'),
    (("format = 1", "format = 2"), "newer_format", "format"),
    (("format = 1", 'format = "1"'), "unknown_format", "format"),
    (("format = 1", "format = 0"), "unknown_format", "format"),
    (("year = 2020", "yaer = 2020\nyear = 2020"), "unknown_key", "yaer"),
    (('unit = "percent"', 'colour = "red"'), "unknown_key", "colour"),
    (("decimals = 1\n", "decimals = 1\ndigits = 3\n"), "unknown_key", "digits"),
    (("score = 3,", "score = 3, size = 4,"), "unknown_key", "size = 4"),
    (('instrument = "Small"\n', ""), "missing_key", "format"),
    (("decimals = 1\n", ""), "missing_key", "[total]"),
    (("lowest = 1\n", ""), "missing_key", "[[parts]]"),
    (("year = 2020", 'year = "2020"'), "wrong_kind", "year"),
    (("sum = true", 'sum = "yes"'), "wrong_kind", "sum"),
    (('title = { en = "Share" }', 'title = "Share"'), "wrong_kind", 'title = "Share"'),
    (('title = { en = "Share" }', "title = { en = 4 }"), "wrong_kind", "en = 4"),
    (("below = 10", "below = 10.5"), "a_float", "score = 1"),
    (('at_least = "4.1"', 'at_least = "4,1"'), "not_a_number", "4,1"),
    (('at_least = "4.1"', 'at_least = "1/0"'), "not_a_number", "1/0"),
    (('at_least = "4.1"', "at_least = true"), "not_a_number", "= true", 2),
    (('unit = "percent"', "step = 0"), "not_a_number", "step"),
    (('code = "X1"', 'code = "X 1"'), "bad_code", "X 1"),
    (('"mean_of_items"', '"median"'), "not_a_choice", "median"),
    (('unit = "percent"', 'better = "sometimes"'), "not_a_choice", "better"),
    (('marks = ["NR"]', 'marks = ["XX"]'), "not_a_choice", "XX"),
    (("year = 2020", "year = 20200"), "out_of_bounds", "year"),
    (("decimals = 1", "decimals = 9"), "out_of_bounds", "decimals"),
    (('en = "Share"', 'en = "Sh\\u0007are"'), "control_character", "are"),
    (('en = "Share"', 'en = "Sh\\u202eare"'), "control_character", "are"),
    (('en = "Share"', f'en = "{"x" * 2001}"'), "text_too_long", "xxx"),
    (('en = "Share"', 'sv = "Andel"'), "unknown_language", "Andel"),
    (('{ en = "Two" }', '{ sv = "Två" }'), "unknown_language", "Två"),
    (('code = "X2"', 'code = "X1"'), "doubled_code", 'code = "X1"', 2),
    (('code = "middle"', 'code = "high"'), "doubled_code", 'code = "high"', 2),
    (('code = "Y"', 'code = "A"'), "doubled_code", 'code = "A"', 2),
    (('variant_of = "Y1"', 'variant_of = "X1"'), "variant_is_item", "variant_of"),
    (('"Y1"\nsubscale = "Y"', '"Y1"\nsubscale = "X"'), "variants_apart", "variant_of", 2),
    (('unit = "percent"', 'part = "B"'), "unknown_part", 'part = "B"'),
    (('code = "X2"\nsubscale = "X"', 'code = "X2"\nsubscale = "Z"'), "unknown_subscale", '"Z"'),
    (('post = "X2"', 'post = "X9"'), "unknown_item", "X9"),
    (('"Y2", "Y3"]', '"Y2", "Y9"]'), "unknown_item", "Y9"),
    (('unit = "percent"', 'references = { m12 = "4" }'), "unknown_reference", "m12"),
    (('unit = "percent"', 'references = { "m\\n12" = 4 }'), "bad_code", "references"),
    (('unit = "percent"', "references = { m12 = 4.1 }"), "a_float", "references"),
    (('code = "X"\n', 'code = "X"\n[[subscales]]\ncode = "Z"\n'), "empty_subscale", "[[subs", 2),
    (("highest = 5", "highest = 1"), "range_turned", "highest"),
    (('post = "X2"', 'post = "Y2"'), "post_left_out", "post"),
    (('["Y2", "Y3"]', '["Y1", "Y2", "Y3"]'), "nothing_left", "[[left_out]]"),
    (("  { score = 3,", "  #"), "anchor_missing", "anchors = ["),
    (("score = 3,", "score = 2,"), "anchor_doubled", "37 to 63"),
    (("score = 5,", "score = 6,"), "anchor_outside", "90 and over"),
    (("at_most = 63", "at_most = 30"), "anchor_turned", "37 to 63"),
    (("at_most = 63", "at_most = 63, below = 64"), "anchor_two_edges", "37 to 63"),
    (("at_most = 36", "at_most = 35"), "anchor_gap", "37 to 63"),
    (("at_most = 36", "at_most = 37"), "anchor_overlap", "37 to 63"),
    (("at_most = 36,", ""), "anchor_overlap", "37 to 63"),
    (('at_most = "4.0"', 'at_most = "3.9"'), "band_gap", "[[bands]]", 2),
    (('at_most = "4.0"', 'at_most = "4.1"'), "band_overlap", "[[bands]]", 2),
    (('at_most = "4.0"', 'at_most = "4.05"'), "band_off_grid", "[[bands]]", 2),
    (('at_most = "4.0"', 'at_most = "2.0"'), "band_turned", "[[bands]]", 2),
    (('at_most = "2.9"', 'at_most = "2.9"\nat_least = "1.5"'), "band_bottom", "1.5"),
    (('at_least = "4.1"', 'at_least = "4.1"\nat_most = "4.8"'), "band_top", "4.8"),
    (("[total]", "entry_needed = 2\n\n[total]"), "entry_needed", "entry_needed"),
]


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: f"{case[1]}-{case[2]}"[:40])
def test_what_is_wrong_is_told_with_its_line(case):
    change, code, where, *number = case
    text = changed(change)
    found = problems(text)
    assert (code, line_of(text, where, *number)) in found, found


def test_every_mistake_is_told_at_once_in_the_order_of_the_file():
    text = changed(
        ("year = 2020", "year = 1"), ('post = "X2"', 'post = "X9"'), ("score = 3", "score = 33")
    )
    found = problems(text)
    assert {"out_of_bounds", "unknown_item", "anchor_missing"} <= {code for code, _line in found}
    assert [line for _code, line in found] == sorted(line for _code, line in found)


def test_a_problem_reads_as_one_line():
    with pytest.raises(ScaleErrors) as errors:
        read_scale(changed(('at_most = "4.0"', 'at_most = "3.8"')), "own.toml")
    line = line_of(SMALL, "[[bands]]", 2)
    assert str(errors.value) == f"own.toml:{line}: there is a gap between the bands middle and high"


def test_an_item_in_no_subscale_is_refused_where_the_total_needs_one():
    text = changed(
        ('"mean_of_items"', '"mean_of_subscales"'), ('code = "X2"\nsubscale = "X"', 'code = "X2"')
    )
    assert ("subscale_needed", line_of(text, "[[items]]", 2)) in problems(text)


def test_a_subscale_and_its_items_are_in_one_part():
    second = '[[parts]]\ncode = "B"\nlowest = 1\nhighest = 5\n\n[[subscales]]'
    text = changed(("[[subscales]]", second))
    text = text.replace('subscale = "X"', 'subscale = "X"\npart = "B"')
    text = text.replace('subscale = "Y"', 'subscale = "Y"\npart = "A"')
    text = text.replace('code = "X"\n', 'code = "X"\npart = "A"\n').replace(
        'code = "Y"\n', 'code = "Y"\npart = "A"\n'
    )
    assert ("other_part", line_of(text, 'subscale = "X"')) in problems(text)


def test_a_part_without_items_is_refused():
    second = '[[parts]]\ncode = "B"\nlowest = 1\nhighest = 5\n\n[[subscales]]'
    text = changed(("[[subscales]]", second)).replace('subscale = "', 'part = "A"\nsubscale = "')
    assert ("empty_part", line_of(text, "[[parts]]", 2)) in problems(text)


def test_no_items_are_refused():
    head = SMALL[: SMALL.index("[[items]]")]
    assert "none" in [code for code, _line in problems(head)]


def test_five_hundred_items_are_refused():
    more = "".join(f'\n[[items]]\ncode = "Z{number}"\n' for number in range(500))
    text = changed(("\n[[left_out]]", more + "\n[[left_out]]"))
    with pytest.raises(ScaleErrors) as errors:
        read_scale(text, "small.toml")
    (problem,) = [each for each in errors.value.problems if each.code == "too_many"]
    assert problem.line == line_of(text, "[[items]]", 201)
    assert "506" in str(problem)


def test_a_file_that_is_too_large_is_not_even_parsed():
    assert problems(SMALL + "#" * MOST_BYTES) == [("too_big", 1)]


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 100_000, "a = " + "9" * 5000, "a.b = 1\na.b = 2", "["]
)
def test_what_is_no_toml_is_refused_with_a_line(text):
    ((code, line),) = problems(text)
    assert code == "syntax"
    assert line >= 1


@pytest.mark.parametrize(
    ("key", "value"), [("parts", "3"), ("items", '"X"'), ("total", "[1]"), ("items", "[1, 2]")]
)
def test_a_table_that_is_none_is_refused(key, value):
    head = SMALL[: SMALL.index("\n[total]")].replace("notes = [", f"{key} = {value}\nnotes = [", 1)
    assert ("wrong_kind", line_of(head, f"{key} =")) in problems(head)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(SMALL) - 1), put=st.text(max_size=3), drop=st.integers(0, 4))
@example(at=0, put="\x00", drop=0)
def test_however_it_is_damaged_it_is_read_or_refused_with_lines(at, put, drop):
    text = SMALL[:at] + put + SMALL[at + drop :]
    found = ()
    try:
        read_scale(text, "damaged.toml")
    except ScaleErrors as errors:
        found = errors.problems
    lines = text.count("\n") + 1
    assert all(1 <= each.line <= lines and str(each) for each in found)


def test_lines_are_found_in_every_way_of_writing():
    text = (
        "a = 1 # [not]\n"
        "b = '''\n[not]\n'''\n"
        '"c d".e = "x = [[y]]"\n'
        "[t.u]\n"
        "k = [\n  1, [2, 3],\n  { x = [4], y = ']' },\n]\n"
        "[[r]]\nn = 1\n[[r.s]]\nm = 2\n[[r]]\n[[r.s]]\n[[r.s]]\nm = 3\n"
    )
    lines = places_of(text).lines
    assert lines["b",] == 2
    assert lines["c d", "e"] == 5
    assert lines["t", "u", "k"] == 7
    assert [lines["t", "u", "k", index] for index in range(3)] == [8, 8, 9]
    assert (lines["r", 0, "s", 0, "m"], lines["r", 1, "s", 1, "m"]) == (14, 18)
