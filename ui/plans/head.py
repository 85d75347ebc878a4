"""The head of the plan: version, period, review, consent, the nine points, and what is rare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from factdesk.people.consents import ConsentState, state_word
from factdesk.plans.facts import PlanFacts, PlanRow
from factdesk.words import _, format_date, format_datetime
from ui.plans.beside import Beside
from ui.plans.links import MissingLink, clear
from ui.plans.squares import PointSquares, points_words
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.paint import Tone
from ui.widgets.texts import Heading, Label

#: How long before its day a review is announced, in days.
SOON = 30


class PlanHead(QWidget):
    """What is true of the plan as a whole. ``jump(field)`` leads to what is missing."""

    jump = Signal(str)
    consent_wanted = Signal()

    def __init__(self, acts: dict[str, tuple[str, Callable[[], None]]], *, may_edit: bool) -> None:
        """``acts`` are the buttons by name: print, meeting, revise, versions, end."""
        super().__init__()
        self._may_edit = may_edit
        self.buttons: dict[str, Button] = {}
        self.banner: Banner | None = None
        self._title = Heading("", 2)
        self._chips = QWidget()
        self._chip_flow = Flow(self._chips)
        self.squares = PointSquares()
        self.squares.wanted.connect(self.jump)
        self._met = Label("", "small", "muted")
        points = HBox(self.squares, self._met, None, space=10)
        self._missing = QWidget()
        self._missing_box = VBox(space=0, parent=self._missing)
        self._shown: tuple[object, ...] = ()
        self._banners = VBox(space=8)
        self._buttons = QWidget()
        flow = Flow(self._buttons, space=8)
        for name, (words, call) in acts.items():
            flow.addWidget(self._button(name, words, call))
        state = QWidget()
        VBox(self._title, self._chips, points, space=8, parent=state)
        row = Beside(900, (state, 1), (self._buttons, 0))
        VBox(self._banners, row, self._missing, space=8, parent=self)

    def show_plan(self, facts: PlanFacts, plan: PlanRow) -> None:
        """Show the plan's state."""
        self._title.setText(plan_title(plan))
        self.squares.show_points(facts.points)
        self._met.setText(points_words(facts.points))
        chips = plan_chips(facts, plan)
        missing = tuple(point for point in facts.points if not point.is_met)
        if (chips, missing) == self._shown:
            return
        keyboard = self._missing.isAncestorOf(self.focusWidget() or self)
        self._shown = (chips, missing)
        self._chip_flow.clear()
        for words, tone in chips:
            self._chip_flow.addWidget(Chip(words, tone))
        clear(self._missing_box)
        for point in missing:
            link = MissingLink(point)
            link.followed.connect(self.jump)
            self._missing_box.add(link)
        self._missing.setVisible(bool(missing))
        if keyboard:
            self.buttons["print"].setFocus()
        self._show_banner(facts)

    def _show_banner(self, facts: PlanFacts) -> None:
        clear(self._banners)
        self.banner = None
        told = consent_banner(facts)
        if told is not None:
            action = _("Record the consent …") if self._may_edit else ""
            self.banner = Banner("error", *told, action, closable=False)
            self.banner.acted.connect(self.consent_wanted)
            self._banners.add(self.banner)

    def _button(self, name: str, words: str, call: Callable[[], None]) -> Button:
        icons = {"print": "printer", "meeting": "users", "versions": "history"}
        kind = "quiet" if name == "more" else "secondary"
        button = Button(words, kind, icon=icons.get(name, ""))  # type: ignore[arg-type]
        button.clicked.connect(call)
        self.buttons[name] = button
        return button


def open_menu(button: QWidget, menu: QMenu) -> None:
    """Open a menu under its button."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def plan_title(plan: PlanRow) -> str:
    """Version and period in words."""
    title = _("Individual plan, version {number}").format(number=plan.number)
    first, last = plan.period_from, plan.period_to
    if first and last:
        return (
            title
            + " · "
            + _("{first} to {last}").format(first=format_date(first), last=format_date(last))
        )
    if first:
        return title + " · " + _("from {first}").format(first=format_date(first))
    return title + (" · " + _("to {last}").format(last=format_date(last)) if last else "")


def plan_chips(facts: PlanFacts, plan: PlanRow) -> tuple[tuple[str, Tone], ...]:
    """The review, the consent and the next meeting, each with how much it asks for attention."""
    chips = [review_chip(plan.review_on, facts.day)]
    state = facts.consent.state
    if state is None:
        chips.append((_("No consent is recorded"), "danger"))
    else:
        tone: Tone = "ok" if state is ConsentState.IN_FORCE else "warn"
        tone = tone if state.holds else "danger"
        row = facts.consent.row
        last = row.valid_to if row is not None else None
        words = state_word(state, last)
        chips.append((_("Consent: {state}").format(state=words), tone))
    if facts.next_meeting is not None:
        when = format_datetime(facts.next_meeting, "short")
        chips.append((_("Plan meeting {when}").format(when=when), "info"))
    return tuple(chips)


def review_chip(review_on: date | None, day: date) -> tuple[str, Tone]:
    """When the plan is reviewed next."""
    if review_on is None:
        return _("No review date"), "danger"
    words = format_date(review_on)
    if review_on < day:
        return _("Review overdue since {date}").format(date=words), "danger"
    tone: Tone = "warn" if (review_on - day).days <= SOON else "neutral"
    return _("Review {date}").format(date=words), tone


def consent_banner(facts: PlanFacts) -> tuple[str, str] | None:
    """What to do where the consent to the plan no longer holds: message and advice."""
    state = facts.consent.state
    if state is None:
        return (
            _("No consent to the plan is recorded"),
            _("Ask the person, and record the answer. Nothing in the plan is lost meanwhile."),
        )
    if state.holds:
        return None
    kept = _("The plan is kept as it is.") + " "
    return {
        ConsentState.WITHDRAWN: (
            _("The consent to the plan is withdrawn"),
            kept + _("End the plan with the person, or record a new consent if they wish one."),
        ),
        ConsentState.OUTGROWN: (
            _("The consent was given on behalf of the person, who is now 16"),
            kept + _("From 16 the person consents. Ask them, and record a new consent."),
        ),
        ConsentState.RUN_OUT: (
            _("The consent to the plan has run out"),
            kept + _("Ask the person, and record a new consent."),
        ),
    }.get(state, (_("The consent to the plan does not hold yet"), kept))
