"""The head of «My people»: whose persons, how many, and what is done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QWidget

from factdesk.team.roles import Right
from factdesk.words import _, sort_key
from ui.bridge import Bridge
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import Select
from ui.widgets.texts import Heading, Label

#: Design pixels of the page: title beside the acts; every act as a button.
_BESIDE, _ALL_ACTS = 1000, 760


class Head(QWidget):
    """Title, one line of counts, whose persons a leader looks at, and the buttons."""

    print_wanted = Signal()
    hand_over_wanted = Signal()
    deputy_wanted = Signal()
    contact_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        """Build it without words."""
        super().__init__()
        self._bridge, self._leads = bridge, bridge.can(Right.HAND_OVER)
        self._shown, self._is_narrow = False, False
        self._choices: list[tuple[str, str]] = []
        self.title, self.line = Heading(_("My people")), Label("", "small", "muted", wrap=True)
        self.whose = Select(_("Whose persons"))
        self.print = Button(_("Print plans"))
        self.hand_over = Button(_("Hand over …"))
        self.deputy = Button(_("Deputy …"))
        self.contact = Button(_("New contact"), "primary", keys="K")
        self.print.clicked.connect(self.print_wanted)
        self.hand_over.clicked.connect(self.hand_over_wanted)
        self.deputy.clicked.connect(self.deputy_wanted)
        self.contact.clicked.connect(self.contact_wanted)
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        words, acts = QWidget(), QWidget()
        VBox(self.title, self.line, space=4, parent=words)
        row = HBox(space=8, parent=acts)
        for widget in (self.whose, self.deputy, self.print, self.hand_over, self.contact, None):
            row.add(widget)
        self.whose.setVisible(self._leads)
        self._row = HBox(space=8, parent=self)
        self._words = words
        self._row.add(words, 1)
        self._row.add(acts)
        self.show_persons(shown=False)

    def give_room(self, width: float) -> None:
        """Stand below each other, and leave the rarer acts to the finder, in little room."""
        self._words.setMinimumWidth(theme().px(220))
        self.whose.setMaximumWidth(theme().px(240))
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if width < _BESIDE else way.LeftToRight)
        self._is_narrow = width < _ALL_ACTS
        self.show_persons(shown=self._shown)

    def show_words(self, title: str, line: str) -> None:
        """Write the title and the counts."""
        self.title.setText(title)
        self.line.setText(line)

    def show_persons(self, *, shown: bool) -> None:
        """Offer what is done with persons only where there are some."""
        self._shown = shown
        self.deputy.setVisible(not self._is_narrow)
        self.print.setVisible(shown and not self._is_narrow)
        self.hand_over.setVisible(shown and self._leads and not self._is_narrow)
        self.contact.setVisible(shown and self._bridge.can(Right.EDIT_CONTACTS))

    def fill(self, staff_id: str) -> None:
        """Offer the members of the team, oneself first; nothing moves while the list is open."""
        if not self._leads or self.whose.view().isVisible():
            return
        me = self._bridge.actor.id
        members = sorted(self._bridge.team.active, key=lambda one: sort_key(one.name))
        choices = [(me, _("My people")), ("everybody", _("All coordinators"))]
        choices += [(one.id, f"{one.name} · {one.initials}") for one in members if one.id != me]
        if choices != self._choices:
            self._choices = choices
            self.whose.clear()
            for value, text in choices:
                self.whose.add(value, text)
        self.choose(staff_id)

    def choose(self, staff_id: str) -> None:
        """Show whose persons are looked at."""
        self.whose.set_value(staff_id)
