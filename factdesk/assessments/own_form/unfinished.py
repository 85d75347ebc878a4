"""A form that is not finished, as text: kept while it is written, found again after a lock."""

from __future__ import annotations

import json
from dataclasses import replace

from factdesk.assessments.own_form.draft import FormDraft, ItemDraft, begin


def as_text(draft: FormDraft) -> str:
    """What was written: the name, the language, and the items that are other than they were."""
    first = begin(draft.scale, draft.content, draft.language)
    items = {
        now.code: [now.title, now.measures, list(now.anchors), now.subscale]
        for was, now in zip(first.items, draft.items, strict=True)
        if was != now
    }
    written = {"edition": draft.edition, "language": draft.language, "items": items}
    return json.dumps(written, ensure_ascii=False)


def from_text(text: str, draft: FormDraft) -> FormDraft | None:
    """The form as it was written; ``None`` for a text that does not fit the edition any more."""
    try:
        written = json.loads(text)
        first = begin(draft.scale, draft.content, written["language"], written["edition"])
        items = written["items"]
        return replace(
            first,
            items=tuple(
                _item(each, *items[each.code]) if each.code in items else each
                for each in first.items
            ),
        )
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _item(
    was: ItemDraft, title: str, measures: str, anchors: list[str], subscale: str
) -> ItemDraft:
    if len(anchors) != len(was.anchors):
        raise ValueError
    return replace(was, title=title, measures=measures, anchors=tuple(anchors), subscale=subscale)
