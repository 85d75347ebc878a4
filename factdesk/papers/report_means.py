"""The means of parts and subscales as bars, in words, and what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reportlab.platypus import Flowable

from factdesk.papers.report_charts import Axis, Bar, bars
from factdesk.papers.report_setting import Setting
from factdesk.words import _, format_date, pgettext
from fidelity.scoring import Group


def group_bars(setting: Setting, row: float) -> list[Flowable]:
    """The means as bars, one drawing for each range of scores."""
    ranges: dict[tuple[int, int], list[Group]] = {}
    for group in setting.groups:
        ranges.setdefault(setting.range_of(group), []).append(group)
    return [
        bars(
            setting.looks,
            [_group_bar(setting, one) for one in groups],
            Axis(lowest, highest, 210, row, 9, is_strong=True),
            setting.width,
        )
        for (lowest, highest), groups in ranges.items()
    ]


def _group_bar(setting: Setting, group: Group) -> Bar:
    before = setting.facts.before
    label = setting.say(group.title)
    if not group.is_complete:
        label += f" ({group.answered}/{group.items})"
    return Bar(
        label,
        group.mean,
        setting.number(group.mean),
        before.groups.get(group.code) if before is not None else None,
        tuple(enumerate_known(setting, references_of(setting, group))),
        is_pale=not group.is_complete,
    )


def references_of(setting: Setting, group: Group) -> dict[str, Fraction]:
    """Published means of a subscale by the reference's code."""
    if group.kind != "subscale":
        return {}
    scale = setting.facts.scale
    found = next((one for one in scale.subscales if one.code == group.code), None)
    return dict(found.references) if found is not None else {}


def enumerate_known(setting: Setting, values: dict[str, Fraction]) -> list[tuple[int, Fraction]]:
    """Published values by the place of their reference in the scale."""
    references = setting.facts.scale.references
    return [(at, values[one.code]) for at, one in enumerate(references) if one.code in values]


def before_words(setting: Setting) -> str:
    """What the tick in a chart is; empty where there is no measurement before."""
    before = setting.facts.before
    if before is None or not (before.groups or before.items):
        return ""
    return pgettext("report", "measurement before, {day}").format(day=format_date(before.period_to))


def reference_words(setting: Setting, groups: Sequence[Group] = ()) -> list[str]:
    """The references of the scale, for a legend; none where no group has one."""
    references = setting.facts.scale.references
    if groups and not any(references_of(setting, one) for one in groups):
        return []
    return [setting.say(one.title) for one in references]


def described(groups: Sequence[Group], setting: Setting) -> str:
    """The chart in words."""
    known = [one for one in groups if one.mean is not None]
    if len(known) < 2 or len({setting.range_of(one) for one in known}) > 1:
        told = [f"{setting.say(one.title)} {setting.number(one.mean)}" for one in known]
        return (
            pgettext("report", "In words: {means}.").format(means=", ".join(told)) if told else ""
        )
    best = max(known, key=lambda one: one.mean or 0)
    least = min(known, key=lambda one: one.mean or 0)
    return _("In words: highest is {best} with {high}, lowest {least} with {low}.").format(
        best=setting.say(best.title),
        high=setting.number(best.mean),
        least=setting.say(least.title),
        low=setting.number(least.mean),
    )
