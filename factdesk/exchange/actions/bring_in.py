"""Bring a workbook in: one transaction, one undo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy import select

from factdesk.exchange.bringing.board import BoardWriter
from factdesk.exchange.bringing.persons import PersonWriter
from factdesk.exchange.bringing.record import BroughtIn, Record
from factdesk.exchange.bringing.staff import bring_staff
from factdesk.exchange.plan import ImportPlan
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import ImportMapping
from factdesk.words import _


@dataclass(frozen=True)
class BringIn(Action[BroughtIn]):
    """Write a plan as it was shown; gives what was done, in numbers.

    ``decisions`` say by the key of a planned person ``new``, ``leave`` or the id of the person in
    the store; who is not named gets ``decisions.default_decision``. Nothing that the team has is
    overwritten: empty fields are filled, what differs becomes a note. ``mapping_json`` is
    remembered under ``fingerprint``. Raises ``PlanIsOld`` where the team has changed meanwhile.
    """

    plan: ImportPlan
    decisions: Mapping[str, str] = field(default_factory=dict)
    mapping_json: str = ""
    fingerprint: str = ""
    reason: str | None = None

    code: ClassVar[str] = "exchange.bring_in"
    right: ClassVar[str | None] = Right.IMPORT

    def do(self, work: Work) -> BroughtIn:
        """Write staff, persons, board and contacts, then the notes."""
        record = Record.begin(work)
        meant = bring_staff(record, self.plan.staff)
        written = PersonWriter(record, meant).write(self.plan, self.decisions)
        BoardWriter(record, self.plan, meant).write(self.plan, written)
        done = record.finish()
        self._remember(work)
        work.tell(workbook=self.plan.workbook)
        return done

    def _remember(self, work: Work) -> None:
        """Keep the mapping for the next time the team brings such a workbook in."""
        if not self.fingerprint:
            return
        row = work.session.scalars(
            select(ImportMapping).where(ImportMapping.fingerprint == self.fingerprint)
        ).one_or_none()
        if row is None:
            work.add(ImportMapping(fingerprint=self.fingerprint, mapping=self.mapping_json))
        else:
            work.edit(ImportMapping, row.id, None, mapping=self.mapping_json)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Brought in tavle.xlsx»."""
        return _("Brought in {workbook}").format(workbook=details.get("workbook", ""))
