"""A short run of `make crash` for every test run: 25 kills, each named step at least twice.

The scripted peer stands in the engine's place, so that the run keeps within its time on a slow machine too: each death
of the real engine's parent costs its cold start. `make crash` uses the real one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.__main__ import table
from tests.crash.run import run
from tests.crash.steps import STEPS


@pytest.mark.timeout(180)
def test_nothing_is_lost_and_nothing_doubled_when_everything_is_killed(tmp_path: Path) -> None:
    report = run(25, 60, "scripted", tmp_path, seed=7, tell=lambda line: None)
    assert report.verdict.clean and report.deaths_unasked == 0, table(report)
    assert all(report.kills[step] >= 2 for step in STEPS)
