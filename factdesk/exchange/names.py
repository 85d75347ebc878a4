"""Names as teams write them, and when two of them are the same name."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MAX_NAME: Final = 200
"""The longest text that is taken for a name."""

_MARKS: Final = re.compile(r"[*†‡#!]+")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PARTICLES: Final = frozenset(
    {"von", "van", "der", "den", "de", "del", "della", "da", "di", "du", "af", "av", "la", "le",
     "el", "al", "bin", "ibn", "ten", "ter", "zu"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart. `marks` are signs such as a star, `remarks` what stood in brackets.

    `is_certain` is False where which part is the family name had to be assumed.
    """

    given: str
    family: str
    marks: str = ""
    remarks: tuple[str, ...] = ()
    is_certain: bool = True

    @property
    def key(self) -> str:
        """The key two writings of one name share."""
        return name_key(self.given, self.family)


def name_key(*parts: str) -> str:
    """Return what two writings of one name share: its words in any order, in any case.

    Letters count as they are written: Utši and Utsi are two names.
    """
    words = " ".join(unicodedata.normalize("NFC", part) for part in parts).casefold()
    return " ".join(sorted(words.replace(",", " ").replace("’", "'").split()))


def read_name(text: str, *, family_first: bool = False) -> PersonName | None:
    """Take a whole name apart: "Surname, Given", or "Given Surname", or the other way round.

    `family_first` is for columns whose heading says so; a comma decides by itself. Returns None
    for a text that is no name: without letters, with digits only, or longer than 200 characters.
    """
    remarks = tuple(
        found
        for match in _BRACKETS.finditer(text)
        if (found := (match[1] or match[2] or "").strip())
    )
    marks = "".join(_MARKS.findall(text))
    plain = _tidy(_MARKS.sub(" ", _BRACKETS.sub(" ", text)))
    if not is_name(plain):
        return None
    family, comma, given = (part.strip() for part in plain.partition(","))
    if comma:
        given = _tidy(given.replace(",", " "))
        return PersonName(given, family, marks, remarks, bool(given and family))
    words = plain.split()
    if len(words) == 1:
        return PersonName(plain, "", marks, remarks, False)
    if family_first:
        cut = 1
        while cut < len(words) - 1 and words[cut - 1].lower() in _PARTICLES:
            cut += 1
        return PersonName(
            " ".join(words[cut:]), " ".join(words[:cut]), marks, remarks, len(words) == 2
        )
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in _PARTICLES:
        cut -= 1
    return PersonName(" ".join(words[:cut]), " ".join(words[cut:]), marks, remarks, len(words) == 2)


def from_two(given: str, family: str) -> PersonName | None:
    """Put a name together from a column with given names and one with family names."""
    marks = "".join(_MARKS.findall(given + family))
    remarks = tuple(
        found
        for match in _BRACKETS.finditer(f"{given} {family}")
        if (found := (match[1] or match[2] or "").strip())
    )
    first, last = (
        _tidy(_MARKS.sub(" ", _BRACKETS.sub(" ", part))).strip(",") for part in (given, family)
    )
    if not is_name(f"{first} {last}".strip()):
        return None
    return PersonName(first, last, marks, remarks)


def is_name(text: str) -> bool:
    """Return whether a text can be a person's name at all."""
    return bool(text) and len(text) <= MAX_NAME and any(sign.isalpha() for sign in text)


def _tidy(text: str) -> str:
    """Return the text composed, with single blanks and without invisible signs at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())
