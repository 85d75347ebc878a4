"""The crisis plan as a part of a person's page: read and written in the same place."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.people.errors import Blocked
from factdesk.plans.actions.crisis_contacts import MoveCrisisContact
from factdesk.plans.crisis_view import ContactRow, CrisisFacts, PersonCrisisPlan
from factdesk.plans.crisis_words import level_words, plan_words
from factdesk.plans.view import FieldHistory
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.crisis.dialogs import ContactDialog, MakeDialog, ReviewDialog
from ui.crisis.form import CrisisForm
from ui.crisis.history import HistoryDialog
from ui.crisis.panel import VersionPanel, elsewhere
from ui.crisis.saved_text import SavedText
from ui.crisis.saver import Saver
from ui.crisis.words import install_names
from ui.live import Live
from ui.page import Command, PaperWanted, PersonTab
from ui.widgets.layouts import VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import EmptyState

install_names()


class CrisisTab(PersonTab):
    """The plan, or how to make it."""

    key: ClassVar[str] = "crisis"

    def __init__(self, bridge: Bridge, messages: Speaks, person_id: str) -> None:
        """Ask for the plan when it is first shown."""
        super().__init__(bridge, messages, person_id)
        self.facts: CrisisFacts | None = None
        self.form: CrisisForm | None = None
        self.empty: EmptyState | None = None
        self._may_edit = bridge.can(Right.EDIT_PEOPLE)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        VBox(self._stack, parent=self)
        self._live: Live[CrisisFacts] = Live(
            bridge, self, lambda: PersonCrisisPlan(person_id), self._show, failed=self._failed
        )
        self.saver = Saver(bridge, person_id, self._live.refresh, self)
        self.saver.history_wanted.connect(self._open_history)

    def commands(self) -> list[Command]:
        """What the keys do here."""
        group = _("Crisis plan")
        there = lambda: self.form is not None  # noqa: E731
        writes = lambda: self.form is not None and self._may_edit  # noqa: E731
        return [
            Command(
                "crisis.make", _("Make the crisis plan"), self.make, "M", group,
                lambda: self.empty is not None and self._may_edit, needs_server=True,
            ),
            Command("crisis.review", _("Go through the crisis plan"), self.review, "R", group,
                    writes),
            Command("crisis.call", _("Somebody to call"), self.add_contact, "A", group, writes),
            Command("crisis.history", _("What stood here before"), lambda: None, "F4", group,
                    there, bound=False),
            Command("crisis.print", _("Print the crisis plan on one page"), self.print_page,
                    "Ctrl+P", group, there),
            Command("crisis.card", _("Print the pocket card"), self.print_card, "Ctrl+Shift+P",
                    group, there),
        ]  # fmt: skip

    def keep_drafts(self) -> None:
        """Keep what is being typed."""
        self.saver.flush()

    def make(self) -> None:
        """Open the dialog that makes it."""
        if self.facts is not None and self.facts.plan is None and self._may_edit:
            first = self.facts.name.split(" ")[0]
            MakeDialog(self, self.bridge, self.person_id, first).open()

    def review(self) -> None:
        """Open the dialog that says it has been gone through; what is typed is saved first."""
        if self.facts is not None and self.facts.plan is not None and self._may_edit:
            for text in self.saver.texts.values():
                text.save()
            ReviewDialog(self, self.bridge, self.facts.plan).open()

    def add_contact(self) -> None:
        """Open the dialog for somebody to call."""
        self._open_contact(None)

    def print_page(self) -> None:
        """Ask for the plan on one page."""
        self.paper_wanted.emit(PaperWanted("crisis-plan", person_id=self.person_id))

    def print_card(self) -> None:
        """Ask for the card for the pocket."""
        self.paper_wanted.emit(PaperWanted("pocket-card", person_id=self.person_id))

    def _show(self, facts: CrisisFacts) -> None:
        had = self.facts is not None and self.facts.plan is not None
        self.facts = facts
        if facts.plan is None:
            if had or self.empty is None:
                self._show_empty(facts)
            return
        if self.form is None:
            self._show_form()
        if self.form is not None:
            self.form.show_facts(facts)

    def _show_form(self) -> None:
        self.form = form = CrisisForm(self.bridge, self.saver, may_edit=self._may_edit)
        form.review.clicked.connect(self.review)
        form.print_page.clicked.connect(self.print_page)
        form.print_card.clicked.connect(self.print_card)
        form.contacts.added.connect(self.add_contact)
        form.contacts.wanted.connect(self._open_contact)
        form.contacts.moved.connect(self._move_contact)
        form.version_wanted.connect(self._open_version)
        form.saved.connect(self._live.refresh)
        self.empty = None
        self._set(Scrolled(form, _("Crisis plan"), upright=True))

    def _show_empty(self, facts: CrisisFacts) -> None:
        self.saver.drop("")
        self.form = None
        self.empty = EmptyState(
            "phone",
            _("There is no crisis plan here"),
            elsewhere(facts),
            _("Make the crisis plan") if self._may_edit else "",
            keys="M",
        )
        self.empty.acted.connect(self.make)
        self._set(self.empty)
        if self.empty.button is not None:
            self.lead_to(self.empty.button)

    def _set(self, widget: QWidget) -> None:
        last = self._stack.currentWidget()
        self.lead_to(None)
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if last is not None:
            self._stack.removeWidget(last)
            last.deleteLater()
        self.commands_changed.emit()

    def _failed(self, error: BaseException) -> bool:
        # The page itself says so, and takes its parts away.
        return isinstance(error, Blocked | Gone)

    def _open_contact(self, row: ContactRow | None) -> None:
        if self.facts is not None and self.facts.plan is not None and self._may_edit:
            ContactDialog(self, self.bridge, self.facts.plan.id, row).open()

    def _move_contact(self, row: ContactRow, to: int) -> None:
        self.bridge.run(MoveCrisisContact(row.id, row.version, to), on=self)

    def _open_history(self, text: SavedText, entity: str, row_id: str, field: str) -> None:
        view = FieldHistory(self.person_id, entity, row_id, field)
        label = (plan_words() | level_words())[field]
        HistoryDialog(self, self.bridge, view, text, label).open()

    def _open_version(self, number: int) -> None:
        VersionPanel(self, self.bridge, self.person_id, number).open()
