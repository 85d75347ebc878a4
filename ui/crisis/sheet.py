"""A crisis plan to read when it is put to use: whom to call first, then the levels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.plans.crisis_view import CrisisFacts, LevelRow
from factdesk.plans.crisis_words import level_words, plan_words
from factdesk.words import _
from ui.crisis.contacts_card import ContactLine
from ui.crisis.grid import Grid
from ui.crisis.level_card import LEAST, level_head
from ui.crisis.words import age_words, made_words
from ui.widgets.layouts import Flow, VBox
from ui.widgets.marks import Chip
from ui.widgets.texts import Card, Label


class CrisisSheet(QWidget):
    """Everything that is written, and nothing that is not."""

    def __init__(self, facts: CrisisFacts) -> None:
        """Take the plan; ``facts.plan`` must be there."""
        super().__init__()
        self.facts = facts
        column = VBox(space=12, parent=self)
        column.add(standing(facts))
        calls = [_Tile(ContactLine(row, may_open=False)) for row in facts.contacts]
        column.add(
            Grid(list(calls), 340, 2)
            if calls
            else Label(_("Nobody stands here yet."), tone="muted")
        )
        for level in facts.levels:
            if not level.is_empty:
                column.add(_level(level))
        texts = [
            said(word, text)
            for field, word in plan_words().items()
            if field in ("helps", "triggers", "wishes", "not_wished", "told")
            and (text := getattr(facts.plan, field))
        ]
        if texts:
            column.add(Card(Grid(texts, LEAST, 2), margins=16))


class _Tile(Card):
    def __init__(self, line: ContactLine) -> None:
        super().__init__(line, margins=(8, 6, 8, 6))


def standing(facts: CrisisFacts) -> QWidget:
    """When and with whom it was made, and in a chip whether it is old or to be looked at."""
    holder = QWidget()
    column = VBox(Label(made_words(facts), tone="muted", wrap=True), space=6, parent=holder)
    chips = QWidget()
    flow = Flow(chips)
    old = age_words(facts)
    if old:
        flow.addWidget(Chip(old, "danger"))
    if facts.review_is_due:
        flow.addWidget(Chip(_("The next review is due"), "warn"))
    if flow.count():
        column.add(chips)
    else:
        chips.deleteLater()
    return holder


def said(word: str, text: str) -> QWidget:
    """A text under its word."""
    holder = QWidget()
    VBox(Label(word, "small_strong", "muted"), Label(text, wrap=True), None, space=2, parent=holder)
    return holder


def _level(level: LevelRow) -> Card:
    texts = [
        said(word, text) for field, word in level_words().items() if (text := getattr(level, field))
    ]
    card = Card(level_head(level), Grid(texts, LEAST, 4), space=8, margins=(16, 10, 16, 14))
    card.setAccessibleName(level.label)
    return card
