"""Consents in words on the papers written for the person."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from factdesk.papers.personal import day_words, labelled, together
from factdesk.papers.styles import Looks
from factdesk.people.care_group import ConsentRow
from factdesk.people.consents import giver_word
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.words import _, pgettext


def consent_title(row: ConsentRow) -> str:
    """What the consent is to: the plan itself, or with whom something is shared."""
    if row.kind is ConsentKind.PLAN:
        return _("That this plan is made and kept")
    return _("To share with {name}").format(name=row.with_name or "–")


def until_words(row: ConsentRow) -> tuple[str, str]:
    """Label and text of how long a consent holds."""
    if row.holds_to is None:
        return pgettext("consent", "Holds"), _("until I withdraw it")
    return pgettext("consent", "Holds until"), day_words(row.holds_to)


def consent_facts(row: ConsentRow) -> list[tuple[str, str]]:
    """Label and text of everything a consent says."""
    by = giver_word(row.given_by)
    if row.giver_name:
        by = f"{by}: {row.giver_name}"
    # The person's own consent is not told twice on the person's own paper.
    by = "" if row.given_by is ConsentGiver.SELF else by
    return [
        (_("About"), row.about or ""),
        (_("Not about"), row.excludes or ""),
        (pgettext("consent", "Given by"), by),
        (pgettext("consent", "Given on"), day_words(row.given_on)),
        until_words(row),
    ]


def consent_blocks(
    above: Flowable, rows: Sequence[ConsentRow], looks: Looks, width: float
) -> list[Flowable]:
    """One block for each consent: to what, about what, until when; ``above`` with the first."""
    blocks: list[Flowable] = []
    for row in sorted(rows, key=lambda row: (row.kind is not ConsentKind.PLAN, row.with_name)):
        pieces: list[Flowable] = [looks.text(consent_title(row), "strong")]
        pieces += [labelled(looks, label, text) for label, text in consent_facts(row) if text]
        head = [] if blocks else [above]
        blocks += together([*head, *pieces, Spacer(1, looks.size * 0.7)], width)
    return blocks
