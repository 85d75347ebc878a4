"""Dialogs that ask one thing: why an assessment is withdrawn or amended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.assessments.actions.edit_assessment import WithdrawAssessment
from factdesk.assessments.actions.sign_assessment import AmendAssessment
from factdesk.assessments.facts import AssessmentRow
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea


@dataclass(frozen=True)
class Asked:
    """What is asked for a reason: the words of the dialog, and the action of a reason."""

    title: str
    intro: str
    yes: str
    label: str
    make: Callable[[str], Action[Any]]
    is_danger: bool = False


def withdraw(row: AssessmentRow) -> Asked:
    """Withdrawing an assessment."""
    return Asked(
        _("Withdraw «{title}»?").format(title=row.title),
        _("It stays in the list as withdrawn, with its scores, and counts nowhere."),
        _("Withdraw"),
        _("Why it is withdrawn"),
        lambda reason: WithdrawAssessment(row.id, row.version, reason=reason),
        is_danger=True,
    )


def amend(row: AssessmentRow) -> Asked:
    """Amending a signed assessment."""
    return Asked(
        _("Amend «{title}»").format(title=row.title),
        _(
            "What was signed stays as it is. The amendment begins with the same scores and is "
            "signed anew; lists and charts then show the amendment."
        ),
        _("Make an amendment"),
        _("What has to be corrected, and why"),
        lambda why: AmendAssessment(row.id, why),
    )


class ReasonDialog(Dialog):
    """Asks why, then does it. ``done_with`` tells the id that the action gave."""

    done_with = Signal(str)

    def __init__(self, parent: QWidget, bridge: Bridge, asked: Asked) -> None:
        """Take what is asked."""
        super().__init__(parent, asked.title, asked.yes, intro=asked.intro, danger=asked.is_danger)
        self._bridge, self._asked = bridge, asked
        self.reason = TextArea(lines=3, limit=1000)
        self._field = Field(asked.label, self.reason)
        self.reason.submitted.connect(self.submit)
        self.add(self._field)
        self.reason.setFocus()

    def submit(self) -> None:
        """Do it, with a reason."""
        self.clear_error()
        reason = self.reason.toPlainText().strip()
        if not reason:
            self._field.set_error(_("Write a reason; it stays with the assessment."))
            self.reason.setFocus()
            return
        self._field.set_error("")
        self.set_busy(busy=True)
        self._bridge.run(self._asked.make(reason), on=self, then=self._done, failed=self.refused)

    def _done(self, result: Any) -> None:
        if isinstance(result, str):
            self.done_with.emit(result)
        self.accept()
