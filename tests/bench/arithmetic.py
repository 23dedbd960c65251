"""The bench's own arithmetic: percentiles by nearest rank, and arrivals that wait for nobody."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` (0 to 1) of them do not exceed: a value that was really seen.

    Raises ValueError for no values, or a share outside 0 to 1.
    """
    if not values:
        raise ValueError("no values were measured, so there is no percentile of them")
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"a share of {share} is no share; give one between 0 and 1")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def median(values: Sequence[float]) -> float:
    """The lower median, a value that was really seen. Raises ValueError for no values."""
    return percentile(values, 0.5)


@dataclass(frozen=True)
class Spread:
    """How long something took, in seconds, over `count` times."""

    count: int
    p50: float
    p95: float
    p99: float
    most: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Spread:
        """Raises ValueError for no values."""
        values = tuple(seconds)
        return cls(
            len(values), percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99),
            percentile(values, 1.0),
        )  # fmt: skip


def arrivals(rate: float, seconds: float, seed: int) -> tuple[float, ...]:
    """When messages come, in seconds from the start: a Poisson process of `rate` a second, the same for each seed."""
    if rate <= 0:
        raise ValueError(f"a rate of {rate} a second brings no message; give one over 0")
    dice, at, found = Random(seed), 0.0, []
    while (at := at + dice.expovariate(rate)) < seconds:
        found.append(at)
    return tuple(found)
