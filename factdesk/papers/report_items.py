"""The items of a fidelity report: measures, score and anchor, figure, comment, recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportlab.platypus import CondPageBreak, Flowable

from factdesk.assessments.indicators.figure import Figure
from factdesk.assessments.indicators.units import amount, plain, written
from factdesk.papers.marks import Heading
from factdesk.papers.report_facts import FigureFact, ItemLine
from factdesk.papers.report_marks import ItemHead
from factdesk.papers.report_setting import Said, Setting, given_words
from factdesk.words import _, format_date, format_number, pgettext
from fidelity.rounding import half_up

#: The room in points that an item needs to begin on a page: at least its head and three lines, and
#: all of it where that is not more than a third of the page.
_BEGIN, _WHOLE = 84.0, 240.0
#: What a line holds in letters, and how tall a line and a head are, to tell without setting.
_LETTERS, _LINE, _HEAD = 92, 12.2, 34.0
#: The room that a section needs: its heading and the first item.
_SECTION = 130.0
#: The room that the whole part needs to begin on a page that is begun already.
_PART = 320.0


def items(setting: Setting) -> list[Flowable]:
    """Every item, below the heading of its subscale."""
    heading = Heading(setting.looks, pgettext("report", "Item by item"))
    story: list[Flowable] = [CondPageBreak(_PART), heading]
    if any(not line.item.is_confirmed for line in setting.lines):
        told = _("† stands for what is not confirmed against the instrument; see the method.")
        story.append(setting.looks.text(told, "muted"))
    for group, lines in setting.sections:
        level = 1
        if group is not None:
            title = f"{setting.say(group.title)}\u00a0{setting.number(group.mean)}"
            heading = Heading(setting.looks, title, 1, role="heading")
            heading.keepWithNext = 0
            story += [CondPageBreak(_SECTION), heading]
            level = 2
        for line in lines:
            story += _item(setting, line, level)
    return story


def _item(setting: Setting, line: ItemLine, level: int) -> list[Flowable]:
    part = setting.facts.scale.part(line.item.part)
    head = ItemHead(
        setting.looks, setting.title(line), level, line.score, (part.lowest, part.highest)
    )
    said = list(_said(setting, line))
    room = _HEAD + sum(_LINE * _rows(one) + 3 for one in said)
    return [CondPageBreak(room if room <= _WHOLE else _BEGIN), head, *said]


def _rows(said: Said) -> int:
    """About how many lines a text takes."""
    return 1 + len(said.words) // _LETTERS + said.words.count("<br/>")


def _said(setting: Setting, line: ItemLine) -> Iterator[Said]:
    """What is said of an item, from above; what there is nothing of is left out."""
    item, words = line.item, line.written
    if item.measures:
        yield setting.said(pgettext("report", "Measures"), setting.say(item.measures))
    yield setting.labelled(pgettext("report", "Score"), _score(setting, line))
    if line.is_disputed:
        yield setting.said(pgettext("report", "Assessors"), scores_words(line))
    if words.why:
        yield setting.said(pgettext("report", "Why so"), words.why)
    if words.dissent:
        yield setting.said(pgettext("report", "Dissent"), words.dissent)
    if line.figure is not None:
        yield from _figure(setting, line, line.figure)
    if words.comment:
        yield setting.said(pgettext("report", "Comment"), words.comment)
    if words.recommendation:
        yield setting.said(
            pgettext("report", "Recommendation"), words.recommendation, tone="strong"
        )


def _score(setting: Setting, line: ItemLine) -> str:
    """«4: 60 to 79 %», with the score before and published means."""
    shown = f"<b>{setting.looks.markup(given_words(line.given))}</b>"
    anchor = next((one for one in line.item.anchors if one.score == line.score), None)
    if anchor is not None:
        shown += setting.looks.markup(f": {setting.say(anchor.text)}")
    more = []
    if line.previous is not None:
        more.append(pgettext("report", "before {score}").format(score=line.previous))
    for one in setting.facts.scale.references:
        mean = line.item.references.get(one.code)
        if mean is not None:
            more.append(f"{setting.say(one.title)} {format_number(half_up(mean, 1), 1)}")
    return shown + (setting.looks.markup(f" ({'; '.join(more)})") if more else "")


def scores_words(line: ItemLine) -> str:
    """«Marit Holm 4 · Kari Ås 5»: who gave what."""
    return " · ".join(
        f"{one.rater.name} {given_words(one.given)}"
        for one in line.scores
        if one.given is not None or not one.rater.has_left
    )


def _figure(setting: Setting, line: ItemLine, fact: FigureFact) -> Iterator[Said]:
    looks, figure = setting.looks, fact.figure
    shown = f"<b>{looks.markup(written(figure))}</b>{looks.markup(_basis(figure))}"
    beside = [figure.method, *figure.beside]
    shown += "<br/>" + looks.markup(" ".join(one for one in beside if one))
    yield setting.labelled(pgettext("report", "Figure"), shown)
    followed = _followed(line, fact)
    why = looks.markup(fact.why) + (f" <b>{looks.markup(followed)}</b>" if followed else "")
    if why:
        yield setting.labelled("", why)


def _basis(figure: Figure) -> str:
    """« = 87 / 9.1 · 26.10.2026–22.11.2026 · coverage 48 of 50 (2 without a place)»."""
    parts = []
    if figure.numerator is not None and figure.denominator is not None:
        parts.append(f"{_part(figure.numerator)} / {_part(figure.denominator)}")
    first, last = format_date(figure.first, "numeric"), format_date(figure.last, "numeric")
    parts.append(first if first == last else f"{first}–{last}")
    parts.append(coverage_words(figure))
    return " · " + " · ".join(parts)


def _part(value: Fraction) -> str:
    return amount(value, "count") if value.denominator != 1 else plain(value)


def coverage_words(figure: Figure) -> str:
    """«coverage 48 of 50 (2 without a place)»."""
    coverage = figure.coverage
    told = pgettext("report", "coverage {counted} of {all}").format(
        counted=coverage.counted, all=coverage.looked_at
    )
    return f"{told} ({coverage.missing})" if coverage.missing else told


def _followed(line: ItemLine, fact: FigureFact) -> str:
    """Whether the suggestion became the score; nothing where either is not there."""
    if fact.suggested is None or line.score is None:
        return ""
    return (
        pgettext("report", "Followed.")
        if fact.suggested == line.score
        else pgettext("report", "Not followed.")
    )
