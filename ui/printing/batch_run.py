"""Many plans, made, logged and given away one after the other; never two in memory at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from factdesk.errors import KnownError
from factdesk.papers.actions.note_printed import NotePrinted
from factdesk.papers.batch import file_of
from factdesk.papers.making import Paper, PaperOf
from factdesk.papers.saving import save
from ui.bridge import Bridge
from ui.printing.print_run import PrintRun, pages_of

Ended = Callable[[BaseException | None], None]


class Takes(Protocol):
    """Where the papers go: into files, or to the printer."""

    def take(self, paper: Paper, number: int, ended: Ended) -> None:
        """Take one paper; ``ended`` with the error that makes the rest useless, or ``None``."""


@dataclass(frozen=True)
class NotMade:
    """One person whose plan could not be made, and why."""

    person_id: str
    error: KnownError


class ToFolder:
    """Saves each as a numbered file."""

    def __init__(self, bridge: Bridge, folder: Path, count: int, on: QObject) -> None:
        """Take the folder, which has been checked, and how many there are."""
        self._bridge, self._folder, self._count, self._on = bridge, folder, count, on

    def take(self, paper: Paper, number: int, ended: Ended) -> None:
        """Write it off the screen's thread."""
        path = file_of(self._folder, number, self._count)
        self._bridge.background.run(
            lambda: save(paper.content, path),
            on=self._on,
            then=lambda _nothing: ended(None),
            failed=ended,
        )


class ToPrinter:
    """Prints each as a job of its own, so that it begins on a new sheet."""

    def __init__(self, bridge: Bridge, printer: QPrinter, on: QObject) -> None:
        """Take the printer the user chose."""
        self._bridge, self._printer, self._on = bridge, printer, on

    def take(self, paper: Paper, number: int, ended: Ended) -> None:
        """Send its pages."""
        background = self._bridge.background
        run = PrintRun(paper.content, pages_of(paper.content), self._printer, background, self._on)

        def done(error: BaseException | None) -> None:
            run.deleteLater()
            ended(error)

        run.ended.connect(done)
        run.start()


class BatchRun(QObject):
    """`at(done, count)` on the way, then `ended(error or None)`.

    A plan that cannot be made is in ``not_made`` and does not stop the rest; a place that takes no
    more does. ``given`` counts the plans that left the store.
    """

    at = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        person_ids: tuple[str, ...],
        layout: str,
        target: Takes,
        parent: QObject,
    ) -> None:
        """Take whose plans, how they are laid out, and where they go."""
        super().__init__(parent)
        self._bridge, self._ids, self._layout, self._target = bridge, person_ids, layout, target
        self._next, self._is_cancelled = 0, False
        self.given = 0
        self.not_made: list[NotMade] = []

    def start(self) -> None:
        """Begin with the first."""
        self._go_on()

    def cancel(self) -> None:
        """Stop after the plan that is under way; what has left the store stays."""
        self._is_cancelled = True

    @property
    def is_cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._is_cancelled

    def _go_on(self) -> None:
        self.at.emit(self._next, len(self._ids))
        if self._is_cancelled or self._next == len(self._ids):
            self.ended.emit(None)
            return
        wanted = PaperOf("plan", person_id=self._ids[self._next], layout=self._layout)
        self._next += 1
        self._bridge.ask(wanted, on=self, then=self._note, failed=self._skip)

    def _note(self, paper: Paper) -> None:
        """Write in the log that the plan leaves the store, and only then let it."""
        note = NotePrinted(paper.kind, paper.day, paper.person_id)
        self._bridge.run(note, on=self, then=lambda _nothing: self._give(paper), failed=self._skip)

    def _give(self, paper: Paper) -> None:
        self._target.take(paper, self._next, self._given)

    def _given(self, error: BaseException | None) -> None:
        if error is not None:
            self.ended.emit(error)
            return
        self.given += 1
        self._go_on()

    def _skip(self, error: BaseException) -> bool:
        """Remember a plan that cannot be made; a bug is told at once and ends it."""
        if not isinstance(error, KnownError):
            self.ended.emit(error)
            return True
        self.not_made.append(NotMade(self._ids[self._next - 1], error))
        self._go_on()
        return True
