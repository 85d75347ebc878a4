"""The first-run assistant: six steps to a new team folder with its first administrator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from factdesk import opening
from factdesk.clock import Clock, SystemClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.folder import entry, place
from factdesk.store.folder.slots import KdfCost
from factdesk.words import _, language, set_language
from ui.home import Background
from ui.recovery_key import RecoveryKey
from ui.theme import theme
from ui.unlock.first_run_pages import StepPage, make_page
from ui.unlock.logo import name_line
from ui.unlock.steps import Answers, Step, before, lacking, step_word
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, Label


class FirstRun(QWidget):
    """`done(Desk, start, language)` at the end; `left` when the user goes back to unlocking.

    Nothing is written before the administrator's step is left; a refusal keeps what was typed.
    """

    done = Signal(object, str, str)
    left = Signal()

    def __init__(
        self,
        background: Background,
        clock: Clock | None = None,
        cost: KdfCost | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the language spoken now."""
        super().__init__(parent)
        self._background, self._clock, self._cost = background, clock, cost
        self.answers = Answers(language=language(), folder=str(Path.home() / "FACTdesk"))
        self.step = Step.WELCOME
        self.key: RecoveryKey | None = None
        self._desk: Desk | None = None
        self.page: StepPage
        self._column = VBox(parent=self, margins=24)
        self._show(Step.WELCOME)

    @property
    def problem(self) -> str:
        """What is lacking or was refused, as shown."""
        return "" if self._banner.isHidden() else self._banner.message

    @property
    def is_busy(self) -> bool:
        """Whether something is being checked or made."""
        return not self._progress.isHidden()

    def forward(self) -> None:
        """Go on where nothing is lacking; check the folder or make the team first."""
        if self.is_busy:
            return
        self.page.take(self.answers)
        lack = lacking(self.step, self.answers, strong=self.page.strong, kept=self.page.kept)
        if lack:
            self._say(lack)
        elif self.step is Step.FOLDER:
            path = Path(self.answers.folder.strip())
            self._work(lambda: _check_place(path), lambda _nothing: self._show(Step.TEAM))
        elif self.step is Step.ADMINISTRATOR:
            self._work(self._creation(), self._made)
        elif self.step is Step.NEXT:
            self._finish("board")
        else:
            self._show(Step(self.step + 1))

    def back(self) -> None:
        """Go one step back, or leave the assistant from the first."""
        earlier = before(self.step)
        if self.is_busy or self._desk is not None:
            return
        self.page.take(self.answers)
        if earlier is None:
            self.left.emit()
        else:
            self._show(earlier)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Alt+Left goes back."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.forward()
        elif alt and event.key() == Qt.Key.Key_Left:
            self.back()
        else:
            super().keyPressEvent(event)

    def _creation(self) -> Callable[[], tuple[Desk, str]]:
        answers, clock, cost = self.answers, self._clock, self._cost

        def create() -> tuple[Desk, str]:
            return opening.create_team(
                Path(answers.folder.strip()),
                team=" ".join(answers.team.split()),
                model=answers.model,
                user=" ".join(answers.user.split()),
                passphrase=answers.passphrase,
                employers=answers.named_employers,
                language=answers.language,
                clock=clock,
                cost=cost,
            )

        return create

    def _made(self, made: tuple[Desk, str]) -> None:
        self._desk, key = made
        self.answers.forget_passphrase()
        now = (self._clock or SystemClock()).now()
        team, folder = self.answers.team, Path(self.answers.folder).name
        self.key = RecoveryKey(key, " ".join(team.split()), folder, now)
        self._show(Step.RECOVERY)

    def _finish(self, start_at: str) -> None:
        desk, self._desk, self.key = self._desk, None, None
        if desk is not None:
            self.done.emit(desk, start_at, self.answers.language)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._set_busy(busy=True)

        def arrived(result: Any) -> None:
            self._set_busy(busy=False)
            then(result)

        self._background.run(work, on=self, then=arrived, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        if isinstance(error, KnownError):
            self._say(error.message, error.advice)
        else:
            self._say(
                _("Something went wrong in the program ({number}).").format(number=report(error)),
                _("What was saved is kept. Tell your administrator the number."),
            )

    def _set_busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        self.page.setEnabled(not busy)
        self._next.setEnabled(not busy)
        self._back.setEnabled(not busy)

    def _say(self, message: str, advice: str = "") -> None:
        self._banner.say(message, advice)
        self._banner.show()

    def _speak(self, chosen: str) -> None:
        """Go on in another language at once."""
        self.page.take(self.answers)
        self.answers.language = chosen
        set_language(chosen)
        self._show(self.step)

    def _show(self, step: Step) -> None:
        """Build the step anew, in the language and with the answers of the moment."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.step = step
        self.page = make_page(step, self.answers, self._background, self.key)
        self.page.language_chosen.connect(self._speak)
        self.page.finished.connect(self._finish)
        self.page.submitted.connect(self.forward)
        self._banner = Banner("error", "", closable=False)
        self._banner.hide()
        self.page.changed.connect(self._banner.hide)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.hide()
        last = step is Step.ADMINISTRATOR
        self._next = Button(
            _("Create the team folder") if last else _("Next"), "primary", keys="Return"
        )
        if step is Step.NEXT:
            self._next.set_text(_("Go to the board"))
        self._next.clicked.connect(self.forward)
        self._back = Button(_("Back"), keys="Alt+Left")
        self._back.clicked.connect(self.back)
        self._back.setVisible(step < Step.RECOVERY)
        self._column.add(self._sheet())
        self.setFocusProxy(self.page)
        self.page.setFocus()

    def _sheet(self) -> QWidget:
        """The step with the list of steps at its left, in the middle of the window."""
        steps = VBox(name_line(), space=10)
        steps.addSpacing(theme().px(20))
        for one in Step:
            mark = "✓" if one < self.step else str(one + 1)
            text = f"{mark}   {step_word(one)}"
            here = one is self.step
            steps.add(Label(text, "strong") if here else Label(text, tone="muted"))
        steps.add(None)
        card = Card(
            self.page, self._banner, self._progress, HBox(self._back, None, self._next),
            space=20, margins=32,
        )  # fmt: skip
        card.setMinimumWidth(theme().px(620))
        card.setMaximumWidth(theme().px(760))
        row = HBox(space=32)
        row.add(None)
        row.addLayout(steps)
        row.add(card, 3)
        row.add(None)
        inside = QWidget()
        column = VBox(None, space=24, parent=inside)
        column.add(row)
        column.add(None, 2)
        return Scrolled(inside, step_word(self.step))


def _check_place(path: Path) -> None:
    """Refuse a bad place now, not after the passphrase is written."""
    place.demand_local(path)
    entry.demand_no_team_folder(path)
    place.demand_free_place(path)
