"""«My people»: every morning, which of my persons need something, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from factdesk.coordination.facts import MyPeopleFacts, PersonLine
from factdesk.coordination.views import MyPeople
from factdesk.team.deputies import Deputies, DeputyRow
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.coordination.head import Head
from ui.coordination.lines import (
    QUICK,
    Quick,
    filter_fields,
    lines,
    needs_something,
    wanted,
)
from ui.coordination.loads import LoadsPanel
from ui.coordination.strip import StripCard
from ui.coordination.table import MineTable
from ui.coordination.words import deputy_words, named_marks, summary_words
from ui.live import Live
from ui.page import Command, ContactWanted, Page
from ui.theme import theme
from ui.widgets.buttons import Choice, ChoiceBar
from ui.widgets.fields import SearchField
from ui.widgets.filter import parse
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.selects import Select
from ui.widgets.texts import EmptyState

#: In place of a coordinator's id: the table of all of them.
EVERYBODY = "everybody"
#: The width in design pixels that the row of quick filters needs.
_QUICK_WIDTH = 1160
#: From here on the filter shows its whole hint.
_WIDE = 1400


class MyPeoplePage(Page):
    """The persons of one coordinator, oneself unless a leader looks at another's."""

    key: ClassVar[str] = "my-people"

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Build the page; it is filled when first shown."""
        super().__init__(bridge, messages, parent)
        self.facts: MyPeopleFacts | None = None
        self._opened: set[str] = set()
        self._staff = bridge.actor.id
        self.head = Head(bridge)
        self.head.whose.activated.connect(lambda _at: self.show_staff(str(self.head.whose.value)))
        self.strip = StripCard()
        self.strip.opened.connect(self.part_wanted)
        self.table = MineTable(may_contact=bridge.can(Right.EDIT_CONTACTS))
        self.table.opened.connect(self.person_wanted)
        self.table.part_wanted.connect(self.part_wanted)
        self.table.contact_wanted.connect(self._contact_with)
        self.table.unfolded.connect(self._unfold)
        self.quick = ChoiceBar([Choice(one.key, one.word()) for one in QUICK], _("Who is shown"))
        self.quick.set_value("all")
        self.quick.chosen.connect(self._choose_quick)
        self.search = SearchField(_("Filter, such as reason:consent"), keys="/")
        self.search.searched.connect(lambda _text: self._fill())
        self.search.stepped.connect(self._step_into_table)
        self.quick.setMinimumWidth(1)
        self.brief = Select(_("Who is shown"))
        self.brief.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.brief.activated.connect(lambda _at: self._choose_brief())
        self._nobody = EmptyState("bookmark", "", "")
        self._no_hit = EmptyState(
            "search", _("Nobody fits"), _("Empty the filter, or choose «All».")
        )
        self._list = QStackedWidget()
        for widget in (self.table, self._no_hit):
            self._list.addWidget(widget)
        self._whole, self._stack = QWidget(), QStackedWidget()
        column = VBox(
            self.strip,
            HBox(self.quick, self.brief, None, self.search),
            space=14,
            parent=self._whole,
        )
        column.add(self._list, 1)
        self.loads = LoadsPanel(bridge)
        self.loads.chosen.connect(self.show_staff)
        self.loads.told.connect(self._tell_loads)
        for each in (QWidget(), self._whole, self._nobody, self.loads):
            self._stack.addWidget(each)
        outer = VBox(self.head, space=14, margins=(24, 18, 24, 20), parent=self)
        outer.add(self._stack, 1)
        self._connect_head()
        self._live = Live(bridge, self, self._view, self._show)
        self._own: tuple[DeputyRow, ...] = ()
        self._stands_in = Live(bridge, self, lambda: Deputies(self._staff), self._show_deputies)
        theme().changed.connect(self._fit)
        self.lead_to(self.table)
        self._fit()

    def title(self) -> str:
        """The page's title."""
        return _("My people")

    def commands(self) -> list[Command]:
        """What the keys do here."""
        group, bridge = _("My people"), self.bridge
        leads = bridge.can(Right.HAND_OVER)
        commands = [
            Command("mine.open", _("Open"), self._open, "Return", group, bound=False),
            Command("mine.unfold", _("Show every reason"), self._turn, "Space", group, bound=False),
            Command("mine.plan", _("Individual plan"), self._plan, "P", group, self._has_row),
            Command(
                "mine.crisis", _("Open the crisis plan"), self._crisis, "F7", group, self._has_row
            ),
            Command(
                "mine.contact", _("New contact"), self._contact, "K", group,
                lambda: self._has_row() and bridge.can(Right.EDIT_CONTACTS),
            ),
            Command("mine.filter", _("Filter"), self.search.setFocus, "/", group),
            Command(
                "mine.print", _("Print plans"), self._print, "Ctrl+P", group,
                lambda: bool(self._shown()),
            ),
            Command("mine.deputy", _("Deputy …"), self.set_deputy, "", group),
        ]  # fmt: skip
        if leads:
            commands += [
                Command(
                    "mine.hand_over", _("Hand over …"), self.hand_over, "Ctrl+Shift+H", group,
                    self._has_row, needs_server=True,
                ),
                Command(
                    "mine.everybody", _("All coordinators"),
                    lambda: self.show_staff(EVERYBODY), "", group,
                ),
            ]  # fmt: skip
        return commands

    def show_staff(self, staff_id: str) -> None:
        """Show the persons of a coordinator, or the loads of all."""
        if not staff_id:
            # Nobody's persons are on nobody's list; the list of persons has them.
            self.page_wanted.emit("people")
            return
        self._staff, self._opened = staff_id, set()
        self.head.choose(staff_id)
        if staff_id == EVERYBODY:
            self.facts = None
            self.head.show_words(_("All coordinators"), "")
            self.head.show_persons(shown=False)
            self._stack.setCurrentWidget(self.loads)
            self.loads.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.quick.set_value("all")
        self.search.setText("")
        self._live.refresh()
        self._stands_in.refresh()

    def hand_over(self) -> None:
        """Open the dialog that gives the chosen persons to another coordinator."""
        from ui.coordination.hand_over_dialog import HandOverDialog

        chosen = self.table.chosen()
        if chosen and self.facts is not None:
            HandOverDialog(self, self.bridge, chosen).open()

    def set_deputy(self) -> None:
        """Open the dialog of who stands in."""
        from ui.coordination.deputy_dialog import DeputyDialog

        staff = self.bridge.actor.id if self._staff == EVERYBODY else self._staff
        DeputyDialog(self, self.bridge, staff).open()

    # What is shown.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let strip and quick filters give way where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        factor = max(theme().factor, 0.1)
        width, height = self.width() / factor, self.height() / factor
        self.strip.give_room(width, height)
        self.head.give_room(width)
        self.search.setMinimumWidth(theme().px(320 if width >= _WIDE else 200))
        self.quick.setVisible(width >= _QUICK_WIDTH)
        self.brief.setVisible(width < _QUICK_WIDTH)

    def _choose_quick(self, value: str) -> None:
        self.brief.set_value(value)
        self._fill()

    def _choose_brief(self) -> None:
        self.quick.set_value(str(self.brief.value))
        self._fill()

    def _connect_head(self) -> None:
        head = self.head
        head.print_wanted.connect(self._print)
        head.hand_over_wanted.connect(self.hand_over)
        head.deputy_wanted.connect(self.set_deputy)
        head.contact_wanted.connect(self._contact)

    def _view(self) -> MyPeople:
        return MyPeople(None if self._staff == EVERYBODY else self._staff)

    def _show(self, facts: MyPeopleFacts) -> None:
        self.head.fill(self._staff)
        if self._staff == EVERYBODY or facts.staff_id != self._staff:
            return
        self.facts = facts
        self._opened &= {row.person_id for row in facts.rows}
        title = _("My people, {name}") if facts.staff_id == self.bridge.actor.id else "{name}"
        self.head.show_words(title.format(name=facts.name), self._line(facts))
        self.head.show_persons(shown=bool(facts.rows))
        if not facts.rows:
            self._say_nobody()
            return
        first = self._stack.currentWidget() is not self._whole
        self._stack.setCurrentWidget(self._whole)
        self.strip.show_marks(named_marks(facts), facts.day)
        self._count(facts)
        self._fill()
        if first and self.isAncestorOf(self.window().focusWidget() or self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, facts: MyPeopleFacts) -> str:
        """The counts, for whom one stands in, and who stands in."""
        needing = sum(needs_something(row, facts.day) for row in facts.rows)
        own = [row for row in self._own if row.staff_id == facts.staff_id]
        words = [
            deputy_words(self.bridge.team.initials(row.deputy_id), row, facts.day) for row in own
        ]
        return " · ".join([summary_words(facts, needing), *words])

    def _show_deputies(self, rows: tuple[DeputyRow, ...]) -> None:
        self._own = rows
        if self.facts is not None:
            self.head.show_words(self.head.title.text(), self._line(self.facts))

    def _say_nobody(self) -> None:
        """Say why nobody is here, and what to do first."""
        mine = self._staff == self.bridge.actor.id
        headline = _("Nobody has you as coordinator") if mine else _("No persons here")
        advice = _("Choose «Coordinator» on a person's page; the person then shows here.")
        if self.bridge.can(Right.HAND_OVER):
            advice = _(
                "Choose a coordinator or all of them at the top; "
                "«Coordinator» on a person's page decides whose list they are on."
            )
        last, self._nobody = self._nobody, EmptyState("bookmark", headline, advice)
        self._stack.addWidget(self._nobody)
        self._stack.setCurrentWidget(self._nobody)
        self._stack.removeWidget(last)
        last.deleteLater()

    def _count(self, facts: MyPeopleFacts) -> None:
        """Write on each quick filter how many it shows; one that shows nobody is not offered."""
        self.brief.clear()
        for one in QUICK:
            count = sum(one.wants(row, facts.day) for row in facts.rows)
            button = self.quick.button(one.key)
            text = f"{one.word()} ({count})"
            offered = bool(count) or one.key in ("all", self.quick.value)
            button.set_text(text)
            button.setVisible(offered)
            if offered:
                self.brief.add(one.key, text)
        self.brief.set_value(self.quick.value)

    def _fill(self) -> None:
        """Show the lines that the filters want."""
        if self.facts is None:
            return
        query = parse(self.search.text(), filter_fields())
        found = lines(self.facts.rows, self.facts.day, self._opened)
        self.table.show_lines(found, wanted(self._quick(), query))
        shown = self.table.lines.rowCount()
        self._list.setCurrentWidget(self.table if shown else self._no_hit)

    def _quick(self) -> Quick:
        return next((one for one in QUICK if one.key == self.quick.value), QUICK[0])

    def _tell_loads(self, words: str) -> None:
        if self._staff == EVERYBODY:
            self.head.show_words(_("All coordinators"), words)

    def _unfold(self, person_id: str, is_open: bool) -> None:
        if is_open == (person_id in self._opened):
            return
        (self._opened.add if is_open else self._opened.discard)(person_id)
        self._fill()

    def _step_into_table(self, by: int) -> None:
        if by > 0 and self.table.lines.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is asked for.

    def _has_row(self) -> bool:
        return self.facts is not None and self.table.current_person() is not None

    def _shown(self) -> list[PersonLine]:
        if self.facts is None:
            return []
        return [line.person for line in self.table.lines.rows if not line.is_details]

    def _with_current(self, do: Callable[[str], None]) -> None:
        person = self.table.current_person()
        if person is not None and self.facts is not None:
            do(person.person_id)

    def _open(self) -> None:
        self._with_current(self.person_wanted.emit)

    def _turn(self) -> None:
        self._with_current(lambda one: self._unfold(one, one not in self._opened))

    def _plan(self) -> None:
        self._with_current(lambda one: self.part_wanted.emit(one, "plan"))

    def _crisis(self) -> None:
        self._with_current(self.crisis_wanted.emit)

    def _contact(self) -> None:
        self._with_current(self._contact_with)

    def _contact_with(self, person_id: str) -> None:
        if self.bridge.can(Right.EDIT_CONTACTS):
            self.contact_wanted.emit(ContactWanted(person_id=person_id))

    def _print(self) -> None:
        """Print the plans of the persons chosen; of all shown where only one line is current."""
        chosen = self.table.chosen()
        persons = chosen if len(chosen) > 1 else self._shown()
        if persons:
            self.papers_wanted.emit(tuple(person.person_id for person in persons))
