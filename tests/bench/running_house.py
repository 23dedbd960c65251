"""A house that runs beside the bench: its processes, its settings, and what it tells of its commits."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from assistant.settings import Settings
from assistant.store import open_store
from tests.bench import house
from tests.bench.commits import Commits
from tests.support.engine import PACKS, ROOT

START_SECONDS, END_SECONDS = 60.0, 20.0


@dataclass(frozen=True)
class RunningHouse:
    """port: of its door on loopback. settings: as its processes have them."""

    port: int
    settings: Settings
    commits: Commits
    processes: tuple[subprocess.Popen[str], ...] = field(repr=False)

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(process.pid for process in self.processes)

    def check_alive(self) -> None:
        """Raises RuntimeError when a process has ended."""
        for process in self.processes:
            if process.poll() is not None:
                raise RuntimeError(f"a process of the house ended with status {process.returncode}; see its log")

    def turn_of_text(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """The outbox of these people: our id of a text to its turn."""
        store = open_store(self.settings)
        try:
            with store.reading() as tx:
                people = [person for number in numbers if (person := tx.people.find(number)) is not None]
                rows = [row for person in people for row in tx.outbox.of_person(person.id)]
                return {row.our_id: row.turn_id for row in rows if row.turn_id is not None}
        finally:
            store.close()

    def inbox_counts(self) -> Mapping[str, int]:
        """How many messages are in which state."""
        store = open_store(self.settings)
        try:
            with store.reading() as tx:
                return tx.inbox.counts()
        finally:
            store.close()


@contextmanager
def running_house(
    folder: Path, engine_socket: Path, roles: Sequence[str] = (house.ALL,), commits: Commits | None = None
) -> Iterator[RunningHouse]:
    """A house over a new SQLite database in `folder`, one process for each role; ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    environ = _environ(folder, engine_socket, port)
    found = Commits() if commits is None else commits
    processes: list[subprocess.Popen[str]] = []
    try:
        for role in roles:
            processes.append(_start(role, port, environ, found))
        yield RunningHouse(port, Settings.from_env(environ), found, tuple(processes))
    finally:
        for process in processes:
            _end(process)


def _environ(folder: Path, engine_socket: Path, port: int) -> dict[str, str]:
    """As `handrail run` has it: no carrier whose pace must be kept, and no cap that a minute's load would reach."""
    return {
        "HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(folder), "HANDRAIL_PACKS": str(PACKS),
        "ENGINE_SOCKET": str(engine_socket), "PUBLIC_URL": f"http://127.0.0.1:{port}", "OPT_OUT_REPLIES": "ours",
        "SEGMENTS_PER_SECOND": "100", "DAILY_SPEND_CAP_USD": "100000", "OPENING_HOURS": "mon-sun 00:00-23:59",
    }  # fmt: skip


def _start(role: str, port: int, environ: Mapping[str, str], commits: Commits) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", house.__name__, role, str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **environ},
    )  # fmt: skip
    ready = threading.Event()
    assert process.stdout is not None
    threading.Thread(target=_listen, args=(process.stdout, ready, commits), daemon=True).start()
    if not ready.wait(START_SECONDS) or process.poll() is not None:
        _end(process)
        raise RuntimeError(f"the house's process {role!r} was not ready within {START_SECONDS:.0f} s; see above")
    return process


def _listen(lines: IO[str], ready: threading.Event, commits: Commits) -> None:
    with lines:
        for line in lines:
            if line == "ready\n":
                ready.set()
            else:
                commits.take(line)
    ready.set()


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
        return
    process.kill()
    process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
