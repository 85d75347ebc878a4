"""What may be said of sealed columns in a statement for a server; anything else is refused.

A sealed column is selected as itself, or asked whether it has a value at all. Compared, sorted,
grouped, made into something else or written with anything but a parameter, it would give wrong
answers without an error, or a text in the open. So the statement is refused when it is compiled,
once for each statement and before anything is sent.
"""

# The compiler is SQLAlchemy's, untyped in places, and reads the statements' own fields.
# ruff: noqa: SLF001
# mypy: allow-untyped-calls, no-warn-return-any

from __future__ import annotations

from typing import Any

from sqlalchemy import Null, Select
from sqlalchemy.dialects.postgresql.base import PGCompiler
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BindParameter, ColumnClause, Label
from sqlalchemy.sql.selectable import CompoundSelect


class Unsealed(RuntimeError):
    """A text was about to reach the server in the open, or a sealed one to be used as a text.

    A bug, stopped before anything was sent.
    """


class SealingCompiler(PGCompiler):
    """The compiler of an engine that seals. Raises Unsealed."""

    #: The sealed column that stands where one may: among those selected, or before IS NULL.
    _permitted: Any = None

    def visit_column(self, column: Any, *rest: Any, **options: Any) -> str:
        """Write a column; a sealed one only where it is permitted."""
        if sealed(column) and column is not self._permitted:
            raise Unsealed(f"{column} is sealed: search, sort and work with it in the program")
        self._permitted = None
        return super().visit_column(column, *rest, **options)

    def permit(self, column: Any) -> None:
        """Let a column stand in what is written next."""
        self._permitted = column

    def visit_label(self, label: Any, *rest: Any, **options: Any) -> str:
        """Write a label; a sealed column's only where it is given, not to sort or group by it."""
        if sealed(label) and options.get("render_label_as_label") is label:
            raise Unsealed("a sealed column is sorted in the program")
        return super().visit_label(label, *rest, **options)

    def visit_binary(self, binary: Any, *rest: Any, **options: Any) -> str:
        """Write a comparison; whether a sealed column is NULL may be asked."""
        if binary.operator in (operators.is_, operators.is_not) and isinstance(binary.right, Null):
            self.permit(binary.left)
        return super().visit_binary(binary, *rest, **options)

    def _label_select_column(self, select: Any, column: Any, *rest: Any, **options: Any) -> str:
        """Write a column of a query; a sealed one may be there, as itself."""
        itself = column.element if isinstance(column, Label) else column
        self.permit(itself if isinstance(itself, ColumnClause) else None)
        return super()._label_select_column(select, column, *rest, **options)

    def get_select_precolumns(self, select: Select[Any], **options: Any) -> str:
        """Write DISTINCT; no two sealed values are alike, so it cannot be told from them."""
        if select._distinct:
            _refuse_any(select.selected_columns, "DISTINCT")
        return super().get_select_precolumns(select, **options)

    def visit_compound_select(self, cs: CompoundSelect[Any], *rest: Any, **options: Any) -> str:
        """Write a union; only UNION ALL, of sealed columns with sealed columns or NULL."""
        if cs.keyword.name != "UNION_ALL":
            _refuse_any(cs.selected_columns, cs.keyword.name)
        for alike in zip(*(one.selected_columns for one in cs.selects), strict=True):
            if any(map(sealed, alike)) and not all(map(sealed, alike)):
                raise Unsealed(
                    f"{alike[0]} is sealed in one part of the union and plain in another"
                )
        return super().visit_compound_select(cs, *rest, **options)

    def visit_insert(self, insert_stmt: Any, *rest: Any, **options: Any) -> str:
        """Write an INSERT; sealed columns take parameters, never what a query answers."""
        names = insert_stmt._select_names or ()
        for column in insert_stmt.table.columns:
            if sealed(column) and column.key in names:
                raise Unsealed(f"{column} is sealed: it takes no other row's value")
        _refuse_expressions(insert_stmt, insert_stmt._values)
        for rows in insert_stmt._multi_values:
            for row in rows:
                _refuse_expressions(insert_stmt, row)
        again = insert_stmt._post_values_clause
        if again is not None:
            _refuse_expressions(insert_stmt, dict(getattr(again, "update_values_to_set", ())))
        return super().visit_insert(insert_stmt, *rest, **options)

    def visit_update(self, update_stmt: Any, *rest: Any, **options: Any) -> str:
        """Write an UPDATE; sealed columns take parameters and nothing the server works out."""
        _refuse_expressions(update_stmt, update_stmt._values)
        return super().visit_update(update_stmt, *rest, **options)


def sealed(element: Any) -> bool:
    """Whether the type of a column, or of what is made from one, is sealed."""
    return bool(getattr(element.type, "is_sealed", False))


def _refuse_any(columns: Any, what: str) -> None:
    for column in columns:
        if sealed(column):
            raise Unsealed(f"{column} is sealed: {what} cannot be told from it")


def _refuse_expressions(statement: Any, values: Any) -> None:
    """Only a parameter of the column's own type is sealed, or refused, where it is bound."""
    for key, value in (values or {}).items():
        column = statement.table.columns.get(key) if isinstance(key, str) else key
        if column is None or not sealed(column) or isinstance(value, Null):
            continue
        # A parameter without a type takes the column's own.
        if not (isinstance(value, BindParameter) and (sealed(value) or value.type._isnull)):
            raise Unsealed(f"{column} is sealed: it takes a parameter and nothing else")
