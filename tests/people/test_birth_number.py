"""Birth numbers: which are read, what they say, and how the others are refused."""

from datetime import date

import pytest

from factdesk.people.birth_number import BadBirthNumber, from_cell, read

TODAY = date(2026, 11, 22)


def with_check_digits(nine: str) -> str:
    """Complete nine digits with the two that belong there, counting as the register does."""
    first = 11 - sum(w * int(n) for w, n in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), nine, strict=True))
    ten = nine + str(first % 11)
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    return ten + str((11 - sum(w * int(n) for w, n in zip(weights, ten, strict=True))) % 11)


def test_a_synthetic_number_has_its_date_without_the_eighty_and_its_digits_as_written() -> None:
    number = read("07900476285")
    assert (number.kind, number.birth_date) == ("synthetic", date(2004, 10, 7))
    assert number.digits == "07900476285"
    assert str(number) == "079004 76285"


def test_an_ordinary_number_gives_date_and_sex() -> None:
    number = read("151086 95088")
    assert (number.kind, number.birth_date, number.sex) == (
        "ordinary",
        date(1986, 10, 15),
        "female",
    )


@pytest.mark.parametrize(
    ("nine", "kind", "born"),
    [
        ("551086950", "d", date(1986, 10, 15)),
        ("155086951", "h", date(1986, 10, 15)),
        ("859012345", "fh", None),
        ("290200501", "ordinary", date(2000, 2, 29)),
        ("559086950", "synthetic", date(1986, 10, 15)),
    ],
)
def test_the_other_series_are_told_apart(nine: str, kind: str, born: date | None) -> None:
    number = read(with_check_digits(nine))
    assert (number.kind, number.birth_date) == (kind, born)
    assert (number.sex is None) == (kind == "fh")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "letters"),
        ("ukjent", "letters"),
        ("1510869508", "length"),
        ("151086950881", "length"),
        ("15108695077", "check digits"),
        ("31028695077", "date"),
        ("29028695077", "date"),
        ("٠٧٩٠٠٤٧٦٢٨٥", "letters"),
    ],
)
def test_a_bad_number_says_in_which_way(text: str, problem: str) -> None:
    with pytest.raises(BadBirthNumber) as caught:
        read(text)
    assert caught.value.problem == problem
    assert caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize("place", range(11))
def test_any_single_wrong_digit_is_found(place: int) -> None:
    good = "18825935599"
    wrong = good[:place] + str((int(good[place]) + 1) % 10) + good[place + 1 :]
    with pytest.raises(BadBirthNumber):
        read(wrong)


def test_a_date_to_come_is_refused_when_the_day_is_known() -> None:
    with pytest.raises(BadBirthNumber, match="future"):
        read(with_check_digits("011230970"), TODAY)


def test_a_number_cell_gets_its_leading_zero_back_and_a_text_does_not() -> None:
    assert from_cell(4926144931).digits == "04926144931"
    assert from_cell(4926144931.0).birth_date == date(1961, 12, 4)
    with pytest.raises(BadBirthNumber):
        from_cell("4926144931")
    with pytest.raises(BadBirthNumber):
        from_cell(49261)
    for number in (4926144931.5, float("inf"), float("nan"), -1):
        with pytest.raises(BadBirthNumber):
            from_cell(number)


def test_the_message_does_not_repeat_the_number() -> None:
    with pytest.raises(BadBirthNumber) as caught:
        read("15108695077")
    assert "15108695077" not in str(caught.value)
