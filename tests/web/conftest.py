from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.house import DEVELOPMENT, PRODUCTION, House, open_house


@pytest.fixture
def development(tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path, DEVELOPMENT) as house:
        yield house


@pytest.fixture
def production(tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path, PRODUCTION) as house:
        yield house
