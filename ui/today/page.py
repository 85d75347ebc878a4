"""Today: staff × time, unassigned visits on top, cars below, and what awaits an answer."""

from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.contacts.actions.assign_staff import AssignStaff
from factdesk.contacts.views import Day, DayFacts, DayVisit
from factdesk.team.roles import Right
from factdesk.words import _, format_date, ngettext
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command, ContactWanted, Page, PaperWanted
from ui.theme import theme
from ui.today.dialogs import CancelDialog, DoneDialog
from ui.today.lanes import Entry
from ui.today.moves import action_of
from ui.today.panels import FollowUp, VisitPanel
from ui.today.timeline import Drop, Timeline
from ui.widgets.buttons import Button
from ui.widgets.fields import mark_wrong
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.pickers import StaffChoice, StaffPicker
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, EmptyState, Heading, Label

#: How often the line of now moves, in milliseconds.
MINUTE_MS = 60_000
#: The least height of the timeline, in design pixels.
LEAST_HEIGHT = 230


class TodayPage(Page):
    """The day of the team. Without a day chosen it follows the clock over midnight."""

    key: ClassVar[str] = "today"

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Begin at the day it is."""
        super().__init__(bridge, messages, parent)
        self._chosen: date | None = None
        self._facts: DayFacts | None = None
        self._may_edit = bridge.can(Right.EDIT_CONTACTS)
        self._editor: _Initials | None = None
        self._build()
        self._live: Live[DayFacts] = Live(
            bridge, self, lambda: Day(self.day), self._show, busy=lambda: self._editor is not None
        )
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._live.refresh)
        self._minute.start()
        bridge.team_changed.connect(self._live.refresh)
        self.lead_to(self.timeline)

    @property
    def day(self) -> date:
        """The day shown."""
        return self._chosen or self.bridge.clock.today()

    @property
    def current(self) -> DayVisit | None:
        """The visit the keys act on."""
        entry = self.timeline.current
        return entry.visit if entry else None

    def title(self) -> str:
        """«Today, Monday 23 November», or the day alone."""
        text = format_date(self.day, "day")
        if self.day == self.bridge.clock.today():
            return _("Today, {day}").format(day=text)
        return text[:1].upper() + text[1:]

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard."""
        group = _("Today")
        on_visit, may = (lambda: self.current is not None), (lambda: self._may_edit)
        listed = _("On the chosen visit")
        return [
            Command("today.plan", _("Plan a contact"), self.plan, "Ctrl+N", group, may),
            Command("today.before", _("The day before"), lambda: self.go(-1), "Ctrl+Left", group),
            Command("today.after", _("The day after"), lambda: self.go(1), "Ctrl+Right", group),
            Command("today.today", _("Back to today"), self.go_today, "Ctrl+T", group),
            Command("today.print", _("Print the day list"), self.print_day, "Ctrl+P", group),
            Command(
                "today.open", _("Open"), self.open_visit, "Return", listed, on_visit, bound=False
            ),
            Command(
                "today.done", _("It is done"), self.complete, "Space", listed, on_visit, bound=False
            ),
            Command(
                "today.cancel", _("Cancel it"), self.cancel, "Del", listed, on_visit, bound=False
            ),
        ]

    def go(self, days: int) -> None:
        """Show another day."""
        self.show_date(self.day + timedelta(days=days))

    def go_today(self) -> None:
        """Show the day it is."""
        self.show_date(self.bridge.clock.today())

    def show_date(self, day: date) -> None:
        """Show a day; the day it is is followed over midnight."""
        self._chosen = None if day == self.bridge.clock.today() else day
        self._live.refresh()

    def plan(self) -> None:
        """Ask for the entry of a contact to come, on the day shown."""
        if self._may_edit:
            day = max(self.day, self.bridge.clock.today())
            self.contact_wanted.emit(ContactWanted(planned=True, day=day))

    def print_day(self) -> None:
        """Ask for the printed day list."""
        self.paper_wanted.emit(PaperWanted("day-list", day=self.day))

    def open_visit(self) -> None:
        """Ask for the contact in full."""
        if (visit := self.current) is not None and self._may_edit:
            self.contact_wanted.emit(ContactWanted(visit.person_id, visit.id))

    def complete(self) -> None:
        """Ask how the chosen visit went."""
        visit = self.current
        if visit is not None and visit.is_planned and self._may_edit:
            DoneDialog(self.bridge, visit, self).open()

    def cancel(self) -> None:
        """Ask whether the chosen visit is called off."""
        if (visit := self.current) is not None and self._may_edit:
            CancelDialog(self.bridge, visit, self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Del act on the visit; N plans and T goes to today while none is chosen."""
        acts = {
            Qt.Key.Key_Space: self.complete,
            Qt.Key.Key_Delete: self.cancel,
            Qt.Key.Key_N: self.plan,
            Qt.Key.Key_T: self.go_today,
        }
        act = acts.get(Qt.Key(event.key())) if not event.modifiers() else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def assign(self, text: str = "") -> None:
        """Write initials over the chosen visit, after those who go already."""
        entry = self.timeline.current
        if entry is None or not self._may_edit or self._editor is not None:
            return
        team = self.bridge.team
        choices = [StaffChoice(one.id, one.initials, one.name) for one in team.active]
        self._editor = _Initials(choices, entry, self.timeline, text)
        self._editor.done.connect(self._assigned)

    # building

    def _build(self) -> None:
        self._heading, self._count = Heading(), Label("", tone="muted", wrap=True)
        before = Button(icon="chevron-left", spoken=_("The day before"))
        after = Button(icon="chevron-right", spoken=_("The day after"))
        self._today = Button(_("Today"), keys="Ctrl+T")
        paper = Button(_("Print"), icon="printer", keys="Ctrl+P")
        plan = Button(_("Plan a contact"), "primary", keys="Ctrl+N")
        if not self._may_edit:
            plan.hide()
        for button, run in (
            (before, lambda: self.go(-1)), (after, lambda: self.go(1)),
            (self._today, self.go_today), (paper, self.print_day), (plan, self.plan),
        ):  # fmt: skip
            button.clicked.connect(lambda _on=False, run=run: run())
        self._heading.setWordWrap(True)
        title = VBox(self._heading, self._count, space=2)
        head = HBox(space=8)
        head.add(title, 1)
        for button in (before, self._today, after, paper, plan):
            head.add(button)
        self.timeline = Timeline()
        self.timeline.opened.connect(lambda _id: self.open_visit())
        self.timeline.typed.connect(self.assign)
        self.timeline.dropped.connect(self._dropped)
        self.timeline.moved_to.connect(lambda _id: self._show_visit())
        self.follow_up = FollowUp()
        self.follow_up.answered.connect(self._answer)
        self.panel = VisitPanel(may_edit=self._may_edit)
        self.panel.opened.connect(self.open_visit)
        self.panel.done.connect(self.complete)
        self.panel.cancelled.connect(self.cancel)
        self._empty = EmptyState(
            "calendar-days",
            _("Nothing is planned for this day"),
            _("Plan a contact here, on the board, or in the meeting."),
            _("Plan a contact") if self._may_edit else "",
            keys="Ctrl+N" if self._may_edit else "",
        )
        self._empty.acted.connect(self.plan)
        self._stack = QStackedWidget()
        self._stack.addWidget(Card(self.timeline, margins=1))
        self._stack.addWidget(self._empty)
        inside = QWidget()
        column = VBox(head, self.follow_up, space=12, margins=(24, 20, 24, 20), parent=inside)
        column.add(self._stack, 1)
        column.add(self.panel)
        VBox(Scrolled(inside, _("Today")), space=0, parent=self)
        theme().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        """Leave the timeline room for a few lanes; a page that is too high scrolls."""
        self.timeline.setMinimumHeight(theme().px(LEAST_HEIGHT))

    # showing

    def _show(self, facts: DayFacts) -> None:
        self._facts = facts
        today = self.bridge.clock.today()
        self._heading.setText(self.title())
        self._today.setEnabled(facts.day != today)
        self._count.setText(_summary(facts))
        self.timeline.show_day(facts, self.bridge.team, is_today=facts.day == today)
        self._stack.setCurrentIndex(0 if facts.visits else 1)
        self.panel.setVisible(bool(facts.visits))
        self.follow_up.show_visits(facts.unanswered if self._may_edit else (), self.bridge.team)
        self._show_visit()

    def _show_visit(self) -> None:
        self.panel.show_visit(self.current, self._facts, self.bridge.team)

    def _answer(self, visit_id: str, answer: str) -> None:
        visit = self._facts.visit(visit_id) if self._facts else None
        if visit is None:
            return
        if answer == "cancelled":
            CancelDialog(self.bridge, visit, self).open()
        else:
            DoneDialog(self.bridge, visit, self, came=answer == "done").open()

    def _assigned(self, ids: tuple[str, ...] | None) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        visit = editor.entry.visit
        editor.deleteLater()
        self.timeline.setFocus()
        if ids is not None and ids != visit.staff:
            self.bridge.run(AssignStaff(visit.id, ids, was=visit.staff), on=self)
        self._live.resume()

    def _dropped(self, drop: Drop) -> None:
        action = action_of(drop, self.day) if self._may_edit else None
        if action is not None:
            self.bridge.run(action, on=self)


class _Initials(StaffPicker):
    """Initials written over a visit: Enter takes them, Esc leaves all as it was.

    ``done(ids or None)`` once.
    """

    done = Signal(object)

    def __init__(
        self, choices: list[StaffChoice], entry: Entry, timeline: Timeline, text: str
    ) -> None:
        """Take who can be chosen, the visit, and the first letter typed."""
        super().__init__(choices, _("Who goes, by initials"), timeline.viewport())
        self.entry = entry
        self.set_ids(entry.visit.staff)
        before = f"{self.text()} + " if self.text() and text else self.text()
        self.setText(before + text.upper())
        rect = timeline.rect_in_view(entry).toRect()
        rect.setWidth(max(rect.width(), self.sizeHint().width()))
        rect.moveRight(min(rect.right(), timeline.viewport().width() - 2))
        self.setGeometry(rect)
        self.show()
        self.setFocus()
        self.end(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish at Enter where everybody is known, leave at Esc."""
        if self._popup.isVisible():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.unknown:
                self.read()
                mark_wrong(self, wrong=True)
            else:
                self.done.emit(self.ids)
        else:
            super().keyPressEvent(event)


def _summary(facts: DayFacts) -> str:
    """«12 contacts · 3 done · 1 without anybody · 2 with a warning»."""
    done = sum(not visit.is_planned for visit in facts.visits)
    alone = len(facts.unassigned)
    warned = sum(bool(visit.clashes) and bool(visit.staff) for visit in facts.visits)
    count = len(facts.visits)
    parts = [ngettext("{count} contact", "{count} contacts", count).format(count=count)]
    parts += [_("{count} done").format(count=done)] if done else []
    parts += [_("{count} without anybody").format(count=alone)] if alone else []
    parts += [_("{count} with a warning").format(count=warned)] if warned else []
    return " · ".join(parts)
