"""The line of each value of a TOML file, which the standard library does not tell.

Only for content that has been parsed without errors: the locator is lenient and checks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Where a value stands: keys, and numbers for the elements of arrays.
Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<comment>\#[^\n]*)|(?P<line>\n)|(?P<sign>[][{}=,])|(?P<space>[^\S\n]+)
    |(?P<word>[^][{}=,"'\#\s]+)""",
    re.VERBOSE | re.DOTALL,
)
_KEY = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


@dataclass
class Places:
    """Lines by path; of a path that has none, the nearest line above it."""

    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line, from 1."""
        for length in range(len(path), 0, -1):
            found = self.lines.get(path[:length])
            if found is not None:
                return found
        return 1


def places_of(content: str) -> Places:
    """The lines of everything in a TOML file."""
    places = Places()
    counts: dict[Path, int] = {}
    table: Path = ()
    tokens = _Tokens(content)
    for kind, sign in tokens:
        if kind in ("line", "comment"):
            continue
        if sign == "[":
            line = tokens.line
            table = _header(tokens, counts)
            places.lines.setdefault(table, line)
        elif kind in ("text", "word"):
            _entry(tokens, places, table, sign)
    return places


class _Tokens:
    """The tokens without spaces, each as (kind, text); ``line`` is that of the last one's start."""

    def __init__(self, content: str) -> None:
        self._found = _TOKEN.finditer(content)
        self._next_line = 1
        self.line = 1

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return self

    def __next__(self) -> tuple[str, str]:
        for match in self._found:
            self.line = self._next_line
            self._next_line += match[0].count("\n")
            if match.lastgroup != "space":
                return str(match.lastgroup), match[0]
        raise StopIteration


def _keys(written: str) -> Path:
    return tuple(next(part for part in each if part) for each in _KEY.findall(written) if any(each))


def _header(tokens: _Tokens, counts: dict[Path, int]) -> Path:
    """The path of a table, or of one more element of an array of tables."""
    written, brackets = "", 1
    for kind, sign in tokens:
        if sign == "[":
            brackets += 1
        elif sign == "]" or kind == "line":
            break
        else:
            written += sign
    if brackets == 2:
        next(tokens, None)
    keys = _keys(written)
    path: Path = ()
    for index, key in enumerate(keys):
        path = (*path, key)
        is_last = index == len(keys) - 1
        if is_last and brackets == 2:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _entry(tokens: _Tokens, places: Places, table: Path, first: str) -> None:
    """``key = value`` up to the end of its line, and the lines of the elements of an array."""
    line, written = tokens.line, first
    for _kind, sign in tokens:
        if sign == "=":
            break
        written += sign
    path = (*table, *_keys(written))
    for length in range(len(table) + 1, len(path) + 1):
        places.lines.setdefault(path[:length], line)
    depth, element, wants_element, is_array = 0, -1, True, False
    for kind, sign in tokens:
        if kind == "line" and depth == 0:
            return
        if kind in ("line", "comment"):
            continue
        if depth == 0:
            is_array = sign == "["
        elif depth == 1 and sign == ",":
            wants_element = True
        elif depth == 1 and is_array and wants_element and sign != "]":
            element += 1
            wants_element = False
            places.lines[*path, element] = tokens.line
        depth += (sign in "[{") - (sign in "]}") if kind == "sign" else 0
