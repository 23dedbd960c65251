"""The few statements that SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart. Each is built only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, unique: Sequence[str], values: Mapping[str, Any]) -> bool:
    """Insert unless a row with the same `unique` columns is there; says whether it was inserted."""
    return connection.execute(_insert_once(connection.dialect.name, table, tuple(unique)), values).first() is not None


def upsert(connection: Connection, table: Table, unique: Sequence[str], values: Mapping[str, Any]) -> None:
    """Insert, or overwrite the row with the same `unique` columns."""
    changed = tuple(name for name in values if name not in unique)
    connection.execute(_upsert(connection.dialect.name, table, tuple(unique), changed), values)


def add_to(connection: Connection, table: Table, unique: Sequence[str], values: Mapping[str, Any], column: str) -> None:
    """Insert, or add to the number in `column` of the row with the same `unique` columns."""
    connection.execute(_add_to(connection.dialect.name, table, tuple(unique), column), values)


@cache
def _insert_once(dialect: str, table: Table, unique: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table).on_conflict_do_nothing(index_elements=unique)
    return statement.returning(table.c[unique[0]])


@cache
def _upsert(dialect: str, table: Table, unique: tuple[str, ...], changed: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    new = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=unique, set_=new)


@cache
def _add_to(dialect: str, table: Table, unique: tuple[str, ...], column: str) -> Any:
    statement = _insert(dialect, table)
    total = {column: table.c[column] + statement.excluded[column]}
    return statement.on_conflict_do_update(index_elements=unique, set_=total)


def _insert(dialect: str, table: Table) -> Any:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
