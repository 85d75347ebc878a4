"""The last parts of a fidelity report: agreement of the raters, the plan, method, and sources."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from factdesk.papers.marks import Heading
from factdesk.papers.report_facts import Planned, ReportFacts
from factdesk.papers.report_items import scores_words
from factdesk.papers.report_setting import (
    Setting,
    edition_of,
    given_words,
    headed,
    mark_words,
)
from factdesk.papers.report_title import scoring_words
from factdesk.papers.rows import Cell, Column, short_cell
from factdesk.words import _, format_date, format_number, ngettext, pgettext
from fidelity.model import Mark, Text
from fidelity.rounding import half_up
from fidelity.scoring import Note

#: The instrument whose raters' agreement has been published (see the method of the report).
_PUBLISHED: Final = "DACTS"
#: So much of a digest is enough to tell two apart on paper.
_SHORT: Final = 16
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


def method(setting: Setting) -> list[Flowable]:
    """How it was done: rounding, what was left out, look-back, sample, coverage, and doubts."""
    facts, looks = setting.facts, setting.looks
    said = [
        (pgettext("report", "Scoring"), scoring_words(setting)),
        (pgettext("report", "Left out"), _left_out(facts)),
        (pgettext("report", "Subscales"), _subscales(facts)),
        (pgettext("report", "Assessors"), _blind(facts)),
        (pgettext("report", "Charts"), _sample(facts)),
        (pgettext("report", "Figures"), _coverage(setting)),
        (pgettext("report", "Look-back"), _look_back(setting)),
        (pgettext("report", "Unconfirmed †"), _unconfirmed(setting)),
        *(
            ("" if number else pgettext("report", "Notes"), setting.say(note))
            for number, note in enumerate(facts.scale.notes)
        ),
        (pgettext("report", "Content"), _digests(facts)),
    ]
    return [
        Heading(looks, pgettext("report", "Method")),
        *(setting.said(label, text) for label, text in said if text),
    ]


def _left_out(facts: ReportFacts) -> str:
    if not facts.outcome.left_out:
        return _("No item was left out.")
    told = [
        f"{line.item.code} ({mark_words(line.given)})"
        for line in facts.lines()
        if line.slot in facts.outcome.left_out and isinstance(line.given, Mark)
    ]
    return _("Left out as the scale allows, and not counted in any mean: {items}.").format(
        items=", ".join(told)
    )


def _subscales(facts: ReportFacts) -> str:
    if Note.SUBSCALES_UNKNOWN not in facts.outcome.notes:
        return ""
    return _("Which items belong to which subscale is not known until the form is loaded, "
             "so only the total is given.")  # fmt: skip


def _blind(facts: ReportFacts) -> str:
    if not facts.raters:
        return ""
    told = _(
        "Each assessor scored alone and saw the others' scores when all were done; then they "
        "settled on one score."
    )
    if len(facts.raters) < 2:
        told = _("One assessor scored, so there is no agreement to tell of.")
    if facts.blind_first:
        return told + " " + _("The suggestion of a figure was shown after the item was scored.")
    return told + " " + _("The suggestion of a figure was shown beside the item.")


def _sample(facts: ReportFacts) -> str:
    if facts.sample_seed is None or not facts.sample_drawn:
        return ""
    return ngettext(
        "{count} chart, drawn at random from the caseload on the last day of the period "
        "(seed {seed}, asked for {asked}).",
        "{count} charts, drawn at random from the caseload on the last day of the period "
        "(seed {seed}, asked for {asked}).",
        facts.sample_drawn,
    ).format(count=facts.sample_drawn, seed=facts.sample_seed, asked=facts.sample_size)


def _coverage(setting: Setting) -> str:
    facts = setting.facts
    if not facts.figures:
        return "" if facts.is_review else _("No figure of the team's own data was used.")
    thin = [code for code, one in facts.figures.items() if one.figure.too_little]
    partly = [
        f"{code} {_decimal(one.figure.coverage.share * 100, 0)} %"
        for code, one in facts.figures.items()
        if one.figure.coverage.share is not None and one.figure.coverage.share < 1
    ]
    told = [
        ngettext(
            "{count} item has a figure of the team's own data.",
            "{count} items have a figure of the team's own data.",
            len(facts.figures),
        ).format(count=len(facts.figures)),
    ]
    if facts.signature is not None:
        told.append(_("The figures are as they were when the report was signed."))
    if partly:
        told.append(_("Coverage below 100 %: {items}.").format(items=", ".join(partly)))
    if thin:
        told.append(_("Too little data, so no suggestion: {items}.").format(items=", ".join(thin)))
    return " ".join(told)


def _look_back(setting: Setting) -> str:
    """«The latest four weeks: H3, H4» for each look-back of the scale."""
    found: dict[str, list[str]] = {}
    for line in setting.lines:
        if line.item.look_back:
            found.setdefault(setting.say(line.item.look_back), []).append(line.item.code)
    return "\n".join(f"{words}: {', '.join(codes)}" for words, codes in found.items())


def _unconfirmed(setting: Setting) -> str:
    scale = setting.facts.scale
    told: list[str] = []
    items = [one.code for one in scale.items if not one.is_confirmed]
    if items:
        told.append(pgettext("report", "items {items}").format(items=", ".join(items)))
    for words, texts in (
        (
            pgettext("report", "bands {items}"),
            [one.title for one in scale.bands if not one.is_confirmed],
        ),
        (
            pgettext("report", "parts {items}"),
            [one.title for one in scale.parts if not one.is_confirmed],
        ),
    ):
        if texts:
            told.append(words.format(items=", ".join(_quoted(setting, one) for one in texts)))
    if not told:
        return ""
    return _("Not confirmed against the instrument itself: {what}.").format(what="; ".join(told))


def _quoted(setting: Setting, text: Text) -> str:
    return f"«{setting.say(text)}»"


def _digests(facts: ReportFacts) -> str:
    told = []
    if facts.scale.digest:
        told.append(
            pgettext("report", "scale file {digest}").format(digest=facts.scale.digest[:_SHORT])
        )
    signature = facts.signature
    if signature is not None:
        told.append(
            pgettext("report", "signed content {digest}").format(
                digest=signature.content_hash[:_SHORT]
            )
        )
    return (
        _("{what} (the first letters of each SHA-256)").format(what=", ".join(told)) if told else ""
    )


def sources(setting: Setting) -> list[Flowable]:
    """Where the scale comes from, and whose its words are."""
    scale = setting.facts.scale
    said = [
        (
            pgettext("report", "Scale"),
            f"{setting.say(scale.title)}. {edition_of(setting.facts)} ({scale.year}).",
        ),
        (pgettext("report", "Source"), setting.say(scale.source)),
        (pgettext("report", "Licence"), setting.say(scale.licence)),
    ]
    if scale.needs_form:
        told = _(
            "The words of the items belong to the owner of the scale; the team has loaded them "
            "from its own form."
        )
        said.append((pgettext("report", "Wording"), told))
    return [
        Heading(setting.looks, pgettext("report", "Sources and licence")),
        *(setting.said(label, text) for label, text in said if text),
    ]
