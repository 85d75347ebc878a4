"""Values as they stand in the change log: canonical JSON that can be turned back exactly."""

import enum
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import Column, Table

from factdesk.store.base import UtcDateTime
from factdesk.store.text import storable

#: Column name to value.
Values: TypeAlias = dict[str, Any]

#: Kinds of values that JSON holds as they are: nearly all, so they are looked for first.
_PLAIN = frozenset({type(None), bool, int, float, list, dict})

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def encode(value: Any) -> Any:
    """One column value as JSON can hold it."""
    kind = type(value)
    if kind is str:
        return storable(value)
    if kind in _PLAIN:
        return value
    match value:
        case enum.Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
    raise TypeError(f"the change log cannot hold a {type(value).__name__}")


def decode(column: Column[Any], value: Any) -> Any:
    """One logged value as the column wants it."""
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    kind = column.type.python_type
    if issubclass(kind, enum.Enum):
        return kind(value)
    if kind in (date, time, datetime):
        return kind.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    return value


def decode_row(table: Table, values: Mapping[str, Any]) -> Values:
    """Logged values of a row by column name; columns that no longer exist are passed over."""
    return {name: decode(table.c[name], value) for name, value in values.items() if name in table.c}


def dumps(values: Mapping[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces, letters as they are."""
    return _CANONICAL.encode(values)


def loads(text: str | None) -> Values:
    """The values of a log entry; none gives an empty mapping."""
    return {} if text is None else json.loads(text)
