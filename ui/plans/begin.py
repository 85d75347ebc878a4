"""Where there is no plan: what is needed before one can be made."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.plans.facts import PlanFacts
from factdesk.words import _, format_date
from ui.plans.beside import Beside
from ui.plans.head import consent_banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Card, Heading, Label


class BeginPanel(QWidget):
    """Leads from nothing to a plan in two steps: the consent, then the plan."""

    consent_wanted = Signal()
    begin_wanted = Signal()
    versions_wanted = Signal()

    def __init__(self, *, may_edit: bool) -> None:
        """It is filled by ``show_plan``."""
        super().__init__()
        self._may_edit = may_edit
        self._state, self._paper = Label(wrap=True), Label(tone="muted", wrap=True)
        self.consent = Button(_("Record the consent …"), "primary", large=True)
        self.begin = Button(_("Begin the plan"), "primary", large=True)
        self.versions = Button(_("Versions and history …"), "quiet", icon="history")
        self.consent.clicked.connect(self.consent_wanted)
        self.begin.clicked.connect(self.begin_wanted)
        self.versions.clicked.connect(self.versions_wanted)
        advice = _(
            "An individual plan is made together with the person and only when they agree. "
            "It saves itself as you write, and everything can be undone."
        )
        buttons = HBox(self.consent, self.begin, self.versions, None, space=12)
        card = Card(
            Heading(_("There is no individual plan here"), 2), Label(advice, wrap=True),
            self._state, self._paper, buttons, space=12, margins=24,
        )  # fmt: skip
        VBox(Beside(900, (card, 3), (QWidget(), 1)), None, margins=(24, 24, 24, 24), parent=self)

    def show_plan(self, facts: PlanFacts) -> None:
        """Show what is needed now."""
        told, holds = consent_banner(facts), facts.consent.holds
        words = _("The consent is recorded. The plan can begin.")
        if facts.consent.state is None:
            words = _("First the person, or who consents for them, must agree to a plan.")
        elif told is not None:
            words = f"{told[0]}."
        self._state.setText(words)
        self._state.set_tone("ok" if holds else "warn")
        self.consent.setVisible(self._may_edit and not holds)
        self.begin.setVisible(self._may_edit and facts.can_begin)
        self.versions.setVisible(bool(facts.versions))

    def show_paper(self, plan_on: date | None) -> None:
        """Mention a plan that is kept elsewhere."""
        words = _(
            "A plan of {date} is known from before, on paper or in another system. Begin the plan "
            "here, and write in what still holds."
        )
        self._paper.setText(words.format(date=format_date(plan_on)) if plan_on else "")
        self._paper.setVisible(plan_on is not None)
