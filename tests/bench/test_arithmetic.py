"""Percentiles and arrivals: the figures are only as good as these."""

from __future__ import annotations

import pytest

from tests.bench.arithmetic import Spread, arrivals, median, percentile


@pytest.mark.parametrize(
    ("share", "found"), [(0.0, 1), (0.01, 1), (0.5, 50), (0.501, 51), (0.95, 95), (0.99, 99), (1.0, 100)]
)
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(share: float, found: float) -> None:
    assert percentile(range(100, 0, -1), share) == found


def test_few_values_hide_no_slow_one() -> None:
    assert percentile([1.0, 2.0, 9.0], 0.95) == 9.0
    assert median([4.0]) == 4.0
    assert median([1.0, 2.0, 3.0, 4.0]) == 2.0


@pytest.mark.parametrize(("values", "share"), [((), 0.5), ((1.0,), 1.5), ((1.0,), -0.1)])
def test_no_values_or_no_share_is_an_error(values: tuple[float, ...], share: float) -> None:
    with pytest.raises(ValueError, match=r"values|share"):
        percentile(values, share)


def test_a_spread_holds_what_was_seen() -> None:
    assert Spread.of(number / 100 for number in range(1, 101)) == Spread(100, 0.5, 0.95, 0.99, 1.0)


def test_arrivals_are_the_same_for_each_seed_and_others_for_another() -> None:
    assert arrivals(20, 60, 1) == arrivals(20, 60, 1)
    assert arrivals(20, 60, 1) != arrivals(20, 60, 2)


def test_arrivals_are_poisson() -> None:
    """Mean and spread of the gaps are both 1/rate, and as many come in one half as in the other."""
    times = arrivals(20, 600, 7)
    gaps = [after - before for before, after in zip((0.0, *times), times, strict=False)]
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert list(times) == sorted(times)
    assert times[0] > 0
    assert times[-1] < 600
    assert mean == pytest.approx(1 / 20, rel=0.05)
    assert deviation == pytest.approx(1 / 20, rel=0.05)
    assert sum(time < 300 for time in times) == pytest.approx(len(times) / 2, rel=0.05)


def test_a_rate_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="rate"):
        arrivals(0, 60, 1)
