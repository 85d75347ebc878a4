"""Network and consents: what the age says, the care group, the next of kin, and the consents."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.people.actions.participants import LeaveCareGroup
from factdesk.people.care_group import ConsentRow, ParticipantRow
from factdesk.people.consents import ConsentState, parents_access, who_consents
from factdesk.people.kinds import ConsentKind
from factdesk.people.record import KinRow, Record
from factdesk.people.rules import Turning
from factdesk.team.roles import Right
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.page import PaperWanted
from ui.people.consent_dialogs import KIN, PLAN, SERVICE, ConsentDialog, RenewDialog, WithdrawDialog
from ui.people.lines import LinesCard
from ui.people.network_dialogs import KinDialog, LeaveDialog, ParticipantDialog
from ui.people.network_words import (
    consent_line,
    consents_with,
    in_force,
    kin_line,
    service_line,
    service_words,
)
from ui.people.words import days_words
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.texts import Card, Heading, Label

#: Below this width, in design pixels, the two columns stand below each other.
NARROW = 860


class NetworkTab(QWidget):
    """Those around one person, and what may be shared with each.

    ``paper_wanted(PaperWanted)``: the consents on paper, to be signed.
    """

    paper_wanted = Signal(object)

    def __init__(self, bridge: Bridge, person_id: str) -> None:
        """Build it; ``show_record`` fills it."""
        super().__init__()
        self._bridge, self._person_id = bridge, person_id
        self._record: Record | None = None
        self.age = AgeCard()
        self.services, self.kin, self.consents = self._cards(bridge.can(Right.EDIT_PEOPLE))
        self.print = Button(
            icon="printer", kind="quiet", spoken=_("Print the consents for signing")
        )
        self.print.clicked.connect(self.print_consents)
        self.consents.add_tool(self.print)
        self._columns = HBox(space=16)
        self._columns.add(VBox(self.services, self.kin, None, space=16), 1)
        self._columns.add(VBox(self.consents, None, space=16), 1)
        VBox(self.age, self._columns, None, space=16, margins=(24, 16, 24, 24), parent=self)

    def show_record(self, record: Record) -> None:
        """Show them as they are now."""
        self._record, team = record, self._bridge.team
        self.age.show_record(record)
        services = sorted(record.participants, key=lambda row: row.id)
        self.services.show_lines([service_line(row, record, team) for row in services])
        self.kin.show_lines([kin_line(row, record) for row in record.kin])
        consents = sorted(record.consents, key=_needs_care)
        self.consents.show_lines([consent_line(row, record) for row in consents])
        self.print.setVisible(bool(consents))

    def print_consents(self) -> None:
        """Ask for the consents on paper, one sheet for each."""
        self.paper_wanted.emit(PaperWanted("consents", person_id=self._person_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(NARROW)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _cards(self, edits: bool) -> tuple[LinesCard, LinesCard, LinesCard]:
        services = LinesCard(
            _("Care group"), _("No service is noted."), _("New service"), may_edit=edits
        )
        kin = LinesCard(
            _("Next of kin"), _("No next of kin is noted."), _("New next of kin"), may_edit=edits
        )
        consents = LinesCard(
            _("Consents"),
            _("No consent is noted. Without one no plan is made, and nothing is shared."),
            _("New consent"),
            may_edit=edits,
        )
        services.added.connect(lambda: self._service(None))
        services.wanted.connect(self._service)
        services.acted.connect(self._on_service)
        kin.added.connect(lambda: self._next_of_kin(None))
        kin.wanted.connect(self._next_of_kin)
        kin.acted.connect(lambda _act, row: self._consent(KIN + row.id))
        consents.added.connect(self._new_consent)
        consents.wanted.connect(lambda row: self._consent(PLAN, row))
        consents.acted.connect(self._on_consent)
        return services, kin, consents

    # services and next of kin

    def _service(self, row: ParticipantRow | None) -> None:
        ParticipantDialog(self, self._bridge, self._person_id, row).open()

    def _on_service(self, act: str, row: ParticipantRow) -> None:
        if act == "consent":
            self._consent(SERVICE + row.id)
        elif act == "back":
            self._bridge.run(LeaveCareGroup(row.id, row.version, None), on=self)
        elif self._record is not None:
            held = in_force(consents_with(self._record, row.id))
            name = service_words(row, self._bridge.team)
            LeaveDialog(self, self._bridge, row, name, held).open()

    def _next_of_kin(self, row: KinRow | None) -> None:
        consents = consents_with(self._record, row.id) if row and self._record else []
        KinDialog(self, self._bridge, self._person_id, row, len(consents)).open()

    # consents

    def _new_consent(self) -> None:
        """Begin with the first who has none: the plan, then the services and the next of kin."""
        record = self._record
        if record is None:
            return
        held = [row for row in record.consents if row.state.holds]
        named = {row.participant_id or row.next_of_kin_id or "" for row in held}
        services = [row.id for row in record.participants if row.left_on is None]
        everybody = [PLAN, *(SERVICE + row_id for row_id in services)]
        everybody += [KIN + row.id for row in record.kin]
        free = (whom for whom in everybody if whom.rpartition(":")[2] not in named)
        self._consent(next(free, PLAN))

    def _consent(self, whom: str, row: ConsentRow | None = None) -> None:
        if self._record is not None:
            ConsentDialog(self, self._bridge, self._record, whom, row).open()

    def _on_consent(self, act: str, row: ConsentRow) -> None:
        if act == "withdraw":
            WithdrawDialog(self, self._bridge, row).open()
        elif self._record is not None:
            RenewDialog(self, self._bridge, self._record, row).open()


def _needs_care(row: ConsentRow) -> tuple[bool, bool]:
    """Those to be renewed first; then the plan's, and the newest first among the rest."""
    return row.state is ConsentState.IN_FORCE, row.kind is not ConsentKind.PLAN


class AgeCard(Card):
    """What the person's age says about consent and about the parents, and the next birthday."""

    def __init__(self) -> None:
        """Build it; ``show_record`` fills it."""
        super().__init__(space=6, margins=(20, 14, 20, 14))
        self.setAccessibleName(_("What the age says"))
        self.rule, self.parents = Label("", wrap=True), Label("", tone="muted", wrap=True)
        self.turning: Chip | None = None
        self._head = HBox(Heading(_("What the age says"), 3), None)
        for item in (self._head, self.rule, self.parents):
            self.body.add(item)

    def show_record(self, record: Record) -> None:
        """Say it as it is on the day."""
        self.rule.setText(who_consents(record.person.birth_date, record.day).words)
        self.parents.setText(parents_access(record.person.birth_date, record.day))
        if self.turning is not None:
            self._head.removeWidget(self.turning)
            self.turning.deleteLater()
            self.turning = None
        if record.turning is not None:
            self.turning = Chip(turning_words(record.turning), "warn")
            self._head.add(self.turning)


def turning_words(turning: Turning) -> str:
    """«Turns 16 on 4 December, in 11 days»."""
    text = _("Turns {years} on {date}, {when}")
    return text.format(
        years=turning.years, date=format_date(turning.on), when=days_words(turning.days_left)
    )
