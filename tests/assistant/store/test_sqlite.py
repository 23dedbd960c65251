"""How SQLite is opened: a commit survives a power cut, deleted bytes are overwritten, readers only read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.store import StoreUnavailable, tables
from assistant.store.database import Database

FULL, ON = 2, 1


@pytest.mark.usefixtures("synchronous_as_shipped")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("synchronous", FULL), ("journal_mode", "wal"), ("secure_delete", ON), ("foreign_keys", ON)],
)
def test_each_connection_is_set_up_to_lose_nothing(tmp_path: Path, pragma: str, value: object) -> None:
    database = Database(f"sqlite:///{tmp_path / 'made' / 'h.db'}")
    for opened in (database.writing, database.reading):
        with opened() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
    database.close()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'h.db'}")
    with database.writing() as connection:
        tables.metadata.create_all(connection)
    with pytest.raises((StoreUnavailable, DatabaseError)), database.reading() as connection:
        connection.execute(tables.spend.insert().values(day=None, segments=1))
    database.close()
