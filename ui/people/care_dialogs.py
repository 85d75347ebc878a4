"""Dialogs about decisions, stays in a ward or prison, and warnings before a visit."""

from __future__ import annotations

from typing import Any

from dateutil.relativedelta import relativedelta
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.people.actions.admissions import Admit, EditAdmission
from factdesk.people.actions.legal_status import AddLegalStatus, EditLegalStatus
from factdesk.people.actions.warnings import AddWarning, EditWarning
from factdesk.people.kinds import AdmissionKind
from factdesk.people.record import AdmissionRow, LegalRow, WarningRow
from factdesk.people.rules import WARNING_MONTHS
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.people.row_dialog import RowDialog, demanded
from ui.people.words import admission_word
from ui.widgets.fields import Field, TextArea
from ui.widgets.selects import CheckBox, Select


class LegalDialog(RowDialog):
    """A decision: its dates, and its end."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, person_id: str, row: LegalRow | None = None
    ) -> None:
        """``row`` is ``None`` for a new one."""
        super().__init__(parent, bridge, _("Legal status") if row else _("New legal status"))
        self._person_id, self._row = person_id, row
        self.kind = self.choice("legal_kind", row.kind if row else None)
        self.decided = self.day(row.decided_on if row else bridge.clock.today(), "past")
        self.control = self.day(row.control_on if row else None, "future")
        self.expires = self.day(row.expires_on if row else None, "future")
        self.ended = self.day(row.ended_on if row else None)
        self.note = TextArea(lines=2, most_lines=5)
        self.note.set_text((row.note if row else None) or "")
        self.pair(Field(_("Kind"), self.kind), Field(_("Decided on"), self.decided))
        self.pair(Field(_("Control"), self.control), Field(_("Expires"), self.expires))
        if row:
            self.add(Field(_("Ended"), self.ended, hint=_("Empty while the decision holds.")))
        self.add(Field(_("Note"), self.note))
        self.kind.setFocus()

    def action(self) -> Action[Any]:
        """Add or change."""
        decided, kind = demanded(self.decided, _("Decided on")), str(self.kind.value or "")
        note = self.note.toPlainText()
        if self._row is None:
            return AddLegalStatus(
                self._person_id, kind, decided, self.control.value, self.expires.value, note
            )
        return EditLegalStatus(
            self._row.id, self._row.version, kind, decided,
            self.control.value, self.expires.value, self.ended.value, note,
        )  # fmt: skip


class AdmissionDialog(RowDialog):
    """A stay: admitted, expected discharge, discharged."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, person_id: str, row: AdmissionRow | None = None
    ) -> None:
        """``row`` is ``None`` for a new one."""
        super().__init__(parent, bridge, _("Stay or discharge") if row else _("New stay"))
        self._person_id, self._row = person_id, row
        self.kind, self.place = Select(), QLineEdit()
        for kind in AdmissionKind:
            self.kind.add(kind.value, admission_word(kind))
        self.admitted = self.day(row.admitted_on if row else bridge.clock.today(), "past")
        self.expected = self.day(row.expected_discharge_on if row else None, "future")
        self.discharged = self.day(row.discharged_on if row else None, "past")
        self.involuntary = CheckBox(_("Against their will"))
        self.took_part = CheckBox(_("The team took part in the admission"))
        self.planned = CheckBox(_("The team planned the discharge with the ward"))
        self.note = TextArea(lines=2, most_lines=5)
        self.pair(Field(_("Kind"), self.kind), Field(_("Where"), self.place))
        self.pair(
            Field(_("Admitted"), self.admitted), Field(_("Expected discharge"), self.expected)
        )
        for box in (self.involuntary, self.took_part):
            self.add(box)
        if row:
            self.add(Field(_("Discharged"), self.discharged, hint=_("Empty while they stay.")))
            self.add(self.planned)
            self._fill(row)
        self.add(Field(_("Note"), self.note))
        (self.discharged if row and row.discharged_on is None else self.kind).setFocus()

    def action(self) -> Action[Any]:
        """Admit or change."""
        values: dict[str, Any] = {
            "kind": AdmissionKind(str(self.kind.value)),
            "admitted_on": demanded(self.admitted, _("Admitted")),
            "place": self.place.text(),
            "involuntary": self.involuntary.isChecked(),
            "team_took_part": self.took_part.isChecked(),
            "expected_discharge_on": self.expected.value,
            "note": self.note.toPlainText(),
        }
        if self._row is None:
            return Admit(self._person_id, **values)
        return EditAdmission(
            self._row.id,
            self._row.version,
            discharged_on=self.discharged.value,
            team_planned_discharge=self.planned.isChecked(),
            **values,
        )

    def _fill(self, row: AdmissionRow) -> None:
        self.kind.set_value(row.kind.value)
        self.place.setText(row.place)
        self.involuntary.setChecked(row.involuntary)
        self.took_part.setChecked(row.team_took_part)
        self.planned.setChecked(row.team_planned_discharge)
        self.note.set_text(row.note or "")


class WarningDialog(RowDialog):
    """A warning before a visit: given, looked at again, ended."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, person_id: str, row: WarningRow | None = None
    ) -> None:
        """``row`` is ``None`` for a new one."""
        super().__init__(parent, bridge, _("Look at the warning") if row else _("New warning"))
        self._person_id, self._row = person_id, row
        today = bridge.clock.today()
        review = today + relativedelta(months=WARNING_MONTHS)
        if row is not None and row.review_on > today:
            review = row.review_on
        self.kind = self.choice("warning_kind", row.kind if row else None)
        self.text = QLineEdit((row.text if row else None) or "")
        self.review = self.day(review, "future")
        self.ended = self.day(row.ended_on if row else None)
        self.pair(Field(_("Kind"), self.kind), Field(_("Look at it again on"), self.review))
        self.add(Field(_("Text"), self.text, hint=_("Short: it stands on the board.")))
        if row:
            self.add(Field(_("Ended"), self.ended, hint=_("Empty while the warning holds.")))
        (self.review if row else self.kind).setFocus()

    def action(self) -> Action[Any]:
        """Add, look at again, or end."""
        kind, text = str(self.kind.value or ""), self.text.text()
        review = demanded(self.review, _("Look at it again on"))
        if self._row is None:
            return AddWarning(self._person_id, kind, text, review)
        return EditWarning(self._row.id, self._row.version, kind, review, text, self.ended.value)
