"""Opening a team on a server: as easy as a folder, and every refusal in its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factdesk import places
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.refusals import (
    CertificateWrong,
    HostUnknown,
    LoginRefused,
    ServerAway,
    SeveralTeams,
)
from tests.support.accessible import unnamed
from ui.home import Background
from ui.theme import install
from ui.unlock.page import UnlockPage
from ui.unlock.remembered import Remembered, remember, remembered_places
from ui.unlock.server_fields import whole

ADDRESS = "postgresql://marit.holm@db.example.no/factdesk"
SECRET = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing
WAIT = 10_000

Answer = Callable[[ServerAddress, str], Desk]


class FakeServer:
    """Stands for whatever opens a place: answers with a desk or a refusal, and remembers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers: list[Desk | KnownError] = []
        self.hold = threading.Event()
        self.hold.set()

    def open(
        self, place: ServerAddress, passphrase: str, _user: str | None, _clock: object
    ) -> Desk:
        """Answer what is next."""
        self.asked.append((place.text, passphrase))
        assert self.hold.wait(WAIT / 1000)
        answer = self.answers.pop(0)
        if isinstance(answer, KnownError):
            raise answer
        return answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    made = FakeServer()
    monkeypatch.setattr(places, "open_place", made.open)
    return made


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, clock: FixedClock
) -> Iterator[UnlockPage]:
    install(qapp)
    background = Background()
    made = UnlockPage(background, settings, clock=clock)
    qtbot.addWidget(made)
    made.show()
    yield made
    background.close()


def fill(
    page: UnlockPage, address: str = "db.example.no/factdesk", user: str = "Marit Holm"
) -> None:
    page.form.to_server.click()
    page.form.server.address.setText(address)
    page.form.server.user.setText(user)
    page.form.passphrase.set_text(SECRET)


def submit(page: UnlockPage, qtbot: QtBot) -> None:
    page.form.submit()
    qtbot.waitUntil(lambda: not page.form.is_busy, timeout=WAIT)


@pytest.mark.parametrize(
    ("address", "user", "made"),
    [
        ("db.example.no/factdesk", "Marit Holm", ADDRESS),
        (" postgresql://db.example.no/factdesk ", "marit.holm", ADDRESS),
        (ADDRESS, "", ADDRESS),
        (ADDRESS, "Tove Kvam", "postgresql://tove.kvam@db.example.no/factdesk"),
        (
            "db.example.no:5433/f?feed=polling",
            "a",
            "postgresql://a@db.example.no:5433/f?feed=polling",
        ),
        ("x:hemmelig@db/f", "a", "postgresql://a:hemmelig@db/f"),
    ],
)
def test_the_whole_address_is_made_of_what_it_gave(address: str, user: str, made: str) -> None:
    assert whole(address, user) == made


def test_a_team_on_a_server_is_opened_and_the_next_day_only_the_passphrase_is_asked(
    page: UnlockPage, qtbot: QtBot, server: FakeServer, settings: QSettings, desk: Desk
) -> None:
    server.answers = [desk]
    desk.folder, desk.keys = None, type("Keys", (), {"address": ServerAddress.parse(ADDRESS)})()
    fill(page)
    with qtbot.waitSignal(page.unlocked, timeout=WAIT):
        qtbot.keyClick(page.form.passphrase.line, Qt.Key.Key_Return)
    assert server.asked == [(ADDRESS, SECRET)]
    settings.sync()
    assert SECRET not in Path(settings.fileName()).read_text(encoding="utf-8")
    # The window knows the team's name once the team is read.
    remember(settings, ServerAddress.parse(ADDRESS), "FACT Fjellbygda")
    page.show_locked(None, None)
    assert page.form.folder.line.text() == "FACT Fjellbygda · db.example.no"
    assert page.form.server.user.text() == "marit.holm"
    assert not page.form.server.address.isVisible()
    assert page.form.focusProxy() is page.form.passphrase
    server.answers = [LoginRefused()]
    page.form.passphrase.set_text(SECRET)
    submit(page, qtbot)
    assert server.asked[-1] == (ADDRESS, SECRET)


def test_a_teams_name_that_is_known_stays(settings: QSettings) -> None:
    address = ServerAddress.parse(ADDRESS)
    remember(settings, address, "FACT Ås & omegn · nord")
    remember(settings, Path("/srv/team"))
    remember(settings, address)
    assert remembered_places(settings) == (
        Remembered(address, "FACT Ås & omegn · nord"),
        Remembered(Path("/srv/team")),
    )


def test_two_users_of_one_team_on_one_computer_are_told_apart(
    page: UnlockPage, settings: QSettings
) -> None:
    for role in ("tove.kvam", "marit.holm"):
        remember(settings, ServerAddress.parse(ADDRESS).with_role(role), "FACT Nord")
    page.show_locked(None, None)
    box = page.form.folder.box
    shown = [box.itemText(at) for at in range(box.count())]
    assert shown == ["FACT Nord · db.example.no", "FACT Nord · db.example.no · tove.kvam"]
    box.setCurrentIndex(1)
    page.form.folder.chosen.emit("")
    assert page.form.server.user.text() == "tove.kvam"


def test_what_cannot_be_read_any_more_is_left_out(settings: QSettings) -> None:
    settings.setValue("unlock/places", ["postgresql://nobody:secret@x/y", "/srv/team"])
    assert [one.shown for one in remembered_places(settings)] == ["/srv/team"]


@pytest.mark.parametrize(
    ("address", "user", "said"),
    [
        ("", "a", "Write the address"),
        ("db.example.no", "a", "name of the database"),
        ("x:hemmelig@db.example.no/f", "a", "holds a password"),
        ("db.example.no/f?sslmode=disable", "a", "not encrypted"),
    ],
)
def test_an_address_that_cannot_be_meant_is_said_at_its_field(
    page: UnlockPage, server: FakeServer, address: str, user: str, said: str
) -> None:
    fill(page, address, user)
    page.form.submit()
    assert said in page.form.server._address.error
    assert page.form.server.address.hasFocus()
    assert server.asked == []
    assert page.form.passphrase.text == SECRET


@pytest.mark.parametrize("user", ["", "%%"])
def test_a_user_name_that_is_none_is_said_at_its_field(
    page: UnlockPage, server: FakeServer, user: str
) -> None:
    fill(page, user=user)
    page.form.submit()
    assert page.form.server._user.error or page.form.server._address.error
    assert server.asked == []


def test_a_name_that_leads_nowhere_is_said_at_the_address(
    page: UnlockPage, qtbot: QtBot, server: FakeServer
) -> None:
    server.answers = [HostUnknown()]
    fill(page)
    submit(page, qtbot)
    assert "not found" in page.form.server._address.error
    assert page.form.problem == ""
    assert page.form.passphrase.text == SECRET


@pytest.mark.parametrize(
    ("refusal", "kept"),
    [(LoginRefused(), ""), (ServerAway(), SECRET), (CertificateWrong(), SECRET)],
)
def test_a_refusal_says_what_to_do_and_only_a_wrong_passphrase_is_emptied(
    page: UnlockPage, qtbot: QtBot, server: FakeServer, refusal: KnownError, kept: str
) -> None:
    server.answers = [refusal]
    fill(page)
    submit(page, qtbot)
    assert page.form.problem == refusal.message
    assert page.form.banner.advice == refusal.advice
    assert page.form.passphrase.text == kept


def test_of_several_teams_one_is_chosen(page: UnlockPage, qtbot: QtBot, server: FakeServer) -> None:
    server.answers = [SeveralTeams(("FACT Nord", "FACT ung Sør")), ServerAway()]
    fill(page)
    submit(page, qtbot)
    assert page.form.server.teams.isVisible()
    page.form.server.teams.set_value("FACT ung Sør")
    submit(page, qtbot)
    assert server.asked[-1][0] == f"{ADDRESS}?team=FACT%20ung%20S%C3%B8r"
    page.form.server.user.clear()
    qtbot.keyClicks(page.form.server.user, "tove")
    assert not page.form.server.teams.isVisible()


def test_waiting_for_a_server_is_given_up_and_a_late_desk_is_closed(
    page: UnlockPage, qtbot: QtBot, server: FakeServer, desk: Desk
) -> None:
    server.answers = [desk]
    server.hold.clear()
    fill(page)
    page.form.submit()
    assert page.form.cancel.isVisible()
    page.form.cancel.click()
    assert not page.form.is_busy
    opened: list[object] = []
    page.unlocked.connect(opened.append)
    server.hold.set()
    qtbot.waitUntil(lambda: not desk.is_open, timeout=WAIT)
    assert opened == []


def test_after_a_lock_nothing_is_asked_but_the_passphrase(
    page: UnlockPage, qtbot: QtBot, server: FakeServer
) -> None:
    server.answers = [ServerAway()]
    page.show_locked(ServerAddress.parse(ADDRESS), "marit.holm", "FACT Fjellbygda")
    assert page.form.who.text() == "marit.holm · FACT Fjellbygda · db.example.no"
    for hidden in (page.form.folder, page.form.server, page.form.recovery):
        assert not hidden.isVisible()
    page.form.passphrase.set_text(SECRET)
    submit(page, qtbot)
    assert server.asked == [(ADDRESS, SECRET)]


def test_an_address_pasted_where_folders_stand_is_understood(page: UnlockPage) -> None:
    page.form.folder.set_path("postgresql://db.example.no/factdesk")
    page.form.folder.chosen.emit("")
    assert page.form.server.address.isVisible()
    assert page.form.server.address.text() == "postgresql://db.example.no/factdesk"


def test_everything_is_read_by_name(page: UnlockPage) -> None:
    fill(page)
    page.form.server.ask_team(("FACT Nord", "FACT Sør"))
    assert unnamed(page) == []
    page.form.to_folder.click()
    assert page.form.folder.isVisible()
    assert unnamed(page) == []
