"""Getting in: unlocking, refusals, the lock, the recovery key and the first run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factdesk import opening, users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.team.views import TheTeam
from tests.support.desks import ADMINISTRATOR, CHEAP, PASSPHRASE
from ui.home import Background
from ui.theme import install
from ui.unlock.page import UnlockPage
from ui.unlock.recovery import RecoveryDialog
from ui.unlock.remembered import remember, remembered_places
from ui.unlock.steps import Step

HERS = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
NEW = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else
WAIT = 15000


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, clock: FixedClock
) -> Iterator[UnlockPage]:
    install(qapp)
    background = Background()
    made = UnlockPage(background, settings, clock=clock, cost=CHEAP)
    qtbot.addWidget(made)
    made.show()
    yield made
    background.close()


def unlock(page: UnlockPage, qtbot: QtBot, passphrase: str) -> Desk:
    page.form.passphrase.set_text(passphrase)
    with qtbot.waitSignal(page.unlocked, timeout=WAIT) as told:
        qtbot.keyClick(page.form.passphrase.line, Qt.Key.Key_Return)
    return told.args[0]


def test_the_right_passphrase_opens_and_only_the_path_is_remembered(
    page: UnlockPage, qtbot: QtBot, team_folder: Path, settings: QSettings
) -> None:
    page.form.folder.set_path(str(team_folder))
    with unlock(page, qtbot, PASSPHRASE) as desk:
        assert desk.actor.name == ADMINISTRATOR
    assert [one.place for one in remembered_places(settings)] == [team_folder]
    settings.sync()
    written = Path(settings.fileName()).read_text(encoding="utf-8")
    assert ADMINISTRATOR not in written
    assert PASSPHRASE not in written
    assert page.form.passphrase.text == ""


def test_a_wrong_passphrase_is_told_and_emptied_and_the_next_try_works(
    page: UnlockPage, qtbot: QtBot, team_folder: Path
) -> None:
    page.form.folder.set_path(str(team_folder))
    page.form.passphrase.set_text("feil")
    page.form.submit()
    assert page.form.is_busy
    qtbot.waitUntil(lambda: not page.form.is_busy, timeout=WAIT)
    assert page.form.problem == "Wrong passphrase."
    assert page.form.passphrase.text == ""
    unlock(page, qtbot, PASSPHRASE).close()


def test_another_refusal_keeps_what_was_typed(page: UnlockPage, qtbot: QtBot, desk: Desk) -> None:
    page.form.folder.set_path(str(desk.folder.path))
    page.form.passphrase.set_text(PASSPHRASE)
    page.form.submit()
    qtbot.waitUntil(lambda: not page.form.is_busy, timeout=WAIT)
    assert "already open" in page.form.problem
    assert page.form.passphrase.text == PASSPHRASE


def test_a_folder_that_is_none_is_said_before_any_passphrase(
    page: UnlockPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.form.folder.set_path(str(tmp_path))
    page.form.folder.chosen.emit(str(tmp_path))
    qtbot.waitUntil(lambda: bool(page.form.problem), timeout=WAIT)
    assert "no FACTdesk team folder" in page.form.problem


def test_with_several_users_one_is_chosen_and_after_a_lock_only_asked_the_passphrase(
    page: UnlockPage, qtbot: QtBot, team_folder: Path, clock: FixedClock, settings: QSettings
) -> None:
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        users.add_user(desk, desk.actor.id, ADMINISTRATOR, PASSPHRASE)
        desk.folder.add_user("Tove Kvam", HERS)
    remember(settings, team_folder)
    page.show_locked(None, None)
    qtbot.waitUntil(lambda: page.form.users.count() == 2, timeout=WAIT)
    assert page.form.users.isVisible()
    page.form.users.set_value(ADMINISTRATOR)
    unlock(page, qtbot, PASSPHRASE).close()
    page.show_locked(team_folder, ADMINISTRATOR)
    assert not page.form.users.isVisible()
    assert not page.form.folder.isVisible()
    unlock(page, qtbot, PASSPHRASE).close()


def test_capitals_without_shift_hint_at_caps_lock(page: UnlockPage, qtbot: QtBot) -> None:
    field = page.form.passphrase
    qtbot.keyClick(field.line, "K")
    assert field.caps_hint
    qtbot.keyClick(field.line, "k")
    assert not field.caps_hint


def test_the_recovery_key_leads_to_a_new_passphrase(
    page: UnlockPage, qtbot: QtBot, team_folder: Path, clock: FixedClock
) -> None:
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        key = users.new_recovery_key(desk)
    page.form.folder.set_path(str(team_folder))
    page.open_recovery()
    dialog = page.findChild(RecoveryDialog)
    dialog.key.setText("ABCD")
    dialog.submit()
    qtbot.waitUntil(lambda: "not typed correctly" in dialog.error, timeout=WAIT)
    dialog.key.setText(key.lower().replace("-", " "))
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.users.count() == 1, timeout=WAIT)
    dialog.passphrase.set_text(NEW)
    dialog.repeated.set_text(NEW)
    qtbot.waitUntil(lambda: dialog.meter.enough, timeout=WAIT)
    with qtbot.waitSignal(page.unlocked, timeout=WAIT) as told:
        dialog.submit()
    told.args[0].close()
    opening.open_team(team_folder, NEW, clock=clock).close()


def test_the_recovery_is_not_left_while_the_folder_is_being_opened(
    page: UnlockPage, qtbot: QtBot, team_folder: Path, clock: FixedClock
) -> None:
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        key = users.new_recovery_key(desk)
    page.form.folder.set_path(str(team_folder))
    page.open_recovery()
    dialog = page.findChild(RecoveryDialog)
    dialog.key.setText(key)
    dialog.submit()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.users.count() == 1, timeout=WAIT)
    dialog.reject()
    opening.open_team(team_folder, PASSPHRASE, clock=clock).close()


def test_leaving_the_recovery_frees_the_folder(
    page: UnlockPage, qtbot: QtBot, team_folder: Path, clock: FixedClock
) -> None:
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        key = users.new_recovery_key(desk)
    page.form.folder.set_path(str(team_folder))
    page.open_recovery()
    dialog = page.findChild(RecoveryDialog)
    dialog.key.setText(key)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.users.count() == 1, timeout=WAIT)
    dialog.reject()
    opening.open_team(team_folder, PASSPHRASE, clock=clock).close()


def test_the_first_run_makes_a_team_and_writes_nothing_before(
    page: UnlockPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "nytt team"
    page.begin_first_run()
    run = page.first_run
    run.forward()
    run.page.folder.set_path(str(path))
    run.forward()
    qtbot.waitUntil(lambda: run.step is Step.TEAM, timeout=WAIT)
    run.page.name.setText("FACT Nord")
    run.page.rows[0][0].setText("Nordbygd kommune")
    run.page.rows[1][0].setText("Nordfjell HF")
    run.forward()
    run.page.name.setText("Åse Ødegård")
    run.page.passphrase.set_text("sommer")
    run.page.repeated.set_text("sommer")
    qtbot.waitUntil(lambda: run.page.meter.strength is not None, timeout=WAIT)
    run.forward()
    assert run.problem == "The passphrase must be harder to guess."
    run.back()
    assert run.page.name.text() == "FACT Nord"
    run.forward()
    assert run.page.name.text() == "Åse Ødegård"
    assert not path.exists()
    run.page.passphrase.set_text(NEW)
    run.page.repeated.set_text(NEW)
    qtbot.waitUntil(lambda: run.page.strong, timeout=WAIT)
    run.forward()
    qtbot.waitUntil(lambda: run.step is Step.RECOVERY, timeout=WAIT)
    assert run.answers.passphrase == ""
    run.forward()
    assert "last group" in run.problem
    target = tmp_path / "nokkel.pdf"
    run.page.panel.save(target)
    qtbot.waitUntil(lambda: target.exists() and target.stat().st_size > 0, timeout=WAIT)
    assert target.read_bytes().startswith(b"%PDF")
    run.page.panel._typed.setText(run.key.last_group.lower())
    run.forward()
    assert run.step is Step.NEXT
    with qtbot.waitSignal(page.unlocked, timeout=WAIT) as told:
        run.page.finished.emit("import")
    assert page.start_at == "import"
    with told.args[0] as desk:
        team = desk.see(TheTeam())
        assert team.settings.name == "FACT Nord"
        assert [row.name for row in team.employers] == ["Nordbygd kommune", "Nordfjell HF"]


def test_a_place_that_cannot_be_used_is_refused_at_once(
    page: UnlockPage, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "fil.txt").write_text("x", encoding="utf-8")
    page.begin_first_run()
    run = page.first_run
    run.forward()
    run.page.folder.set_path(str(tmp_path / "full"))
    run.forward()
    qtbot.waitUntil(lambda: bool(run.problem), timeout=WAIT)
    assert run.step is Step.FOLDER
    assert run.page.folder.path == str(tmp_path / "full")


def test_the_language_changes_at_once(page: UnlockPage) -> None:
    page.begin_first_run()
    page.first_run.page.language_chosen.emit("nn")
    assert page.first_run.answers.language == "nn"
    assert page.first_run._next.text() == "Neste"
