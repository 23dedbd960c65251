"""The same rules give the same bytes on Python 3.10 and 3.12: pack, determinations and questions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.entitlements.conftest import REFERENCE, ROOT, RULES

PYTHONS = {"app": ROOT / ".venv/app/bin/python", "engine": ROOT / ".venv/engine/bin/python"}
SCRIPT = Path(__file__).with_name("determinations_hash.py")


def bytes_of(python: Path, packs: Path) -> str:
    command = [str(python), str(SCRIPT), str(RULES), str(REFERENCE), str(packs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
    return done.stdout.strip()


def test_both_pythons_give_the_same_bytes(tmp_path: Path) -> None:
    missing = [name for name, python in PYTHONS.items() if not python.exists()]
    if missing:
        pytest.skip(f"the environment {missing[0]} is not installed; run `make setup`")
    found = {name: bytes_of(python, tmp_path / name) for name, python in PYTHONS.items()}
    assert found["app"] == found["engine"]


def test_importing_the_package_costs_nothing() -> None:
    """The protocol imports the values in both runtimes and must not pay for YAML."""
    code = "import sys, entitlements.values; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
