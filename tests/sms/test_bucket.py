from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.bucket import Bucket


def test_it_empties_and_refills_at_its_rate() -> None:
    bucket = Bucket.full(rate=2, capacity=4, now=0)
    after = bucket.take(3, now=0)
    assert after is not None
    assert after.tokens == 1
    assert after.take(2, now=0) is None
    assert after.wait(2, now=0) == 0.5
    later = after.take(2, now=0.5)
    assert later is not None
    assert later.tokens == 0


def test_reminders_leave_a_reserve_for_replies() -> None:
    bucket = Bucket.full(rate=1, capacity=5, now=0).take(3, now=0)
    assert bucket is not None
    assert bucket.take(1, now=0, reserve=2) is None
    assert bucket.wait(1, now=0, reserve=2) == 1
    assert bucket.take(1, now=0) is not None


def test_a_text_longer_than_the_bucket_goes_and_leaves_a_debt() -> None:
    bucket = Bucket.full(rate=1, capacity=2, now=0)
    after = bucket.take(5, now=0)
    assert after is not None
    assert after.wait(1, now=0) == 4


def test_a_clock_that_goes_back_gives_nothing() -> None:
    bucket = Bucket.full(rate=1, capacity=2, now=100).take(2, now=100)
    assert bucket is not None
    assert bucket.refilled(50).tokens == 0
    assert bucket.refilled(50).at == 100


@given(
    st.lists(st.tuples(st.floats(0, 5), st.integers(1, 6)), max_size=40),
    st.floats(0.5, 10),
    st.floats(1, 10),
)
def test_never_more_than_rate_and_capacity_allow(steps: list[tuple[float, int]], rate: float, capacity: float) -> None:
    bucket, now, taken, largest = Bucket.full(rate, capacity, 0), 0.0, 0, 0
    for pause, segments in steps:
        now += pause
        if (after := bucket.take(segments, now)) is not None:
            bucket, taken, largest = after, taken + segments, max(largest, segments)
    assert taken <= capacity + rate * now + largest + 1e-6


@pytest.mark.parametrize(("rate", "capacity"), [(0, 1), (1, 0), (-1, 1)])
def test_a_useless_bucket_is_refused(rate: float, capacity: float) -> None:
    with pytest.raises(ValueError, match="positive rate and capacity"):
        Bucket.full(rate, capacity, 0)
