"""The dialogs of the plan: its consent, its revision, its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.consents import giver_word, who_consents
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.plan import EndPlan, RevisePlan
from factdesk.plans.facts import PlanRow
from factdesk.plans.rules import review_after
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import HBox
from ui.widgets.selects import CheckBox, Select


class PlanDialog(Dialog):
    """Runs one act; a refusal is shown and what was typed stays."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, title: str, primary: str, intro: str = "",
        *, danger: bool = False,
    ) -> None:  # fmt: skip
        """Take the words."""
        super().__init__(parent, title, primary, intro=intro, danger=danger, width=600)
        self.bridge = bridge

    def action(self) -> Action[Any]:
        """What is to be done; every dialog has its own."""
        raise KnownError(_("There is nothing to save."))

    def submit(self) -> None:
        """Do it, if every date can be read."""
        self.clear_error()
        for field in self.findChildren(DateField):
            if not field.is_valid:
                field.setFocus()
                return
        try:
            action = self.action()
        except KnownError as error:
            self.show_error(error)
            return
        self.set_busy(busy=True)
        self.bridge.run(action, on=self, then=lambda _result: self.accept(), failed=self.refused)

    def day(self, value: date | None, prefer: Any = "near") -> DateField:
        """A field for a day."""
        field = DateField(self.bridge.clock.today, prefer=prefer)
        field.set_value(value)
        return field

    def pair(self, left: Field, right: Field) -> None:
        """Add two fields beside each other."""
        row = HBox(space=16)
        row.add(left, 1)
        row.add(right, 1)
        self.body.add(row)

    def demanded(self, field: DateField, words: str) -> date:
        """The day of a field that must have one. Raises KnownError."""
        if field.value is None:
            field.setFocus()
            raise KnownError(
                _("«{field}» must be filled in.").format(field=words), _("Nothing was saved.")
            )
        return field.value


class ConsentDialog(PlanDialog):
    """Somebody consents to the plan being made."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, person_id: str, birth_date: date | None
    ) -> None:
        """Who may consent follows from the age."""
        today = bridge.clock.today()
        who = who_consents(birth_date, today)
        super().__init__(
            parent, bridge, _("Consent to the plan"), _("Record the consent"), who.words
        )
        self._person_id = person_id
        self.giver = Select()
        for giver in who.givers:
            self.giver.add(giver, giver_word(giver))
        self.giver.set_value(who.usual)
        self.giver_name = QLineEdit()
        self.given = self.day(today, "past")
        self.until = self.day(None, "future")
        self.written = CheckBox(_("In writing"))
        self.pair(
            Field(_("Given by"), self.giver),
            Field(_("Name"), self.giver_name, hint=_("When it is not the person.")),
        )
        self.pair(
            Field(_("Given on"), self.given),
            Field(_("Until"), self.until, hint=_("Empty: until it is withdrawn.")),
        )
        self.add(self.written)
        self.giver.setFocus()

    def action(self) -> Action[Any]:
        """Record it."""
        return GiveConsent(
            self._person_id,
            ConsentKind.PLAN,
            ConsentGiver(str(self.giver.value)),
            giver_name=self.giver_name.text().strip() or None,
            is_written=self.written.isChecked(),
            given_on=self.demanded(self.given, _("Given on")),
            valid_to=self.until.value,
        )


class ReviseDialog(PlanDialog):
    """The plan is gone through: what it was is kept as a version, and the work goes on."""

    def __init__(self, parent: QWidget, bridge: Bridge, plan: PlanRow) -> None:
        """Begin with the team's interval."""
        intro = _(
            "The plan as it stands is kept as version {number}. You go on in version {next}; "
            "nothing is deleted."
        ).format(number=plan.number, next=plan.number + 1)
        super().__init__(parent, bridge, _("Revise the plan"), _("Make the new version"), intro)
        self._plan = plan
        months = bridge.team.settings.plan_review_months
        self.why = TextArea(_("What has changed, or «yearly review»"), lines=2, most_lines=6)
        self.review = self.day(review_after(bridge.clock.today(), months), "future")
        self.first, self.last = self.day(plan.period_from), self.day(plan.period_to, "future")
        self.add(Field(_("Why"), self.why))
        self.add(Field(_("Next review"), self.review))
        self.pair(
            Field(_("The plan holds from"), self.first), Field(_("The plan holds to"), self.last)
        )
        self.why.submitted.connect(self.submit)
        self.why.setFocus()

    def action(self) -> Action[Any]:
        """Revise."""
        return RevisePlan(
            self._plan.id,
            self._plan.version,
            why=self.why.toPlainText().strip() or None,
            period_from=self.first.value,
            period_to=self.last.value,
            review_on=self.review.value,
        )


class EndDialog(PlanDialog):
    """The plan is ended; it can be read ever after."""

    def __init__(self, parent: QWidget, bridge: Bridge, plan: PlanRow) -> None:
        """From today."""
        intro = _("The plan can be read and printed ever after. Ending it can be undone.")
        super().__init__(parent, bridge, _("End the plan"), _("End the plan"), intro)
        self._plan = plan
        self.ended = self.day(bridge.clock.today())
        self.why = TextArea(lines=2, most_lines=6)
        self.add(Field(_("Ended"), self.ended))
        self.add(Field(_("Why"), self.why))
        self.why.submitted.connect(self.submit)
        self.why.setFocus()

    def action(self) -> Action[Any]:
        """End it."""
        why = self.why.toPlainText().strip()
        if not why:
            self.why.setFocus()
            raise KnownError(
                _("«{field}» must be filled in.").format(field=_("Why")), _("Nothing was saved.")
            )
        return EndPlan(
            self._plan.id, self._plan.version, self.demanded(self.ended, _("Ended")), why
        )
