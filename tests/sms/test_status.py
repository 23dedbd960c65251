from __future__ import annotations

from functools import reduce
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.form import BadField, MissingField
from sms.status import DeliveryStatus, StatusReport, advance, read_status

SID = "SM" + "0a" * 16


def test_any_order_ends_the_same() -> None:
    reports = [DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.SENT, DeliveryStatus.DELIVERED]
    ends = {reduce(advance, order) for order in permutations(reports)}
    assert ends == {DeliveryStatus.DELIVERED}


@given(st.lists(st.sampled_from(DeliveryStatus), min_size=1, max_size=12))
def test_a_status_never_moves_backwards(reports: list[DeliveryStatus]) -> None:
    order = list(DeliveryStatus)
    seen = [reports[0]]
    for report in reports:
        seen.append(advance(seen[-1], report))
    assert all(order.index(after) >= order.index(before) for before, after in pairwise(seen))


def test_a_late_proof_of_arrival_wins_over_a_failure() -> None:
    assert advance(DeliveryStatus.UNDELIVERED, DeliveryStatus.DELIVERED) is DeliveryStatus.DELIVERED
    assert advance(DeliveryStatus.DELIVERED, DeliveryStatus.UNDELIVERED) is DeliveryStatus.DELIVERED
    assert advance(DeliveryStatus.FAILED, DeliveryStatus.SENT) is DeliveryStatus.FAILED


@pytest.mark.parametrize(
    ("status", "left", "final", "failed"),
    [
        ("queued", False, False, False),
        ("sending", False, False, False),
        ("sent", True, False, False),
        ("delivered", True, True, False),
        ("read", True, True, False),
        ("undelivered", True, True, True),
        ("failed", True, True, True),
        ("canceled", True, True, True),
        ("partially_delivered", True, True, True),
    ],
)
def test_what_a_status_means(status: str, left: bool, final: bool, failed: bool) -> None:
    value = DeliveryStatus(status)
    assert (value.has_left, value.is_final, value.has_failed) == (left, final, failed)


def test_a_callback_is_read() -> None:
    form = {"MessageSid": SID, "MessageStatus": "undelivered", "ErrorCode": "30003"}
    assert read_status(form) == StatusReport(SID, DeliveryStatus.UNDELIVERED, 30003)
    assert read_status({"MessageSid": SID, "MessageStatus": "sent"}).error_code is None


def test_a_bad_callback_is_refused() -> None:
    with pytest.raises(MissingField, match="MessageStatus"):
        read_status({"MessageSid": SID})
    with pytest.raises(BadField, match="MessageStatus"):
        read_status({"MessageSid": SID, "MessageStatus": "receiving"})
