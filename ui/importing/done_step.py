"""Step four: it comes in, and what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from factdesk.exchange.bringing.record import BroughtIn
from factdesk.words import _, ngettext
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import IconMark
from ui.widgets.texts import Card, Heading, Label


class DoneStep(QWidget):
    """Says that the work goes on, then what was done; ``undo_wanted`` from its button."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that it is being written."""
        super().__init__(parent)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Bringing the workbook in"))
        waiting = Card(
            Heading(_("Bringing the workbook in …"), 2),
            bar,
            Label(_("Everything comes in, or nothing does."), tone="muted"),
            margins=28,
            space=14,
        )
        self._waiting, self._result = QWidget(), QWidget()
        VBox(None, waiting, None, None, parent=self._waiting)
        self.undo = Button(_("Undo the import"), icon="undo-2")
        self.undo.clicked.connect(self.undo_wanted)
        self._lines = VBox(space=6)
        self._headline = Heading("", 1)
        head = HBox(IconMark("circle-check", "ok_text", size=32), self._headline, None, space=12)
        note = Label(
            _("Undo takes all of it back as long as nobody has changed it since."),
            tone="muted",
            wrap=True,
        )
        self.undo_row = QWidget()
        undo = HBox(self.undo, space=16, parent=self.undo_row)
        undo.add(note, 1)
        self.undo_row.hide()
        card = Card(head, self._lines, self.undo_row, margins=28, space=20)
        VBox(None, card, None, None, parent=self._result)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._result)
        VBox(self._stack, parent=self)

    def show_working(self) -> None:
        """Show that it is being written."""
        self._stack.setCurrentWidget(self._waiting)

    def show_result(self, done: BroughtIn, left_out: int) -> None:
        """Show what was done; ``left_out`` is the number of cells that were set aside."""
        self._headline.setText(headline(done))
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines(done, left_out):
            self._lines.add(Label(line, wrap=True))
        for each in done.left_out:
            where = f"{each.sheet.strip()} {each.cell}".strip()
            self._lines.add(Label(f"{where}: {each.text}: {each.why}", tone="muted", wrap=True))
        self._stack.setCurrentWidget(self._result)


def headline(done: BroughtIn) -> str:
    """Return what was done in one sentence."""
    if not (done.new or done.placed or done.notes or done.staff or done.contacts):
        return _("The team had everything in this workbook already.")
    return ngettext(
        "{count} new person is in the team.", "{count} new persons are in the team.", done.new
    ).format(count=done.new)


def lines(done: BroughtIn, left_out: int) -> list[str]:
    """Return the rest in numbers, without what did not happen."""
    told = (
        (done.closed, _("Closed, of these: {count}")),
        (done.same, _("Had already, with empty fields filled and nothing overwritten: {count}")),
        (done.placed, _("Placed on the board: {count}")),
        (done.standing, _("Stood on the board already: {count}")),
        (done.categories, _("New categories on the board: {count}")),
        (done.staff, _("New colleagues: {count}")),
        (done.employers, _("New employers: {count}")),
        (done.contacts, _("Contacts planned: {count}")),
        (done.notes, _("Notes, for what has no place of its own: {count}")),
        (done.left, _("Persons left out, to be decided about later: {count}")),
        (left_out, _("Cells left out, such as titles and totals: {count}")),
    )
    return [text.format(count=count) for count, text in told if count]
