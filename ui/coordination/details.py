"""What opens below a person's line: every reason, the facts beside them, and the ways on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.coordination.facts import PersonLine
from factdesk.words import _
from ui.coordination.words import crisis_words, last_words, next_words, short_day, who_words
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.texts import Label


class DetailsPanel(QWidget):
    """One person's details. ``part_wanted(part)``, ``contact_wanted``; Esc or ← ``closed``."""

    part_wanted = Signal(str)
    contact_wanted = Signal()
    closed = Signal()
    relaid = Signal()

    def __init__(self, person: PersonLine, day: date, *, may_contact: bool) -> None:
        """Write what there is about the person."""
        super().__init__()
        self.setAccessibleName(_("About {name}").format(name=person.name))
        self.person = person
        reasons = VBox(space=3)
        for at, reason in enumerate(person.reasons or ()):
            reasons.add(Label(reason.text, "body", "" if at == 0 else "muted", wrap=True))
        if not person.reasons:
            words = who_words(person) if person.is_reduced else _("All in order")
            reasons.add(Label(words, tone="muted"))
        reasons.add(None)
        facts = VBox(space=3)
        for title, words in _facts(person, day):
            said = Label(words, "small")
            said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            said.setToolTip(words)
            row = HBox(Label(title, "small", "muted"), space=8)
            row.add(said, 1)
            facts.add(row)
        facts.add(None)
        columns = HBox(space=32)
        columns.add(reasons, 3)
        columns.add(facts, 2)
        ways = QWidget()
        flow = Flow(ways, space=8)
        self.buttons = self._ways(may_contact=may_contact)
        for button in self.buttons:
            flow.addWidget(button)
        VBox(columns, ways, space=12, margins=(54, 12, 20, 14), parent=self)

    def _ways(self, *, may_contact: bool) -> list[Button]:
        parts = (
            ("plan", _("Individual plan"), "P"),
            ("crisis", _("Crisis plan"), ""),
            ("network", _("Consents"), ""),
            ("plan-meetings", _("Plan meetings"), ""),
        )
        buttons = []
        for part, word, keys in parts:
            button = Button(word, keys=keys)
            button.clicked.connect(lambda _on=False, part=part: self.part_wanted.emit(part))
            buttons.append(button)
        if may_contact:
            contact = Button(_("New contact"), keys="K")
            contact.clicked.connect(self.contact_wanted)
            buttons.append(contact)
        return buttons

    def event(self, event: QEvent) -> bool:
        """Tell when it may need another height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.relaid.emit()
        return done

    def height_at(self, width: int) -> int:
        """How high it is at a width."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        layout = self.layout()
        if layout is None:
            return self.sizeHint().height()
        layout.invalidate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from way to way; Esc and ↑ go back to the line."""
        here = next((at for at, one in enumerate(self.buttons) if one.hasFocus()), 0)
        if event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Left and here == 0):
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            to = here + (1 if event.key() == Qt.Key.Key_Right else -1)
            self.buttons[min(to, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _facts(person: PersonLine, day: date) -> list[tuple[str, str]]:
    """The facts in pairs of a title and its words; what there is nothing of is left out.

    Of a record that is blocked nothing is known, which is not the same as «never».
    """
    if person.is_reduced:
        return []
    agreed = ""
    if person.contact_every_days:
        agreed = _("every {n} days").format(n=person.contact_every_days)
    specialist = person.specialist_seen_on
    tasks = "" if not person.open_tasks else f"{person.open_tasks}: {person.next_task or ''}"
    pairs = (
        (_("Last contact"), last_words(person, day)),
        (_("Next contact"), next_words(person, day) or _("none planned")),
        (_("Agreed"), agreed),
        (_("Specialist seen"), short_day(specialist, day) if specialist else _("never")),
        (_("Crisis plan"), crisis_words(person, day)),
        (_("Consents"), person.consents),
        (_("Legal"), person.legal),
        (_("Open tasks"), tasks.rstrip(": ")),
    )
    return [(title, words) for title, words in pairs if words]
