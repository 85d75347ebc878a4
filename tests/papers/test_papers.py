"""Papers: complete, legible, the same bytes for the same content, and naming nobody outside."""

import os
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.minutes_views import MinutesItem
from factdesk.clock import OSLO
from factdesk.contacts.tables import ContactState
from factdesk.papers.board_paper import board_pdf
from factdesk.papers.making import NothingToPrint, PaperOf, file_name
from factdesk.papers.making import make as make_paper
from factdesk.papers.minutes_paper import minutes_pdf
from factdesk.papers.saving import NotSaved, save
from factdesk.papers.styles import NO_GLYPH, Looks
from factdesk.papers.tables import PrintedPaper
from factdesk.people.tables import VisitWarning
from factdesk.store.conflict import Refused
from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.tables import PresenceState
from tests.support.papers import MONDAY, PRINTED, board_of, board_row, minutes_of, pages

LETTERS = "æøåáčđŋšŧž ÆØÅÁČĐŊŠŦŽ Þþð – « » ’ …"


def board(*rows, language="nb", printed_at=PRINTED, team="FACT Fjellbygda") -> bytes:
    return board_pdf(board_of(*rows), team, printed_at=printed_at, language=language)


def text_of(content: bytes) -> str:
    return " ".join(pages(content))


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


# -- the frame


def test_the_same_content_and_time_give_the_same_bytes():
    assert board(board_row(), board_row(1)) == board(board_row(), board_row(1))
    assert board(board_row()) != board(board_row(), printed_at=PRINTED.replace(hour=9))


def test_every_page_tells_team_number_time_and_that_it_is_confidential():
    texts = pages(board(*(board_row(number) for number in range(30))))
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert "FACT Fjellbygda" in text
        assert f"Side {number} av {len(texts)}" in text
        assert "Skrevet ut 23.11.2026 08:30" in text
        assert "Taushetsbelagt" in text


def test_only_the_programs_own_typeface_is_used_and_it_is_embedded():
    content = board(board_row())
    fonts = set(re.findall(rb"/BaseFont /(\S+)", content))
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+Inter-\w+", font) for font in fonts)
    assert content.count(b"/FontFile2") == len(fonts)


def test_the_properties_have_title_language_and_outline_and_name_no_person():
    content = board(board_row(name="Sjelden Navnesen"), language="nn")
    assert b"/Lang (nn-NO)" in content
    assert b"/Outlines" in content
    title = "Tavle 23. november 2026"
    assert title.encode() in content or title.encode("utf-16-be") in content
    assert b"Navnesen" not in content  # the pages are compressed; properties and outline are not
    assert "Navnesen".encode("utf-16-be") not in content


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_paper_speaks_one_language(language):
    day = {"nb": "Tavle, mandag", "nn": "Tavle, måndag", "en": "Board, Monday"}[language]
    assert day in pages(board(board_row(), language=language))[0]


# -- text


def test_letters_of_the_country_print_as_they_are():
    assert without_spaces(LETTERS) in without_spaces(text_of(board(board_row(reason=LETTERS))))


def test_what_looks_like_markup_prints_as_it_was_written():
    name = "<b>O'Brien & Čáhppe</b> <para/> &amp;"
    shown = without_spaces(text_of(board(board_row(name=name, reason=name))))
    assert shown.count(without_spaces(name)) == 2


def test_a_character_without_a_sign_is_marked_and_explained():
    shown = text_of(board(board_row(reason="Glad 😀 i dag")))
    assert f"Glad {NO_GLYPH} i dag" in shown
    assert "skrifttypen ikke har" in shown
    assert "skrifttypen" not in text_of(board(board_row()))


def test_joiners_vanish_and_control_characters_are_spaces():
    assert Looks().printable("a\u200db\u00adc\ufe0f\td\x00e\r\nf\u2028g") == "abc d e\nf\ng"


# -- the board


def test_sixty_persons_all_come_once():
    rows = [board_row(number, name=f"Person Nummer{number:02}") for number in range(60)]
    shown = text_of(board(*rows))
    for number in range(60):
        assert shown.count(f"Nummer{number:02}") == 1


def test_a_section_over_two_pages_is_named_on_both():
    rows = [board_row(number) for number in range(60)]
    first, second, *_rest = pages(board(*rows))
    assert "Krise og kriseforebygging" in first
    assert "Krise og kriseforebygging" in second
    assert "Koordinator" in second


def test_a_text_longer_than_a_page_flows_on_and_loses_no_word():
    words = [f"ord{number}" for number in range(700)]
    agreed = " ".join(words)
    assert len(agreed) > 4_000
    content = board(board_row(), board_row(1, agreed=agreed), board_row(2))
    shown = text_of(content)
    assert [word for word in words if word not in shown] == []
    assert shown.index("ord0") < shown.index("ord699")


def test_a_row_that_goes_on_says_on_each_page_whose_it_is():
    long = board_row(name="<i>Sjelden</i> Navnesen", agreed="Lang avtale " * 400)
    texts = [text for text in pages(board(long)) if "Lang avtale" in text]
    assert len(texts) > 2
    assert all("<i>Sjelden</i> Navnesen" in text for text in texts)


def test_a_divided_row_does_not_repeat_its_section_on_the_same_page():
    rows = [board_row(number, agreed="Kort", tasks=()) for number in range(3)]
    long = board_row(3, agreed="Lang avtale " * 400)
    content = board_pdf(
        board_of(*rows, long, sections=1), "FACT", printed_at=PRINTED, language="nb"
    )
    for text in pages(content):
        assert text.count("Krise og kriseforebygging") == 1
    assert "Lang avtale" in pages(content)[0]


def test_a_word_wider_than_its_column_is_broken_and_whole():
    word = "Fylkesmannsembetsvegen" * 20
    assert word in without_spaces(text_of(board(board_row(agreed=word, name=word))))


def test_status_has_its_word_beside_the_shape():
    shown = text_of(board(*(board_row(number) for number in range(5))))
    for word in ("rød", "gul", "grønn", "blå", "uten"):
        assert word in shown


def test_every_task_is_printed_because_paper_has_no_row_to_open():
    shown = text_of(board(board_row()))
    assert "Ringe søster" in shown
    assert "Bestille time hos fastlege" in shown


def test_an_empty_board_says_so():
    texts = pages(board())
    assert len(texts) == 1
    assert "Ingen er på tavla." in texts[0]


# -- the minutes


def test_the_minutes_tell_who_what_and_what_was_decided():
    shown = text_of(minutes_pdf(minutes_of(), printed_at=PRINTED, language="nb"))
    for part in (
        "Til stede: Marit Holm (MH)", "På video: Tove Kvam (TK)", "Møteleder: Marit Holm",
        "08:30–08:44 · 14 minutter av 15 planlagte", "Nytt: Ringte i natt.", "Familie: Søster",
        "Nye → Krise", "Ringe søster", "27.11.2026", "Kari Ruud", "Bil 2 er på verksted",
        "Blir på tavla",
    ):  # fmt: skip
        assert part in shown


def discussed(number: int) -> tuple[MinutesItem, ...]:
    item = minutes_of().discussed[0]
    return tuple(replace(item, name=f"Person Nummer{at:02}") for at in range(number))


def test_a_long_list_of_the_discussed_begins_on_the_first_page_and_goes_on_with_its_headings():
    content = minutes_pdf(minutes_of(discussed=discussed(24)), printed_at=PRINTED, language="nb")
    first, second, *_rest = pages(content)
    for page in (first, second):
        assert "Hva som ble sagt" in page
    assert "Gjennomgått" in first
    assert "Nummer02" in first
    assert "Tavla 24" in second
    assert second.count("Nummer") > 5


@pytest.mark.parametrize("number", range(1, 30))
def test_a_last_row_is_never_alone_on_a_page_nor_a_heading_without_its_first_row(number):
    record = minutes_of(
        discussed=discussed(number), placed=(), moved=(), tasks=(), visits=(), note="",
        not_reached=(),
    )  # fmt: skip
    texts = pages(minutes_pdf(record, printed_at=PRINTED, language="nb"))
    assert sum(text.count("Nummer") for text in texts) == number
    assert len(texts) == 1 or texts[-1].count("Nummer") > 1
    headed = next(text for text in texts if "Gjennomgått" in text)
    assert "Nummer00" in headed


def test_minutes_of_an_empty_running_meeting_print_as_well():
    record = minutes_of(
        ended_at=None, note="", present=(), discussed=(), not_reached=(), tasks=(), placed=(),
        moved=(), visits=(), chair="", writer="",
    )  # fmt: skip
    shown = text_of(minutes_pdf(record, printed_at=PRINTED, language="nn"))
    assert "møtet er ikkje avslutta" in shown
    assert "Ingen vart gjennomgått" in shown


# -- from the store


def test_the_day_list_has_who_where_and_what_to_remember(desk, make):
    tove, marit = make.staff("Tove Kvam"), desk.actor.id
    away = make.staff("Eli Øye", initials="EØ")
    desk.do(SetPresence(away, MONDAY, PresenceState.AWAY, "kurs"))
    person = make.person("Even", "Ali", address="Fjellveien 3", phone="912 34 567")
    make.rows(
        VisitWarning(
            person_id=person, kind="dog", text="bundet bak huset",
            since=MONDAY, review_on=MONDAY.replace(month=12),
        )
    )  # fmt: skip
    planned = {"state": ContactState.PLANNED, "start": datetime(2026, 11, 23, 10, tzinfo=OSLO)}
    make.contact(person, marit, tove, needs=2, car_id=make.car("Bil 2"), **planned)
    make.contact(make.person("Kari", "Ruud"), **planned)

    shown = pages(make_paper(desk, PaperOf("day-list", language="nb")).content)[0]

    for part in (
        "Dagsliste, mandag 23. november", "10:00–10:45", "Even Ali", "Fjellveien 3",
        "912 34 567", "MH + TK", "To", "Bil 2", "Hund: bundet bak huset", "Borte: EØ (kurs)",
    ):  # fmt: skip
        assert part in shown
    assert shown.index("Ingen drar") < shown.index("Kari Ruud") < shown.index("Marit Holm")


def test_an_empty_day_says_so(desk):
    shown = pages(make_paper(desk, PaperOf("day-list", language="nn")).content)
    assert "Ingen besøk er planlagde." in shown[0]


def test_a_paper_from_the_store_speaks_the_papers_language_not_the_readers(desk, make):
    make.place(make.person("Even", "Ali"))
    paper = make_paper(desk, PaperOf("board"))
    assert paper.title == "Tavle 23. november 2026"
    assert paper.file_name == "tavle-2026-11-23.pdf"
    assert "Even Ali" in text_of(paper.content)
    assert "Krise og kriseforebygging" in text_of(paper.content)


def test_it_is_noted_that_a_paper_was_made_and_undo_goes_past_it(desk):
    make_paper(desk, PaperOf("board"))
    with desk.store.reading(desk.actor) as reader:
        row = reader.session.query(PrintedPaper).one()
        assert (row.kind, row.day, row.actor_id) == ("board", MONDAY, desk.actor.id)
    assert desk.undo().result() is None


def test_minutes_of_an_earlier_meeting_carry_that_meetings_day(desk, clock):
    meeting = desk.do(StartMeeting())
    clock.move(timedelta(days=3))
    paper = make_paper(desk, PaperOf("minutes", row_id=meeting, language="nb"))
    assert paper.day == MONDAY
    assert paper.title == "Referat 23. november 2026"
    assert paper.file_name == "referat-2026-11-23.pdf"
    assert "Tavlemøte, mandag 23. november" in text_of(paper.content)
    latest = make_paper(desk, PaperOf("minutes", day=MONDAY, language="nb"))
    assert latest.content == paper.content


def test_a_day_without_a_meeting_and_an_unknown_paper_are_refused_and_not_noted(desk):
    for wanted in (PaperOf("minutes"), PaperOf("gossip")):
        with pytest.raises(NothingToPrint):
            make_paper(desk, wanted)
    with desk.store.reading(desk.actor) as reader:
        assert reader.session.query(PrintedPaper).count() == 0


def test_nobody_prints_what_they_may_not_see(desk, second_desk):
    from factdesk.store.action import Actor

    reader = Actor(desk.actor.id, "Reader", "test", frozenset({"see_board"}))
    with pytest.raises(Refused):
        second_desk(desk, reader).see(PaperOf("minutes", row_id="x" * 32))


# -- the file


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path):
    target = tmp_path / "tavle.pdf"
    target.write_bytes(b"old")
    save(b"new", target)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["tavle.pdf"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "tavle.pdf"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("factdesk.papers.saving.os.fsync", full)
    with pytest.raises(NotSaved, match="disk is full"):
        save(b"new", target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["tavle.pdf"]


@pytest.mark.parametrize("name", ["factdesk.db", "factdesk.header", "board.pdf", "backups/b.pdf"])
def test_nothing_readable_is_written_into_a_team_folder(team_folder, name):
    (team_folder / "backups").mkdir(exist_ok=True)
    before = {path: path.read_bytes() for path in team_folder.rglob("*") if path.is_file()}
    with pytest.raises(NotSaved, match="team folder"):
        save(b"paper", team_folder / name)
    assert before == {p: p.read_bytes() for p in team_folder.rglob("*") if p.is_file()}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in the file system")
def test_a_pipe_is_not_replaced_by_a_paper(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotSaved, match="ordinary file"):
        save(b"paper", tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_and_a_missing_folder_are_refused(tmp_path):
    with pytest.raises(NotSaved, match="is a folder"):
        save(b"", tmp_path)
    with pytest.raises(NotSaved, match="does not exist"):
        save(b"", tmp_path / "nowhere" / "tavle.pdf")


def test_a_file_held_by_another_program_is_told(tmp_path, monkeypatch):
    def held(_from: Path, _to: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr("factdesk.papers.saving.os.replace", held)
    with pytest.raises(NotSaved, match="open in another program"):
        save(b"new", tmp_path / "tavle.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_is_plain_letters():
    assert file_name("Møte- og årsliste", MONDAY) == "mote-og-arsliste-2026-11-23.pdf"
