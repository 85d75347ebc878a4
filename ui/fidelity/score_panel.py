"""The right side: what the scores come to so far, against the measurement before, and the trend."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from factdesk.assessments.facts import AssessmentFacts
from factdesk.assessments.fidelity_words import note_words
from factdesk.words import _, format_date
from fidelity.model import Scale
from fidelity.scoring import Group, Outcome
from ui.fidelity.score_bars import Bar, ScoreBars
from ui.fidelity.sheet_state import comparable
from ui.fidelity.sheet_words import (
    agreement_words,
    band_level,
    band_words,
    group_words,
    mean_words,
    said,
    standing_words,
)
from ui.fidelity.trend_chart import Point, TrendChart
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox
from ui.widgets.marks import StatusMark
from ui.widgets.paint import paint_box
from ui.widgets.spoken import announce
from ui.widgets.texts import Card, Heading, Label

_TONES = {"green": "ok", "blue": "info", "yellow": "warn", "red": "danger"}


class ScorePanel(Card):
    """``report_wanted`` and ``compare_wanted`` are its buttons."""

    report_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self) -> None:
        """Without scores."""
        super().__init__(space=6, margins=(24, 20, 24, 20))
        self.standing = Label("", tone="muted", wrap=True)
        self.total = Label("–", "display")
        self.band = BandMark()
        self.sum = Label("", "small", "muted", wrap=True)
        self.bars = ScoreBars()
        self.before = Label("", "small", "muted", wrap=True)
        self.notes = Label("", "small", "muted", wrap=True)
        self.agreement = Label("", "small", "muted", wrap=True)
        self.trend_heading = Heading(_("Development"), 3)
        self.trend = TrendChart()
        self.report = Button(_("Report (PDF)"))
        self.report.clicked.connect(self.report_wanted)
        self.compare = Button(_("Compare"))
        self.compare.clicked.connect(self.compare_wanted)
        buttons = QWidget()
        flow = Flow(buttons, space=8)
        flow.addWidget(self.report)
        flow.addWidget(self.compare)
        for widget in (self.standing, self.total, self.band, self.sum):
            self.body.add(widget)
        self.body.addSpacing(theme().px(14))
        self.body.add(self.bars)
        self.body.add(self.notes)
        self.body.add(self.before)
        self.body.add(self.agreement)
        self.body.addSpacing(theme().px(14))
        self.body.add(self.trend_heading)
        self.body.add(self.trend)
        self.body.addSpacing(theme().px(10))
        self.body.add(buttons)
        self.body.add(None)
        self._told = ""

    def show_outcome(self, facts: AssessmentFacts, outcome: Outcome) -> None:
        """Show what the scores come to."""
        scale, slots = facts.scale, facts.slots
        self.standing.setText(standing_words(scale, outcome, slots))
        self.total.setText(mean_words(scale, outcome.total))
        self.band.show_band(scale, outcome)
        self._show_sum(outcome)
        self.bars.show_bars(bars_of(facts, outcome))
        self.bars.setVisible(bool(self.bars.bars))
        notes = " ".join(note_words(note) for note in outcome.notes)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        previous = facts.previous
        self.before.setVisible(previous is not None)
        if previous is not None:
            text = _("│ previous measurement, {day}: {total}")
            self.before.setText(
                text.format(
                    day=format_date(previous.period_to),
                    total=mean_words(scale, previous.total),
                )
            )
        words = agreement_words(facts.agreement)
        self.agreement.setText(words)
        self.agreement.setVisible(bool(words))
        self._show_trend(facts, outcome)
        self.compare.setVisible(bool(comparable(facts)))
        self._say(outcome, scale)

    def _show_sum(self, outcome: Outcome) -> None:
        """The sum of the items is told once it is one: of half a sheet it says nothing."""
        whole = outcome.is_complete and outcome.sum is not None
        self.sum.setVisible(whole)
        if whole:
            self.sum.setText(_("Sum {sum}").format(sum=outcome.sum))

    def _show_trend(self, facts: AssessmentFacts, outcome: Outcome) -> None:
        points = trend_points(facts, outcome)
        for widget in (self.trend_heading, self.trend):
            widget.setVisible(len(points) > 1)
        self.trend.show_points(points)

    def _say(self, outcome: Outcome, scale: Scale) -> None:
        """Tell a screen reader when the total is another."""
        now = self.total.text()
        if self._told and now != self._told and outcome.band is not None:
            announce(
                self.total, f"{now}, {band_words(outcome.band, is_complete=outcome.is_complete)}"
            )
        self._told = now


def bars_of(facts: AssessmentFacts, outcome: Outcome) -> list[Bar]:
    """A bar for each group of the outcome."""
    previous = facts.previous.groups if facts.previous is not None else {}
    return [_bar(facts.scale, group, previous.get(group.code)) for group in outcome.groups]


def _bar(scale: Scale, group: Group, before: Fraction | None) -> Bar:
    part = group.code
    if group.kind == "subscale":
        part = next(each.part for each in scale.subscales if each.code == group.code)
    lowest, highest = scale.part(part).lowest, scale.part(part).highest

    def share(mean: Fraction | None) -> Fraction | None:
        return None if mean is None else (mean - lowest) / (highest - lowest)

    return Bar(
        said(group.title),
        mean_words(scale, group.mean),
        share(group.mean),
        group.is_complete,
        share(before),
        mean_words(scale, before) if before is not None else "",
        "" if group.is_complete else group_words(scale, group),
    )


def trend_points(facts: AssessmentFacts, outcome: Outcome) -> list[Point]:
    """The signed totals of the edition up to this assessment, and this one."""
    points = [
        Point(each.period_to, each.total, mean_words(facts.scale, each.total))
        for each in facts.trend
        if each.total is not None
        and each.assessment_id not in (facts.id, facts.amends_id)
        and each.period_to <= facts.period_to
    ]
    if outcome.total is not None:
        text = mean_words(facts.scale, outcome.total)
        provisional = facts.signed_at is None
        points.append(Point(facts.period_to, outcome.total, text, is_provisional=provisional))
    return points


class BandMark(QWidget):
    """The band as colour, shape and word."""

    def __init__(self) -> None:
        """Without a band."""
        super().__init__()
        self.mark = StatusMark("none", size=16)
        self.words = Label("", "small", wrap=True)
        self._tone = "neutral"
        row = HBox(self.mark, space=6, margins=(8, 4, 10, 4), parent=self)
        row.add(self.words, 1)
        row.setAlignment(self.mark, Qt.AlignmentFlag.AlignVCenter)

    def show_band(self, scale: Scale, outcome: Outcome) -> None:
        """Show the band of an outcome, or nothing."""
        band = outcome.band
        self.setVisible(band is not None)
        if band is None:
            return
        level = band_level(scale, band)
        words = band_words(band, is_complete=outcome.is_complete)
        self._tone = _TONES[level]
        self.mark.set_level(level, words)
        self.words.setText(words)
        self.words.set_tone(self._tone if self._tone != "info" else "accent")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        looks, painter = theme(), QPainter(self)
        edge = looks.colour(f"{self._tone}_text") if looks.scheme == "contrast" else None
        ground = self.rect().toRectF()
        paint_box(painter, ground, looks.colour(f"{self._tone}_fill"), edge, radius=5)
        painter.end()
