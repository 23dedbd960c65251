"""The real engine for tests: started once per test run from the trained model and the built rule packs.

It says plainly why it is skipped where the engine's environment, the model or the packs are missing.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "engine" / "bin" / "python"
MODELS, PACKS = ROOT / "models", ROOT / "packs"
START_SECONDS = 180.0  # ten on a quiet machine


@dataclass(frozen=True)
class RunningEngine:
    """A live engine: its socket, its parent's process."""

    socket: Path
    process: subprocess.Popen[bytes]

    def client(self) -> httpx.Client:
        transport = httpx.HTTPTransport(uds=str(self.socket))
        return httpx.Client(transport=transport, base_url="http://engine", timeout=30)


def missing_part() -> str | None:
    """What keeps the engine from running here, or None."""
    if not PYTHON.exists():
        return "the engine's environment is not installed: run `make setup`"
    if not (MODELS / "manifest.json").exists():
        return "there is no trained model: run `make train`"
    if not (PACKS / "manifest.json").exists():
        return "there is no rule pack: run `make rules`"
    return None


def start_engine(folder: Path, workers: int = 1, stderr: int | None = None) -> RunningEngine:
    """Start an engine with its socket in `folder`; the caller ends the process."""
    socket = folder / "engine.sock"
    process = subprocess.Popen(
        [str(PYTHON), "-W", "ignore", "-m", "assistant.engine", "--socket", str(socket), "--models", str(MODELS),
         "--packs", str(PACKS), "--workers", str(workers)],
        cwd=ROOT, stderr=stderr, env={**os.environ, "SQLALCHEMY_SILENCE_UBER_WARNING": "1"},
    )  # fmt: skip
    engine = RunningEngine(socket, process)
    deadline = time.monotonic() + START_SECONDS
    with engine.client() as client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise RuntimeError(f"the engine ended with status {process.returncode} before it was ready")
            time.sleep(0.05)
            if socket.exists():  # a try before that would leave a socket open in the client's library
                with suppress(httpx.TransportError):
                    client.get("/health").raise_for_status()
                    return engine
    process.kill()
    raise RuntimeError(f"the engine was not ready after {START_SECONDS:.0f} s")


@pytest.fixture(scope="session")
def engine() -> Iterator[RunningEngine]:
    """One engine for the whole test run."""
    reason = missing_part()
    if reason:
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="handrail-engine-") as folder:
        running = start_engine(Path(folder))
        try:
            yield running
        finally:
            running.process.terminate()
            running.process.wait(timeout=20)
