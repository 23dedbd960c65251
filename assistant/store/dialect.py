"""The few statements that SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def _insert(connection: Connection, table: Table) -> Any:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_once(connection: Connection, table: Table, unique: Sequence[str], values: Mapping[str, Any]) -> bool:
    """Insert unless a row with the same `unique` columns is there; says whether it was inserted."""
    statement = _insert(connection, table).values(**values).on_conflict_do_nothing(index_elements=list(unique))
    return connection.execute(statement.returning(table.c[unique[0]])).first() is not None


def upsert(connection: Connection, table: Table, unique: Sequence[str], values: Mapping[str, Any]) -> None:
    """Insert, or overwrite the row with the same `unique` columns."""
    changed = {name: value for name, value in values.items() if name not in unique}
    statement = _insert(connection, table).values(**values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(unique), set_=changed))


def add_to(connection: Connection, table: Table, unique: Sequence[str], values: Mapping[str, Any], column: str) -> None:
    """Insert, or add to the number in `column` of the row with the same `unique` columns."""
    statement = _insert(connection, table).values(**values)
    total = table.c[column] + values[column]
    connection.execute(statement.on_conflict_do_update(index_elements=list(unique), set_={column: total}))
