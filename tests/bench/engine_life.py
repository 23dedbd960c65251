"""The engine as an operator sees it: how long it takes to start, what it weighs, how soon a killed worker is replaced,
how long training takes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.engine_client import EngineClient, EngineDown
from assistant.protocol.turn import Context, Turn
from entitlements.pack import read_manifest
from tests.bench.arithmetic import median
from tests.bench.figures import Figure, Section, at_most, milliseconds
from tests.bench.processes import children, memory
from tests.support.engine import PACKS, PYTHON, ROOT, RunningEngine, start_engine

KILLS = 5
STEADY_S = 2.5  # a worker that dies younger than two seconds counts as one that cannot start
BACK_LIMIT_S = 30.0
_QUIET = {"SQLALCHEMY_SILENCE_UBER_WARNING": "1", "RASA_TELEMETRY_ENABLED": "false"}


@contextmanager
def timed_engine(folder: Path, workers: int, starts: list[float]) -> Iterator[RunningEngine]:
    """A running engine; the seconds from its start to its first answer are added to `starts`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "engine.log").open("ab") as log:
        began = time.monotonic()
        engine = start_engine(folder, workers, stderr=log.fileno())
        starts.append(time.monotonic() - began)
    try:
        yield engine
    finally:
        engine.process.terminate()
        engine.process.wait(timeout=20)


@dataclass(frozen=True)
class Weight:
    """MB (10^6 bytes). base: all that is shared, and the parent's own; worker: what the largest further one adds."""

    base: float
    worker: float
    parent_proportional: float
    workers_proportional: tuple[float, ...]


def weigh(engine: RunningEngine) -> Weight:
    """Sum the family's proportional shares: what is not private to a worker would be there without it."""
    parent = memory(engine.process.pid)
    workers = [memory(pid) for pid in children(engine.process.pid)]
    total = parent.proportional + sum(each.proportional for each in workers)
    return Weight(
        total - sum(each.private for each in workers), max(each.private for each in workers), parent.proportional,
        tuple(each.proportional for each in workers),
    )  # fmt: skip


def weight_section(weight: Weight, turns: int) -> Section:
    shares = ", ".join(f"{share:.0f}" for share in weight.workers_proportional)
    return Section(
        "Memory of the engine",
        f"PSS of /proc/*/smaps_rollup after {turns} turns with 2 workers (parent {weight.parent_proportional:.0f} MB, "
        f"workers {shares} MB), counted so that the parts add up to the same sum",
        (
            Figure("parent, with all that is shared", weight.base, "MB", at_most(230)),
            Figure("each further worker", weight.worker, "MB", at_most(80)),
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Back:
    """Seconds after a kill -9 of the only worker until the new one answered: GET /health, and a whole turn."""

    health: tuple[float, ...]
    turn: tuple[float, ...]


def kill_workers(engine: RunningEngine) -> Back:
    """Kill the only worker again and again. Raises RuntimeError when no new one answers."""
    turn = _a_turn()
    client = EngineClient(engine.socket)
    health = [_back_after_kill(engine, lambda: client.health().pid) for _ in range(KILLS)]
    turns = [_back_after_kill(engine, lambda: client.turn(turn)) for _ in range(KILLS)]
    return Back(tuple(health), tuple(turns))


def _back_after_kill(engine: RunningEngine, ask: object) -> float:
    assert callable(ask)
    time.sleep(STEADY_S)
    (worker,) = children(engine.process.pid)
    os.kill(worker, signal.SIGKILL)
    began = time.monotonic()
    while True:
        try:
            ask()
        except EngineDown:
            if time.monotonic() - began > BACK_LIMIT_S:
                raise RuntimeError(f"no new worker answered within {BACK_LIMIT_S:.0f} s of a kill") from None
            time.sleep(0.005)
        else:
            return time.monotonic() - began


def _a_turn() -> Turn:
    pack = str(read_manifest(PACKS)["current"])
    return Turn("i need help with food", Context(date(2026, 11, 21), "text", "en", pack, "bench"))


def life_section(starts: Sequence[float], back: Back) -> Section:
    return Section(
        "Life of the engine",
        f"median of {len(starts)} starts to the first answer; {KILLS} kills of the only worker for each way of asking",
        (
            Figure("cold start", median(starts), "s", at_most(15)),
            Figure("worker back after kill -9, /health", median(back.health), "s", at_most(1)),
            Figure("worker back after kill -9, a whole turn", median(back.turn), "s", at_most(1)),
            Figure("the longest of them", max(back.health + back.turn), "s"),
        ),
    )


def training_section(folder: Path) -> Section:
    """Train the dialogue model anew into a folder of its own, with an empty cache."""
    folder.mkdir(parents=True)
    began = time.monotonic()
    done = subprocess.run(
        [str(PYTHON), "-W", "ignore", "-m", "assistant.engine.train", "--force", "--models", str(folder / "models")],
        cwd=ROOT, env={**os.environ, **_QUIET, "RASA_CACHE_DIRECTORY": str(folder / "cache")}, capture_output=True,
        text=True,
    )  # fmt: skip
    took = time.monotonic() - began
    if done.returncode:
        raise RuntimeError(f"training ended with status {done.returncode}: {done.stderr[-2000:]}")
    size = (folder / "models" / "handrail.tar.gz").stat().st_size / 1e6
    return Section(
        "Training the dialogue model",
        "python -m assistant.engine.train --force, from start to written manifest, nothing cached",
        (Figure("training time", took, "s", at_most(60)), Figure("model file", size, "MB")),
    )


def rules_section() -> Section:
    """The rules on the engine's own Python, where turns run them."""
    done = subprocess.run(
        [str(PYTHON), "-m", "tests.bench.rules", str(PACKS)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return Section(
        "Rules, on the engine's Python",
        f"CPU time; a household of three for all programs; {found['questions']:.0f} questions of whole interviews",
        (
            milliseconds("load a pack", found["load"]),
            milliseconds("determine", found["determine"], at_most(10)),
            milliseconds("next question, p50", found["question_p50"], at_most(15)),
            milliseconds("next question, p95", found["question_p95"], at_most(40)),
            milliseconds("next question, longest", found["question_longest"]),
        ),
    )
