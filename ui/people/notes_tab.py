"""Notes on a person: a new one on top with its draft kept, those written and brought in below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.people.record import NoteRow, Record
from factdesk.store.action import Action
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.people.row_dialog import RowDialog
from ui.together import Together, Writing
from ui.widgets.buttons import Button
from ui.widgets.fields import Field, TextArea
from ui.widgets.holding import Held
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.texts import Card, EmptyState, Label

#: How many notes are shown at once, and how much of a long one.
STRETCH, LONG = 30, 1200


class NotesTab(QWidget):
    """The notes of one person."""

    def __init__(self, bridge: Bridge, person_id: str, *, may_edit: bool) -> None:
        """Build it; ``show_record`` fills it."""
        super().__init__()
        self._bridge, self._person_id, self._may_edit = bridge, person_id, may_edit
        self._notes: tuple[NoteRow, ...] = ()
        self._limit, self._asked = STRETCH, False
        self.heading = QLineEdit()
        self.heading.setPlaceholderText(_("Heading (may be left empty)"))
        self.heading.setAccessibleName(_("Heading (may be left empty)"))
        self.text = TextArea(_("Write a note …"), lines=3)
        self.text.draft_changed.connect(self._keep)
        self.text.submitted.connect(self.add)
        Writing(Together.of(bridge), self.text, self._place, lambda: bool(self.text.toPlainText()))
        self._hint = Label("", "small", "muted", wrap=True)
        self.save = Button(_("Save the note"), "primary", keys="Ctrl+Return")
        self.save.clicked.connect(self.add)
        self._new = Card(
            self.heading, self.text, HBox(self._hint, None, self.save), space=10, margins=16
        )
        if not may_edit:
            self._new.hide()
        self._list = VBox(space=12)
        self._empty = EmptyState(
            "file-text", _("No note yet"), _("Notes written and brought in are listed here.")
        )
        self._more = Button(_("Show earlier notes"), icon="chevron-down")
        self._more.clicked.connect(self._show_more)
        VBox(
            self._new, self._empty, self._list, HBox(self._more, None), None,
            space=16, margins=(24, 16, 24, 24), parent=self,
        )  # fmt: skip
        self._more.hide()

    @property
    def cards(self) -> list[NoteCard]:
        """The notes shown."""
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        found = (item.widget() for item in items if item is not None)
        return [card for card in found if isinstance(card, NoteCard)]

    def show_record(self, record: Record) -> None:
        """Show the notes as they are now; what is being written stays."""
        if not self._asked:
            self._asked = True
            self._bridge.ask(Drafts(self._place), on=self, then=self._show_draft)
        if record.notes != self._notes or not record.notes:
            self._notes = record.notes
            self._rebuild()

    def add(self) -> None:
        """Save the note; nothing happens while nothing is written."""
        if not self._may_edit or not self.text.toPlainText().strip() or not self.save.isEnabled():
            return
        self.text.flush_draft()
        self.save.setEnabled(False)
        self._bridge.run(
            AddNote(self._person_id, self.text.toPlainText(), self.heading.text()),
            on=self,
            then=lambda _id: self._added(),
            failed=self._failed,
        )

    @property
    def _place(self) -> str:
        return f"person.{self._person_id}.note"

    def _added(self) -> None:
        self.save.setEnabled(True)
        self.text.set_text("")
        self.heading.clear()
        self._hint.setText(_("Saved."))

    def _failed(self, _error: BaseException) -> bool:
        self.save.setEnabled(True)
        return False

    def _keep(self, text: str) -> None:
        action: Action[None] = (
            SaveDraft(self._place, text) if text.strip() else DropDraft(self._place)
        )
        self._bridge.run(action, on=self._bridge)

    def _show_draft(self, drafts: tuple[DraftRow, ...]) -> None:
        draft = next((one for one in drafts if one.place == self._place), None)
        if draft is not None and not self.text.toPlainText():
            self.text.set_text(draft.text)
            when = format_datetime(draft.at, "short")
            self._hint.setText(_("Your draft from {when} is here again.").format(when=when))

    def _show_more(self) -> None:
        self._limit += STRETCH
        self._rebuild()

    def _rebuild(self) -> None:
        """A card of a note that stands as it was stays, with what is unfolded and the focus."""
        shown = self._notes[: self._limit]
        kept = {card.note: card for card in self.cards if card.note in shown}
        held = Held(list(kept.values()))
        for card in self.cards:
            if card.note not in kept:
                self._list.removeWidget(card)
                card.hide()
                card.deleteLater()
        for at, note in enumerate(shown):
            self._list.insertWidget(at, kept.get(note) or self._new_card(note))
        held.hold()
        self._empty.setVisible(not self._notes)
        self._more.setVisible(len(self._notes) > self._limit)

    def _new_card(self, note: NoteRow) -> NoteCard:
        card = NoteCard(note, self._bridge, may_edit=self._may_edit)
        card.edit_wanted.connect(lambda: NoteDialog(self, self._bridge, note).open())
        return card


class NoteCard(Card):
    """One note: who and when, its text, and the cell it came from."""

    edit_wanted = Signal()

    def __init__(self, note: NoteRow, bridge: Bridge, *, may_edit: bool) -> None:
        """A long note begins folded."""
        super().__init__(space=6, margins=16)
        self.note = note
        member = bridge.team.member(note.staff_id)
        who = [format_datetime(note.at), member.name if member else ""]
        said = Label(" · ".join(part for part in who if part), "small", "muted")
        edit = Button(icon="pencil", kind="quiet", spoken=_("Correct the note"))
        edit.clicked.connect(self.edit_wanted)
        head = HBox(said, space=8)
        if note.source:
            head.add(Chip(_("Brought in: {source}").format(source=note.source), "info"))
        head.add(None)
        head.add(edit)
        self.body.add(head)
        edit.setVisible(may_edit)
        if note.heading:
            self.body.add(Label(note.heading, "strong", wrap=True))
        self.text = Label(wrap=True)
        self.text.setTextInteractionFlags(self.text.textInteractionFlags())
        self.body.add(self.text)
        self.setAccessibleName(" · ".join((*who, note.heading)))
        self._whole = Button(_("Show the whole note"), "quiet", icon="chevron-down")
        self._whole.clicked.connect(self._unfold)
        self.body.add(HBox(self._whole, None))
        self._whole.setVisible(len(note.text) > LONG)
        folded = len(note.text) > LONG
        self.text.setText(f"{note.text[:LONG]} …" if folded else note.text)

    def _unfold(self) -> None:
        self.text.setText(self.note.text)
        self._whole.hide()


class NoteDialog(RowDialog):
    """Correct a note; the log keeps what stood, and the draft what is typed."""

    def __init__(self, parent: QWidget, bridge: Bridge, note: NoteRow) -> None:
        """Take the note as seen."""
        super().__init__(parent, bridge, _("Correct the note"))
        self._note = note
        self.heading = QLineEdit(note.heading)
        self.text = TextArea(lines=6, most_lines=16)
        self.text.set_text(note.text)
        self.text.draft_changed.connect(self._keep)
        self.text.submitted.connect(self.submit)
        Writing(
            Together.of(bridge),
            self.text,
            self._place,
            lambda: self.text.toPlainText() != note.text,
        )
        self.add(Field(_("Heading"), self.heading))
        self.add(Field(_("Note"), self.text))
        self._hint = Label("", "small", "muted", wrap=True)
        self._hint.hide()
        self.add(self._hint)
        bridge.ask(Drafts(self._place), on=self, then=self._show_draft)
        self.text.setFocus()

    def action(self) -> Action[None]:
        """Correct it."""
        return EditNote(
            self._note.id, self._note.version, self.text.toPlainText(), self.heading.text()
        )

    @property
    def _place(self) -> str:
        return f"note.{self._note.id}"

    def _keep(self, text: str) -> None:
        changed = text != self._note.text
        action: Action[None] = (
            SaveDraft(self._place, text, self._note.version) if changed else DropDraft(self._place)
        )
        self.bridge.run(action, on=self.bridge)

    def accept(self) -> None:
        """Let go of the draft: it is saved."""
        self.text.set_text(self.text.toPlainText())
        self.bridge.run(DropDraft(self._place), on=self.bridge)
        super().accept()

    def reject(self) -> None:
        """Leave; what is written is kept as a draft."""
        self.text.flush_draft()
        super().reject()

    def _show_draft(self, drafts: tuple[DraftRow, ...]) -> None:
        draft = next((one for one in drafts if one.place == self._place), None)
        if draft is not None:
            self.text.set_text(draft.text)
            when = format_datetime(draft.at, "short")
            self._hint.setText(_("Your draft from {when} is here again.").format(when=when))
            self._hint.show()
