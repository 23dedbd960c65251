"""Who is next to write, among the processes that share one SQLite file.

SQLite keeps no queue for its one writing lock: each waiting process sleeps and looks again, up to a tenth of a second
later, and a worker whose threads hand the lock to each other takes it again in between. A door beside it starved until
its limit. So whoever waits for the writing lock holds the gate meanwhile, and nobody passes them: each waits for one
transaction of each other process at most. The gate is a lock on an empty file; it ends with the process that holds it.
"""

from __future__ import annotations

import fcntl
import itertools
import sqlite3
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from assistant.store.errors import StoreUnavailable

_PAUSES_S: Final = (0.001, 0.002, 0.003)  # unlike each other, so that two waiting processes fall out of step
_PRIMARY_CODE: Final = 0xFF  # the rest of SQLite's code says which kind of busy it is


class Gate:
    """One for each `Database`; its threads take turns before they come here."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("w")
        weakref.finalize(self, self._file.close)

    def begin(self, connection: Any, until: float) -> None:
        """`BEGIN IMMEDIATE` on this sqlite3 connection. Raises StoreUnavailable after `until` (monotonic seconds)."""
        _wait(self._lock, until)
        try:
            _wait(lambda: _begun(connection), until)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self._file.close()

    def _lock(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _begun(connection: Any) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
            raise StoreUnavailable(f"the database did not answer ({error.sqlite_errorname}); try again") from error
        return False
    return True


def _wait(done: Callable[[], bool], until: float) -> None:
    for pause in itertools.cycle(_PAUSES_S):
        if done():
            return
        if time.monotonic() >= until:
            raise StoreUnavailable("another process held the database too long; try again")
        time.sleep(pause)
