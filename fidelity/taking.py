"""Taking the values of one table of a scale file, each checked, every mistake noted with its line.

A value that is missing or wrong is replaced by a harmless one, so that one reading finds every
mistake; the scale is thrown away afterwards.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from fidelity.marking import N_
from fidelity.model import Text
from fidelity.places import Path

MOST_CHARACTERS = 2000
_MOST_DIGITS = 30

_CODE = re.compile(r"[^\W_][\w.-]{0,39}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+|/0*[1-9]\d*)?", re.ASCII)
# Characters that turn the direction of what follows could make a text read as another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Choice = TypeVar("Choice", bound=enum.StrEnum)


@dataclass
class Notes:
    """The mistakes found so far, by the path they stand at."""

    found: list[tuple[Path, str, Mapping[str, object]]] = field(default_factory=list)

    def add(self, path: Path, code: str, /, **values: object) -> None:
        """Note one."""
        self.found.append((path, code, values))


class Table:
    """One table of the file; what is never taken is an unknown key, told by ``leave``."""

    def __init__(self, values: object, path: Path, notes: Notes) -> None:
        """Begin with a table; anything else is a mistake and read as an empty one."""
        self.path = path
        self.notes = notes
        self._taken: set[str] = set()
        self._is_table = isinstance(values, dict)
        self._values: Mapping[str, object] = values if isinstance(values, dict) else {}
        if not self._is_table:
            self._wrong(path, N_("a table"))

    def leave(self) -> None:
        """Name the keys that nobody asked for."""
        for key in self._values:
            if key not in self._taken:
                shown = key if key.isprintable() and len(key) <= 40 else "?"
                self.notes.add((*self.path, key), "unknown_key", key=shown)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def code(self, key: str) -> str:
        """A code that must be there."""
        return self.code_or_none(key, is_needed=True) or ""

    def code_or_none(self, key: str, *, is_needed: bool = False) -> str | None:
        """A code, or nothing."""
        value = self._take(key, is_needed=is_needed)
        if value is None:
            return None
        if isinstance(value, str) and _CODE.fullmatch(value):
            return value
        self.notes.add((*self.path, key), "bad_code", key=key)
        return None

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of codes that must be there and not be empty."""
        value = self._take(key, is_needed=True)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong((*self.path, key), N_("a list"))
            return ()
        if not value:
            self.notes.add((*self.path, key), "none", key=key)
        good = [each for each in value if isinstance(each, str) and _CODE.fullmatch(each)]
        if len(good) < len(value):
            self.notes.add((*self.path, key), "bad_code", key=key)
        return tuple(good)

    def whole(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        """A whole number within bounds; needed where there is no default."""
        value = self._take(key, is_needed=default is None)
        if value is None:
            return lowest if default is None else default
        if type(value) is not int:
            self._wrong((*self.path, key), N_("a whole number"))
        elif lowest <= value <= highest:
            return value
        else:
            bounds = {"lowest": lowest, "highest": highest}
            self.notes.add((*self.path, key), "out_of_bounds", key=key, **bounds)
        return lowest

    def number(self, key: str) -> Fraction | None:
        """An exact number, or nothing: a whole number, or text with a point or a fraction."""
        return self._number(key, self._take(key))

    def numbers(self, key: str) -> dict[str, Fraction]:
        """Exact numbers by code."""
        value = self._take(key)
        if value is None:
            return {}
        table = Table(value, (*self.path, key), self.notes)
        for each in table._values:
            if not _CODE.fullmatch(each):
                self.notes.add((*self.path, key), "bad_code", key=key)
                return {}
        taken = {each: table.number(each) for each in table._values}
        return {each: number for each, number in taken.items() if number is not None}

    def flag(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._take(key)
        if isinstance(value, bool):
            return value
        if value is not None:
            self._wrong((*self.path, key), N_("true or false"))
        return default

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One of the values of an enumeration; needed where there is no default."""
        members = list(kind)
        value = self._take(key, is_needed=default is None)
        if value is not None:
            for member in members:
                if member.value == value:
                    return member
            self._not_a_choice(key, value, members)
        return members[0] if default is None else default

    def choices(self, key: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Some of the values of an enumeration, at least one."""
        members = {member.value: member for member in kind}
        given = self.codes(key)
        for value in given:
            if value not in members:
                self._not_a_choice(key, value, list(kind))
        return tuple(members[value] for value in given if value in members)

    def line_of_text(self, key: str) -> str:
        """One text that is the same in every language, and must be there."""
        value = self._take(key, is_needed=True)
        if value is None:
            return ""
        return self._checked(value, (*self.path, key), key)

    def words(self, key: str, languages: tuple[str, ...], *, is_needed: bool = False) -> Text:
        """A text by language."""
        return self.words_of(
            self._take(key, is_needed=is_needed), key, (*self.path, key), languages
        )

    def words_list(self, key: str, languages: tuple[str, ...], most: int) -> tuple[Text, ...]:
        """Texts by language."""
        value = self._list(key, most)
        return tuple(
            self.words_of(each, key, (*self.path, key, index), languages)
            for index, each in enumerate(value)
        )

    def tables(self, key: str, most: int) -> Iterator[Table]:
        """The tables of a list."""
        for index, each in enumerate(self._list(key, most)):
            yield Table(each, (*self.path, key, index), self.notes)

    def table(self, key: str) -> Table:
        """One table that must be there."""
        value = self._take(key, is_needed=True)
        return Table({} if value is None else value, (*self.path, key), self.notes)

    def words_of(self, value: object, key: str, path: Path, languages: tuple[str, ...]) -> Text:
        """A text by language from a value that has been taken already."""
        if value is None:
            return Text()
        if not isinstance(value, dict):
            self._wrong(path, N_("a text by language"))
            return Text()
        for language in value:
            if language not in languages:
                shown = language if _CODE.fullmatch(language) else "?"
                self.notes.add((*path, language), "unknown_language", key=key, language=shown)
        return Text({each: self._checked(text, (*path, each), key) for each, text in value.items()})

    def _take(self, key: str, *, is_needed: bool = False) -> object:
        self._taken.add(key)
        if key not in self._values and is_needed and self._is_table:
            self.notes.add(self.path, "missing_key", key=key)
        return self._values.get(key)

    def _list(self, key: str, most: int) -> list[object]:
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong((*self.path, key), N_("a list"))
            return []
        if len(value) > most:
            place = (*self.path, key, most)
            self.notes.add(place, "too_many", key=key, count=len(value), most=most)
        return value[:most]

    def _number(self, key: str, value: object) -> Fraction | None:
        if value is None:
            return None
        path = (*self.path, key)
        if type(value) is float:
            self.notes.add(path, "a_float", key=key)
            return None
        is_whole = type(value) is int and abs(value) < 10**_MOST_DIGITS
        if isinstance(value, str) and len(value) <= _MOST_DIGITS and _NUMBER.fullmatch(value):
            return Fraction(value)
        if isinstance(value, int) and is_whole:
            return Fraction(value)
        self.notes.add(path, "not_a_number", key=key)
        return None

    def _checked(self, value: object, path: Path, key: str) -> str:
        """The text as it is, markup and all; only what cannot be shown is refused."""
        if not isinstance(value, str):
            self._wrong(path, N_("text"))
            return ""
        if len(value) > MOST_CHARACTERS:
            self.notes.add(path, "text_too_long", key=key, most=MOST_CHARACTERS)
        if any(_cannot_be_shown(each) for each in value):
            self.notes.add(path, "control_character", key=key)
        return value

    def _not_a_choice(self, key: str, value: object, members: list[Choice]) -> None:
        shown = value if isinstance(value, str) and _CODE.fullmatch(value) else "?"
        choices = ", ".join(member.value for member in members)
        self.notes.add((*self.path, key), "not_a_choice", key=key, value=shown, choices=choices)

    def _wrong(self, path: Path, wanted: str) -> None:
        key = next((each for each in reversed(path) if isinstance(each, str)), "?")
        shown = key if _CODE.fullmatch(key) else "?"
        self.notes.add(path, "wrong_kind", key=shown, wanted=wanted)


def _cannot_be_shown(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn")
