"""Bringing a workbook in: complete, once, nothing overwritten, and undone as a whole."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.tables import BoardCategory, BoardEpisode, Level
from factdesk.contacts.tables import Contact, ContactStaff
from factdesk.desk import Desk
from factdesk.exchange.actions.bring_in import BringIn
from factdesk.exchange.bringing.decisions import left_persons
from factdesk.exchange.bringing.persons import PlanIsOld
from factdesk.exchange.bringing.record import BroughtIn
from factdesk.exchange.guess import guess
from factdesk.exchange.mapping import Mapping
from factdesk.exchange.plan import ImportPlan
from factdesk.exchange.reading import understand
from factdesk.exchange.sheets import Workbook
from factdesk.exchange.views import ImportGround
from factdesk.people.kinds import Stage
from factdesk.people.tables import Note, Person, Worker
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from factdesk.store.base import Base, Entity
from factdesk.store.conflict import Refused
from factdesk.team.tables import Car, Employer, EmployerKind, ImportMapping, ListItem, Staff
from tests.support.builders import Make
from tests.support.desks import member

Book = Callable[..., Workbook]


def planned(desk: Desk, workbook: Workbook) -> tuple[ImportPlan, Mapping]:
    """Read a workbook as the team would: with what it has, and what it decided last time."""
    ground, today = desk.see(ImportGround()), desk.clock.today()
    mapping = ground.remembered(guess(workbook, today))
    return understand(workbook, mapping, ground.persons, ground.staff, today), mapping


def bring(desk: Desk, workbook: Workbook, decisions: dict[str, str] | None = None) -> BroughtIn:
    plan, mapping = planned(desk, workbook)
    return desk.do(BringIn(plan, decisions or {}, mapping.to_json(), mapping.fingerprint()))


def all_rows(desk: Desk) -> dict[tuple[str, str], dict[str, Any]]:
    """Every row that users change, by table and id, versions aside."""
    found = {}
    with desk.store.reading(desk.actor) as reader:
        for mapper in Base.registry.mappers:
            if not issubclass(mapper.class_, Entity):
                continue
            for row in reader.session.scalars(select(mapper.class_)):
                values = {each.key: getattr(row, each.key) for each in mapper.column_attrs}
                values.pop("version")
                found[mapper.local_table.name, row.id] = values  # type: ignore[attr-defined]
    return found


def rows(desk: Desk, cls: type[Any], *where: Any) -> list[Any]:
    with desk.store.reading(desk.actor) as reader:
        found = list(reader.session.scalars(select(cls).where(*where)))
        reader.session.expunge_all()
        return found


def notes(desk: Desk, person_id: str) -> list[tuple[str, str]]:
    found = rows(desk, Note, Note.person_id == person_id)
    return [(note.heading, note.text) for note in found]


@pytest.mark.parametrize(
    ("name", "persons", "closed", "placed", "categories"),
    [("tavle-enkel", 14, 0, 14, 7), ("tavle-fjellbygda", 41, 3, 22, 6)],
)
def test_the_samples_come_in_completely(
    desk: Desk, sample: Book, name: str, persons: int, closed: int, placed: int, categories: int
) -> None:
    done = bring(desk, sample(name))
    assert (done.new, done.closed, done.placed, done.left) == (persons, closed, placed, 0)
    assert len(rows(desk, Person)) == persons
    assert len(rows(desk, Person, Person.stage == Stage.CLOSED)) == closed
    episodes = rows(desk, BoardEpisode)
    assert len({row.person_id for row in episodes}) == len(episodes) == placed
    assert len({row.category_id for row in episodes}) == categories
    assert done.categories == 0


def test_the_staff_sheet_gives_colleagues_and_their_employers(desk: Desk, sample: Book) -> None:
    bring(desk, sample("tavle-fjellbygda"))
    staff = {row.initials: row for row in rows(desk, Staff)}
    assert set(staff) == {"MH", "JS", "TK", "AB", "LN", "EØ", "GD"}
    assert (staff["MH"].profession, staff["GD"].profession) == ("nurse", "employment_specialist")
    employers = {row.id: row for row in rows(desk, Employer)}
    assert employers[staff["TK"].employer_id].name == "Fjellbygda kommune"
    assert employers[staff["LN"].employer_id].name == "Nordfjell HF"
    assert employers[staff["EØ"].employer_id].name == "Sørdal kommune"
    assert employers[staff["GD"].employer_id].kind is EmployerKind.NAV


def test_an_import_is_undone_and_done_again_as_a_whole(any_desk: Desk, sample: Book) -> None:
    before = all_rows(any_desk)
    bring(any_desk, sample("tavle-fjellbygda"))
    after = all_rows(any_desk)
    assert len(after) > len(before) + 41 + 22
    any_desk.undo().result()
    assert all_rows(any_desk) == before
    any_desk.redo().result()
    assert all_rows(any_desk) == after


def test_the_same_workbook_twice_brings_nothing_new(any_desk: Desk, sample: Book) -> None:
    for name in ("tavle-enkel", "tavle-fjellbygda"):
        bring(any_desk, sample(name))
        once = all_rows(any_desk)
        again = bring(any_desk, sample(name))
        assert (again.new, again.placed, again.contacts, again.notes) == (0, 0, 0, 0)
        assert again.left_out == ()
        assert all_rows(any_desk) == once


def test_the_date_of_a_crisis_plan_kept_here_is_not_overwritten(desk: Desk, book: Book) -> None:
    workbook = book({"KRISE": [["Navn", "Født", "Kriseplan"], ["Live Moen", "9.10.1951", "3/26"]]})
    bring(desk, workbook)
    (person,) = rows(desk, Person)
    desk.do(MakeCrisisPlan(person.id))
    (made,) = rows(desk, Person)
    bring(desk, workbook)
    assert [one.crisis_plan_on for one in rows(desk, Person)] == [made.crisis_plan_on]
    assert made.crisis_plan_on == date(2026, 11, 23)


def test_nothing_a_row_says_is_lost(desk: Desk, book: Book) -> None:
    workbook = book(
        {
            "KRISE": [
                ["Navn", "Født", "Årsak", "Siden", "Ansvarlig", "I dag", "Kriseplan", "Hobby"],
                ["Live 🌻 O'Hara", "9.10.1951", "sover lite", "uke 45", "XY/MH", "MH kl 10 (bil 2)",
                 "ja, 3/26", "fisker"],
            ]
        }
    )  # fmt: skip
    bring(desk, workbook)
    (person,) = rows(desk, Person)
    assert (person.given_name, person.family_name) == ("Live 🌻", "O'Hara")
    assert person.crisis_plan_on == date(2026, 3, 1)
    assert set(notes(desk, person.id)) == {
        ("Siden", "uke 45"), ("Ansvarlig", "XY/MH"), ("Kriseplan", "ja, 3/26"), ("Hobby", "fisker"),
    }  # fmt: skip
    assert rows(desk, Note, Note.heading == "Hobby")[0].source == "KRISE!H2"
    (contact,) = rows(desk, Contact)
    assert contact.short_note == "MH kl 10 (bil 2)"
    assert rows(desk, Car)[0].name == "Bil 2"
    assert [one.staff_id for one in rows(desk, ContactStaff)] == [desk.actor.id]
    assert [one.staff_id for one in rows(desk, Worker)] == [desk.actor.id]
    assert [one.initials for one in rows(desk, Staff)] == ["MH"]


def test_what_a_known_person_has_is_kept_and_the_empty_is_filled(
    any_desk: Desk, make: Make, book: Book
) -> None:
    known = make.person("Live", "Larsen", birth_date=date(1951, 10, 9), phone="111 22 333")
    make.place(known, reason="sover lite", level=Level.RED)
    head = ["Navn", "Født", "Årsak", "Tlf", "Kommune"]
    row = ["Larsen, Live", "9.10.1951", "slutta å spise", "999 88 777", "Nes"]
    done = bring(any_desk, book({"Innlagt": [head, row]}))
    assert (done.new, done.same, done.placed, done.standing) == (0, 1, 0, 1)
    (person,) = rows(any_desk, Person)
    assert (person.phone, person.municipality) == ("111 22 333", "Nes")
    (episode,) = rows(any_desk, BoardEpisode)
    assert (episode.reason, episode.level) == ("sover lite", Level.RED)
    assert set(notes(any_desk, known)) == {
        ("telephone", "999 88 777"),
        ("category", "Innlagt"),
        ("reason on the board", "slutta å spise"),
    }


def test_who_may_be_somebody_in_the_team_is_left_for_a_decision(
    desk: Desk, make: Make, book: Book
) -> None:
    known = make.person("Live", "Larsen", birth_date=date(1951, 10, 9))
    workbook = book({"KRISE": [["Navn", "Årsak"], ["Live Larsen", "sover lite"]]})
    plan, _mapping = planned(desk, workbook)
    assert [person.may_be for person in left_persons(plan, {})] == [(known,)]
    assert bring(desk, workbook).left == 1
    assert len(rows(desk, Person)) == 1
    bring(desk, workbook, {plan.persons[0].key: known})
    assert [row.person_id for row in rows(desk, BoardEpisode)] == [known]
    bring(desk, workbook, {plan.persons[0].key: "new"})
    assert len(rows(desk, Person)) == 2


def test_a_doubt_that_concerns_nobody_in_the_team_comes_in_and_is_told(
    desk: Desk, book: Book
) -> None:
    done = bring(desk, book({"Nye": [["Navn", "Født", "Årsak"], ["Live Lie", "24.11.00", "x"]]}))
    assert (done.new, done.left) == (1, 0)
    (person,) = rows(desk, Person)
    assert person.birth_date is None
    told = dict(notes(desk, person.id))
    assert "24.11.1900 or 24.11.2000" in told["doubt when brought in"]


def test_a_birth_number_is_never_in_two_rows(desk: Desk, make: Make, book: Book) -> None:
    make.person("Live", "Larsen", birth_number="09905109259", birth_date=date(1951, 10, 9))
    workbook = book({"KRISE": [["Navn", "Fødselsnummer", "Årsak"], ["Siv Lie", "09905109259", ""]]})
    plan, _mapping = planned(desk, workbook)
    desk.do(BringIn(plan, {plan.persons[0].key: "new"}))
    numbers = [row.birth_number for row in rows(desk, Person)]
    assert sorted(numbers, key=str) == ["09905109259", None]
    (new,) = rows(desk, Person, Person.family_name == "Lie")
    assert any("09905109259" in text for _heading, text in notes(desk, new.id))


def test_a_plan_made_before_the_person_came_is_refused_whole(
    desk: Desk, make: Make, book: Book
) -> None:
    head = ["Navn", "Født", "Årsak"]
    plan, _mapping = planned(
        desk, book({"KRISE": [head, ["Per Moen", "1.2.1980", "x"], ["Live Lie", "3.4.1990", "y"]]})
    )
    make.person("Live", "Lie", birth_date=date(1990, 4, 3))
    before = all_rows(desk)
    with pytest.raises(PlanIsOld):
        desk.do(BringIn(plan))
    assert all_rows(desk) == before


def test_own_categories_become_sections_once(desk: Desk, book: Book) -> None:
    head = ["Navn", "Kategori", "Årsak"]
    people = [
        ["Live Lie", "Innlagt DPS", "a"], ["Per Moen", "Innlagt sykehus", "b"],
        ["Siv Berg", "Ferieavløsning", "c"], ["Kim Nes", "Annet", "d"], ["Åse Li", "Bolig", "e"],
    ]  # fmt: skip
    done = bring(desk, book({"Tavle": [head, *people]}))
    own = {row.name for row in rows(desk, BoardCategory, BoardCategory.code.is_(None))}
    assert own == {"Innlagt sykehus", "Ferieavløsning", "Bolig"}
    assert (done.categories, done.placed) == (3, 5)
    more = [["Ida Vik", "Bolig", "f"], ["Ola Dal", "innlagt sykehus", "g"]]
    assert bring(desk, book({"Tavle": [head, *more]})).categories == 0
    used = {row.category_id for row in rows(desk, BoardEpisode)}
    assert len(used) == 5


def test_a_closed_person_is_not_put_on_the_board(desk: Desk, make: Make, book: Book) -> None:
    known = make.person("Live", "Lie", birth_date=date(1990, 4, 3), stage=Stage.CLOSED)
    head = ["Navn", "Født", "Årsak", "I dag"]
    done = bring(desk, book({"KRISE": [head, ["Live Lie", "3.4.1990", "sover lite", "ring"]]}))
    assert (done.placed, done.contacts) == (0, 0)
    texts = [text for _heading, text in notes(desk, known)]
    assert {"KRISE", "sover lite", "ring"} <= set(texts)


def test_who_was_taken_off_is_not_put_back_by_the_old_file(desk: Desk, book: Book) -> None:
    head = ["Navn", "Født", "Årsak", "Siden"]
    workbook = book({"KRISE": [head, ["Live Lie", "3.4.1990", "sover lite", "2.11.26"]]})
    bring(desk, workbook)
    (episode,) = rows(desk, BoardEpisode)
    desk.do(TakeOffBoard(episode.id, episode.version, decided_by_team=True, reason="bedre"))
    assert bring(desk, workbook).placed == 0


def test_another_text_for_a_contact_at_the_same_time_is_a_note(desk: Desk, book: Book) -> None:
    head = ["Navn", "Født", "Årsak", "I dag"]
    bring(desk, book({"KRISE": [head, ["Live Lie", "3.4.1990", "x", "MH kl 10"]]}))
    bring(desk, book({"KRISE": [head, ["Live Lie", "3.4.1990", "x", "MH 10:00 (bil 2)"]]}))
    (contact,) = rows(desk, Contact)
    assert contact.short_note == "MH kl 10"
    assert notes(desk, contact.person_id) == [("contact planned", "MH 10:00 (bil 2)")]


def test_the_same_initials_with_another_name_are_another_colleague(desk: Desk, book: Book) -> None:
    workbook = book(
        {
            "Ansatte": [["Navn", "Initialer", "Stilling", "Tlf", "Bursdag"],
                        ["Mona Hansen", "MH", "musikkterapeut", "99887766", "1. mai"]],
            "KRISE": [["Navn", "Årsak", "Ansvarlig"], ["Live Lie", "x", "MH"]],
        }
    )  # fmt: skip
    done = bring(desk, workbook)
    staff = {row.name: row for row in rows(desk, Staff)}
    assert staff["Marit Holm"].initials == "MH"
    mona = staff["Mona Hansen"]
    assert (mona.initials, mona.phone) == ("MHA", "99887766")
    (profession,) = rows(desk, ListItem, ListItem.code == mona.profession)
    assert (profession.label, profession.means) == ("musikkterapeut", "other")
    assert [row.coordinator_id for row in rows(desk, Person)] == [mona.id]
    assert [(each.cell, each.text) for each in done.left_out] == [("E2", "1. mai"), ("A2", "MH")]


def test_the_mapping_is_remembered(desk: Desk, book: Book) -> None:
    workbook = book({"Ark1": [["Navn", "Gjøremål", "Årsak"], ["Live Lie", "ring NAV", "x"]]})
    plan, mapping = planned(desk, workbook)
    corrected = mapping.with_field(0, 1, "agreed")
    desk.do(BringIn(plan, {}, corrected.to_json(), corrected.fingerprint()))
    assert len(rows(desk, ImportMapping)) == 1
    _plan, again = planned(desk, workbook)
    assert again.sheets[0].columns[1].field == "agreed"


def test_a_mapping_nobody_can_read_is_passed_over(desk: Desk, make: Make, book: Book) -> None:
    workbook = book({"KRISE": [["Navn", "Årsak"], ["Live Lie", "x"]]})
    guessed = guess(workbook, desk.clock.today())
    make.rows(ImportMapping(fingerprint=guessed.fingerprint(), mapping="rubbish"))
    assert planned(desk, workbook)[1] == guessed


def test_it_takes_the_right_to_import(
    desk: Desk, make: Make, second_desk: Callable[..., Desk], book: Book
) -> None:
    plan, _mapping = planned(desk, book({"KRISE": [["Navn", "Årsak"], ["Live Lie", "x"]]}))
    other = second_desk(desk, member(make.staff("Tove Kvam"), "Tove Kvam"))
    with pytest.raises(Refused):
        other.do(BringIn(plan))
    with pytest.raises(Refused):
        other.see(ImportGround())


def test_the_undo_button_says_what_it_was(desk: Desk, sample: Book) -> None:
    bring(desk, sample("tavle-enkel"))
    step = desk.history().result().undo
    assert step is not None
    assert step.label == "Brought in tavle-enkel.xlsx"
