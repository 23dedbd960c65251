"""When a caseworker is there, and when next. Pure: the time comes in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d:\d\d)-(\d\d:\d\d)")


@dataclass(frozen=True)
class OpeningHours:
    """Staffed hours by weekday (Monday first) as (opens, closes) in `zone`; closed days are dates without staff."""

    week: tuple[tuple[tuple[time, time], ...], ...]
    zone: ZoneInfo
    closed: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        return any(opens <= local.time() < closes for opens, closes in self._spans(local.date()))

    def next_open(self, at: datetime) -> datetime | None:
        """The next moment after `at` at which somebody begins work; None when nobody does within two weeks."""
        local = at.astimezone(self.zone)
        for ahead in range(15):
            day = local.date() + timedelta(days=ahead)
            for opens, _ in self._spans(day):
                begins = datetime.combine(day, opens, tzinfo=self.zone)
                if begins > local:
                    return begins
        return None

    def _spans(self, day: date) -> tuple[tuple[time, time], ...]:
        return () if day in self.closed else self.week[day.weekday()]


def parse_hours(text: str, zone: str) -> OpeningHours:
    """Read "mon-fri 09:00-17:00; sat 10:00-14:00; closed 2026-11-26 2026-12-25".

    Raises ValueError naming the part that cannot be read.
    """
    week: list[list[tuple[time, time]]] = [[] for _ in DAYS]
    closed: set[date] = set()
    for part in filter(None, (piece.strip().lower() for piece in text.split(";"))):
        if part.startswith("closed "):
            closed.update(date.fromisoformat(day) for day in part.split()[1:])
            continue
        first, last, span = _part(part)
        for day in range(first, last + 1):
            week[day].append(span)
    try:
        return OpeningHours(tuple(tuple(sorted(spans)) for spans in week), ZoneInfo(zone), frozenset(closed))
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"time zone {zone!r} is unknown; write it like America/New_York") from error


def _part(part: str) -> tuple[int, int, tuple[time, time]]:
    match = _SPAN.fullmatch(part)
    if match is None or match[1] not in DAYS or (match[2] or match[1]) not in DAYS:
        raise ValueError(f"{part!r} is not opening hours; write it like 'mon-fri 09:00-17:00'")
    first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
    opens, closes = time.fromisoformat(match[3]), time.fromisoformat(match[4])
    if first > last or opens >= closes:
        raise ValueError(f"{part!r} runs backwards; write the earlier day and time first")
    return first, last, (opens, closes)
