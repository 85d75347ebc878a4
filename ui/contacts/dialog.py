"""The contact entry: one quick line, fields with sensible defaults, saved in under ten seconds."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.contacts.quick_entry import QuickEntry, read_line
from factdesk.contacts.rules import day_of
from factdesk.contacts.views import ContactDetails, ContactRow
from factdesk.contacts.writing import BadContact
from factdesk.people.kinds import Stage
from factdesk.people.views import PersonFound, PersonPick
from factdesk.store.action import Action
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.words import _, format_date, format_time, sort_key
from ui.bridge import Bridge
from ui.contacts.field_names import install_names
from ui.contacts.form import ContactForm
from ui.contacts.form_values import (
    FormValues,
    Missing,
    changing_action,
    from_text,
    new_action,
    of_contact,
    quick_words,
    suggested,
    to_text,
)
from ui.contacts.preview import Preview, chips_of
from ui.page import ContactWanted
from ui.widgets.buttons import Button, Choice, ChoiceBar
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.pickers import PersonChoice, PersonPicker
from ui.widgets.texts import Label

install_names()

#: How long typing rests before the draft is kept, in milliseconds.
PAUSE_MS = 500


class ContactDialog(Dialog):
    """Register, plan, correct or answer one contact.

    Enter saves from the quick line and the short note, Ctrl+Enter from anywhere, Ctrl+Shift+Enter
    saves and begins the next one on the same day; Esc leaves and keeps a draft. ``saved(id)`` tells
    which contact was saved.
    """

    saved = Signal(str)

    def __init__(
        self, bridge: Bridge, messages: Speaks, wanted: ContactWanted, parent: QWidget
    ) -> None:
        """Take what is wanted: a person or none, or a contact that exists."""
        title = _("Contact") if wanted.contact_id else _("New contact")
        super().__init__(parent, title, _("Save"), width=680)
        self._bridge, self._messages, self._wanted = bridge, messages, wanted
        self._row: ContactRow | None = None
        self._person_id = wanted.person_id or ""
        self._day = wanted.day or bridge.clock.today()
        self._words = quick_words(bridge.team)
        self._entry = QuickEntry()
        self._kept: str | None = None
        self._choosing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush_draft)
        self._build()
        self._shortcuts()
        self._set_planned(planned=wanted.planned)
        self._read_line()
        self._load()

    @property
    def form(self) -> ContactForm:
        """The fields."""
        return self._form

    @property
    def line(self) -> QLineEdit:
        """The quick line."""
        return self._line

    @property
    def is_planned(self) -> bool:
        """Whether it is a contact to come."""
        return self._switch.value == "planned"

    def submit(self) -> None:
        """Save and close."""
        self._save(go_on=False)

    def reject(self) -> None:
        """Leave; what is written is kept as a draft."""
        self.flush_draft()
        super().reject()

    def flush_draft(self) -> None:
        """Keep what is written now, or drop the draft where nothing is."""
        self._pause.stop()
        text = self._draft_text()
        if text == self._kept:
            return
        place = self._draft_place
        if text:
            seen = self._row.version if self._row else None
            self._bridge.run(SaveDraft(place, text, seen), on=self._bridge)
        elif self._kept:
            self._bridge.run(DropDraft(place), on=self._bridge)
        self._kept = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save at Enter in the quick line and the short note; go on to the next field elsewhere."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._choosing:
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save(go_on=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif self.focusWidget() in (self._line, self._form.short_note):
            self.submit()
        else:
            self.focusNextChild()

    # building

    def _build(self) -> None:
        self._switch = ChoiceBar(
            [Choice("done", _("It is done"), "Alt+D"), Choice("planned", _("Planned"), "Alt+P")],
            _("Done or planned"),
        )
        self._switch.chosen.connect(lambda _value: self._switched())
        self._who = Label("", "large")
        self._other = Button(_("Another person"), "quiet")
        self._other.clicked.connect(self._choose_person)
        self._picker = PersonPicker(_("Search for the person"), rows=4)
        self._picker.picked.connect(self._take_person)
        self._person_problem = Label("", "small", "danger", wrap=True)
        self._person_problem.hide()
        self._line = QLineEdit()
        self._line.textEdited.connect(self._line_edited)
        self._line_field = Field(_("In one line"), self._line)
        self._preview = Preview()
        self._form = ContactForm(self._bridge.team, self._bridge.clock.today)
        self._form.changed.connect(self._pause.start)
        self._form.note.submitted.connect(self.submit)
        self._draft_note = Label("", "small", "muted", wrap=True)
        self._draft_note.hide()
        top = HBox(self._who, self._other, None, self._switch, space=12)
        column = VBox(top, self._picker, self._person_problem, self._line_field, space=10)
        for item in (self._preview, self._draft_note, self._form):
            column.add(item)
        self.add(column)
        self.next = Button(_("Save and next"), keys="Ctrl+Shift+Return")
        self.next.clicked.connect(lambda: self._save(go_on=True))
        self.footer.insertWidget(0, self.next)
        self._show_person("")

    def _shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+Shift+Return", lambda: self._save(go_on=True)),
            ("Alt+D", lambda: self._set_planned(planned=False, told=True)),
            ("Alt+P", lambda: self._set_planned(planned=True, told=True)),
        ):
            QShortcut(QKeySequence(keys), self, run)

    # what is wanted

    def _load(self) -> None:
        if self._wanted.contact_id is not None:
            view = ContactDetails(self._wanted.contact_id)
            self._bridge.ask(view, on=self, then=self._show_contact, failed=self._could_not_load)
            return
        self._bridge.ask(PersonPick(), on=self, then=self._show_people)
        self._bridge.ask(Drafts(self._draft_place), on=self, then=self._show_draft)
        (self._line if self._person_id else self._picker).setFocus()

    def _could_not_load(self, error: BaseException) -> bool:
        super().reject()
        return False

    def _show_contact(self, row: ContactRow) -> None:
        self._row, self._person_id = row, row.person_id
        self._line_field.hide()
        self._preview.hide()
        self.next.hide()
        self._show_person(row.person)
        self._other.hide()
        self._switch.setVisible(row.state == "planned")
        self._set_planned(planned=row.state == "planned")
        self._form.fill(of_contact(row), everything=True)
        self._form.short_note.setFocus()
        self._bridge.ask(Drafts(self._draft_place), on=self, then=self._show_draft)

    def _show_people(self, people: tuple[PersonFound, ...]) -> None:
        ordered = sorted(people, key=lambda one: sort_key(one.name))
        self._picker.set_people(
            PersonChoice(one.id, one.name, one.hint)
            for one in ordered
            if one.stage is not Stage.CLOSED
        )
        self._names = {one.id: one.name for one in people}
        if self._person_id:
            self._show_person(self._names.get(self._person_id, ""))

    def _show_draft(self, drafts: tuple[DraftRow, ...]) -> None:
        draft = next((one for one in drafts if one.place == self._draft_place), None)
        if draft is None or self._draft_text():
            return
        line, values, touched = from_text(draft.text, self._shown())
        self._kept = draft.text
        self._line.setText(line)
        self._form.touched = frozenset()
        self._read_line()
        self._form.fill(values if touched else self._shown(), everything=bool(touched))
        self._form.touched = touched
        self._read_line()
        when = f"{format_date(day_of(draft.at), 'short')} {format_time(draft.at)}"
        self._draft_note.setText(_("Your draft from {when} is here again.").format(when=when))
        self._draft_note.show()

    # person

    def _choose_person(self) -> None:
        self._person_id = ""
        self._show_person("")
        self._picker.setFocus()

    def _take_person(self, person_id: str) -> None:
        self._person_id = person_id
        self._show_person(self._names[person_id])
        # The Enter that chose the person goes on to the dialog; it must not save at once.
        self._choosing = True
        QTimer.singleShot(0, self, self._chosen)

    def _chosen(self) -> None:
        self._choosing = False
        self._line.setFocus()

    def _show_person(self, name: str) -> None:
        chosen = bool(self._person_id)
        self._who.setText(name)
        self._who.setVisible(chosen)
        self._other.setVisible(chosen)
        self._picker.setVisible(not chosen)
        self._person_problem.hide()

    # the line

    def _line_edited(self, _text: str) -> None:
        self._read_line()
        self._pause.start()

    def _read_line(self) -> None:
        today = self._bridge.clock.today()
        self._entry = read_line(self._line.text(), self._words, today, planned=self.is_planned)
        chips = chips_of(self._entry, self._bridge.team)
        self._preview.show_entry(chips)
        self._line.setAccessibleDescription(self._preview.words)
        if self._row is None:
            self._form.fill(self._usual())

    def _usual(self) -> FormValues:
        return suggested(
            self._entry, self._bridge.team, self._bridge.actor.id, self._bridge.clock.now(),
            planned=self.is_planned, day=self._day,
        )  # fmt: skip

    def _shown(self) -> FormValues:
        base = of_contact(self._row) if self._row else self._usual()
        return replace(self._form.values or base, planned=self.is_planned)

    def _set_planned(self, *, planned: bool, told: bool = False) -> None:
        self._switch.set_value("planned" if planned else "done")
        self._form.show_planned(planned=planned)
        if told:
            self._switched()

    def _switched(self) -> None:
        self._form.clear_problems()
        self._form.show_planned(planned=self.is_planned)
        self._read_line()
        self._pause.start()

    # saving

    @property
    def _draft_place(self) -> str:
        if self._wanted.contact_id is not None:
            return f"contact/{self._wanted.contact_id}"
        kind = "planned" if self._wanted.planned else "done"
        return f"contact/{kind}/{self._wanted.person_id or 'anybody'}"

    def _draft_text(self) -> str | None:
        """The draft, or ``None`` where the user has written nothing."""
        line = self._line.text().strip()
        if not line and not self._form.touched:
            return None
        return to_text(self._line.text(), self._shown(), self._form.touched)

    def _save(self, *, go_on: bool) -> None:
        if not self.primary.isEnabled():
            return
        self.clear_error()
        self._form.clear_problems()
        if not self._person_id:
            self._person_problem.setText(_("Choose the person first."))
            self._person_problem.show()
            self._picker.setFocus()
            return
        values = self._form.values
        if values is None:
            return
        values = replace(values, planned=self.is_planned)
        try:
            action = (
                changing_action(values, self._row, self._draft_place)
                if self._row
                else new_action(values, self._person_id, self._draft_place)
            )
        except Missing as missing:
            self._show_problem(missing.field, missing.message)
            return
        self._pause.stop()
        if action is None:
            self.accept()
            return
        self.set_busy(busy=True)

        def done(result: str | None) -> None:
            self._done(result, values.day, go_on=go_on, done=isinstance(action, RegisterContact))

        command: Action[Any] = action
        self._bridge.run(command, on=self, then=done, failed=self._failed)

    def _done(self, result: str | None, day: date | None, *, go_on: bool, done: bool) -> None:
        self.set_busy(busy=False)
        self._kept = None
        self.saved.emit(result or (self._row.id if self._row else ""))
        if not go_on:
            self.accept()
            return
        name = self._who.text()
        text = _("{person} is saved.") if done else _("{person} is planned.")
        self._draft_note.setText(text.format(person=name))
        self._draft_note.show()
        self._day = day or self._day
        self._form.touched = frozenset()
        self._line.clear()
        self._read_line()
        self._form.note.set_text("")
        self._choose_person()
        self._picker.search.clear()

    def _failed(self, error: BaseException) -> bool:
        """Show a refusal at its field; others are shown by the bridge, and the dialog stays."""
        self.set_busy(busy=False)
        if not isinstance(error, BadContact):
            return False
        if not self._show_problem(error.field, error.message):
            self.show_error(error)
        return True

    def _show_problem(self, name: str, message: str) -> bool:
        if not self._form.show_problem(name, message):
            return False
        if (focused := self.focusWidget()) is not None:
            self.reveal(focused)
        return True
