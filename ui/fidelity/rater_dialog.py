"""A further rater: a member of the team, or somebody from outside on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.assessments.actions.change_assessors import AddAssessor
from factdesk.assessments.assessors import NewAssessor
from factdesk.assessments.facts import AssessmentFacts
from factdesk.team.roles import Role
from factdesk.words import _, sort_key
from ui.bridge import Bridge
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.selects import Select


class RaterDialog(Dialog):
    """Somebody who rates too, independently of the others."""

    def __init__(self, parent: QWidget, bridge: Bridge, facts: AssessmentFacts) -> None:
        """Offer the members who do not rate yet."""
        super().__init__(parent, _("Add a rater"), _("Add"), width=480)
        self._bridge, self._assessment = bridge, facts.id
        rating = {row.staff_id for row in facts.assessors if not row.has_left}
        self.who, self.name, self.organisation = Select(), QLineEdit(), QLineEdit()
        self.who.add("", _("From outside, without a key here"))
        for member in sorted(bridge.team.active, key=lambda one: sort_key(one.name)):
            if member.id not in rating:
                self.who.add(member.id, f"{member.name} · {member.initials}")
        self._outside = [
            Field(_("Name"), self.name), Field(_("Organisation"), self.organisation)
        ]  # fmt: skip
        self.add(Field(_("Who"), self.who))
        for field in self._outside:
            self.add(field)
        self.who.currentIndexChanged.connect(lambda _at: self._choose())
        self._choose()
        self.who.setFocus()

    def submit(self) -> None:
        """Add the rater; a refusal is shown and what was written stays."""
        self.clear_error()
        staff_id = str(self.who.value or "") or None
        member = self._bridge.team.member(staff_id)
        name = member.name if member is not None else self.name.text().strip()
        if not name:
            self.show_error(_("Write a name."), _("Nobody was added."))
            self.name.setFocus()
            return
        outside = member is None or member.role is Role.ASSESSOR
        organisation = self.organisation.text().strip() if member is None else ""
        new = NewAssessor(staff_id, name, organisation or None, outside)
        self.set_busy(busy=True)
        self._bridge.run(
            AddAssessor(self._assessment, new),
            on=self,
            then=lambda _id: self.accept(),
            failed=self.refused,
        )

    def _choose(self) -> None:
        for field in self._outside:
            field.setVisible(not self.who.value)
