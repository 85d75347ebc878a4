"""The lines of the list of items."""

from __future__ import annotations

from collections.abc import Mapping

from factdesk.assessments.facts import AssessmentFacts
from factdesk.words import ngettext
from fidelity.scoring import Outcome
from ui.fidelity.item_list import ItemLine
from ui.fidelity.sheet_state import Answer, Slot, differs, groups_of
from ui.fidelity.sheet_words import group_words, said


def item_lines(
    facts: AssessmentFacts, given: Mapping[str, Answer], outcome: Outcome
) -> list[ItemLine]:
    """A heading for each subscale or part, and below it its items."""
    lines = []
    for kind, code, slots in groups_of(facts.scale):
        lines.append(_heading(facts, kind, code, slots, given, outcome))
        for slot in slots:
            answer = given.get(slot.code)
            item = slot.item(answer.item if answer is not None else None)
            lines.append(
                ItemLine(
                    slot.code,
                    said(item.title),
                    answer.shown if answer is not None else "–",
                    slot.code,
                    answer is not None,
                    facts.all_done and differs(facts, slot.code),
                )
            )
    return lines


def _heading(
    facts: AssessmentFacts,
    kind: str,
    code: str,
    slots: tuple[Slot, ...],
    given: Mapping[str, Answer],
    outcome: Outcome,
) -> ItemLine:
    group = outcome.group(code)
    missing = sum(slot.code not in given for slot in slots)
    if missing:
        shown = ngettext("{count} missing", "{count} missing", missing).format(count=missing)
    else:
        shown = group_words(facts.scale, group) if group is not None else ""
    if kind == "part":
        title = facts.scale.part(code).title
    else:
        title = next(each.title for each in facts.scale.subscales if each.code == code)
    return ItemLine("", said(title), shown, is_answered=missing == 0)
