"""The profile of a fidelity report: every item as a bar and in a table, and the total over time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from factdesk.papers.marks import Heading
from factdesk.papers.report_charts import Axis, Bar, Dot, bars, legend, trend
from factdesk.papers.report_facts import ItemLine
from factdesk.papers.report_means import before_words, enumerate_known, references_of
from factdesk.papers.report_setting import Setting, given_words, headed
from factdesk.papers.rows import Cell, Column, RowsTable, headed_tables, rows_table, short_cell
from factdesk.words import _, format_date, format_number, ngettext, pgettext
from fidelity.rounding import half_up
from fidelity.scoring import Group

#: At most so many bars in one drawing, which no page divides; and the height of a bar in points.
_TOGETHER: Final = 40
_ROW: Final = 14.5
#: A table of scores has at most so many published values beside the team's own.
_COLUMNS: Final = 3


def profile(setting: Setting) -> list[Flowable]:
    """Bars per item, section by section, and the same as tables."""
    looks = setting.looks
    story: list[Flowable] = [
        Heading(looks, pgettext("report", "Profile")),
        looks.text(_described(setting)),
    ]
    references = [setting.say(one.title) for one in setting.facts.scale.references]
    if not any(line.item.references for line in setting.lines):
        references = []
    shown = legend(looks, before_words(setting), references, setting.width)
    if shown is not None:
        story += [Spacer(1, 6), shown]
    for group, lines in setting.sections:
        for start in range(0, len(lines), _TOGETHER):
            story += _chart(setting, group, lines[start : start + _TOGETHER], is_first=not start)
    return [*story, *_group_table(setting), *_item_tables(setting)]


def _described(setting: Setting) -> str:
    """The chart in words: how many items have which score, and which are lowest."""
    counts: dict[int, int] = {}
    for line in setting.lines:
        if line.score is not None:
            counts[line.score] = counts.get(line.score, 0) + 1
    if not counts:
        return pgettext("report", "No item is scored.")
    told = [
        ngettext("{count} item has {score}", "{count} items have {score}", count).format(
            count=count, score=score
        )
        for score, count in sorted(counts.items(), reverse=True)
    ]
    least = min(counts)
    lowest = [line.item.code for line in setting.lines if line.score == least]
    return _("In words: {counts}. Lowest: {items}.").format(
        counts=", ".join(told), items=", ".join(lowest)
    )


def _chart(
    setting: Setting, group: Group | None, lines: Sequence[ItemLine], *, is_first: bool
) -> list[Flowable]:
    axis = Axis(*setting.range_of(_part_of(setting, group, lines)), 236, _ROW, 8.5)
    drawing = bars(setting.looks, [_bar(setting, one) for one in lines], axis, setting.width)
    if not is_first or group is None:
        return [Spacer(1, 10), drawing]
    title = f"{setting.say(group.title)}\u00a0{setting.number(group.mean)}"
    heading = Heading(setting.looks, title, 1, role="strong")
    heading.keepWithNext = 0
    return [CondPageBreak(drawing.height + 40), Spacer(1, 10), heading, Spacer(1, 3), drawing]


def _part_of(setting: Setting, group: Group | None, lines: Sequence[ItemLine]) -> Group | None:
    """The group itself; where the items are in none, that of their part."""
    return group or setting.facts.outcome.group(lines[0].item.part)


def _bar(setting: Setting, line: ItemLine) -> Bar:
    before = line.previous
    return Bar(
        setting.title(line),
        None if line.score is None else Fraction(line.score),
        "–" if line.score is None else str(line.score),
        None if before is None else Fraction(before),
        tuple(enumerate_known(setting, dict(line.item.references))),
    )


def _group_table(setting: Setting) -> list[Flowable]:
    """The means of the summary's chart."""
    facts, looks = setting.facts, setting.looks
    if not setting.groups:
        return []
    scored = pgettext("report", "Scored")
    columns = [Column(pgettext("report", "Group"), 70), Column(pgettext("report", "Mean"), 18)]
    columns += [
        Column(scored, 20),
        Column(pgettext("report", "Before"), 18),
        Column(pgettext("report", "Change"), 18),
    ]
    columns += _reference_columns(setting)
    rows: list[list[Cell]] = []
    for group in setting.groups:
        before = facts.before.groups.get(group.code) if facts.before is not None else None
        known = references_of(setting, group)
        change = ""
        if before is not None and group.mean is not None and group.is_complete:
            change = setting.change(group.mean, before)
        words = [setting.number(group.mean), f"{group.answered}/{group.items}"]
        words += [setting.number(before), change or "–"]
        words += [setting.number(known.get(code)) for code in _reference_codes(setting)]
        rows.append([[looks.text(setting.say(group.title), "strong")], *words])
    return [Spacer(1, 10), *headed(setting, _("The means as a table"), columns, rows, 1)]


def _reference_codes(setting: Setting) -> list[str]:
    """The references with values to show beside the team's own."""
    scale = setting.facts.scale
    known = {code for one in scale.subscales for code in one.references}
    known |= {code for one in scale.items for code in one.references}
    return [one.code for one in scale.references if one.code in known][:_COLUMNS]


def _reference_columns(setting: Setting) -> list[Column]:
    codes = _reference_codes(setting)
    return [
        Column(setting.say(one.title), 34)
        for one in setting.facts.scale.references
        if one.code in codes
    ]


def _item_tables(setting: Setting) -> list[Flowable]:
    """Every score, section by section."""
    columns = [
        Column(pgettext("report", "Item"), 100),
        Column(pgettext("report", "Score"), 24),
        Column(pgettext("report", "Before"), 18),
    ]
    columns += _reference_columns(setting)
    tables: list[RowsTable] = []
    for group, lines in setting.sections:
        title = setting.say(group.title) if group is not None else ""
        rows = [_row(setting, columns, line) for line in lines]
        tables.append(rows_table(setting.looks, columns, rows, setting.width, section=title,
                                 level=2))  # fmt: skip
    heading = Heading(setting.looks, _("The scores as a table"), 1)
    return headed_tables(heading, tables, setting.width)


def _row(setting: Setting, columns: Sequence[Column], line: ItemLine) -> list[Cell]:
    references = line.item.references
    words = [given_words(line.given), "–" if line.previous is None else str(line.previous)]
    words += [
        format_number(half_up(references[code], 1), 1) if code in references else "–"
        for code in _reference_codes(setting)
    ]
    title = short_cell(setting.looks, setting.title(line), columns, 0, setting.width)
    return [title, *words]


def trend_over_time(setting: Setting) -> list[Flowable]:
    """The total of each measurement of the edition, as a line and as a table; from two on."""
    facts, looks = setting.facts, setting.looks
    points = [(one.day, one.total, False) for one in facts.trend]
    outcome = facts.outcome
    if facts.period_to is not None and outcome.is_complete and outcome.total is not None:
        points.append((facts.period_to, outcome.total, facts.signature is None))
    if len(points) < 2:
        return []
    dots = [
        Dot(day, total, setting.number(total), format_date(day, "numeric"), is_open)
        for day, total, is_open in points
    ]
    first, last = points[0], points[-1]
    told = _("In words: from {first} ({first_day}) to {last} ({last_day}), {change}.").format(
        first=dots[0].shown,
        first_day=dots[0].day_shown,
        last=dots[-1].shown,
        last_day=dots[-1].day_shown,
        change=setting.change(last[1], first[1]),
    )
    if dots[-1].is_open:
        told += " " + _("The hollow point is not signed.")
    rows: list[list[Cell]] = [
        [
            format_date(day),
            dot.shown,
            setting.change(total, points[at - 1][1]) if at else "–",
        ]
        for at, (dot, (day, total, _open)) in enumerate(zip(dots, points, strict=True))
    ]
    columns = [Column(_("Last day of the period"), 60), Column(pgettext("report", "Total"), 30),
               Column(pgettext("report", "Change"), 30)]  # fmt: skip
    lowest, highest = setting.total_range
    return [
        CondPageBreak(300),
        Heading(looks, pgettext("report", "Development")),
        looks.text(_("Only measurements with the same edition of the scale are compared.")),
        Spacer(1, 6),
        trend(dots, lowest, highest, setting.width),
        Spacer(1, 4),
        looks.text(told, "muted"),
        *headed(setting, _("The development as a table"), columns, rows, 1),
    ]
