"""About an assessment: what stands in the report's head, strengths, raters, charts drawn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.assessments.actions.change_assessors import LeaveAssessors
from factdesk.assessments.actions.edit_assessment import EditAssessment
from factdesk.assessments.drafts import text_draft
from factdesk.assessments.facts import OPEN, AssessmentFacts, AssessorRow
from factdesk.assessments.views import TheAssessment
from factdesk.store.drafts import DraftRow, Drafts
from factdesk.team.roles import Right
from factdesk.words import _, pgettext
from ui.bridge import Bridge
from ui.fidelity.page_words import period_words
from ui.fidelity.rater_dialog import RaterDialog
from ui.live import Live
from ui.page import Command
from ui.saved_area import SavedArea
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, Heading, Label

#: The texts with the lines each shows; those of one line hold no others.
_LINES = {"title": 1, "owners": 1, "area": 1, "sources": 3, "strengths": 4, "weaknesses": 4}
#: What raters write too.
_OF_RATERS = ("sources", "strengths", "weaknesses")
#: Below this width in design pixels the cards stand under each other.
_BESIDE = 900


class AboutPart(Leads):
    """Every text saves itself when it is left. Esc goes back."""

    closed = Signal()
    person_wanted = Signal(str)

    def __init__(self, bridge: Bridge, messages: Speaks, assessment_id: str) -> None:
        """Take whose assessment it is about."""
        super().__init__()
        self._bridge, self._messages, self.assessment_id = bridge, messages, assessment_id
        self.facts: AssessmentFacts | None = None
        self.back = Button(_("Back"), "quiet", keys="Esc", icon="chevron-left")
        self.back.clicked.connect(self.leave)
        self.heading, self.line = Heading(""), Label("", "small", "muted", wrap=True)
        self.heading.setWordWrap(True)
        self.areas = {name: self._area(name) for name in _LINES}
        self._fields = {name: Field(_words(name), area) for name, area in self.areas.items()}
        #: The same texts for who may only read them.
        self.read = {name: _ReadText(_words(name)) for name in _LINES}
        self.raters, self.charts = QWidget(), QWidget()
        self._raters, self._charts = VBox(space=6, parent=self.raters), Flow(self.charts)
        self.remove_buttons: list[Button] = []
        self.add_button = Button(_("Add a rater …"))
        self.add_button.clicked.connect(self.add_rater)
        self._charts_hint = Label("", "small", "muted", wrap=True)
        self._lay_out()
        self.lead_to(self.back)
        self._live = Live(bridge, self, lambda: TheAssessment(assessment_id), self._show)

    def commands(self) -> list[Command]:
        """Adding a rater, and back."""
        group = _("About the assessment")
        return [
            Command(
                "about.rater", _("Add a rater …"), self.add_rater, "", group,
                lambda: self.may_change_raters,
            ),
            Command("about.back", _("Back"), self.leave, "Esc", group),
        ]  # fmt: skip

    @property
    def may_change_raters(self) -> bool:
        """Whether raters may come now: not once the scores have been shown."""
        return bool(self.facts and "lead" in self.facts.may and self.facts.state == OPEN)

    def leave(self) -> None:
        """Save and go back."""
        for area in self.areas.values():
            area.save()
        self.closed.emit()

    def keep_drafts(self) -> None:
        """Keep what is being typed."""
        for area in self.areas.values():
            area.flush_draft()

    def add_rater(self) -> None:
        """Open the dialog of a further rater."""
        if self.facts is not None and self.may_change_raters:
            RaterDialog(self, self._bridge, self.facts).open()

    def take_off(self, row: AssessorRow) -> None:
        """Ask, then take a rater off."""
        bridge = self._bridge

        def answered(yes: bool) -> None:
            if yes:
                bridge.run(LeaveAssessors(row.id, row.version), on=self)

        self._messages.ask(
            _("Take {name} off the raters?").format(name=row.name),
            _(
                "The name and the scores stay, and the others no longer wait. If everybody else "
                "is done, all scores are shown, and this cannot be undone."
            ),
            _("Take off the raters"),
            _("Keep"),
            answered,
            danger=True,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards stand under each other in a narrow place."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() / max(theme().factor, 0.1) >= _BESIDE
        self._pair.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _area(self, name: str) -> SavedArea:
        """The text of a field."""

        def write(text: str, seen: int) -> EditAssessment:
            tidy = text.strip() if _LINES[name] > 1 else " ".join(text.split())
            fields: dict[str, Any] = {name: tidy or None}
            return EditAssessment(self.assessment_id, seen, **fields)

        place = text_draft(self.assessment_id, name)
        area = SavedArea(self._bridge, place, write, spoken=_words(name), lines=_LINES[name])
        area.setReadOnly(True)
        return area

    def _lay_out(self) -> None:
        head = HBox(self.back)
        head.add(VBox(self.heading, self.line, space=2), 1)
        report = Card(Heading(_("In the report"), 3), space=12)
        for name in _LINES:
            report.body.add(self._fields[name])
            report.body.add(self.read[name])
        report.body.add(None)
        raters = Card(HBox(Heading(_("Raters"), 3), None, self.add_button), self.raters)
        charts = Card(Heading(_("Charts drawn"), 3), self._charts_hint, self.charts)
        inside = QWidget()
        self._pair = HBox(space=16, parent=inside)
        self._pair.add(report, 3)
        self._pair.add(VBox(raters, charts, None, space=16), 2)
        column = VBox(head, space=14, margins=(24, 18, 24, 20), parent=self)
        column.add(Scrolled(inside, _("About the assessment")), 1)

    def _show(self, facts: AssessmentFacts) -> None:
        first, self.facts = self.facts is None, facts
        self.heading.setText(facts.title)
        self.line.setText(period_words(facts.period_from, facts.period_to))
        for name, area in self.areas.items():
            text = getattr(facts, name) or ""
            area.show_saved(text, facts.version)
            writes = ("edit" if name in _OF_RATERS else "lead") in facts.may
            area.setReadOnly(not writes)
            self._fields[name].setVisible(writes)
            self.read[name].show_text(text)
            self.read[name].setVisible(not writes)
        self._show_raters(facts)
        self._show_charts(facts)
        self.add_button.setVisible(self.may_change_raters)
        if first:
            self._bridge.ask(Drafts(text_draft(facts.id, "")), on=self, then=self._take_drafts)
            at = next((area for area in self.areas.values() if not area.isReadOnly()), self.back)
            self.lead_to(at)
            if self.back.hasFocus():
                at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        by_place = {area.place: area for area in self.areas.values()}
        for draft in drafts:
            area = by_place.get(draft.place)
            if area is not None and not area.isReadOnly():
                area.take_draft(draft)

    def _show_raters(self, facts: AssessmentFacts) -> None:
        while (item := self._raters.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        self.remove_buttons = []
        may = "lead" in facts.may
        present = [row for row in facts.assessors if not row.has_left]
        for row in facts.assessors:
            line = QWidget()
            words = VBox(
                Label(" · ".join(filter(None, (row.name, row.organisation))), wrap=True),
                Label(_rater_state(row, facts.slots), "small", "muted", wrap=True),
                space=0,
            )
            layout = HBox(space=12, parent=line)
            layout.add(words, 1)
            if may and not row.has_left and len(present) > 1:
                button = Button(
                    _("Take off …"), spoken=_("Take {name} off the raters?").format(name=row.name)
                )
                button.clicked.connect(lambda _on=False, row=row: self.take_off(row))
                self.remove_buttons.append(button)
                layout.add(button)
            self._raters.add(line)

    def _show_charts(self, facts: AssessmentFacts) -> None:
        """The labels of the sample; each leads to its record for whoever may open records."""
        opens = self._bridge.can(Right.SEE_RECORD)
        self._charts.clear()
        for person_id, label in facts.sample:
            button = Button(label, "quiet")
            button.setEnabled(opens and bool(person_id))
            button.clicked.connect(
                lambda _on=False, person_id=person_id: self.person_wanted.emit(person_id)
            )
            self._charts.addWidget(button)
        seed = _("Drawn from the caseload by seed {seed}.").format(seed=facts.sample_seed)
        more = _("A label opens the record; the report names nobody.") if opens else ""
        none = _("No charts were drawn: figures are of the whole caseload.")
        self._charts_hint.setText(f"{seed} {more}".strip() if facts.sample else none)


class _ReadText(QWidget):
    """A text that is only read: its label, and below it the words or a dash, without a frame."""

    def __init__(self, label: str) -> None:
        """Take the label; it is hidden until it is known who reads."""
        super().__init__()
        self._label, self.text = label, Label("", wrap=True)
        VBox(Label(label, "small_strong"), self.text, space=2, parent=self)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show the words."""
        self.text.setText(text or "–")
        self.text.setAccessibleName(f"{self._label}: {text or '–'}")


def _words(name: str) -> str:
    """A field's label."""
    return {
        "title": _("Title"),
        "owners": _("Owner organisations"),
        "area": _("Area"),
        "sources": _("Sources"),
        "strengths": _("Strengths"),
        "weaknesses": _("Weaknesses"),
    }[name]


def _rater_state(row: AssessorRow, slots: int) -> str:
    """«12 of 28 scored», «done», «no longer takes part»; how the scores come in."""
    if row.has_left:
        state = _("no longer takes part")
    elif row.is_done:
        state = pgettext("rater", "done")
    else:
        state = _("{n} of {total} scored").format(n=row.answered, total=slots)
    return state if row.staff_id is not None else _("{state} · on paper").format(state=state)
