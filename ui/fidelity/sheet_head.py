"""The head of the sheet: which assessment, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from factdesk.assessments.facts import AssessmentFacts, AssessorRow
from factdesk.words import _, format_datetime
from fidelity.scoring import Outcome
from ui.fidelity.sheet_state import Answer, Mode, Slot, writable_raters
from ui.fidelity.sheet_words import head_words
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import Select
from ui.widgets.texts import Heading, Label

#: Below this width, in design pixels, the buttons stand under the title.
_NARROW = 1000
_LEAST = 320
#: Letters of the hash that are shown: enough to hold two prints against each other.
_SHORT_HASH = 12


class SheetHead(QWidget):
    """Its signals are its buttons; ``rater_chosen(id)``: another one's scores are written."""

    left = Signal()
    next_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()
    equal_wanted = Signal()
    sign_wanted = Signal()
    amend_wanted = Signal()
    about_wanted = Signal()
    rater_chosen = Signal(str)

    def __init__(self) -> None:
        """Build all buttons; which are seen depends on where the assessment stands."""
        super().__init__()
        self.back = Button(kind="quiet", icon="chevron-left", spoken=_("Back to the assessments"))
        self.title = Heading("", 1)
        self.title.setWordWrap(True)
        self.words = Label("", tone="muted", wrap=True)
        self.who = Select(_("Whose scores are written"))
        self.who.activated.connect(lambda _at: self.rater_chosen.emit(str(self.who.value)))
        self.state = Label("", "small", wrap=True)
        self.next = Button(_("Next without score"), keys="N")
        self.finish = Button(_("Finish my rating"))
        self.reopen = Button(_("Reopen my rating …"))
        self.equal = Button(_("Take the equal ones"))
        self.sign = Button(_("Sign …"))
        self.amend = Button(_("Amend …"))
        self.about = Button(_("About the assessment"), "quiet", keys="F4")
        self._room = QWidget()
        row = HBox(self.who, space=8, parent=self._room)
        for button, wanted in (
            (self.back, self.left), (self.about, self.about_wanted),
            (self.amend, self.amend_wanted),
            (self.reopen, self.reopen_wanted), (self.equal, self.equal_wanted),
            (self.finish, self.finish_wanted), (self.sign, self.sign_wanted),
            (self.next, self.next_wanted),
        ):  # fmt: skip
            button.clicked.connect(wanted)
            if button is not self.back:
                row.add(button)
        self._beside = HBox(space=12)
        self._beside.add(self.back)
        self._texts = VBox(self.title, self.words, self.state, space=2)
        self._beside.add(self._texts, 1)
        self._beside.add(self._room)
        self._below = HBox(None, space=8)
        self._column = VBox(self._beside, self._below, space=8, parent=self)
        self._is_narrow = False

    def show_facts(
        self,
        facts: AssessmentFacts,
        mode: Mode,
        rater: AssessorRow | None,
        given: Mapping[str, Answer],
        slots: tuple[Slot, ...],
        outcome: Outcome,
    ) -> None:
        """Show where the assessment stands and what can be done."""
        self.title.setText(facts.title)
        self.words.setText(head_words(facts))
        self._show_raters(facts, rater, mode)
        left = sum(slot.code not in given for slot in slots)
        is_mine = rater is None or rater.is_me
        self.next.setVisible(mode is not Mode.READING and left > 0)
        self.next.set_text(
            _("Next to settle") if mode is Mode.SETTLING else _("Next without score")
        )
        self.finish.setVisible(mode is Mode.RATING)
        self.finish.set_text(
            _("Finish my rating")
            if is_mine
            else _("Finish for {name}").format(name=rater.name if rater else "")
        )
        self.reopen.setVisible("reopen" in facts.may)
        self.equal.setVisible(mode is Mode.SETTLING and left > 0)
        self.sign.setVisible(mode is Mode.SETTLING and "sign" in facts.may)
        self.amend.setVisible("amend" in facts.may)
        # One thing is the main one: to go on while something is left, then to end.
        self.next.set_kind("primary")
        for button in (self.finish, self.sign):
            button.set_kind("primary" if left == 0 else "secondary")
        text, tone = state_words(facts, mode)
        self.state.setText(text)
        self.state.set_tone(tone)
        self.state.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:
        """Return little: what does not fit beside each other stands below."""
        return QSize(theme().px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window, or with large letters, the buttons stand under the title."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            (self._beside if narrow else self._below).removeWidget(self._room)
            if narrow:
                self._below.insertWidget(0, self._room)
            else:
                self._beside.add(self._room)

    def _show_raters(self, facts: AssessmentFacts, rater: AssessorRow | None, mode: Mode) -> None:
        found = writable_raters(facts)
        self.who.setVisible(mode is Mode.RATING and (len(found) > 1 or not found[0].is_me))
        wanted = [(each.id, each.name) for each in found]
        have = [(self.who.itemData(at), self.who.itemText(at)) for at in range(self.who.count())]
        if wanted != have:
            self.who.clear()
            for key, name in wanted:
                self.who.add(key, name)
        if rater is not None and rater.id in [key for key, _name in wanted]:
            self.who.set_value(rater.id)


def state_words(facts: AssessmentFacts, mode: Mode) -> tuple[str, str]:
    """What holds the whole assessment, and its tone: signed, withdrawn, or whom one waits for."""
    if facts.withdrawn_at is not None:
        return _("Withdrawn."), "warn"
    if facts.signed_at is not None:
        return _signed_words(facts, facts.signed_at)
    parts = []
    if facts.amends_id is not None and facts.amended_why:
        parts.append(_("Amendment: {why}").format(why=facts.amended_why))
    waiting = [
        each
        for each in facts.assessors
        if not each.is_done and not each.has_left and not each.is_me
    ]
    me = next((each for each in facts.assessors if each.id == facts.my_id), None)
    if mode is Mode.READING and waiting:
        if me is not None and me.is_done:
            parts.append(_("You are done."))
        parts.append(
            _("Waiting for {names}.").format(
                names=", ".join(
                    _("{name} ({answered} of {all})").format(
                        name=each.name, answered=each.answered, all=facts.slots
                    )
                    for each in waiting
                )
            )
        )
    return " ".join(parts), ""


def _signed_words(facts: AssessmentFacts, signed_at: datetime) -> tuple[str, str]:
    text = _("Signed {day} by {name}").format(
        day=format_datetime(signed_at), name=facts.signed_by or "–"
    )
    if facts.content_hash:
        text += " · " + _("seal {hash}").format(hash=facts.content_hash[:_SHORT_HASH])
    if facts.hash_holds is False:
        warning = _("The signed content has been changed outside of FACTdesk!")
        return f"{text} · {warning}", "danger"
    if facts.amended_by is not None:
        text += " · " + _("an amendment has taken its place")
    return text, "ok"
