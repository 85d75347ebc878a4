"""All of a fidelity report on one page: total, means, strengths, main recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from factdesk.papers.marks import Heading, StatusMark
from factdesk.papers.report_charts import legend
from factdesk.papers.report_facts import ItemLine
from factdesk.papers.report_marks import level_of, side_by_side
from factdesk.papers.report_means import before_words, described, group_bars, reference_words
from factdesk.papers.report_setting import UNCONFIRMED, Setting
from factdesk.papers.styles import REGULAR, STRONG, TEXT, Looks, shorten
from factdesk.words import _, format_date, pgettext

#: How many recommendations and strong items stand in the summary.
_MAIN: Final = 3
_STRONG: Final = 4
#: What is tried until the summary fits its page: characters of the strengths, of a recommendation,
#: and points per bar.
_TRIED: Final = ((900, 420, 24.0), (500, 260, 19.0), (260, 140, 13.0), (120, 80, 10.0))
#: The size of its running text in points: a little larger than that of the other pages.
_SIZE: Final = 10.5
#: The title of a band has at most so many letters there.
_BAND: Final = 160
#: More groups than so many are not drawn in the summary; they stand in the profile.
_GROUPS: Final = 24


def summary(setting: Setting, room: float) -> tuple[list[Flowable], int]:
    """Total, band, means, strengths and main recommendations, on one page of ``room`` points.

    With it, how many letters of the strengths and the weaknesses have room there.
    """
    story: list[Flowable] = []
    most = 0
    large = replace(setting, looks=Looks(_SIZE))
    for most, recommendation, row in _TRIED:
        story = [
            Heading(setting.looks, pgettext("report", "Summary"), role="title"),
            Spacer(1, 12),
            *_total(large),
            *_means(large, row),
            *_strengths(large, most),
            *_weaknesses(large, most),
            *_recommendations(large, recommendation),
            *_entry(large),
        ]
        if _height(story, setting.width) <= room:
            break
    setting.looks.lost |= large.looks.lost
    return story, most


def _height(story: Sequence[Flowable], width: float) -> float:
    return sum(
        float(one.wrap(width, 10_000)[1]) + one.getSpaceBefore() + one.getSpaceAfter()
        for one in story
    )


def _total(setting: Setting) -> list[Flowable]:
    outcome, looks = setting.facts.outcome, setting.looks
    large = ParagraphStyle("total", fontName=STRONG, fontSize=36, leading=42, textColor=TEXT)
    beside: list[Flowable] = []
    number = "–"
    if outcome.is_complete and outcome.total is not None:
        number = setting.number(outcome.total)
        if outcome.band is not None:
            mark = "" if outcome.band.is_confirmed else f"\u00a0{UNCONFIRMED}"
            title = looks.text(shorten(setting.say(outcome.band.title), _BAND) + mark, "strong")
            shape = StatusMark(level_of(setting.facts.scale, outcome.band), 13)
            beside.append(side_by_side(shape, title, 20))
    else:
        told = _("Incomplete: no total. {answered} of {slots} items are scored.")
        words = told.format(answered=outcome.answered, slots=outcome.slots)
        beside.append(looks.text(words, "danger"))
        if outcome.total is not None:
            so_far = _("Mean of what is scored so far: {number}")
            beside.append(looks.text(so_far.format(number=setting.number(outcome.total))))
    beside += [looks.text(line, "body") for line in _beside(setting)]
    table = Table(
        [[Paragraph(number, large), beside]],
        colWidths=[setting.width * 0.24, setting.width * 0.76],
        hAlign="LEFT",
        spaceAfter=6,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (0, 0), "TOP"),
            ("VALIGN", (1, 0), (1, 0), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
        ],
    )
    return [table]


def _beside(setting: Setting) -> list[str]:
    """What stands beside the total: its range, the sum, and the measurement before."""
    facts, outcome = setting.facts, setting.facts.outcome
    lowest, highest = setting.total_range
    said = [_("Total, from {lowest} to {highest}").format(lowest=lowest, highest=highest)]
    if not outcome.is_complete:
        return []
    if outcome.sum is not None:
        items = outcome.slots - len(outcome.left_out)
        said[0] += " · " + pgettext("report", "sum {sum} of {highest}").format(
            sum=int(outcome.sum), highest=highest * items
        )
    before = facts.before
    if before is not None and before.total is not None and outcome.total is not None:
        said.append(
            _("Measurement before, {day}: {number} (change {change})").format(
                day=format_date(before.period_to),
                number=setting.number(before.total),
                change=setting.change(outcome.total, before.total),
            )
        )
    published = [
        f"{setting.say(one.title)} {setting.number(one.total)}"
        for one in facts.scale.references
        if one.total is not None
    ]
    if published:
        said.append(pgettext("report", "Published: {totals}").format(totals="; ".join(published)))
    return said


def _means(setting: Setting, row: float) -> list[Flowable]:
    groups, looks = setting.groups, setting.looks
    if not groups or len(groups) > _GROUPS:
        return [] if groups else [looks.text(_unknown_groups(setting), "muted"), Spacer(1, 6)]
    story: list[Flowable] = [
        Heading(looks, _means_title(setting), 1),
        *group_bars(setting, row),
    ]
    shown = legend(looks, before_words(setting), reference_words(setting, groups), setting.width)
    return [*story, *([shown] if shown is not None else []), looks.text(described(groups, setting),
                                                                        "muted")]  # fmt: skip


def _unknown_groups(setting: Setting) -> str:
    if setting.facts.scale.subscales:
        return _("Which items belong to which subscale is not known until the form is loaded, "
                 "so only the total is given.")  # fmt: skip
    return ""


def _means_title(setting: Setting) -> str:
    if any(one.kind == "subscale" for one in setting.groups):
        return pgettext("report", "Subscales")
    return pgettext("report", "Parts")


def _strengths(setting: Setting, most: int) -> list[Flowable]:
    looks, given = setting.looks, (setting.facts.strengths or "").strip()
    heading = Heading(looks, pgettext("report", "Strengths"), 1)
    if given:
        return [heading, looks.text(_cut(given, most))]
    best = strongest(setting)
    if not best:
        return []
    lead = pgettext("report", "The highest scored items:")
    told = ", ".join(
        f"{line.item.code} {setting.say(line.item.title)} ({line.score})" for line in best
    )
    return [heading, looks.text(shorten(f"{lead} {told}.", most))]


def _weaknesses(setting: Setting, most: int) -> list[Flowable]:
    given = (setting.facts.weaknesses or "").strip()
    if not given:
        return []
    return [
        Heading(setting.looks, pgettext("report", "Weaknesses"), 1),
        setting.looks.text(_cut(given, most)),
    ]


def strongest(setting: Setting) -> list[ItemLine]:
    """The items scored highest on their range, in the scale's order; none below its middle."""
    shares = {line.slot: _share(setting, line) for line in setting.lines}
    known = [line for line in setting.lines if (shares[line.slot] or 0) > Fraction(1, 2)]
    return sorted(known, key=lambda line: -(shares[line.slot] or 0))[:_STRONG]


def main_recommendations(setting: Setting) -> list[ItemLine]:
    """The items whose recommendations were chosen, else the lowest scored that have one."""
    written = [line for line in setting.lines if (line.written.recommendation or "").strip()]
    main = [line for line in written if line.written.is_main]
    if main:
        return main[:_MAIN]
    shares = {line.slot: _share(setting, line) for line in written}
    scored = [line for line in written if shares[line.slot] is not None]
    return sorted(scored, key=lambda line: shares[line.slot] or 0)[:_MAIN]


def _share(setting: Setting, line: ItemLine) -> Fraction | None:
    part = setting.facts.scale.part(line.item.part)
    if line.score is None:
        return None
    return Fraction(line.score - part.lowest, max(part.highest - part.lowest, 1))


def _recommendations(setting: Setting, most: int) -> list[Flowable]:
    looks, main = setting.looks, main_recommendations(setting)
    heading = Heading(looks, pgettext("report", "Main recommendations"), 1)
    if not main:
        if setting.facts.is_review:
            return []
        return [heading, looks.text(pgettext("report", "No recommendation is written."), "muted")]
    return [
        heading,
        *(
            looks.marked(
                f"<b>{number}.\u00a0{looks.markup(line.item.code)} "
                f"{looks.markup(shorten(setting.say(line.item.title), 80))}:</b> "
                f"{looks.markup(_cut(line.written.recommendation or '', most))}",
                space_after=4,
            )
            for number, line in enumerate(main, 1)
        ),
    ]


def _cut(text: str, most: int) -> str:
    """A long text cut, and that the whole of it stands further on."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return shorten(text, most) + " " + pgettext("report", "(whole further on)")


def _entry(setting: Setting) -> list[Flowable]:
    scale, answers = setting.facts.scale, setting.facts.entry
    known = [one for one in scale.entry_questions if one.code in answers]
    if not known:
        return []
    yes = sum(answers[one.code] for one in known)
    told = _("Entry questions: {yes} of {all} answered yes; at least {needed} are needed.").format(
        yes=yes, all=len(scale.entry_questions), needed=scale.entry_needed
    )
    return [Spacer(1, 8), setting.looks.text(told)]
