"""What each rater gave an item, and what was settled: one card each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from factdesk.assessments.facts import AssessmentFacts, AssessorRow
from factdesk.words import _
from ui.fidelity.sheet_state import Answer, answer_of
from ui.fidelity.sheet_words import mark_word, rater_title
from ui.theme import theme
from ui.widgets.layouts import HBox
from ui.widgets.texts import Card, Label

#: Below this width of a card, in design pixels, they stand under each other.
_NARROW = 150


@dataclass(frozen=True)
class CardWords:
    """A card: whose, what they gave or that it is hidden, and what they wrote to it."""

    key: str
    title: str
    value: str
    note: str = ""
    is_hidden: bool = False
    organisation: str = ""

    @property
    def spoken(self) -> str:
        """The card in a sentence."""
        return ", ".join(filter(None, (self.title, self.organisation, self.value, self.note)))


def answer_words(answer: Answer | None) -> str:
    """A score or a mark in words; a dash where there is none."""
    if answer is None:
        return "–"
    return answer.shown if answer.score is not None else mark_word(answer.mark)


def card_words(facts: AssessmentFacts, slot: str) -> list[CardWords]:
    """The cards of a slot: the raters in order, then the consensus."""
    cards = []
    several = len(facts.items_of(slot)) > 1
    for number, rater in enumerate(facts.assessors, start=1):
        row = facts.rating(rater.id, slot)
        if rater.has_left and row is None:
            continue
        answer = answer_of(row)
        value = answer_words(answer)
        if several and answer is not None:
            value = f"{value} ({answer.item})"
        hidden = rater.id in facts.hidden
        cards.append(
            CardWords(
                rater.id,
                rater_title(number, rater),
                hidden_words(facts) if hidden else value,
                f"«{row.note}»" if row is not None and row.note else "",
                hidden,
                rater.organisation or (_("from outside") if rater.is_outside else ""),
            )
        )
    settled = facts.settled.get(slot)
    consensus = answer_of(settled)
    notes = []
    if settled is not None and settled.why:
        notes.append(settled.why)
    if settled is not None and settled.dissent:
        notes.append(_("Dissent: {text}").format(text=settled.dissent))
    value = answer_words(consensus)
    if several and consensus is not None:
        value = f"{value} ({consensus.item})"
    cards.append(CardWords("consensus", _("Consensus"), value, "\n".join(notes)))
    return cards


def hidden_words(facts: AssessmentFacts) -> str:
    """Until when another's score is hidden."""
    present = [rater for rater in facts.assessors if not rater.has_left]
    if len(present) == 2:
        return _("hidden until both are done")
    return _("hidden until all are done")


def initials_of(rater: AssessorRow) -> str:
    """The first letters of a rater's names."""
    return "".join(word[0] for word in rater.name.split() if word[:1].isalpha())[:3].upper()


class _RaterCard(Card):
    """One card; nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__(space=2, margins=(14, 10, 14, 12))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title = Label("", tone="muted", wrap=True)
        self.value = Label("", "large", wrap=True)
        self.note = Label("", "small", "muted", wrap=True)
        for label in (self.title, self.value, self.note):
            self.body.add(label)
        self.body.add(None)

    def show_words(self, words: CardWords) -> None:
        """Show a card's words."""
        self.setAccessibleName(words.spoken)
        self.title.setText(words.title)
        self.title.setToolTip(words.organisation)
        self.value.setText(words.value)
        self.value.setProperty("role", "large" if words.is_hidden else "title")
        self.value.set_tone("muted" if words.is_hidden else "")
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.note.setText(words.note)
        self.note.setVisible(bool(words.note))


class RaterCards(QWidget):
    """The cards beside each other, or below where there is no room."""

    def __init__(self) -> None:
        """Without cards."""
        super().__init__()
        self.cards: dict[str, _RaterCard] = {}
        self.words: tuple[CardWords, ...] = ()
        self._row = HBox(space=12, parent=self)

    def show_cards(self, cards: Sequence[CardWords]) -> None:
        """Show these; those that stay are changed in place."""
        self.words = tuple(cards)
        wanted = [card.key for card in cards]
        if list(self.cards) != wanted:
            for old in self.cards.values():
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.cards = {key: _RaterCard() for key in wanted}
            for made in self.cards.values():
                self._row.add(made, 1)
        for words in cards:
            self.cards[words.key].show_words(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room there is."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_NARROW) * max(1, len(self.cards))
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
