"""A day at a seat: opening a team on a server, others' changes, away, back, locked while away."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from factdesk.clock import FixedClock
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.notes import AddNote
from factdesk.people.views import People
from factdesk.store.link import LinkState
from factdesk.store.seat.place import seats_folder
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.team_server import TeamServer
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.desks import ADMINISTRATOR, PASSPHRASE, leader
from tests.support.servers import ROLE, ServerTeam
from tests.support.wire import Wire
from tests.whole.conftest import settle
from ui.application import make_application
from ui.bridge import Bridge
from ui.home import Background
from ui.shell.workplace import Workplace
from ui.waiting.dialog import WaitingDialog
from ui.window import Window

WAIT = 30_000


class DayAtASeat:
    """The window of one computer, with a wire to the server that can be cut."""

    def __init__(self, window: Window, wire: Wire, team: ServerTeam, qtbot: QtBot) -> None:
        self.window, self.wire, self.team, self.qtbot = window, wire, team, qtbot

    @property
    def workplace(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def bridge(self) -> Bridge:
        return self.workplace.bridge

    @property
    def address(self) -> ServerAddress:
        """The way over the wire."""
        there = self.team.address()
        return ServerAddress.parse(there.text.replace(f":{there.port}", f":{self.wire.port}"))

    def sign_in(self) -> None:
        """Open with the passphrase alone."""
        form = self.window._unlock.form
        form.passphrase.set_text(PASSPHRASE)
        with self.qtbot.waitSignal(self.window.opened, timeout=WAIT):
            self.qtbot.keyClick(form.passphrase.line, Qt.Key.Key_Return)
        settle(self.qtbot, self.window)

    def wait_for(self, *states: LinkState) -> None:
        """Wait until the line is so."""
        self.qtbot.waitUntil(lambda: self.bridge.link.state in states, timeout=WAIT)

    def cut(self) -> None:
        """Cut the line and let the screen ask for something."""
        self.wire.refuse()
        self.wire.cut()
        self.bridge.ask(People(), on=self.workplace, then=lambda _people: None)
        self.wait_for(LinkState.AWAY)
        settle(self.qtbot, self.window)

    def lock(self) -> None:
        """Lock and wait until nothing is left."""
        with self.qtbot.waitSignal(self.window.locked, timeout=WAIT):
            self.window.lock()


@pytest.fixture
def day(
    qtbot: QtBot,
    settings: QSettings,
    clock: FixedClock,
    server_team: ServerTeam,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[DayAtASeat]:
    make_application()
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    there, background = server_team.address(), Background()
    with Wire((there.host, there.port)) as wire:
        window = Window(background, settings)
        window._unlock._clock = clock
        window._unlock.show_locked(None, None)
        window.resize(1366, 768)
        window.show()
        made = DayAtASeat(window, wire, server_team, qtbot)
        yield made
        wire.restore()
        if window.workplace is not None:
            made.lock()
        window.close()
        window.deleteLater()
        background.close()


def open_at_first(day: DayAtASeat) -> None:
    """What one does the first time: the address, the name, the passphrase."""
    form = day.window._unlock.form
    form.to_server.click()
    form.server.address.setText(f"{day.address.host}:{day.address.port}/{day.address.database}")
    form.server.user.setText(ADMINISTRATOR)
    day.sign_in()


def test_a_day_at_a_seat(day: DayAtASeat, clock: FixedClock) -> None:
    open_at_first(day)
    day.wait_for(LinkState.LIVE, LinkState.POLLING)
    assert day.window.windowTitle() == "FACT Fjellbygda – FACTdesk"

    # A colleague's change is seen without asking for it.
    with ThreadPoolExecutor(1) as other:
        colleague = other.submit(day.team.desk, clock).result()
        with day.qtbot.waitSignal(day.bridge.changed, timeout=WAIT):
            person = other.submit(
                colleague.do, AddPerson(given_name="Åse", family_name="Ødegård")
            ).result()
    day.qtbot.waitUntil(lambda: day.bridge.link.copied == 100, timeout=WAIT)
    seat = day.bridge.desk.store
    assert isinstance(seat, SeatStore)
    assert seat.settle()

    # The line is cut: it is said, and a note is written all the same.
    day.cut()
    assert day.workplace.top_bar._where.accessibleName().endswith("Borte siden 08:30")
    day.window.routes.show_meeting()  # type: ignore[union-attr]
    assert "ikke gjøres uten" in day.workplace.messages.shown[-1].message
    day.bridge.run(AddNote(person, "Ringte søsteren."), on=day.workplace)
    day.qtbot.waitUntil(lambda: day.bridge.link.waiting == 1, timeout=WAIT)
    day.workplace.waiting_wanted.emit()
    dialog = day.workplace.findChild(WaitingDialog)
    assert dialog is not None
    day.qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=WAIT)
    assert unnamed(dialog) == []

    # It is back: the note is sent, the list is empty, and the colleague can read it.
    day.wire.restore()
    day.bridge.try_server()
    day.wait_for(LinkState.LIVE, LinkState.POLLING)
    day.qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=WAIT)
    dialog.accept()
    sent = day.team.sql("SELECT count(*) FROM notes WHERE person_id = %s", person)
    assert sent == [(1,)]


def test_a_lock_is_opened_also_when_the_server_has_gone(day: DayAtASeat) -> None:
    open_at_first(day)
    day.qtbot.waitUntil(lambda: day.bridge.link.copied == 100, timeout=WAIT)
    day.lock()
    day.wire.refuse()
    day.wire.cut()
    form = day.window._unlock.form
    assert "FACT Fjellbygda" in form.who.text()
    assert not form.server.isVisible()
    day.sign_in()
    assert day.bridge.link.state is LinkState.AWAY
    assert day.workplace.link_watch.banner is not None
    day.lock()
    form = day.window._unlock.form
    form.passphrase.set_text("feil passfrase")
    form.submit()
    day.qtbot.waitUntil(lambda: not form.is_busy, timeout=WAIT)
    assert form.problem == "Feil passfrase."


def test_without_a_copy_a_server_that_is_away_is_told_and_what_was_typed_stays(
    day: DayAtASeat,
) -> None:
    day.wire.refuse()
    form = day.window._unlock.form
    form.to_server.click()
    form.server.address.setText(f"{day.address.host}:{day.address.port}/{day.address.database}")
    form.server.user.setText(ADMINISTRATOR)
    form.passphrase.set_text(PASSPHRASE)
    form.submit()
    day.qtbot.waitUntil(lambda: not form.is_busy, timeout=WAIT)
    assert form.problem
    assert form.passphrase.text == PASSPHRASE


def test_who_was_taken_out_of_the_team_is_told_so_and_keeps_no_copy(day: DayAtASeat) -> None:
    open_at_first(day)
    day.qtbot.waitUntil(lambda: day.bridge.link.copied == 100, timeout=WAIT)
    seats = seats_folder()
    assert any(seats.rglob("*.db"))
    day.lock()
    day.team.sql("UPDATE factdesk.members SET is_active = false, slot = NULL, removed_at = now()")
    form = day.window._unlock.form
    form.passphrase.set_text(PASSPHRASE)
    form.submit()
    day.qtbot.waitUntil(lambda: not form.is_busy, timeout=WAIT)
    assert "ikke lenger tilgang" in form.problem
    assert "ventet" in form.banner.advice
    assert not any(path.is_file() for path in seats.rglob("*.db"))


def test_who_is_taken_out_while_the_window_is_open_is_locked_out_at_once(
    day: DayAtASeat, clock: FixedClock
) -> None:
    open_at_first(day)
    day.qtbot.waitUntil(lambda: day.bridge.link.copied == 100, timeout=WAIT)
    seats = seats_folder()

    def take_out() -> None:
        own = day.team.desk(clock)
        tove = Make(own).staff("Tove Kvam")
        hers = day.team.beside(own, leader(tove, "Tove Kvam"), clock)
        assert isinstance(hers.keys, TeamServer)
        hers.keys.refresh_users()
        hers.keys.remove_user(ROLE)

    with ThreadPoolExecutor(1) as other, day.qtbot.waitSignal(day.window.locked, timeout=WAIT):
        removed = other.submit(take_out)
    removed.result()
    assert day.window.workplace is None
    form = day.window._unlock.form
    assert "ikke lenger tilgang" in form.banner.message
    assert "ventet" in form.banner.advice
    assert not any(path.is_file() for path in seats.rglob("*.db"))
