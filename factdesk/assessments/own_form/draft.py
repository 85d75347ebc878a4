"""A form while it is written: the words of each item, begun from an edition of the scale."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from factdesk.assessments.own_form.problems import LineProblem
from factdesk.words import _
from fidelity.model import Item, Scale

#: Ends the English title of an item whose wording has an owner and is not in the file.
PLACEHOLDER: Final = "(title in the team's own form)"

MOST_CHARACTERS: Final = 2000


@dataclass(frozen=True)
class ItemWords:
    """What a form says of one item; ``None`` and no anchors where it says nothing.

    ``subscale`` is a code of the scale, ``anchors`` are lowest score first, ``line`` is where it
    was read.
    """

    code: str
    title: str | None = None
    measures: str | None = None
    anchors: tuple[str, ...] = ()
    subscale: str | None = None
    line: int = 0


@dataclass(frozen=True)
class ItemDraft:
    """The words of one item as they stand; empty where nothing is written yet.

    ``anchors`` has a text for each score of the item's part, lowest first. ``standing`` is the
    title that the edition has for an item without a title of its own.
    """

    code: str
    title: str
    measures: str
    anchors: tuple[str, ...]
    subscale: str
    standing: str

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing left to write in."""
        return bool(self.title) and all(self.anchors)


@dataclass(frozen=True)
class FormDraft:
    """A form of ``scale`` (whose file is ``content``) in one language, to become ``edition``."""

    scale: Scale
    content: str
    language: str
    edition: str
    title: str
    items: tuple[ItemDraft, ...]

    def item(self, code: str) -> ItemDraft:
        """The words of an item. Raises ``KeyError``."""
        for each in self.items:
            if each.code == code:
                return each
        raise KeyError(code)

    @property
    def complete(self) -> int:
        """How many items have a title and every anchor."""
        return sum(each.is_complete for each in self.items)

    def with_title(self, code: str, title: str) -> FormDraft:
        """With another title of an item."""
        return self._with(replace(self.item(code), title=_tidy(title)))

    def with_measures(self, code: str, measures: str) -> FormDraft:
        """With another sentence on what an item measures."""
        return self._with(replace(self.item(code), measures=_tidy(measures)))

    def with_anchor(self, code: str, index: int, text: str) -> FormDraft:
        """With another anchor; ``index`` counts from 0, the lowest score."""
        item = self.item(code)
        anchors = list(item.anchors)
        anchors[index] = _tidy(text)
        return self._with(replace(item, anchors=tuple(anchors)))

    def with_subscale(self, code: str, subscale: str) -> FormDraft:
        """With an item, and its other variants, in a subscale, or in none («»)."""
        of = self.scale.item(code)
        slot = of.slot if of else code
        members = {each.code for each in self.scale.items if each.slot == slot}
        return replace(
            self,
            items=tuple(
                replace(each, subscale=subscale) if each.code in members else each
                for each in self.items
            ),
        )

    def taking(self, words: Iterable[ItemWords]) -> FormDraft:
        """With everything that a form says; what it does not say stays."""
        draft = self
        for said in words:
            if said.title is not None:
                draft = draft.with_title(said.code, said.title)
            if said.measures is not None:
                draft = draft.with_measures(said.code, said.measures)
            if said.subscale is not None:
                draft = draft.with_subscale(said.code, said.subscale)
            for index, anchor in enumerate(said.anchors):
                draft = draft.with_anchor(said.code, index, anchor)
        return draft

    def problems(self) -> tuple[LineProblem, ...]:
        """What must be put right before the form can be kept."""
        found = []
        if not self.edition.strip():
            found.append(LineProblem(_("The edition needs a name of its own.")))
        elif self.edition.strip() == self.scale.edition:
            found.append(
                LineProblem(_("An edition is never changed: give this one a name of its own."))
            )
        if text_problem(self.edition) or text_problem(self.title):
            found.append(LineProblem(_("The name has a character that cannot be shown.")))
        for item in self.items:
            found += _item_problems(item, self.scale)
        return tuple(found)

    def _with(self, item: ItemDraft) -> FormDraft:
        return replace(
            self, items=tuple(item if each.code == item.code else each for each in self.items)
        )


def begin(scale: Scale, content: str, language: str, edition: str = "") -> FormDraft:
    """A draft with the words that an edition has; ``content`` is the edition's file."""
    return FormDraft(
        scale=scale,
        content=content,
        language=language,
        edition=edition,
        title=scale.title.in_language(language),
        items=tuple(_item_draft(each, scale, language) for each in scale.items),
    )


def scores(scale: Scale, item: Item) -> range:
    """The scores that an item may be given."""
    part = scale.part(item.part)
    return range(part.lowest, part.highest + 1)


def is_placeholder(item: Item) -> bool:
    """Whether the title only says that the title is in the form the team holds."""
    return item.title.in_language("en").endswith(PLACEHOLDER)


def text_problem(text: str) -> str:
    """What is wrong with a text, in words; empty where nothing is."""
    if len(text) > MOST_CHARACTERS:
        return _("The text is longer than {most} characters.").format(most=MOST_CHARACTERS)
    if any(not _can_be_shown(each) for each in text):
        return _("The text has a character that cannot be shown.")
    return ""


def _item_draft(item: Item, scale: Scale, language: str) -> ItemDraft:
    shown = item.title.in_language(language)
    anchors = {each.score: each.text.in_language(language) for each in item.anchors}
    return ItemDraft(
        code=item.code,
        title="" if is_placeholder(item) else shown,
        measures=item.measures.in_language(language),
        anchors=tuple(anchors.get(score, "") for score in scores(scale, item)),
        subscale=item.subscale or "",
        standing=shown,
    )


def _item_problems(draft: ItemDraft, scale: Scale) -> list[LineProblem]:
    found = []
    for text in (draft.title, draft.measures, *draft.anchors):
        problem = text_problem(text)
        if problem:
            found.append(LineProblem(problem, item=draft.code))
            break
    item = scale.item(draft.code)
    if item is not None and any(draft.anchors) and not all(draft.anchors):
        missing = [
            str(score)
            for score, text in zip(scores(scale, item), draft.anchors, strict=True)
            if not text
        ]
        found.append(
            LineProblem(
                _("Write all anchors or none; missing: {scores}.").format(
                    scores=", ".join(missing)
                ),
                item=draft.code,
            )
        )
    return found


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _can_be_shown(character: str) -> bool:
    if character in "\n\t":
        return True
    turns = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return not turns and unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn")
