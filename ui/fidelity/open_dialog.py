"""Opening an assessment: which scale, which period, who rates, and how."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.assessments.actions.open_assessment import OpenAssessment
from factdesk.assessments.assessors import NewAssessor
from factdesk.assessments.facts import FormRow
from factdesk.assessments.forms import ScaleForms
from factdesk.assessments.indicators.compute import year_before
from factdesk.assessments.sampling import MOST_CHARTS
from factdesk.team.roles import Role
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.bridge import Bridge
from ui.live import Live
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import HBox
from ui.widgets.pickers import StaffChoice, StaffPicker
from ui.widgets.selects import CheckBox, Select
from ui.widgets.texts import Label

_FIRST, _CHARTS = "dacts", 10


class OpenDialog(Dialog):
    """Everything has a proposal; a scale and one rater are all that must be chosen.

    ``opened`` tells the id of the new assessment; ``forms_wanted`` that its wording is missing
    and the user wants to load it.
    """

    opened = Signal(str)
    forms_wanted = Signal()

    def __init__(self, parent: QWidget, bridge: Bridge) -> None:
        """Propose a year to today with oneself as the first rater."""
        super().__init__(parent, _("New assessment"), _("Open the assessment"), width=720)
        self._bridge = bridge
        self._rows: dict[str, FormRow] = {}
        today = bridge.clock.today()
        self.scale, self.title = Select(), QLineEdit()
        self._proposed = ""
        self.first = DateField(bridge.clock.today, prefer="past")
        self.to = DateField(bridge.clock.today, prefer="past")
        self.to.set_value(today)
        self.first.set_value(year_before(today))
        self._proposed_first = self.first.value
        self.raters = StaffPicker()
        self._name_members()
        self.raters.set_ids([bridge.actor.id])
        bridge.team_changed.connect(self._name_members)
        self.outside = TextArea(lines=2, most_lines=5)
        self.owners, self.area = QLineEdit(owners_of(bridge.team)), QLineEdit()
        self.sources = TextArea(lines=1, most_lines=5, limit=2000)
        self.blind = CheckBox(_("Blind first: a rater sees the suggestion after scoring"))
        self.charts = QLineEdit(str(_CHARTS))
        self.charts.setValidator(QIntValidator(0, MOST_CHARTS, self))
        self._missing = Label("", tone="warn", wrap=True)
        self.load = Button(_("Load the wording …"))
        self.load.clicked.connect(self._load)
        self._hint = QWidget()
        hint = HBox(space=12, parent=self._hint)
        hint.add(self._missing, 1)
        hint.add(self.load)
        self._hint.hide()
        self._lay_out()
        self.scale.currentIndexChanged.connect(lambda _at: self._propose())
        self.to.changed.connect(self._to_changed)
        self._live: Live[tuple[FormRow, ...]] = Live(bridge, self, ScaleForms, self._show_forms)
        self.scale.setFocus()

    def submit(self) -> None:
        """Open it; a refusal is shown and what was chosen stays."""
        self.clear_error()
        raters = self._assessors()
        first, to, title = self.first.value, self.to.value, self.title.text().strip()
        for is_missing, widget, words in (
            (self.scale.value is None, self.scale, _("Choose a scale.")),
            (not title, self.title, _("Write a title.")),
            (first is None, self.first, _("Write the first day of the period.")),
            (to is None, self.to, _("Write the last day of the period.")),
            (
                bool(self.raters.unknown), self.raters,
                _("Nobody here has the initials {initials}.").format(
                    initials=", ".join(self.raters.unknown)
                ),
            ),
            (not raters, self.raters, _("Name at least one rater, here or from outside.")),
        ):  # fmt: skip
            if is_missing:
                self.show_error(words, _("Nothing was opened."))
                widget.setFocus()
                return
        if first is None or to is None:
            return
        self.set_busy(busy=True)
        action = OpenAssessment(
            form=str(self.scale.value),
            title=title,
            period_from=first,
            period_to=to,
            assessors=raters,
            owners=self.owners.text().strip() or None,
            area=self.area.text().strip() or None,
            sources=self.sources.toPlainText().strip() or None,
            blind_first=self.blind.isChecked(),
            sample_size=int(self.charts.text() or 0),
        )
        self._bridge.run(action, on=self, then=self._done, failed=self.refused)

    def _lay_out(self) -> None:
        what = HBox(space=16)
        what.add(Field(_("Scale and edition"), self.scale), 1)
        what.add(Field(_("Title"), self.title), 1)
        self.add(what)
        self.add(self._hint)
        days = HBox(space=16)
        days.add(Field(_("Period from"), self.first), 1)
        days.add(Field(_("To and with"), self.to), 1)
        days.add(
            Field(_("Charts drawn"), self.charts, hint=_("From the caseload of the last day.")), 1
        )
        self.add(days)
        raters = HBox(space=16)
        raters.add(
            Field(_("Raters"), self.raters, hint=_("Initials; two who score independently.")), 1
        )
        raters.add(
            Field(
                _("Raters from outside, without a key here"),
                self.outside,
                hint=_("One on each line: name, organisation."),
            ),
            1,
        )
        self.add(raters)
        head = HBox(space=16)
        head.add(Field(_("Owner organisations"), self.owners), 1)
        head.add(Field(_("Area"), self.area), 1)
        self.add(head)
        self.add(Field(_("Sources"), self.sources, hint=_("Documents, interviews, observations.")))
        self.add(self.blind)

    def _name_members(self) -> None:
        """Offer the members of the moment; an assessor may just have been given a key."""
        self.raters.set_staff(
            StaffChoice(each.id, each.initials, each.name) for each in self._bridge.team.active
        )

    def _assessors(self) -> tuple[NewAssessor, ...]:
        """Members in the order written, then those from outside."""
        team = self._bridge.team
        found = []
        for staff_id in self.raters.ids:
            member = team.member(staff_id)
            if member is not None:
                found.append(
                    NewAssessor(
                        staff_id=staff_id,
                        name=member.name,
                        is_outside=member.role is Role.ASSESSOR,
                    )
                )
        for line in self.outside.toPlainText().splitlines():
            name, _comma, organisation = (part.strip() for part in line.partition(","))
            if name:
                found.append(
                    NewAssessor(
                        staff_id=None, name=name, organisation=organisation or None,
                        is_outside=True,
                    )
                )  # fmt: skip
        return tuple(found)

    def _to_changed(self, day: date | None) -> None:
        """The first day follows, a year before, until it was chosen itself."""
        if day is not None:
            if self.first.value == self._proposed_first:
                self._proposed_first = year_before(day)
                self.first.set_value(self._proposed_first)
            self._propose()

    def _propose(self) -> None:
        """Propose a title until one is written, and say what the scale lacks."""
        row, day = self._rows.get(str(self.scale.value)), self.to.value
        if row is None:
            return
        if self.title.text() == self._proposed and day is not None:
            self._proposed = f"{row.instrument}, {_season(day)}"
            self.title.setText(self._proposed)
        self._missing.setText(
            _(
                "The wording of this scale has an owner and is not loaded yet. It can be scored "
                "from the paper form; with the wording loaded, titles and anchors stand beside."
            )
        )
        self._hint.setVisible(row.needs_wording)

    def _show_forms(self, rows: tuple[FormRow, ...]) -> None:
        chosen = self.scale.value
        offered = [row for row in rows if not row.put_away]
        self._rows = {row.key: row for row in offered}
        self.scale.blockSignals(True)
        self.scale.clear()
        for row in offered:
            self.scale.add(row.key, f"{row.title} · {row.edition}")
        first = next((row.key for row in offered if row.scale_id == _FIRST), None)
        known = chosen if chosen in self._rows else first or next(iter(self._rows), None)
        self.scale.set_value(known)
        self.scale.blockSignals(False)
        self._propose()

    def _load(self) -> None:
        self.reject()
        self.forms_wanted.emit()

    def _done(self, assessment_id: str) -> None:
        self.accept()
        self.opened.emit(assessment_id)


def owners_of(team: TeamFacts) -> str:
    """Who employs the members of now, as the report's head has it: «A kommune og B HF»."""
    employing = {each.employer_id for each in team.active}
    names = [each.name for each in team.employers if each.id in employing]
    if len(names) < 2:
        return "".join(names)
    return _("{these} and {last}").format(these=", ".join(names[:-1]), last=names[-1])


def _season(day: date) -> str:
    """«autumn 2026»: how a team speaks of a measurement."""
    words = (_("winter {year}"), _("spring {year}"), _("summer {year}"), _("autumn {year}"))
    return words[day.month % 12 // 3].format(year=day.year)
