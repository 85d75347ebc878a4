"""A recommendation becomes a task of the team: what, who, until when."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta
from PySide6.QtWidgets import QWidget

from factdesk.assessments.actions.improvements import PlanImprovement
from factdesk.team.roles import Role
from factdesk.words import _, sort_key
from ui.bridge import Bridge
from ui.fidelity.improvement_table import Recommendation
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import HBox
from ui.widgets.selects import Select

#: Months from today that are proposed.
_MONTHS = 3


class ImprovementDialog(Dialog):
    """The task with an owner and a day; it shows on the board meeting and in the next report."""

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        assessment_id: str,
        of: Recommendation | None,
    ) -> None:
        """``of`` is the recommendation; ``None`` for a task that no single item asks for."""
        title = _("A task of the improvement plan")
        intro = f"{of.slot} {of.title}" if of is not None else ""
        super().__init__(parent, title, _("Make the task"), intro=intro, width=600)
        self._bridge, self._assessment, self._of = bridge, assessment_id, of
        today = bridge.clock.today
        self.text = TextArea(lines=3, limit=500)
        self.text.set_text(of.text if of is not None else "")
        self.text.submitted.connect(self.submit)
        self.owner = Select()
        for member in sorted(bridge.team.active, key=lambda one: sort_key(one.name)):
            if member.role is not Role.ASSESSOR:
                self.owner.add(member.id, f"{member.name} · {member.initials}")
        self.owner.set_value(bridge.actor.id)
        self.due = DateField(today, prefer="future")
        self.due.set_value(today() + relativedelta(months=_MONTHS))
        self.add(Field(_("What is to be done"), self.text))
        row = HBox(space=16)
        row.add(Field(_("Owner"), self.owner), 1)
        row.add(Field(_("Due"), self.due), 1)
        self.add(row)
        self.text.setFocus()

    def submit(self) -> None:
        """Make the task; a refusal is shown and what was written stays."""
        self.clear_error()
        text, due = self.text.toPlainText().strip(), self.due.value
        if not text or self.owner.value is None or due is None:
            self.show_error(_("A task needs words, an owner and a day."), _("Nothing was saved."))
            return
        self.set_busy(busy=True)
        self._bridge.run(
            PlanImprovement(
                self._assessment, self._of.slot if self._of else None, text,
                str(self.owner.value), due,
            ),
            on=self,
            then=lambda _id: self.accept(),
            failed=self.refused,
        )  # fmt: skip
