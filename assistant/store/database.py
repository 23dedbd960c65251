"""One database, two kinds: SQLite (default) and PostgreSQL. Connections, transactions, and their errors.

SQLite allows one writer at a time. Within this process a lock hands the single writing connection from thread to
thread, so nobody burns time in SQLite's busy loop. Between processes `BEGIN IMMEDIATE` decides, behind a gate that
keeps their order (`gate.py`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from assistant.store.errors import StoreUnavailable
from assistant.store.gate import Gate

WRITE_LIMIT_S = 40.0  # a database locked for 30 s must not lose work
READ_LIMIT_S = 10.0
CHECKPOINT_TRIES, CHECKPOINT_PAUSE_S = 40, 0.05
# a server that takes a connection and then says nothing (a stopped machine, a cut cable) must not hold a door
POSTGRES_LIMITS = {"connect_timeout": 4, "tcp_user_timeout": 10_000, "keepalives_idle": 30, "keepalives_interval": 10}
SYNCHRONOUS = "FULL"  # a commit survives a power cut


class Database:
    """Opens transactions on the database behind `url` ("sqlite:///path" or "postgresql://...")."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.dialect = parsed.get_backend_name()
        self._writer_lock = threading.Lock()
        # hide_parameters: an error text must never carry what somebody wrote
        if self.dialect == "sqlite":
            if not parsed.database:
                raise ValueError("a SQLite database needs a file: set DATABASE_URL to sqlite:///PATH")
            file = Path(parsed.database)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._gate = Gate(file.with_name(f"{file.name}-gate"))
            self._writer = create_engine(
                parsed, hide_parameters=True, poolclass=QueuePool, pool_size=1, max_overflow=0,
                connect_args={"check_same_thread": False},
            )  # fmt: skip
            self._reader = create_engine(
                parsed, hide_parameters=True, poolclass=QueuePool, pool_size=8, max_overflow=24,
                connect_args={"check_same_thread": False},
            )  # fmt: skip
            _sqlite_events(self._writer, self._gate)
            _sqlite_events(self._reader, None)
        else:
            self._writer = self._reader = create_engine(
                parsed, hide_parameters=True, pool_size=8, max_overflow=24, pool_pre_ping=True,
                connect_args=POSTGRES_LIMITS,
            )  # fmt: skip

    @contextmanager
    def writing(self, limit_s: float = WRITE_LIMIT_S) -> Iterator[Connection]:
        """One writing transaction: committed at the end, rolled back when anything is raised.

        Raises StoreUnavailable when it cannot begin or commit within about `limit_s` seconds.
        """
        if self.dialect != "sqlite":
            with _as_unavailable(), self._writer.begin() as connection:
                connection.execute(text(f"SET LOCAL lock_timeout = {int(limit_s * 1000)}"))
                yield connection
            return
        until = time.monotonic() + limit_s
        if not self._writer_lock.acquire(timeout=limit_s):
            raise StoreUnavailable(f"another thread held the database for {limit_s:.0f} s; try again")
        try:
            with _as_unavailable(), self._writer.connect() as connection:
                connection.info[_UNTIL] = until
                with connection.begin():
                    yield connection
        finally:
            self._writer_lock.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; writing in it is an error on SQLite. Raises StoreUnavailable."""
        with _as_unavailable(), self._reader.connect() as connection, connection.begin():
            if self.dialect != "sqlite":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    def forget_freed_pages(self) -> None:
        """After erasing: empty SQLite's write-ahead log, so that the destroyed key is not left in the file.

        Somebody who reads at the same time may hold it back; the sweep comes again.
        PostgreSQL's log leaves with its retention (docs/operations.md).
        """
        if self.dialect != "sqlite":
            return
        for _ in range(CHECKPOINT_TRIES):
            with self._writer_lock, _as_unavailable(), self._writer.connect() as connection:
                raw = connection.connection.dbapi_connection
                if raw is None or not raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    return
            time.sleep(CHECKPOINT_PAUSE_S)

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()
        if self.dialect == "sqlite":
            self._gate.close()


_UNTIL: Final = "until"  # in a connection's info: the monotonic time by which its transaction must have begun


def _sqlite_events(engine: Engine, gate: Gate | None) -> None:
    """Take transaction control from the driver (it begins too late) and set what each connection needs.

    gate: for the engine that writes; without one it only reads.
    """

    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=10000")  # the switch to WAL itself needs the lock once
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        if gate is None:
            connection.execute("PRAGMA query_only=ON")
        connection.execute(f"PRAGMA busy_timeout={int(READ_LIMIT_S * 1000) if gate is None else 0}")

    def on_begin(connection: Connection) -> None:
        if gate is None:
            connection.exec_driver_sql("BEGIN")
        else:
            gate.begin(connection.connection.dbapi_connection, connection.info[_UNTIL])

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Locks, lost connections, full disks: all mean "not now". Broken rules (integrity) stay what they are."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailable("no database connection was free in time; try again") from error
    except OperationalError as error:
        raise StoreUnavailable(f"the database did not answer ({type(error.orig).__name__}); try again") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnavailable("the database connection was lost; try again") from error
        raise
