"""Whole workbooks: the samples with their totals, other teams' shapes, and what is not guessed."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, time

import pytest

from factdesk.exchange.guess import guess, status_of
from factdesk.exchange.mapping import Mapping
from factdesk.exchange.matching import KnownPerson
from factdesk.exchange.plan import ImportPlan
from factdesk.exchange.reading import understand
from factdesk.exchange.sheets import Workbook
from factdesk.exchange.staff_reading import KnownStaff

Book = Callable[..., Workbook]
Understood = Callable[[Workbook], ImportPlan]


def test_the_simple_board_comes_in_whole(sample: Book, understood: Understood) -> None:
    summary = understood(sample("tavle-enkel")).summary()
    assert summary["persons"] == {"new": 14, "same": 0, "unclear": 0}
    assert (summary["on_board"], summary["categories"], summary["closed"]) == (14, 7, 0)
    assert summary["left_out"] == []
    assert json.loads(json.dumps(summary)) == summary


def test_the_fjellbygda_board_comes_in_whole(sample: Book, understood: Understood) -> None:
    plan = understood(sample("tavle-fjellbygda"))
    summary = plan.summary()
    assert summary["persons"] == {"new": 41, "same": 0, "unclear": 0}
    assert (summary["closed"], summary["on_board"], summary["categories"]) == (3, 22, 6)
    assert (summary["staff"], summary["not_readable"]) == (7, 0)
    assert plan.unknown_staff == ()
    assert [one.fte_percent for one in plan.staff] == [100, 100, 80, 50, 40, 100, 50]
    assert {category.code for category in plan.categories} == {
        "crisis", "admitted", "new", "life_events", "avoiding", "legal",
    }  # fmt: skip
    statuses = [episode.status for episode in plan.episodes]
    assert (statuses.count("red"), statuses.count("blue"), statuses.count("yellow")) == (9, 4, 6)
    assert all(episode.placed_on for episode in plan.episodes)


def test_one_person_on_board_and_in_the_caseload_is_one(
    sample: Book, understood: Understood
) -> None:
    plan = understood(sample("tavle-fjellbygda"))
    person = next(one for one in plan.persons if one.family == "Olsen" and "Even" in one.given)
    assert (person.birth_number, person.birth_date) == ("24910052612", date(2000, 11, 24))
    assert (person.coordinator, person.state, person.municipality) == ("AB", "referred", "Nes")
    even = plan.persons[0]
    assert [(note.heading, note.text) for note in even.notes][:1] == [("beside the name", "*")]
    episode = next(one for one in plan.episodes if one.person == even.key)
    (visit,) = episode.visits
    assert (visit.kind, visit.at, visit.staff) == ("telephone", None, ())
    with_car = next(v for e in plan.episodes for v in e.visits if v.car)
    assert (with_car.at, with_car.staff, with_car.car) == (time(13, 30), ("JS", "TK"), "bil 2")


def test_footers_titles_and_totals_are_left_out_with_their_reason(
    sample: Book, understood: Understood
) -> None:
    left = {(one.sheet, one.cell): one for one in understood(sample("tavle-fjellbygda")).left_out}
    assert "title" in left["KRISE", "A1"].why
    assert "remark" in left["KRISE", "A12"].why
    assert left["Alle brukere", "G44"].text.startswith("=COUNTIF")
    assert "totals" in left["Alle brukere", "B44"].why


def test_a_second_import_finds_everybody_again(sample: Book, today: date) -> None:
    workbook = sample("tavle-fjellbygda")
    mapping = guess(workbook, today)
    first = understand(workbook, mapping, (), (), today)
    known = tuple(
        KnownPerson(f"id-{one.key}", one.given, one.family, None, one.birth_number, one.birth_date)
        for one in first.persons
    )
    staff = tuple(KnownStaff(f"id-{one.initials}", one.initials, one.name) for one in first.staff)
    again = understand(workbook, mapping, known, staff, today)
    assert again.summary()["persons"] == {"new": 0, "same": 41, "unclear": 0}
    assert all(one.matches == f"id-{one.key}" for one in again.persons)
    assert all(one.matches for one in again.staff)


def test_a_name_alone_is_never_enough_to_be_somebody_in_the_team(book: Book, today: date) -> None:
    workbook = book({"KRISE": [["Navn", "Årsak"], ["Live Larsen", "sover lite"]]})
    known = (KnownPerson("x", "Live", "Larsen", None, None, date(1951, 10, 9)),)
    (person,) = understand(workbook, guess(workbook, today), known, (), today).persons
    assert (person.verdict, person.matches, person.may_be) == ("unclear", None, ("x",))


def test_an_unclear_birth_date_is_reported_and_kept_as_a_note(
    book: Book, understood: Understood
) -> None:
    plan = understood(book({"Nye": [["Hvem", "f.dato", "hvorfor"], ["Live Lie", "24.11.00", "x"]]}))
    (person,) = plan.persons
    assert (person.verdict, person.birth_date) == ("unclear", None)
    assert "24.11.00" in [note.text for note in person.notes]
    assert plan.rows[0].cell == "A2"
    assert "24.11.1900 or 24.11.2000" in plan.rows[0].why


def test_a_birth_number_with_a_wrong_digit_is_left_empty_and_kept_as_a_note(
    book: Book, understood: Understood
) -> None:
    rows = [["Navn", "Fødselsnummer", "Årsak"], ["Live Lie", "07900476286", "x"]]
    (person,) = understood(book({"KRISE": rows})).persons
    assert (person.verdict, person.birth_number) == ("unclear", None)
    assert "07900476286" in [note.text for note in person.notes]


def test_namesakes_with_other_birth_dates_stay_two(book: Book, understood: Understood) -> None:
    rows = [
        ["Navn", "Født", "Årsak"],
        ["Live Lie", "1.2.1980", "a"],
        ["Lie, Live", "3.4.1990", "b"],
    ]
    plan = understood(book({"KRISE": rows}))
    assert len(plan.persons) == 2
    assert plan.persons[1].verdict == "unclear"


def test_english_headings_on_row_seven_with_names_in_two_columns(
    book: Book, understood: Understood
) -> None:
    rows = [
        ["Board of the north team"], [], ["updated daily"], [], [], [],
        ["First name", "Last name", "Date of birth", "Category", "Reason", "Since", "Staff"],
        ["Live", "Larsen", "9.10.1951", "Crisis", "no sleep", "2.11.26", "MH"],
        ["Per", "Kowalski", "21.4.1950", "In hospital", "admitted", "uke 45", "JS/TK"],
    ]  # fmt: skip
    plan = understood(book({"Ark1": rows}))
    assert [(one.given, one.family) for one in plan.persons] == [
        ("Live", "Larsen"),
        ("Per", "Kowalski"),
    ]
    assert [episode.category.code for episode in plan.episodes] == ["crisis", "admitted"]
    assert plan.episodes[1].placed_on == date(2026, 11, 2)
    assert "uke 45" in [note.text for note in plan.persons[1].notes]


def test_sections_inside_one_sheet_are_categories(book: Book, understood: Understood) -> None:
    rows = [
        ["Navn", "Årsak", "I dag"],
        ["KRISE"],
        ["Live Larsen", "sover lite", "OBS"],
        ["Innlagt DPS"],
        ["Per Kowalski", "innlagt", None],
    ]
    plan = understood(book({"Tavle": rows}))
    assert [each.name for each in plan.categories] == ["KRISE", "Innlagt DPS"]
    assert ("I dag", "OBS") in [(note.heading, note.text) for note in plan.persons[0].notes]


def test_without_headings_names_and_numbers_are_known_by_their_looks(
    book: Book, understood: Understood
) -> None:
    rows = [["Live Larsen", 9905109259, "sover lite"], ["Per Kowalski", "21845023120", "går to"]]
    plan = understood(book({"Ark1": rows}))
    assert [one.birth_date for one in plan.persons] == [date(1951, 10, 9), date(1950, 4, 21)]
    assert [note.text for one in plan.persons for note in one.notes] == ["sover lite", "går to"]


def test_a_note_of_a_hundred_thousand_letters_stays_whole(
    book: Book, understood: Understood
) -> None:
    long = "ord " * 25_000
    (person,) = understood(book({"Nye": [["Navn", "Annet"], ["Live 🌻 Lie", long]]})).persons
    assert person.notes[0].text == long.strip()
    assert person.given == "Live 🌻"


def test_a_row_without_a_name_is_reported_cell_by_cell(book: Book, understood: Understood) -> None:
    plan = understood(book({"KRISE": [["Navn", "Årsak"], ["?", "sover lite"], ["A B", "x"]]}))
    assert [row.verdict for row in plan.rows] == ["not_readable", "new"]
    assert [(one.cell, one.text) for one in plan.left_out] == [("A2", "?"), ("B2", "sover lite")]


def test_a_person_on_two_boards_keeps_both_texts(book: Book, understood: Understood) -> None:
    head = ["Navn", "Født", "Årsak"]
    plan = understood(
        book(
            {
                "Innlagt": [head, ["Live Lie", "1.2.1980", "på DPS"]],
                "TPH": [head, ["Lie, Live", "1.2.1980", "kontroll i uke 50"]],
            }
        )
    )
    (person,) = plan.persons
    assert len(plan.episodes) == 1
    assert {"TPH", "kontroll i uke 50"} <= {note.text for note in person.notes}


def test_a_corrected_mapping_is_remembered_for_the_same_headings(book: Book, today: date) -> None:
    first = book({"Ark1": [["Navn", "Gjøremål"], ["Live Lie", "ring NAV"]]})
    mapping = guess(first, today).with_field(0, 1, "agreed")
    later = book({"Ark1": [["Tavla vår"], ["Navn", "Gjøremål"], ["Per Moen", "hent depot"]]})
    again = guess(later, today)
    assert again.fingerprint() == mapping.fingerprint()
    remembered = again.remembering(Mapping.from_json(mapping.to_json()))
    assert remembered.sheets[0].header_row == 2
    assert remembered.sheets[0].columns[1].field == "agreed"


@pytest.mark.parametrize("text", ["{}", '{"sheets": 3}', "[]", '{"sheets": [{"title": "x"}]}', "x"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError, JSON's own among them
        Mapping.from_json(text)


def test_a_category_in_two_writings_is_one(book: Book, understood: Understood) -> None:
    rows = [["Navn", "Kategori"], ["Live Lie", "Krise"], ["Per Moen", "KRISE "]]
    plan = understood(book({"Tavle": rows}))
    assert [each.name for each in plan.categories] == ["Krise"]
    assert {episode.category.name for episode in plan.episodes} == {"Krise"}


def test_colours_are_levels_and_grey_is_none() -> None:
    colours = ("FF5050", "FFFF66", "92D050", "9BC2E6", "FFC000", "D9D9D9", "FFFFFF", "rubbish")
    expected = ["red", "yellow", "green", "blue", "yellow", None, None, None]
    assert [status_of(colour) for colour in colours] == expected


def test_the_plan_is_plain_values(sample: Book, understood: Understood) -> None:
    plan = understood(sample("tavle-enkel"))
    assert asdict(plan)["persons"][0]["given"] == "Even"
