"""A token bucket in segments, pure: the time is passed in, the new bucket is returned.

A sender may hand the provider only so many segments a second (a US long code one, a toll-free number three); what
exceeds it waits in the provider's queue, where we can neither order nor recall it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Bucket:
    """`rate` segments a second, at most `capacity` saved up; `tokens` were there at `at` (seconds)."""

    rate: float
    capacity: float
    tokens: float
    at: float

    @classmethod
    def full(cls, rate: float, capacity: float, now: float) -> Bucket:
        """A bucket that has rested. Raises `ValueError` unless both are positive."""
        if rate <= 0 or capacity <= 0:
            raise ValueError(f"a bucket needs a positive rate and capacity, not {rate} and {capacity}")
        return cls(rate, capacity, capacity, now)

    def refilled(self, now: float) -> Bucket:
        """The bucket at `now`; a clock that went back refills nothing."""
        tokens = min(self.capacity, self.tokens + max(0.0, now - self.at) * self.rate)
        return replace(self, tokens=tokens, at=max(self.at, now))

    def wait(self, segments: int, now: float, reserve: float = 0.0) -> float:
        """Seconds until `segments` may be taken, 0.0 if now.

        `reserve` segments stay for others: reminders pass one so that replies go first. A text longer than the
        bucket waits for a full one and then leaves a debt, so it is slow but never stuck.
        """
        bucket = self.refilled(now)
        needed = min(segments + reserve, self.capacity)
        return max(0.0, (needed - bucket.tokens) / self.rate)

    def take(self, segments: int, now: float, reserve: float = 0.0) -> Bucket | None:
        """The bucket without these segments, or None if they must wait."""
        if self.wait(segments, now, reserve) > 0:
            return None
        bucket = self.refilled(now)
        return replace(bucket, tokens=bucket.tokens - segments)
