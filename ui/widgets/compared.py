"""The words of a text that another text does not have, marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.theme import theme

#: Longer texts, in words, are not compared word by word: it would be slow, and marks of no use.
MOST_WORDS = 3000


def differing(text: str, other: str) -> list[tuple[int, int]]:
    """Start and end, in characters, of what only ``text`` has, whole words at a time."""
    mine, theirs = (list(re.finditer(r"\S+", each)) for each in (text, other))
    if max(len(mine), len(theirs)) > MOST_WORDS:
        return []
    words = SequenceMatcher(
        None, [one.group() for one in mine], [one.group() for one in theirs], autojunk=False
    )
    return [
        (mine[first].start(), mine[last - 1].end())
        for kind, first, last, _from, _to in words.get_opcodes()
        if kind in ("replace", "delete")
    ]


def mark_words(area: QPlainTextEdit, parts: Sequence[tuple[int, int]]) -> None:
    """Mark parts of a text by ground and by a line under them."""
    look = QTextCharFormat()
    look.setBackground(theme().colour("info_fill"))
    look.setForeground(theme().colour("info_text"))
    look.setFontUnderline(True)
    marks = []
    for first, last in parts:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(area.document())
        cursor.setPosition(_units(area, first))
        cursor.setPosition(_units(area, last), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, look
        marks.append(mark)
    area.setExtraSelections(marks)


def _units(area: QPlainTextEdit, at: int) -> int:
    """A place in the text as Qt counts it, in UTF-16."""
    return len(area.toPlainText()[:at].encode("utf-16-le")) // 2
