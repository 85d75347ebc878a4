"""The pages of the first-run assistant: each shows its part of the answers and takes it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.team.kinds import (
    EmployerKind,
    Model,
    employer_kind_word,
    language_word,
    model_word,
)
from factdesk.words import LANGUAGES, _
from ui.home import Background
from ui.recovery_key import RecoveryKey, RecoveryKeyPanel
from ui.theme import theme
from ui.unlock.folder_field import FolderField
from ui.unlock.steps import Answers, Step
from ui.widgets.buttons import Button, Choice, ChoiceBar
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.passphrase import PassphraseField, StrengthMeter
from ui.widgets.selects import Select
from ui.widgets.texts import Heading, Label


class StepPage(QWidget):
    """One step. `take` writes what is typed into the answers."""

    language_chosen = Signal(str)
    finished = Signal(str)
    submitted = Signal()
    changed = Signal()

    def __init__(self, title: str, intro: str) -> None:
        """Take heading and explanation."""
        super().__init__()
        self.body = VBox(
            Heading(title), Label(intro, tone="muted", wrap=True), space=16, parent=self
        )

    @property
    def strong(self) -> bool:
        """Whether the passphrase is hard enough."""
        return False

    @property
    def kept(self) -> bool:
        """Whether the recovery key was typed back."""
        return False

    def take(self, answers: Answers) -> None:
        """Nothing to take."""


class _Welcome(StepPage):
    def __init__(self, answers: Answers) -> None:
        super().__init__(
            _("Welcome to FACTdesk"),
            _(
                "In a few minutes your team has its own encrypted folder, with a board that only "
                "you can open. Which language does the team work in?"
            ),
        )
        choices = [Choice(code, language_word(code)) for code in LANGUAGES]
        self.bar = ChoiceBar(choices, _("Language"), large=True)
        self.bar.set_value(answers.language)
        self.bar.chosen.connect(self.language_chosen)
        self.body.add(self.bar)
        self.setFocusProxy(self.bar)


class _Folder(StepPage):
    def __init__(self, answers: Answers) -> None:
        super().__init__(
            _("Where shall the team folder be?"),
            _(
                "On this computer's own disk. Two computers writing on a network share could "
                "damage the data without anybody noticing, so FACTdesk refuses one. One computer "
                "at a time has the team folder open; a team server is for several at once."
            ),
        )
        self.folder = FolderField()
        self.folder.set_path(answers.folder)
        self.body.add(
            Field(
                _("Team folder"),
                self.folder,
                hint=_("A new or an empty folder. Everything in it will be encrypted."),
            )
        )
        self.body.add(
            Label(
                _("Make a backup as often as you would hate to lose a day: Team, Users and keys."),
                "small",
                "muted",
                wrap=True,
            )
        )
        self.setFocusProxy(self.folder)

    def take(self, answers: Answers) -> None:
        answers.folder = self.folder.path


class _Team(StepPage):
    def __init__(self, answers: Answers) -> None:
        super().__init__(
            _("Which team is it?"),
            _("Everything here can be changed later."),
        )
        self.name = QLineEdit(answers.team)
        self.name.setPlaceholderText("FACT Fjellbygda")
        self.model = ChoiceBar(
            [Choice(model.value, model_word(model)) for model in Model], _("Kind of team")
        )
        self.model.set_value(answers.model.value)
        self.rows: list[tuple[QLineEdit, Select]] = []
        self._list = VBox(space=8)
        more = Button(_("One more employer"), "quiet", icon="plus")
        more.clicked.connect(lambda: self._add("", EmployerKind.OTHER).setFocus())
        self.body.add(Field(_("The team's name"), self.name))
        self.body.add(Field(_("Kind of team"), self.model))
        self.body.add(
            VBox(Label(_("Who employs its members"), "small_strong"), self._list, space=4)
        )
        self.body.add(HBox(more, None))
        for name, kind in answers.employers:
            self._add(name, kind)
        self.setFocusProxy(self.name)

    def take(self, answers: Answers) -> None:
        answers.team = self.name.text()
        answers.model = Model(self.model.value)
        answers.employers = [(line.text(), EmployerKind(str(box.value))) for line, box in self.rows]

    def _add(self, name: str, kind: EmployerKind) -> QLineEdit:
        number = len(self.rows) + 1
        line = QLineEdit(name)
        line.setPlaceholderText(_("Name of the employer"))
        line.setAccessibleName(_("Employer {number}").format(number=number))
        box = Select(_("Kind of employer {number}").format(number=number))
        for one in EmployerKind:
            box.add(one.value, employer_kind_word(one))
        box.set_value(kind.value)
        box.setMinimumWidth(theme().px(190))
        row = HBox()
        row.add(line, 1)
        row.add(box)
        self._list.add(row)
        self.rows.append((line, box))
        return line


class _Administrator(StepPage):
    def __init__(self, answers: Answers, background: Background) -> None:
        super().__init__(
            _("Who are you?"),
            _(
                "You become the first administrator: you add your colleagues, each with a "
                "passphrase of their own. A passphrase is never stored; if all are lost, only "
                "the recovery key opens the folder."
            ),
        )
        self.name = QLineEdit(answers.user)
        self.passphrase = PassphraseField(_("Passphrase"))
        self.passphrase.set_text(answers.passphrase)
        self.repeated = PassphraseField(_("The same once more"))
        self.repeated.set_text(answers.repeated)
        self.meter = StrengthMeter(
            self.passphrase, background, lambda: (answers.team, self.name.text())
        )
        self.repeated.entered.connect(self.submitted)
        self.meter.judged.connect(self.changed)
        self.body.add(Field(_("First and last name"), self.name))
        self.body.add(self.passphrase)
        self.body.add(self.meter)
        self.body.add(self.repeated)
        self.setFocusProxy(self.name)

    @property
    def strong(self) -> bool:
        return self.meter.enough

    def take(self, answers: Answers) -> None:
        answers.user = self.name.text()
        answers.passphrase = self.passphrase.text
        answers.repeated = self.repeated.text


class _Recovery(StepPage):
    def __init__(self, key: RecoveryKey, background: Background) -> None:
        super().__init__(
            _("Keep the recovery key"),
            _(
                "The team folder is made. If every passphrase is forgotten, this key is the only "
                "way in. It is shown this once and stored nowhere: print it and lock it away, "
                "apart from the computer."
            ),
        )
        self.panel = RecoveryKeyPanel(key, background)
        self.panel.confirmed.connect(self.changed)
        self.body.add(self.panel)
        self.setFocusProxy(self.panel)

    @property
    def kept(self) -> bool:
        return self.panel.is_confirmed


class _Next(StepPage):
    def __init__(self) -> None:
        super().__init__(
            _("The team folder is ready"),
            _("What would you like to do first? The others are a click away afterwards."),
        )
        choices = (
            ("import", "file-spreadsheet", _("Bring in the spreadsheet the team uses today")),
            ("people", "user-plus", _("Add persons one by one")),
            ("team", "users", _("Add colleagues")),
        )
        for start_at, icon, text in choices:
            button = Button(text, icon=icon, large=True)
            button.clicked.connect(lambda _on=False, at=start_at: self.finished.emit(at))
            self.body.add(button)
            if start_at == "import":
                self.setFocusProxy(button)


def make_page(
    step: Step, answers: Answers, background: Background, key: RecoveryKey | None
) -> StepPage:
    """The page of a step. Raises ValueError for the recovery step without its key."""
    if step is Step.WELCOME:
        return _Welcome(answers)
    if step is Step.FOLDER:
        return _Folder(answers)
    if step is Step.TEAM:
        return _Team(answers)
    if step is Step.ADMINISTRATOR:
        return _Administrator(answers, background)
    if step is Step.RECOVERY:
        if key is None:
            raise ValueError("the recovery key is shown only once it is made")
        return _Recovery(key, background)
    return _Next()
