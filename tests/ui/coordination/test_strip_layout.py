"""Where marks and words of the strip stand, as plain geometry."""

from datetime import date, timedelta

from factdesk.coordination.facts import StripMark
from ui.coordination.strip_layout import Measures, arranged, highest, place

TODAY = date(2026, 11, 23)
SIZES = Measures(20, 900, 90, 18, 14, 19, lambda word: 8 * len(word))


def mark(days, text="Åse", kind="review"):
    return StripMark(TODAY + timedelta(days=days), kind, f"p{days}", text)


def test_a_day_has_its_place_and_what_is_outside_stands_at_the_ends():
    assert place(TODAY, TODAY, SIZES) == 20
    assert place(TODAY + timedelta(days=45), TODAY, SIZES) == 470
    assert place(TODAY - timedelta(days=3), TODAY, SIZES) == 20
    assert place(TODAY + timedelta(days=200), TODAY, SIZES) == 920


def test_marks_that_would_touch_are_one_place_and_those_apart_are_not():
    spots = arranged([mark(10), mark(11, "Kari"), mark(30)], TODAY, SIZES)
    assert [[one.text for one in spot.marks] for spot in spots] == [["Åse", "Kari"], ["Åse"]]
    assert [spot.word for spot in spots] == ["Åse +1", "Åse"]
    assert highest([mark(10), mark(11), mark(30)], TODAY, SIZES) == 2


def test_no_word_covers_a_mark_or_another_word():
    marks = [mark(days, "A rather long name") for days in range(0, 90, 4)]
    spots = arranged(marks, TODAY, SIZES)
    words = [spot.word_box for spot in spots if spot.word_box is not None]
    boxes = [spot.box for spot in spots]
    for at, word in enumerate(words):
        assert word.left() >= 0
        assert word.top() >= 0
        assert not any(word.intersects(other) for other in words[at + 1 :])
        assert not any(word.intersects(box) for box in boxes)


def test_every_mark_is_in_a_place_however_many_there_are():
    marks = [mark(days, f"N{number}") for days in range(0, 90, 3) for number in range(6)]
    spots = arranged(marks, TODAY, SIZES)
    assert sum(len(spot.marks) for spot in spots) == len(marks)
    assert all(spot.box.top() >= 0 for spot in spots)
