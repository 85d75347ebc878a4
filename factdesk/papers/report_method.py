"""The method of a fidelity report: how it was done, what is in doubt, and whose the scale is."""

from __future__ import annotations

from reportlab.platypus import Flowable

from factdesk.papers.marks import Heading
from factdesk.papers.report_facts import ReportFacts
from factdesk.papers.report_setting import Setting, edition_of, mark_words, short
from factdesk.papers.report_title import scoring_words
from factdesk.words import _, format_number, ngettext, pgettext
from fidelity.model import Mark, Text
from fidelity.rounding import half_up
from fidelity.scoring import Note


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
        f"{code} {format_number(half_up(one.figure.coverage.share * 100, 0))} %"
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
            pgettext("report", "scale file {digest}").format(digest=short(facts.scale.digest))
        )
    signature = facts.signature
    if signature is not None:
        told.append(
            pgettext("report", "signed content {digest}").format(
                digest=short(signature.content_hash)
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
            "The words of the items belong to the owner of the scale, and stand in the form that "
            "the team holds."
        )
        said.append((pgettext("report", "Wording"), told))
    return [
        Heading(setting.looks, pgettext("report", "Sources and licence")),
        *(setting.said(label, text) for label, text in said if text),
    ]
