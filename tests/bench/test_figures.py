"""What is printed beside a figure must be what it says."""

from __future__ import annotations

import json
import os

import pytest

from tests.bench.arithmetic import Spread
from tests.bench.figures import Figure, Section, as_json, at_least, at_most, spread_figures, table
from tests.bench.processes import cpu_seconds, memory, read_rollup

SECTIONS = (
    Section(
        "Turns", "twice",
        (Figure("p50", 61.04, "ms", at_most(60)), Figure("rate", 3.0, "x", at_least(3)), Figure("other", 1.0, "s")),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("value", "most", "least"), [(59.9, True, False), (60.0, True, True), (60.1, False, True)])
def test_a_limit_itself_is_reached(value: float, most: bool, least: bool) -> None:
    assert at_most(60).reached(value) is most
    assert at_least(60).reached(value) is least


def test_the_table_says_what_was_expected_and_what_was_missed() -> None:
    told = table(SECTIONS)
    assert "61.0 ms  at most 60       NOT REACHED" in told
    assert "3.0 x   at least 3       reached" in told
    assert "1 of 2 expectations reached" in told


def test_the_json_says_the_same() -> None:
    (section,) = json.loads(json.dumps(as_json(SECTIONS)))
    assert section["figures"][0] == {
        "name": "p50", "value": 61.04, "unit": "ms", "expected": "at most 60", "reached": False
    }  # fmt: skip
    assert [figure["reached"] for figure in section["figures"]] == [False, True, None]


def test_seconds_are_shown_in_milliseconds() -> None:
    figures = spread_figures(Spread(9, 0.05, 0.2, 0.26, 0.3), p99=at_most(250))
    assert [round(figure.value) for figure in figures] == [50, 200, 260, 300]
    assert [figure.reached for figure in figures] == [None, None, False, None]


def test_memory_is_read_from_a_rollup() -> None:
    found = read_rollup(
        "55d0-7ffc ---p 00000000 00:00 0    [rollup]\nRss:  4000 kB\nPss:  2000 kB\nPss_Anon: 900 kB\n"
        "Private_Clean: 500 kB\nPrivate_Dirty: 1000 kB\n"
    )
    assert found.proportional == pytest.approx(2.048)
    assert found.private == pytest.approx(1.536)


def test_this_process_has_memory_and_used_time() -> None:
    pid = os.getpid()
    assert 0 < memory(pid).private <= memory(pid).proportional
    assert cpu_seconds([pid, pid]) == pytest.approx(2 * cpu_seconds([pid]), abs=0.1)
