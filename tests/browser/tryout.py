"""`handrail run` as somebody starts it: a process of its own, over a folder of its own, on a free port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 200.0


@dataclass
class TryOut:
    """A running house. printed: where what it said on the terminal is kept."""

    folder: Path
    port: int
    printed: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sign_in_link(self) -> str:
        found = re.search(r"http://\S+/try/sign-in\S+", self.printed.read_text())
        assert found, self.printed.read_text()
        return found[0]

    @property
    def engine_pid(self) -> int:
        return int((self.folder / "engine.pid").read_text())

    def wait_until_it_says(self, words: str, seconds: float = START_SECONDS, times: int = 1) -> None:
        end = time.monotonic() + seconds
        while self.printed.read_text().count(words) < times:
            assert self.process.poll() is None, f"it ended: {self.printed.read_text()}"
            assert time.monotonic() < end, f"it did not say {words!r}: {self.printed.read_text()}"
            time.sleep(0.1)

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def start(folder: Path) -> TryOut:
    """Start a house and wait for its addresses; the caller ends it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    printed = folder / "printed.txt"
    command = [sys.executable, "-m", "assistant.cli", "run", "--port", str(port), "--workers", "1"]
    environ = {**os.environ, "HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(folder)}
    with printed.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=out, start_new_session=True)
    house = TryOut(folder, port, printed, process)
    try:
        house.wait_until_it_says("Ctrl-C ends everything")
    except BaseException:
        process.kill()
        process.wait()
        raise
    return house


@contextmanager
def try_out(folder: Path) -> Iterator[TryOut]:
    """A house for the time of the block, ended by Ctrl-C."""
    house = start(folder)
    try:
        yield house
    finally:
        if house.process.poll() is None:
            assert house.interrupt() == 0, house.printed.read_text()
