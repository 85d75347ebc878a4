"""What was looked at for an item, and the dialog that writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.assessments.actions.evidence import AddEvidence, EditEvidence
from factdesk.assessments.facts import EvidenceRow
from factdesk.assessments.kinds import EvidenceKind
from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.store.conflict import Conflict
from factdesk.words import _, format_datetime, ngettext
from ui.bridge import Bridge
from ui.fidelity.sheet_words import evidence_word
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import Select
from ui.widgets.texts import Heading, Label


class EvidenceList(QWidget):
    """The lines of one item. ``added``, ``edited(row)``, ``removed(row)`` are wishes."""

    added = Signal()
    edited = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.rows: tuple[EvidenceRow, ...] = ()
        self._shown: tuple[object, ...] | None = None
        self.heading = Heading(_("Evidence"), 3)
        self.add_button = Button(_("Note evidence …"), "quiet", icon="plus", keys="V")
        self.add_button.clicked.connect(self.added)
        self._lines = VBox(space=2)
        self._room = QWidget()
        VBox(self._lines, parent=self._room)
        VBox(HBox(self.heading, None, self.add_button), self._room, space=4, parent=self)

    def show_rows(self, rows: Sequence[EvidenceRow], names: dict[str, str], *, may: bool) -> None:
        """Show the lines; ``names`` are the raters by id."""
        state = (tuple(rows), may, tuple(names.items()))
        if state == self._shown:
            return
        self._shown, self.rows = state, tuple(rows)
        count = ngettext("Evidence · {count} note", "Evidence · {count} notes", len(rows))
        self.heading.setText(count.format(count=len(rows)) if rows else _("Evidence"))
        self.add_button.setVisible(may)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._lines.add(self._line(row, names.get(row.assessor_id or "", ""), may=may))
        self._room.setVisible(bool(rows))

    def _line(self, row: EvidenceRow, who: str, *, may: bool) -> QWidget:
        made = QWidget()
        line = HBox(space=8, parent=made)
        kind = evidence_word(row.kind)
        words = Label(f"{kind}: {row.text}", wrap=True)
        by = " · ".join(filter(None, (who, format_datetime(row.noted_at))))
        words.setToolTip(by)
        words.setAccessibleDescription(by)
        line.add(words, 1)
        line.add(Label(who, "small", "muted"))
        if may:
            edit = Button(kind="quiet", icon="pencil", spoken=_("Change: {text}").format(text=kind))
            edit.clicked.connect(lambda: self.edited.emit(row))
            remove = Button(kind="quiet", icon="x", spoken=_("Remove: {text}").format(text=kind))
            remove.clicked.connect(lambda: self.removed.emit(row))
            line.add(edit)
            line.add(remove)
        return made


class EvidenceDialog(Dialog):
    """Writes down what was looked at for an item, or changes it."""

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        assessment_id: str,
        item: str,
        assessor_id: str | None,
        row: EvidenceRow | None = None,
    ) -> None:
        """Take the item, whose note it is, and the note where it is changed."""
        title = _("Evidence for {item}").format(item=item)
        super().__init__(
            parent,
            title,
            _("Save"),
            intro=_("What you have read, heard or seen. Name no person the team follows."),
        )
        self._bridge, self._row = bridge, row
        self._assessment_id, self._item, self._assessor_id = assessment_id, item, assessor_id
        self.kind = Select()
        for kind in EvidenceKind:
            self.kind.add(kind.value, evidence_word(kind))
        self.text = TextArea(lines=4)
        self.add(Field(_("Kind"), self.kind))
        self.add(Field(_("What it shows"), self.text))
        self.text.submitted.connect(self.submit)
        if row is not None:
            self.kind.set_value(row.kind.value)
            self.text.set_text(row.text)
        self.text.setFocus()

    def submit(self) -> None:
        """Save."""
        text, kind = self.text.toPlainText().strip(), EvidenceKind(str(self.kind.value))
        if not text:
            self.show_error(_("Write what it shows."))
            return
        self.set_busy(busy=True)
        self._bridge.run(
            self._action(kind, text),
            on=self,
            then=lambda _result: self.accept(),
            failed=self._failed,
        )

    def _action(self, kind: EvidenceKind, text: str) -> Action[Any]:
        if self._row is not None:
            return EditEvidence(self._row.id, self._row.version, kind=kind, text=text)
        return AddEvidence(
            self._assessment_id, self._item, kind, text, assessor_id=self._assessor_id
        )

    def _failed(self, error: BaseException) -> bool:
        self.set_busy(busy=False)
        if isinstance(error, KnownError) and not isinstance(error, Conflict):
            self.show_error(error)
            return True
        return False
