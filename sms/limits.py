"""How many texts of one number are answered: 20 in ten minutes and 60 in a day, pure over their times.

Whoever is over is told so once, and a case opens; consent and danger words are read before and know no limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """At most `texts` within `window`."""

    texts: int
    window: timedelta


LIMITS = (Limit(20, timedelta(minutes=10)), Limit(60, timedelta(days=1)))


@dataclass(frozen=True)
class Allowance:
    """`limit` is the one that is exceeded, or None; `announce` says that this is the first text over it."""

    limit: Limit | None
    announce: bool

    @property
    def allowed(self) -> bool:
        """Whether the text is answered."""
        return self.limit is None


def check_limits(earlier: Sequence[datetime], now: datetime, limits: Sequence[Limit] = LIMITS) -> Allowance:
    """Judge the text that came at `now` by the times of the same number's earlier texts, in any order.

    Refused texts count too: flooding does not shorten the pause. All times are aware or all are not.
    """
    times = sorted(earlier)
    exceeded = _exceeded(times, now, limits)
    told = bool(times) and _exceeded(times[:-1], times[-1], limits) is not None
    return Allowance(exceeded, exceeded is not None and not told)


def _exceeded(times: Sequence[datetime], now: datetime, limits: Sequence[Limit]) -> Limit | None:
    for limit in limits:
        if sum(1 for time in times if now - limit.window < time <= now) >= limit.texts:
            return limit
    return None
