"""The first run as plain data: its steps, what is answered, and what each step still lacks."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path

from factdesk.team.kinds import EmployerKind, Model
from factdesk.words import _


class Step(enum.IntEnum):
    """The steps in order. Nothing is written before ``ADMINISTRATOR`` is left forwards."""

    WELCOME = 0
    FOLDER = 1
    TEAM = 2
    ADMINISTRATOR = 3
    RECOVERY = 4
    NEXT = 5


@dataclass
class Answers:
    """What the user has answered so far; passphrases are dropped as soon as they are used."""

    language: str = "nb"
    folder: str = ""
    team: str = ""
    model: Model = Model.FACT
    employers: list[tuple[str, EmployerKind]] = field(
        default_factory=lambda: [
            ("", EmployerKind.MUNICIPALITY),
            ("", EmployerKind.HEALTH_TRUST),
        ]
    )
    user: str = ""
    passphrase: str = field(default="", repr=False)
    repeated: str = field(default="", repr=False)

    @property
    def named_employers(self) -> tuple[tuple[str, EmployerKind], ...]:
        """The employers that have a name."""
        return tuple(
            (" ".join(name.split()), kind) for name, kind in self.employers if name.strip()
        )

    def forget_passphrase(self) -> None:
        """Keep it no longer than needed."""
        self.passphrase = self.repeated = ""


def step_word(step: Step) -> str:
    """The step's name in the list of steps."""
    words = (
        _("Language"),
        _("Folder"),
        _("Team"),
        _("Administrator"),
        _("Recovery key"),
        _("What next"),
    )
    return words[step]


def lacking(step: Step, answers: Answers, *, strong: bool, kept: bool) -> str:
    """What the step still lacks, in a sentence; empty where one may go on.

    ``strong`` says whether the passphrase was judged hard enough, ``kept`` whether the user has
    typed the last group of the recovery key.
    """
    if step is Step.FOLDER and not answers.folder.strip():
        return _("Choose a folder.")
    if step is Step.FOLDER and not Path(answers.folder.strip()).is_absolute():
        return _("Write the whole path of the folder, or choose it.")
    if step is Step.TEAM:
        return _team_lacks(answers)
    if step is Step.ADMINISTRATOR:
        return _administrator_lacks(answers, strong=strong)
    if step is Step.RECOVERY and not kept:
        return _("Type the last group of four signs to go on.")
    return ""


def _team_lacks(answers: Answers) -> str:
    if not answers.team.strip():
        return _("Write the team's name.")
    names = [name.casefold() for name, _kind in answers.named_employers]
    if not names:
        return _("Write at least one employer.")
    if len(set(names)) != len(names):
        return _("Two employers have the same name.")
    return ""


def _administrator_lacks(answers: Answers, *, strong: bool) -> str:
    if not answers.user.strip():
        return _("Write your name.")
    if not strong:
        return _("The passphrase must be harder to guess.")
    if answers.passphrase != answers.repeated:
        return _("The two passphrases are not alike.")
    return ""


def before(step: Step) -> Step | None:
    """The step one may go back to; none once the folder is made."""
    return Step(step - 1) if Step.WELCOME < step < Step.RECOVERY else None
