"""A short load through real processes and the real engine: every text is found again, with times that add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import whole_turn
from tests.bench.arithmetic import arrivals
from tests.support.engine import RunningEngine

pytestmark = [pytest.mark.engine, pytest.mark.timeout(180)]


@pytest.mark.parametrize("roles", [whole_turn.ONE_PROCESS, whole_turn.TWO_PROCESSES])
def test_every_text_of_an_open_load_has_its_times(
    engine: RunningEngine, tmp_path: Path, roles: tuple[str, ...]
) -> None:
    load = whole_turn.open_arrivals(engine, tmp_path, rate=2, seconds=5, roles=roles)
    assert len(load.turns) == len(arrivals(2, 5, whole_turn.SEED)) == load.acknowledged.count
    assert all(min(turn.waiting, turn.deciding, turn.writing) >= 0 for turn in load.turns)
    assert 0 < load.whole.p50 < 60
    assert load.cpu_house > 0
    assert load.cpu_engine > 0


def test_a_closed_load_keeps_the_house_busy(engine: RunningEngine, tmp_path: Path) -> None:
    load = whole_turn.saturation(engine, tmp_path, under_way=2, seconds=3)
    assert len(load.turns) >= 2
    assert whole_turn.rate_of(load) > 0
