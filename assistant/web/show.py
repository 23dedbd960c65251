"""Values and times as a caseworker or tester reads them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from entitlements.values import Absent, Amount, FactValue, Span


def waited(time: timedelta) -> str:
    """How long somebody waits, coarse enough to be read at a glance: 4 min, 3 h 20 min, 2 d 5 h."""
    minutes = max(0, int(time.total_seconds())) // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"


def local_time(at: datetime, zone: ZoneInfo) -> str:
    """A moment on the office's clock: 2026-11-21 09:05."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def shown_member(member: str, words: Mapping[str, str]) -> str:
    """Whom a fact is about: the home, the person writing (p0), or the others in the order told."""
    if member == "household":
        return words["member.home"]
    number = int(member.removeprefix("p"))
    return words["member.writer"] if number == 0 else f"{words['member.other']} {number + 1}"


def labeller(labels: Mapping[str, Mapping[str, str]], language: str) -> Callable[[str], str]:
    """How staff call a fact; a fact that the current rules know no more keeps its own name."""

    def label(fact: str) -> str:
        known = labels.get(fact)
        return fact.replace("_", " ") if known is None else known[language]

    return label


def shown_value(value: FactValue | None, words: Mapping[str, str]) -> str:
    """A fact's value in the page's own words (`assistant.web.page_words`)."""
    if value is None:
        return words["withdrawn"]
    if isinstance(value, bool):
        return words["yes"] if value else words["no"]
    if isinstance(value, Amount):
        high = words["or_more"] if value.high is None else "" if value.exact else f" - {_dollars(value.high)}"
        return f"{_dollars(value.low)}{high} {words[f'per.{value.period}']}"
    if isinstance(value, Span):
        return f"{value.low} - {value.high}"
    if isinstance(value, Absent):
        return words[f"absent.{value.why}"]
    return str(value)


def _dollars(cents: int) -> str:
    dollars, rest = divmod(cents, 100)
    return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"
