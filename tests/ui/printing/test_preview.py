"""A paper is shown before it leaves the store, and only then printed or saved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid
from sqlalchemy import select

from factdesk.papers.tables import PrintedPaper
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind, LanguageForm
from factdesk.people.views import WhoHasLooked
from factdesk.plans.actions.plan import MakePlan
from factdesk.store.action import Reader, View
from tests.support.messages import RecordedMessages
from tests.support.papers import MONDAY, pages
from tests.support.small_scale import open_small
from ui.bridge import Bridge
from ui.page import PaperWanted
from ui.printing.preview import PaperPreview, open_preview
from ui.theme import install


@dataclass(frozen=True)
class Printed(View[list[tuple[str, date]]]):
    """What the log says has been printed."""

    def read(self, reader: Reader) -> list[tuple[str, date]]:
        return [(row.kind, row.day) for row in reader.session.scalars(select(PrintedPaper))]


@pytest.fixture
def preview(qtbot, qapp, desk) -> Iterator[Callable[..., PaperPreview]]:
    """Opens the preview of a paper and waits until it is made."""
    install(qapp)
    host = QWidget()
    host.resize(1200, 800)
    host.show()
    bridges: list[Bridge] = []

    def show(kind: str = "board", who=desk, **fields) -> PaperPreview:
        bridges.append(Bridge(who, RecordedMessages(), lambda *_args: None))
        with qtbot.waitSignal(bridges[-1].ready):
            pass
        preview = open_preview(host, bridges[-1], RecordedMessages(), PaperWanted(kind, **fields))
        qtbot.waitUntil(lambda: preview._stack.currentIndex() > 0, timeout=20_000)
        return preview

    yield show
    for bridge in bridges:
        bridge.close()
        bridge.deleteLater()
    if isValid(host):
        host.close()
        host.deleteLater()


def banner_of(preview: PaperPreview) -> str:
    item = preview._banners.itemAt(0)
    return item.widget().message if item else ""


def test_a_paper_is_shown_with_its_title_and_its_pages(make, preview, desk):
    make.place(make.person("Áilu", "O'Brien"))
    shown = preview("board")
    assert shown.view.page_count == 1
    assert shown.windowTitle() == "Tavle 23. november 2026"
    assert shown.language.value == "nb"
    assert shown.print_button.isEnabled()
    assert desk.see(Printed()) == []
    shown.reject()


def test_the_language_of_the_paper_can_be_changed(qtbot, preview):
    shown = preview("board")
    shown.language.set_value("nn")
    shown.language.activated.emit(1)
    qtbot.waitUntil(lambda: shown.paper is not None and shown.paper.language == "nn")
    assert "måndag" in pages(shown.paper.content)[0]
    shown.reject()


def test_one_from_outside_reads_the_report_in_each_language_and_saves_it(
    qtbot, make, preview, desk, second_desk, tmp_path
):
    team = open_small(make, second_desk)
    team.signed(5, 4, 3, 2, 1)
    shown = preview("assessment", who=team.jon, row_id=team.id)
    assert shown.windowTitle() == "Rapport om modelltrofasthet 31. oktober 2026"
    assert shown.layout_choice.isHidden()
    for index, language, words in ((1, "nn", "Samandrag"), (2, "en", "Summary")):
        shown.language.set_value(language)
        shown.language.activated.emit(index)
        qtbot.waitUntil(lambda code=language: shown.paper and shown.paper.language == code)
        assert words in pages(shown.paper.content)[1]
    shown.save(tmp_path / "report.pdf")
    qtbot.waitUntil(lambda: "Saved" in banner_of(shown))
    assert desk.see(Printed()) == [("assessment", date(2026, 10, 31))]
    shown.reject()


def test_a_paper_that_does_not_exist_says_why(preview):
    shown = preview("minutes")
    assert "no board meeting" in banner_of(shown)
    assert not shown.print_button.isEnabled()
    assert not shown.save_button.isEnabled()
    shown.reject()


def test_saving_writes_the_pdf_and_notes_it(qtbot, preview, desk, tmp_path):
    shown = preview("board")
    target = tmp_path / "tavle.pdf"
    shown.save(target)
    qtbot.waitUntil(lambda: "Saved" in banner_of(shown))
    assert target.read_bytes() == shown.paper.content
    assert desk.see(Printed()) == [("board", MONDAY)]
    shown.reject()


def test_a_file_that_cannot_be_written_is_told(qtbot, preview, tmp_path):
    shown = preview("board")
    shown.save(tmp_path / "nowhere" / "tavle.pdf")
    qtbot.waitUntil(lambda: "does not exist" in banner_of(shown))
    shown.reject()


def test_printing_sends_every_page_and_notes_it(qtbot, make, preview, desk, tmp_path):
    for number in range(30):
        make.place(make.person("Åse", f"Ødegård {number}"))
    shown = preview("board")
    assert shown.view.page_count > 1
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    shown.print_on(printer)
    qtbot.waitUntil(lambda: "Sent" in banner_of(shown), timeout=30_000)
    assert len(pages((tmp_path / "printed.pdf").read_bytes())) == shown.view.page_count
    assert desk.see(Printed()) == [("board", MONDAY)]
    shown.reject()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_is_told(qtbot, preview, tmp_path):
    shown = preview("board")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    shown.print_on(printer)
    qtbot.waitUntil(lambda: "did not take" in banner_of(shown))
    shown.reject()


def test_zoom_and_pages_go_by_the_keyboard(qtbot, make, preview):
    for number in range(30):
        make.place(make.person("Åse", f"Ødegård {number}"))
    shown = preview("board")
    before = shown.view.zoom
    qtbot.keyClick(shown, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert shown.view.zoom > before
    qtbot.keyClick(shown, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert shown.view.page == shown.view.page_count
    qtbot.keyClick(shown, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert shown.view.page == 1
    shown.reject()


def test_saving_asks_for_a_file_whose_name_names_nobody(qtbot, make, preview):
    make.place(make.person("Even", "Ali"))
    shown = preview("board")
    qtbot.keyClick(shown, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown.findChild(QFileDialog) is not None)
    dialog = shown.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("/tavle-2026-11-23.pdf")
    assert "not encrypted" in dialog.windowTitle()
    dialog.reject()
    shown.reject()


def test_escape_closes_and_the_content_is_let_go(qtbot, preview):
    shown = preview("board")
    with qtbot.waitSignal(shown.finished):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.paper is None


def test_a_window_that_is_destroyed_takes_the_open_preview_with_it(qtbot, make, preview):
    make.place(make.person("Even", "Ali"))
    shown = preview("board")
    shown.repaint()
    shown.parent().deleteLater()
    qtbot.waitUntil(lambda: not isValid(shown))


@pytest.fixture
def planned(desk, make) -> str:
    """A person who reads nynorsk, with a plan."""
    person = make.person("Even", "Ali", language=LanguageForm.NYNORSK)
    desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF))
    desk.do(MakePlan(person))
    return person


def test_a_persons_plan_comes_in_the_persons_language_and_can_be_made_easy_to_read(
    qtbot, planned, preview
):
    shown = preview("plan", person_id=planned)
    assert shown.language.value == "nn"
    assert not shown.layout_choice.isHidden()
    shown.layout_choice.set_value("easy")
    shown.layout_choice.activated.emit(1)
    qtbot.waitUntil(lambda: shown.paper is not None and shown.paper.layout == "easy")
    assert shown.paper.language == "nn"
    shown.reject()


def test_a_paper_of_the_team_has_no_choice_of_layout(preview):
    shown = preview("board")
    assert shown.layout_choice.isHidden()
    shown.reject()


def test_saving_a_plan_is_told_to_whoever_asks_who_has_looked(
    qtbot, planned, preview, desk, tmp_path
):
    shown = preview("plan", person_id=planned)
    shown.save(tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: "Saved" in banner_of(shown))
    assert desk.see(WhoHasLooked(planned))[0].purpose == "print.plan"
    shown.reject()
