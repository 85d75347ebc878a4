"""What every mapped class of FACTdesk stands on: naming, column types, identity and version."""

import enum
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    Numeric,
    String,
    Text,
    Time,
    cast,
    event,
    null,
    type_coerce,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, declared_attr, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator

from factdesk.store.ids import new_id
from factdesk.store.sealed_statements import Unsealed
from factdesk.store.sealing import Ciphertext, SealBroken, opened, sealer_of, with_row
from factdesk.store.text import storable

#: Names of constraints and indexes, alike on both engines, so that migrations can name them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware, UTC. A naive datetime is refused, because its zone would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in the store needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the store, always aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text as a user may have typed or pasted it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Only what can be stored; see :func:`storable`."""
        return value if value is None else storable(value)


class Sealed(Words):
    """Text that names or describes a person.

    Plain inside the encrypted file, where everything is under the data key; on a server sealed
    before it gets there, see :mod:`factdesk.store.sealing`, so it can be selected there and
    neither searched nor sorted. The type marks the column: what it marks never goes to a log, a
    header, a notification or a file name.
    """

    cache_ok = True
    is_sealed = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Only what can be stored; on a server only what has been sealed. Raises Unsealed."""
        if value is None or sealer_of(dialect) is None:
            return super().process_bind_param(value, dialect)
        if not isinstance(value, Ciphertext):
            raise Unsealed("a text for a sealed column was not sealed")
        return str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text itself. Raises SealBroken."""
        return None if value is None else opened(dialect, value)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], str | None] | None:
        """What each value goes through: nothing in the encrypted file."""
        if sealer_of(dialect) is None:
            return None
        return super().result_processor(dialect, coltype)

    def column_expression(self, column: ColumnElement[str]) -> ColumnElement[str]:
        """On a server a sealed value is answered with its row, which it is bound to."""
        return with_row(column)


class SealedOrBroken(Sealed):
    """A sealed text for who looks for faults: SealBroken stands for a value that does not open."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The text itself, or what is wrong with it."""
        try:
            return super().process_result_value(value, dialect)
        except SealBroken as broken:
            return broken


def readable(columns: Iterable[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """Columns as who looks for faults asks for them, under their own names."""
    return [
        type_coerce(column, SealedOrBroken()).label(str(column.key))
        if isinstance(column.type, Sealed)
        else column
        for column in columns
    ]


#: Where a part of a union has no sealed text while other parts have one.
NO_SEALED: ColumnElement[str] = cast(null(), Sealed())


class Base(DeclarativeBase):
    """The declarative base with the naming convention and the types of plain annotations."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        str: Words(),
        int: Integer(),
        bool: Boolean(),
        date: Date(),
        time: Time(),
        datetime: UtcDateTime(),
        Decimal: Numeric(8, 2),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


@cache
def _sealed_defaults(mapper: Mapper[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (column.key, column.default.arg)
        for column in mapper.local_table.columns
        if isinstance(column.type, Sealed)
        and isinstance(column.default, ScalarElementColumnDefault)
    )


@event.listens_for(Base, "before_insert", propagate=True)
def _give_defaults(mapper: Mapper[Any], _connection: Connection, row: Base) -> None:
    """Give a new row the texts it has by default, so that it knows what is sealed of it."""
    for name, text in _sealed_defaults(mapper):
        if name not in row.__dict__:
            setattr(row, name, text)


#: The column type of identifiers and of references to them.
ID = String(32)


class Entity(Base):
    """A row that users change: an id of its own and a version that every change raises by one."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy gives the class
        """Optimistic concurrency of SQLAlchemy, as the last net under the commands' own check."""
        return {"version_id_col": cls.__dict__.get("version", cls.version)}
