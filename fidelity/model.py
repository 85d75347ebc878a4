"""A scale as a frozen value: parts, subscales, items with anchors, rules, bands, sources.

Every number is a ``Fraction``; texts are ``Text``: the same sentence in each language of the file.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Text:
    """One text in the languages that the scale has, by code («en», «nb»)."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The text in a language; in bokmål for nynorsk, then in English, then in any."""
        for code in (language, "nb" if language == "nn" else "en", "en", "nb"):
            if self.by_language.get(code):
                return self.by_language[code]
        return next(iter(self.by_language.values()), "")

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return any(self.by_language.values())


class TotalRule(enum.StrEnum):
    """How the total of a scale is made."""

    MEAN_OF_ITEMS = "mean_of_items"
    MEAN_OF_SUBSCALES = "mean_of_subscales"
    SUM_OF_PART_MEANS = "sum_of_part_means"


class Mark(enum.StrEnum):
    """An item that is answered, but with no score."""

    NOT_RATED = "NR"
    NOT_APPLICABLE = "NA"


class Better(enum.StrEnum):
    """Whether a higher or a lower figure earns the higher score."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Anchor:
    """What earns one score: a text, and for a numeric item the range of its figure.

    The range is closed by ``at_least`` and ``at_most``, open by ``above`` and ``below``; an end
    that is not given is open for ever.
    """

    score: int
    text: Text
    at_least: Fraction | None = None
    above: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether a figure can be held against it."""
        edges = (self.at_least, self.above, self.at_most, self.below)
        return any(edge is not None for edge in edges)


@dataclass(frozen=True)
class Item:
    """One item of a scale, or one variant of an item.

    ``code`` is what ratings name; ``variant_of`` the item it is a variant of, else ``None``; of the
    variants of an item exactly one is scored. ``figure`` names the figure of the team's own data
    that answers it (see ``factdesk.assessments.indicators``); ``unit`` is the code of its unit.
    ``anchors`` are none or one for each score, lowest first; ``step`` is the grid that a numeric
    item's ranges are written on (1 for whole percent), and ``better`` says which way they run.
    ``look_back`` says in words how far back the item looks, ``look_back_days`` the same in days
    where it is a number. ``measures`` is one sentence on what the item measures.
    """

    code: str
    title: Text
    part: str
    subscale: str | None = None
    variant_of: str | None = None
    measures: Text = Text()
    anchors: tuple[Anchor, ...] = ()
    figure: str | None = None
    unit: str | None = None
    better: Better = Better.HIGHER
    step: Fraction = Fraction(1)
    look_back: Text = Text()
    look_back_days: int | None = None
    references: Mapping[str, Fraction] = field(default_factory=dict)
    is_confirmed: bool = True

    @property
    def is_numeric(self) -> bool:
        """Whether a figure can be held against the anchors."""
        return any(each.is_numeric for each in self.anchors)

    @property
    def slot(self) -> str:
        """The code of what it answers: its own, or that of the item it is a variant of."""
        return self.variant_of or self.code


@dataclass(frozen=True)
class Subscale:
    """A named group of items whose mean is reported; ``references`` are published means by code."""

    code: str
    title: Text
    part: str
    references: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A part of the scale with its own range of scores (FACTs 2017: A 1-5, B 1-8)."""

    code: str
    title: Text
    lowest: int
    highest: int
    is_confirmed: bool = True


@dataclass(frozen=True)
class Band:
    """A named range of the rounded total, both ends counted; an end that is ``None`` is open."""

    code: str
    title: Text
    at_least: Fraction | None
    at_most: Fraction | None
    is_confirmed: bool = True


@dataclass(frozen=True)
class LeftOut:
    """Items that may be left out together, marked ``marks``, where item ``post`` is scored."""

    items: tuple[str, ...]
    marks: tuple[Mark, ...]
    post: str | None = None
    when: Text = Text()


@dataclass(frozen=True)
class Reference:
    """A published measurement to draw beside one's own; its means stand on subscales and items."""

    code: str
    title: Text
    total: Fraction | None = None


@dataclass(frozen=True)
class EntryQuestion:
    """A yes/no question that is asked before the scale; not part of the score."""

    code: str
    text: Text


@dataclass(frozen=True)
class Scale:
    """One edition of one instrument, whole and valid.

    ``decimals`` are of the total, the parts and the subscales. ``has_sum``: the sum of the items is
    reported too. ``notes`` are printed in the report's method: among them what is unconfirmed.
    ``needs_form``: the wording has an owner and is loaded by the team. ``digest`` is the SHA-256
    of the file, in hex.
    """

    id: str
    edition: str
    instrument: str
    year: int
    languages: tuple[str, ...]
    title: Text
    about: Text
    source: Text
    licence: Text
    total_rule: TotalRule
    decimals: int
    has_sum: bool
    parts: tuple[Part, ...]
    subscales: tuple[Subscale, ...]
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    left_out: tuple[LeftOut, ...] = ()
    references: tuple[Reference, ...] = ()
    entry_questions: tuple[EntryQuestion, ...] = ()
    entry_needed: int = 0
    notes: tuple[Text, ...] = ()
    needs_form: bool = False
    digest: str = ""

    def item(self, code: str) -> Item | None:
        """The item or variant of a code."""
        return next((each for each in self.items if each.code == code), None)

    def part(self, code: str) -> Part:
        """The part of a code. Raises ``KeyError``."""
        for each in self.parts:
            if each.code == code:
                return each
        raise KeyError(code)

    def slots(self) -> Iterator[tuple[str, tuple[Item, ...]]]:
        """Each thing to be scored once: its code, and the item or the variants to choose from."""
        chosen: dict[str, list[Item]] = {}
        for each in self.items:
            chosen.setdefault(each.slot, []).append(each)
        for code, items in chosen.items():
            yield code, tuple(items)
