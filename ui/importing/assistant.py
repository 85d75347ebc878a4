"""The assistant that brings a team's spreadsheet in: file, understanding, rows, done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from factdesk.errors import KnownError
from factdesk.exchange.actions.bring_in import BringIn
from factdesk.exchange.bringing.record import BroughtIn
from factdesk.exchange.mapping import Mapping
from factdesk.exchange.views import Ground, ImportGround
from factdesk.store.undo import History, UndoAct
from factdesk.words import _, pgettext
from ui.bridge import Bridge
from ui.importing.choose_step import ChooseStep
from ui.importing.done_step import DoneStep
from ui.importing.mapping_step import MappingStep
from ui.importing.rows_step import RowsStep
from ui.importing.step_bar import StepBar
from ui.importing.understanding import Understanding, read
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.messages import Speaks

CHOOSE, MAP, ROWS, DONE = range(4)


class ImportAssistant(Dialog):
    """Four steps over the window; nothing is written before the last.

    ``board_wanted`` tells that the user wants to see the board afterwards.
    """

    board_wanted = Signal()
    shown = Signal(int)

    def __init__(
        self, parent: QWidget, bridge: Bridge, messages: Speaks, path: Path | None = None
    ) -> None:
        """Take the window, the bridge and the messages; begin with a file where one is given."""
        super().__init__(
            parent, _("Bring in a spreadsheet"), _("Next"), secondary=_("Cancel"), width=960
        )
        self._bridge, self._messages = bridge, messages
        self._ground: Ground | None = None
        self._wanted: Path | None = path
        self._asked = 0
        self._began: datetime | None = None
        self._act: str | None = None
        self.understanding: Understanding | None = None
        self.decisions: dict[str, str] = {}
        self.steps = StepBar(
            (
                pgettext("import", "File"),
                _("How it is read"),
                _("What comes in"),
                pgettext("import", "Done"),
            )
        )
        self.choose, self.map, self.rows, self.ending = (
            ChooseStep(), MappingStep(), RowsStep(), DoneStep(),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for step in (self.choose, self.map, self.rows, self.ending):
            self._stack.addWidget(step)
        self.add(self.steps)
        self.body.add(self._stack, 1)
        self.back = Button(_("Back"), keys="Alt+Left", bind=True)
        self.back.clicked.connect(self._go_back)
        self.footer.insertWidget(0, self.back)
        self._connect()
        self._show(CHOOSE)
        bridge.ask(ImportGround(), on=self, then=self._take_ground, failed=self._refused)

    @property
    def step(self) -> int:
        """The step shown."""
        return self._stack.currentIndex()

    def submit(self) -> None:
        """Go on: to the rows, to the import, to the board."""
        if not self.primary.isEnabled():
            return
        if self.step == MAP:
            self._show(ROWS)
        elif self.step == ROWS:
            self._bring_in()
        elif self.step == DONE:
            self.board_wanted.emit()
            self.accept()

    def reject(self) -> None:
        """Leave, unless it is being written at this moment."""
        if self.step != DONE or self.primary.isEnabled():
            super().reject()

    def done_with(self) -> None:
        """Let nothing that is still being read count; called once, when the assistant closes."""
        self._asked += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to what has the focus where that has a use for it."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(self.focusWidget(), (QComboBox, QLineEdit)):
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while it is being written."""
        if self.step == DONE and not self.primary.isEnabled():
            event.ignore()
            return
        super().closeEvent(event)

    def _connect(self) -> None:
        self.choose.chosen.connect(self.begin)
        self.choose.cancelled.connect(self._stop_reading)
        self.map.changed.connect(self._read_as)
        self.rows.decided.connect(self._decide)
        self.ending.undo_wanted.connect(self._undo)
        self.finished.connect(self.done_with)
        self._bridge.history_changed.connect(self._take_history)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QShortcut(QKeySequence("Ctrl+F"), self, self._search)

    # The first step: a file.

    def begin(self, path: Path) -> None:
        """Read a file, as soon as it is known what the team has."""
        self.clear_error()
        self._wanted = path
        self.choose.set_reading(path.name)
        if self._ground is not None:
            self._read()

    def _take_ground(self, ground: Ground) -> None:
        self._ground = ground
        if self._wanted is not None:
            self.choose.set_reading(self._wanted.name)
            self._read()

    def _read(self) -> None:
        ground, path = self._ground, self._wanted
        if ground is None or path is None:
            return
        self._asked += 1
        number, today = self._asked, self._bridge.clock.today()

        def take(found: Understanding) -> None:
            if number == self._asked:
                self._take(found)

        def fail(error: BaseException) -> None:
            if number == self._asked:
                self._stop_reading()
                self._tell(error)

        self._bridge.background.run(
            lambda: read(path, ground, today), on=self, then=take, failed=fail
        )

    def _take(self, found: Understanding) -> None:
        self.choose.set_reading("")
        self.decisions = {}
        self.understanding = found
        self.map.show_understanding(found)
        self._show(MAP)

    def _stop_reading(self) -> None:
        """Give the file up: what comes of it is not shown."""
        self._asked += 1
        self._wanted = None
        self.choose.set_reading("")
        self.choose.setFocus()

    # The second step: how it is read.

    def _read_as(self, mapping: Mapping) -> None:
        """Understand the workbook with a corrected mapping; the newest correction counts."""
        now = self.understanding
        if now is None:
            return
        self._asked += 1
        number = self._asked
        self.set_busy(busy=True)

        def take(found: Understanding) -> None:
            if number == self._asked:
                self.set_busy(busy=False)
                self.understanding, self.decisions = found, {}
                self.map.show_understanding(found)

        def fail(error: BaseException) -> None:
            if number == self._asked:
                self.set_busy(busy=False)
                self._tell(error)

        self._bridge.background.run(lambda: now.read_as(mapping), on=self, then=take, failed=fail)

    # The third step: what comes in.

    def _decide(self, person: str, decision: str) -> None:
        self.decisions = {**self.decisions, person: decision}
        if self.understanding is not None:
            self.rows.show_understanding(self.understanding, self.decisions)

    def _bring_in(self) -> None:
        now = self.understanding
        if now is None:
            return
        self._began = self._bridge.clock.now()
        self._show(DONE)
        self.ending.show_working()
        self.set_busy(busy=True)
        self.secondary.setEnabled(False)
        action = BringIn(
            now.plan, dict(self.decisions), now.mapping.to_json(), now.mapping.fingerprint()
        )
        self._bridge.run(action, on=self, then=self._brought_in, failed=self._failed)

    def _failed(self, error: BaseException) -> bool:
        """Go back to the rows with the reason; nothing was written."""
        self._began = None
        self._show(ROWS)
        if isinstance(error, KnownError):
            self.show_error(error)
            return True
        return False

    # The last step: done.

    def _brought_in(self, done: BroughtIn) -> None:
        left_out = len(self.understanding.plan.left_out) if self.understanding else 0
        self.ending.show_result(done, left_out)
        self._show(DONE)
        self.primary.setFocus()

    def _take_history(self, history: History) -> None:
        """Offer the undo once the import is the user's newest act; one without a change is none."""
        step = history.undo
        if self._began is not None and step is not None and step.at >= self._began:
            self._act = step.act_id
            self.ending.undo_row.show()

    def _undo(self) -> None:
        """Take the import back."""
        if self._act is None:
            return
        self.ending.undo.setEnabled(False)
        self._bridge.run(UndoAct(self._act), on=self, then=self._undone, failed=self._not_undone)

    def _undone(self, _label: str) -> None:
        self._messages.info(_("The import is taken back: everything is as it was before."))
        self.accept()

    def _not_undone(self, error: BaseException) -> bool:
        self.ending.undo.setEnabled(True)
        if isinstance(error, KnownError):
            self.show_error(error)
            return True
        return False

    # All steps.

    def _show(self, step: int) -> None:
        """Show a step with its buttons."""
        self.clear_error()
        if step == ROWS and self.understanding is not None:
            self.rows.show_understanding(self.understanding, self.decisions)
        self.steps.set_step(step)
        self._stack.setCurrentIndex(step)
        words = (_("Next"), _("Next"), _("Bring in"), _("Go to the board"))
        self.primary.set_text(words[step])
        self.primary.setVisible(step != CHOOSE)
        self.primary.setEnabled(step != CHOOSE)
        self.primary.set_keys("Ctrl+Return" if step in (MAP, ROWS) else "Return")
        self.secondary.setEnabled(True)
        self.secondary.set_text(_("Close") if step == DONE else _("Cancel"))
        self.back.setVisible(step in (MAP, ROWS))
        if (page := self._stack.currentWidget()) is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(step)

    def _go_back(self) -> None:
        self._show(self.step - 1)

    def _search(self) -> None:
        if self.step == ROWS:
            self.rows.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self, error: BaseException) -> None:
        """Show a known problem in place; a bug by its number."""
        if isinstance(error, KnownError):
            self.show_error(error)
            self.primary.setEnabled(self.step != CHOOSE)
        else:
            self._bridge.show(error)

    def _refused(self, error: BaseException) -> bool:
        """Show in place that the user may not, or what the store says."""
        if isinstance(error, KnownError):
            self.choose.setEnabled(False)
            self.show_error(error)
            return True
        return False


def open_import(
    parent: QWidget, bridge: Bridge, messages: Speaks, path: Path | None = None
) -> ImportAssistant:
    """Open the assistant over a window, nearly as large as it; ``board_wanted`` is the caller's."""
    assistant = ImportAssistant(parent, bridge, messages, path)
    window = parent.window()
    px = theme().px
    width = min(px(1720), max(px(960), window.width() - px(120)))
    height = min(px(1000), max(px(640), window.height() - px(80)))
    assistant.resize(width, height)
    assistant.open()
    return assistant
