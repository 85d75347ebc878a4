"""A draft becomes a scale file: the edition it was begun from, with other words."""

from __future__ import annotations

import tomllib
from typing import Any, Final

import tomli_w

from factdesk.assessments.own_form.draft import FormDraft, ItemDraft, scores
from factdesk.assessments.own_form.problems import FormProblems, LineProblem
from factdesk.assessments.own_form.ranges import ranges_of
from factdesk.assessments.own_form.scale_words import problems_of
from factdesk.words import LANGUAGES, _, in_language
from fidelity.model import Item, Scale
from fidelity.problems import ScaleErrors
from fidelity.reading import read_scale

_EDGES: Final = frozenset({"at_least", "above", "at_most", "below", "hole"})


def build(draft: FormDraft) -> tuple[Scale, str]:
    """Return the new edition and the text of its scale file.

    A text that was written anew stands in the draft's language only. Raises :class:`FormProblems`.
    """
    problems = draft.problems()
    if problems:
        raise FormProblems(problems)
    content = _written(draft, keep_ranges=frozenset(item.code for item in draft.items))
    try:
        return read_scale(content, ""), content
    except ScaleErrors as wrong:
        # Ranges read from new anchors that do not meet: the anchors stand, as words only.
        loose = {
            str(each.values.get("item")) for each in wrong.problems if _is_of_ranges(each.code)
        }
        kept = frozenset(item.code for item in draft.items) - loose
    content = _written(draft, keep_ranges=kept)
    try:
        return read_scale(content, ""), content
    except ScaleErrors as wrong:
        raise FormProblems(
            [LineProblem(each.what, item=each.item) for each in problems_of(wrong)]
        ) from wrong


def _written(draft: FormDraft, keep_ranges: frozenset[str]) -> str:
    values: dict[str, Any] = tomllib.loads(draft.content.removeprefix("\ufeff"))
    values["edition"] = draft.edition.strip()
    if draft.language not in values["languages"]:
        values["languages"].append(draft.language)
    _write(
        values["title"],
        draft.title.strip(),
        draft.scale.title.in_language(draft.language),
        draft.language,
    )
    for entry, written in zip(values["items"], draft.items, strict=True):
        item = draft.scale.item(written.code)
        if item is not None:
            _write_item(entry, item, written, draft, with_ranges=written.code in keep_ranges)
    _drop_empty_subscales(values)
    values["needs_form"] = any(not entry.get("anchors") for entry in values["items"])
    note = _note(values["languages"])
    notes = values.setdefault("notes", [])
    if note not in notes:
        notes.append(note)
    return tomli_w.dumps(values)


def _write_item(
    entry: dict[str, Any], item: Item, written: ItemDraft, draft: FormDraft, *, with_ranges: bool
) -> None:
    language = draft.language
    if written.title and written.title != item.title.in_language(language):
        entry["title"] = {language: written.title}
    if written.measures != item.measures.in_language(language):
        entry["measures"] = {language: written.measures}
        if not written.measures:
            del entry["measures"]
    if written.subscale:
        entry["subscale"] = written.subscale
    else:
        entry.pop("subscale", None)
    standing = {each.score: each.text.in_language(language) for each in item.anchors}
    wanted = scores(draft.scale, item)
    if tuple(standing.get(score, "") for score in wanted) == written.anchors:
        return
    entry.pop("confirmed", None)
    if not any(written.anchors):
        entry.pop("anchors", None)
        return
    ranges = ranges_of(written.anchors) if item.figure and with_ranges else None
    entry["anchors"] = [
        {"score": score, **(ranges[at] if ranges else {}), "text": {language: written.anchors[at]}}
        for at, score in enumerate(wanted)
    ]


def _write(texts: dict[str, str], written: str, standing: str, language: str) -> None:
    if written and written != standing:
        texts[language] = written


def _drop_empty_subscales(values: dict[str, Any]) -> None:
    """Once some items have a subscale, those that have none are no part of the form."""
    used = {entry.get("subscale") for entry in values["items"]} - {None}
    if used and "subscales" in values:
        values["subscales"] = [each for each in values["subscales"] if each["code"] in used]


def _is_of_ranges(code: str) -> bool:
    return code in {"anchor_gap", "anchor_overlap", "anchor_turned", "anchor_two_edges"}


def _note(languages: list[str]) -> dict[str, str]:
    """A line for the report's method, in each language of the scale that the program speaks."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        if language in languages:
            with in_language(language):
                texts[language] = _("The team wrote wording in from the form that it holds.")
    return texts
