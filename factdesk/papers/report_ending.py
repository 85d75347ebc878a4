"""What follows the items of a fidelity report: agreement, improvement plans, whole texts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from factdesk.papers.marks import Heading
from factdesk.papers.report_facts import Planned
from factdesk.papers.report_items import scores_words
from factdesk.papers.report_setting import (
    Setting,
    given_words,
    headed,
)
from factdesk.papers.rows import Cell, Column, short_cell
from factdesk.words import _, format_date, format_number, pgettext
from fidelity.rounding import half_up

#: The instrument whose raters' agreement has been published (see the method of the report).
_PUBLISHED: Final = "DACTS"
#: The room in points of the table of agreement with its heading; it stays whole.
_AGREEMENT: Final = 210.0


def agreement(setting: Setting) -> list[Flowable]:
    """How far the raters agree, with the formulas named, and where they did not."""
    facts, looks, found = setting.facts, setting.looks, setting.facts.agreement
    if found is None:
        return []
    rows: list[tuple[str, str]] = [
        (_("Items that both have scored"), str(found.items)),
        (pgettext("report", "Same score"), f"{found.same} ({_decimal(found.percent, 1)} %)"),
        (pgettext("report", "At most one apart"), str(found.within_one)),
        (pgettext("report", "Mean absolute difference"), _decimal(found.mean_difference)),
        (pgettext("report", "Weighted kappa, linear weights"), _decimal(found.weighted_kappa)),
        (pgettext("report", "Weighted kappa, quadratic weights"), _decimal(found.quadratic_kappa)),
        (pgettext("report", "Intraclass correlation, ICC(2,1)"), _decimal(found.icc)),
    ]
    columns = [Column(pgettext("report", "What"), 70), Column(pgettext("report", "Value"), 60)]
    story = headed(
        setting,
        pgettext("report", "Agreement between the assessors"),
        columns,
        [[[looks.text(label)], [looks.text(value, "strong")]] for label, value in rows],
    )
    story.insert(0, CondPageBreak(_AGREEMENT))
    if facts.agreement_of is not None:
        told = _("Between {one} and {other}, before they settled.")
        story.append(
            looks.text(told.format(one=facts.agreement_of[0], other=facts.agreement_of[1]))
        )
    told = _(
        "Kappa is Cohen's weighted kappa. ICC(2,1) is of Shrout and Fleiss 1979: two-way random "
        "effects, absolute agreement, one rater. A dash: the scores do not vary enough to tell."
    )
    story += [Spacer(1, 4), looks.text(told, "muted")]
    if facts.scale.instrument == _PUBLISHED:
        told = _(
            "Published for DACTS totals: ICC 0.92 between two raters by telephone (mean absolute "
            "difference 0.07), and 0.87 between telephone and visit. Those are of totals of many "
            "teams; the values above are of the items of one."
        )
        story += [Spacer(1, 4), looks.text(told, "muted")]
    return [*story, *_disputed(setting)]


def _decimal(value: Fraction | None, decimals: int = 2) -> str:
    return "–" if value is None else format_number(half_up(value, decimals), decimals)


def _disputed(setting: Setting) -> list[Flowable]:
    looks = setting.looks
    lines = [line for line in setting.lines if line.is_disputed]
    if not lines:
        return []
    columns = [
        Column(pgettext("report", "Item"), 60),
        Column(pgettext("report", "Assessors"), 60),
        Column(pgettext("report", "Settled"), 24),
    ]
    rows: list[list[Cell]] = [
        [
            short_cell(looks, setting.title(line), columns, 0, setting.width),
            short_cell(looks, scores_words(line), columns, 1, setting.width),
            given_words(line.given),
        ]
        for line in lines
    ]
    return [
        Spacer(1, 8),
        *headed(setting, pgettext("report", "Where the scores differed"), columns, rows, 1),
    ]


def improvement_plan(setting: Setting) -> list[Flowable]:
    """What the team has planned since, and how the plan of the measurement before has gone."""
    facts = setting.facts
    story: list[Flowable] = []
    if facts.planned:
        story += _plan(setting, pgettext("report", "Improvement plan"), facts.planned)
    elif not facts.is_review:
        nothing = setting.looks.text(pgettext("report", "Nothing is planned yet."), "muted")
        story += [Heading(setting.looks, pgettext("report", "Improvement plan")), nothing]
    if facts.before is not None and facts.before.planned:
        title = _("The plan of the measurement before, {day}").format(
            day=format_date(facts.before.period_to)
        )
        story += _plan(setting, title, facts.before.planned)
    return story


def _plan(setting: Setting, title: str, planned: Sequence[Planned]) -> list[Flowable]:
    looks = setting.looks
    columns = [
        Column(pgettext("report", "What"), 80),
        Column(pgettext("report", "Item"), 14),
        Column(pgettext("report", "Who"), 24),
        Column(pgettext("report", "Due"), 22),
        Column(pgettext("report", "State"), 34),
    ]
    rows: list[list[Cell]] = [
        [
            [looks.text(one.text)],
            [looks.text(one.item or "–")],
            [looks.text(one.owner or pgettext("report", "nobody yet"))],
            [looks.text(format_date(one.due_on, "numeric") if one.due_on else "–")],
            [looks.text(_progress(one), "strong" if one.is_late else "body")],
        ]
        for one in planned
    ]
    return headed(setting, title, columns, rows)


def _progress(one: Planned) -> str:
    if one.done_on is not None:
        return pgettext("report", "done {day}").format(day=format_date(one.done_on, "numeric"))
    if one.is_dropped:
        return pgettext("report", "given up")
    return pgettext("report", "late") if one.is_late else pgettext("report", "under way")


def whole_texts(setting: Setting, most: int) -> list[Flowable]:
    """Strengths and weaknesses in full, where the summary had room for ``most`` letters only."""
    story: list[Flowable] = []
    for title, text in (
        (pgettext("report", "Strengths"), setting.facts.strengths),
        (pgettext("report", "Weaknesses"), setting.facts.weaknesses),
    ):
        if len(" ".join((text or "").split())) > most:
            story += [Heading(setting.looks, title), setting.looks.text(text or "")]
    return story
