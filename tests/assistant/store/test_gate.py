"""Processes that share one SQLite file take turns: nobody starves beside a busy one, and waiting has an end."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.store import StoreUnavailable
from assistant.store.database import Database
from assistant.store.gate import Gate

BUSY_THREADS, HELD_S, TRIES = 4, 0.004, 25
COUNT = text("UPDATE counted SET n = n + 1")


@pytest.fixture
def url(tmp_path: Path) -> str:
    with sqlite3.connect(tmp_path / "one.db") as connection:
        connection.execute("CREATE TABLE counted (n INTEGER)")
        connection.execute("INSERT INTO counted VALUES (0)")
    return f"sqlite:///{tmp_path / 'one.db'}"


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database of its own, as another process has it: threads of two of them share nothing but the file."""
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def test_a_door_beside_a_busy_worker_gets_its_turn(url: str) -> None:
    ended = threading.Event()
    written: list[int] = []

    def work(worker: Database) -> None:
        while not ended.is_set():
            with worker.writing() as connection:
                connection.execute(COUNT)
                time.sleep(HELD_S)
            written.append(1)

    with opened(url) as worker, opened(url) as door:
        threads = [threading.Thread(target=work, args=(worker,)) for _ in range(BUSY_THREADS)]
        for thread in threads:
            thread.start()
        waited = []
        for _ in range(TRIES):
            began = time.monotonic()
            with door.writing(4.0) as connection:
                connection.execute(COUNT)
            waited.append(time.monotonic() - began)
        ended.set()
        for thread in threads:
            thread.join()
        with door.reading() as connection:
            assert connection.execute(text("SELECT n FROM counted")).scalar() == len(written) + TRIES
    assert max(waited) < 1.0, "SQLite's own busy loop let it wait for more than four seconds"
    assert written


def test_whoever_holds_the_gate_is_next(url: str, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "one.db-gate")
    assert gate._lock()
    with opened(url) as database:
        with pytest.raises(StoreUnavailable, match="another process"), database.writing(limit_s=0.1):
            pass
        gate.close()  # as when its process dies
        with database.writing(limit_s=1.0) as connection:
            connection.execute(COUNT)


def test_what_is_no_lock_is_not_waited_for(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "one.db", isolation_level=None)
    connection.execute("BEGIN")
    gate = Gate(tmp_path / "one.db-gate")
    with pytest.raises(StoreUnavailable, match="SQLITE_ERROR"):
        gate.begin(connection, time.monotonic() + 60)
    connection.close()
    gate.close()


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database("sqlite://")
