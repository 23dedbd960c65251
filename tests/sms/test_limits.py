from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from sms.limits import LIMITS, Allowance, check_limits

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def ago(**since: float) -> datetime:
    return NOW - timedelta(**since)


def test_twenty_in_ten_minutes() -> None:
    times = [ago(seconds=index) for index in range(19)]
    assert check_limits(times, NOW).allowed
    assert check_limits([*times, ago(minutes=10)], NOW).allowed, "the window does not hold its own far end"
    over = check_limits([*times, ago(minutes=9, seconds=59)], NOW)
    assert over == Allowance(LIMITS[0], announce=True)


def test_sixty_a_day() -> None:
    times = [ago(minutes=20 * index + 11) for index in range(60)]
    assert check_limits(times[:59], NOW).allowed
    assert check_limits(times, NOW).limit == LIMITS[1]


def test_it_is_said_once() -> None:
    times = [ago(seconds=60 - index) for index in range(20)]
    said = []
    for index in range(5):
        now = NOW + timedelta(seconds=index)
        allowance = check_limits(times, now)
        assert not allowed_or_fail(allowance)
        said.append(allowance.announce)
        times.append(now)
    assert said == [True, False, False, False, False]


def allowed_or_fail(allowance: Allowance) -> bool:
    assert allowance.limit is not None
    return allowance.allowed


def test_order_does_not_matter_and_quiet_heals() -> None:
    times = [ago(seconds=index) for index in range(30)]
    Random(1).shuffle(times)
    assert check_limits(times, NOW).limit == LIMITS[0]
    assert check_limits(times, NOW + timedelta(minutes=10)).allowed
    assert check_limits([], NOW).allowed
