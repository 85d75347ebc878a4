"""What stands around the timeline: the visit the keys act on, and what awaits an answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.contacts.rules import day_of
from factdesk.contacts.views import DayFacts, DayVisit
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, ngettext
from ui.today.words import (
    car_word,
    clash_word,
    staff_word,
    state_word,
    time_word,
    warning_words,
    where_word,
)
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.texts import Card, Label


class VisitPanel(Card):
    """One visit in words: where to go, whom to call, what to mind, and its keys."""

    opened = Signal()
    done = Signal()
    cancelled = Signal()

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        """Take whether the user may change contacts."""
        super().__init__(margins=(16, 12, 16, 12), parent=parent)
        self._may_edit = may_edit
        self._name, self._when = Label("", "strong"), Label("", tone="muted", wrap=True)
        self._where, self._note = Label("", wrap=True), Label("", tone="muted", wrap=True)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self._open = Button(_("Open"), keys="Return")
        self._done = Button(_("It is done"), keys="Space")
        self._cancel = Button(_("Cancel the contact"), keys="Del")
        self._open.clicked.connect(self.opened)
        self._done.clicked.connect(self.done)
        self._cancel.clicked.connect(self.cancelled)
        first = HBox(self._name, space=12)
        first.add(self._when, 1)
        text = VBox(first, self._where, space=4)
        text.add(self._note)
        text.add(self._chips)
        row = HBox(space=8)
        row.add(text, 1)
        for button in (self._done, self._open, self._cancel):
            row.add(button)
        self.body.add(row)
        hint = _("Choose a visit with the arrows or the mouse.")
        if may_edit:
            hint = _(
                "Choose a visit with the arrows or the mouse. Then write initials to put a"
                " colleague on it, or drag it to another time. Esc lets go of it."
            )
        self._hint = Label(hint, "small", "muted", wrap=True)
        self.body.add(self._hint)
        self._buttons = (self._done, self._open, self._cancel)
        self.show_visit(None, None, None)

    def show_visit(
        self, visit: DayVisit | None, day: DayFacts | None, team: TeamFacts | None
    ) -> None:
        """Show a visit, or how to choose one."""
        self._flow.clear()
        chosen = visit is not None and day is not None and team is not None
        for widget in (self._name, self._when, self._where, self._chips):
            widget.setVisible(chosen)
        for button in self._buttons:
            button.setVisible(chosen and self._may_edit)
        self._hint.setVisible(not chosen)
        self._note.setVisible(bool(visit and visit.short_note))
        if visit is None or day is None or team is None:
            return
        self._done.setEnabled(visit.is_planned)
        self._name.setText(visit.person)
        parts = (time_word(visit), where_word(visit, team), staff_word(visit, team),
                 car_word(visit, team), state_word(visit))  # fmt: skip
        self._when.setText(" · ".join(part for part in parts if part))
        place = ", ".join(part for part in (visit.address, visit.municipality) if part)
        phone = _("phone {number}").format(number=visit.phone) if visit.phone else ""
        where = " · ".join(part for part in (place, phone) if part)
        self._where.setText(where or _("No address and no phone number is known."))
        self._note.setText(visit.short_note or "")
        for words in warning_words(visit, team):
            self._add(Chip(words, "warn"))
        for clash in visit.clashes:
            self._add(Chip(clash_word(clash, day, team), "danger"))
        self._chips.setVisible(self._flow.count() > 0)
        self._chips.updateGeometry()

    def _add(self, chip: Chip) -> None:
        self._flow.addWidget(chip)
        chip.show()


class FollowUp(Card):
    """Planned contacts of days and hours gone by that nobody has answered for, one at a time.

    ``answered(visit_id, answer)``: the answer is done, missed, cancelled, or open.
    """

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(margins=(16, 10, 12, 10), parent=parent)
        self._visits: tuple[DayVisit, ...] = ()
        self._at = 0
        self._count, self._text = Label("", "strong"), Label("", wrap=True)
        self.next = Button(kind="quiet", icon="chevron-right", spoken=_("The next one"))
        self.next.clicked.connect(self._step)
        row = HBox(self._count, space=8)
        row.add(self._text, 1)
        self.buttons: dict[str, Button] = {}
        for answer, text in (
            ("done", _("Yes, it is done")),
            ("missed", _("Did not come")),
            ("cancelled", _("It was called off")),
        ):
            button = Button(text)
            button.clicked.connect(lambda _on=False, answer=answer: self._answer(answer))
            self.buttons[answer] = button
            row.add(button)
        row.add(self.next)
        self.body.add(row)
        self.hide()

    def show_visits(self, visits: tuple[DayVisit, ...], team: TeamFacts) -> None:
        """Show others; the one being looked at stays while it still waits."""
        kept = self._visits[self._at].id if self._visits else ""
        self._visits, self._team = visits, team
        self._at = next((at for at, one in enumerate(visits) if one.id == kept), 0)
        self.setVisible(bool(visits))
        self._show()

    def _show(self) -> None:
        if not self._visits:
            return
        count = len(self._visits)
        text = ngettext("Did it happen?", "Did they happen? {count} wait", count)
        self._count.setText(text.format(count=count))
        visit = self._visits[self._at]
        day = format_date(day_of(visit.start), "day")
        parts = (visit.person, day, time_word(visit), staff_word(visit, self._team))
        self._text.setText(" · ".join(part for part in parts if part))
        self.next.setVisible(count > 1)

    def _step(self) -> None:
        self._at = (self._at + 1) % len(self._visits)
        self._show()

    def _answer(self, answer: str) -> None:
        self.answered.emit(self._visits[self._at].id, answer)
