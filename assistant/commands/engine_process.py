"""The engine as a child process of a command: started, waited for, started again when it dies, ended with the command.

    EngineStartError    the engine cannot be started; the message names what is missing and the command that makes it
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.commands.errors import CommandError

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 180.0
ENDS_WITHIN_S = 10.0
LOOK_EVERY_S = 0.2
TELL_EVERY_S = 10.0
LONGEST_PAUSE_S = 30.0
STEADY_AFTER_S = 60.0

Tell = Callable[[str], None]


class EngineStartError(CommandError):
    """The engine cannot be started."""


@dataclass(frozen=True)
class EngineFiles:
    """What the engine is started from. log: where it writes what it has to say; it never writes what people said."""

    socket: Path
    packs: Path
    log: Path
    models: Path = ROOT / "models"
    python: Path = ROOT / ".venv" / "engine" / "bin" / "python"

    def check(self) -> None:
        """Raises EngineStartError for the first part that is missing."""
        for path, what, remedy in (
            (self.python, "the engine's environment is not installed", "make setup"),
            (self.models / "manifest.json", "there is no trained dialogue model", "make train"),
            (self.packs / "manifest.json", "there is no rule pack", "make rules"),
        ):
            if not path.exists():
                raise EngineStartError(f"{what}; run `{remedy}` first")


class EngineProcess:
    """One engine parent with its workers. `tell` hears, a sentence at a time, what a person at the terminal needs."""

    def __init__(self, files: EngineFiles, workers: int, tell: Tell) -> None:
        self._files, self._workers, self._tell = files, workers, tell
        self._child: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="engine-watcher", daemon=True)

    def start(self) -> None:
        """Start and wait until it answers. Raises EngineStartError."""
        self._files.check()
        end_leftover(self._files.socket)
        self._wait_ready(self._spawn())
        self._watcher.start()

    def stop(self) -> None:
        """End the engine and wait for it."""
        self._ending.set()
        if self._watcher.is_alive():
            self._watcher.join()  # else it might start another one just now
        if self._child is not None:
            end_process(self._child)
        _pid_file(self._files.socket).unlink(missing_ok=True)

    def _spawn(self) -> subprocess.Popen[bytes]:
        self._files.log.parent.mkdir(parents=True, exist_ok=True)
        self._files.socket.parent.mkdir(parents=True, exist_ok=True)
        command = [
            str(self._files.python), "-W", "ignore", "-m", "assistant.engine", "--socket", str(self._files.socket),
            "--models", str(self._files.models), "--packs", str(self._files.packs), "--workers", str(self._workers),
        ]  # fmt: skip
        with self._files.log.open("ab") as log:
            # A session of its own: Ctrl-C at the terminal reaches us first, and we end it when the last turn is done.
            self._child = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)  # noqa: S603
        _pid_file(self._files.socket).write_text(str(self._child.pid))
        return self._child

    def _wait_ready(self, child: subprocess.Popen[bytes]) -> None:
        began = told = time.monotonic()
        while time.monotonic() - began < READY_WITHIN_S:
            if time.monotonic() - told > TELL_EVERY_S:
                told = time.monotonic()
                self._tell(f"... still loading after {told - began:.0f} s")
            if self._ending.is_set() or child.poll() is not None:
                raise EngineStartError(f"the engine ended before it was ready: {last_line(self._files.log)}")
            if answers(self._files.socket):
                return
            time.sleep(LOOK_EVERY_S)
        end_process(child)
        raise EngineStartError(f"the engine was not ready after {READY_WITHIN_S:.0f} s: {last_line(self._files.log)}")

    def _watch(self) -> None:
        """Start it again whenever it dies, with growing pauses where it dies young; the talk waits meanwhile."""
        pause, born = LOOK_EVERY_S, time.monotonic()
        while not self._ending.wait(LOOK_EVERY_S):
            if self._child is None or self._child.poll() is None:
                continue
            pause = LOOK_EVERY_S if time.monotonic() - born > STEADY_AFTER_S else min(pause * 2, LONGEST_PAUSE_S)
            self._tell(f"The engine ended (status {self._child.returncode}); starting it again. No text is lost.")
            if self._ending.wait(pause):
                return
            born = time.monotonic()
            try:
                self._wait_ready(self._spawn())
                self._tell("The engine is back.")
            except EngineStartError as error:
                if not self._ending.is_set():
                    self._tell(f"Not yet: {error}")


@contextmanager
def running_engine(files: EngineFiles, workers: int, tell: Tell) -> Iterator[None]:
    """An engine for the time of the block."""
    engine = EngineProcess(files, workers, tell)
    tell("Loading the dialogue engine (about ten seconds) ...")
    began = time.monotonic()
    try:
        engine.start()
        tell(f"The dialogue engine is ready after {time.monotonic() - began:.1f} s.")
        yield
    finally:
        engine.stop()


def answers(path: Path, limit_s: float = 2.0) -> bool:
    """Whether an engine answers on this socket. Cheap enough to be asked several times a second."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(limit_s)
        try:
            probe.connect(str(path))
            probe.sendall(b"GET /health HTTP/1.0\r\nHost: engine\r\n\r\n")
            return probe.recv(64).split(b" ")[1:2] == [b"200"]
        except OSError:
            return False


def end_process(child: subprocess.Popen[bytes]) -> None:
    """SIGTERM, then SIGKILL for one that does not listen."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def end_leftover(path: Path) -> None:
    """End the engine that a killed command left behind on this socket (Linux; elsewhere it ends with the session)."""
    file = _pid_file(path)
    try:
        pid = int(file.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return
    if sys.platform == "linux" and b"assistant.engine" in command and str(path).encode() in command:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    file.unlink(missing_ok=True)


def last_line(log: Path) -> str:
    """What the engine said last, which is why it ended."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[-1] if lines else "it said nothing"


def _pid_file(path: Path) -> Path:
    return path.with_suffix(".pid")
