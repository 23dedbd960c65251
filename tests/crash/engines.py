"""The engine under the crash test: the real one where a model is trained, else the scripted peer.

Both are a parent with forked workers; either may be killed, and a dead parent is started again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

from tests.support import engine as real
from tests.support.scripted_engine import ScriptedEngine

START_TRIES = 5


class Engine:
    """One engine; `kind` is "real" or "scripted"."""

    def __init__(self, kind: str, folder: Path, workers: int = 2) -> None:
        self.kind, self.folder, self._workers = kind, folder, workers
        self.socket = folder / "engine.sock"
        self._starting: threading.Thread | None = None
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        if self.kind == "real":
            with (self.folder / "engine.log").open("ab") as log:
                return real.start_engine(self.folder, self._workers, stderr=log.fileno()).process
        command = [sys.executable, "-m", ScriptedEngine.__module__, str(self.socket), str(self._workers)]
        return subprocess.Popen(command)

    @property
    def starting(self) -> bool:
        """Whether a new parent is on its way; the real one takes some seconds to load its model."""
        return self._starting is not None and self._starting.is_alive()

    def kill_worker(self, dice: Random) -> bool:
        """Kill one worker; its parent replaces it. False when none is there just now."""
        if self.starting:
            return False
        workers = _children(self._process.pid)
        if not workers:
            return False
        os.kill(dice.choice(workers), signal.SIGKILL)
        return True

    def kill_parent(self) -> bool:
        """Kill the parent, and with it its workers; a new one is started beside the test. False while one starts."""
        if self.starting:
            return False
        self._process.kill()
        self._process.wait()
        self._starting = threading.Thread(target=self._start_again)
        self._starting.start()
        return True

    def _start_again(self) -> None:
        """Try until it is up: a busy machine may take longer than the start allows."""
        for _ in range(START_TRIES):
            try:
                self._process = self._start()
                return
            except RuntimeError:
                continue

    def end(self) -> None:
        if self._starting is not None:
            self._starting.join()
        self._process.kill()
        self._process.wait()


def best_kind() -> tuple[str, str]:
    """Which engine can run here, and why."""
    reason = real.missing_part()
    return ("scripted", reason) if reason else ("real", "the trained model")


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
