"""Fact values: their JSON is strict both ways, and Kleene logic never turns unknown into an answer."""

from __future__ import annotations

from itertools import product

import pytest

from entitlements.values import Absent, Amount, FactValue, Span, Truth, ValueFormatError, value_from_json, value_to_json


@pytest.mark.parametrize(
    "value",
    [True, False, 0, 7, "TX", Amount(0, 0, "month"), Amount(100, None, "week"), Span(1, 3), Absent("refused")],
)
def test_json_round_trip_keeps_value_and_type(value: FactValue) -> None:
    back = value_from_json(value_to_json(value))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "not a fact value"),
        (1.5, "not a fact value"),
        ([1, 2], "not a fact value"),
        ({}, "not a fact value"),
        ({"amount": [1, 2]}, "not a fact value"),
        ({"amount": [1, 2], "period": "month", "note": "x"}, "not a fact value"),
        ({"amount": [2, 1], "period": "month"}, "runs backwards"),
        ({"amount": [1.5, 2], "period": "month"}, "not a whole number"),
        ({"amount": [True, 2], "period": "month"}, "not a whole number"),
        ({"amount": [1, 2], "period": "decade"}, "decade"),
        ({"amount": 5, "period": "month"}, "not a pair"),
        ({"span": [1, None]}, "no upper end"),
        ({"span": [-1, 2]}, "negative"),
        ({"absent": "shy"}, "shy"),
        ({"absent": []}, "not known"),
    ],
)
def test_bad_json_is_refused_by_name(data: object, words: str) -> None:
    with pytest.raises(ValueFormatError, match=words):
        value_from_json(data)


def test_kleene_tables() -> None:
    order = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
    for left, right in product(Truth, Truth):
        assert order[left & right] == min(order[left], order[right])
        assert order[left | right] == max(order[left], order[right])
        assert ~(left & right) == (~left | ~right)
