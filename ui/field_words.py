"""The words of fields and their values, as each room of the screen has told them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_datetime

#: Words of the fields of a table, by column name; each room adds its own.
FieldWords = Callable[[], Mapping[str, str]]

#: The words of one field's value, a code or an id, from the value and the team's lists.
ValueWords = Callable[[Any, TeamFacts], str]

_WORDS: dict[str, FieldWords] = {}
_VALUES: dict[tuple[str, str], ValueWords] = {}


def name_fields(table: str, words: FieldWords) -> None:
    """Give the words of a table's fields; called by the room's module when it is imported."""
    _WORDS[table] = words


def name_values(table: str, words: Mapping[str, ValueWords]) -> None:
    """Give the words of coded fields by column name; other fields are shown as they stand."""
    _VALUES.update({(table, field): word for field, word in words.items()})


def known_word(table: str, field: str) -> str:
    """The word of a field, or "" where no room has named it."""
    words = _WORDS.get(table)
    return (words() if words else {}).get(field, "")


def field_word(table: str, field: str) -> str:
    """The word of a field, or the field itself where no room has named it."""
    return known_word(table, field) or field


def value_words(value: Any, team: TeamFacts | None, table: str = "", field: str = "") -> str:
    """A value as the user knows it; a code by the words its room has told."""
    if value is None or value == "":
        return _("(empty)")
    named = _VALUES.get((table, field))
    if named is not None and team is not None:
        return named(value, team)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value, "numeric")
    member = team.member(value) if team is not None and isinstance(value, str) else None
    return member.name if member else str(value)
