"""A house for tests: settings, a pinned edge whose clock the test moves, and a store on SQLite or PostgreSQL."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.edge import Edge
from assistant.settings import Settings

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # a Friday, noon in New York


@dataclass
class PinnedEdge:
    """An edge that repeats to the byte; `clock` moves only when the test says so."""

    at: datetime = NOON
    points: list[str] = field(default_factory=list)
    on_point: Callable[[str], None] | None = None
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _draws: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def pass_time(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def edge(self) -> Edge:
        return Edge(
            lambda: self.at, lambda: self.at.timestamp(), lambda: f"id{next(self._ids):06}", self._random, self._point
        )

    def _random(self, count: int) -> bytes:
        """Different each time, the same in each run."""
        return hashlib.shake_256(str(next(self._draws)).encode()).digest(count)

    def _point(self, name: str) -> None:
        self.points.append(name)
        if self.on_point is not None:
            self.on_point(name)


def settings_for(folder: Path, **environ: str) -> Settings:
    """Development settings whose files lie in `folder`."""
    return Settings.from_env({"HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(folder), **environ})
