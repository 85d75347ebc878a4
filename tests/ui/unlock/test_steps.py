"""The first run's rules, without a screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from factdesk.team.kinds import EmployerKind
from ui.unlock.remembered import remember, remembered_places
from ui.unlock.steps import Answers, Step, before, lacking


def answered(**changed: object) -> Answers:
    values = {
        "folder": str(Path.home() / "team"),
        "team": "FACT Nord",
        "employers": [("Nordbygd kommune", EmployerKind.MUNICIPALITY)],
        "user": "Åse Ødegård",
        "passphrase": "x",
        "repeated": "x",
    }
    return Answers(**(values | changed))


def test_a_full_answer_lacks_nothing() -> None:
    for step in Step:
        assert lacking(step, answered(), strong=True, kept=True) == ""


@pytest.mark.parametrize(
    ("step", "changed", "word"),
    [
        (Step.FOLDER, {"folder": " "}, "Choose a folder"),
        (Step.FOLDER, {"folder": "team"}, "whole path"),
        (Step.TEAM, {"team": " "}, "team's name"),
        (Step.TEAM, {"employers": [(" ", EmployerKind.NAV)]}, "at least one"),
        (
            Step.TEAM,
            {"employers": [("NAV", EmployerKind.NAV), ("nav ", EmployerKind.OTHER)]},
            "same name",
        ),
        (Step.ADMINISTRATOR, {"user": ""}, "your name"),
        (Step.ADMINISTRATOR, {"repeated": "y"}, "not alike"),
    ],
)
def test_what_is_lacking_is_said(step: Step, changed: dict[str, object], word: str) -> None:
    assert word in lacking(step, answered(**changed), strong=True, kept=True)


def test_a_weak_passphrase_and_an_unkept_key_hold_back() -> None:
    assert lacking(Step.ADMINISTRATOR, answered(), strong=False, kept=True)
    assert lacking(Step.RECOVERY, answered(), strong=True, kept=False)


def test_there_is_no_way_back_once_the_folder_is_made() -> None:
    assert before(Step.ADMINISTRATOR) is Step.TEAM
    assert before(Step.WELCOME) is None
    assert before(Step.RECOVERY) is None
    assert before(Step.NEXT) is None


def test_a_passphrase_is_never_shown_by_accident() -> None:
    assert "hemmelig" not in repr(answered(passphrase="hemmelig", repeated="hemmelig"))


def test_five_folders_are_remembered_the_last_one_first(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    assert remembered_places(settings) == ()
    for number in range(7):
        remember(settings, tmp_path / str(number))
    remember(settings, tmp_path / "4")
    names = [one.place.name for one in remembered_places(settings)]
    assert names == ["4", "6", "5", "3", "2"]
