"""The sheet's words: numbers, periods, where it stands, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from factdesk.assessments.facts import AssessmentFacts, AssessorRow
from factdesk.assessments.fidelity_words import mark_words
from factdesk.assessments.indicators.figure import Coverage
from factdesk.assessments.indicators.units import amount
from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.words import DateStyle, _, format_date, format_number, language, ngettext
from fidelity.agreement import Agreement
from fidelity.model import Band, Item, Mark, Scale, Text
from fidelity.rounding import half_up
from fidelity.scoring import Group, Outcome
from ui.widgets.paint import Level

#: Above this many, missing items are counted and not named.
_NAMED = 8


def said(text: Text) -> str:
    """A scale's text in the language of the screen."""
    return text.in_language(language())


def mean_words(scale: Scale, value: Fraction | None) -> str:
    """A mean or total with the scale's decimals: «4,09»; a dash where there is none."""
    if value is None:
        return "–"
    return format_number(half_up(value, scale.decimals), scale.decimals)


def group_words(scale: Scale, group: Group) -> str:
    """What stands at a subscale: its mean, or how many items are missing."""
    if group.is_complete:
        return mean_words(scale, group.mean)
    missing = group.items - group.answered
    return ngettext("{count} missing", "{count} missing", missing).format(count=missing)


def head_words(facts: AssessmentFacts) -> str:
    """Period, raters and sample in one line."""
    raters = ", ".join(each.name for each in facts.assessors if not each.has_left)
    parts = [
        _("period {first} – {last}").format(
            first=format_date(facts.period_from), last=format_date(facts.period_to)
        )
    ]
    if raters:
        parts.append(_("assessors {names}").format(names=raters))
    if facts.sample:
        count = len(facts.sample)
        parts.append(
            ngettext("sample of {count} chart", "sample of {count} charts", count).format(
                count=count
            )
        )
    return " · ".join(parts)


def standing_words(scale: Scale, outcome: Outcome, slots: int) -> str:
    """«DACTS · provisional, 25 of 28», and nothing after the name when all is answered."""
    if outcome.is_complete:
        return _("{scale} · complete, {count} of {all}").format(
            scale=scale.instrument, count=slots, all=slots
        )
    return _("{scale} · provisional, {count} of {all}").format(
        scale=scale.instrument, count=slots - len(outcome.missing), all=slots
    )


def band_words(band: Band, *, is_complete: bool) -> str:
    """The band's name; «so far» while something is missing."""
    title = said(band.title)
    return title if is_complete else _("{band} · so far").format(band=title)


def band_level(scale: Scale, band: Band) -> Level:
    """The shape of a band: best a circle, worst an octagon, between them triangle and square."""
    order = sorted(
        scale.bands, key=lambda each: (each.at_least is not None, each.at_least or Fraction(0))
    )
    place = order.index(band)
    if place == len(order) - 1:
        return "green"
    if place == 0:
        return "red"
    return "blue" if place == len(order) - 2 and len(order) > 3 else "yellow"


def item_place(scale: Scale, item: Item) -> str:
    """«S1 · Nature of services · look-back: the latest four weeks»."""
    parts = [item.code]
    subscale = next((each for each in scale.subscales if each.code == item.subscale), None)
    if subscale is not None:
        parts.append(said(subscale.title))
    elif len(scale.parts) > 1:
        parts.append(said(scale.part(item.part).title))
    if item.look_back:
        back = said(item.look_back)
        parts.append(_("look-back: {period}").format(period=back[:1].lower() + back[1:]))
    return " · ".join(parts)


def mark_word(mark: RatingMark) -> str:
    """How an answer without a score is called."""
    return "" if mark is RatingMark.SCORE else mark_words(Mark(mark.value))


def missing_words(codes: Sequence[str]) -> str:
    """Which items have no score: named while they are few."""
    if len(codes) <= _NAMED:
        return ngettext("{items} has no score.", "{items} have no score.", len(codes)).format(
            items=", ".join(codes)
        )
    return ngettext(
        "{count} item has no score.", "{count} items have no score.", len(codes)
    ).format(count=len(codes))


def rater_title(number: int, rater: AssessorRow) -> str:
    """«Assessor 1, Marit Holm»."""
    return _("Assessor {number}, {name}").format(number=number, name=rater.name)


def fraction_words(part: Fraction | None, whole: Fraction | None) -> str:
    """«1 214 of 1 702», or "" where the figure is no share of something."""
    if part is None or not whole:
        return ""
    return _("{part} of {whole}").format(part=amount(part, "count"), whole=amount(whole, "count"))


def coverage_words(coverage: Coverage) -> str:
    """How much data there is, and what is missing."""
    share = coverage.share
    if share is None:
        return coverage.missing
    percent = format_number(half_up(share * 100, 0))
    text = _("coverage {percent} % ({counted} of {all})").format(
        percent=percent,
        counted=format_number(coverage.counted),
        all=format_number(coverage.looked_at),
    )
    return f"{text}, {coverage.missing}" if coverage.missing else text


def period_words(first: date, last: date) -> str:
    """The days that a figure is of."""
    if first == last:
        return format_date(last)
    style: DateStyle = "short" if first.year == last.year else "medium"
    return f"{format_date(first, style)} – {format_date(last)}"


def agreement_words(agreement: Agreement | None) -> str:
    """How far the raters agree: equal scores, and the weighted kappa where there is one."""
    if agreement is None or agreement.percent is None:
        return ""
    text = _("The assessors agree on {same} of {items} items ({percent} %)").format(
        same=agreement.same,
        items=agreement.items,
        percent=format_number(half_up(agreement.percent, 0)),
    )
    if agreement.weighted_kappa is not None:
        kappa = format_number(half_up(agreement.weighted_kappa, 2), 2)
        text += " · " + _("weighted kappa {kappa}").format(kappa=kappa)
    return text


def evidence_word(kind: EvidenceKind) -> str:
    """What was looked at, in a word."""
    return {
        EvidenceKind.DOCUMENT: _("Document"),
        EvidenceKind.INTERVIEW: _("Interview"),
        EvidenceKind.OBSERVATION: _("Observation"),
        EvidenceKind.CHART: _("Chart"),
        EvidenceKind.OTHER: _("Other"),
    }[kind]
