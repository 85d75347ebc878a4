"""The first page of a fidelity report: what it is of, who made it, and what the scale is."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from factdesk.papers.marks import Heading, StatusMark
from factdesk.papers.personal import facts_table
from factdesk.papers.report_facts import Rater, ReportFacts
from factdesk.papers.report_marks import Note, level_of, side_by_side
from factdesk.papers.report_setting import UNCONFIRMED, Setting, edition_of, span_of, state_of
from factdesk.papers.rows import Cell, Column, rows_table
from factdesk.words import _, format_date, ngettext, pgettext
from fidelity.model import Band, TotalRule


def title_page(setting: Setting) -> list[Flowable]:
    """What the report is of, who made it, and what the scale is."""
    facts, looks = setting.facts, setting.looks
    told = list(state_of(facts))
    if facts.correction is not None:
        told.append(pgettext("report", "Why: {why}").format(why=facts.correction.why))
    if facts.outcome.missing:
        told.append(
            pgettext("report", "Not scored: {items}").format(items=", ".join(facts.outcome.missing))
        )
    rows = [
        (_made_of(facts), facts.team),
        (pgettext("report", "Scale"), edition_of(facts)),
        (pgettext("report", "Period"), span_of(facts)),
        (pgettext("report", "Assessors"), "\n".join(_rater(one) for one in facts.raters)),
        (pgettext("report", "Owners"), facts.owners or ""),
        (pgettext("report", "Area"), facts.area or ""),
        (pgettext("report", "Sources"), facts.sources or ""),
        (pgettext("report", "Signed"), _signed(setting)),
    ]
    return [
        Heading(looks, _("Fidelity report"), role="title"),
        looks.text(facts.title or setting.say(facts.scale.title), "lead"),
        *([Note(looks, told)] if told else []),
        facts_table(looks, rows, setting.width),
        *_about(setting),
    ]


def _made_of(facts: ReportFacts) -> str:
    """What the name that the report bears is of."""
    return pgettext("report", "Scores from") if facts.is_review else pgettext("report", "Team")


def _rater(one: Rater) -> str:
    place = pgettext("rater", "from outside") if one.is_outside else pgettext("rater", "own team")
    parts = [one.name, one.organisation or "", place]
    if one.has_left:
        parts.append(pgettext("report", "has left the assessment"))
    elif not one.is_done:
        parts.append(pgettext("report", "not finished"))
    return ", ".join(part for part in parts if part)


def _signed(setting: Setting) -> str:
    signature = setting.facts.signature
    if signature is None:
        return pgettext("report", "not signed")
    return pgettext("report", "{day} by {name}").format(
        day=format_date(signature.on), name=signature.by
    )


def _about(setting: Setting) -> list[Flowable]:
    scale, looks = setting.facts.scale, setting.looks
    story: list[Flowable] = [
        Heading(looks, _("What the scale is, and how it is scored")),
        looks.text(setting.say(scale.about)),
        Spacer(1, 5),
        looks.text(scoring_words(setting)),
        Spacer(1, 8),
    ]
    if not scale.bands:
        return story
    columns = [
        Column(pgettext("report", "Total"), 30),
        Column(pgettext("report", "What it means"), 100),
    ]
    rows: list[list[Cell]] = [
        [[looks.text(_band_range(setting, band))], [_band_title(setting, band)]]
        for band in sorted(scale.bands, key=lambda one: one.at_least or 0, reverse=True)
    ]
    return [*story, rows_table(looks, columns, rows, setting.width)]


def scoring_words(setting: Setting) -> str:
    """The rule of the total, the range of scores, and the rounding."""
    scale = setting.facts.scale
    rules = {
        TotalRule.MEAN_OF_ITEMS: _("The total is the mean of all scored items."),
        TotalRule.MEAN_OF_SUBSCALES: _("The total is the mean of the means of the subscales."),
        TotalRule.SUM_OF_PART_MEANS: _("The total is the sum of the means of the parts."),
    }
    said = _("{title}: each item is scored from {lowest} to {highest}.")
    if len(scale.parts) == 1:
        said = _("Each item is scored from {lowest} to {highest}.")
    ranges = [
        said.format(title=setting.say(part.title), lowest=part.lowest, highest=part.highest)
        for part in scale.parts
    ]
    rounding = ngettext(
        "It is added up exactly and rounded once, half up, to {count} decimal.",
        "It is added up exactly and rounded once, half up, to {count} decimals.",
        scale.decimals,
    ).format(count=scale.decimals)
    return " ".join([*ranges, rules[scale.total_rule], rounding])


def _band_range(setting: Setting, band: Band) -> str:
    low, high = setting.number(band.at_least), setting.number(band.at_most)
    if band.at_least is None:
        return pgettext("report", "{number} or less").format(number=high)
    if band.at_most is None:
        return pgettext("report", "{number} or more").format(number=low)
    return f"{low}–{high}"


def _band_title(setting: Setting, band: Band) -> Flowable:
    mark = "" if band.is_confirmed else f"\u00a0{UNCONFIRMED}"
    words = setting.looks.text(setting.say(band.title) + mark)
    shape = StatusMark(level_of(setting.facts.scale, band), 9)
    return side_by_side(shape, words, 16)
