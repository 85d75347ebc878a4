"""The overview of a person: who they are and how to reach them, and what holds for them now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.errors import KnownError
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.consents import OF_AGE
from factdesk.people.errors import Blocked
from factdesk.people.record import BlockRow, LimitRow, Record, WorkerRow
from factdesk.people.rules import consent_words
from factdesk.plans.standing import PlansHere, Standing
from factdesk.store.conflict import Gone
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.team.roles import Right
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.live import Live
from ui.people import fields
from ui.people.around_dialogs import BlockDialog, EndLineDialog, LimitDialog, WorkerDialog
from ui.people.care_dialogs import AdmissionDialog, LegalDialog, WarningDialog
from ui.people.fields import WHEN_SAID, FieldSpec
from ui.people.inline import InlineRow
from ui.people.line_words import (
    admission_line,
    block_line,
    legal_line,
    limit_line,
    warning_line,
    worker_line,
)
from ui.people.lines import LinesCard
from ui.people.stage_dialog import StageDialog
from ui.people.words import person_words
from ui.theme import theme
from ui.together import Together, Writing
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Card, Heading

#: Below this width, in design pixels, the two columns stand below each other.
NARROW = 860


class Overview(QWidget):
    """Two columns of cards.

    ``board_wanted``: the person must be taken off the board first; ``part_wanted(key)``: what is
    shown here is kept in another part of the page.
    """

    board_wanted = Signal()
    part_wanted = Signal(str)

    def __init__(self, bridge: Bridge, person_id: str) -> None:
        """Build it for one person; it is filled by ``show_record``."""
        super().__init__()
        self._bridge, self._person_id = bridge, person_id
        self._record: Record | None = None
        self._edits = bridge.can(Right.EDIT_PEOPLE)
        self._together = Together.of(bridge)
        self.rows: dict[str, InlineRow] = {}
        self._cards()
        left = VBox(*self._left, None, space=16)
        right = VBox(*self._right, None, space=16)
        self._columns = HBox(space=16, margins=(24, 16, 24, 24), parent=self)
        self._columns.add(left, 1)
        self._columns.add(right, 1)
        Live(
            bridge, self, lambda: PlansHere(person_id), self._show_plans,
            failed=lambda error: isinstance(error, Blocked | Gone),
        )  # fmt: skip

    def show_record(self, record: Record) -> None:
        """Show the person as they are now; open editors keep what is typed."""
        first, self._record = self._record is None, record
        team = self._bridge.team
        for spec in _every():
            row = self.rows[spec.name]
            row.show_value(spec.show(record, team), record.version)
            if spec.name in WHEN_SAID:
                row.setVisible(bool(row.words) and row.words != "–")
        young = record.age is None or record.age < OF_AGE
        self.rows["child_coordinator_id"].setVisible(
            young or record.person.child_coordinator_id is not None
        )
        self.legal.show_lines([legal_line(row, record, team) for row in record.legal])
        self.stays.show_lines([admission_line(row, record) for row in record.admissions])
        self.warnings.show_lines([warning_line(row, record, team) for row in record.warnings])
        self.workers.show_lines([worker_line(row, record, team) for row in record.workers])
        self.limits.show_lines([limit_line(row, record, team) for row in record.limits])
        self.limits.intro.setText(consent_words(record.band))
        self.limits.intro.show()
        self.limits.add_button.setVisible(self._edits and record.limits_apply)
        self.blocks.show_lines([block_line(row, record, team) for row in record.blocks])
        if first:
            self._bridge.ask(
                Drafts(f"person.{self._person_id}.field."), on=self, then=self._show_drafts
            )

    def _show_plans(self, here: Standing) -> None:
        """Dates of plans that are kept here come from the plans."""
        for name in ("plan_on", "plan_review_on"):
            self.rows[name].lead_away(_("Open the plan") if here.has_plan else "")
        crisis = _("Open the crisis plan") if here.has_crisis_plan else ""
        self.rows["crisis_plan_on"].lead_away(crisis)

    def change_stage(self) -> None:
        """Open the dialog of the stages."""
        if self._record is None or not self._edits:
            return
        dialog = StageDialog(self, self._bridge, self._record)
        dialog.board_wanted.connect(self.board_wanted)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(NARROW)
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)

    # building

    def _cards(self) -> None:
        stage = Button(_("Change the stage …"))
        stage.clicked.connect(self.change_stage)
        if not self._edits:
            stage.hide()
        self.stage_button = stage
        edits = self._edits
        self.legal = LinesCard(
            _("Legal status"), _("No decision is noted."), _("New legal status"), may_edit=edits
        )
        self.stays = LinesCard(
            _("Ward and prison"), _("No stay is noted."), _("New stay"), may_edit=edits
        )
        self.warnings = LinesCard(
            _("Warnings before a visit"), _("No warning."), _("New warning"), may_edit=edits
        )
        self.workers = LinesCard(
            _("Further members"), _("Nobody else is noted."), _("A further member"), may_edit=edits
        )
        self.limits = LinesCard(
            _("Consent and information"),
            _("Nothing is withheld from anybody."),
            _("New information limit"),
            may_edit=edits,
        )
        self.blocks = LinesCard(
            _("Blocked for members"),
            _("Nobody is blocked."),
            _("Block the record for a member"),
            may_edit=self._bridge.can(Right.BLOCK_ACCESS),
        )
        if not self._bridge.can(Right.BLOCK_ACCESS):
            self.blocks.hide()
        self._connect_cards()
        plans = self._card(_("Plans"), fields.PLANS)
        for name, part in (("plan_on", "plan"), ("plan_review_on", "plan"),
                           ("crisis_plan_on", "crisis")):  # fmt: skip
            self.rows[name].led.connect(lambda part=part: self.part_wanted.emit(part))
        self._left: list[QWidget] = [
            self._card(_("What the person wants"), fields.OWN),
            self._card(_("The person"), fields.IDENTITY),
            self._card(_("How to reach them"), fields.REACH),
            self._card(_("Children"), fields.CHILDREN),
            self._card(_("Course with the team"), fields.COURSE, stage),
        ]
        self._right: list[QWidget] = [
            self._card(_("Responsible"), fields.AROUND),
            self.workers,
            plans,
            self.legal,
            self.stays,
            self.warnings,
            self.limits,
            self.blocks,
        ]

    def _connect_cards(self) -> None:
        opens: tuple[tuple[LinesCard, Callable[..., Any]], ...] = (
            (self.legal, LegalDialog),
            (self.stays, AdmissionDialog),
            (self.warnings, WarningDialog),
        )
        for card, dialog in opens:
            card.added.connect(lambda dialog=dialog: self._open(dialog))
            card.wanted.connect(lambda row, dialog=dialog: self._open(dialog, row))
        adds: tuple[tuple[LinesCard, Callable[..., Any]], ...] = (
            (self.workers, WorkerDialog),
            (self.limits, LimitDialog),
            (self.blocks, BlockDialog),
        )
        for card, dialog in adds:
            card.added.connect(lambda dialog=dialog: self._open(dialog))
            card.wanted.connect(self._end)

    def _open(self, dialog: Callable[..., Any], row: object = None) -> None:
        rows = () if row is None else (row,)
        dialog(self, self._bridge, self._person_id, *rows).open()

    def _end(self, row: LimitRow | WorkerRow | BlockRow) -> None:
        title = {
            LimitRow: _("The limit no longer applies"),
            WorkerRow: _("The member no longer takes part"),
            BlockRow: _("Lift the block"),
        }[type(row)]
        EndLineDialog(self, self._bridge, title, row).open()

    def _card(self, title: str, specs: Sequence[FieldSpec], button: Button | None = None) -> Card:
        card = Card(space=0, margins=(12, 12, 12, 12))
        card.setAccessibleName(title)
        head = HBox(Heading(title, 3), None, margins=(8, 0, 0, 4))
        if button is not None:
            head.add(button)
        card.body.add(head)
        words = person_words()
        for spec in specs:
            edit = spec.edit
            make = (lambda edit=edit: edit(self._bridge)) if edit and self._edits else None
            row = InlineRow(spec.name, words[spec.name], make, bare=specs is fields.OWN)
            row.saved.connect(self._save)
            row.drafted.connect(self._draft)
            row.opened.connect(self._opened)
            row.closed.connect(self._closed)
            row.outrun.connect(self._outrun)
            self._together.show_at(self._place(spec.name), row)
            self.rows[spec.name] = row
            card.body.add(row)
        return card

    # saving

    def _save(self, name: str, value: object, seen: int) -> None:
        row = self.rows[name]

        def done(_nothing: None) -> None:
            self._bridge.run(DropDraft(self._place(name)), on=self._bridge)
            row.close_editor()

        def refused(error: BaseException) -> bool:
            if isinstance(error, KnownError) and not hasattr(error, "fields"):
                row.fail(f"{error.message} {error.advice}")
                return True
            return False

        action = EditPerson(self._person_id, seen, **{name: value})  # type: ignore[arg-type]
        self._bridge.run(action, on=self, then=done, failed=refused, theirs=lambda: done(None))

    def _opened(self, name: str) -> None:
        """Others see that it is being written in, for as long as its editor is there."""
        row = self.rows[name]
        if row.editor is not None and self._together.is_shared:
            Writing(self._together, row.editor.widget, self._place(name), shown_at=row)

    def _closed(self, name: str) -> None:
        self._together.forget_changed(self.rows[name])

    def _outrun(self, name: str, seen: int) -> None:
        """Somebody else has changed what is being written."""
        row = self.rows[name]
        self._together.tell_changed(
            row, ("persons", self._person_id, seen), row.words, row.save, name
        )

    def _place(self, name: str) -> str:
        return f"person.{self._person_id}.field.{name}"

    def _draft(self, name: str, text: str | None, seen: int) -> None:
        place = self._place(name)
        action = DropDraft(place) if text is None else SaveDraft(place, text, seen)
        self._bridge.run(action, on=self._bridge)

    def _show_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        for draft in drafts:
            row = self.rows.get(draft.place.rpartition(".")[2])
            if row is not None and not row.is_editing:
                hint = _("Your draft from {when}. Enter saves, Esc throws it away.")
                when = format_datetime(draft.at, "short")
                row.edit(draft.text, draft.seen, hint.format(when=when))


def _every() -> tuple[FieldSpec, ...]:
    return (
        *fields.OWN, *fields.IDENTITY, *fields.REACH, *fields.CHILDREN,
        *fields.AROUND, *fields.PLANS, *fields.COURSE,
    )  # fmt: skip
