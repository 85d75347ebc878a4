"""Sealing: what names or describes a person leaves this program for a server only as ciphertext.

A sealed value is AES-256-GCM under a key derived from the team's data key, bound to its table, its
column and its row: on another row, or in another column, it does not open. Longer texts show their
length to within 32 bytes, short ones not at all.

The type of a column sees a value and never its row. So the row comes along on both ways: whatever
is inserted or updated is sealed where the statement's parameters are complete, with the row's key
among them; and a sealed column that is selected is answered together with its row's key. What
would reach the server unsealed is refused, and so is a search in a sealed column
(:mod:`factdesk.store.sealed_statements`): both are bugs here and never a leak there.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Cast,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    Label,
    Null,
    Table,
    TypeCoerce,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, Update

from factdesk.errors import KnownError
from factdesk.store.sealed_statements import SealingCompiler, Unsealed
from factdesk.store.text import storable
from factdesk.words import _

if TYPE_CHECKING:
    from factdesk.store.folder.secrets import SecretKey

_PURPOSE = "factdesk sealed columns"
_MARK = "s1:"
_NONCE_BYTES = 12
_BLOCK = 32
_END = b"\x80"

#: Between the parts of a key, and between a place, a key and a value that are answered together.
_KEYS, _PART = "|", "\x1f"


class SealBroken(KnownError):
    """A sealed value does not open: altered, moved from another row, or of another team."""

    def __init__(self, table: str, column: str, row_id: str) -> None:
        super().__init__(
            _("A value on the server was altered outside the program ({place}).").format(
                place=f"{table}.{column} {row_id}"
            ),
            _("Nothing was changed. Tell whoever looks after the server, and have it checked."),
        )
        self.table, self.column, self.row_id = table, column, row_id


class Sealer:
    """Seals and opens the values of one team."""

    def __init__(self, data_key: SecretKey, store_id: str) -> None:
        key = data_key.derive(_PURPOSE, store_id.encode())
        self._cipher = AESGCM(key.reveal())
        key.wipe()
        self._store_id = store_id

    def seal(self, table: str, column: str, row_id: str, text: str) -> str:
        """The text as the server keeps it; a new ciphertext each time."""
        content = text.encode("utf-8", "surrogatepass") + _END
        content += bytes(-len(content) % _BLOCK)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, content, self._bound_to(table, column, row_id))
        return _MARK + base64.b64encode(nonce + sealed).decode("ascii")

    def open(self, table: str, column: str, row_id: str, sealed: str) -> str:
        """The text of a sealed value. Raises SealBroken."""
        try:
            if not sealed.startswith(_MARK):
                raise ValueError("not a sealed value")
            raw = base64.b64decode(sealed[len(_MARK) :], validate=True)
            content = self._cipher.decrypt(
                raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], self._bound_to(table, column, row_id)
            )
        except (InvalidTag, ValueError) as error:
            raise SealBroken(table, column, row_id) from error
        return content[: content.rindex(_END)].decode("utf-8", "surrogatepass")

    def _bound_to(self, table: str, column: str, row_id: str) -> bytes:
        return f"{self._store_id}\x1f{table}\x1f{column}\x1f{row_id}".encode()


class Ciphertext(str):
    """A text that has been sealed; nothing else passes to a server's sealed column."""

    __slots__ = ()


def attach(engine: Engine, sealer: Sealer) -> None:
    """Seal whatever this engine writes to sealed columns and open whatever it reads from them."""
    engine.dialect.factdesk_sealer = sealer  # type: ignore[attr-defined]
    engine.dialect.statement_compiler = SealingCompiler

    @event.listens_for(engine, "before_execute", retval=True)
    def _seal(
        _connection: Connection,
        statement: Any,
        many: Sequence[Mapping[str, Any]],
        one: Mapping[str, Any],
        _options: Mapping[str, Any],
    ) -> tuple[Any, Any, Any]:
        if isinstance(statement, Insert | Update) and isinstance(statement.table, Table):
            columns = _sealed_columns(statement.table)
            if columns:
                inserts = isinstance(statement, Insert)
                table = statement.table
                many = [_sealed(sealer, table, columns, row, inserts) for row in many]
                one = _sealed(sealer, table, columns, one, inserts) if one else one
        return statement, many, one


def sealer_of(dialect: Dialect) -> Sealer | None:
    """What seals for an engine with this dialect; ``None`` where the file itself is sealed."""
    return getattr(dialect, "factdesk_sealer", None)


def is_sealed(value: str) -> bool:
    """Whether a value as the server keeps it looks sealed."""
    return value.startswith(_MARK)


@cache
def _sealed_columns(table: Table) -> tuple[Column[Any], ...]:
    return tuple(column for column in table.columns if getattr(column.type, "is_sealed", False))


def _sealed(
    sealer: Sealer,
    table: Table,
    columns: tuple[Column[Any], ...],
    row: Mapping[str, Any],
    inserts: bool,
) -> dict[str, Any]:
    """The parameters of one row with its texts sealed; a new row's defaults are filled in."""
    ready = dict(row)
    if inserts:
        _fill_defaults(table, columns, ready)
    row_id = None
    for column in columns:
        value = ready.get(column.key)
        if value is None or isinstance(value, Ciphertext):
            continue
        row_id = row_id or _row_id(table, ready, inserts)
        text = storable(value)
        ready[column.key] = Ciphertext(sealer.seal(table.name, column.name, row_id, text))
    return ready


def _fill_defaults(table: Table, columns: tuple[Column[Any], ...], row: dict[str, Any]) -> None:
    """The defaults that sealing needs to know: the row's key, and texts that are not given."""
    for column in (*table.primary_key, *columns):
        default: Any = column.default
        if column.key not in row and default is not None:
            row[column.key] = default.arg if default.is_scalar else default.arg(None)


def _row_id(table: Table, row: Mapping[str, Any], inserts: bool) -> str:
    """The key of the row among the parameters: as it is inserted, or as an update finds it."""
    keys = [column.key for column in table.primary_key]
    names = keys if inserts else [f"{table.name}_{key}" for key in keys]
    try:
        return _KEYS.join(str(row[name]) for name in names)
    except KeyError as missing:
        raise Unsealed(f"a value of {table.name} without the key of its row") from missing


class _WithRow(ColumnElement[str]):
    """A sealed column as a query asks for it: on a server together with its row's key."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[str]) -> None:
        self.type = column.type
        if isinstance(column, Label):
            column = column.element
        self.column = column.clause if isinstance(column, TypeCoerce) else column


def with_row(column: ColumnElement[str]) -> ColumnElement[str]:
    """What stands for a sealed column among the columns of a query."""
    return _WithRow(column)


def opened(dialect: Dialect, answered: str) -> str:
    """The text of a sealed column as a query answered it. Raises SealBroken."""
    sealer = sealer_of(dialect)
    if sealer is None:
        return answered
    try:
        place, row_id, sealed = answered.split(_PART, 2)
        table, column = place.split(".")
    except ValueError as error:
        raise Unsealed("a sealed column was answered without its row") from error
    return sealer.open(table, column, row_id, sealed)


@compiles(_WithRow)
def _plain(element: _WithRow, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column, **_inside(options))


@compiles(_WithRow, "postgresql")
def _carried(element: _WithRow, compiler: SQLCompiler, **options: Any) -> str:
    if sealer_of(compiler.dialect) is None:
        return _plain(element, compiler, **options)
    options = _inside(options)
    column = element.column
    if isinstance(column, Cast) and isinstance(column.clause, Null):
        return compiler.process(column, **options)
    source = getattr(column, "table", None)
    base = next(iter(getattr(column, "base_columns", ())), None)
    if source is None or not isinstance(base, Column):
        raise Unsealed(f"{column} is not a column: what is sealed is worked with in the program")
    keys = [source.corresponding_column(key) for key in base.table.primary_key]
    if any(key is None for key in keys):
        raise Unsealed(f"{column} is selected from a query that lacks the key of its row")
    if len(column.base_columns) > 1:
        raise Unsealed(f"{column} is selected from a union: which row it is of cannot be told")
    carried = f" || '{_KEYS}' || ".join(compiler.process(key, **options) for key in keys)
    cast(SealingCompiler, compiler).permit(column)
    value = compiler.process(column, **options)
    part = f"chr({ord(_PART)})"
    return f"('{base.table.name}.{base.name}' || {part} || {carried} || {part} || {value})"


def _inside(options: dict[str, Any]) -> dict[str, Any]:
    """The compiler's options for a part of what it is writing: not a result of its own."""
    return {key: value for key, value in options.items() if key != "add_to_result_map"}
