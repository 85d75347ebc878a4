"""The crisis plan over the page the user is on: one key opens it, Esc closes it. To read only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.errors import Blocked
from factdesk.plans.comparing import Difference
from factdesk.plans.crisis_compare import CrisisCompared
from factdesk.plans.crisis_view import CrisisFacts, CrisisPlanAt, PersonCrisisPlan
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.crisis.sheet import CrisisSheet, said
from ui.live import Live
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import VBox
from ui.widgets.texts import Card, EmptyState, Heading, Label


class CrisisPanel(Dialog):
    """A person's plan as it stands. Opening it is logged as opening the record is.

    ``edit_wanted(person_id)`` leads to the plan on the person's page, ``person_wanted(person_id)``
    to the page itself, where a blocked record is opened in an emergency.
    """

    edit_wanted = Signal(str)
    person_wanted = Signal(str)

    def __init__(self, parent: QWidget, bridge: Bridge, person_id: str) -> None:
        """Ask to open the record; nothing of it is read before that is logged."""
        super().__init__(
            parent, _("Crisis plan"), _("Open the person's page"), secondary=_("Close"), width=1040
        )
        self._bridge, self.person_id = bridge, person_id
        self.facts: CrisisFacts | None = None
        self.state: EmptyState | None = None
        self.sheet: CrisisSheet | None = None
        self._leads_to_plan = False
        self._content = VBox()
        self.add(self._content)
        self.primary.hide()
        self.secondary.setFocus(Qt.FocusReason.OtherFocusReason)
        if not bridge.can(Right.SEE_RECORD):
            self._say(
                "lock",
                _("Records are not open to you"),
                _(
                    "Ask the coordinator for what you need to know; "
                    "the team leader decides on roles."
                ),
            )
            return
        bridge.run(
            OpenRecord(person_id), on=self, then=lambda _nothing: self._opened(),
            failed=self._failed,
        )  # fmt: skip

    def submit(self) -> None:
        """Lead to the person's page, at the plan where it may be read."""
        self.accept()
        if self._leads_to_plan:
            self.edit_wanted.emit(self.person_id)
        else:
            self.person_wanted.emit(self.person_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it."""
        if event.key() == Qt.Key.Key_F7:
            self.reject()
            return
        super().keyPressEvent(event)

    def _opened(self) -> None:
        self._live: Live[CrisisFacts] = Live(
            self._bridge, self, lambda: PersonCrisisPlan(self.person_id), self._show,
            failed=self._failed,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> bool:
        if isinstance(error, Blocked):
            self._leads_to_plan = False
            self.set_title(_("Crisis plan"))
            self._say("lock", error.message, error.advice, _("Open the person's page"))
            return True
        if isinstance(error, Gone):
            self._say(
                "lock",
                _("This person is no longer there"),
                _("Somebody has undone what added the person."),
            )
            return True
        return False

    def _show(self, facts: CrisisFacts) -> None:
        self.facts = facts
        self._leads_to_plan = True
        self.set_title(_("Crisis plan: {name}").format(name=facts.name))
        may_edit = self._bridge.can(Right.EDIT_PEOPLE)
        if facts.plan is None:
            self._say(
                "phone",
                _("There is no crisis plan here"),
                elsewhere(facts),
                _("Make the crisis plan") if may_edit else _("Open the person's page"),
            )
            return
        self.state = None
        self.sheet = CrisisSheet(facts)
        self._set(self.sheet, _("Edit") if may_edit else _("Open the person's page"))

    def _say(self, icon: str, headline: str, advice: str, button: str = "") -> None:
        self.sheet = None
        self.state = EmptyState(icon, headline, advice)
        self._set(self.state, button)

    def _set(self, widget: QWidget, button: str) -> None:
        while (item := self._content.takeAt(0)) is not None:
            last = item.widget()
            if last is not None:
                last.hide()
                last.deleteLater()
        self._content.add(widget)
        self.primary.set_text(button)
        self.primary.setVisible(bool(button))


class VersionPanel(Dialog):
    """The plan as a kept version has it."""

    def __init__(self, parent: QWidget, bridge: Bridge, person_id: str, number: int) -> None:
        """Ask for the version."""
        title = _("Crisis plan, version {number}").format(number=number)
        super().__init__(parent, title, _("Close"), width=1040)
        self.sheet: CrisisSheet | None = None
        self.secondary.hide()
        bridge.ask(CrisisPlanAt(person_id, number), on=self, then=self._show)

        self.changes: tuple[Difference, ...] | None = None
        bridge.ask(CrisisCompared(person_id, number), on=self, then=self._show_changes)

    def _show(self, facts: CrisisFacts) -> None:
        self.sheet = CrisisSheet(facts)
        self.body.insertWidget(0, self.sheet)

    def _show_changes(self, changes: tuple[Difference, ...]) -> None:
        self.changes = changes
        card = Card(Heading(_("Changed since then"), 3), space=8, margins=16)
        if not changes:
            card.body.add(Label(_("Nothing has changed since then."), tone="muted", wrap=True))
        for one in changes:
            what = f"{one.section} · {one.what}"
            values = f"{one.before or '–'} → {one.after or '–'}"
            card.body.add(said(what, values))
        self.add(card)


def elsewhere(facts: CrisisFacts) -> str:
    """What to do without a plan; also that one of a day is kept elsewhere."""
    if facts.dated is None:
        return _("It is made together with the person, while things are calm.")
    return _(
        "A crisis plan of {date} is noted on the person, but it is kept elsewhere. "
        "Write it in here, so that it can be opened at any hour."
    ).format(date=format_date(facts.dated))
