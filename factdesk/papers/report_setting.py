"""What every part of a fidelity report is set with: facts, styles, width, numbers and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from factdesk.papers.marks import Heading
from factdesk.papers.report_facts import ItemLine, ReportFacts
from factdesk.papers.rows import Cell, Column, headed_tables, rows_table
from factdesk.papers.styles import MUTED, REGULAR, STRONG, Looks
from factdesk.words import _, format_date, format_number, language, pgettext
from fidelity.model import Mark, Text, TotalRule
from fidelity.rating import Given
from fidelity.rounding import half_up
from fidelity.scoring import Group

#: The room in points for the labels at the left of what is said of an item.
LABELS: Final = 88.0
#: Marks what the scale's file says is not confirmed against the instrument.
UNCONFIRMED: Final = "†"


class Said(Paragraph):
    """What is said of an item; ``words`` is its markup."""

    def __init__(self, words: str, *given: Any, **named: Any) -> None:
        """Set it."""
        self.words = words
        super().__init__(words, *given, **named)


@dataclass(frozen=True)
class Setting:
    """A report being set in the language that holds."""

    facts: ReportFacts
    looks: Looks
    width: float
    _labelled: dict[str, ParagraphStyle] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> tuple[ItemLine, ...]:
        """Every item."""
        return self.facts.lines()

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What is reported below the total: the subscales, else the parts."""
        groups = self.facts.outcome.groups
        subscales = tuple(one for one in groups if one.kind == "subscale")
        parts = tuple(one for one in groups if one.kind == "part")
        return (*parts, *subscales)

    @cached_property
    def sections(self) -> tuple[tuple[Group | None, tuple[ItemLine, ...]], ...]:
        """The items by subscale, or by part where there are none; one section where neither."""
        by_subscale = any(one.kind == "subscale" for one in self.facts.outcome.groups)
        found: dict[str, list[ItemLine]] = {}
        for line in self.lines:
            code = line.item.subscale if by_subscale else line.item.part
            found.setdefault(code or "", []).append(line)
        return tuple((self.facts.outcome.group(code), tuple(own)) for code, own in found.items())

    def say(self, text: Text) -> str:
        """A text of the scale in the report's language."""
        return text.in_language(language())

    def number(self, value: Fraction | None) -> str:
        """A mean or total with the scale's decimals; a dash where there is none."""
        decimals = self.facts.scale.decimals
        return "–" if value is None else format_number(half_up(value, decimals), decimals)

    def change(self, value: Fraction, before: Fraction) -> str:
        """How much a mean has changed, from what is shown of both: «+0.16»."""
        decimals = self.facts.scale.decimals
        change = half_up(value, decimals) - half_up(before, decimals)
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        return sign + format_number(abs(change), decimals)

    def range_of(self, group: Group | None) -> tuple[int, int]:
        """The lowest and highest score of a part or subscale; of the whole scale for none."""
        scale = self.facts.scale
        code = group.code if group is not None else ""
        if group is not None and group.kind == "subscale":
            code = next((one.part for one in scale.subscales if one.code == code), "")
        parts = [one for one in scale.parts if one.code == code] or list(scale.parts)
        return min(one.lowest for one in parts), max(one.highest for one in parts)

    @cached_property
    def total_range(self) -> tuple[int, int]:
        """The lowest and the highest total there can be."""
        parts = self.facts.scale.parts
        if self.facts.scale.total_rule is TotalRule.SUM_OF_PART_MEANS:
            return sum(one.lowest for one in parts), sum(one.highest for one in parts)
        return self.range_of(None)

    def title(self, line: ItemLine) -> str:
        """«H1 Small caseload», with † where the item is not confirmed."""
        mark = "" if line.item.is_confirmed else f"\u00a0{UNCONFIRMED}"
        return f"{line.item.code}\u00a0{self.say(line.item.title)}{mark}"

    def labelled(self, label: str, markup: str, *, tone: str = "body") -> Said:
        """What is said of an item, its label at the left; divided where a page ends."""
        style = self._labelled.get(tone)
        if style is None:
            base = self.looks.style("muted" if tone == "muted" else "body")
            style = ParagraphStyle(
                "labelled",
                base,
                fontName=STRONG if tone == "strong" else REGULAR,
                leftIndent=LABELS,
                spaceAfter=3,
                bulletFontName=REGULAR,
                bulletFontSize=self.looks.style("muted").fontSize,
                bulletColor=MUTED,
            )
            self._labelled[tone] = style
        return Said(markup, style, bulletText=self.looks.printable(label) or None)

    def said(self, label: str, text: str, *, tone: str = "body") -> Said:
        """The same with plain text."""
        return self.labelled(label, self.looks.markup(text), tone=tone)


def given_words(given: Given | None) -> str:
    """A score, or why there is none."""
    if given is None:
        return pgettext("report", "not scored")
    if isinstance(given, Mark):
        return mark_words(given)
    return str(given)


def mark_words(mark: Mark) -> str:
    """What a mark means."""
    if mark is Mark.NOT_APPLICABLE:
        return pgettext("report", "not applicable")
    return pgettext("report", "not rated")


def state_of(facts: ReportFacts) -> tuple[str, ...]:
    """What the reader of every page must know: not signed, incomplete, a correction, withdrawn."""
    told: list[str] = []
    if facts.is_withdrawn:
        told.append(_("Withdrawn: this assessment does not count"))
    elif facts.is_review:
        told.append(_("Made from a file of scores, not signed"))
    elif facts.signature is None:
        told.append(pgettext("report", "Draft, not signed"))
    elif not facts.signature.holds:
        told.append(_("The signed content has been altered: do not trust this report"))
    if not facts.outcome.is_complete:
        told.append(
            _("Incomplete: {missing} of {slots} items are not scored").format(
                missing=len(facts.outcome.missing), slots=facts.outcome.slots
            )
        )
    if facts.is_corrected:
        told.append(_("A later correction has replaced this report"))
    if facts.correction is not None:
        told.append(_corrects(facts))
    return tuple(told)


def _corrects(facts: ReportFacts) -> str:
    signed = facts.correction.signed_on if facts.correction is not None else None
    if signed is None:
        return _("A correction of an earlier report")
    return _("A correction of the report signed {day}").format(day=format_date(signed))


def span_of(facts: ReportFacts) -> str:
    """«1 December 2025 – 30 November 2026», one day, or nothing."""
    days = (facts.period_from, facts.period_to)
    return " – ".join(format_date(day) for day in days if day is not None)


def short(digest: str) -> str:
    """So much of a digest as is enough to tell two apart on paper."""
    return digest[:16]


def edition_of(facts: ReportFacts) -> str:
    """«DACTS, edition 2008»."""
    return pgettext("scale", "{instrument}, edition {edition}").format(
        instrument=facts.scale.instrument, edition=facts.scale.edition
    )


def headed(
    setting: Setting,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    level: int = 0,
) -> list[Flowable]:
    """A heading with a table below it."""
    table = rows_table(setting.looks, columns, rows, setting.width)
    return headed_tables(Heading(setting.looks, title, level), [table], setting.width)
