"""The systemd unit that really seals the engine: what its text promises stands in it, and systemd agrees."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "docs" / "operations" / "handrail-engine.service"


def directives() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text().splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PrivateNetwork", "yes"), ("RestrictAddressFamilies", "AF_UNIX"), ("IPAddressDeny", "any"),
        ("ProtectSystem", "strict"), ("ProtectHome", "yes"), ("PrivateTmp", "yes"), ("PrivateDevices", "yes"),
        ("ReadWritePaths", "/run/handrail"), ("NoNewPrivileges", "yes"), ("CapabilityBoundingSet", ""),
        ("SystemCallFilter", "~@privileged @resources @mount @debug @obsolete"),
    ],
)  # fmt: skip
def test_it_has_no_network_no_writable_disk_and_no_powers(name: str, value: str) -> None:
    assert value in directives()[name]


def test_it_is_given_no_secret() -> None:
    unit = directives()
    assert "EnvironmentFile" not in unit and "LoadCredential" not in unit
    assert not [name for name in ("KEY", "TOKEN", "DATABASE") if name in " ".join(unit["Environment"])]


def test_systemd_calls_it_safe() -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed here: the unit is only read")
    command = [analyze, "security", "--offline=true", "--threshold=10", "--no-pager", str(UNIT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr
