"""The editions of scales: those with the program, the team's own, those from others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from factdesk.assessments.actions.scale_forms import (
    BringBackScaleForm,
    KeepScaleForm,
    PutAwayScaleForm,
)
from factdesk.assessments.facts import FormRow
from factdesk.assessments.form_text import FormText, ScaleFormText
from factdesk.assessments.forms import ScaleForms
from factdesk.assessments.kinds import Origin
from factdesk.assessments.own_form.problems import FormProblems
from factdesk.assessments.own_form.scale_files import load_file, save_file
from factdesk.errors import KnownError
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.live import Live
from ui.scale_forms.editor import FormEditor
from ui.scale_forms.files import choose_scale_file, place_for_scale_file
from ui.scale_forms.problem_list import ProblemList
from ui.scale_forms.words import origin_word, standing
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import Flow
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import EmptyState


class ScaleFormsDialog(Dialog):
    """All editions in a list; from here one is written further, brought in, given out, put away.

    Opened with `open()`. Everybody who sees fidelity may look; who leads assessments may change.
    """

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget) -> None:
        """Take the bridge, who tells the user, and the window."""
        intro = _(
            "An assessment keeps the edition it was made with. Wording that has an owner is not"
            " part of FACTdesk: write it in from the form that the team holds."
        )
        super().__init__(
            parent,
            _("Scales and forms"),
            _("Write in titles and anchors …"),
            secondary=_("Close"),
            intro=intro,
            width=1140,
        )
        self._bridge, self._messages = bridge, messages
        self.model: RowsModel[FormRow] = RowsModel(_columns(), self)
        self.table = Table(self.model, _("Editions of scales"))
        self.table.setMinimumHeight(theme().px(300))
        self.table.opened.connect(lambda _row: self.submit())
        self.table.selectionModel().currentRowChanged.connect(lambda *_at: self._allow())
        self.model.modelReset.connect(self._allow)
        self.empty = EmptyState(
            "scale", _("No scales"), _("Bring in a scale file from another team."), ""
        )
        self.empty.hide()
        self.problems = ProblemList()
        self.bring_button = _button(_("Bring in a scale file …"), "upload", self._bring)
        self.give_button = _button(_("Give out as scale file …"), "download", self._give)
        self.away_button = _button(_("Put away"), "eye-off", self._put_away)
        self.body.add(self.table, 1)
        self.add(self.empty)
        tools = Flow(space=8)
        for each in (self.bring_button, self.give_button, self.away_button):
            tools.addWidget(each)
        self.add(tools)
        self.add(self.problems)
        self._live: Live[tuple[FormRow, ...]] = Live(bridge, self, ScaleForms, self._show)
        self._allow()
        self.table.setFocus()

    @property
    def chosen(self) -> FormRow | None:
        """The edition chosen."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def submit(self) -> None:
        """Write the chosen edition further."""
        if self.chosen is not None and self._leads:
            self.clear_error()
            self._bridge.ask(ScaleFormText(self.chosen.key), on=self, then=self._edit)

    def read(self, path: Path) -> None:
        """Bring in a scale file; what is wrong in it is shown by its lines."""
        self.clear_error()
        self.problems.show_problems(())
        self._bridge.background.run(
            lambda: load_file(path), on=self, then=self._keep, failed=self._failed
        )

    def write(self, form: FormText, path: Path) -> None:
        """Give an edition out."""
        self._bridge.background.run(
            lambda: save_file(path, form.content),
            on=self,
            then=lambda _done: self._messages.info(_("Saved: {file}").format(file=path.name)),
            failed=self._failed,
        )

    @property
    def _leads(self) -> bool:
        return self._bridge.can(Right.LEAD_ASSESSMENT)

    def _show(self, rows: tuple[FormRow, ...]) -> None:
        kept = self.chosen.key if self.chosen else None
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows and not self.table.currentIndex().isValid():
            at = self.model.index_of(kept) if kept else self.model.index(0, 0)
            self.table.setCurrentIndex(at if at.isValid() else self.model.index(0, 0))
        self._allow()

    def _allow(self) -> None:
        row = self.chosen
        self.primary.setEnabled(self._leads and row is not None)
        self.give_button.setEnabled(self._leads and row is not None)
        self.bring_button.setEnabled(self._leads)
        self.away_button.setEnabled(self._leads and row is not None and row.id is not None)
        self.away_button.set_text(
            _("Bring back") if row is not None and row.put_away else _("Put away")
        )

    def _edit(self, form: FormText) -> None:
        editor = FormEditor(self, self._bridge, form)
        editor.accepted.connect(lambda: self._messages.info(_("The new edition is kept.")))
        editor.open()

    def _bring(self) -> None:
        choose_scale_file(self, self.read)

    def _keep(self, content: str) -> None:
        self._bridge.run(
            KeepScaleForm(content, Origin.FILE), on=self, then=self._kept, failed=self._take_error
        )

    def _kept(self, _form_id: str) -> None:
        self._messages.info(_("The scale is among the team's editions now."))

    def _give(self) -> None:
        if self.chosen is not None:
            self._bridge.ask(ScaleFormText(self.chosen.key), on=self, then=self._ask_place)

    def _ask_place(self, form: FormText) -> None:
        place_for_scale_file(self, form.file_name, lambda path: self.write(form, path))

    def _put_away(self) -> None:
        row = self.chosen
        if row is None or row.id is None or row.version is None:
            return
        act = BringBackScaleForm if row.put_away else PutAwayScaleForm
        self._bridge.run(act(row.id, row.version), on=self)

    def _failed(self, error: BaseException) -> None:
        if not self._take_error(error):
            self._bridge.show(error)

    def _take_error(self, error: BaseException) -> bool:
        if not isinstance(error, KnownError):
            return False
        self.show_error(error)
        self._allow()
        if isinstance(error, FormProblems):
            self.problems.show_problems(error.problems)
        return True


def _columns() -> list[Column[FormRow]]:
    return [
        Column(lambda: _("Scale"), lambda row: row.title, width=470),
        Column(lambda: _("Edition"), lambda row: row.edition, width=160),
        Column(lambda: _("Items"), lambda row: str(row.items), width=80, right=True),
        Column(lambda: _("Where from"), lambda row: origin_word(row.origin), width=180),
        Column(lambda: _("Standing"), standing, width=0),
    ]


def _button(text: str, icon: str, run: Callable[[], None]) -> Button:
    made = Button(text, icon=icon)
    made.clicked.connect(lambda _on: run())
    return made
