"""The search syntax of every list: `krise koordinator:TK -"sørdal sentrum"`.

Words are joined with "and"; capitals and accents do not count ("odegard" finds Ødegård).
`name:value` looks in one field only, by the beginning of a word there; quotes keep words together;
a leading "-" means "without". A half-typed `name:` asks for nothing yet. A name nobody knows is
plain text.

The text of a row is folded once, when the row is made; a keystroke then only searches in strings.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "þ": "th"}
)
#: The blocks of combining marks that letters are taken apart into.
_MARKS: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_TERM: Final = re.compile(r'(-?)(?:([^\s:"]+):)?(?:"([^"]*)"?|(\S*))')


def fold(text: str) -> str:
    """Return the text without capitals and marks, white space as single spaces."""
    plain = " ".join(text.split()).casefold()
    if plain.isascii():
        return plain
    return _MARKS.sub("", unicodedata.normalize("NFD", plain.translate(_LETTERS)))


@dataclass(frozen=True, slots=True)
class SearchText:
    """What a row can be found by, folded; make it with `search_text`."""

    words: str
    fields: Mapping[str, str] = field(default_factory=dict)


def search_text(parts: Iterable[str], **fields: str) -> SearchText:
    """Return what a row can be found by: its free text, and fields by their inner names.

    What stands in a field is not found by a bare word unless it is in `parts` too.
    """
    return SearchText(
        fold(" ".join(part for part in parts if part)),
        {name: f" {fold(value)}" for name, value in fields.items()},
    )


@dataclass(frozen=True, slots=True)
class _Term:
    """One thing asked for; `name` is the inner name of a field, or empty for the whole row."""

    wanted: str
    name: str
    without: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A search as typed, ready to be asked of many rows."""

    terms: tuple[_Term, ...]

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.terms)

    def matches(self, text: SearchText) -> bool:
        """Tell whether a row with this text is wanted."""
        for term in self.terms:
            inside = text.fields.get(term.name, "") if term.name else text.words
            if (term.wanted in inside) == term.without:
                return False
        return True


def parse(typed: str, fields: Mapping[str, str]) -> Query:
    """Return the query for what was typed; never fails.

    `fields` maps the names a user may type, in every language, to the inner names used in
    `search_text`: {"koordinator": "coordinator", "coordinator": "coordinator"}.
    """
    known = {fold(name): inner for name, inner in fields.items()}
    found = (_term(match, known) for match in _TERM.finditer(typed) if match.group())
    return Query(tuple(term for term in found if term is not None))


def _term(match: re.Match[str], known: Mapping[str, str]) -> _Term | None:
    """Return what one part of the typed text asks for, or None when it asks for nothing yet."""
    minus, name, quoted, bare = match.groups()
    value = quoted if quoted is not None else bare
    inner = known.get(fold(name), "") if name else ""
    if name and not inner:
        value = f"{name}:{value}"
    wanted = fold(value)
    if not wanted:
        return None
    return _Term(f" {wanted}" if inner else wanted, inner, bool(minus))
