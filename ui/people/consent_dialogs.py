"""Dialogs about consents: given or corrected, withdrawn, and given again."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.people.actions.consents import (
    EditConsent,
    GiveConsent,
    RenewConsent,
    WithdrawConsent,
)
from factdesk.people.care_group import ConsentRow
from factdesk.people.consents import (
    ConsentState,
    follows,
    giver_word,
    kind_word,
    outgrown_on,
    who_consents,
)
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.record import Record
from factdesk.store.action import Action
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.bridge import Bridge
from ui.people.network_words import service_words
from ui.people.row_dialog import RowDialog, demanded
from ui.widgets.fields import Field, TextArea
from ui.widgets.selects import CheckBox, Select
from ui.widgets.texts import Label

#: With whom a consent is, «column:row»: the column that names them and their row.
PLAN, SERVICE, KIN = "", "participant_id:", "next_of_kin_id:"


class _Given:
    """Who gives a consent, when, until when, and whether in writing: the same in two dialogs."""

    def __init__(self, dialog: RowDialog, record: Record, row: ConsentRow | None = None) -> None:
        """Begin as usual at the person's age, from today and for a year; or as ``row`` has it."""
        born, today = record.person.birth_date, record.day
        who = who_consents(born, today)
        self.giver = Select()
        for giver in ConsentGiver:
            self.giver.add(giver.value, giver_word(giver))
        self.giver.set_value((row.given_by if row else who.usual).value)
        self.name = QLineEdit((row.giver_name if row else None) or "")
        self.given = dialog.day(row.given_on if row else today, "past")
        self.to = dialog.day(row.valid_to if row else usual_end(who.usual, born, today), "future")
        self.written = CheckBox(_("In writing"))
        self.written.setChecked(row.is_written if row else False)
        dialog.pair(Field(_("Given by"), self.giver), Field(_("Name of who gave it"), self.name))
        dialog.add(Label(who.words, "small", "muted", wrap=True))
        dialog.pair(Field(_("Given"), self.given), Field(_("Holds through"), self.to))
        dialog.add(self.written)

    def values(self) -> dict[str, Any]:
        """The fields as an action takes them."""
        return {
            "given_by": ConsentGiver(str(self.giver.value)),
            "giver_name": self.name.text(),
            "given_on": self.given.value,
            "valid_to": self.to.value,
            "is_written": self.written.isChecked(),
        }


def usual_end(giver: ConsentGiver, birth_date: date | None, today: date) -> date:
    """A year from today, or the day before a birthday that ends it earlier."""
    year = today + relativedelta(years=1) - relativedelta(days=1)
    outgrown = outgrown_on(giver, birth_date)
    return year if outgrown is None else min(year, outgrown - relativedelta(days=1))


class ConsentDialog(RowDialog):
    """A consent to a plan, or to share something with one of those around the person."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, record: Record, whom: str = PLAN,
        row: ConsentRow | None = None,
    ) -> None:  # fmt: skip
        """Begin with ``whom``; ``row`` is ``None`` for a new one, and with whom it is stays."""
        super().__init__(parent, bridge, _("Consent") if row else _("New consent"))
        self._record, self._row = record, row
        self.whom = Select()
        if row is None:
            for each, word in _everybody(record, bridge.team):
                self.whom.add(each, word)
            self.whom.set_value(whom)
            self.add(Field(_("Consent to"), self.whom))
        else:
            self.add(Label(row.with_name or kind_word(row.kind), "strong", wrap=True))
        self.about = TextArea(lines=2, most_lines=6)
        self.about.set_text((row.about if row else None) or "")
        self.about.submitted.connect(self.submit)
        self.excludes = QLineEdit((row.excludes if row else None) or "")
        self.add(Field(_("What may be shared"), self.about, hint=_("In the person's own words.")))
        self.add(Field(_("But not"), self.excludes))
        self.given = _Given(self, record, row)
        self.note = QLineEdit((row.note if row else None) or "")
        self.add(Field(_("Note"), self.note))
        self.about.setFocus()

    def action(self) -> Action[Any]:
        """Give, or correct."""
        values: dict[str, Any] = {
            "about": self.about.toPlainText(),
            "excludes": self.excludes.text(),
            "note": self.note.text(),
            **self.given.values(),
        }
        if self._row is not None:
            return EditConsent(self._row.id, self._row.version, **values)
        column, _colon, row_id = str(self.whom.value).partition(":")
        kind = ConsentKind.SHARE if column else ConsentKind.PLAN
        values |= {column: row_id} if column else {}
        return GiveConsent(self._record.id, kind, **values)


def _everybody(record: Record, team: TeamFacts) -> list[tuple[str, str]]:
    """The plan, the services in the group, and the next of kin."""
    services = [row for row in record.participants if row.left_on is None]
    return [
        (PLAN, kind_word(ConsentKind.PLAN)),
        *((SERVICE + row.id, service_words(row, team)) for row in services),
        *((KIN + row.id, row.name) for row in record.kin),
    ]


class WithdrawDialog(RowDialog):
    """From which day a consent no longer holds, and what follows from that."""

    def __init__(self, parent: QWidget, bridge: Bridge, row: ConsentRow) -> None:
        """Begin with today."""
        title = _("Withdraw the consent: {whom}").format(whom=row.with_name or kind_word(row.kind))
        super().__init__(parent, bridge, title, _("Withdraw"))
        self._row = row
        self.on = self.day(bridge.clock.today(), "past")
        self.add(Field(_("Withdrawn on"), self.on))
        text = follows(row.kind, ConsentState.WITHDRAWN, row.with_name)
        self.add(Label(text, tone="warn", wrap=True))
        self.on.setFocus()

    def action(self) -> Action[Any]:
        """Withdraw."""
        day = demanded(self.on, _("Withdrawn on"))
        return WithdrawConsent(self._row.id, self._row.version, day)


class RenewDialog(RowDialog):
    """The same consent given again: by whom, from when and until when."""

    def __init__(self, parent: QWidget, bridge: Bridge, record: Record, row: ConsentRow) -> None:
        """Begin as usual at the person's age, from today and for a year."""
        title = _("Renew the consent: {whom}").format(whom=row.with_name or kind_word(row.kind))
        super().__init__(parent, bridge, title, _("Renew"))
        self._row = row
        if row.about:
            self.add(Label(row.about, wrap=True))
        if row.excludes:
            but_not = _("But not: {what}").format(what=row.excludes)
            self.add(Label(but_not, tone="muted", wrap=True))
        self.given = _Given(self, record)
        self.given.giver.setFocus()

    def action(self) -> Action[Any]:
        """Renew."""
        values = self.given.values()
        values["given_on"] = demanded(self.given.given, _("Given"))
        return RenewConsent(self._row.id, self._row.version, **values)
