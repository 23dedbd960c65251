"""What varies from run to run, handed in from the edges: the clock, ids, randomness and, in tests, crash points.

Nothing further in reads the clock or draws a random number, so a talk with a pinned edge repeats to the byte.
"""

from __future__ import annotations

import os
import secrets
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


def _no_point(name: str) -> None:
    """Crash points do nothing unless a development setting arms them."""


@dataclass(frozen=True)
class Edge:
    """now: aware UTC. seconds: monotonic. new_id: opaque, sortable by time. random_bytes: for keys and nonces.

    point: called with the name of each step that must survive a kill; see `armed_points`.
    """

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    new_id: Callable[[], str]
    random_bytes: Callable[[int], bytes]
    point: Callable[[str], None] = _no_point


def real_edge(point: Callable[[str], None] = _no_point) -> Edge:
    """The edge of a running house: system clock and operating-system randomness."""
    return Edge(_now, time.monotonic, _new_id, secrets.token_bytes, point)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    """48 bits of milliseconds and 80 random bits in hexadecimal: opaque, unique, and close together in an index."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


def armed_points(folder: Path) -> Callable[[str], None]:
    """Crash points for `make crash`: a process that passes a step whose name is a file in `folder` kills itself.

    It removes the file first, so that one file is one kill, and the test sees that it happened.
    """

    def point(name: str) -> None:
        try:
            (folder / name).unlink()
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    return point
