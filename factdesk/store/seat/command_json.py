"""An action as text, and the same action again: what waits in the outbox.

The text names fields, so that it can be read by a later version of the program; what a version
does not know it refuses, and the entry stays as it is.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import types
import typing
from collections.abc import Hashable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, cast

import factdesk.store.drafts  # noqa: F401 - no room, so nobody else loads its actions
from factdesk.store.action import Action
from factdesk.store.seat.refusals import FromAnotherVersion

_KIND = "$"
#: Values that JSON has no signs for, by the name of their kind.
_TEXTUAL: Mapping[str, type[Any]] = {
    "datetime": datetime,
    "date": date,
    "time": time,
    "decimal": Decimal,
}


def to_json(action: Action[Any]) -> str:
    """The fields of an action, by name.

    Raises TypeError for a value that is not what the field's type says: nothing is promised that
    could not be read back.
    """
    return json.dumps(_fields(action), ensure_ascii=False, sort_keys=True, allow_nan=False)


def from_json(code: str, text: str) -> Action[Any]:
    """The action that was written as text. Raises FromAnotherVersion for what is not known here."""
    cls = Action.find(code)
    if cls is None:
        raise FromAnotherVersion
    try:
        return cast(Action[Any], _made(cls, json.loads(text), _classes_of(cast(Hashable, cls))))
    except (AttributeError, TypeError, ValueError, KeyError, InvalidOperation) as error:
        raise FromAnotherVersion from error


def _fields(value: Any) -> dict[str, Any]:
    hints = _hints(cast(Hashable, type(value)))
    return {name: _plain(_as_said(getattr(value, name), hints[name])) for name in hints}


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return {_KIND: "enum", "of": type(value).__name__, "value": _plain(value.value)}
    if value is None or type(value) in (bool, int, str):
        return value
    if isinstance(value, tuple):
        return {_KIND: "tuple", "items": [_plain(item) for item in value]}
    if dataclasses.is_dataclass(value):
        return {_KIND: "row", "of": type(value).__name__, "fields": _fields(value)}
    for name, kind in _TEXTUAL.items():
        if type(value) is kind:
            return {_KIND: name, "value": _written(value)}
    raise TypeError(f"an action that waits cannot hold a {type(value).__name__}")


def _written(value: datetime | date | time | Decimal) -> str:
    """As ISO 8601, a moment in UTC: which of the two 02:30 in October it was stays known."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("an action that waits needs a time zone for its moments")
        value = value.astimezone(UTC)
    return value.isoformat()


def _made(cls: type[Any], raw: Any, classes: Mapping[str, type[Any]]) -> Any:
    """A dataclass with every field as its type says; a field that is not known is refused."""
    hints = _hints(cast(Hashable, cls))
    return cls(**{name: _as_said(_value(item, classes), hints[name]) for name, item in raw.items()})


def _as_said(value: Any, hint: Any) -> Any:
    """A value as the field's type says. Raises TypeError, or ValueError for no such choice.

    A choice may have been given as its plain text, or a text as the choice it stands for: the
    program takes one for the other everywhere.
    """
    if _fits(value, hint):
        return value
    for choice in typing.get_args(hint) or (hint,):
        if choice is str and isinstance(value, str):
            return str(value)
        if isinstance(choice, type) and issubclass(choice, enum.StrEnum) and type(value) is str:
            return choice(value)
    raise TypeError(f"a {type(value).__name__} where the type is {hint}")


def _value(raw: Any, classes: Mapping[str, type[Any]]) -> Any:
    if not isinstance(raw, dict):
        return raw
    match raw[_KIND]:
        case "enum":
            return classes[raw["of"]](_value(raw["value"], classes))
        case "tuple":
            return tuple(_value(item, classes) for item in raw["items"])
        case "row":
            return _made(classes[raw["of"]], raw["fields"], classes)
        case "decimal":
            return Decimal(raw["value"])
        case kind:
            return _TEXTUAL[kind].fromisoformat(raw["value"])


@cache
def _hints(cls: Any) -> dict[str, Any]:
    """Field name to type."""
    known = typing.get_type_hints(cls)
    return {one.name: known[one.name] for one in dataclasses.fields(cls)}


@cache
def _classes_of(cls: Any) -> dict[str, type[Any]]:
    """The enums and rows that the fields of an action name, and no others, by their names."""
    found: dict[str, type[Any]] = {}

    def look(hint: Any) -> None:
        for part in _parts(hint):
            if part.__name__ not in found:
                found[part.__name__] = part
                if dataclasses.is_dataclass(part):
                    for inner in _hints(cast(Hashable, part)).values():
                        look(inner)

    for hint in _hints(cls).values():
        look(hint)
    return found


def _parts(hint: Any) -> Iterator[type[Any]]:
    if isinstance(hint, type) and (issubclass(hint, enum.Enum) or dataclasses.is_dataclass(hint)):
        yield hint
    for argument in typing.get_args(hint):
        yield from _parts(argument)


def _fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a field's type, exactly: ``True`` is no number, a moment no date."""
    origin = typing.get_origin(hint)
    if hint is Any:
        return True
    if origin in (Union, types.UnionType):
        return any(_fits(value, choice) for choice in typing.get_args(hint))
    if origin is Literal:
        return value in typing.get_args(hint)
    if origin is tuple:
        return isinstance(value, tuple) and _items_fit(value, typing.get_args(hint))
    if hint is None or hint is type(None):
        return value is None
    return type(value) is hint


def _items_fit(value: tuple[Any, ...], hints: tuple[Any, ...]) -> bool:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return all(_fits(item, hints[0]) for item in value)
    return len(value) == len(hints) and all(map(_fits, value, hints))
