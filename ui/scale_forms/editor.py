"""Writing titles and anchors of an edition in, which becomes an edition of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.assessments.actions.scale_forms import KeepScaleForm
from factdesk.assessments.form_text import FormText
from factdesk.assessments.own_form.building import build
from factdesk.assessments.own_form.draft import FormDraft, begin
from factdesk.assessments.own_form.problems import FormProblems, LineProblem
from factdesk.assessments.own_form.rows import Brought
from factdesk.assessments.own_form.unfinished import as_text, from_text
from factdesk.errors import KnownError
from factdesk.exchange.scale_form_reading import read_scale_form
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.words import LANGUAGES, _, language, ngettext
from ui.bridge import Bridge
from ui.scale_forms.files import choose_spreadsheet
from ui.scale_forms.form_model import FormModel
from ui.scale_forms.form_table import FormTable
from ui.scale_forms.history import FormHistory
from ui.scale_forms.pasting import paste
from ui.scale_forms.problem_list import ProblemList
from ui.scale_forms.text_dialog import FormTextDialog
from ui.scale_forms.words import language_name
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, Question
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox
from ui.widgets.selects import Select
from ui.widgets.spoken import announce
from ui.widgets.texts import Label


class FormEditor(Dialog):
    """A table of the items; each step can be undone.

    The edition is made by the main button. Until then what is written is the user's own draft,
    found again after a lock or a crash.
    """

    def __init__(self, parent: QWidget, bridge: Bridge, form: FormText) -> None:
        """Take the edition to begin from."""
        scale = form.scale
        intro = _(
            "Type, paste from a spreadsheet with Ctrl+V, or bring in a file. The edition you begin"
            " from stays as it is."
        )
        title = _("Write in titles and anchors: {title}").format(
            title=scale.title.in_language(language())
        )
        super().__init__(parent, title, _("Keep as a new edition"), intro=intro, width=1240)
        self._bridge, self._form = bridge, form
        self._leaving = False
        self._place = f"scale-form/{scale.id}/{scale.edition}"
        self.edition = QLineEdit()
        self.edition.setPlaceholderText(
            _("such as {edition}, our form").format(edition=scale.edition)
        )
        self.written_in = Select()
        for code in LANGUAGES:
            self.written_in.add(code, language_name(code))
        self.written_in.set_value(language())
        self.history = FormHistory(begin(scale, form.content, language()))
        self.model = FormModel(self.history.now, self)
        self.table = FormTable(self.model)
        self.notice = Banner("warning", "", closable=False)
        self.notice.hide()
        self.problems = ProblemList()
        self.progress = Label("", "small", "muted")
        self.undo_button = _button(_("Undo"), "undo-2", self.undo, keys="Ctrl+Z")
        self.redo_button = _button(_("Redo"), "redo-2", self.redo, keys="Ctrl+Shift+Z")
        self._lay_out()
        self._connect()
        self._tell_standing()
        self.edition.setFocus()
        bridge.ask(Drafts(self._place), on=self, then=self._take_drafts)

    def _lay_out(self) -> None:
        top = HBox(space=16)
        top.add(
            Field(
                _("Name of the new edition"),
                self.edition,
                hint=_("Assessments are compared only within one edition."),
            ),
            2,
        )
        top.add(Field(_("Written in"), self.written_in), 1)
        self.add(top)
        tools = Flow(space=8)
        for each in (
            _button(_("Bring in a spreadsheet …"), "file-spreadsheet", self._choose),
            _button(_("Paste text …"), "file-text", self._ask_text),
            self.undo_button,
            self.redo_button,
            self.progress,
        ):
            tools.addWidget(each)
        self.add(tools)
        self.body.add(self.table, 1)
        self.add(self.notice)
        self.add(self.problems)

    def _connect(self) -> None:
        self.model.edited.connect(self.take)
        self.model.refused.connect(self.show_error)
        self.table.pasted.connect(self._paste)
        self.problems.chosen.connect(self.table.go_to)
        self.edition.editingFinished.connect(self._save_draft)
        self.written_in.activated.connect(lambda _at: self._change_language())

    @property
    def draft(self) -> FormDraft:
        """The form as it stands, with the name that is typed."""
        return dataclasses.replace(self.history.now, edition=self.edition.text().strip())

    def take(self, draft: FormDraft) -> None:
        """Show a draft that somebody wrote; a step that can be undone."""
        self.clear_error()
        if self.history.take(draft):
            self._show()

    def undo(self) -> None:
        """Take the last step back."""
        self.history.undo()
        self._show()
        if not self.history.is_changed:
            self._drop_draft()

    def redo(self) -> None:
        """Do it again."""
        self.history.redo()
        self._show()

    def bring(self, brought: Brought) -> None:
        """Take the words of a text or a spreadsheet, and tell what was not read."""
        self.take(self.history.now.taking(brought.words))
        told = ngettext(
            "Words for {count} item brought in.",
            "Words for {count} items brought in.",
            len(brought.words),
        ).format(count=len(brought.words))
        announce(self, told)
        self._tell_of(brought.problems, told)

    def read_spreadsheet(self, path: Path) -> None:
        """Read a spreadsheet beside the screen."""
        self.clear_error()
        scale = self._form.scale
        self._bridge.background.run(
            lambda: read_scale_form(path, scale), on=self, then=self.bring, failed=self._failed
        )

    def submit(self) -> None:
        """Keep the form as an edition of its own, or show what is to be put right."""
        self.clear_error()
        try:
            _scale, content = build(self.draft)
        except FormProblems as error:
            self._show_problems(error)
            return
        self._tell_of((), "")
        self.set_busy(busy=True)
        self._bridge.run(
            KeepScaleForm(content), on=self, then=lambda _id: self._kept(), failed=self._refused
        )

    def reject(self) -> None:
        """Leave; what was written is thrown away only when the user says so."""
        if self._leaving or not self.history.is_changed:
            super().reject()
            return
        question = Question(
            self,
            _("Leave without keeping?"),
            _("What you have written in is not kept anywhere else."),
            _("Throw away"),
            _("Go on writing"),
            danger=True,
        )
        question.accepted.connect(self._leave)
        question.open()

    def _leave(self) -> None:
        self._leaving = True
        self._drop_draft()
        self.reject()

    def _kept(self) -> None:
        self._drop_draft()
        self.accept()

    def _save_draft(self) -> None:
        if self.history.is_changed:
            self._bridge.run(SaveDraft(self._place, as_text(self.draft)), on=self._bridge)

    def _drop_draft(self) -> None:
        self._bridge.run(DropDraft(self._place), on=self._bridge)

    def _take_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        """Show what was written before a lock, unless the user has begun anew already."""
        row = next((each for each in drafts if each.place == self._place), None)
        found = from_text(row.text, self.history.now) if row else None
        if found is None or self.history.is_changed:
            return
        self.written_in.set_value(found.language)
        self.history = FormHistory(begin(self._form.scale, self._form.content, found.language))
        self.edition.setText(self.edition.text() or found.edition)
        self.history.take(found)
        self._show()
        self.notice.say(_("What you wrote last time is here again."), _("Undo takes it back."))
        self.notice.show()

    def _paste(self, text: str) -> None:
        if not text.strip():
            self.show_error(_("There is nothing to paste."), _("Copy cells or lines first."))
            return
        at = self.table.currentIndex()
        pasted = paste(self.model, text, max(0, at.row()), at.column())
        self.take(pasted.draft)
        self._tell_of(pasted.problems, _("Not everything was pasted."))

    def _show(self) -> None:
        self.model.set_draft(self.history.now)
        self._tell_standing()
        self._save_draft()

    def _tell_standing(self) -> None:
        draft = self.history.now
        self.progress.setText(
            _("{done} of {count} items with title and anchors").format(
                done=draft.complete, count=len(draft.items)
            )
        )
        self.undo_button.setEnabled(self.history.can_undo)
        self.redo_button.setEnabled(self.history.can_redo)
        self.written_in.setEnabled(not self.history.is_changed)

    def _change_language(self) -> None:
        chosen = str(self.written_in.value)
        self.history = FormHistory(begin(self._form.scale, self._form.content, chosen))
        self._show()

    def _choose(self) -> None:
        choose_spreadsheet(self, self.read_spreadsheet)

    def _ask_text(self) -> None:
        dialog = FormTextDialog(self, self._form.scale)
        dialog.read.connect(self.bring)
        dialog.open()

    def _tell_of(self, problems: Sequence[LineProblem], told: str) -> None:
        """Say what came in, and list what did not."""
        self.notice.setVisible(bool(problems))
        self.problems.show_problems(problems)
        if problems:
            count = ngettext(
                "{count} thing was not understood:",
                "{count} things were not understood:",
                len(problems),
            ).format(count=len(problems))
            self.notice.say(told, count)

    def _show_problems(self, error: FormProblems) -> None:
        self.show_error(error)
        self.notice.hide()
        self.problems.show_problems(error.problems)
        first = next((each.item for each in error.problems if each.item), "")
        if first:
            self.table.go_to(first)
        else:
            self.edition.setFocus()
        self.reveal(self.problems)

    def _refused(self, error: BaseException) -> bool:
        if isinstance(error, FormProblems):
            self.set_busy(busy=False)
            self._show_problems(error)
            return True
        if isinstance(error, KnownError):
            self.show_error(error)
            self.edition.setFocus()
            return True
        self.set_busy(busy=False)
        return False

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self._bridge.show(error)


def _button(text: str, icon: str, run: Callable[[], None], keys: str = "") -> Button:
    made = Button(text, icon=icon, keys=keys, bind=bool(keys))
    made.clicked.connect(lambda _on: run())
    return made
